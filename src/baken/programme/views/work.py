"""The workplace: the plan with its sources, open questions, counts, and writing papers."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from baken.audit.api import record
from baken.core.acting import Acting
from baken.programme.actions import adopt_paper, compose_paper, share_paper
from baken.programme.editing.schema import UNDER
from baken.programme.models import CouncilPaper, Edition, Kind, Tally, TallyRun
from baken.programme.paper.revised import revisions
from baken.programme.queries.counts import tables
from baken.programme.queries.papers import SIGNS, latest, listing, paper_page, shared_edition
from baken.programme.queries.questions import open_questions
from baken.programme.queries.register import load
from baken.programme.release import refusals, released
from baken.programme.rules import (
    may_adopt,
    may_write,
    need,
    sees_counts,
    sees_exact_counts,
    sees_papers,
    sees_plan,
)
from baken.programme.views.papers import bundle_of, pdf_of
from baken.programme.writing.actions import back_to_draft, to_review
from baken.programme.writing.ready import may_share, standing


def _acting(request: HttpRequest) -> Acting:
    acting: Acting = request.acting  # type: ignore[attr-defined]
    return acting


@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """The whole plan as a tree, then what stands beside it; each statement has its page."""
    need(sees_plan(_acting(request)))
    register = load()
    tree = {Kind.PLAN, Kind.SOURCE, Kind.THEME, Kind.OVERARCHING, Kind.GOAL, Kind.ACTION, Kind.FACT}
    groups = [(kind.label, register.of_kind(kind)) for kind in Kind if kind not in tree]
    context = {
        "plan": register.plan,
        "themes": register.of_kind(Kind.THEME, Kind.OVERARCHING),
        "groups": [(label, items) for label, items in groups if items],
        "fresh": [Kind(one) for one in UNDER[Kind.PLAN]],
        "may_write": may_write(_acting(request)),
        "sources": register.sources.values(),
        "questions": len(open_questions()),
    }
    return render(request, "programme/work_plan.html", context)


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """What no source says yet: to be asked of the municipality."""
    need(sees_plan(_acting(request)))
    return render(request, "programme/questions.html", {"questions": open_questions()})


@require_safe
def tallies(request: HttpRequest) -> HttpResponse:
    """Own counts: released ones, or exact ones for the purpose statistics."""
    acting = _acting(request)
    need(sees_counts(acting))
    if sees_exact_counts(acting):
        return render(request, "programme/tallies_exact.html", {"runs": _exact_runs(acting)})
    context = {"tables": tables(released()), "refused": refusals()}
    return render(request, "programme/tallies.html", context)


def _exact_runs(acting: Acting) -> list[tuple[TallyRun, list[Tally]]]:
    """The latest run per count and period with its exact rows; looking leaves a trace."""
    newest: dict[tuple[str, str], TallyRun] = {}
    for run in TallyRun.objects.order_by("name", "period", "-taken_at"):
        newest.setdefault((run.name, run.period), run)
    rows: dict[UUID, list[Tally]] = {run.id: [] for run in newest.values()}
    for tally in Tally.objects.filter(run_id__in=rows).order_by("dimensions"):
        rows[tally.run_id].append(tally)
    record(acting, "programme.read_counts", count=len(rows))
    return [(run, rows[run.id]) for run in newest.values()]


@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """All papers with how they stand."""
    acting = _acting(request)
    need(sees_papers(acting))
    rows = [(paper, SIGNS[paper.status]) for paper in listing()]
    context = {"rows": rows, "may_write": may_write(acting)}
    return render(request, "programme/work_papers.html", context)


@require_safe
def paper(request: HttpRequest, id: UUID) -> HttpResponse:
    """A paper in the workplace: its latest edition, and what can be done with it."""
    return _show(request, _paper(id), [])


def _show(request: HttpRequest, paper: CouncilPaper, problems: list[str]) -> HttpResponse:
    acting = _acting(request)
    need(sees_papers(acting))
    shown, public = _edition(acting, paper), shared_edition(paper)
    open_to_me = may_write(acting) and paper.status != "adopted"
    context: dict[str, Any] = {
        **standing(acting, paper, shown),
        "paper": paper,
        "page": paper_page(shown) if shown else None,
        "public": public,
        "sign": SIGNS[paper.status],
        "revised": revisions(paper.text) if open_to_me else shown.revised if shown else [],
        "problems": problems,
        "may_write": open_to_me,
        "may_share": open_to_me and shown != public and may_share(paper, shown),
        "may_adopt": may_adopt(acting) and paper.status == "shared",
    }
    return render(request, "programme/work_paper.html", context, status=422 if problems else 200)


@require_POST
def paper_step(request: HttpRequest, id: UUID, step: str) -> HttpResponse:
    """Compose, lay before the college, take back; or share or adopt the edition on the page."""
    paper, acting = _paper(id), _acting(request)
    steps = {"delen": share_paper, "vaststellen": adopt_paper}
    moves = {"maken": compose_paper, "voorleggen": to_review, "terug": back_to_draft}
    try:
        if step in moves:
            moves[step](acting, paper)
        elif step in steps:
            steps[step](acting, paper, _number(request))
        else:
            raise Http404
    except ValidationError as error:
        return _show(request, paper, error.messages)
    return redirect("programme:work_paper", paper.id)


def _number(request: HttpRequest) -> int:
    """The edition that was on the page; 0, which none has, when the form says no number."""
    said = request.POST.get("uitgave", "")
    return int(said) if re.fullmatch("[0-9]{1,6}", said) else 0


@require_safe
def paper_file(request: HttpRequest, id: UUID, what: str) -> HttpResponse:
    """PDF or bundle of the edition on the page, drafts too."""
    acting, paper = _acting(request), _paper(id)
    need(sees_papers(acting))
    shown = _edition(acting, paper)
    if shown is None or what not in {"pdf", "bundel"}:
        raise Http404
    return pdf_of(paper.slug, shown) if what == "pdf" else bundle_of(paper.slug, shown)


def _edition(acting: Acting, paper: CouncilPaper) -> Edition | None:
    """Who writes sees what was made last; others what lies before the council, once it does."""
    if may_write(acting) and paper.status != "adopted":
        return latest(paper)
    return shared_edition(paper) or latest(paper)


def _paper(id: UUID) -> CouncilPaper:
    return get_object_or_404(CouncilPaper, id=id)
