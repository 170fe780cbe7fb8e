"""The home of a partner's person, who may come once a month: what is asked, and what is new."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baken.access import api as access
from baken.cases import rules
from baken.cases.clocks.models import Lapse
from baken.cases.codes import Nature, Role
from baken.cases.models import Action, CaseContent, Release, Seat
from baken.cases.queries import invitations, my_contents
from baken.cases.radar.models import Visit
from baken.core.acting import Acting
from baken.core.slots import Slot

# Two looks within these hours are one visit.
SAME_VISIT = timedelta(hours=12)
FIRST_TIME = timedelta(days=30)
MOST = 25


@dataclass(frozen=True)
class Ahead:
    """A meeting that comes."""

    at: datetime
    title: str
    url: str


# Who knows of meetings, says here which come; each function gets the acting.
meetings: Slot[Callable[[Acting], list[Ahead]]] = Slot()


@dataclass(frozen=True)
class Ask:
    """One thing that is asked of me or of my organisation."""

    title: str
    about: str
    url: str
    verb: str
    due: datetime | None
    who: str = ""


@dataclass(frozen=True)
class Given:
    """Something that was released, to us or by us."""

    at: datetime
    text: str
    about: str
    url: str


@dataclass(frozen=True)
class Home:
    """The whole page."""

    lead: str
    since: datetime
    mine: list[Ask]
    ours: list[Ask]
    new: list[Given]
    given: list[Given]
    meetings: list[Ahead]
    cases: list[CaseContent]


def home(acting: Acting) -> Home:
    """What is asked, what is new since last time, what we gave, what comes. Fixed queries."""
    since = _visit(acting)
    contents = {row.case_id: row for row in my_contents().filter(case__closed_at=None)}
    mine, ours = _asked(acting, contents)
    lead = ngettext(
        "Er is %(n)d ding dat u moet doen.", "Er zijn %(n)d dingen die u moet doen.", len(mine)
    ) % {"n": len(mine)}
    names = {party.id: party.name for party in access.organisations(acting)}
    coming = [found for ask in meetings for found in ask(acting)]
    return Home(
        lead if mine else _("U hoeft nu niets te doen."), since, mine, ours,
        _released(acting, contents, names, since), _given(acting, contents, names),
        sorted(coming, key=lambda one: one.at),
        sorted(contents.values(), key=lambda row: row.title),
    )  # fmt: skip


def _visit(acting: Acting) -> datetime:
    """When this person was here before; and that they are here now."""
    now, me = timezone.now(), rules.user_of(acting)
    party = rules.organisation_of(acting)
    seen, made = Visit.objects.get_or_create(
        user_id=me, organisation_id=party, defaults={"seen_at": now}
    )
    if not made and now - seen.seen_at > SAME_VISIT:
        Visit.objects.filter(pk=seen.id).update(before_at=seen.seen_at, seen_at=now)
        return seen.seen_at
    return seen.before_at or now - FIRST_TIME


def _asked(acting: Acting, contents: dict[UUID, CaseContent]) -> tuple[list[Ask], list[Ask]]:
    """What I must do, and what colleagues of my organisation must do."""
    party = rules.organisation_of(acting)
    rows = list(
        Action.objects.filter(case_id__in=contents, organisation_id=party, done_at=None)
        .order_by("due_at")[: 4 * MOST]
    )  # fmt: skip
    lapses = Lapse.objects.filter(case_id__in=contents, organisation_id=party, answered_at=None)
    unanswered = {lapse.action_id: lapse for lapse in lapses}
    names = access.name_of(row.owner_id for row in rows)
    mine = [_seat(seat) for seat in invitations(acting)]
    mine += [_action(row, contents, "") for row in rows if row.owner_id == acting.user_id]
    for action_id, lapse in unanswered.items():
        if action_id is None:
            mine.append(_silence(lapse, contents))
    ours = [_action(row, contents, names.get(row.owner_id, _("een collega"))) for row in rows
            if row.owner_id != acting.user_id]  # fmt: skip
    return mine, ours[:MOST]


def _seat(seat: Seat) -> Ask:
    url = reverse("cases:file", args=[seat.case_id])
    title = _("U bent gevraagd als: %s") % str(Role(seat.role).label).lower()
    return Ask(title, seat.case.purpose, url, _("Lees en antwoord"), seat.due_at)


def _action(row: Action, contents: dict[UUID, CaseContent], who: str) -> Ask:
    url = reverse("cases:finish", args=[row.case_id, row.id])
    return Ask(row.title, contents[row.case_id].title, url, _("Rond af"), row.due_at, who)


def _silence(lapse: Lapse, contents: dict[UUID, CaseContent]) -> Ask:
    url = reverse("cases:answer_lapse", args=[lapse.case_id, lapse.id])
    return Ask(_("Laat weten hoe het ervoor staat"), contents[lapse.case_id].title, url,
               _("Antwoord"), lapse.since)  # fmt: skip


def _releases(contents: dict[UUID, CaseContent], which: Q) -> list[Release]:
    rows = Release.objects.filter(which, case_id__in=contents, withdrawn_at=None)
    return list(rows.select_related("contribution").order_by("-released_at")[:MOST])


def _released(
    acting: Acting, contents: dict[UUID, CaseContent], names: dict[UUID, str], since: datetime
) -> list[Given]:
    """What others let us read since last time."""
    party = rules.organisation_of(acting)
    rows = _releases(contents, Q(organisation_id=party, released_at__gte=since))
    return [_one(row, contents, _("%(who)s deelde iets met u: %(what)s"),
                 names.get(row.owner_id, _("een partner"))) for row in rows]  # fmt: skip


def _given(
    acting: Acting, contents: dict[UUID, CaseContent], names: dict[UUID, str]
) -> list[Given]:
    """What we let others read, the last first."""
    rows = _releases(contents, Q(owner_id=rules.organisation_of(acting)))
    return [_one(row, contents, _("U deelde met %(who)s: %(what)s"),
                 names.get(row.organisation_id, _("een partner"))) for row in rows[:8]]  # fmt: skip


def _one(row: Release, contents: dict[UUID, CaseContent], words: str, who: str) -> Given:
    what = str(Nature(row.contribution.nature).label).lower()
    url = reverse("cases:file", args=[row.case_id])
    return Given(row.released_at, words % {"who": who, "what": what},
                 contents[row.case_id].title, url)  # fmt: skip
