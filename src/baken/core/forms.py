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


class MailField(forms.EmailField):
    """An e-mail address on one line, without hidden characters."""

    def __init__(self, **kwargs: Any) -> None:
        wrong = _("Dit e-mailadres klopt niet. Een adres ziet eruit als naam@voorbeeld.nl.")
        told = {"invalid": wrong, "required": _("Vul een e-mailadres in.")}
        super().__init__(max_length=200, error_messages=told, **kwargs)
        self.validators = [v for v in self.validators if "NullChar" not in type(v).__name__]

    def to_python(self, value: Any) -> str:
        text = str(value or "")
        if "\n" in text.strip() or "\r" in text.strip():
            raise ValidationError(self.error_messages["invalid"])
        return texts.clean_line(text)


class Trap(forms.CharField):
    """A field that people do not see and programs fill in."""

    def clean(self, value: Any) -> str:
        if value:
            raise ValidationError(_("Laat het vak 'Website' leeg en verstuur nog eens."))
        return ""


def trap() -> Trap:
    attrs = {"tabindex": "-1", "autocomplete": "off"}
    return Trap(required=False, label="Website", widget=forms.TextInput(attrs=attrs))


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
