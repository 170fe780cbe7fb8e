"""The forms of a draft: one per section, from the body and back into it."""

from collections.abc import Iterable
from copy import deepcopy
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from baken.cases.codes import DOWN, UP, Role
from baken.cases.versions import codes
from baken.core.forms import LineField, TextField, VersionField
from baken.core.terms import Span

UNITS = _("Getal en eenheid: h voor uur, wd voor werkdag, d voor dag, w voor week, m voor maand.")
ROLES = list(Role.choices)
NEW = 3


class SpanField(LineField):
    """A length of time as '5 wd'."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", UNITS)
        super().__init__(max_length=12, **kwargs)
        self.widget.attrs["class"] = "w-s"

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return str(Span.parse(text)) if text else ""


class Section(forms.Form):
    """One part of a draft. `title` and `source` are those of the whole draft."""

    version = VersionField()
    heading: ClassVar[Any] = ""
    intro: ClassVar[Any] = ""

    def __init__(self, *args: Any, body: dict[str, Any], **kwargs: Any) -> None:
        self.body = body
        kwargs["initial"] = {**self.read(body), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.build(body)

    def read(self, body: dict[str, Any]) -> dict[str, Any]:
        """What the fields show."""
        raise NotImplementedError

    def build(self, body: dict[str, Any]) -> None:
        """Fields that depend on the draft."""

    def write(self, body: dict[str, Any], data: dict[str, Any]) -> None:
        """Put the answers in the body."""
        raise NotImplementedError

    def into(self) -> dict[str, Any]:
        """A new body with the answers in it."""
        body = deepcopy(self.body)
        self.write(body, self.cleaned_data)
        return body


def _phases(body: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(str(p["number"]), f"{p['number']}. {p['name']}") for p in body["phases"]]


def _many(label: Any, choices: Iterable[Any], **kwargs: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=list(choices), required=kwargs.pop("required", False),
        widget=forms.CheckboxSelectMultiple, **kwargs,
    )  # fmt: skip


def _one(label: Any, choices: Iterable[Any], **kwargs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(choices), **kwargs)


class General(Section):
    """Names, how many phases, and from which phase on something counts."""

    heading = _("Algemeen")
    title = LineField(label=_("Naam van het model"), max_length=120)
    source = TextField(
        label=_("Waar rust het op?"), max_length=2000,
        help_text=_("Bijvoorbeeld een nota, een handreiking of een besluit."),
    )  # fmt: skip
    count = forms.ChoiceField(label=_("Aantal fasen"), choices=[(n, n) for n in ("2", "3", "4")])

    def read(self, body: dict[str, Any]) -> dict[str, Any]:
        names = ("opening_phase", "apart_from", "plan_from")
        return {"count": str(len(body["phases"])), **{name: str(body[name]) for name in names}}

    def build(self, body: dict[str, Any]) -> None:
        phases = _phases(body)
        self.fields["opening_phase"] = _one(_("In welke fase begint een casus?"), phases)
        self.fields["apart_from"] = _one(
            _("Vanaf welke fase zijn casusregie en procesregie twee mensen?"),
            phases[:3],
            help_text=_("Uiterlijk vanaf fase 3; dat staat vast."),
        )
        self.fields["plan_from"] = _one(
            _("Vanaf welke fase is een plan nodig om op te schalen?"),
            [("0", _("Nooit")), *phases],
        )

    def write(self, body: dict[str, Any], data: dict[str, Any]) -> None:
        wanted = int(data["count"])
        while len(body["phases"]) < wanted:
            body["phases"].append(_next_phase(body["phases"][-1]))
        body["phases"] = body["phases"][:wanted]
        for name in ("opening_phase", "apart_from", "plan_from"):
            body[name] = int(data[name])


def _next_phase(last: dict[str, Any]) -> dict[str, Any]:
    number = last["number"] + 1
    return {**deepcopy(last), "number": number, "name": str(_("Fase %d") % number)}


class Phase(Section):
    """One phase."""

    name = LineField(label=_("Naam"), max_length=30)
    colour = _one(_("Kleur"), codes.COLOURS.items())
    start = LineField(label=_("Beginsituatie"), max_length=200,
                      help_text=_("Waaraan ziet u dat een casus in deze fase hoort?"))  # fmt: skip
    seats = _many(_("Welke stoelen zijn gevuld en aanvaard?"), ROLES)
    household = _many(_("Wat kan het huishouden zelf houden?"), ROLES[:1])
    decides = _one(_("Wie besluit dat een casus naar deze fase gaat?"), ROLES,
                   widget=forms.RadioSelect)  # fmt: skip
    evaluation = forms.BooleanField(
        label=_("Voor deze fase is een verse evaluatie nodig"), required=False
    )
    review = SpanField(label=_("Na hoeveel tijd kijkt u opnieuw naar de fase?"))

    def __init__(self, *args: Any, number: int, **kwargs: Any) -> None:
        self.at = number - 1
        super().__init__(*args, **kwargs)

    def read(self, body: dict[str, Any]) -> dict[str, Any]:
        return dict(body["phases"][self.at])

    def write(self, body: dict[str, Any], data: dict[str, Any]) -> None:
        names = ("name", "colour", "start", "seats", "household", "decides", "evaluation", "review")
        body["phases"][self.at] |= {name: data[name] for name in names}


class Seats(Section):
    """Who may hold each of the four responsibilities."""

    heading = _("Wie de stoelen houdt")

    def read(self, body: dict[str, Any]) -> dict[str, Any]:
        return {f"{role}_{name}": seat[name] for role, seat in body["seats"].items()
                for name in ("holders", "does")}  # fmt: skip

    def build(self, body: dict[str, Any]) -> None:
        for role, label in ROLES:
            who = [(str(one), one.label) for one in codes.HOLDERS[role]]
            self.fields[f"{role}_holders"] = _many(
                _("%s: wie kan het zijn?") % label, who, required=True
            )
            self.fields[f"{role}_does"] = LineField(label=_("%s: wat doet deze?") % label)

    def write(self, body: dict[str, Any], data: dict[str, Any]) -> None:
        body["seats"] = {
            role: {"holders": data[f"{role}_holders"], "does": data[f"{role}_does"]}
            for role in Role.values
        }


class Triggers(Section):
    """Reasons to go up. An emptied one goes."""

    heading = _("Aanleidingen om op te schalen")
    intro = _("Maak een regel leeg om een aanleiding weg te halen.")

    def read(self, body: dict[str, Any]) -> dict[str, Any]:
        return {f"trigger_{code}": text for code, text in body["triggers"].items()}

    def build(self, body: dict[str, Any]) -> None:
        for n, code in enumerate(body["triggers"], 1):
            self.fields[f"trigger_{code}"] = LineField(
                label=_("Aanleiding %d") % n, required=False, max_length=200
            )
        for n in range(NEW):
            self.fields[f"new_{n}"] = LineField(
                label=_("Nieuwe aanleiding %d") % (n + 1), required=False, max_length=200
            )

    def write(self, body: dict[str, Any], data: dict[str, Any]) -> None:
        kept = {code: data[f"trigger_{code}"] for code in body["triggers"]}
        for n in range(NEW):
            if text := data[f"new_{n}"]:
                kept[_code(text, kept)] = text
        body["triggers"] = {code: text for code, text in kept.items() if text}


def _code(text: str, taken: Iterable[str]) -> str:
    """A short code for a new trigger that no other has."""
    stem = slugify(text).strip("-0123456789")[:24].strip("-") or "aanleiding"
    free = (stem, *(f"{stem}-{n}" for n in range(2, 100)))
    return next(code for code in free if code not in taken)


class Asked(Section):
    """What a request to go up or down tells, and when an evaluation is needed."""

    heading = _("Wat een stap vraagt")
    intro = _("Wat vaststaat, vraagt Baken altijd. De rest kiest u.")
    up = _many(_("Wie opschaalt, vertelt ook"), ())
    down = _many(_("Wie afschaalt, vertelt ook"), ())
    leap = _one(
        _("Wie besluit over meer fasen tegelijk omlaag?"),
        [("", _("Niemand: dat kan niet")),
         (Role.BESTUURLIJK, _("Bestuurlijk, met een motivering"))],
        required=False, widget=forms.RadioSelect,
    )  # fmt: skip

    def read(self, body: dict[str, Any]) -> dict[str, Any]:
        up = [name for name in body["up"]["fields"] if name not in codes.UP_ALWAYS]
        down = [name for name in body["down"]["fields"] if name not in codes.DOWN_ALWAYS]
        return {"up": up, "down": down, "leap": body["down"]["leap"]}

    def build(self, body: dict[str, Any]) -> None:
        for name, words, always in (("up", UP, codes.UP_ALWAYS), ("down", DOWN, codes.DOWN_ALWAYS)):
            field: Any = self.fields[name]
            field.choices = [pair for pair in words.items() if pair[0] not in always]
            told = " ".join(str(words[one]) for one in always)
            field.help_text = _("Altijd: %s") % told

    def write(self, body: dict[str, Any], data: dict[str, Any]) -> None:
        up, down = {*codes.UP_ALWAYS, *data["up"]}, {*codes.DOWN_ALWAYS, *data["down"]}
        body["up"] = {"fields": [name for name in UP if name in up]}
        body["down"] = {"fields": [name for name in DOWN if name in down], "evaluation": True,
                        "leap": data["leap"]}  # fmt: skip
        body["close"] = {"evaluation": True}


class Acute(Section):
    """The jump in an emergency, or none."""

    heading = _("Acute sprong")
    on = forms.BooleanField(label=_("Een casus kan acuut omhoog"), required=False)
    capacities = _many(_("Wie doet dat?"), [(str(one), one.label) for one in codes.JUMPERS])
    ratify = SpanField(label=_("Binnen hoeveel uur wordt het bekrachtigd?"), required=False,
                       help_text=_("Ten hoogste 24 h."))  # fmt: skip

    def read(self, body: dict[str, Any]) -> dict[str, Any]:
        acute = body["acute"]
        if acute is None:
            return {"on": False, "ratify": f"{codes.RATIFY_AT_MOST} h"}
        return {**acute, "on": True, "to": str(acute["to"]),
                "sources": [str(n) for n in acute["from"]]}  # fmt: skip

    def build(self, body: dict[str, Any]) -> None:
        phases = _phases(body)
        self.fields["sources"] = _many(_("Vanuit welke fasen?"), phases)
        self.fields["to"] = _one(_("Naar welke fase?"), phases[1:], required=False)
        self.fields["trigger"] = _one(
            _("Bij welke aanleiding?"), body["triggers"].items(), required=False
        )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("on"):
            for name in ("capacities", "sources", "to", "trigger", "ratify"):
                if name in data and not data[name]:
                    self.add_error(name, ValidationError(_("Vul dit in, of zet de sprong uit.")))
        return data

    def write(self, body: dict[str, Any], data: dict[str, Any]) -> None:
        body["acute"] = None
        if data["on"]:
            body["acute"] = {
                "capacities": data["capacities"], "from": [int(n) for n in data["sources"]],
                "to": int(data["to"]), "trigger": data["trigger"], "ratify": data["ratify"],
            }  # fmt: skip


class Clocks(Section):
    """Every clock that a model sets. Terms of the law are not among them."""

    heading = _("Klokken")
    intro = _("Termijnen die in de wet staan, zoals die van de AVG, staan hier niet: die gelden"
              " altijd. Laat u een klok leeg die mag, dan loopt zij zoals Baken haar"
              " voorstelt.")  # fmt: skip

    def read(self, body: dict[str, Any]) -> dict[str, Any]:
        return dict(body["clocks"])

    def build(self, body: dict[str, Any]) -> None:
        for name, label in codes.CLOCKS.items():
            help_text = UNITS if name == "handover" else ""
            self.fields[name] = SpanField(
                label=label, required=name in codes.REQUIRED, help_text=help_text
            )

    def write(self, body: dict[str, Any], data: dict[str, Any]) -> None:
        body["clocks"] = {name: data[name] for name in codes.CLOCKS if data[name]}


class Silence(Section):
    """Who hears it when something is over its date and nobody answers."""

    heading = _("Ladder bij stilte")
    intro = _("Iets is over de datum en niemand antwoordt. Wie hoort het, en na hoeveel tijd? Maak"
              " een trede leeg om haar weg te halen.")  # fmt: skip

    def read(self, body: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for n, rung in enumerate(body["silence"], 1):
            found |= {f"after_{n}": rung["after"], f"role_{n}": rung["role"],
                      f"phases_{n}": [str(p) for p in rung["phases"]]}  # fmt: skip
        return found

    def build(self, body: dict[str, Any]) -> None:
        self.steps = range(1, min(len(body["silence"]) + 1, codes.MOST_RUNGS) + 1)
        for n in self.steps:
            self.fields[f"role_{n}"] = _one(
                _("Trede %d: wie hoort het?") % n, [("", _("Niemand")), *ROLES], required=False
            )
            self.fields[f"after_{n}"] = SpanField(
                label=_("Trede %d: zo lang na de datum") % n, required=False,
                help_text=UNITS if n == 1 else "",
            )  # fmt: skip
            self.fields[f"phases_{n}"] = _many(_("Trede %d: in welke fasen?") % n, _phases(body))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for n in self.steps:
            given = [name for name in (f"role_{n}", f"after_{n}", f"phases_{n}") if data.get(name)]
            if data.get(f"role_{n}") and len(given) < 3 and f"after_{n}" in data:
                words = _("Trede %d: vul in na hoeveel tijd en in welke fasen.") % n
                self.add_error(f"role_{n}", ValidationError(words))
        return data

    def write(self, body: dict[str, Any], data: dict[str, Any]) -> None:
        body["silence"] = [
            {"after": data[f"after_{n}"], "role": data[f"role_{n}"],
             "phases": [int(p) for p in data[f"phases_{n}"]]}
            for n in self.steps if data[f"role_{n}"]
        ]  # fmt: skip


FORMS: dict[str, type[Section]] = {
    "algemeen": General, "verantwoordelijkheden": Seats, "aanleidingen": Triggers,
    "vragen": Asked, "acuut": Acute, "klokken": Clocks, "stilte": Silence,
}  # fmt: skip


def form_for(code: str, body: dict[str, Any], data: Any, **initial: Any) -> Section | None:
    """The form of a section; None when the draft has no such section."""
    if code.startswith("fase-"):
        numbers = {f"fase-{phase['number']}": phase["number"] for phase in body["phases"]}
        if code not in numbers:
            return None
        return Phase(data, body=body, number=numbers[code], initial=initial)
    form = FORMS.get(code)
    return form(data, body=body, initial=initial) if form else None
