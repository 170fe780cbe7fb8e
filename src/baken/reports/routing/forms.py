"""Forms for teams, rules, and another team for one report."""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baken.access.api import Colleague
from baken.core.forms import FreeTextForm, LineField, VersionField
from baken.geo import api as geo
from baken.reports.categories import tree
from baken.reports.codes import Source
from baken.reports.desk_forms import VersionedForm
from baken.reports.routing.models import Team
from baken.reports.routing.rules import OFFICE, OUTSIDE, Line

MOST_WORDS = 50


def team_choices() -> list[tuple[str, str]]:
    """Teams that take reports now. One query."""
    rows = Team.objects.filter(ended_at=None).order_by("name")
    return [(str(team.id), team.name) for team in rows]


class TeamForm(forms.Form):
    """A new team."""

    name = LineField(label=gettext_lazy("Naam van het team"), max_length=80)


class MembersForm(forms.Form):
    """Who is in a team."""

    members = forms.MultipleChoiceField(
        label=gettext_lazy("Wie zitten erin?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, people: Iterable[Colleague], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["members"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(person.user_id), person.name) for person in people]

    def clean_members(self) -> list[UUID]:
        return [UUID(user) for user in self.cleaned_data["members"]]


class MoveForm(FreeTextForm, VersionedForm):
    """Another team, and why."""

    free_text: ClassVar[tuple[str, ...]] = ("why",)
    team = forms.ChoiceField(label=gettext_lazy("Naar welk team?"))
    why = LineField(label=gettext_lazy("Waarom?"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["team"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Kies een team")), *team_choices()]


class LineForm(forms.Form):
    """One rule: what must fit, and where the report then goes."""

    version = VersionField()
    name = LineField(label=gettext_lazy("Naam van de regel"), max_length=80)
    subjects = forms.MultipleChoiceField(
        label=gettext_lazy("Soort"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Niets gekozen is: elke soort."),
    )  # fmt: skip
    areas = forms.MultipleChoiceField(
        label=gettext_lazy("Wijk"), required=False, widget=forms.CheckboxSelectMultiple
    )
    words = LineField(
        label=gettext_lazy("Woorden, met komma's ertussen"), required=False, max_length=500,
        help_text=gettext_lazy("Een ervan is genoeg. ‘lantaarn’ past ook op ‘lantaarnpaal’."),
    )  # fmt: skip
    moment = forms.ChoiceField(
        label=gettext_lazy("Wanneer kwam het binnen?"),
        required=False,
        choices=[
            ("", gettext_lazy("Altijd")),
            (OFFICE, gettext_lazy("Op werkdagen van 8 tot 17 uur")),
            (OUTSIDE, gettext_lazy("Daarbuiten")),
        ],
    )
    sources = forms.MultipleChoiceField(
        label=gettext_lazy("Kanaal"), required=False, choices=Source.choices,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    team = forms.ChoiceField(label=gettext_lazy("Naar welk team?"))
    urgent = forms.BooleanField(label=gettext_lazy("Zet er ‘spoed’ op"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("subjects", [(main.code, main.title) for main in tree().mains()] + [
            (kind.code, f"{main.title}: {kind.title}")
            for main in tree().mains() for kind in tree().under(main.id)
        ])  # fmt: skip
        self._choose("areas", [(area.code, area.name) for area in geo.wijken()])
        self._choose("team", [("", _("Kies een team")), *team_choices()])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_words(self) -> tuple[str, ...]:
        words = tuple(filter(None, (w.strip() for w in self.cleaned_data["words"].split(","))))
        if len(words) > MOST_WORDS:
            raise ValidationError(_("Neem hoogstens 50 woorden."))
        return words

    def line(self) -> Line:
        data = self.cleaned_data
        lists = {n: tuple(data[n]) for n in ("subjects", "areas", "words", "sources")}
        return Line(
            name=data["name"], team=data["team"], moment=data["moment"], urgent=data["urgent"],
            **lists,
        )  # fmt: skip
