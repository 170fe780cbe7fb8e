"""Reading the versions, comparing two, and what a dry run found."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from baken.access import api as access
from baken.audit.api import record
from baken.cases.ave import newest
from baken.cases.dossier.head import Step
from baken.cases.rules import require
from baken.cases.versions import rules
from baken.cases.versions import trial as trials
from baken.cases.versions.drafts import open_drafts
from baken.cases.versions.models import ModelDraft, ModelMove
from baken.cases.versions.reading import Section, changes, sections
from baken.cases.versions.shape import canonical
from baken.cases.versions.views.common import Text, file_of, find_version, texts, versions
from baken.core.acting import Acting, current
from baken.core.errors import Denied


def _reader() -> Acting:
    acting = current()
    require(rules.reads(acting))
    return acting


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """All versions with their state, drafts that wait, and moves."""
    acting = _reader()
    drafts = open_drafts()
    moves = list(ModelMove.objects.select_related("target").order_by("-asked_at")[:10])
    names = access.name_of([row.edited_by_id for row in drafts])
    for row in drafts:
        row.writer = names.get(row.edited_by_id, "")  # type: ignore[attr-defined]
    context = {
        "versions": versions(), "drafts": drafts, "moves": moves, "now_on": newest().id,
        "today": timezone.localdate(), "keeps": rules.keeps(acting), "adopts": rules.adopts(acting),
        "moves_cases": rules.asks(acting) or rules.adopts(acting),
    }  # fmt: skip
    return render(request, "cases/versions/list.html", context)


@require_safe
def version(request: HttpRequest, model_id: UUID) -> HttpResponse:
    """One version in words."""
    acting, row = _reader(), find_version(model_id)
    written = ModelDraft.objects.filter(model=row).first()
    names = access.name_of([written.edited_by_id, written.adopted_by_id]) if written else {}
    adopter = written.adopted_by_id if written else None
    context = shown(row) | {
        "row": row, "others": [o for o in texts() if o.id != row.id],
        "writer": names.get(written.edited_by_id, "") if written else "",
        "adopter": names.get(adopter, "") if adopter else "",
        "current": newest().id == row.id, "keeps": rules.keeps(acting),
        "asks": rules.asks(acting), "tries": trials.may_try(acting),
    }  # fmt: skip
    return render(request, "cases/versions/version.html", context)


def shown(text: Text) -> dict[str, Any]:
    """A text for its page: the staircase, the phases beside each other, and the other parts."""
    parts = words_of(text)
    phases = [part for part in parts if part.code.startswith("fase-")]
    steps = [Step(p["number"], p["name"], p["start"], "", "future") for p in text.body["phases"]]
    rows = zip(*(part.lines[3:] for part in phases), strict=True)
    return {
        "steps": steps, "parts": [part for part in parts if part not in phases],
        "phases": [{"number": step.number, "name": step.name, "code": part.code,
                    "title": part.title} for step, part in zip(steps, phases, strict=True)],
        "matrix": [(row[0].label, [line.text for line in row]) for row in rows],
    }  # fmt: skip


def words_of(text: Text) -> list[Section]:
    return sections(canonical(text.body), text.title, text.source)


@require_safe
def version_file(request: HttpRequest, model_id: UUID) -> HttpResponse:
    """A version as YAML."""
    acting, row = _reader(), find_version(model_id)
    record(acting, "case.export_model", "model", row.id)
    return file_of(row, row.label)


@require_POST
def try_version(request: HttpRequest, model_id: UUID) -> HttpResponse:
    """Try a version over the running cases."""
    made = trials.start(_reader(), model=find_version(model_id))
    return redirect("cases:model_trial", made)


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Two texts beside each other: what differs, per section."""
    _reader()
    known: dict[str, Text] = {str(text.id): text for text in texts()}
    before, after = (known.get(request.GET.get(name, "")) for name in ("van", "naar"))
    if before is None or after is None:
        raise Denied
    found = changes(words_of(before), words_of(after))
    context: dict[str, Any] = {
        "before": before, "after": after, "changes": found, "texts": list(known.values()),
        "count": sum(len(rows) for _title, rows in found),
    }  # fmt: skip
    return render(request, "cases/versions/compare.html", context)


@require_safe
def trial(request: HttpRequest, trial_id: UUID) -> HttpResponse:
    """What a dry run found: numbers, and the reader's own cases."""
    acting = _reader()
    row = trials.find(acting, trial_id)
    text = row.draft or row.model
    assert text is not None, "something was tried"
    context: dict[str, Any] = {
        "row": row, "text": text, "changed": canonical(text.body) != canonical(row.body),
        "is_draft": row.draft is not None,
    }  # fmt: skip
    if row.done_at:
        context["found"] = trials.found(acting, row)
        record(acting, "case.read_trial", "model", text.id)
    return render(request, "cases/versions/trial.html", context)
