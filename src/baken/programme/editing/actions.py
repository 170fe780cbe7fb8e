"""Changes of the plan. Each is a new version with its sources, and writes the plan's next file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied, Version
from baken.programme.actions.imports import PLAN, Summary, snapshot_of, store_records
from baken.programme.council.actions import take_over
from baken.programme.editing import schema
from baken.programme.models import Entry, Kind
from baken.programme.planfile import read_plan
from baken.programme.planwriter import write_plan
from baken.programme.queries.register import field_label, home_plan, in_words
from baken.programme.records import Contents, Record, slug
from baken.programme.rules import may_write

Key = tuple[str, str]
Records = dict[Key, Record]


@dataclass(frozen=True)
class Said:
    """What an edit says: the words, the sources they rest on, and a source that is new."""

    name: str
    details: dict[str, Any]
    sources: tuple[str, ...] = ()
    source_title: str = ""
    source_url: str = ""
    because: str = ""


def change(acting: Acting, kind: str, key: str, said: Said, *, version: int) -> None:
    """Say something else. Conflict with both texts when a colleague was first."""

    def edit(records: Records) -> None:
        known = records.get((kind, key))
        if known is None:
            raise Denied
        newest = _newest(kind, key)
        if newest.version != version:
            raise _stale(newest, said)
        words = _with_source(records, said)
        named = {schema.name_field(kind): said.name} if schema.name_field(kind) else {}
        details = {**said.details, **named}
        records[kind, key] = replace(known, name=said.name, details=details, sources=words)

    _write(acting, edit, said.because, "programme.edit_plan")


def add(acting: Acting, kind: str, parent: str, said: Said) -> str:
    """Say something new under `parent` ('' for the plan itself). Returns its number."""
    made: list[str] = []

    def edit(records: Records) -> None:
        above = next((r for r in records.values() if r.key == parent), None) if parent else None
        if kind not in schema.UNDER.get(above.kind if above else Kind.PLAN, ()):
            raise Denied
        named = {schema.name_field(kind): said.name} if schema.name_field(kind) else {}
        details = {**said.details, **named}
        key = _free_key(kind, parent, said.name, details)
        words = _with_source(records, said)
        plan = next(key for known, key in records if known == Kind.PLAN)
        under = parent or ("" if kind == Kind.SOURCE else plan)
        place = 1 + max((r.position for r in records.values() if r.kind == kind), default=-1)
        records[kind, key] = Record(kind, key, said.name, under, place, details, words)
        made.append(key)

    _write(acting, edit, said.because, "programme.edit_plan")
    return made[0]


def end(acting: Acting, kind: str, key: str, *, version: int, because: str) -> None:
    """Take a statement out of the plan; its versions stay."""

    def edit(records: Records) -> None:
        if (kind, key) not in records or kind == Kind.PLAN:
            raise Denied
        if _newest(kind, key).version != version:
            raise Conflict(_("Een collega wijzigde dit net. Lees het eerst."))
        _refuse_in_use(records, kind, key)
        del records[kind, key]

    _write(acting, edit, because, "programme.end_statement")


def restore(acting: Acting, kind: str, key: str, number: int, *, version: int) -> None:
    """Say again what version `number` said, as a new version."""
    old = _versions(kind, key).filter(version=number).first()
    if old is None:
        raise Denied

    def edit(records: Records) -> None:
        if _newest(kind, key).version != version:
            raise Conflict(_("Een collega wijzigde dit net. Lees het eerst."))
        if old.parent and all(old.parent != known for _kind, known in records):
            message = _("‘%(key)s’ staat niet meer in het plan. Zet dat eerst terug.")
            raise ValidationError(message, params={"key": old.parent})
        records[kind, key] = record_of(old)

    because = _("Versie %(number)s teruggezet.") % {"number": number}
    _write(acting, edit, because, "programme.restore_statement")


def record_of(entry: Entry) -> Record:
    """An entry as the plan's file says it."""
    sources = tuple(entry.sources)
    where = (entry.parent, entry.position)
    return Record(entry.kind, entry.key, entry.name, *where, entry.details, sources)


def contents_now(plan: Entry) -> Contents:
    """The plan as it stands: its statements, and the figures that its newest file quotes."""
    entries = Entry.objects.filter(plan=plan.plan, current=True).order_by("kind", "position", "key")
    readings = read_plan(bytes(plan.snapshot.raw)).readings
    return Contents(tuple(record_of(entry) for entry in entries), readings, plan.plan)


