"""What a municipality may set of the look, and the check that refuses colours nobody can read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

TOKENS = Path(__file__).parent / "static/baken/css/tokens.css"
TEXT = 4.5  # WCAG 2.2, 1.4.3
GRAPHIC = 3.0  # WCAG 2.2, 1.4.11

COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")

Rgb = tuple[int, int, int]


@dataclass(frozen=True)
class Pair:
    """A colour on a ground, and the ratio that it needs."""

    front: str
    ground: str
    least: float


def _pairs(fronts: str, grounds: str, least: float) -> list[Pair]:
    return [Pair(front, ground, least) for front in fronts.split() for ground in grounds.split()]


PAIRS = [
    *_pairs("ink ink-2 ink-3", "paper sunken wash", TEXT),
    *_pairs("ink", "beacon ok-bg warn-bg bad-bg mute-bg p1-bg p2-bg p3-bg p4-bg m1 m2 m3", TEXT),
    *_pairs("ink-2", "mute-bg", TEXT),
    *_pairs("accent accent-deep", "paper sunken wash", TEXT),
    *_pairs("on-accent", "accent accent-deep m4 m5 bad", TEXT),
    *_pairs("ok warn bad", "paper sunken", TEXT),
    *[Pair(name, f"{name}-bg", TEXT) for name in ("ok", "warn", "bad")],
    *_pairs("line-strong", "paper sunken wash", GRAPHIC),
    *_pairs("p1 p2 p3 p4 hatch", "paper", GRAPHIC),
    *[Pair(f"p{phase}", f"p{phase}-bg", GRAPHIC) for phase in range(1, 5)],
]


def colours(css: str) -> dict[str, str]:
    """Name -> #RRGGBB of every colour token in the stylesheet."""
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9A-Fa-f]{6})\s*;", css))


def _rgb(colour: str) -> Rgb:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def luminance(colour: str) -> float:
    """Relative luminance of #RRGGBB by WCAG 2.2: 0 is black, 1 is white."""
    parts = [part / 255 for part in _rgb(colour)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: str, other: str) -> float:
    """Contrast of two colours: 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _problem(pair: Pair, found: Mapping[str, str]) -> str:
    missing = [name for name in (pair.front, pair.ground) if name not in found]
    if missing:
        return _("de kleur --%(name)s ontbreekt") % {"name": missing[0]}
    contrast = ratio(found[pair.front], found[pair.ground])
    if contrast >= pair.least:
        return ""
    return _("--%(front)s op --%(ground)s heeft contrast %(ratio)s, nodig is %(least)s") % {
        "front": pair.front,
        "ground": pair.ground,
        "ratio": f"{contrast:.2f}".replace(".", ","),
        "least": f"{pair.least:.1f}".replace(".", ","),
    }


def unreadable(found: Mapping[str, str]) -> list[str]:
    """One sentence for each pair of colours that is missing or cannot be read; empty is good."""
    return [problem for pair in PAIRS if (problem := _problem(pair, found))]


def colours_with(overrides: Mapping[str, str]) -> dict[str, str]:
    """Our colours with a municipality's own in their place; names with or without `--`."""
    own = {name.removeprefix("--"): colour for name, colour in overrides.items()}
    return colours(TOKENS.read_text(encoding="utf-8")) | own


def refused(overrides: Mapping[str, str]) -> list[str]:
    """Why a municipality's colours are refused; an empty list means that they may be used."""
    known = colours(TOKENS.read_text(encoding="utf-8"))
    wrong = [
        _("--%(name)s is geen kleur van Baken, of %(colour)s is niet geschreven als #RRGGBB")
        % {"name": name.removeprefix("--"), "colour": colour}
        for name, colour in overrides.items()
        if name.removeprefix("--") not in known or not COLOUR.fullmatch(colour)
    ]
    return wrong or unreadable(colours_with(overrides))


def stylesheet(overrides: Mapping[str, str]) -> str:
    """The stylesheet with a municipality's own colours; ValueError when they are refused."""
    if wrong := refused(overrides):
        raise ValueError("; ".join(wrong))
    lines = [f"  --{name.removeprefix('--')}: {value};" for name, value in overrides.items()]
    return "\n".join([":root {", *lines, "}", ""])
