"""The strict shape of a model's body: from a file or a form to what is stored, and back.

Says of each thing that does not fit where it stands and what is wrong, in Dutch. What is
allowed but unwise or against the law is asked in `rules.py`.
"""

from typing import Annotated, Any

import yaml
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic import ValidationError as Misfit

from baken.access.api import Capacity
from baken.cases.codes import DOWN, UP, Role
from baken.cases.versions.codes import CLOCKS, COLOURS, LEGAL, MOST_RUNGS
from baken.core.terms import Span

MOST_BYTES = 64 * 1024
# In the file of a version, beside its body; Baken keeps them itself.
ASIDE = ("version", "adopted_by", "adopted_on", "decision", "valid_from")


def _span(text: str) -> str:
    try:
        return str(Span.parse(text))
    except ValidationError:
        raise ValueError("span") from None


def _one_of(*values: str) -> AfterValidator:
    def check(value: str) -> str:
        if value not in values:
            raise ValueError("choice")
        return value

    return AfterValidator(check)


def _clock(name: str) -> str:
    if name not in CLOCKS:
        raise ValueError("legal" if name.startswith(LEGAL) else "choice")
    return name


SpanText = Annotated[str, AfterValidator(_span)]
RoleName = Annotated[str, _one_of(*Role.values)]
Holder = Annotated[str, _one_of(*Capacity.values)]
Clock = Annotated[str, AfterValidator(_clock)]
Line = Annotated[str, Field(min_length=1, max_length=200)]
Number = Annotated[int, Field(ge=0, le=4)]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,29}$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, str_strip_whitespace=True,
                              populate_by_name=True)  # fmt: skip


class Phase(_Part):
    number: Number
    name: Annotated[str, Field(min_length=1, max_length=30)]
    colour: Annotated[str, _one_of(*COLOURS)]
    start: Line
    seats: list[RoleName]
    household: list[RoleName]
    decides: RoleName
    evaluation: bool
    review: SpanText


class Seat(_Part):
    holders: Annotated[list[Holder], Field(min_length=1)]
    does: Line


class Up(_Part):
    fields: list[Annotated[str, _one_of(*UP)]]


class Down(_Part):
    fields: list[Annotated[str, _one_of(*DOWN)]]
    evaluation: bool = False
    leap: Annotated[str, _one_of("", *Role.values)] = ""


class Close(_Part):
    evaluation: bool = False


class Acute(_Part):
    capacities: Annotated[list[Holder], Field(min_length=1)]
    sources: Annotated[list[Number], Field(alias="from", min_length=1)]
    to: Number
    trigger: Code
    ratify: SpanText


class Rung(_Part):
    after: SpanText
    role: RoleName
    phases: Annotated[list[Number], Field(min_length=1)]


class Body(_Part):
    """A whole model. Versions before 2 said nothing of what has a default here."""

    opening_phase: Number
    apart_from: Number
    plan_from: Number = 0
    clocks: dict[Clock, SpanText]
    triggers: dict[Code, Line] = Field(default_factory=dict)
    up: Up = Field(default_factory=lambda: Up(fields=[]))
    down: Down = Field(default_factory=lambda: Down(fields=[]))
    acute: Acute | None = None
    close: Close = Field(default_factory=Close)
    silence: Annotated[list[Rung], Field(max_length=MOST_RUNGS)] = Field(default_factory=list)
    phases: Annotated[list[Phase], Field(min_length=1, max_length=4)]
    seats: dict[RoleName, Seat]


def canonical(body: Any) -> dict[str, Any]:
    """The body as it is stored. ValidationError with a sentence for each thing that misfits."""
    try:
        found = Body.model_validate(body)
    except Misfit as misfit:
        raise ValidationError([_sentence(error) for error in misfit.errors()[:10]]) from None
    if set(found.seats) != set(Role.values):
        raise ValidationError(_("Noem alle vier de verantwoordelijkheden onder ‘seats’."))
    return found.model_dump(by_alias=True)


def _sentence(error: Any) -> str:
    parts = [str(part) for part in error["loc"] if part != "[key]"]
    where = " › ".join(parts) or _("Het bestand")
    return f"{where}: {_what(error)}"


def _what(error: Any) -> str:
    reason = str(error.get("ctx", {}).get("error", error["type"]))
    return {
        "missing": _("dit ontbreekt."),
        "extra_forbidden": _("dit hoort niet in een model."),
        "span": _("schrijf de termijn als getal en eenheid, bijvoorbeeld 5 wd of 6 w."),
        "legal": _("deze termijn staat in de wet; een model verandert haar niet."),
        "choice": _("deze waarde ken ik niet."),
        "string_too_long": _("dit is te lang."),
        "string_too_short": _("vul dit in."),
        "too_short": _("vul hier ten minste één waarde in."),
        "too_long": _("dit zijn er te veel."),
    }.get(reason, _("dit klopt niet."))


class _Plain(yaml.SafeLoader):
    """No anchors: a small file must not unfold into a large one."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("alias")
        return super().compose_node(parent, index)


def from_file(data: bytes) -> tuple[str, str, dict[str, Any]]:
    """Title, source and body in a YAML file. ValidationError when it is no model."""
    if len(data) > MOST_BYTES:
        raise ValidationError(_("Dit bestand is te groot voor een model: 64 kB mag."))
    try:
        # The loader is a SafeLoader: it makes no objects.
        read = yaml.load(data.decode("utf-8"), _Plain)  # noqa: S506
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError):
        raise ValidationError(_("Dit bestand is geen leesbare YAML.")) from None
    if not isinstance(read, dict):
        raise ValidationError(_("In dit bestand staat geen model."))
    title, source = (read.pop(name, "") for name in ("title", "source"))
    for name in ASIDE:
        read.pop(name, None)
    if not (isinstance(title, str) and isinstance(source, str) and title.strip()):
        raise ValidationError(_("Geef het model een naam (title) en een bron (source)."))
    return title.strip()[:120], source.strip(), canonical(read)


def to_file(head: dict[str, Any], body: dict[str, Any]) -> str:
    """A version or draft as YAML, ready to be read again."""
    return yaml.safe_dump({**head, **body}, allow_unicode=True, sort_keys=False, width=100)
