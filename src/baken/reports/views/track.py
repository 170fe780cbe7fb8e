"""The track of a report as the resident sees it: what was done, what comes, and by when."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from baken.core.ui.moments import spelled
from baken.reports.codes import Result, State
from baken.reports.models import Report

DONE, NOW, AHEAD = "done", "now", "todo"


@dataclass(frozen=True)
class Stop:
    """One stop on the track: `state` is done, now or todo."""

    title: str
    state: str
    text: str = ""
    moment: datetime | None = None
    before: datetime | None = None


def steps_of(report: Report) -> list[Stop]:
    """Received, read, looked into, answered."""
    came = Stop(_("Ontvangen"), DONE, moment=report.received_at)
    if report.state == State.WITHDRAWN:
        return [came, Stop(_("U trok de melding in"), DONE, moment=report.closed_at)]
    if report.state == State.HIDDEN:
        text = _("Wij lazen er geen melding in. Is het er wel een? Schrijf het ons hieronder.")
        return [came, Stop(_("Wij doen hier niets mee"), DONE, text, report.closed_at)]
    if report.state == State.ANSWERED:
        answered = Stop(
            _("U kreeg antwoord"), DONE, str(Result(report.result).label), report.closed_at
        )
        return [came, Stop(_("Wij lazen uw melding"), DONE), answered]
    return [came, *_ahead(report)]


def _ahead(report: Report) -> list[Stop]:
    unread = report.state in (State.RECEIVED, State.READING)
    reading = Stop(
        _("Iemand leest uw melding") if unread else _("Wij lazen uw melding"),
        NOW if unread else DONE,
        _("Daarna staat hier een bericht voor u, als wij iets willen vragen.") if unread else "",
        before=report.read_due_at if unread else None,
    )
    return [reading, _working(report, unread=unread), _answer(report)]


def _working(report: Report, *, unread: bool) -> Stop:
    if report.state == State.WAITING:
        text = _("Wij wachten op uw antwoord. Lees het bericht hieronder.")
        return Stop(_("Wij hebben een vraag aan u"), NOW, text)
    if report.state == State.TO_CASE:
        text = _("Er werken meer mensen aan. Dat kan langer duren.")
        return Stop(_("Wij pakken het met anderen op"), NOW, text)
    if report.planned_for is not None:
        text = _("Wij doen dit op %s.") % spelled(report.planned_for, "l j F")
        return Stop(_("Het is ingepland"), NOW, text)
    if report.state == State.PARTNER:
        text = _("Een ander moet eerst iets doen. Wij houden het in de gaten.")
        return Stop(_("Wij wachten op een ander"), NOW, text)
    if report.state == State.JOINED:
        text = _("Meer mensen meldden dit. U krijgt hier hetzelfde antwoord.")
        return Stop(_("Wij pakken het samen op met een andere melding"), NOW, text)
    return Stop(_("Wij zoeken het uit"), AHEAD if unread else NOW)


def _answer(report: Report) -> Stop:
    if report.state == State.TO_CASE:
        return Stop(_("U krijgt antwoord"), AHEAD, _("Ook als wij niets kunnen doen."))
    text = _("Ook als wij niets kunnen doen.")
    return Stop(_("U krijgt antwoord"), AHEAD, text, before=report.answer_due_at)
