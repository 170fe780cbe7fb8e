"""Pages of writing a paper: begin, write with the panel beside it, history, review, decision."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from baken.core.acting import current
from baken.core.errors import Conflict
from baken.core.ui import merging
from baken.programme.actions import write_paper
from baken.programme.models import CouncilPaper, PaperStatus
from baken.programme.queries.papers import latest
from baken.programme.rules import may_decide, may_write, need, sees_papers
from baken.programme.views.form_page import both, data_of, run
from baken.programme.writing import actions
from baken.programme.writing.comments import review_of
from baken.programme.writing.examine import Draft, examine
from baken.programme.writing.forms import BeginForm, CommentForm, DecideForm, PaperForm
from baken.programme.writing.kinds import kinds
from baken.programme.writing.picker import SORTS, pick
from baken.programme.writing.versions import history


@both
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a paper of a kind, with its headings, or with a text of one's own."""
    need(may_write(current()))
    form = BeginForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        kind = kinds().get(words["kind"])
        text = words["text"] or (kind.skeleton if kind else "")
        year = words["year"] if kind else None
        made = write_paper(
            current(), title=words["title"], text=text, kind=words["kind"], year=year
        )
        return redirect("programme:paper_edit", made.id)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "programme/writing/begin.html", {"form": form}, status=status)


@both
def edit(request: HttpRequest, id: UUID) -> HttpResponse:
    """Write on a paper; 'look' shows the panel anew without saving (needs no script)."""
    need(may_write(current()))
    paper = _paper(id)
    preview = reverse("programme:paper_preview", args=[id])
    form = PaperForm(data_of(request), paper, preview)
    looks = request.method == "POST" and "look" in request.POST
    if request.method == "POST" and form.is_valid() and not looks:
        words = form.cleaned_data
        names = ("title", "text", "version", "because")
        try:
            write_paper(current(), paper=paper, **{name: words[name] for name in names})
        except Conflict as conflict:
            return merging.page(request, form, conflict, reverse("programme:paper_edit", args=[id]))
        messages.success(request, _("Bewaard."))
        return redirect(
            "programme:work_paper" if "done" in request.POST else "programme:paper_edit", id
        )
    text = str(form["text"].value() or "") if form.is_bound else paper.text
    context = {"form": form, "paper": paper, "kind": kinds().get(paper.kind), "sorts": SORTS,
               **_panel(text, paper)}  # fmt: skip
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "programme/writing/edit.html", context, status=status)


def _panel(text: str, paper: CouncilPaper) -> dict[str, Draft | str | None]:
    """The draft as it stands, or why it cannot be read."""
    try:
        return {"draft": examine(text, paper), "unreadable": ""}
    except ValidationError as error:
        return {"draft": None, "unreadable": " ".join(error.messages)}


@require_POST
def preview(request: HttpRequest, id: UUID) -> HttpResponse:
    """The panel for what stands in the field now; nothing is saved."""
    need(may_write(current()))
    context = _panel(request.POST.get("text", "")[:60_000], _paper(id))
    return render(request, "programme/writing/_panel.html", context)


@require_safe
def picker(request: HttpRequest) -> HttpResponse:
    """Figures that fit the words, to put in a text."""
    need(may_write(current()))
    words, sort = request.GET.get("q", "")[:100], request.GET.get("soort", "")
    found = pick(words, sort)
    context = {"found": found, "q": words, "sort": sort, "sorts": SORTS}
    part = bool(getattr(request, "htmx", False))
    page = "programme/writing/_choices.html" if part else "programme/writing/picker.html"
    return render(request, page, context)


@require_safe
def versions(request: HttpRequest, id: UUID) -> HttpResponse:
    """Every text that was saved, with what it changed."""
    need(sees_papers(current()))
    paper = _paper(id)
    open_to_me = may_write(current()) and paper.status != PaperStatus.ADOPTED
    context = {"paper": paper, "steps": history(paper), "may_write": open_to_me}
    return render(request, "programme/writing/history.html", context)


@require_POST
def restore(request: HttpRequest, id: UUID, number: int) -> HttpResponse:
    """Write an old text again, as a new version."""
    version = request.POST.get("version", "")
    if not (version.isascii() and version.isdigit() and len(version) < 10):
        raise Http404
    actions.restore(current(), _paper(id), number, version=int(version))
    messages.success(request, _("Versie %(number)s staat er weer.") % {"number": number})
    return redirect("programme:paper_versions", id)


@require_safe
def review(request: HttpRequest, id: UUID) -> HttpResponse:
    """The draft paragraph by paragraph, with what was said about each."""
    return _review(request, _paper(id), CommentForm(None), "")


def _review(request: HttpRequest, paper: CouncilPaper, form: CommentForm, at: str) -> HttpResponse:
    need(sees_papers(current()))
    found, parts = review_of(paper), examine(paper.text, paper).parts
    context = {"paper": paper, "review": found, "form": form, "at": at,
               "paragraphs": [*zip(found.paragraphs, parts, strict=True)],
               "open": paper.status != PaperStatus.ADOPTED}  # fmt: skip
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "programme/writing/review.html", context, status=status)


@require_POST
def comment(request: HttpRequest, id: UUID, paragraph: str) -> HttpResponse:
    """Say something about a paragraph."""
    paper, form = _paper(id), CommentForm(request.POST)
    if not form.is_valid():
        return _review(request, paper, form, paragraph)
    made = actions.comment(current(), paper, paragraph, form.cleaned_data["text"])
    return redirect(f"{reverse('programme:paper_review', args=[id])}#o-{made.id}")


@require_POST
def mark(request: HttpRequest, id: UUID, comment_id: UUID, step: str) -> HttpResponse:
    """Settle a comment, or open it again."""
    steps = {"verwerkt": actions.settle, "heropenen": actions.reopen}
    if step not in steps:
        raise Http404
    steps[step](current(), _paper(id), comment_id)
    return redirect(f"{reverse('programme:paper_review', args=[id])}#o-{comment_id}")


@both
def decide(request: HttpRequest, id: UUID) -> HttpResponse:
    """The college's decision about the last edition."""
    need(may_decide(current()))
    paper = _paper(id)
    edition = latest(paper)
    there = reverse("programme:work_paper", args=[id])
    form = DecideForm(data_of(request), initial={"edition": edition.number if edition else 0})

    def act() -> str:
        words = dict(form.cleaned_data)
        actions.decide(current(), paper, words.pop("edition"), **words)
        return there

    title = _("Besluit van het college")
    intro = _("Over ‘%(title)s’, uitgave %(number)s. Wat u vastlegt, blijft staan.") % {
        "title": paper.title, "number": edition.number if edition else 0
    }  # fmt: skip
    return run(request, form, title, _("Leg vast"), there, act, intro=intro)


def _paper(id: UUID) -> CouncilPaper:
    return get_object_or_404(CouncilPaper, id=id)
