"""Form fields that refuse what must not come in, in one sentence."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from baken.core import text as texts

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


class VersionField(forms.IntegerField):
    """The version that the person saw when the form was opened."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=2**31 - 1, **kwargs)


def first_message(error: ValidationError) -> str:
    """The first sentence of a ValidationError."""
    return str(error.messages[0]) if error.messages else ""
