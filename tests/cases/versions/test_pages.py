"""The pages: who sees what, every form saves, what is typed wrong is told, adopting asks again."""

import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from baken.cases.models import AveModel, ModelDraft, ModelMove, ModelTrial
from baken.cases.versions import moving
from tests.cases.build import running
from tests.cases.versions.town import a_draft, adopted, changed, do, example, row_of, work, write
from tests.city import City

HOME = "/werk/model/"
Browser = Callable[..., Client]
SECTIONS = ("algemeen", "fase-1", "fase-2", "fase-3", "fase-4", "verantwoordelijkheden",
            "aanleidingen", "vragen", "acuut", "klokken", "stilte")  # fmt: skip


def fresh(client: Client) -> Client:
    """The same browser, just after its second step."""
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "mfa", "type": "totp", "at": time.time()}
    ]
    session.save()
    return client


def sent(page: Any) -> dict[str, Any]:
    """What the form on this page would send, untouched."""
    form = page.context["form"]
    found: dict[str, Any] = {}
    for name, field in form.fields.items():
        value = form.get_initial_for_field(field, name)
        if value is not None and value is not False and value != "":
            found[name] = "on" if value is True else value
    return found


@pytest.mark.parametrize("who", ["administrator", "lead", "mayor", "process_manager",
                                 "case_manager", "privacy_officer"])  # fmt: skip
def test_the_municipality_reads_versions_and_drafts(
    city: City, client_as: Browser, who: str
) -> None:
    key, client = a_draft(city), client_as(who)
    page = client.get(HOME)
    assert page.status_code == 200
    assert "nieuwe casussen beginnen hierop" in page.content.decode()
    for url in (f"{HOME}versie/{example().id}/", f"{HOME}concept/{key}/"):
        text = client.get(url).content.decode()
        assert "Bewoners redden het zelf" in text
        assert "Meteen" not in text
        assert "na 3 werkdagen, in fasen 1, 2, 3 en 4" in text
    assert (f"concept/{key}/klokken/" in text) == (who in ("administrator", "lead"))
    assert ("Laat casussen" in client.get(f"{HOME}versie/{example().id}/").content.decode()) == (
        who in ("lead", "process_manager")
    )


@pytest.mark.parametrize("who", ["police", "desk", "adviser", "clerk"])
def test_others_find_nothing_here(city: City, client_as: Browser, who: str) -> None:
    key, client = a_draft(city), client_as(who)
    version, draft = f"versie/{example().id}/", f"concept/{key}/"
    for url in ("", version, draft, f"{version}bestand/", f"{draft}bestand/", f"{draft}klokken/",
                f"vergelijken/?van={key}&naar={key}"):  # fmt: skip
        assert client.get(f"{HOME}{url}").status_code in (403, 404), url
    assert "AVE-model" not in client.get("/werk/").content.decode()


def test_what_is_not_there(city: City, client_as: Browser) -> None:
    client, key = client_as("lead"), a_draft(city)
    for url in (f"versie/{uuid4()}/", f"concept/{uuid4()}/", f"proef/{uuid4()}/",
                f"verhuizing/{uuid4()}/", f"concept/{key}/fase-9/", f"concept/{key}/anders/",
                "vergelijken/?van=x&naar=y", f"versie/{uuid4()}/verhuizen/"):  # fmt: skip
        assert client.get(f"{HOME}{url}").status_code == 404, url
    assert client.post(f"{HOME}versie/{uuid4()}/concept/").status_code == 404


def test_every_section_saves_what_it_shows(city: City, client_as: Browser) -> None:
    client = client_as("administrator")
    answer = client.post(f"{HOME}versie/{example().id}/concept/")
    key = ModelDraft.objects.using("keeper").get().id
    assert answer.url == f"{HOME}concept/{key}/"
    before = row_of(key).body
    for section in SECTIONS:
        url = f"{HOME}concept/{key}/{section}/"
        page = client.get(url)
        assert page.status_code == 200, section
        answer = client.post(url, sent(page))
        assert answer.status_code == 302, (section, answer.context["form"].errors)
        assert row_of(key).body == before, section
    assert row_of(key).version == len(SECTIONS) + 1


