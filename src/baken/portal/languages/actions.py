"""Recording that a native speaker read a translation."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied
from baken.core.languages import FURTHER, catalogue
from baken.portal.languages.models import LanguageReview
from baken.portal.languages.offered import forget


def review(acting: Acting, code: str, seen: str, organisation: str, read_on: date) -> None:
    """Record it. `seen` is the fingerprint of the texts that were read.

    Conflict when the texts are other ones by now, or not whole.
    """
    if code not in FURTHER:
        raise Denied
    now = catalogue(code)
    if not now.complete:
        raise Conflict(_("Deze vertaling is nog niet af. Zij kan nog niet worden nagekeken."))
    if seen != now.fingerprint:
        raise Conflict(_("De teksten zijn veranderd. Laat de nieuwe teksten nakijken."))
    assert acting.user_id is not None
    row = LanguageReview(
        language=code, fingerprint=seen, organisation=organisation, read_on=read_on,
        recorded_at=timezone.now(), by_id=acting.user_id,
    )  # fmt: skip
    LanguageReview.objects.bulk_create([row])
    record(acting, "language.review", "language", row.id, outcome=code)
    forget()
