"""Keeping teams and rules, and sending one report to another team."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied
from baken.reports.actions.desk import for_desk, turn
from baken.reports.actions.intake import note_event
from baken.reports.codes import Kind
from baken.reports.models import Content, Report
from baken.reports.people import people_here
from baken.reports.routing import now
from baken.reports.routing.models import Rules, Team, TeamMember
from baken.reports.routing.rules import Line, Routed, Routing
from baken.reports.rules import works_at_desk

TRIED = 1000


def may_order(acting: Acting) -> None:
    """Teams and rules are for the desk of the whole city. Denied for any other."""
    if not orders_work(acting):
        raise Denied(_("Teams en regels zijn voor de meldbalie van de hele stad."), known=True)


def orders_work(acting: Acting) -> bool:
    """Is this the desk of the whole city? One query."""
    with connection.cursor() as cursor:
        cursor.execute("select reports_desk_area() = ''")
        return works_at_desk(acting) and bool(cursor.fetchone()[0])


# -- teams ---------------------------------------------------------------------------------------


def add_team(acting: Acting, name: str) -> Team:
    """A new team; the first one takes what is left."""
    may_order(acting)
    first = not Team.objects.filter(ended_at=None, catches=True).exists()
    team = Team(id=uuid4(), name=name, catches=first)
    try:
        with transaction.atomic():
            Team.objects.bulk_create([team])
    except IntegrityError:
        raise ValidationError(_("Er is (of was) al een team met deze naam.")) from None
    record(acting, "report.team", "team", team.id, outcome="added")
    return team


def catch(acting: Acting, team_id: UUID) -> None:
    """From now on this team takes what is left."""
    may_order(acting)
    Team.objects.filter(catches=True).exclude(id=team_id).update(catches=False)
    if not Team.objects.filter(id=team_id, ended_at=None).update(catches=True):
        raise Denied
    record(acting, "report.team", "team", team_id, outcome="catches")


def end_team(acting: Acting, team_id: UUID) -> None:
    """No more reports go to this team; what it has stays findable under its name."""
    may_order(acting)
    team = Team.objects.filter(id=team_id, ended_at=None).first()
    if team is None:
        raise Denied
    if team.catches:
        raise ValidationError(_("Dit team neemt wat overblijft. Geef dat eerst aan een ander."))
    Team.objects.filter(id=team_id).update(ended_at=timezone.now())
    record(acting, "report.team", "team", team_id, outcome="ended")


def set_members(acting: Acting, team_id: UUID, users: Iterable[UUID]) -> None:
    """These colleagues, and nobody else, are in the team."""
    may_order(acting)
    wanted = set(users)
    if not wanted <= {person.user_id for person in people_here(acting)}:
        raise ValidationError(_("Kies alleen collega's die meldingen behandelen."))
    if not Team.objects.filter(id=team_id).exists():
        raise Denied
    TeamMember.objects.filter(team_id=team_id).exclude(user_id__in=wanted).delete()
    there = set(TeamMember.objects.filter(team_id=team_id).values_list("user_id", flat=True))
    fresh = [TeamMember(team_id=team_id, user_id=user) for user in wanted - there]
    TeamMember.objects.bulk_create(fresh)
    record(acting, "report.team", "team", team_id, outcome="members", count=len(wanted))


def move(acting: Acting, report_id: UUID, version: int, team_id: UUID, why: str) -> None:
    """Another team takes this report; whoever held it, no longer does."""
    report = for_desk(acting, report_id)
    team = Team.objects.filter(id=team_id, ended_at=None).first()
    if team is None:
        raise ValidationError(_("Dit team is er niet meer. Kies een ander."))
    changes = {"team_id": team.id, "assigned_to_id": None}
    turn(report, version, changes, mine=team.name, label=_("Team"))
    note_event(report.id, Kind.ROUTED, by=acting.user_id, note=f"{team.name}: {why}")
    record(acting, "report.move", "report", report.id)


# -- rules ---------------------------------------------------------------------------------------


def draft(acting: Acting) -> Rules | None:
    """The draft that is being written. One query."""
    return Rules.objects.filter(adopted_at=None).order_by("-number").first()


def begin(acting: Acting) -> Rules:
    """The draft, or a new one that begins with the rules in force."""
    may_order(acting)
    found = draft(acting)
    if found is not None:
        return found
    last = Rules.objects.order_by("-number").first()
    assert acting.user_id is not None
    fresh = Rules(
        id=uuid4(), number=(last.number if last else 0) + 1, lines=last.lines if last else [],
        made_by_id=acting.user_id, made_at=timezone.now(),
    )  # fmt: skip
    try:
        with transaction.atomic():
            Rules.objects.bulk_create([fresh])
    except IntegrityError:
        raise Conflict(_("Een collega begon net met een concept. Werk daar verder.")) from None
    record(acting, "report.rules", "rules", fresh.id, outcome="draft")
    return fresh


def write(acting: Acting, rules_id: UUID, version: int, lines: Sequence[Line]) -> None:
    """Write the lines of the draft. Conflict when a colleague was first."""
    may_order(acting)
    rows = Rules.objects.filter(id=rules_id, version=version, adopted_at=None)
    data = [line.as_data() for line in lines]
    if not rows.update(lines=data, version=version + 1):
        raise Conflict(_("Een collega veranderde de regels net. Kijk hoe zij nu luiden."))


def adopt(acting: Acting, rules_id: UUID, version: int) -> None:
    """From now on the draft decides. Refused when a rule names a team that is not there."""
    may_order(acting)
    rules = Rules.objects.filter(id=rules_id, version=version, adopted_at=None).first()
    if rules is None:
        raise Conflict(_("Een collega veranderde de regels net. Kijk hoe zij nu luiden."))
    teams = set(map(str, Team.objects.filter(ended_at=None).values_list("id", flat=True)))
    for line in map(Line.read, rules.lines):
        if line.team not in teams:
            raise ValidationError(
                _("Regel ‘%s’ noemt een team dat er niet meer is. Kies een ander.") % line.name
            )
    moment = timezone.now()
    Rules.objects.filter(id=rules_id, version=version, adopted_at=None).update(
        adopted_at=moment, adopted_by=acting.user_id, version=version + 1
    )
    record(acting, "report.rules", "rules", rules_id, outcome="adopted")


def drop(acting: Acting, rules_id: UUID) -> None:
    """Throw the draft away; the rules in force stay."""
    may_order(acting)
    if Rules.objects.filter(id=rules_id, adopted_at=None).delete()[0]:
        record(acting, "report.rules", "rules", rules_id, outcome="dropped")


@dataclass(frozen=True)
class Tried:
    """What the draft would have done with one report that came in."""

    report: Report
    before: Routed
    after: Routed

    @property
    def moves(self) -> bool:
        """Would it have gone to another team?"""
        return self.before.team != self.after.team


def try_out(acting: Acting, lines: Sequence[Line]) -> list[Tried]:
    """The last thousand reports by the rules in force and by these lines. Three queries."""
    may_order(acting)
    present = now.read()
    coming = Routing(present.number + 1, tuple(lines), present.teams)
    reports = list(Report.objects.order_by("-received_at", "-id")[:TRIED])
    ids = [report.id for report in reports]
    texts = dict(Content.objects.filter(report_id__in=ids).values_list("report_id", "text"))
    record(acting, "report.try_rules", count=len(reports))
    return [_tried(report, texts.get(report.id, ""), present, coming) for report in reports]


def _tried(report: Report, text: str, present: Routing, coming: Routing) -> Tried:
    facts, kind = now.facts_of(report, text), now.kind_team(report)
    return Tried(report, present.route(facts, kind), coming.route(facts, kind))
