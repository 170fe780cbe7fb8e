"""Files that come in by the browser: uploaded, looked at, approved, stored or thrown away."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.core.acting import Acting, acting_as
from baken.core.errors import Conflict, Denied
from baken.core.forms import first_message
from baken.programme.actions.figures import Job, Tell, check, store
from baken.programme.intake.models import FigureImport, ImportFile, State
from baken.programme.intake.opening import MAX_BYTES, PIECE, Source, from_packed
from baken.programme.intake.prepare import Asked, prepare, surroundings
from baken.programme.intake.progress import progress_of
from baken.programme.intake.recipe import Recipe, recipe_of
from baken.programme.intake.recognise import Looked, look
from baken.programme.rules import may_write

AT_ONCE = 2_000_000  # bytes; more is done by the job


@dataclass(frozen=True)
class Upload:
    """A file as it came: its name and its stream."""

    name: str
    stream: BinaryIO


def begin(acting: Acting, uploads: Sequence[Upload], asked: Asked) -> FigureImport:
    """Take files in and look at them. Raises ValidationError for what is no table of figures."""
    require(acting)
    now = timezone.now()
    files = [_packed(number, one) for number, one in enumerate(uploads, start=1)]
    sources = [_source(file) for file in files]
    recipe = prepare(sources, asked, surroundings())
    row = FigureImport(
        name=", ".join(file.name for file in files)[:200],
        state=State.CHECKING if recipe else State.MAPPING,
        recipe=recipe.as_json() if recipe else {},
        found={} if recipe else _columns(look(sources[0]), asked),
        total=sum(file.size for file in files),
        made_at=now,
        changed_at=now,
    )
    row.save(force_insert=True)
    for file in files:
        file.figure_import = row
        file.save(force_insert=True)
    record(acting, "programme.upload_figures", "figure_import", row.id, count=len(files))
    _go_on(acting, row)
    return row


def _packed(number: int, upload: Upload) -> ImportFile:
    """The file deflated while it is read, so that a large one needs little memory."""
    digest, packer, parts, size = hashlib.sha256(), zlib.compressobj(3), [], 0
    while piece := upload.stream.read(PIECE):
        size += len(piece)
        digest.update(piece)
        parts.append(packer.compress(piece))
        if size > MAX_BYTES:
            message = _("%(name)s is te groot: meer dan %(most)s MB. Knip het per jaar.")
            params = {"name": upload.name, "most": MAX_BYTES // 1_000_000}
            raise ValidationError(message, params=params)
    packed = b"".join([*parts, packer.flush()])
    name = upload.name.replace("\\", "/").rpartition("/")[2][:200]
    return ImportFile(number=number, name=name, sha256=digest.hexdigest(), size=size, packed=packed)


def _source(file: ImportFile) -> Source:
    return from_packed(file.name, file.size, bytes(file.packed))


def _columns(looked: Looked, asked: Asked) -> dict[str, object]:
    """What somebody must see to choose the columns, and what they said already."""
    return {
        "layout": looked.layout,
        "delimiter": looked.delimiter,
        "header": looked.header,
        "rows": looked.sample[:8],
        "year": asked.year,
        "status": asked.status,
    }


def choose(acting: Acting, row: FigureImport, recipe: Recipe) -> None:
    """Which column is what. The files are looked at again with it."""
    require(acting)
    if row.state not in {State.MAPPING, State.REFUSED, State.READY}:
        raise Conflict(_("Aan dit bestand verandert niets meer."))
    row.recipe = recipe.as_json()
    _turn(row, State.CHECKING)
    _go_on(acting, row)


def approve(acting: Acting, row: FigureImport) -> None:
    """Store what was looked at."""
    require(acting)
    if row.state in {State.STORING, State.STORED}:
        return
    if row.state != State.READY:
        raise Conflict(_("Dit bestand is nog niet nagekeken."))
    _turn(row, State.STORING)
    _go_on(acting, row)


def throw_away(acting: Acting, row: FigureImport) -> None:
    """A file that is not stored goes, with what was seen in it."""
    require(acting)
    if row.state == State.STORED:
        raise Conflict(_("Dit bestand is al ingelezen en blijft bewaard."))
    record(acting, "programme.drop_figures", "figure_import", row.id)
    ImportFile.objects.filter(figure_import=row).delete()
    FigureImport.objects.filter(id=row.id).delete()


def find(acting: Acting, key: UUID) -> FigureImport:
    """Denied for who does not work on the plan."""
    require(acting)
    found = FigureImport.objects.filter(id=key).first()
    if found is None:
        raise Denied
    return found


def require(acting: Acting) -> None:
    """Denied for who does not work on the plan."""
    if not may_write(acting):
        raise Denied(_("Cijfers inlezen hoort bij het veiligheidsplan."), known=True)


def _turn(row: FigureImport, state: State) -> None:
    row.state, row.done, row.problem, row.changed_at = state, 0, "", timezone.now()
    row.save()


def _go_on(acting: Acting, row: FigureImport) -> None:
    """A small file at once, a large one by the job."""
    if not row.running:
        return
    if row.total <= AT_ONCE:
        work(acting, row)
        return
    from baken.programme.tasks import import_figures

    import_figures.later(str(row.id))


def work(acting: Acting, row: FigureImport, tell: Tell = lambda _done: None) -> None:
    """The next step of an import: look at its files, or store them. A refusal is kept in words."""
    recipe = recipe_of(row.recipe)
    sources = [_source(file) for file in ImportFile.objects.filter(figure_import=row)]
    job = Job(sources, recipe, surroundings().codes, tell)
    try:
        with transaction.atomic():
            if row.state == State.CHECKING:
                row.found = row.found | check(job)
                row.state = State.READY
            else:
                row.summary = vars(store(acting, job))
                row.state = State.STORED
                ImportFile.objects.filter(figure_import=row).delete()
    except ValidationError as error:
        row.state, row.problem = State.REFUSED, first_message(error)
    row.done, row.changed_at = row.total, timezone.now()
    row.save()


def run(acting: Acting, keys: Iterable[str]) -> int:
    """The job: all imports that wait, or these. Killed in between, an import begins again."""
    done = 0
    for key in _waiting(acting, [*keys]):
        with acting_as(acting), connection.cursor() as cursor:
            cursor.execute("select pg_try_advisory_xact_lock(hashtext(%s))", [str(key)])
            row = FigureImport.objects.filter(id=key).first() if cursor.fetchone()[0] else None
            if row is None or not row.running:
                continue
            with progress_of(row.id) as tell:
                work(acting, row, tell)
            done += 1
    return done


def _waiting(acting: Acting, keys: list[str]) -> list[UUID]:
    with acting_as(acting):
        rows = FigureImport.objects.filter(state__in=[State.CHECKING, State.STORING])
        rows = rows.filter(id__in=keys) if keys else rows
        return list(rows.order_by("made_at").values_list("id", flat=True))
