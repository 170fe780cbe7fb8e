"""With whom a report may be shared: said at the start, changed later, binding who works on it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client

from baken.core.acting import acting_as, resident
from baken.reports import api
from baken.reports.models import Consent, Event
from baken.reports.sharing.actions import allowed, change
from tests.reports.tools import draft, follow_code, keeper_get, send, stored, tell, verbs

pytestmark = pytest.mark.usefixtures("database")


def words(response):
    return response.content.decode().replace("&#x27;", "'")


def said():
    rows = Consent.objects.using("keeper").order_by("at", "partner")
    return list(rows.values_list("partner", "given"))


def chosen(report, *partners):
    with acting_as(resident(follow_code(report))) as acting:
        return change(acting, partners)


def test_nobody_is_chosen_beforehand():
    page = Client().post("/melden/waar/", {"staat": draft(placed=False).seal(), "nergens": "1"})
    assert "Met wie mogen wij uw melding delen?" in words(page)
    assert 'value="police" id' in words(page)
    assert not [
        line for line in words(page).split("<label") if "partners" in line and "checked" in line
    ]
    assert send(Client(), draft()).status_code == 200
    assert said() == []


def test_what_is_chosen_at_the_start_counts_and_survives_a_step_back():
    client, sealed = Client(), draft()
    page = client.post("/melden/vertel/", {"staat": sealed.seal(), "text": "x", "terug": "1",
                                           "partners": ["police", "care"]})  # fmt: skip
    from baken.reports.intake.draft import Draft
    from tests.reports.tools import sealed_in

    assert Draft.open(sealed_in(page)).partners == ["police", "care"]
    assert send(client, sealed, partners=["police", "care"]).status_code == 200
    assert said() == [("care", True), ("police", True)]


def test_a_partner_that_does_not_fit_the_kind_is_refused():
    page = send(Client(), draft(), partners=["fire"])
    assert page.status_code == 422
    with pytest.raises(ValidationError):
        tell(partners=["fire"])
    assert not stored().exists()


def test_it_is_taken_back_and_given_again_and_nothing_is_lost(city, client_as):
    report = tell(partners=["police", "care"])
    code = follow_code(report)
    page = Client().post(f"/volgen/{code}/delen/", {"partners": ["care"]})
    assert page.headers["Location"].endswith("?gelukt=delen#delen")
    assert said()[2:] == [("police", False)]
    page = words(client_as("desk").get(f"/werk/meldingen/{report.id}/"))
    assert "Politie" in page
    assert "niet meer" in page
    assert "Melder veranderde met wie wij mogen delen" in page
    with acting_as(city.acting("desk")) as acting:
        assert [p.code for p in allowed(keeper_get(report.id))] == ["care"]
        assert api.get(acting, report.id).shared_with == ("Zorg en hulpverlening",)
    assert chosen(report, "care", "police", "nobody") is True
    assert chosen(report, "care", "police") is False
    assert len(said()) == 4
    assert verbs(report).count("report.consent") == 2
    assert Event.objects.using("keeper").filter(kind="consent").count() == 2


def test_all_of_it_can_be_taken_back():
    report = tell(partners=["police"])
    Client().post(f"/volgen/{follow_code(report)}/delen/")
    page = words(Client().get(f"/volgen/{follow_code(report)}/"))
    assert "Niemand heeft nu uw toestemming" in page


def test_the_past_of_it_stays(city):
    report = tell(partners=["police"])
    for acting in (city.acting("desk"), resident(follow_code(report))):
        with acting_as(acting):
            with pytest.raises(DatabaseError), transaction.atomic():
                Consent.objects.update(given=False)
            assert Consent.objects.filter(pk__isnull=False)._raw_delete("default") == 0
    with (
        acting_as(city.acting("desk")) as acting,
        pytest.raises(DatabaseError),
        transaction.atomic(),
    ):
        Consent.objects.create(report=report, at=report.received_at, partner="care", given=True,
                               by_id=acting.user_id)  # fmt: skip


def test_another_kind_keeps_what_was_said(city):
    from baken.reports.actions import desk
    from tests.reports.tools import tree_of

    report, other = tell(partners=["corporation"]), tree_of("unsafe.dark")
    with acting_as(city.acting("desk")) as acting:
        desk.recategorise(acting, report.id, 1, other, "Anders")
        assert [p.code for p in allowed(keeper_get(report.id))] == ["corporation"]


def test_making_a_case_shows_what_the_reporter_lets_us(city, client_as):
    report = tell(code="crime.drugs", door="confidential", phone="0612345678", partners=["police"])
    other = tell()
    page = words(client_as("desk").get(f"/werk/casussen/van-melding/{report.id}/"))
    assert "laat ons delen met: Politie" in page
    assert "dat blijft op slot" in page
    assert "gaf geen toestemming" in words(
        client_as("desk").get(f"/werk/casussen/van-melding/{other.id}/")
    )