def _write(acting: Acting, edit: Callable[[Records], None], because: str, verb: str) -> None:
    """Change the plan's statements and read the file that this gives. One editor at a time."""
    if not may_write(acting):
        raise Denied(_("Het plan wijzigen hoort bij het veiligheidsplan."), known=True)
    # Its file is fetched after the lock: who had to wait must see the file of who was first.
    rows = Entry.objects.select_for_update().order_by()
    plan = rows.filter(plan=home_plan(), kind=Kind.PLAN, current=True).first()
    if plan is None:
        raise Conflict(_("Er is nog geen plan. Lees er eerst een in."))
    now = contents_now(plan)
    records = {(one.kind, one.key): one for one in now.records}
    edit(records)
    raw = write_plan(replace(now, records=tuple(records.values())))
    read = read_plan(raw)
    snapshot = snapshot_of(plan.snapshot.name, raw, PLAN, plan.plan)
    summary = Summary()
    store_records(read.records, snapshot, summary, because)
    take_over(acting, read)
    record(acting, verb, "snapshot", snapshot.id, count=summary.changes)


def _versions(kind: str, key: str) -> Any:
    return Entry.objects.filter(plan=home_plan(), kind=kind, key=key)


def _newest(kind: str, key: str) -> Entry:
    found: Entry | None = _versions(kind, key).order_by("-version").first()
    if found is None:
        raise Denied
    return found


def _with_source(records: Records, said: Said) -> tuple[str, ...]:
    """The sources of an edit, with the new one among them."""
    if not said.source_title:
        if not said.sources:
            raise ValidationError({"sources": _("Kies een bron, of noem een nieuwe.")})
        return said.sources
    key = _free_key(Kind.SOURCE, "", said.source_title, {})
    details: dict[str, object] = {
        "titel": said.source_title,
        "url": said.source_url or None,
        "soort": None,
    }
    place = sum(kind == Kind.SOURCE for kind, _key in records)
    records[Kind.SOURCE, key] = Record(Kind.SOURCE, key, said.source_title, "", place, details)
    return (*said.sources, key)


def _free_key(kind: str, parent: str, name: str, details: dict[str, Any]) -> str:
    """The number of something new, which no statement ever had."""
    if fields := schema.key_fields(kind):
        key = f"{kind}:{slug('-'.join(str(details.get(f, name)) for f in fields))}"
        if _versions(kind, key).filter(current=True).exists():
            raise ValidationError(_("Dit staat al in het plan. Wijzig wat er staat."))
        return key
    if kind == Kind.INDICATOR:
        return _unused(kind, f"I-{slug(name)[:40].upper()}", start="")
    theme = parent.partition(".")[0]
    heads = {Kind.THEME: "T", Kind.OVERARCHING: "O", Kind.SOURCE: "B", Kind.GOAL: f"{parent}.D",
             Kind.ACTION: f"{theme}.A", Kind.FACT: f"{parent}.F"}  # fmt: skip
    return _unused(kind, heads[Kind(kind)], start="1")


def _unused(kind: str, head: str, *, start: str) -> str:
    """The head, with the first number that was never used."""
    known = set(Entry.objects.filter(plan=home_plan(), kind=kind).values_list("key", flat=True))
    if not start and head not in known:
        return head
    used = [int(m[1]) for key in known if (m := re.fullmatch(re.escape(head) + r"-?(\d+)", key))]
    return f"{head}{'' if start else '-'}{max(used, default=0 if start else 1) + 1}"


def _refuse_in_use(records: Records, kind: str, key: str) -> None:
    """What others stand under or name, cannot go before them."""
    leaning = [one for one in records.values() if _leans(one, kind, key)]
    if leaning:
        message = _("Dit kan niet weg: %(names)s hangt ervan af. Wijzig of schrap dat eerst.")
        names = ", ".join(f"‘{one.name}’" for one in leaning[:3])
        raise ValidationError(message, params={"names": names})


def _leans(one: Record, kind: str, key: str) -> bool:
    if kind == Kind.SOURCE:
        return key in one.sources
    named: Iterable[object] = []
    if kind in {Kind.ACTION, Kind.INDICATOR}:
        listed = one.details.get("acties" if kind == Kind.ACTION else "indicatoren")
        named = listed if isinstance(listed, list) else []
        if one.kind == Kind.TARGET:
            named = [one.details.get("indicator")]
    return one.parent == key or key in named


def _stale(newest: Entry, said: Said) -> Conflict:
    """Both texts, field by field, where they differ."""
    pairs = [(_("Naam"), said.name, newest.name)]
    for name in sorted({*said.details, *newest.details}):
        mine, theirs = said.details.get(name), newest.details.get(name)
        pairs.append((field_label(name), in_words(name, mine), in_words(name, theirs)))
    differing = [Version(label, mine, theirs) for label, mine, theirs in pairs if mine != theirs]
    versions = differing or [Version(*pairs[0])]
    message = _("Een collega bewaarde net een andere tekst")
    return Conflict(message, versions=versions, newest=newest.version)
