"""Forms to join, to split and to link."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.core.forms import FreeTextForm, LineField, TextField
from baken.reports.desk_forms import SubjectChoice, VersionedForm

NUMBER_HINT = _("Het nummer begint met M-. U vindt het bovenaan de andere melding.")


class JoinForm(VersionedForm):
    """The report that this one goes along with."""

    number = LineField(label=_("Met welke melding?"), max_length=20, help_text=NUMBER_HINT)


class LinkForm(forms.Form):
    """A report that this one has to do with."""

    number = LineField(label=_("Met welke melding?"), max_length=20, help_text=NUMBER_HINT)


class PartForm(FreeTextForm, SubjectChoice):
    """One part of a report, as a report of its own."""

    free_text: ClassVar[tuple[str, ...]] = ("text",)
    field_order = ("nonce", "text", "subject")
    nonce = forms.UUIDField(widget=forms.HiddenInput)
    text = TextField(
        label=_("Waar gaat dit deel over?"),
        max_length=3000,
        help_text=_("Alleen wat voor dit deel nodig is. Contactgegevens gaan niet mee."),
    )
