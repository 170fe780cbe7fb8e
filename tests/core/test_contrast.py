"""The colours can be read, and a municipality's own colours are refused when they cannot."""

import pytest

from baken.core import theme

OURS = theme.colours(theme.TOKENS.read_text())


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#FFFFFF", 21.0),
        ("#FFFFFF", "#FFFFFF", 1.0),
        ("#767676", "#FFFFFF", 4.54),  # the well-known lightest grey for text on white
        ("#777777", "#FFFFFF", 4.48),
        ("#14212B", "#FFD21F", 11.3),  # look.md §4
        ("#0B4F6C", "#FFFFFF", 8.9),
    ],
)
def test_ratio_is_the_formula_of_wcag(one: str, other: str, expected: float) -> None:
    assert theme.ratio(one, other) == pytest.approx(expected, abs=0.05)
    assert theme.ratio(other, one) == theme.ratio(one, other)


def test_our_own_colours_pass() -> None:
    assert theme.unreadable(OURS) == []


def test_every_colour_for_text_or_control_is_in_a_pair() -> None:
    paired = {name for pair in theme.PAIRS for name in (pair.front, pair.ground)}
    assert set(OURS) - paired == {"line", "wash-line"}  # decoration only


def test_pale_text_is_refused_with_both_numbers() -> None:
    (problem,) = theme.refused({"ink-3": "#8A969F"})[:1]
    assert problem == "--ink-3 op --paper heeft contrast 3,02, nodig is 4,5"


def test_pale_border_of_controls_is_refused_under_three() -> None:
    problems = theme.refused({"--line-strong": "#AAB4BB"})
    assert [problem.split(" op ")[0] for problem in problems] == ["--line-strong"] * 3
    assert all(problem.endswith("nodig is 3,0") for problem in problems)


@pytest.mark.parametrize("colour", ["red", "#12345", "#123456;} body{display:none", "url(x)", ""])
def test_only_plain_colours_come_in(colour: str) -> None:
    assert len(theme.refused({"accent": colour})) == 1
    with pytest.raises(ValueError, match="#RRGGBB"):
        theme.stylesheet({"accent": colour})


def test_an_unknown_name_is_refused() -> None:
    assert len(theme.refused({"akcent": "#0B4F6C"})) == 1


def test_a_readable_set_becomes_a_stylesheet() -> None:
    css = theme.stylesheet({"accent": "#5B2A86", "--accent-deep": "#3D1A5E"})
    assert css == ":root {\n  --accent: #5B2A86;\n  --accent-deep: #3D1A5E;\n}\n"


def test_a_missing_colour_is_named() -> None:
    found = {name: colour for name, colour in OURS.items() if name != "accent"}
    assert "de kleur --accent ontbreekt" in theme.unreadable(found)
