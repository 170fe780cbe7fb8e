"""One page of each shell with every part of the kit, to look at and to measure."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from baken.core.errors import Missing, Version
from baken.core.paging import Page

CODE = "481902735560991438270651"
NUMBER_WRONG = "Er mist een cijfer. Een mobiel nummer heeft er 10."
VERSION = Version(
    label="Inbreng",
    mine="Drie bewoners hebben gemeld. Twee bewoners zijn gebeld. Het licht is weer heel.",
    theirs="Drie bewoners hebben gemeld. Eén van hen wil met naam. Het licht is weer heel.",
)


class Story(forms.Form):
    """Every kind of field."""

    kind = forms.ChoiceField(
        label="Wat is er aan de hand?",
        choices=[("noise", "Ik heb last van iets"), ("house", "Er klopt iets niet")],
        widget=forms.RadioSelect,
        help_text="Kies wat het best past.",
    )
    story = forms.CharField(
        label="Vertel het in uw eigen woorden", widget=forms.Textarea, help_text="Elke taal mag."
    )
    since = forms.CharField(label="Sinds wanneer?", required=False)
    day = forms.DateField(label="Welke dag?", required=False)
    photo = forms.FileField(label="Foto", required=False)
    area = forms.ChoiceField(label="Buurt", choices=[("1", "Wetering"), ("2", "Hoogkamer")])
    readers = forms.MultipleChoiceField(
        label="Wie mag dit lezen?",
        choices=[("police", "Politie"), ("homes", "Corporatie")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    call = forms.BooleanField(label="U mag mij bellen", required=False, help_text="Overdag")
    phone = forms.CharField(label="Telefoonnummer", required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].hints = {"noise": "Lawaai, ruzie, afval"}

    def clean_phone(self) -> str:
        raise forms.ValidationError(NUMBER_WRONG)


def refused_form() -> Story:
    """The form as it comes back with three things to mend."""
    return Story({"kind": "noise", "phone": "06 1234 567", "call": "on", "seen": "3"})


def shell() -> dict[str, Any]:
    """What the context processor gives to every page."""
    return {
        "municipality": {"name": "Voorbeeldstad", "organisation": "Gemeente Voorbeeldstad"},
        "demo": True,
        "ribbon": "Voorbeeld. Personen zijn verzonnen.",
        "languages": [
            {"code": "nl", "label": "Nederlands", "url": "#", "current": True},
            {"code": "en", "label": "English", "url": "#", "current": False},
        ],
        "nav_public": [
            {"url": f"#{label}", "label": label, "current": label == "Cijfers"}
            for label in ("Melden", "Volgen", "Cijfers", "Mijn wijk", "Plannen")
        ],
        "nav_footer": [{"url": "#", "label": "Toegankelijkheid"}],
        "request_id": "7KD2",
    }


def desk() -> dict[str, Any]:
    """What it gives to a page of the workplace."""
    items = [("Mijn werk", "inbox", 9), ("Casussen", "folder", 38), ("Cijfers", "chart-line", None)]
    return shell() | {
        "nav_work": [
            {"url": "#", "label": label, "icon": icon, "count": count, "divider": icon != "folder",
             "current": label == "Casussen"}
            for label, icon, count in items
        ],
        "search_url": "/werk/zoeken/",
        "home_url": "/werk/",
        "bar": {
            "capacity": "Procesregisseur", "organisation": "Gemeente Voorbeeldstad",
            "purpose": "escalatie voorkomen", "name": "Persoon Verzonnen",
            "switch_url": "#", "sign_out_url": "#",
            "choices": [
                {"id": "1", "label": "Procesregisseur: escalatie voorkomen", "current": True},
                {"id": "2", "label": "Beoordelaar: meldingen", "current": False},
            ],
        },
    }  # fmt: skip


def things() -> dict[str, Any]:
    """Values that the parts show."""
    now = timezone.now()
    names = ["Gewoon", "Vraag", "Complex", "Escalatie"]
    states = ["past", "past", "now", "future"]
    return {
        "steps": [
            {"number": n, "name": name, "text": "Meer problemen, meer partners",
             "dates": "sinds 3 november, 10 werkdagen", "state": state}
            for n, (name, state) in enumerate(zip(names, states, strict=True), start=1)
        ],
        "form": Story(),
        "late": now - timedelta(days=2),
        "soon": now + timedelta(hours=2),
        "calm": now + timedelta(days=20),
        "past": now - timedelta(days=5),
        "hour": now - timedelta(minutes=20),
        "page": Page([], "abc", "def"),
        "code": CODE,
    }  # fmt: skip


def pages() -> dict[str, tuple[str, dict[str, Any]]]:
    """Name -> template and context."""
    conflict = {
        "message": "U schreef tegelijk met een collega",
        "versions": [VERSION],
        "action": "#",
        "fields": [
            {"name": "text", "label": "Of maak er één tekst van", "value": VERSION.mine},
            {"name": "version", "value": "4", "hidden": True},
        ],
    }
    missing = [Missing("De operationele stoel is leeg", "Vraag iemand.", "Vraag iemand", "#")]
    step = {"form": refused_form(), "step": 3, "steps": 4, "back_url": "#", "privacy_url": "#"}
    return {
        "public": ("public.html", shell() | things()),
        "step": ("step.html", shell() | step),
        "receipt": ("receipt.html", shell() | things()),
        "work": ("work.html", desk() | things()),
        "desk": ("desk.html", desk() | things()),
        "paper": ("paper.html", shell() | things()),
        "conflict": ("ui/conflict.html", desk() | conflict),
        "refused": ("ui/conflict.html", desk() | {"message": "Dat kan niet", "missing": missing}),
        "403": ("ui/403.html", desk() | {"message": "Dit beslist de procesregisseur."}),
        **{
            name: (f"ui/{name}.html", shell())
            for name in ("400", "404", "500", "session_over", "csrf_failed")
        },
        "bare": ("ui/404.html", {}),
    }
