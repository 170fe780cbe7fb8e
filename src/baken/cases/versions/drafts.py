"""Writing a version of the model, and recording that the municipality adopted it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.cases.models import AveModel
from baken.cases.rules import require, user_of
from baken.cases.versions import rules
from baken.cases.versions.models import ModelDraft
from baken.cases.versions.reading import sections
from baken.cases.versions.shape import canonical, from_file
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied, Missing, Version


def find(acting: Acting, key: UUID) -> ModelDraft:
    """A draft that was not dropped. Denied when there is none to see."""
    require(rules.reads(acting))
    found = ModelDraft.objects.filter(pk=key, dropped_at=None).select_related("base").first()
    if found is None:
        raise Denied
    return found


def find_open(acting: Acting, key: UUID) -> ModelDraft:
    """As `find`, for who keeps the model. Conflict when it was adopted: then it stays so."""
    found = find(acting, key)
    require(rules.keeps(acting))
    if not found.open:
        raise Conflict(
            _("Deze versie is vastgesteld. Begin een nieuw concept om iets te veranderen.")
        )
    return found


def open_drafts() -> list[ModelDraft]:
    """Drafts that wait, last written first."""
    rows = ModelDraft.objects.filter(model=None, dropped_at=None).select_related("base")
    return list(rows.order_by("-edited_at"))


def begin(acting: Acting, base_id: UUID) -> UUID:
    """A draft that says what this version says."""
    require(rules.keeps(acting))
    base = AveModel.objects.filter(pk=base_id).first()
    if base is None:
        raise Denied
    now, me = timezone.now(), user_of(acting)
    made = ModelDraft.objects.create(
        base=base, title=base.title, source=base.source, body=canonical(base.body), begun_by_id=me,
        begun_at=now, edited_by_id=me, edited_at=now,
    )  # fmt: skip
    record(acting, "case.begin_model", "model", made.id)
    return made.id


def edit(
    acting: Acting,
    key: UUID,
    *,
    section: str,
    body: dict[str, Any],
    version: int,
    title: str | None = None,
    source: str | None = None,
) -> None:
    """Store one section's answers. ValidationError for what that section may not say; Conflict
    with both texts when a colleague wrote since `version`.
    """
    draft = find_open(acting, key)
    wrong = [problem.text for problem in rules.problems(body) if problem.section == section]
    if wrong:
        raise ValidationError(wrong)
    head = {"title": title or draft.title, "source": source or draft.source}
    if draft.version != version:
        raise _conflict(draft, section, body, **head)
    _store(acting, draft, version, body, **head)
    record(acting, "case.edit_model", "model", key, ground=section)


def _store(acting: Acting, draft: ModelDraft, version: int, body: Any, **head: str) -> None:
    rows = ModelDraft.objects.filter(pk=draft.id, version=version)
    changed = rows.update(
        body=canonical(body), edited_by_id=user_of(acting), edited_at=timezone.now(),
        version=F("version") + 1, **head,
    )  # fmt: skip
    if not changed:
        draft.refresh_from_db()
        raise _conflict(draft, "", body, **head)


def _conflict(draft: ModelDraft, section: str, body: dict[str, Any], **head: str) -> Conflict:
    mine, theirs = (
        {part.code: part for part in sections(*texts)}
        for texts in ((body, head["title"], head["source"]),
                      (draft.body, draft.title, draft.source))
    )  # fmt: skip
    wanted = [code for code in mine if section in ("", code)]
    return Conflict(
        _("Een collega bewaarde net iets anders in dit concept"),
        versions=[
            Version(mine[code].title, _words(mine[code]),
                    _words(theirs[code]) if code in theirs else "")
            for code in wanted
        ],
        newest=draft.version,
    )  # fmt: skip


def _words(part: Any) -> str:
    return "\n".join(f"{line.label}: {line.text}" for line in part.lines)


def read_in(acting: Acting, key: UUID, *, data: bytes, version: int) -> None:
    """Put the model of a file in the place of what the draft says."""
    draft = find_open(acting, key)
    title, source, body = from_file(data)
    if draft.version != version:
        raise _conflict(draft, "", body, title=title, source=source or draft.source)
    _store(acting, draft, version, body, title=title, source=source or draft.source)
    record(acting, "case.import_model", "model", key)


def drop(acting: Acting, key: UUID) -> None:
    """Throw a draft away. Its dry runs stay until their term."""
    draft = find_open(acting, key)
    now, me = timezone.now(), user_of(acting)
    ModelDraft.objects.filter(pk=draft.id, model=None).update(dropped_at=now, edited_by_id=me)
    record(acting, "case.drop_model", "model", key)


def missing_to_adopt(acting: Acting, draft: ModelDraft) -> list[Missing]:
    """What stands in the way of adopting, for this acting."""
    found = [Missing(problem.text) for problem in rules.problems(draft.body)]
    if draft.edited_by_id == acting.user_id:
        found.append(Missing(_("U schreef als laatste aan dit concept"),
                             _("Een ander stelt het vast.")))  # fmt: skip
    return found


def adopt(
    acting: Acting, key: UUID, *, who: str, decision: str, decided: date, starts: date, version: int
) -> UUID:
    """Record that `who` adopted this draft by this decision; it becomes a version that stays.

    The acting has the mandate and is not who wrote last. Conflict when the text changed since it
    was read, or something stands in the way; nothing changes then.
    """
    draft = find(acting, key)
    require(rules.adopts(acting))
    if not draft.open:
        raise Conflict(_("Dit concept is al vastgesteld."))
    if missing := missing_to_adopt(acting, draft):
        raise Conflict(_("Vaststellen kan nog niet"), missing=missing)
    if decided > timezone.localdate():
        raise ValidationError({"decided": _("Een besluit van later is er nog niet.")})
    if starts < decided:
        raise ValidationError({"starts": _("Een versie geldt niet vóór het besluit.")})
    with connection.cursor() as cursor:
        cursor.execute("select cases_adopt_model(%s, %s, %s, %s, %s, %s)",
                       [key, version, who, decision, decided, starts])  # fmt: skip
        (made,) = cursor.fetchone()
    if made is None:
        raise Conflict(_("Het concept is intussen gewijzigd. Lees het eerst nog eens."))
    record(acting, "case.adopt_model", "model", made)
    return UUID(str(made))
