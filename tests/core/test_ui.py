"""The parts of the kit say what they must, escape what they get, and need no inline code."""

import json
import re
import subprocess
import sys
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone, translation

from baken.core.forms import TextField, VersionField
from baken.core.paging import Page
from baken.core.ui import icons, merging, moments, numerals, words
from tests.core import gallery

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "src/baken/core/static/baken"
TEMPLATES = sorted(ROOT.glob("src/baken/*/templates/**/*.html"))
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture(autouse=True)
def _dutch() -> Any:
    with translation.override("nl"):
        yield


def drawn(source: str, **context: Any) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


def bare(markup: str) -> str:
    """The words of the markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


# -- numbers and moments -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (1234.5, None, "1.234,5"),
        (3597, None, "3.597"),
        (0, None, "0"),
        (-0.2, None, "−0,2"),
        (Decimal("8.70"), None, "8,70"),
        (2.345, 2, "2,35"),
        (2.5, 0, "3"),
        (1_000_000, None, "1.000.000"),
        (None, None, "niet bekend"),
        ("", None, "niet bekend"),
        ("geen getal", None, "geen getal"),
        (float("nan"), None, "nan"),
    ],
)
def test_numbers_are_written_as_dutch_readers_do(value: Any, decimals: Any, expected: str) -> None:
    assert numerals.written(value, decimals) == expected


def test_numbers_follow_the_language() -> None:
    with translation.override("en"):
        assert numerals.written(1234.5) == "1,234.5"


def test_number_filters() -> None:
    source = "{{ p|percent }} {{ up|signed }} {{ down|signed }} {{ same|signed }}"
    assert drawn(source, p=17.3, up=8, down=-8, same=0) == "17,3\xa0% +8 −8 0"
    assert drawn("{{ e|euros }}, {{ n|euros }}", e=1250000, n=None) == (
        "€\xa01.250.000, bedrag niet in bron"
    )


NOW = datetime(2026, 11, 17, 14, 0, tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (NOW - timedelta(seconds=20), "zojuist"),
        (NOW - timedelta(minutes=1), "1 minuut geleden"),
        (NOW - timedelta(minutes=59), "59 minuten geleden"),
        (NOW - timedelta(hours=2), "vandaag 12.00 uur"),
        (datetime(2026, 11, 16, 23, 59, tzinfo=AMSTERDAM), "gisteren 23.59 uur"),
        (datetime(2026, 11, 18, 9, 5, tzinfo=AMSTERDAM), "morgen 9.05 uur"),
        (NOW - timedelta(days=5), "5 dagen geleden"),
        (date(2026, 11, 16), "gisteren"),
        (date(2026, 11, 3), "3 november"),
        (date(2026, 12, 24), "24 december"),
        (date(2024, 2, 29), "29 februari 2024"),
    ],
)
def test_relative_moments(moment: moments.Moment, expected: str) -> None:
    assert moments.relative(moment, NOW) == expected


def test_when_carries_the_exact_moment() -> None:
    shown = drawn("{% when m %}", m=datetime(2026, 3, 29, 1, 30, tzinfo=ZoneInfo("UTC")))
    assert 'datetime="2026-03-29T03:30+02:00"' in shown
    assert 'title="zondag 29 maart 2026, 3.30 uur"' in shown
    assert drawn("{% when m %}", m=None) == "niet bekend"
    assert drawn("{% when m %}", m=date(2020, 1, 2)).startswith('<time datetime="2020-01-02"')


@pytest.mark.parametrize(
    ("ahead", "state", "drawing"),
    [
        (timedelta(days=-2), "late", "octagon-x"),
        (timedelta(minutes=30), "soon", "hourglass"),
        (timedelta(days=20), "calm", None),
    ],
)
def test_clock_has_state_shape_and_words(ahead: timedelta, state: str, drawing: str | None) -> None:
    shown = drawn("{% clock due %}", due=timezone.now() + ahead)
    assert f'class="due-in {state}"' in shown
    assert ("<svg" in shown) == (drawing is not None)
    assert drawing is None or icons.drawings()[drawing] in shown
    assert ("te laat" in shown) == (state == "late")


def test_clock_without_a_term_says_so() -> None:
    assert bare(drawn("{% clock due %}", due=None)) == "geen termijn"


# -- parts -------------------------------------------------------------------------------------

NASTY = '"><script>alert(1)</script>'


@pytest.mark.parametrize(
    "source",
    [
        "{% status 'ok' x %}",
        "{% tag x 'wash' %}",
        "{% phase 2 x %}",
        "{% nothing_here x x x x %}",
        "{% crumbs x x x %}",
        "{% code_groups x %}",
        "{% differences x 'iets anders' %}",
        "{% region x %}tekst{% endregion %}",
        "{% confirm x %}tekst{% endconfirm %}",
        "{% clock_row x due %}",
        "{% note %}{{ x }}{% endnote %}",
    ],
)
def test_every_part_escapes(source: str) -> None:
    shown = drawn(source, x=NASTY, due=timezone.now())
    assert "<script" not in shown
    assert "&lt;" in shown


@pytest.mark.parametrize("kind", ["ok", "warn", "bad", "run", "none"])
def test_status_is_shape_and_word(kind: str) -> None:
    shown = drawn("{% status kind 'Woord' %}", kind=kind)
    assert shown.startswith(f'<span class="st st--{kind}"><svg')
    assert 'aria-hidden="true"' in shown
    assert bare(shown) == "Woord"


def test_phase_fills_its_bars_and_says_its_number() -> None:
    shown = drawn("{% phase 3 'Complex' %}")
    assert (shown.count("<rect"), shown.count('class="on"')) == (4, 3)
    assert bare(shown) == "Fase 3 Complex"


def test_ladder_marks_the_step_where_the_file_is() -> None:
    shown = drawn("{% phase_ladder steps %}", **gallery.things())
    assert shown.count("aria-current") == 1
    assert re.search(r'<li class="step-3 now" aria-current="step">', shown)


def test_code_is_read_in_groups_of_four() -> None:
    shown = drawn("{% code_groups code %}", code="4819-0273 5560")
    assert bare(shown) == "4819 0273 5560"
    assert 'data-copy-text="4819 0273 5560"' in shown


def test_pager_keeps_the_filters() -> None:
    request = RequestFactory().get("/werk/", {"wijk": "1", "na": "old"})
    page: Page[Any] = Page([], "x=/y", "")
    shown = drawn("{% pager page %}", page=page, request=request)
    assert 'href="?wijk=1&amp;na=x%3D%2Fy"' in shown
    assert "Vorige" not in shown
    assert drawn("{% pager page %}", page=Page([], "", "")).strip() == ""


def test_region_takes_focus_and_has_a_name() -> None:
    shown = drawn("{% region 'Misdrijven' %}<table></table>{% endregion %}")
    assert shown == (
        '<div class="tw" role="region" tabindex="0" aria-label="Misdrijven"><table></table></div>'
    )


def test_unknown_icon_is_named() -> None:
    with pytest.raises(LookupError, match="dolfijn"):
        drawn("{% icon 'dolfijn' %}")


# -- fields ------------------------------------------------------------------------------------


def field(name: str, form: forms.Form | None = None, **options: Any) -> str:
    extra = " ".join(f"{key}={value!r}" for key, value in options.items())
    form = form or gallery.refused_form()
    return drawn(f"{{% field form.{name} {extra} %}}", form=form)


def test_field_with_an_error_is_described_by_hint_and_error() -> None:
    shown = field("story", rows=7)
    assert 'aria-describedby="id_story-hint id_story-error"' in shown
    assert 'aria-invalid="true"' in shown
    assert 'id="id_story-error"' in shown
    assert 'rows="7"' in shown
    assert "Fout: Vul dit nog in." in bare(shown).replace(" .", ".")
    assert "required" not in shown


def test_field_says_what_is_optional_and_keeps_what_was_typed() -> None:
    shown = field("phone")
    assert "(hoeft niet)" in shown
    assert 'value="06 1234 567"' in shown
    assert "(hoeft niet)" not in field("phone", quiet=True)
    assert "(hoeft niet)" not in field("story")


def test_choices_are_rows_in_a_group_with_a_name() -> None:
    shown = field("kind")
    assert shown.count('type="radio"') == 2
    assert "<legend>Wat is er aan de hand?" in shown
    assert "Lawaai, ruzie, afval" in shown
    assert re.search(r'value="noise" id="id_kind_0" checked', shown)
    assert field("readers").count('type="checkbox"') == 2


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("day", 'type="date"'),
        ("photo", 'type="file"'),
        ("area", "<select"),
        ("since", 'type="text"'),
        ("call", 'type="checkbox"'),
    ],
)
def test_each_kind_of_field_has_its_control(name: str, expected: str) -> None:
    shown = field(name)
    assert expected in shown
    assert f'for="id_{name}"' in shown


def test_date_is_written_for_the_control_also_in_dutch() -> None:
    form = gallery.Story(initial={"day": date(2026, 11, 5)})
    assert 'value="2026-11-05"' in field("day", form)


def test_hidden_field_is_only_its_control() -> None:
    shown = field("seen")
    assert bare(shown) == ""
    assert 'type="hidden"' in shown


def test_summary_links_each_problem_to_its_field() -> None:
    shown = drawn("{% errors form %}", form=gallery.refused_form())
    assert "Nog 3 dingen, dan kunt u verder" in shown
    assert re.findall(r'href="#([\w]+)"', shown) == ["id_story", "id_area", "id_phone"]
    assert "data-focus" in shown
    assert drawn("{% errors form %}", form=gallery.Story()).strip() == ""


def test_summary_sends_to_the_first_row_of_a_choice() -> None:
    shown = drawn("{% errors form %}", form=gallery.Story({"seen": "1"}))
    assert 'href="#id_kind_0"' in shown


# -- two versions ------------------------------------------------------------------------------


def test_only_the_words_that_the_other_lacks_are_marked() -> None:
    assert words.differing("a b c d", "a d") == [("a ", False), ("b c ", True), ("d", False)]
    assert words.differing("", "a") == []
    assert words.differing("gelijk", "gelijk") == [("gelijk", False)]


def test_a_very_long_text_is_shown_unmarked() -> None:
    long = "woord " * words.LIMIT
    assert words.differing(long, "iets") == [(long, False)]


def test_what_was_sent_can_be_sent_again_on_the_newest_version() -> None:
    class Sent(forms.Form):
        version = VersionField()
        text = TextField(label="Tekst")
        to = forms.MultipleChoiceField(choices=[("a", "a"), ("b", "b")])

    post = QueryDict("csrfmiddlewaretoken=x&version=3&text=mijn%0D%0Atekst&to=a&to=b")
    found = merging.fields(Sent(post), newest=5)
    shown = [(one["name"], one["value"], one["hidden"]) for one in found]
    assert shown == [
        ("version", "5", True),
        ("text", "mijn\r\ntekst", False),
        ("to", "a", True),
        ("to", "b", True),
    ]


# -- pages -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [n for n, (t, _c) in gallery.pages().items() if "/" in t])
def test_error_pages_have_one_heading_and_no_query(name: str) -> None:
    """`database` is not asked for: a query would fail."""
    template, context = gallery.pages()[name]
    shown = render_to_string(template, context, RequestFactory().get("/x/"), using=None)
    assert shown.count("<h1") == 1
    assert "{{" not in shown
    assert "<title>" in shown


def test_not_found_says_the_same_for_not_allowed() -> None:
    assert "of u mag haar niet zien" in render_to_string("ui/404.html", gallery.shell())


def test_a_refused_form_says_so_in_the_title() -> None:
    assert "<title>Fout: Uitgelogd" not in render_to_string("ui/session_over.html", {})
    context = gallery.shell() | {"form": gallery.refused_form()}
    assert "<title>Fout: " in render_to_string("ui/session_over.html", context)


INLINE = re.compile(
    r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*(?:\ssrc=|\"application/json\"))|javascript:|hx-on|hx-vals=.js"
)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_needs_inline_code(path: Path) -> None:
    assert INLINE.findall(path.read_text()) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_icon_that_a_template_names_is_there(path: Path) -> None:
    source = path.read_text()
    named = re.findall(r"""\{% icon ["']([\w-]+)|\bicon=["']([\w-]+)["']""", source)
    assert [n for pair in named for n in pair if n and n not in icons.drawings()] == []


# -- what was vendored -------------------------------------------------------------------------


def test_vendored_files_are_those_of_the_lock() -> None:
    check = [sys.executable, str(ROOT / "scripts/vendor.py"), "--check"]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_lock_names_versions_and_hashes_only() -> None:
    lock = json.loads((ROOT / "vendor.lock").read_text())
    assert "://" not in (ROOT / "vendor.lock").read_text()
    for package in lock["packages"].values():
        assert set(package) == {"version", "sha256"}
        assert re.fullmatch(r"[0-9a-f]{64}", package["sha256"])


def test_styles_ask_nothing_from_elsewhere_and_are_small() -> None:
    import gzip

    css = (STATIC / "build/baken.css").read_text()
    assert re.findall(r"url\((?!\"\.\./)[^)]*", css) == []
    assert len(gzip.compress(css.encode(), 9)) < 60_000
    assert css.count("{") == css.count("}")


def test_every_file_that_the_styles_name_is_there() -> None:
    for sheet in [STATIC / "build/baken.css", STATIC / "vendor/leaflet/leaflet.css"]:
        for target in re.findall(r"url\(\"?([^)\"#]+)", sheet.read_text()):
            assert (sheet.parent / target).resolve().is_file(), target


def test_scripts_have_no_eval_and_no_source_maps() -> None:
    for path in STATIC.glob("js/*.js"):
        assert not re.search(r"\beval\(|new Function|innerHTML|document\.write", path.read_text())
    for path in STATIC.rglob("*.js"):
        assert "sourceMappingURL" not in path.read_text()
