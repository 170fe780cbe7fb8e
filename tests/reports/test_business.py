"""A business reports: its branch, its name where that may be, and whether others may know."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from baken.core.acting import acting_as
from baken.reports.actions.intake import Firm
from baken.reports.business import branches
from baken.reports.models import Business, Identity
from tests.reports.tools import draft, send, stored, tell

pytestmark = pytest.mark.usefixtures("database")
FIRM = {"business": "on", "branch": "catering", "company": "Eethuis Verzonnen", "others": "on"}


def words(response):
    return response.content.decode().replace("&#x27;", "'")


def kept():
    return Business.objects.using("keeper").get()


def test_a_business_reports_and_the_desk_sees_it(city, client_as):
    page = send(Client(), draft(), **FIRM, door="named", email="bo@voorbeeld.invalid")
    assert page.status_code == 200
    assert (kept().name, kept().branch, kept().others) == ("Eethuis Verzonnen", "catering", True)
    page = words(client_as("desk").get(f"/werk/meldingen/{stored().get().id}/"))
    assert "Eethuis Verzonnen, Horeca" in page
    assert "anderen in de buurt mogen het weten" in page


def test_in_confidence_the_name_of_the_business_is_locked_too(city):
    send(Client(), draft(subject="crime.pressure"), **FIRM, door="confidential", phone="0612345678")
    assert (kept().name, kept().branch) == ("", "catering")
    assert Identity.objects.using("keeper").get().company == "Eethuis Verzonnen"
    with acting_as(city.acting("desk")):
        assert not Identity.objects.exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"branch": ""}, "Kies de branche"),
        ({"branch": "bank"}, "bank"),
        ({"company": "x" * 101}, "te lang"),
        ({"door": "nameless"}, "Laat de naam van uw bedrijf leeg"),
    ],
)
def test_what_does_not_fit_is_explained(change, sentence):
    page = send(Client(), draft(), **{**FIRM, **change})
    assert page.status_code == 422
    assert sentence in words(page)


def test_without_the_tick_nothing_of_it_is_kept():
    assert send(Client(), draft(), branch="shop", company="Zaak").status_code == 200
    assert not Business.objects.using("keeper").exists()


def test_a_tenant_is_not_asked_for_a_business():
    page = Client().post(
        "/melden/vertel/", {"staat": draft(subject="housing.deposit").seal(), "text": ""}
    )
    assert "Ik meld als ondernemer" not in words(page)
    with pytest.raises(ValidationError):
        tell(code="housing.deposit", firm=Firm("shop"))


def test_each_branch_has_words_in_both_languages():
    assert len(branches.choices()) == len(dict(branches.choices())) == 12
    assert branches.title_of("nooit") == "nooit"
