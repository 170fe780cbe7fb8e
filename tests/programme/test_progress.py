"""Traffic lights, money and the plan of a year."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from baken.core.acting import PUBLIC, acting_as
from baken.core.errors import Conflict, Denied
from baken.programme.editing import actions as editing
from baken.programme.editing.actions import Said
from baken.programme.lights.actions import judge
from baken.programme.lights.models import Light
from baken.programme.lights.queries import newest
from baken.programme.lights.words import lit
from baken.programme.models import Kind
from baken.programme.queries.budget import check_of, checks, lines, within
from baken.programme.queries.promises import promises
from baken.programme.queries.register import Item, Register, load
from tests.city import City

D = Decimal
WHY = {"cause": "De prijs steeg.", "consequence": "Later klaar.", "steering": "Tweede offerte."}


def words(**more: Any) -> dict[str, Any]:
    colours = {"time": "green", "money": "unknown", "quality": "green"}
    return {"as_of": timezone.localdate(), **colours, "shown": False, **more}


def action(register: Register, key: str) -> Item:
    found = register.one(key, Kind.ACTION)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("pairs", "sign"),
    [
        ([], "none"),
        ([(None, None)], "none"),
        ([(D(5), None)], "none"),
        ([(D(5), D(5))], "ok"),
        ([(D(5), D(9)), (None, D(1))], "none"),
        ([(D(5), D(4)), (None, D(1))], "bad"),
        ([(D(0), D(0))], "ok"),
    ],
)
def test_within_budget_is_open_while_an_amount_is_missing(pairs: Any, sign: str) -> None:
    assert within(pairs)[0].sign == sign


def test_money_of_the_real_plan_says_what_it_does_not_know(plan: City) -> None:
    client = Client()
    text = client.get(reverse("programme:money")).content.decode()
    assert text.count("Lasten en baten: bedrag niet in bron.") == 3
    assert "Niet te zeggen" in text
    assert "Past<" not in text
    with acting_as(PUBLIC):
        found = {check.item.key: check.status.sign for check in checks(load())}
    assert found == {"O1.A1": "none", "O2.A1": "none"}


def test_with_both_amounts_the_check_is_decided(plan: City) -> None:
    with acting_as(plan.acting("adviser")) as acting:
        old = load().one("budget_condition:cameratoezicht", Kind.BUDGET_CONDITION)
        assert old is not None
        told = {**old.entry.details, "acties": ["O1.A1"], "kosten": 120000, "beschikbaar": 100000}
        editing.change(acting, old.entry.kind, old.key, Said(old.name, told, ("B2",)), version=1)
        register = load()
        check = check_of(register, action(register, "O1.A1"))
        assert check is not None
        assert (check.status.sign, check.why) == ("bad", "Het kost €\xa020.000 meer dan er is.")
        line = lines(register)[0]
        assert line.costs == ["bedrag niet in bron"] * 4


def test_a_light_keeps_its_rules(plan: City) -> None:
    with acting_as(plan.acting("adviser")) as acting:
        register = load()
        camera, ave = action(register, "O1.A1"), action(register, "T3.A1")
        tomorrow = timezone.localdate() + timedelta(days=1)
        for said, field in (
            (words(money="orange"), "cause"),
            (words(money="orange", **{**WHY, "steering": ""}), "steering"),
            (words(money="green"), "money"),
            (words(as_of=tomorrow), "as_of"),
        ):
            with pytest.raises(ValidationError) as refused:
                judge(acting, "GM0622", register, camera, said, version=0)
            assert field in refused.value.message_dict
        judge(acting, "GM0622", register, camera, words(money="orange", **WHY), version=0)
        judge(acting, "GM0622", register, ave, words(money="green", shown=True), version=0)
        with pytest.raises(Conflict) as stale:
            judge(acting, "GM0622", register, camera, words(time="red", **WHY), version=0)
        assert ("Tijd", "Lukt niet", "Op koers") in [
            (v.label, v.mine, v.theirs) for v in stale.value.versions
        ]
        rows = lit(register, newest("GM0622"))
        assert (rows[0].item.key, rows[0].overall.sign) == ("O1.A1", "warn")
        signs = {row.item.key: row.overall.sign for row in rows}
        assert (signs["T3.A1"], signs["T1.A1"]) == ("ok", "none")
    for who in ("mayor", "clerk", "desk"):
        with acting_as(plan.acting(who)) as acting, pytest.raises(Denied):
            judge(acting, "GM0622", load(), camera, words(), version=1)
    with acting_as(PUBLIC):
        assert [light.action for light in newest("GM0622")] == ["T3.A1"]


def test_money_that_became_open_again_is_no_longer_green(plan: City) -> None:
    with acting_as(plan.acting("adviser")) as acting:
        register = load()
        ave = action(register, "T3.A1")
        judge(acting, "GM0622", register, ave, words(money="green"), version=0)
        told = {**ave.entry.details, "randvoorwaarde": "binnen bestaand budget"}
        editing.change(acting, "action", "T3.A1", Said(ave.name, told, ("B2",)), version=1)
        row = next(row for row in lit(load(), newest("GM0622")) if row.item.key == "T3.A1")
        assert [said.sign for _name, said in row.aspects] == ["ok", "none", "ok"]
        assert row.overall.sign == "none"


def test_the_database_refuses_a_light_without_its_reasons(plan: City) -> None:
    whole = {"municipality": "GM0622", "action": "O1.A1", "version": 1, "made_as": "adviser",
             "made_at": timezone.now()}  # fmt: skip
    for wrong in (
        words(time="red"), words(quality="orange", cause="x", consequence="y"), words(money="blue"),
    ):  # fmt: skip
        with pytest.raises(IntegrityError), acting_as(plan.acting("adviser")):
            Light.objects.create(**whole, **wrong)
    for who, other in (("adviser", {"version": 3}), ("mayor", {}), ("adviser", {"made_as": "x"})):
        with pytest.raises(DatabaseError), acting_as(plan.acting(who)):
            Light.objects.create(**{**whole, **other}, **words())


def test_lights_and_the_year_in_the_browser(plan: City, client_as: Callable[..., Client]) -> None:
    adviser, anyone = client_as("adviser"), Client()
    form = reverse("programme:judge", args=["O1.A1"])
    sent = {"as_of": timezone.localdate().isoformat(), "time": "green", "money": "orange",
            "quality": "green", "version": "0"}  # fmt: skip
    wrong = adviser.post(form, sent)
    assert wrong.status_code == 422
    assert wrong.content.decode().count("is dit nodig") >= 3
    assert adviser.post(form, {**sent, **WHY}).status_code == 302
    assert "De prijs steeg." in adviser.get("/werk/stoplichten/").content.decode()
    assert "De prijs steeg." not in anyone.get("/plan/stoplichten/").content.decode()
    assert adviser.post(form, {**sent, **WHY, "version": "1", "shown": "on"}).status_code == 302
    shown = anyone.get("/plan/stoplichten/").content.decode()
    for part in ("De prijs steeg.", "Tweede offerte.", "st--warn", "Risico", "Niet te zeggen"):
        assert part in shown
    assert client_as("mayor").get("/werk/stoplichten/O1.A1/").status_code == 200
    assert client_as("mayor").get(form).status_code == 403
    assert adviser.get("/werk/stoplichten/T9.A9/").status_code == 404
    year = {"jaar": "2026", "status": "vastgesteld", "acties": ["O1.A1", "T3.A1"],
            "sources": ["B2"]}  # fmt: skip
    add = reverse("programme:add_statement", args=["year_plan"])
    assert "geen jaar" in adviser.post(add, {**year, "jaar": "twee"}).content.decode()
    assert adviser.post(add, year).status_code == 302
    assert adviser.post(add, year).status_code == 422
    for client, url in ((anyone, "/plan/uitvoering/"), (adviser, "/werk/uitvoering/")):
        text = client.get(url, follow=True).content.decode()
        assert "Uitvoeringsplan 2026" in text
        assert "Toekomstbestendig" not in text
        assert "AVE-model" in text
    assert anyone.get("/plan/uitvoering/2031/").status_code == 404


def test_a_target_of_a_year_gets_its_verdict(plan: City) -> None:
    with acting_as(plan.acting("adviser")) as acting:
        for indicator, year, amount in (
            ("I-STRAATROOF", 2019, 40),
            ("I-MH-TRAINING", 2027, 50),
            ("I-VERWARD", 2019, 1),
        ):
            told = {"indicator": indicator, "jaar": year, "waarde": amount}
            editing.add(acting, Kind.TARGET, "", Said(indicator, told, ("B2",)))
        said = {one.title: (one.status.word, one.outcome) for one in promises()}
    assert said["Straatroof: 40 of minder in 2019"][0] == "Gehaald"
    trained = "Getrainde professionals mensenhandel: 50 of meer in 2027"
    assert said[trained][0] == "Niet te bepalen"
    assert not [title for title in said if "erward" in title]
    text = Client().get(reverse("programme:indicator", args=["I-STRAATROOF"])).content.decode()
    assert "Gehaald: 1 minder dan het doel" in text
    assert "Niet gehaald: 28 meer dan het doel" in text
