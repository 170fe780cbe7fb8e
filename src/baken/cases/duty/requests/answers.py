"""The answer to a request: a letter with an overview, and the same as JSON. Nothing of others."""

import json
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from baken.audit.api import record
from baken.cases.duty import letters
from baken.cases.duty.codes import Decision
from baken.cases.duty.requests.actions import KIND
from baken.cases.duty.requests.queries import Line, View
from baken.core import text as texts
from baken.core.acting import Acting
from baken.core.errors import Denied


def letter(view: View) -> letters.Letter:
    """The letter in words. Denied for who does not answer this request."""
    if view.subject is None or not view.mine:
        raise Denied
    with override("nl"):
        items = [_item(line) for line in view.given]
        return letters.fill(
            "decision", f"Kenmerk {view.request.number}", items,
            received=date_format(view.request.received_on, "j F Y"),
            kinds=_joined(view.kinds), outcome=_outcome(view), answer=view.subject.answer,
            given=_given(len(items)), withheld=_withheld(view),
        )  # fmt: skip


def _joined(kinds: list[str]) -> str:
    return " en ".join(kinds)


def _outcome(view: View) -> str:
    texts_ = letters.templates()["decision"]
    return str(texts_[view.request.decision]) if view.request.decision else ""


def _given(number: int) -> str:
    if not number:
        return ""
    return f"Bij deze brief zit een overzicht van wat wij over u hebben ({number})."


def _withheld(view: View) -> str:
    """The reasons, each once; never which organisation holds it."""
    reasons = sorted({f"{line.item.reason} ({line.item.article})" for line in view.withheld})
    return f"Dit krijgt u niet: {' '.join(reasons)}" if reasons else ""


def _item(line: Line) -> letters.Item:
    day = f", {date_format(line.item.about_on, 'j F Y')}" if line.item.about_on else ""
    head = f"{line.item.get_kind_display().capitalize()}{day} ({line.organisation})"
    return letters.Item(head, line.text or "-")


def pdf(acting: Acting, view: View) -> bytes:
    """The letter as PDF, with name and address as they were given with the request."""
    words = letter(view)
    assert view.subject is not None
    address = view.subject.address.splitlines() or [letters.BY_HAND]
    made = words.pdf([view.subject.name, *address])
    record(acting, "data_request.export", KIND, view.request.id, ground="pdf")
    return made


def as_json(acting: Acting, view: View) -> bytes:
    """The same for a machine (AVG art. 15 lid 3): in a common format, without others' data."""
    if view.subject is None or not view.mine:
        raise Denied
    data = {
        "number": view.request.number,
        "received_on": view.request.received_on.isoformat(),
        "asked": view.request.kinds,
        "decision": view.request.decision,
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "given": [_plain(line) for line in view.given],
        "withheld": _reasons(view),
    }
    text = json.dumps(data, ensure_ascii=False, indent=1)
    if any(texts.holds_bsn(str(line.text)) for line in view.given):
        raise ValueError("an export holds no BSN")
    record(acting, "data_request.export", KIND, view.request.id, ground="json")
    return text.encode()


def _plain(line: Line) -> dict[str, Any]:
    day = line.item.about_on
    return {
        "kind": line.item.kind,
        "organisation": line.organisation,
        "date": day.isoformat() if day else None,
        "text": line.text,
    }


def _reasons(view: View) -> list[dict[str, str]]:
    found = {(line.item.article, line.item.reason) for line in view.withheld}
    return [{"article": article, "reason": reason} for article, reason in sorted(found)]


def title(view: View) -> str:
    """What the page of the answer is called."""
    if not view.request.decision:
        return _("Zo wordt de brief")
    return _("Brief: %s") % Decision(view.request.decision).label
