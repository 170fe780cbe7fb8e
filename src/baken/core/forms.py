"""Form fields that refuse what must not come in, in one sentence."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from baken.core import text as texts

BSN_SEEN = _(
    "Hier staat een getal dat een burgerservicenummer (BSN) kan zijn. Haal het weg: wij hebben het"
    " niet nodig. Is het iets anders? Vink dat dan aan."
)
TOO_LONG = _("Dit is te lang: er mogen %(limit_value)d tekens in, u gebruikt er %(show_value)d.")


class LineField(forms.CharField):
    """One line of text."""

    clean_text = staticmethod(texts.clean_line)

    def __init__(self, *, max_length: int = 200, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        for validator in list(self.validators):
            if getattr(validator, "code", "") == "max_length":
                validator.message = TOO_LONG  # type: ignore[attr-defined]
            if type(validator).__name__ == "ProhibitNullCharactersValidator":
                self.validators.remove(validator)

    def to_python(self, value: Any) -> str:
        if value in self.empty_values:
            return ""
        return self.clean_text(str(value))


class TextField(LineField):
    """Text of several lines."""

    widget = forms.Textarea
    clean_text = staticmethod(texts.clean)

    def __init__(self, *, max_length: int = 3000, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)


class FreeTextForm(forms.Form):
    """A form that asks back before it takes a text in which a BSN may stand.

    Not every such number is one, so the person may say that it is something else.
    """

    free_text: ClassVar[tuple[str, ...]] = ("text",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            label = _("Dit getal is geen burgerservicenummer")
            self.fields["no_bsn"] = forms.BooleanField(label=label, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        seen = [name for name in self.free_text if texts.holds_bsn(str(cleaned.get(name, "")))]
        sure = cleaned.pop("no_bsn", False)
        if not seen:
            del self.fields["no_bsn"]
        elif not sure:
            for name in seen:
                self.add_error(name, ValidationError(BSN_SEEN, code="bsn"))
        return cleaned


class VersionField(forms.IntegerField):
    """The version that the person saw when the form was opened."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=2**31 - 1, **kwargs)


def first_message(error: ValidationError) -> str:
    """The first sentence of a ValidationError."""
    return str(error.messages[0]) if error.messages else ""
