"""The plan's file is read whole, or refused in one sentence."""

from collections import Counter
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
import yaml
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baken.programme.planfile import read_plan
from baken.programme.records import plain_json
from tests.programme.conftest import PLAN

RAW = PLAN.read_bytes()


def leaves(value: Any) -> Counter[str]:
    """Every scalar of a nested structure, as text."""
    if isinstance(value, dict):
        return sum((leaves(item) for item in value.values()), Counter())
    if isinstance(value, list | tuple):
        return sum((leaves(item) for item in value), Counter())
    return Counter([str(value)])


def test_every_value_of_the_file_is_somewhere() -> None:
    contents = read_plan(RAW)
    stored: Counter[str] = Counter()
    for record in contents.records:
        stored += leaves(record.details) + Counter([record.key, record.name, *record.sources])
    for reading in contents.readings:
        value = reading.value
        number = "None" if value.amount is None else f"{value.bound}{value.amount}"
        stored += leaves(reading.note) + Counter([number, reading.period.text, *reading.sources])
    told = leaves(plain_json(yaml.load(RAW, Loader=yaml.BaseLoader)))
    names = {"null": "None", "true": "True"}
    # A text that YAML cut at its comma is stored whole.
    told -= Counter(["", "hoogste in minstens 14 jaar volgens de bron; lokale peiling"])
    lost = [text for text in told if names.get(text, text) not in stored]
    assert lost == []


def test_decimals_stay_as_written() -> None:
    readings = {reading.identity: reading.value for reading in read_plan(RAW).readings}
    country = readings["I-GELUIDHINDER", "", "2020", "NL01"]
    assert country.amount == Decimal("7.0")
    assert str(country) == "7,0"
    assert str(readings["I-ONVEILIG-BUURT-VM", "", "2023", "GM0622"]) == ">25"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("partners:", "partner_s:", "Onderdeel ‘partner_s’ is onbekend."),
        ("bron: B24}", "bron: B99}", "noemt bron B99. Die staat niet bij de bronnen."),
        ("[I-HORFRAUDE,", "[I-NIETS,", "noemt indicator I-NIETS. Die is er niet."),
        ("id: T2.A2, naam:", "id: T2.A1, naam:", "‘T2.A1’ staat twee keer in het plan."),
        ("id: T2.A2, naam:", "naam:", "Hier ontbreekt ‘id’"),
        ("{2018: 224, 2019: 232}", "{2018: 224, 2018: 232}", "‘2018’ staat er twee keer."),
        ("2019: 232", "2019: veel", "‘veel’ is geen getal."),
        ("themas:", "themas: [", "Dit is geen leesbaar YAML-bestand (regel"),
        ("moties:", "moties: {a: b}\nx:", "Onderdeel ‘x’ is onbekend."),
    ],
)
def test_a_fault_is_one_clear_sentence(old: str, new: str, message: str) -> None:
    text = RAW.decode()
    assert old in text
    with pytest.raises(ValidationError) as caught:
        read_plan(text.replace(old, new, 1).encode())
    assert message in " ".join(caught.value.messages)


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\xfe\x00", b"[1, 2]", b"a: !!python/object:os.system x", b"x" * 2_000_001]
)
def test_other_files_are_refused(raw: bytes) -> None:
    with pytest.raises(ValidationError):
        read_plan(raw)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_damaged_plan_is_read_or_refused_but_never_breaks(data: st.DataObject) -> None:
    lines = RAW.decode().splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at] = data.draw(st.sampled_from(["", "  x: [", "null", lines[at] * 2, "- 1", "{}"]))
    with suppress(ValidationError):
        read_plan("\n".join(lines).encode())


def test_a_text_that_yaml_cuts_at_a_comma_is_read_whole() -> None:
    record = next(r for r in read_plan(RAW).records if r.key == "I-ONVEILIG-BUURT-2019")
    assert str(record.details["opmerking"]).endswith(
        "lokale peiling, niet vergelijkbaar met Veiligheidsmonitor"
    )
    assert set(record.details) == {"eenheid", "richting", "opmerking"}
