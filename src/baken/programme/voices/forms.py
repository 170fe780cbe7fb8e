"""Forms: to react, to ask as a councillor, to refuse, and to answer."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.core.forms import FreeTextForm, LineField, MailField, TextField, trap
from baken.programme.voices.house import rules

LONGEST = 2000


class ReactionForm(FreeTextForm):
    """What a resident says. Only the text is needed."""

    free_text = ("text", "name")
    text = TextField(
        max_length=LONGEST, label=_("Uw reactie"),
        error_messages={"required": _("Schrijf eerst wat u wilt zeggen.")},
        help_text=_("Hoogstens 2.000 tekens. Schrijf geen namen of gegevens van andere mensen op."),
    )  # fmt: skip
    name = LineField(
        max_length=80, required=False, label=_("Uw naam"),
        help_text=_("Vult u een naam in, dan staat die bij uw reactie. Iedereen kan hem lezen."),
    )  # fmt: skip
    email = MailField(
        required=False, label=_("Uw e-mailadres"),
        help_text=_(
            "Alleen als u bericht wilt. Wij tonen het nooit, bewaren het versleuteld en halen het "
            "na een half jaar weg."
        ),
    )  # fmt: skip
    website = trap()


class QuestionForm(ReactionForm):
    """What a councillor asks. The clerk knows councillors by their address."""

    text = TextField(
        max_length=LONGEST, label=_("Uw vraag"),
        error_messages={"required": _("Schrijf eerst uw vraag.")},
        help_text=_("Hoogstens 2.000 tekens. De vraag en het antwoord staan straks openbaar."),
    )  # fmt: skip
    name = LineField(
        max_length=80, label=_("Fractie of partij"),
        error_messages={"required": _("Vul uw fractie of partij in.")},
        help_text=_("Die staat erbij. Uw eigen naam niet."),
    )  # fmt: skip
    email = MailField(
        label=_("Uw e-mailadres als raadslid"),
        help_text=_("Hieraan herkent de griffie u. Wij tonen het nooit."),
    )  # fmt: skip


class RefuseForm(FreeTextForm):
    """By which rule, and why."""

    free_text = ("reason",)
    rule = forms.ChoiceField(label=_("Welke huisregel?"))
    reason = TextField(
        max_length=1000, label=_("Leg het uit aan de schrijver"),
        help_text=_("De schrijver leest dit. Zeg ook wat wel mag."),
    )  # fmt: skip

    def __init__(self, data: object) -> None:
        super().__init__(data)
        listed = [(one.key, one.title) for one in rules().values()]
        self.fields["rule"].choices = [("", _("Kies een huisregel")), *listed]  # type: ignore[attr-defined]


class AnswerForm(FreeTextForm):
    """What the city answers."""

    free_text = ("reply",)
    reply = TextField(max_length=LONGEST, label=_("Antwoord van de gemeente"))


class TakeForm(FreeTextForm):
    """The question as it goes into the register."""

    free_text = ("title", "text")
    title = LineField(max_length=300, label=_("Waarover"))
    text = TextField(max_length=20_000, label=_("Tekst"))
