"""What a model must say, how a file misfits, and what another version means: pure."""

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import yaml
from django.core.exceptions import ValidationError

from baken.cases import reference
from baken.cases.ave import Model, read
from baken.cases.codes import SeatState
from baken.cases.guards import Gap, Held
from baken.cases.versions import rules
from baken.cases.versions.plan import (
    Asked,
    Running,
    Snapshot,
    clocks_of,
    gaps_of,
    kept,
    restored,
)  # fmt: skip
from baken.cases.versions.reading import changes, sections
from baken.cases.versions.shape import ASIDE, canonical, from_file, to_file
from baken.core.acting import PUBLIC, Acting
from baken.core.calendar import RuleSet
from baken.core.terms import Span, due


def body_of(file: Path = reference.FILE, **what: Any) -> dict[str, Any]:
    body = yaml.safe_load(file.read_text())
    for name in ("title", "source", *ASIDE):
        body.pop(name, None)
    return canonical({**body, **what})


def texts(body: dict[str, Any]) -> list[str]:
    return [problem.text for problem in rules.problems(body)]


def test_the_example_is_whole_and_the_first_lacks_what_is_fixed_now() -> None:
    assert texts(body_of()) == []
    assert {p.section for p in rules.problems(body_of(reference.FILES[0]))} == {
        "vragen", "aanleidingen", "stilte",
    }  # fmt: skip


def test_a_canonical_body_is_a_model_and_reads_back() -> None:
    body = body_of()
    assert read(body) == read(yaml.safe_load(reference.FILE.read_text()))
    assert canonical(body) == body
    text = to_file({"title": "Ons model", "source": "Nota"}, body)
    assert from_file(text.encode()) == ("Ons model", "Nota", body)


