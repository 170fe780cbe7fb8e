"""Pages for teams, rules, the dry run, another team for one report, and the wall screen."""

from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied
from baken.core.forms import first_message
from baken.reports.models import Report
from baken.reports.people import people_here
from baken.reports.routing import actions
from baken.reports.routing.forms import LineForm, MembersForm, MoveForm, TeamForm
from baken.reports.routing.models import Rules, Team, TeamMember
from baken.reports.routing.queries import screen_lines, shown_lines
from baken.reports.routing.rules import Line
from baken.reports.views.acts import posted, run
from baken.reports.views.desk import desk_acting, found

MOST_SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
def teams(request: HttpRequest) -> HttpResponse:
    """All teams, and a new one."""
    acting = desk_acting()
    form = TeamForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            team = actions.add_team(acting, form.cleaned_data["name"])
        except ValidationError as error:
            form.add_error("name", error)
        else:
            return redirect("reports:team", team.id)
    names = {person.user_id: person.name for person in people_here(acting)}
    rows = Team.objects.filter(ended_at=None).order_by("name")
    members: dict[UUID, list[str]] = {}
    for member in TeamMember.objects.all():
        members.setdefault(member.team_id, []).append(names.get(member.user_id, _("oud-collega")))
    lines = [{"team": team, "members": sorted(members.get(team.id, []))} for team in rows]
    context = {"form": form, "lines": lines, "orders": actions.orders_work(acting)}
    status = 422 if form.is_bound else 200
    return render(request, "reports/routing/teams.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def team(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """Who is in one team."""
    acting = desk_acting()
    actions.may_order(acting)
    one = Team.objects.filter(id=team_id, ended_at=None).first()
    if one is None:
        raise Denied
    there = TeamMember.objects.filter(team=one).values_list("user_id", flat=True)
    initial = {"members": list(map(str, there))}
    form = MembersForm(people_here(acting), posted(request), initial=initial)
    if form.is_bound and form.is_valid():
        actions.set_members(acting, one.id, form.cleaned_data["members"])
        flash.success(request, _("Het team is bewaard."))
        return redirect("reports:teams")
    context = {"form": form, "team": one}
    status = 422 if form.is_bound else 200
    return render(request, "reports/routing/team.html", context, status=status)


@require_POST
def turn_team(request: HttpRequest, team_id: UUID, what: str) -> HttpResponse:
    """Let a team take what is left, or end it."""
    acting = desk_acting()
    try:
        (actions.catch if what == "rest" else actions.end_team)(acting, team_id)
    except ValidationError as error:
        flash.error(request, first_message(error))
    return redirect("reports:teams")


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Give a report to another team."""
    acting = desk_acting()

    def step(acting: Acting, report: Report, data: dict[str, Any]) -> None:
        actions.move(acting, report.id, data["version"], UUID(data["team"]), data["why"])

    report = found(report_id)
    form = MoveForm(posted(request), initial={"version": report.version})
    words = (_("Welk team neemt deze melding?"), _("Geef door"), _("Het team heeft de melding."))
    return run(request, acting, report, form, words, step)


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """The rules in force, and the draft."""
    acting = desk_acting()
    current = Rules.objects.exclude(adopted_at=None).order_by("-number").first()
    draft = actions.draft(acting)
    names = {str(team.id): team.name for team in Team.objects.all()}
    context = {
        "current": current, "draft": draft, "orders": actions.orders_work(acting),
        "lines": shown_lines(_lines(current), names), "coming": shown_lines(_lines(draft), names),
        "teams": bool(names),
    }  # fmt: skip
    return render(request, "reports/routing/rules.html", context)


def _lines(rules: Rules | None) -> list[Line]:
    return list(map(Line.read, rules.lines)) if rules else []


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Start a draft."""
    actions.begin(desk_acting())
    return redirect("reports:rules")


def _draft(acting: Acting) -> Rules:
    actions.may_order(acting)
    found = actions.draft(acting)
    if found is None:
        raise Denied
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def line(request: HttpRequest, place: int) -> HttpResponse:
    """Write one rule of the draft; a place beyond the last is a new one."""
    acting = desk_acting()
    draft = _draft(acting)
    lines = _lines(draft)
    if place > len(lines):
        raise Denied
    initial: dict[str, Any] = {"version": draft.version}
    if place < len(lines):
        initial |= lines[place].as_data() | {"words": ", ".join(lines[place].words)}
    form = LineForm(posted(request), initial=initial)
    if form.is_bound and form.is_valid():
        lines[place : place + 1] = [form.line()]
        try:
            actions.write(acting, draft.id, form.cleaned_data["version"], lines)
        except Conflict as conflict:
            form.add_error(None, str(conflict))
        else:
            return redirect("reports:rules")
    context = {"form": form, "place": place + 1}
    status = 422 if form.is_bound else 200
    return render(request, "reports/routing/line.html", context, status=status)


@require_POST
def turn_line(request: HttpRequest, place: int, what: str) -> HttpResponse:
    """Put a rule of the draft one higher, or take it out."""
    acting = desk_acting()
    draft = _draft(acting)
    lines = _lines(draft)
    if place >= len(lines):
        raise Denied
    one = lines.pop(place)
    if what == "hoger":
        lines.insert(max(place - 1, 0), one)
    actions.write(acting, draft.id, _version(request), lines)
    return redirect("reports:rules")


def _version(request: HttpRequest) -> int:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else 0


@require_safe
def try_out(request: HttpRequest) -> HttpResponse:
    """What the draft would have done with the last thousand reports."""
    acting = desk_acting()
    draft = _draft(acting)
    tried = actions.try_out(acting, _lines(draft))
    moved = [one for one in tried if one.moves]
    context = {
        "draft": draft, "tried": tried, "moved": moved[:MOST_SHOWN], "moves": len(moved),
        "counts": _counts(tried),
    }  # fmt: skip
    return render(request, "reports/routing/try.html", context)


def _counts(tried: Sequence[actions.Tried]) -> list[tuple[str, int, int]]:
    """(team, reports before, reports after), by name."""
    before, after = (
        Counter(routed.team.name if routed.team else _("geen team") for routed in side)
        for side in ([one.before for one in tried], [one.after for one in tried])
    )
    return [(name, before[name], after[name]) for name in sorted(before | after)]


@require_POST
def adopt(request: HttpRequest) -> HttpResponse:
    """The draft decides from now on."""
    acting = desk_acting()
    draft = _draft(acting)
    try:
        actions.adopt(acting, draft.id, _version(request))
    except ValidationError as error:
        flash.error(request, first_message(error))
    else:
        flash.success(request, _("De regels gelden vanaf nu voor nieuwe meldingen."))
    return redirect("reports:rules")


@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    """Throw the draft away."""
    acting = desk_acting()
    actions.drop(acting, _draft(acting).id)
    flash.success(request, _("Het concept is weg. De regels die golden, gelden nog."))
    return redirect("reports:rules")


@require_safe
def screen(request: HttpRequest) -> HttpResponse:
    """For a screen on the wall: numbers only, renewed by itself."""
    desk_acting()
    context = {"lines": screen_lines(), "now": timezone.now()}
    return render(request, "reports/routing/screen.html", context)
