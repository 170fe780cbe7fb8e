"""Forms for reading in a stock."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baken.reports.categories import tree
from baken.reports.exchange.stock.mapping import LABELS, NEEDED, Recipe
from baken.reports.exchange.stock.opening import MOST_BYTES


class FileForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=gettext_lazy("Bestand (CSV of JSON)"),
        help_text=gettext_lazy("Hoogstens 100 MB. Ook een lijst uit Signalen, als JSON of CSV."),
        error_messages={"required": gettext_lazy("Kies een bestand.")},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(_("Dit bestand is groter dan 100 MB. Knip het in delen."))
        return file


class RecipeForm(forms.Form):
    """Which column is what, and which of our kinds the old words are."""

    def __init__(
        self,
        *args: Any,
        header: Sequence[str],
        unknown: Sequence[tuple[str, int]],
        recipe: Recipe,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._old = recipe
        self._words = [word for word, _count in unknown]
        names = [("", _("staat er niet in")), *((name, name) for name in header if name)]
        for ours, label in LABELS.items():
            self.fields[ours] = forms.ChoiceField(
                label=str(label), choices=names, required=ours in NEEDED,
                initial=recipe.columns.get(ours, ""),
                error_messages={"required": _("Wijs de kolom aan.")},
            )  # fmt: skip
        kinds = _kinds()
        for number, (word, count) in enumerate(unknown):
            self.fields[f"kind-{number}"] = forms.ChoiceField(
                label=f"{word or _('leeg')} ({count})", choices=kinds, required=False,
                initial=recipe.kinds.get(word, ""),
            )  # fmt: skip
        self.fields["otherwise"] = forms.ChoiceField(
            label=_("Alle andere soorten worden"), choices=kinds, required=False,
            initial=recipe.otherwise,
        )  # fmt: skip
        self.fields["skip_wrong"] = forms.BooleanField(
            label=_("Sla regels met een fout over"), required=False, initial=recipe.skip_wrong,
            help_text=_("Anders wordt bij één fout niets ingelezen."),
        )  # fmt: skip

    @property
    def columns(self) -> list[forms.BoundField]:
        return [self[ours] for ours in LABELS]

    @property
    def words(self) -> list[forms.BoundField]:
        return [self[f"kind-{number}"] for number in range(len(self._words))]

    def recipe(self) -> Recipe:
        """What was chosen."""
        data = self.cleaned_data
        kinds = dict(self._old.kinds)
        for number, word in enumerate(self._words):
            if code := data[f"kind-{number}"]:
                kinds[word] = code
        columns = {ours: data[ours] for ours in LABELS if data[ours]}
        return Recipe(columns, kinds, data["otherwise"], data["skip_wrong"])


def _kinds() -> list[tuple[str, str]]:
    """Our kinds, to choose from."""
    found = [("", _("Kies"))]
    for main in tree().mains():
        found += [(kind.code, kind.title) for kind in tree().under(main.id)]
    return found
