"""The steps of a draft: to review and back, what is said about a paragraph, and the decision."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied
from baken.programme.actions.papers import write_paper
from baken.programme.models import CouncilPaper, Edition, PaperStatus
from baken.programme.paper.grammar import chunks
from baken.programme.rules import may_decide, may_write, sees_papers
from baken.programme.writing.due import lacking
from baken.programme.writing.models import Outcome, PaperComment, PaperDecision, PaperVersion
from baken.programme.writing.versions import because_restored, keep_version, newest


def to_review(acting: Acting, paper: CouncilPaper) -> None:
    """Lay the last edition before the college; everyone who works on papers may say something."""
    _need(may_write(acting))
    if not Edition.objects.filter(paper=paper).exists():
        raise ValidationError(_("Maak eerst het stuk. Er is nog geen uitgave om te beoordelen."))
    _step(acting, paper, PaperStatus.DRAFT, PaperStatus.REVIEW)


def back_to_draft(acting: Acting, paper: CouncilPaper) -> None:
    """Take it back from review. What was said stays."""
    _need(may_write(acting))
    _step(acting, paper, PaperStatus.REVIEW, PaperStatus.DRAFT)


def _step(acting: Acting, paper: CouncilPaper, before: str, after: str) -> None:
    if not CouncilPaper.objects.filter(id=paper.id, status=before).update(status=after):
        raise Conflict(_("Dit stuk staat niet meer op ‘%s’.") % PaperStatus(before).label)
    paper.refresh_from_db()
    record(acting, "programme.review_paper", "paper", paper.id)


def decide(
    acting: Acting, paper: CouncilPaper, edition: int, *,
    outcome: str, number: str, decided_on: date, words: str,
) -> PaperDecision:  # fmt: skip
    """Record what the college decided about the edition of this number."""
    if not may_decide(acting):
        raise Denied(_("Alleen het college legt zijn besluit over een stuk vast."), known=True)
    if decided_on > timezone.localdate():
        raise ValidationError({"decided_on": _("Deze datum moet nog komen.")})
    last = (
        Edition.objects.filter(paper=paper).order_by("-number").only("id", "number", "text").first()
    )
    if last is None or last.number != edition:
        raise Conflict(_("Er is intussen een nieuwere uitgave gemaakt. Lees die eerst."))
    if paper.status not in {PaperStatus.REVIEW, PaperStatus.SHARED}:
        raise Conflict(_("Dit stuk is niet ter beoordeling voorgelegd."))
    if outcome == Outcome.AGREED and (missing := lacking(paper, last.text)):
        raise ValidationError(missing)
    made = PaperDecision(
        paper=paper, edition=last, outcome=outcome, number=number, decided_on=decided_on,
        words=words, made_as=acting.capacity, made_at=timezone.now(),
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Conflict(_("Over deze uitgave is al besloten.")) from None
    record(acting, "programme.decide_paper", "edition", last.id)
    return made


def comment(acting: Acting, paper: CouncilPaper, paragraph: str, text: str) -> PaperComment:
    """Say something about a paragraph of the text as it is now."""
    _need(sees_papers(acting))
    assert acting.user_id
    if paper.status == PaperStatus.ADOPTED:
        raise Conflict(_("Dit stuk kan niet meer veranderen: het is vastgesteld."))
    quote = _paragraph(paper, paragraph)
    if quote is None:
        message = _("Deze alinea staat niet meer in de tekst. Lees de nieuwe tekst eerst.")
        raise Conflict(message)
    made = PaperComment.objects.create(
        paper=paper, paragraph=paragraph, quote=quote, text=text, author_id=acting.user_id,
        made_as=acting.capacity, made_at=timezone.now(),
    )  # fmt: skip
    record(acting, "programme.comment_paper", "paper", paper.id)
    return made


def _paragraph(paper: CouncilPaper, key: str) -> str | None:
    last = newest(paper)
    if last is None:
        return None
    return dict(zip(last.paragraphs, chunks(last.text), strict=True)).get(key)


def settle(acting: Acting, paper: CouncilPaper, key: UUID) -> None:
    """Say that a comment was dealt with."""
    _mark(acting, paper, key, settled=True)


def reopen(acting: Acting, paper: CouncilPaper, key: UUID) -> None:
    """Say that it was not."""
    _mark(acting, paper, key, settled=False)


def _mark(acting: Acting, paper: CouncilPaper, key: UUID, *, settled: bool) -> None:
    _need(sees_papers(acting))
    now, who = (timezone.now(), acting.user_id) if settled else (None, None)
    found = PaperComment.objects.filter(paper=paper, id=key, settled_at__isnull=settled)
    if not found.update(settled_at=now, settled_by_id=who):
        raise Conflict(_("Een collega was u voor met deze opmerking."))
    verb = "programme.settle_comment" if settled else "programme.reopen_comment"
    record(acting, verb, "paper", paper.id)


def restore(acting: Acting, paper: CouncilPaper, number: int, *, version: int) -> None:
    """Write again what version `number` said, as a new version."""
    _need(may_write(acting))
    keep_version(acting, paper)
    old = PaperVersion.objects.filter(paper=paper, version=number).first()
    if old is None:
        raise Denied
    because = because_restored(number)
    write_paper(
        acting, paper=paper, version=version, title=old.title, text=old.text, because=because
    )
    record(acting, "programme.restore_paper", "paper", paper.id)


def _need(allowed: bool) -> None:  # noqa: FBT001
    if not allowed:
        raise Denied(_("Dit hoort niet bij het doel waarvoor u nu werkt."), known=True)
