"""The tree as data: questions that depend on answers, ways to other help, what may be public."""

import re
from uuid import uuid4

import pytest
import yaml
from django.test import Client

from baken.core.acting import acting_as
from baken.reports import reference
from baken.reports.actions import desk
from baken.reports.asking.forms import QuestionsForm, said
from baken.reports.codes import Door
from baken.reports.intake.draft import Draft
from baken.reports.models import Answer
from tests.reports.tools import TEXT, draft, follow_code, sealed_in, send, stored, tree_of

SHOWN = re.compile(r'data-question="(\w+)"(?: data-needs="(\w+)" data-values="([^"]*)")?')


def words(response):
    return response.content.decode().replace("&#x27;", "'")


def raw():
    return yaml.safe_load(reference.FILE.read_text())


def rows():
    return list(reference.read_tree(raw()))


# -- the file --------------------------------------------------------------------------------------


def test_every_kind_says_how_and_by_whom():
    for row in rows():
        assert set(row.doors) >= {"named", "nameless"}, row.code
        assert "sealed" not in row.doors
        assert row.team_nl
        assert row.team_en
        assert not (row.public and row.careful), row.code
        assert not (row.public and Door.CONFIDENTIAL in row.doors), row.code
        if row.careful:
            assert Door.CONFIDENTIAL in row.doors, row.code
        if row.away:
            assert row.ways, row.code


def test_every_way_has_a_source_and_says_whether_it_was_checked():
    for code, way in raw()["ways"].items():
        assert way["source"].startswith("http"), code
        assert way["name"]["nl"]
        assert way["text"]["en"]
    unchecked = {code for code, way in raw()["ways"].items() if not way.get("checked")}
    assert unchecked == {"legal", "equality", "privacy", "insults"}


def test_a_number_that_nobody_checked_is_not_shown(database):
    page = words(Client().get("/melden/hulp/?soort=housing.deposit"))
    assert "Juridisch Loket" in page
    assert "0800 8020" not in page


def test_questions_and_their_conditions_fit():
    for row in rows():
        known = {}
        for question in row.questions:
            assert question["type"] in ("yes_no", "choice", "text", "date", "number")
            assert question["text"]["nl"]
            assert question["text"]["en"]
            assert bool(question["choices"]) == (question["type"] == "choice")
            for code, values in question["show_if"].items():
                assert set(values) <= known[code], (row.code, question["code"])
            options = [one["code"] for one in question["choices"]]
            known[question["code"]] = set(options or ("yes", "no", "unknown"))


def test_a_question_that_depends_on_a_later_one_is_refused():
    wrong = raw()
    wrong["categories"][1]["kinds"][3]["ask"] = ["spoken", "camera"]
    with pytest.raises(ValueError, match="asked later"):
        list(reference.read_tree(wrong))


@pytest.mark.parametrize("door", ["sealed", "anonymous"])
def test_a_door_that_is_not_open_cannot_be_in_the_tree(door):
    wrong = raw()
    wrong["categories"][0]["doors"] = [door]
    with pytest.raises(KeyError):
        list(reference.read_tree(wrong))


def test_reports_stay_on_the_version_under_which_they_came_in(city, client_as):
    from baken.reports import categories
    from baken.reports.models import Category
    from tests.reports.tools import tell

    report = tell(code="waste.dumped")
    kept = Category.objects.using("keeper")
    old = kept.get(pk=report.category_id)
    kept.create(id=uuid4(), version=1, code=old.code, position=0, title_nl="Oud vuil",
                title_en="Old dirt", icon="trash-2", read_within="1 wd", answer_within="1 w",
                rules="office", source="x", valid_from="2025-01-01")  # fmt: skip
    stored().filter(pk=report.id).update(category_id=kept.get(title_nl="Oud vuil").id)
    categories._Shelf.read_at = -1e9
    try:
        page = words(client_as("desk").get(f"/werk/meldingen/{report.id}/"))
        assert "Oud vuil" in page
        assert tree_of("waste.dumped").version == 2
    finally:
        categories._Shelf.read_at = -1e9
        stored().filter(pk=report.id).update(category_id=old.id)
        kept.filter(title_nl="Oud vuil").delete()


# -- the step --------------------------------------------------------------------------------------


def at_questions(code):
    client = Client()
    page = client.post("/melden/waar/", {"staat": draft(subject=code, placed=False).seal(),
                                         "nergens": "1"})  # fmt: skip
    return client, page


def test_questions_come_between_place_and_story(database):
    client, page = at_questions("housing.dangerous")
    assert "Een paar vragen" in words(page)
    assert "Stap 4 van 5" in words(page)
    chosen = [words(page).index(f'value="{one}"') for one in ("tenant", "seeker", "neighbour")]
    assert chosen == sorted(chosen)
    found = SHOWN.findall(words(page))
    assert [code for code, _needs, _values in found] == ["who", "landlord", "exits", "talked"]
    assert ("exits", "who", "tenant") in found
    page = client.post("/melden/vragen/", {"staat": sealed_in(page), "who": "neighbour",
                                           "exits": "no"})  # fmt: skip
    assert "Stap 5 van 5" in words(page)
    kept = Draft.open(sealed_in(page))
    assert kept.answers == {"who": "neighbour"}
    page = send(client, kept)
    assert page.status_code == 200
    answer = Answer.objects.using("keeper").get()
    assert (answer.question, answer.value, answer.shown) == (
        "Wie bent u?", "neighbour", "Ik woon in de buurt",
    )  # fmt: skip