def save(client: Client, key: Any, section: str, **what: Any) -> Any:
    url = f"{HOME}concept/{key}/{section}/"
    return client.post(url, {**sent(client.get(url)), **what})


def test_every_section_changes_what_it_is_for(city: City, client_as: Browser) -> None:
    client, key = client_as("lead"), a_draft(city)
    for section, what in (
        ("algemeen", {"title": "Ons model", "plan_from": "0"}),
        ("fase-2", {"name": "Hulp", "review": "3 m"}),
        ("verantwoordelijkheden", {"casusregie_holders": ["case_manager"]}),
        ("aanleidingen", {"trigger_stagnatie": "", "new_0": "Vuurwerk in huis!", "new_1": "123"}),
        ("vragen", {"up": ["minors"], "down": [], "leap": ""}),
        ("acuut", {"ratify": "12 h"}),
        ("klokken", {"seat": "3 wd", "contact": ""}),
        ("stilte", {"after_2": "2 wd", "role_4": ""}),
    ):
        assert save(client, key, section, **what).status_code == 302, section
    row = row_of(key)
    body = row.body
    assert (row.title, body["plan_from"], body["phases"][1]["name"]) == ("Ons model", 0, "Hulp")
    assert body["seats"]["casusregie"]["holders"] == ["case_manager"]
    assert body["triggers"] == {
        "complexiteit": "Problemen grijpen in elkaar", "veiligheid": "Iemand is niet veilig",
        "vuurwerk-in-huis": "Vuurwerk in huis!", "aanleiding": "123",
    }  # fmt: skip
    assert body["up"]["fields"] == ["triggers", "minors", "duty"]
    assert body["down"] == {"fields": ["receiver", "aftercare", "told"], "evaluation": True,
                            "leap": ""}  # fmt: skip
    assert (body["acute"]["ratify"], body["clocks"]["seat"]) == ("12 h", "3 wd")
    assert "contact" not in body["clocks"]
    assert [rung["role"] for rung in body["silence"]] == ["casusregie", "procesregie",
                                                          "operationeel"]  # fmt: skip
    assert body["silence"][1]["after"] == "2 wd"
    page = client.get(f"{HOME}vergelijken/?van={example().id}&naar={key}").content.decode()
    for words in ("Ons model", "Herijking na", "Vuurwerk in huis!", "nieuw", "weg", "12"):
        assert words in page
    same = client.get(f"{HOME}vergelijken/?van={key}&naar={key}").content.decode()
    assert "Deze twee zeggen hetzelfde." in same


def test_fewer_and_more_phases(city: City, client_as: Browser) -> None:
    client, key = client_as("lead"), a_draft(city)
    answer = save(client, key, "algemeen", count="2", apart_from="2", plan_from="2")
    assert answer.status_code == 302
    assert len(row_of(key).body["phases"]) == 2
    text = client.get(f"{HOME}concept/{key}/").content.decode()
    for words in ("Een acute sprong gaat omhoog", "De ladder noemt een fase die niet bestaat.",
                  "Geen fase heeft een bestuurlijke stoel"):  # fmt: skip
        assert words in text
    assert save(client, key, "algemeen", count="3").status_code == 302
    assert [p["name"] for p in row_of(key).body["phases"]] == ["Gewoon", "Vraag", "Fase 3"]
    gone = client.get(f"{HOME}vergelijken/?van={example().id}&naar={key}").content.decode()
    assert "Escalatie" in gone


