"""Forms of meetings. What may be chosen is what the acting may see."""

from collections.abc import Iterable
from datetime import time
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.access.api import Colleague
from baken.cases.duty.forms import ComingDate
from baken.cases.forms import Choices, Once, people_choices
from baken.cases.meetings.codes import Kind, Turn
from baken.core.forms import FreeTextForm, LineField, TextField, VersionField

NOT_A_TIME = {"invalid": _("Schrijf de tijd als 10:30.")}


class TimeInput(forms.TimeInput):
    input_type = "time"


class TimeField(forms.TimeField):
    """Hours and minutes."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=["%H:%M", "%H.%M"], error_messages=NOT_A_TIME,
            widget=TimeInput(format="%H:%M"), **kwargs,
        )  # fmt: skip


class PartiesField(forms.TypedMultipleChoiceField):
    """Organisations that are invited."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            coerce=UUID, widget=forms.CheckboxSelectMultiple, required=False,
            error_messages={"invalid_choice": _("Kies organisaties uit de lijst.")}, **kwargs,
        )  # fmt: skip


def unnamed(label: str, rows: Choices) -> Choices:
    """A first choice for nobody."""
    return [("", label), *rows]


class PlanForm(Once):
    """When, where, and who."""

    kind = forms.ChoiceField(label=_("Soort overleg"), choices=Kind.choices)
    day = ComingDate(label=_("Dag"))
    starts = TimeField(label=_("Begint om"))
    ends = TimeField(label=_("Eindigt om"))
    place = LineField(
        label=_("Waar?"), max_length=200,
        help_text=_("Een kamer of een link. Geen adres van bewoners: dit staat ook in agenda's."),
    )  # fmt: skip
    chair = forms.TypedChoiceField(label=_("Voorzitter"), coerce=UUID)
    notes = forms.TypedChoiceField(label=_("Notulist"), coerce=UUID)
    people = forms.TypedMultipleChoiceField(
        label=_("Wie nodigt u nog meer uit?"), coerce=UUID, required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Alleen wie meedoet aan deze casus. Een gast vraagt u later apart."),
    )  # fmt: skip
    version = VersionField(required=False)

    def __init__(self, *args: Any, people: Iterable[Colleague], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = people_choices(people)
        for name in ("chair", "notes"):
            self.fields[name].choices = unnamed(str(_("Kies")), rows)  # type: ignore[attr-defined]
        self.fields["people"].choices = rows  # type: ignore[attr-defined]
        self.initial.setdefault("starts", time(10))
        self.initial.setdefault("ends", time(11))


class EditPlanForm(PlanForm):
    """As it was planned, anew. Who else comes is asked on the page of the meeting."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["people"], self.fields["key"]


class InviteForm(forms.Form):
    """Who else comes."""

    people = forms.TypedMultipleChoiceField(
        label=_("Wie nodigt u uit?"), coerce=UUID, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies iemand.")},
    )  # fmt: skip

    def __init__(self, *args: Any, people: Iterable[Colleague], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = people_choices(people)  # type: ignore[attr-defined]


class GuestForm(forms.Form):
    """Somebody from outside."""

    guest = forms.TypedChoiceField(
        label=_("Wie komt er als gast?"), coerce=UUID,
        error_messages={"required": _("Kies iemand uit de lijst.")},
    )  # fmt: skip

    def __init__(self, *args: Any, people: Iterable[Colleague], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = people_choices(people)
        self.fields["guest"].choices = unnamed(str(_("Kies")), rows)  # type: ignore[attr-defined]


class ItemForm(Once, FreeTextForm):
    """A point of the agenda."""

    free_text = ("title", "text")
    title = LineField(label=_("Punt"), max_length=120)
    text = TextField(
        label=_("Toelichting"), max_length=2000, required=False,
        help_text=_("Wat wilt u bespreken, en wat moet eruit komen?"),
    )  # fmt: skip
    organisations = PartiesField(
        label=_("Wie leest dit punt?"),
        help_text=_("Uw eigen organisatie leest het altijd. Voor een ander bestaat het niet."),
    )
    late_reason = LineField(label=_("Waarom nu nog?"), max_length=200)
    version = VersionField(required=False)

    def __init__(self, *args: Any, parties: Choices, late: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisations"].choices = parties  # type: ignore[attr-defined]
        if not late:
            del self.fields["late_reason"]


class ReleaseForm(forms.Form):
    """What the own organisation shows at this meeting."""

    contributions = forms.TypedMultipleChoiceField(
        label=_("Wat geeft u vrij?"), coerce=UUID, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies wat u vrijgeeft.")},
    )  # fmt: skip
    organisations = PartiesField(label=_("Aan wie?"))
    stays = forms.ChoiceField(
        label=_("Tot wanneer?"), widget=forms.RadioSelect, initial="ends",
        choices=[("ends", _("Tot het verslag is vastgesteld")), ("stays", _("Het blijft"))],
    )  # fmt: skip

    def __init__(self, *args: Any, rows: Choices, parties: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contributions"].choices = rows  # type: ignore[attr-defined]
        self.fields["organisations"].choices = parties  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "organisations" in cleaned and not cleaned["organisations"]:
            self.add_error("organisations", _("Kies aan wie u dit vrijgeeft."))
        return cleaned


class LineForm(Once, FreeTextForm):
    """A line of the minutes."""

    text = TextField(label=_("Wat is er gezegd of afgesproken?"), max_length=2000)
    turn = forms.ChoiceField(label=_("Stap"), widget=forms.RadioSelect, choices=Turn.choices)
    item_id = forms.TypedChoiceField(
        label=_("Bij welk punt?"), coerce=UUID, required=False, empty_value=None
    )
    organisation = forms.TypedChoiceField(
        label=_("Van wie is dit?"), coerce=UUID,
        help_text=_("Deze organisatie kan nog veranderen wie de regel leest."),
    )  # fmt: skip
    organisations = PartiesField(label=_("Wie leest deze regel?"))

    def __init__(
        self, *args: Any, items: Choices, parties: Choices, readers: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item_id"].choices = unnamed(str(_("Geen punt")), items)  # type: ignore[attr-defined]
        self.fields["organisation"].choices = parties  # type: ignore[attr-defined]
        self.fields["organisations"].choices = readers  # type: ignore[attr-defined]


class EditLineForm(FreeTextForm):
    """A line in other words."""

    text = TextField(label=_("Wat is er gezegd of afgesproken?"), max_length=2000)
    turn = forms.ChoiceField(label=_("Stap"), widget=forms.RadioSelect, choices=Turn.choices)
    version = VersionField()


class ReadersForm(forms.Form):
    """Who reads an own line."""

    organisations = PartiesField(label=_("Wie leest deze regel?"))

    def __init__(self, *args: Any, parties: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisations"].choices = parties  # type: ignore[attr-defined]


class ObjectionForm(Once, FreeTextForm):
    """What is wrong in the minutes."""

    text = TextField(
        label=_("Wat klopt er niet?"), max_length=2000,
        help_text=_("De tekst van het verslag blijft staan. Uw woorden komen ernaast."),
    )  # fmt: skip
    line_id = forms.UUIDField(widget=forms.HiddenInput, required=False)


class SummaryForm(FreeTextForm):
    """What the household reads."""

    text = TextField(
        label=_("Samenvatting voor het huishouden"), max_length=4000,
        help_text=_(
            "Korte zinnen, gewone woorden. Wat is besproken, wat is afgesproken, wie belt wie?"
            " Noem niets dat een organisatie niet zelf aan het huishouden vertelt."
        ),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


class LiveForm(Once, FreeTextForm):
    """Typed while everybody looks on."""

    text = TextField(label=_("Wat leggen wij vast?"), max_length=1000)
    owner = forms.TypedChoiceField(
        label=_("Wie doet het?"), coerce=UUID, required=False, empty_value=None
    )
    due_on = ComingDate(label=_("Uiterlijk op"), required=False)

    def __init__(self, *args: Any, people: Iterable[Colleague], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = people_choices(people)
        self.fields["owner"].choices = unnamed(str(_("Niemand: alleen noteren")), rows)  # type: ignore[attr-defined]