def mended(path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    body = deepcopy(body_of())
    place: Any = body
    for part in path[:-1]:
        place = place[part]
    place[path[-1]] = value
    return body


@pytest.mark.parametrize(("path", "value", "words"), [
    (("apart_from",), 4, "nooit één persoon"),
    (("apart_from",), 0, "nooit één persoon"),
    (("opening_phase",), 0, "waarin een casus begint"),
    (("up", "fields"), ["triggers"], "Bij opschalen blijft u vragen"),
    (("down", "fields"), ["told"], "Bij afschalen blijft u vragen"),
    (("down", "evaluation"), False, "nooit zonder verse evaluatie"),
    (("close", "evaluation"), False, "nooit zonder verse evaluatie"),
    (("down", "leap"), "operationeel", "alleen bestuurlijk besluit dat"),
    (("triggers",), {}, "ten minste één aanleiding"),
    (("phases", 2, "seats"), ["operationeel"], "altijd nodig"),
    (("phases", 1, "decides"), "bestuurlijk", "een stoel hebben"),
    (("phases", 1, "household"), ["procesregie"], "alleen casusregie"),
    (("phases", 1, "name"), "gewoon", "heet ook zo"),
    (("phases", 1, "review"), "0 m", "herijking"),
    (("phases", 1, "number"), 3, "tellen door vanaf 1"),
    (("acute", "trigger"), "anders", "niet in de lijst"),
    (("acute", "to"), 1, "gaat omhoog"),
    (("acute", "ratify"), "25 h", "binnen 24 uur"),
    (("acute", "ratify"), "1 d", "binnen 24 uur"),
    (("acute", "ratify"), "0 h", "binnen 24 uur"),
    (("acute", "capacities"), ["mayor"], "proces- of casusregisseur"),
    (("clocks", "evaluation"), "24 h", "ten hoogste 31 dagen"),
    (("clocks", "evaluation"), "32 d", "ten hoogste 31 dagen"),
    (("clocks", "seat"), "0 wd", "Geef deze klok tijd"),
    (("silence",), [], "Noem wie het hoort"),
    (("silence", 1, "role"), "casusregie", "de ladder gaat omhoog"),
    (("silence", 1, "after"), "3 w", "de ladder gaat omhoog"),
    (("seats", "procesregie", "holders"), ["partner"], "kan deze stoel niet houden"),
    (("plan_from",), 0, ""),
    (("acute",), None, ""),
    (("apart_from",), 2, ""),
])  # fmt: skip
def test_what_a_model_may_not_say(path: tuple[Any, ...], value: Any, words: str) -> None:
    found = texts(mended(path, value))
    assert (found == []) if not words else any(words in text for text in found), found


def test_a_required_clock_that_is_left_out() -> None:
    body = body_of()
    del body["clocks"]["vacant"]
    assert texts(body) == ["Vul een termijn in: Lege stoel vullen."]


@pytest.mark.parametrize(("what", "words"), [
    ({"apart_from": "3"}, "apart_from: dit klopt niet."),
    ({"opening_phase": 5}, "opening_phase: dit klopt niet."),
    ({"anders": 1}, "anders: dit hoort niet in een model."),
    ({"clocks": {"inform": "9 y"}}, "deze termijn staat in de wet"),
    ({"clocks": {"anders": "9 d"}}, "deze waarde ken ik niet."),
    ({"clocks": {"seat": "snel"}}, "clocks › seat: schrijf de termijn als getal en eenheid"),
    ({"triggers": {"Veel Te": "x"}}, "dit klopt niet."),
    ({"triggers": {"x": ""}}, "vul dit in."),
    ({"triggers": {"x": "a" * 201}}, "dit is te lang."),
    ({"up": {"fields": ["anders"]}}, "deze waarde ken ik niet."),
    ({"phases": []}, "vul hier ten minste één waarde in."),
    ({"silence": [{"after": "1 d", "role": "casusregie", "phases": [1]}] * 7}, "te veel"),
    ({"seats": {}}, "alle vier"),
])  # fmt: skip
def test_what_does_not_fit_says_where(what: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError) as misfit:
        body_of(**what)
    assert any(words in text for text in misfit.value.messages), misfit.value.messages


def test_two_texts_differ_per_section() -> None:
    one = body_of()
    two = mended(("phases", 1, "review"), "1 m")
    two["phases"] = two["phases"][:3]
    two["acute"] = None
    found = dict(changes(sections(one, "A", "bron"), sections(two, "B", "bron")))
    assert list(found) == ["Algemeen", "Fase 2", "Fase 4", "Acute sprong"]
    assert [(c.kind, c.before, c.after) for c in found["Fase 2"]] == [
        ("changed", "6 maanden", "1 maand")
    ]
    assert {c.kind for c in found["Fase 4"]} == {"gone"}
    assert changes(sections(one), sections(one)) == []


@pytest.mark.parametrize(("capacity", "purpose", "said"), [
    ("administrator", "administration", (True, True, False, False)),
    ("lead", "cases", (True, True, True, True)),
    ("lead", "reports", (False, False, False, False)),
    ("mayor", "briefing", (True, False, True, False)),
    ("mayor", "council", (False, False, False, False)),
    ("process_manager", "cases", (True, False, False, True)),
    ("case_manager", "cases", (True, False, False, False)),
    ("partner", "cases", (False, False, False, False)),
    ("privacy_officer", "privacy", (True, False, False, False)),
])  # fmt: skip
def test_who_may_what(capacity: str, purpose: str, said: tuple[bool, ...]) -> None:
    who = Acting("assignment", capacity=capacity, purpose=purpose)
    asked = (rules.reads, rules.keeps, rules.adopts, rules.asks)
    assert tuple(may(who) for may in asked) == said
    assert not any(may(PUBLIC) for may in asked)


# -- what another version means for a case --------------------------------------------------

BEGAN = datetime(2026, 9, 7, 10, tzinfo=UTC)
ME = UUID(int=1)


def model(**what: Any) -> Model:
    return read({**body_of(), **what})


def case(phase: int = 2, **what: Any) -> Snapshot:
    held = {
        role: Held(SeatState.ACCEPTED, UUID(int=n))
        for n, role in enumerate(("casusregie", "procesregie"), 1)
    }
    given: dict[str, Any] = {"lifecycle": "active", "seats": held, **what}
    return Snapshot(uuid4(), uuid4(), phase=phase, **given)


def running(span: str = "6 m", **what: Any) -> Running:
    ends = due(BEGAN, Span.parse(span), RuleSet.OFFICE)
    given: dict[str, Any] = {"kind": "review", "due_at": ends, "span": span, **what}
    return Running(uuid4(), started_at=BEGAN, rules="office", **given)


def test_gaps_are_only_those_that_the_version_brings() -> None:
    now = model()
    wide = mended(("phases", 1, "seats"), ["casusregie", "procesregie", "operationeel"])
    assert gaps_of(case(), now, read(wide)) == [Gap("vacant", "operationeel")]
    assert gaps_of(case(seats={}), now, now) == []
    assert gaps_of(case(lifecycle="triage"), now, read(wide)) == []
    short = read({**body_of(), "phases": body_of()["phases"][:2]})
    assert gaps_of(case(3), now, short) == [Gap("no_such_phase", number=3)]
    assert gaps_of(case(3, seats={}), short, now)
    apart = model(apart_from=2)
    assert gaps_of(case(one_hand=True), now, apart) == [Gap("same_person", "casusregie")]
    assert gaps_of(case(one_hand=False), now, apart) == []
    home = {"casusregie": Held(SeatState.ACCEPTED, None, household=True),
            "procesregie": Held(SeatState.ACCEPTED, ME)}  # fmt: skip
    none = read(mended(("phases", 1, "household"), []))
    assert gaps_of(case(seats=home), now, none) == [Gap("household_not_here", "casusregie")]


def test_a_request_is_asked_whether_it_still_fits() -> None:
    now = model()
    few = model(up={"fields": ["triggers"]}, down={"fields": ["told"]})
    up = case(asked=Asked(3, frozenset({"triggers"})))
    assert gaps_of(up, few, few) == []
    assert Gap("unanswered", name="risk_whom") in gaps_of(up, few, now)
    down = case(asked=Asked(1, frozenset({"told"})))
    assert Gap("unanswered", name="receiver") in gaps_of(down, few, now)
    leap = case(3, asked=Asked(1, frozenset(body_of()["down"]["fields"])))
    flat = model(down={**body_of()["down"], "leap": ""})
    assert Gap("no_such_phase", number=1) in gaps_of(leap, now, flat)
    short = read({**body_of(), "phases": body_of()["phases"][:2]})
    assert Gap("no_such_phase", number=3) in gaps_of(up, few, short)


def test_only_clocks_of_the_model_turn() -> None:
    now, soon = model(), read(mended(("phases", 1, "review"), "1 m"))
    ours, agreed = running(), running(due_at=BEGAN + timedelta(days=9))
    law = running("1 m", kind="inform")
    strange = running(kind="meeting")
    found = clocks_of(case(clocks=(ours, agreed, law, strange)), now, soon)
    assert [(one.id, one.span_before, one.span) for one in found] == [(ours.id, "6 m", "1 m")]
    assert found[0].after == due(BEGAN, Span.parse("1 m"), RuleSet.OFFICE)
    assert clocks_of(case(clocks=(ours,)), now, now) == []


def test_going_back_restores_what_nobody_touched() -> None:
    now, soon = model(), read(mended(("phases", 1, "review"), "1 m"))
    # Its date was not what the old version gives: only what was written down knows it.
    odd = running()
    (turned,) = clocks_of(case(clocks=(odd,)), now, soon)
    was = {**kept(turned), "before": (BEGAN + timedelta(days=3)).isoformat()}
    moved = Running(odd.id, "review", BEGAN, turned.after, "1 m", "office")
    there = case(clocks=(moved,))
    (back,) = restored(there, clocks_of(there, soon, now), [was])
    assert (back.after, back.span) == (BEGAN + timedelta(days=3), "6 m")
    touched = Running(odd.id, "review", BEGAN, turned.after + timedelta(days=1), "1 m", "office")
    assert restored(case(clocks=(touched,)), [], [was]) == []
    assert restored(there, [turned], []) == [turned]
