"""Writes papers and composes editions. An edition that does not verify is never made."""

from __future__ import annotations

from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from baken.audit.api import record
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied, Version
from baken.programme.ledger.keys import publish_key
from baken.programme.ledger.publish import release_edition
from baken.programme.models import Binding, CouncilPaper, Edition, PaperStatus
from baken.programme.paper.binder import bind
from baken.programme.paper.edition import Made, make
from baken.programme.paper.grammar import read_text
from baken.programme.paper.revised import revisions
from baken.programme.rules import may_adopt, may_write
from baken.programme.writing.ready import refuse_unready
from baken.programme.writing.versions import keep_version


def write_paper(
    acting: Acting, *, title: str, text: str, paper: CouncilPaper | None = None, version: int = 0,
    kind: str = "", year: int | None = None, because: str = "",
) -> CouncilPaper:  # fmt: skip
    """Save a draft, also with numbers that are not bound yet; its text before stays to be read.

    `version` is the one that was read; a newer one raises Conflict with both texts. `kind` and
    `year` are said when a paper is begun.
    """
    if not may_write(acting):
        raise Denied(_("Stukken schrijven hoort bij het veiligheidsplan."), known=True)
    read_text(text)
    now = timezone.now()
    if paper is None:
        paper = CouncilPaper.objects.create(
            slug=_free_slug(title), title=title, text=text, kind=kind, year=year, changed_at=now
        )
    else:
        _refuse_adopted(paper)
        keep_version(acting, paper)
        changed = CouncilPaper.objects.filter(id=paper.id, version=version).update(
            title=title, text=text, version=version + 1, changed_at=now
        )
        if not changed:
            raise _stale(paper, title, text)
        paper.refresh_from_db()
    keep_version(acting, paper, because)
    record(acting, "programme.write_paper", "paper", paper.id)
    return paper


def _free_slug(title: str) -> str:
    slug = slugify(title)[:70] or "stuk"
    taken = set(CouncilPaper.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    names = [slug, *(f"{slug}-{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


def _stale(paper: CouncilPaper, title: str, text: str) -> Conflict:
    theirs = CouncilPaper.objects.get(id=paper.id)
    versions = [
        Version(_("Titel"), title, theirs.title),
        Version(_("Tekst"), text, theirs.text),
    ]
    message = _("Iemand anders schreef tegelijk aan dit stuk. Er is niets weg.")
    return Conflict(message, versions=versions, newest=theirs.version)


def compose_paper(acting: Acting, paper: CouncilPaper) -> Edition:
    """Bind every figure, make the PDF and the bundle, and keep them as the next edition.

    Raises ValidationError with what is wrong: a typed number, a figure that is not there, two
    sources set against each other.
    """
    if not may_write(acting):
        raise Denied(_("Stukken maken hoort bij het veiligheidsplan."), known=True)
    _refuse_adopted(paper)
    with override("nl"):
        status = _("concept, niet vastgesteld")
    last = Edition.objects.filter(paper=paper).order_by("-number").first()
    number = last.number + 1 if last else 1
    bounds, files = bind(paper.text, paper.title)
    about = {"title": paper.title, "status": status, "number": str(number)}
    revised = revisions(paper.text)
    made = make(about, paper.text, bounds, files, revised)
    publish_key()
    edition = _keep(paper, number, made, [asdict(one) for one in revised])
    record(acting, "programme.compose_paper", "edition", edition.id, count=len(made.bounds))
    return edition


def _keep(paper: CouncilPaper, number: int, made: Made, revised: list[dict[str, str]]) -> Edition:
    edition = Edition.objects.create(
        paper=paper,
        number=number,
        title=paper.title,
        text=paper.text,
        composed_at=made.composed,
        pdf=made.pdf,
        bundle=made.bundle,
        sha256=made.sha256,
        revised=revised,
        sections=[one.as_data() for one in made.sections],
    )
    Binding.objects.bulk_create(
        Binding(
            edition=edition,
            position=bound.number,
            expression=bound.expression,
            printed=bound.printed,
            citation=bound.citation,
            evidence=bound.evidence,
            sha256=bound.sha256,
            retrieved_at=bound.retrieved,
            values=[asdict(one) for one in bound.values],
        )
        for bound in made.bounds
    )
    return edition


def share_paper(acting: Acting, paper: CouncilPaper, number: int) -> None:
    """Show edition `number` to everyone, as a draft that was not adopted, and no other one.

    The counts that it prints are written in the ledger; raises ValidationError when one of them
    was revised since, or with all that the paper lacks and the decision that it waits for.
    """
    if not may_write(acting):
        raise Denied(_("Stukken delen hoort bij het veiligheidsplan."), known=True)
    edition = Edition.objects.filter(paper=paper, number=number).only("id", "text").first()
    if edition is None:
        raise ValidationError(_("Maak eerst het stuk. Er is nog geen uitgave om te delen."))
    found = CouncilPaper.objects.filter(id=paper.id).exclude(status=PaperStatus.ADOPTED)
    refuse_unready(paper, edition)
    release_edition(edition)
    if not found.update(status=PaperStatus.SHARED, shared_edition=edition):
        raise _adopted()
    paper.refresh_from_db()
    record(acting, "programme.share_paper", "edition", edition.id)


def adopt_paper(acting: Acting, paper: CouncilPaper, number: int) -> None:
    """Record that the council adopted edition `number`; only its clerk does (architecture §3)."""
    if not may_adopt(acting):
        raise Denied(_("Alleen de griffie legt vast dat de raad een stuk vaststelde."), known=True)
    shared = CouncilPaper.objects.filter(id=paper.id, status=PaperStatus.SHARED)
    if not shared.exists():
        raise Conflict(_("Dit stuk is niet met de raad gedeeld, of al vastgesteld."))
    fits = shared.filter(shared_edition__number=number)
    if not fits.update(status=PaperStatus.ADOPTED, adopted_edition=F("shared_edition")):
        raise Conflict(_("Er is een andere uitgave gedeeld. Lees die eerst."))
    paper.refresh_from_db()
    record(acting, "programme.adopt_paper", "edition", paper.adopted_edition_id)


def _refuse_adopted(paper: CouncilPaper) -> None:
    """What the council adopted stays as it is: neither its text nor its figures change."""
    if CouncilPaper.objects.filter(id=paper.id, status=PaperStatus.ADOPTED).exists():
        raise _adopted()


def _adopted() -> Conflict:
    return Conflict(_("Dit stuk kan niet meer veranderen: het is vastgesteld."))
