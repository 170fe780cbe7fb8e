"""Forms of the desk about a request to enforce."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.core.forms import FreeTextForm, TextField
from baken.reports.codes import NO_REQUEST
from baken.reports.desk_forms import EMPTY, VersionedForm
from baken.reports.forms import LONGEST_TEXT


class ExtendForm(FreeTextForm, VersionedForm):
    """By which day, and what the applicant reads."""

    free_text: ClassVar[tuple[str, ...]] = ("text",)
    day = forms.DateField(
        label=_("Wanneer komt het besluit wel?"),
        widget=forms.DateInput,
        help_text=_("Een redelijke termijn, die u één keer noemt (Awb 4:14 lid 3)."),
        error_messages={"invalid": _("Deze datum bestaat niet.")},
    )
    text = TextField(
        label=_("Wat schrijft u de aanvrager?"),
        max_length=LONGEST_TEXT,
        help_text=_("Noem de dag, en waarom het langer duurt. Wie geen mail gaf, krijgt een brief:"
                    " die verstuurt u zelf."),
        error_messages={"required": EMPTY},
    )  # fmt: skip


class DeclineForm(FreeTextForm, VersionedForm):
    """Why no decision follows, and what the reporter reads."""

    free_text: ClassVar[tuple[str, ...]] = ("text",)
    why = forms.ChoiceField(
        label=_("Waarom is dit geen verzoek om handhaving?"),
        choices=list(NO_REQUEST.items()),
        widget=forms.RadioSelect,
    )
    text = TextField(
        label=_("Wat schrijft u de melder?"),
        max_length=LONGEST_TEXT,
        help_text=_("Zeg waarom er geen besluit komt, wat u wel doet, en dat de melder het kan"
                    " zeggen als het niet klopt."),
        error_messages={"required": EMPTY},
    )  # fmt: skip