@pytest.mark.parametrize(("section", "what", "words"), [
    ("fase-2", {"review": "snel"}, "bijvoorbeeld 5 wd of 6 w"),
    ("fase-2", {"review": "0 d"}, "geef tijd voor de herijking"),
    ("fase-2", {"name": "Complex"}, "een andere fase heet ook zo"),
    ("fase-3", {"seats": ["operationeel"]}, "zijn hier altijd nodig"),
    ("fase-3", {"decides": "bestuurlijk"}, "moet in die fase een stoel hebben"),
    ("algemeen", {"apart_from": "4"}, "is geen beschikbare keuze"),
    ("algemeen", {"title": ""}, "vul dit nog in"),
    ("verantwoordelijkheden", {"bestuurlijk_holders": ["desk"]}, "is geen beschikbare keuze"),
    ("acuut", {"ratify": "48 h"}, "binnen 24 uur"),
    ("acuut", {"ratify": "1 d"}, "binnen 24 uur"),
    ("acuut", {"to": ""}, "zet de sprong uit"),
    ("acuut", {"sources": ["4"]}, "gaat omhoog"),
    ("klokken", {"handover": ""}, "vul dit nog in"),
    ("klokken", {"evaluation": "9 w"}, "ten hoogste 31 dagen"),
    ("klokken", {"seat": "0 wd"}, "Geef deze klok tijd"),
    ("klokken", {"seat": "5 wd; drop table"}, "Dit is te lang"),
    ("stilte", {"after_2": ""}, "vul in na hoeveel tijd"),
    ("stilte", {"after_1": "5 wd"}, "de ladder gaat omhoog"),
    ("stilte", {"role_1": "", "role_2": "", "role_3": "", "role_4": ""}, "Noem wie het hoort"),
    ("aanleidingen", {"trigger_stagnatie": "", "trigger_complexiteit": "",
                      "trigger_veiligheid": ""}, "ten minste één aanleiding"),
])  # fmt: skip
def test_what_does_not_fit_is_told_and_nothing_is_lost(
    city: City, client_as: Browser, section: str, what: dict[str, Any], words: str
) -> None:
    client, key = client_as("administrator"), a_draft(city)
    answer = save(client, key, section, **what)
    assert answer.status_code == 422
    assert words in answer.content.decode().replace("&#x27;", "'").replace("Vul", "vul")
    assert row_of(key).version == 1


def test_no_jump_at_all(city: City, client_as: Browser) -> None:
    client, key = client_as("administrator"), a_draft(city)
    data = sent(client.get(f"{HOME}concept/{key}/acuut/"))
    data.pop("on")
    assert client.post(f"{HOME}concept/{key}/acuut/", data).status_code == 302
    assert row_of(key).body["acute"] is None
    assert save(client, key, "acuut").status_code == 302
    assert row_of(key).body["acute"] is None


def test_two_at_once_get_both_texts(city: City, client_as: Browser) -> None:
    client, key = client_as("administrator"), a_draft(city)
    data = sent(client.get(f"{HOME}concept/{key}/klokken/"))
    write(city, key, "klokken", changed(key), "lead")
    answer = client.post(f"{HOME}concept/{key}/klokken/", {**data, "seat": "4 wd"})
    assert answer.status_code == 409
    assert "<ins>4</ins>" in answer.content.decode()
    again = client.post(f"{HOME}concept/{key}/klokken/", {**data, "seat": "4 wd", "version": 2})
    assert again.status_code == 302
    assert row_of(key).body["clocks"]["seat"] == "4 wd"


# -- files ----------------------------------------------------------------------------------


def upload(client: Client, key: Any, text: str | bytes) -> Any:
    data = text.encode() if isinstance(text, str) else text
    file = SimpleUploadedFile("model.yaml", data, content_type="application/yaml")
    return client.post(f"{HOME}concept/{key}/inlezen/", {"version": 1, "file": file})


def test_a_file_comes_back_as_it_went(city: City, client_as: Browser) -> None:
    client, key = client_as("administrator"), a_draft(city)
    before = row_of(key).body
    for url in (f"{HOME}versie/{example().id}/bestand/", f"{HOME}concept/{key}/bestand/"):
        answer = client.get(url)
        assert answer["Content-Disposition"].startswith("attachment; filename=")
        text = answer.content.decode()
    assert upload(client, key, text.replace("seat: 2 wd", "seat: 3 wd")).status_code == 302
    row = row_of(key)
    assert row.body["clocks"].pop("seat") == "3 wd"
    before["clocks"].pop("seat")
    assert row.body == before
    assert client.get(f"{HOME}concept/{key}/inlezen/").status_code == 200


