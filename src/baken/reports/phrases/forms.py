"""The form for a standard answer."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baken.core.forms import LineField, TextField, VersionField
from baken.core.languages import FURTHER
from baken.reports.categories import tree
from baken.reports.phrases.actions import Wording
from baken.reports.phrases.filling import GAPS, unknown_gaps
from baken.reports.phrases.models import Use

LONGEST = 4000


class PhraseForm(forms.Form):
    """What it says, in which language, and for which reports."""

    version = VersionField(required=False)
    title = LineField(label=gettext_lazy("Naam, voor in de lijst"), max_length=80)
    use = forms.ChoiceField(label=gettext_lazy("Waarvoor?"), choices=Use.choices)
    subject = forms.ChoiceField(label=gettext_lazy("Voor welke soort?"), required=False)
    text_nl = TextField(label=gettext_lazy("Tekst in het Nederlands"), max_length=LONGEST)
    text_en = TextField(
        label=gettext_lazy("Tekst in het Engels"),
        max_length=LONGEST,
        required=False,
        help_text=gettext_lazy("Voor wie in het Engels meldde. Leeg: dan staat er Nederlands."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [
            (main.title, [(main.code, _("alles hieronder")),
                          *((s.code, s.title) for s in tree().under(main.id))])
            for main in tree().mains()
        ]  # fmt: skip
        field = self.fields["subject"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Alle soorten")), *kinds]
        for code in FURTHER:
            label = dict(settings.LANGUAGES)[code]
            self.fields[f"text_{code}"] = TextField(
                label=_("Tekst in het %s") % label, max_length=LONGEST, required=False
            )
        gaps = ", ".join(f"{{{name}}}" for name in GAPS)
        self.fields["text_nl"].help_text = _("Dit vult Baken in: %s.") % gaps

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("text_nl", "text_en", *(f"text_{code}" for code in FURTHER)):
            if wrong := unknown_gaps(data.get(name) or ""):
                told = _("‘{%(gap)s}’ kan Baken niet invullen. Kies uit: %(gaps)s.")
                words = {"gap": wrong[0], "gaps": ", ".join(GAPS)}
                self.add_error(name, ValidationError(told % words))
        return data

    def wording(self) -> Wording:
        names = ("title", "use", "subject", "text_nl", "text_en")
        further = {code: self.cleaned_data[f"text_{code}"] for code in FURTHER}
        texts = {code: text for code, text in further.items() if text}
        return Wording(**{name: self.cleaned_data[name] for name in names}, texts=texts)

    @property
    def further(self) -> list[forms.BoundField]:
        """The fields of the further languages, which stand apart."""
        return [self[f"text_{code}"] for code in FURTHER]

    @property
    def first(self) -> list[forms.BoundField]:
        """All other fields."""
        apart = {bound.name for bound in self.further}
        return [bound for bound in self if bound.name not in apart]
