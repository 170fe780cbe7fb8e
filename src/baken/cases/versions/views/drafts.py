"""Writing a draft, section by section, and adopting it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from baken.access import api as access
from baken.audit.api import record
from baken.cases.rules import require
from baken.cases.versions import drafts, rules, trial
from baken.cases.versions.forms import AdoptForm, FileForm
from baken.cases.versions.models import ModelDraft, ModelTrial
from baken.cases.versions.reading import changes
from baken.cases.versions.sections import form_for
from baken.cases.versions.views.common import file_of, texts
from baken.cases.versions.views.pages import shown, words_of
from baken.cases.views.form_page import Step, both, data_of, run
from baken.core.acting import current
from baken.core.errors import Conflict, Denied, Missing


@require_POST
def begin(request: HttpRequest, model_id: UUID) -> HttpResponse:
    """A draft from this version."""
    made = drafts.begin(current(), model_id)
    messages.success(request, _("Het concept is begonnen. De versie zelf verandert niet."))
    return redirect("cases:model_draft", made)


@require_safe
def draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """A draft in words, what is wrong with it, and what can be done."""
    acting, row = current(), drafts.find(current(), draft_id)
    if row.model_id:
        return redirect("cases:model", row.model_id)
    names = access.name_of([row.begun_by_id, row.edited_by_id])
    parts = words_of(row)
    context = shown(row) | {
        "row": row, "others": [text for text in texts() if text.id != row.id],
        "writer": names.get(row.edited_by_id, ""),
        "problems": _by_section(row, mend=rules.keeps(acting)),
        "changes": sum(len(rows) for _title, rows in changes(words_of(row.base), parts)),
        "keeps": rules.keeps(acting), "adopts": rules.adopts(acting),
        "own": row.edited_by_id == acting.user_id, "tries": trial.may_try(acting),
        "trial": _last_trial(row),
    }  # fmt: skip
    return render(request, "cases/versions/draft.html", context)


def _last_trial(row: ModelDraft) -> ModelTrial | None:
    return ModelTrial.objects.filter(draft=row).order_by("-asked_at").first()


def _by_section(row: ModelDraft, *, mend: bool) -> list[Missing]:
    """What is wrong, with the address of the form that mends it."""
    verb = _("Herstel dit")
    return [
        Missing(p.text, "", verb, reverse("cases:edit_model", args=[row.id, p.section]))
        if mend else Missing(p.text)
        for p in rules.problems(row.body)
    ]  # fmt: skip


@both
def section(request: HttpRequest, draft_id: UUID, part: str) -> HttpResponse:
    """One section of a draft."""
    acting = current()
    row = drafts.find_open(acting, draft_id)
    form = form_for(part, row.body, data_of(request), version=row.version, title=row.title,
                    source=row.source)  # fmt: skip
    if form is None:
        raise Denied
    title = str(form.heading) or _("Fase %s") % part.removeprefix("fase-")

    def act(data: dict[str, Any]) -> None:
        head = {name: data.get(name) for name in ("title", "source")}
        drafts.edit(acting, draft_id, section=part, body=form.into(), version=data["version"],
                    **head)  # fmt: skip

    step = Step(title, _("Bewaar"), _("Bewaard in het concept."), act, intro=str(form.intro),
                **_of(row))  # fmt: skip
    return run(request, None, form, step)


def _of(row: ModelDraft) -> dict[str, Any]:
    """Where a form of this draft leads back to."""
    back = reverse("cases:model_draft", args=[row.id])
    return {"back": back, "origin": _("Concept: %s") % row.title}


@require_safe
def draft_file(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """A draft as YAML."""
    acting = current()
    row = drafts.find(acting, draft_id)
    record(acting, "case.export_model", "model", row.id)
    return file_of(row, "concept")


@both
def read_in(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """A file in the place of the draft."""
    acting = current()
    row = drafts.find_open(acting, draft_id)
    files = request.FILES if request.method == "POST" else None
    form = FileForm(data_of(request), files, initial={"version": row.version})

    def act(data: dict[str, Any]) -> None:
        drafts.read_in(acting, draft_id, data=data["file"].read(), version=data["version"])

    step = Step(_("Lees een bestand in"), _("Lees in"), _("Het bestand is ingelezen."), act,
                **_of(row))  # fmt: skip
    return run(request, None, form, step)


@require_POST
def try_draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Try a draft over the running cases."""
    acting = current()
    made = trial.start(acting, draft=drafts.find(acting, draft_id))
    return redirect("cases:model_trial", made)


@require_POST
def drop(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Throw a draft away."""
    drafts.drop(current(), draft_id)
    messages.success(request, _("Het concept is weg."))
    return redirect("cases:models")


@both
def adopt(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Record that the municipality adopted it; with a fresh second step, by another."""
    acting = current()
    row = drafts.find(acting, draft_id)
    require(rules.adopts(acting))
    if row.model_id and request.method != "POST":
        return redirect("cases:model", row.model_id)
    sure = access.confirmation(request)
    if (again := access.asks_again(request, sure)) is not None:
        return again
    if row.open and (missing := drafts.missing_to_adopt(acting, row)):
        return _not_yet(request, row, missing)
    today = timezone.localdate()
    form = AdoptForm(data_of(request), initial={"version": row.version, "decided": today,
                                                "starts": today})  # fmt: skip

    def act(data: dict[str, Any]) -> str:
        access.require_fresh(sure)
        return reverse("cases:model", args=[drafts.adopt(acting, draft_id, **data)])

    intro = _("Een vastgestelde versie verandert niet meer. Nieuwe casussen beginnen erop vanaf de"
              " dag die u kiest; lopende blijven op hun versie.")  # fmt: skip
    step = Step(_("Leg de vaststelling vast"), _("Stel vast"), _("De versie is vastgesteld."), act,
                intro=access.in_demo(intro, sure), **_of(row))  # fmt: skip
    return run(request, None, form, step)


def _not_yet(request: HttpRequest, row: ModelDraft, missing: list[Any]) -> HttpResponse:
    title = _("Vaststellen kan nog niet")
    if request.method == "POST":
        raise Conflict(title, missing=missing)
    context = {"row": row, "title": title, "missing": missing}
    return render(request, "cases/versions/not_yet.html", context)
