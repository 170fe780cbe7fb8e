"""The steps of an item of the council. Each adds a version; none changes one."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied, Version
from baken.programme.council.assumed import assumed_due
from baken.programme.council.models import STEPS, CouncilRecord, ItemKind, Standing
from baken.programme.council.words import field_words, in_words
from baken.programme.periods import read_period
from baken.programme.records import Contents, Record
from baken.programme.rules import is_clerk, may_register, may_write

# What a form may set; the rest follows from a step of its own.
WORDS = (
    "kind", "number", "title", "several", "text", "text_url", "said_on", "meeting", "submitters",
    "vote", "portfolio", "due_on", "due_assumed", "due_why", "actions", "paragraphs", "sources",
    "progress",
)  # fmt: skip
_FIELDS = [f.name for f in CouncilRecord._meta.concrete_fields if f.name not in {"id", "made_at"}]


def register_item(acting: Acting, municipality: str, words: dict[str, Any]) -> UUID:
    """Enter a motion, promise, question or commitment. Without a date, one may be assumed."""
    _need(may_register(acting))
    item = uuid4()
    own = _due({name: words[name] for name in WORDS if name in words})
    fresh = CouncilRecord(
        item=item, version=1, municipality=municipality, standing=Standing.NEW, **own
    )
    _add(acting, fresh, "programme.register_item")
    return item


def change_item(
    acting: Acting, last: CouncilRecord, words: dict[str, Any], *, version: int
) -> None:
    """Say something else, or that it is being worked on. Conflict with both texts when stale."""
    _need(may_register(acting))
    standing = words.get("standing", last.standing)
    own = _due({name: words[name] for name in WORDS if name in words})
    if version != last.version:
        raise _stale(last, own)
    _next(acting, last, standing, "programme.change_item", **own)


def propose_closing(acting: Acting, last: CouncilRecord, *, version: int, proposal: str) -> None:
    """The college proposes that the council closes this; the council decides."""
    _need(may_write(acting))
    _fresh(last, version)
    _next(acting, last, Standing.PROPOSED, "programme.propose_closing", proposal=proposal)


def close_item(
    acting: Acting, last: CouncilRecord, *, version: int, decision: str, decided_on: date
) -> None:
    """The clerk records that the council closed this."""
    _need(is_clerk(acting))
    _fresh(last, version)
    if decided_on > timezone.localdate():
        raise ValidationError({"decided_on": _("Deze datum moet nog komen.")})
    words: dict[str, Any] = {"decision": decision, "decided_on": decided_on}
    _next(acting, last, Standing.DONE, "programme.close_item", **words)


def reopen_item(acting: Acting, last: CouncilRecord, *, version: int, progress: str) -> None:
    """The clerk records that the council does not agree, or asks for it again."""
    _need(is_clerk(acting))
    _fresh(last, version)
    _next(acting, last, Standing.RUNNING, "programme.reopen_item", progress=progress)


def take_over(acting: Acting, contents: Contents) -> None:
    """Motions and commitments that the plan's file names and the register does not have yet."""
    municipality = contents.plan.partition(":")[0]
    known = CouncilRecord.objects.filter(municipality=municipality).exclude(plan_key="")
    had = set(known.values_list("plan_key", flat=True))
    fresh = [one for one in contents.records if one.kind in ItemKind.values and one.key not in had]
    CouncilRecord.objects.bulk_create(_taken(one, municipality, acting.capacity) for one in fresh)


def _taken(found: Record, municipality: str, capacity: str) -> CouncilRecord:
    """A statement of the plan as the first version of an item; what it does not say stays open."""
    said = found.details
    standing = Standing.RUNNING if said.get("afdoening") else Standing.NEW
    linked = said.get("acties")
    words = {
        "kind": found.kind,
        "number": found.key if found.kind == ItemKind.MOTION else "",
        "title": found.name[:300],
        "several": "" if said.get("titels") else str(said.get("aantal") or ""),
        "text": "; ".join(_listed(said.get("titels"))),
        "submitters": _listed(said.get("indieners")),
        "vote": str(said.get("stemuitslag") or ""),
        "said_on": _day(said.get("datum")),
        "meeting": str(said.get("product") or ""),
        "actions": _listed(linked),
        "sources": list(found.sources),
        "progress": str(said.get("afdoening") or ""),
    }
    return CouncilRecord(
        item=uuid4(), version=1, municipality=municipality, plan_key=found.key,
        standing=standing, made_as=capacity, made_at=timezone.now(), **_due(words),
    )  # fmt: skip


def _listed(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def _day(value: object) -> date | None:
    """The day that the plan names, if it is one day."""
    if not value:
        return None
    when = read_period(value)
    return when.start if when.start == when.end else None


def _due(words: dict[str, Any]) -> dict[str, Any]:
    """Where no date is named, the one that is assumed, with the reason."""
    if words.get("due_on"):
        assumed = bool(words.get("due_assumed"))
        why = words.get("due_why") or "" if assumed else ""
        return {**words, "due_assumed": assumed, "due_why": why}
    today = timezone.localdate()
    due, why = assumed_due(words["kind"], words.get("said_on"), today)
    return {**words, "due_on": due, "due_assumed": due is not None, "due_why": why}


def _next(acting: Acting, last: CouncilRecord, standing: str, verb: str, **words: object) -> None:
    """The next version of an item: what is said now, and of the rest what stood."""
    if standing not in STEPS[last.standing]:
        message = _("Dit staat op ‘%(now)s’. Van daar kan dit niet.")
        raise Conflict(message % {"now": last.get_standing_display()})
    kept = {name: getattr(last, name) for name in _FIELDS}
    if standing != Standing.DONE:
        kept |= {"decision": "", "decided_on": None}
    if standing not in (Standing.PROPOSED, Standing.DONE):
        kept["proposal"] = ""
    made = {**kept, **words, "standing": standing, "version": last.version + 1}
    _add(acting, CouncilRecord(**made), verb)


def _add(acting: Acting, fresh: CouncilRecord, verb: str) -> None:
    fresh.made_as, fresh.made_at = acting.capacity, timezone.now()
    if fresh.due_assumed and not fresh.due_why:
        raise ValidationError({"due_why": _("Zeg waarom u deze datum aanneemt.")})
    try:
        with transaction.atomic():
            fresh.save(force_insert=True)
    except (IntegrityError, ProgrammingError):
        if not CouncilRecord.objects.filter(item=fresh.item, version=fresh.version).exists():
            raise
        raise _late() from None  # a colleague took this number first
    record(acting, verb, "council_item", fresh.item)


def _fresh(last: CouncilRecord, version: int) -> None:
    if version != last.version:
        raise _late()


def _late() -> Conflict:
    return Conflict(_("Een collega wijzigde dit net. Lees het eerst."))


def _stale(last: CouncilRecord, own: dict[str, Any]) -> Conflict:
    """Both texts, where they differ."""
    differing = [
        Version(field_words(name), in_words(value), in_words(getattr(last, name)))
        for name, value in own.items()
        if value != getattr(last, name)
    ]
    same = [Version(field_words("title"), str(own.get("title")), last.title)]
    message = _("Een collega bewaarde net een andere tekst")
    return Conflict(message, versions=differing or same, newest=last.version)


def _need(allowed: bool) -> None:  # noqa: FBT001
    if not allowed:
        raise Denied(_("Dit hoort niet bij de taak waarmee u nu werkt."), known=True)
