"""Documents of a case: brought in with a few words, and released as those are."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.cases import rules
from baken.cases.actions.common import fetch_open, once
from baken.cases.actions.contributions import checked, new_row, release
from baken.cases.codes import Nature
from baken.cases.models import Case, Contribution
from baken.core.acting import Acting
from baken.core.errors import Conflict
from baken.documents import api as documents


def add_document(
    acting: Acting,
    case_id: UUID,
    *,
    file: "UploadedFile[bytes]",
    text: str,
    category: str = "feit",
    source: str = "",
    release_to: Iterable[UUID] = (),
    may_pass_on: bool = False,
    key: UUID | None = None,
) -> UUID:
    """Bring in a file of one's own organisation. Sent twice is kept once.

    Raises ValidationError when the file is refused.
    """
    case = fetch_open(case_id)
    rules.require(rules.works_on_cases(acting))
    if key and (earlier := Contribution.objects.filter(pk=key, case=case).first()):
        return earlier.id
    wanted = checked(acting, case, release_to, category)
    stored = documents.receive(acting, file, file_id=case.id)
    made = _bring_in(acting, case, stored, text, category=category, source=source, key=key)
    release(acting, made, wanted, may_pass_on=may_pass_on)
    return made.id


def bring_in_photos(acting: Acting, case: Case) -> None:
    """The photos that came along with a report are brought in by who takes the case on."""
    for photo in documents.listing(acting, case.id):
        _bring_in(acting, case, photo.id, _("Foto bij de melding"))


def _bring_in(
    acting: Acting, case: Case, document_id: UUID, text: str, **more: Any
) -> Contribution:
    row = new_row(acting, case, nature=Nature.DOCUMENT, text=text, **more)
    row.document_id = document_id
    made, new = once(row, lambda earlier: earlier.author_id == acting.user_id)
    if not new:
        raise Conflict(_("Dit document is al toegevoegd."))
    record(acting, "case.contribute", "contribution", made.id)
    return made