def test_a_kind_without_questions_has_four_steps(database):
    _client, page = at_questions("nuisance.noise")
    assert "Stap 4 van 4" in words(page)


def test_every_question_may_stay_open(database):
    client, page = at_questions("crime.drugs")
    page = client.post("/melden/vragen/", {"staat": sealed_in(page)})
    assert page.status_code == 200
    assert send(client, Draft.open(sealed_in(page))).status_code == 200
    assert not Answer.objects.using("keeper").exists()


@pytest.mark.parametrize(
    ("kind", "fields", "sentence"),
    [
        ("crime.drugs", {"seen": "2031-01-01"}, "die al is geweest"),
        ("crime.drugs", {"seen": "gisteren"}, "kies hem uit de kalender"),
        ("crime.drugs", {"often": "soms"}, "soms"),
        ("housing.crowded", {"people": "veel"}, "heel getal"),
        ("housing.crowded", {"people": "-1"}, "niet onder nul"),
        ("housing.crowded", {"people": "501"}, "te groot"),
        ("unsafe.dark", {"lamp": "x" * 201}, "te lang"),
        ("unsafe.dark", {"lamp": "a\x00b"}, "onzichtbaar teken"),
        ("unsafe.dark", {"lamp": "BSN 111222333"}, "burgerservicenummer"),
    ],
)
def test_a_wrong_answer_is_explained_and_nothing_is_lost(database, kind, fields, sentence):
    client, page = at_questions(kind)
    page = client.post("/melden/vragen/", {"staat": sealed_in(page), **fields})
    assert page.status_code == 422
    assert sentence in words(page)


def test_back_goes_one_step_back_each_time(database):
    client, page = at_questions("unsafe.dark")
    page = client.post("/melden/vragen/", {"staat": sealed_in(page), "lamp": "A 12"})
    page = client.post("/melden/vertel/", {"staat": sealed_in(page), "text": TEXT, "terug": "1"})
    assert 'value="A 12"' in words(page)
    page = client.post("/melden/vragen/", {"staat": sealed_in(page), "terug": "1"})
    assert "Waar is het?" in words(page)
    assert Draft.open(sealed_in(page)).text == TEXT


def test_answers_of_another_kind_do_not_come_along(database):
    kind = tree_of("waste.wreck")
    assert said(kind, {"vehicle": "car", "often": "daily", "who": "tenant"}) == [
        *said(kind, {"vehicle": "car"})
    ]
    form = QuestionsForm(tree_of("unsafe.camera"), {"spoken": "yes"})
    assert form.is_valid()
    assert form.answers() == {}


def test_desk_and_reporter_read_the_question_as_it_was_asked(city, client_as):
    sealed = draft(subject="online_fraud.shop", answers={"lost": "yes", "lost_amount": "1200"})
    assert send(Client(), sealed).status_code == 200
    report = stored().get()
    for page in (client_as("desk").get(f"/werk/meldingen/{report.id}/"),
                 Client().get(f"/volgen/{follow_code(report)}/")):  # fmt: skip
        assert "Om hoeveel euro gaat het?" in words(page)
        assert "1200" in words(page)
    other = tree_of("waste.dumped")
    with acting_as(city.acting("desk")) as acting:
        desk.recategorise(acting, report.id, 1, other, "Anders")
    page = words(client_as("desk").get(f"/werk/meldingen/{report.id}/"))
    assert "Om hoeveel euro gaat het?" in page


def test_help_without_a_report_is_a_good_end(database):
    client = Client()
    sealed = draft().put(subject="", placed=False)
    page = client.post("/melden/soort/", {"staat": sealed.seal(), "soort": "online_fraud.shop"})
    assert "Wie helpt u het snelst?" in words(page)
    assert "088 786 73 72" in words(page)
    assert not stored().exists()
    page = client.post("/melden/soort/", {"staat": sealed_in(page), "soort": "online_fraud.shop",
                                          "toch": "1"})  # fmt: skip
    assert "Waar is het?" in words(page)


def test_answers_and_consents_cost_the_desk_no_statement(client_as):
    from tests.reports.tools import Counted, tell

    bare = tell(code="online_fraud.shop")
    kind = tree_of("online_fraud.shop")
    full = tell(code="online_fraud.shop", partners=["police", "care"],
                answers=said(kind, {"lost": "yes", "lost_amount": "1200"}))  # fmt: skip
    client, counts = client_as("desk"), []
    for report in (bare, bare, full):
        with Counted() as counted:
            page = client.get(f"/werk/meldingen/{report.id}/", headers={"HX-Request": "true"})
        counts.append(len(counted))
    assert "1200" in words(page)
    assert counts[1] == counts[2] <= 8, counts