@pytest.mark.parametrize(("text", "words"), [
    (b"\xff\xfe", "geen leesbare YAML"),
    ("a: [1", "geen leesbare YAML"),
    ("a: &x [1]\nb: *x", "geen leesbare YAML"),
    ("[" * 5000, "geen leesbare YAML"),
    ("- een lijst", "staat geen model"),
    ("source: x", "Geef het model een naam"),
    ("title: x\nsource: y", "opening_phase: dit ontbreekt."),
    ("x" * 70_000, "te groot"),
])  # fmt: skip
def test_a_file_that_is_no_model(
    city: City, client_as: Browser, text: str | bytes, words: str
) -> None:
    client, key = client_as("administrator"), a_draft(city)
    answer = upload(client, key, text)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert row_of(key).version == 1


# -- adopting, trying, moving ---------------------------------------------------------------


def adopting(client: Client, key: Any, **what: Any) -> Any:
    today = timezone.localdate().isoformat()
    data = {"who": "College van Voorbeeldstad", "decision": "2026-17", "decided": today,
            "starts": today, "version": 1}  # fmt: skip
    return client.post(f"{HOME}concept/{key}/vaststellen/", {**data, **what})


def test_adopting_asks_for_the_second_step_again(city: City, client_as: Browser) -> None:
    key, client = a_draft(city), client_as("lead")
    url = f"{HOME}concept/{key}/vaststellen/"
    assert client.get(url).url.startswith("/account/")
    assert "Bevestig eerst opnieuw" in adopting(client, key).content.decode()
    assert row_of(key).open
    assert fresh(client).get(url).status_code == 200
    wrong = adopting(client, key, decided="2099-01-01")
    assert wrong.status_code == 422
    done = adopting(client, key)
    made = AveModel.objects.using("keeper").exclude(adopted_by=None).get()
    assert done.url == f"{HOME}versie/{made.id}/"
    text = client.get(done.url).content.decode()
    assert "College van Voorbeeldstad" in text
    assert "Geschreven door Administrator Voorbeeld, vastgelegd door Lead Voorbeeld." in text
    assert client.get(url).url == done.url
    assert client.get(f"{HOME}concept/{key}/").url == done.url
    assert client.get(f"{HOME}concept/{key}/klokken/").status_code == 409
    assert "nieuwe casussen beginnen hierop" in client.get(HOME).content.decode()


def test_who_wrote_last_reads_that_another_adopts(city: City, client_as: Browser) -> None:
    key, client = a_draft(city, "lead"), fresh(client_as("lead"))
    assert "Een ander stelt het vast." in client.get(f"{HOME}concept/{key}/").content.decode()
    page = client.get(f"{HOME}concept/{key}/vaststellen/")
    assert "U schreef als laatste" in page.content.decode()
    assert adopting(client, key).status_code == 409
    assert client_as("administrator").get(page.request["PATH_INFO"]).status_code == 403
    assert row_of(key).open


def test_dropping(city: City, client_as: Browser) -> None:
    key, client = a_draft(city), client_as("lead")
    assert client.post(f"{HOME}concept/{key}/weg/").url == HOME
    assert client.get(f"{HOME}concept/{key}/").status_code == 404


def test_a_dry_run_on_the_pages(city: City, client_as: Browser) -> None:
    thread, key, keeper = running(city, 2), a_draft(city), client_as("administrator")
    body = changed(key)
    body["phases"][1]["review"] = "1 m"
    write(city, key, "fase-2", body)
    there = keeper.post(f"{HOME}concept/{key}/proef/").url
    assert "De casussen worden bekeken" in keeper.get(there).content.decode()
    work()
    text = keeper.get(there).content.decode()
    assert "Herijking van de fase krijgt een andere datum" in text
    assert thread.row.number not in text
    assert text.count("1 tot 9") == 3
    assert thread.row.number in client_as("process_manager").get(there).content.decode()
    write(city, key, "fase-2", {**body, "plan_from": 0})
    assert "na deze proef gewijzigd" in keeper.get(there).content.decode()
    assert "De laatste proef" in keeper.get(f"{HOME}concept/{key}/").content.decode()
    there = client_as("mayor").post(f"{HOME}versie/{example().id}/proef/").url
    work()
    assert "Er zou niets veranderen" in client_as("mayor").get(there).content.decode()
    assert ModelTrial.objects.using("keeper").count() == 2


def test_moving_on_the_pages(city: City, client_as: Browser) -> None:
    thread, key = running(city, 2), a_draft(city)
    body = changed(key)
    body["phases"][1]["review"] = "1 m"
    write(city, key, "fase-2", body)
    target, client, lead = adopted(city, key), client_as("process_manager"), client_as("lead")
    url = f"{HOME}versie/{target.id}/verhuizen/"
    assert thread.row.number in client.get(url).content.decode()
    assert client.post(url, {"reason": "Nieuw"}).status_code == 422
    there = client.post(url, {"reason": "Nieuw model", "cases": [str(thread.id)]}).url
    text = client.get(there).content.decode()
    assert "Wacht op besluit" in text
    assert "besluit/" not in text
    assert "Voorbeeld 2 → Versie 1" in text
    decide = f"{there}besluit/"
    assert lead.get(decide).url.startswith("/account/")
    told = {"granted": "ja", "grounds": "Besloten"}
    assert "Bevestig eerst opnieuw" in lead.post(decide, told).content.decode()
    assert fresh(lead).get(decide).status_code == 200
    assert client.get(decide).status_code == 403
    assert lead.post(decide, told).url == there
    assert lead.get(decide).url == there
    assert "De casussen verhuizen." in lead.get(there).content.decode()
    work()
    text = client.get(there).content.decode()
    assert "1 casus is verhuisd." in text
    assert "Herijking van de fase:" in text
    assert thread.row.number not in lead.get(there).content.decode()
    assert "Nieuw model" in lead.get(HOME).content.decode()
    assert "U hebt geen casus die kan verhuizen" in client.get(url).content.decode()
    page = client.get(f"/werk/casussen/{thread.id}/").content.decode()
    assert "Verder op Versie 1 van het AVE-model" in page
    back = client.post(f"{there}terug/", {"reason": "Toch niet"}).url
    assert client.get(f"{there}terug/").status_code == 200
    text = client.get(back).content.decode()
    assert "Casussen terug naar hun vorige versie" in text
    assert lead.post(f"{back}besluit/", {"granted": "nee", "grounds": "Nee"}).status_code == 302
    assert "Het besluit is nee." in client.get(back).content.decode()


def test_a_lead_asks_for_all_and_reads_why_some_stayed(city: City, client_as: Browser) -> None:
    thread, key = running(city, 3), a_draft(city)
    body = changed(key)
    body["phases"][2]["seats"] = ["casusregie", "procesregie", "operationeel", "bestuurlijk"]
    write(city, key, "fase-3", body)
    target, lead = adopted(city, key), client_as("lead")
    there = lead.post(f"{HOME}versie/{target.id}/verhuizen/", {"reason": "Alles mee"}).url
    assert "Alle lopende" in lead.get(f"{HOME}versie/{target.id}/verhuizen/").content.decode()
    move = ModelMove.objects.using("keeper").get()
    assert lead.get(f"{there}besluit/").url == there
    do(city, "mayor", moving.decide, move.id, granted=True, grounds="Eens")
    work()
    text = client_as("process_manager").get(there).content.decode()
    assert "Bestuurlijk: de stoel is leeg en hier wel nodig" in text
    assert "1 casus bleef waar hij was." in text
    assert thread.row.number in text
