"""The desk's filters, kept lists, standard answers, and what colleagues have open."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from baken.core.acting import acting_as
from baken.reports.actions import desk
from baken.reports.lists.models import SavedList
from baken.reports.phrases.models import Phrase
from tests.reports.tools import HOLY, keeper_get, tell

HOME = "/werk/meldingen/"
AROUND = "51.9,4.3;51.91,4.3;51.91,4.33;51.9,4.33"


@pytest.fixture
def client(city, client_as):
    return client_as("desk")


def listed(client, query):
    return [row.report.id for row in client.get(f"{HOME}?{query}").context["rows"]]


def test_filters_on_person_area_language_and_channel(city, client):
    west, holy = tell("In west"), tell("In holy", where=HOLY, language="en")
    with acting_as(city.acting("desk2")) as acting:
        desk.take(acting, holy.id, 1)
    who = city.users["desk2"]
    assert listed(client, f"staat=alles&wie={who}") == [holy.id]
    assert listed(client, "staat=alles&wie=niemand") == [west.id]
    assert listed(client, "staat=alles&wijk=BU06220203") == [west.id]
    assert listed(client, "staat=alles&taal=en") == [holy.id]
    assert listed(client, "staat=alles&via=phone") == []
    assert listed(client, "staat=alles&fotos=1") == []
    assert listed(client, "staat=alles&q=west&taal=nl") == [west.id]
    assert listed(client, "staat=alles&q=west&taal=en") == []


def test_a_drawn_area_and_words_in_it(client):
    inside = tell("Kapotte lamp")
    tell("Kapotte lamp ver weg", where=HOLY)
    assert listed(client, f"vorm={AROUND}") == [inside.id]
    assert listed(client, f"vorm={AROUND}&q=lamp") == [inside.id]
    assert listed(client, f"vorm={AROUND}&q=fiets") == []
    assert listed(client, f"vorm={AROUND}&staat=klaar") == []


@pytest.mark.parametrize(
    "shape", ["51.9,4.3", "x", "51.9,4.3;51.91", "nan,4;1,2;3,4", "910,4;1,2;3,4", "1,2;" * 60]
)
def test_what_is_no_area_is_left_out(client, shape):
    report = tell("Kapotte lamp")
    assert listed(client, f"staat=alles&vorm={shape}") == [report.id]


def test_the_desk_of_a_wijk_finds_nothing_elsewhere_by_a_drawn_area(client_as):
    tell("Kapotte lamp")
    around = "-80,-170;80,-170;80,170;-80,170"
    far = tell("Lamp in holy", where=HOLY)
    found = listed(client_as("desk_west"), f"vorm={around}")
    assert far.id not in found


def test_a_list_is_kept_for_oneself_or_for_all(client, client_as):
    sent = {"name": "Avond", "query": "?staat=bezig&na=xyz&boos=1", "shared": "1"}
    assert client.post(f"{HOME}lijst/", sent).status_code == 302
    client.post(f"{HOME}lijst/", {"name": "Van mij", "query": "staat=nieuw"})
    assert SavedList.objects.using("keeper").get(name="Avond").query == "staat=bezig"
    other = client_as("desk2").get(HOME).content.decode()
    assert "Avond" in other
    assert "Van mij" not in other
    shared = SavedList.objects.using("keeper").get(name="Avond")
    client_as("desk2").post(f"{HOME}lijst/{shared.id}/weg/")
    assert SavedList.objects.using("keeper").filter(name="Avond").exists()
    client.post(f"{HOME}lijst/{shared.id}/weg/")
    assert not SavedList.objects.using("keeper").filter(name="Avond").exists()


def test_a_list_needs_a_name_and_one_has_at_most_twenty(client):
    said = client.post(f"{HOME}lijst/", {"name": "", "query": ""}, follow=True).content.decode()
    assert "Geef de lijst een naam" in said
    for number in range(20):
        client.post(f"{HOME}lijst/", {"name": f"Lijst {number}", "query": ""})
    said = client.post(f"{HOME}lijst/", {"name": "Te veel", "query": ""}, follow=True)
    assert "U heeft al 20 lijsten" in said.content.decode()
    client.post(f"{HOME}lijst/", {"name": "Lijst 3", "query": "staat=klaar"})
    assert SavedList.objects.using("keeper").get(name="Lijst 3").query == "staat=klaar"


# -- standard answers --------------------------------------------------------------------------

WORDING = {"title": "Lamp gemaakt", "use": "answer", "subject": "unsafe",
           "text_nl": "Melding {nummer} in {plek} is klaar.", "text_en": "Report {nummer} is done.",
           "version": ""}  # fmt: skip


def test_a_standard_answer_is_filled_in_in_the_residents_language(client):
    assert client.post(f"{HOME}zinnen/nieuw/", WORDING).status_code == 302
    phrase = Phrase.objects.using("keeper").get()
    dutch = tell("Lamp stuk", code="unsafe.dark")
    english = tell("Lamp broken", code="unsafe.dark", language="en")
    noise = tell("Herrie", code="nuisance.noise")
    page = client.get(f"{HOME}{dutch.id}/antwoord/?zin={phrase.id}").content.decode()
    assert f"Melding {dutch.number} in " in page
    page = client.get(f"{HOME}{english.id}/antwoord/?zin={phrase.id}").content.decode()
    assert f"Report {english.number} is done." in page
    assert "Lamp gemaakt" not in client.get(f"{HOME}{noise.id}/antwoord/").content.decode()
    assert "Lamp gemaakt" not in client.get(f"{HOME}{dutch.id}/vraag/").content.decode()


def test_a_gap_that_cannot_be_filled_is_refused(client):
    refused = client.post(f"{HOME}zinnen/nieuw/", WORDING | {"text_nl": "Beste {naam},"})
    assert refused.status_code == 422
    assert "kan Baken niet invullen" in refused.content.decode()


def test_two_who_change_one_standard_answer(client, client_as):
    client.post(f"{HOME}zinnen/nieuw/", WORDING)
    phrase = Phrase.objects.using("keeper").get()
    page = f"{HOME}zinnen/{phrase.id}/"
    assert client.post(page, WORDING | {"version": 1, "title": "Anders"}).status_code == 302
    late = client_as("desk2").post(page, WORDING | {"version": 1, "title": "Ook anders"})
    assert late.status_code == 422
    assert Phrase.objects.using("keeper").get().title == "Anders"
    assert client_as("desk_west").get(page).status_code == 200
    client.post(f"{page}weg/")
    assert client.get(page).status_code == 404


# -- live --------------------------------------------------------------------------------------


def test_colleagues_see_who_has_a_report_open(client, client_as):
    report = tell("Lamp stuk")
    here = f"{HOME}{report.id}/hier/"
    assert client.post(here).json() == {"said": ""}
    assert "Desk" in client_as("desk2").post(here).json()["said"]
    assert client_as("desk_west").post(f"{HOME}{uuid4()}/hier/").status_code == 404


def test_what_came_in_since_fits_the_filters(client):
    before = timezone.now() - timedelta(seconds=1)
    tell("Lamp stuk")
    tell("Nog een lamp", where=HOLY)
    asked = {"sinds": before.isoformat(), "staat": "nieuw"}
    assert client.get(f"{HOME}sinds/", asked).json()["said"].startswith("2 nieuwe meldingen")
    west = client.get(f"{HOME}sinds/", asked | {"wijk": "WK062202"}).json()["said"]
    assert west.startswith("1 nieuwe melding")
    later = timezone.now() + timedelta(seconds=1)
    assert client.get(f"{HOME}sinds/", asked | {"sinds": later.isoformat()}).json() == {"said": ""}
    assert client.get(f"{HOME}sinds/").json()["now"].startswith("20")
    for wrong in ("", "x", "2026-01-01T10:00:00"):
        assert client.get(f"{HOME}sinds/", {"sinds": wrong}).status_code == 422


# -- many at once ------------------------------------------------------------------------------


def ticked(*reports):
    return [f"{r.id}:{keeper_get(r.id).version}" for r in reports]


def test_a_step_on_many_is_shown_done_and_undone(city, client):
    one, two, closed = tell("Een"), tell("Twee"), tell("Drie")
    with acting_as(city.acting("desk")) as acting:
        desk.answer(acting, closed.id, 1, "Klaar.", "solved")
    data = {"melding": ticked(one, two, closed), "verb": "assign", "user": city.users["desk2"],
            "subject": ""}  # fmt: skip
    shown = client.post(f"{HOME}tegelijk/", data).content.decode()
    assert "is niet meer open" in shown
    assert keeper_get(one.id).assigned_to_id is None
    said = client.post(f"{HOME}tegelijk/", data | {"doe": "1"}, follow=True).content.decode()
    assert "2 meldingen zijn veranderd. 1 bleef zoals zij was." in said
    assert {keeper_get(r.id).assigned_to_id for r in (one, two)} == {city.users["desk2"]}
    with acting_as(city.acting("desk2")) as acting:
        desk.take(acting, two.id, keeper_get(two.id).version)
    [batch] = {word.split("/")[0] for word in said.split("/werk/meldingen/terug/")[1:]}
    assert client.get(f"{HOME}terug/{batch}/").status_code == 200
    said = client.post(f"{HOME}terug/{batch}/", follow=True).content.decode()
    assert "1 melding is terug. 1 veranderde daarna nog, en bleef." in said
    assert keeper_get(one.id).assigned_to_id is None
    assert keeper_get(one.id).state == "received"
    assert keeper_get(two.id).state == "working"


def test_what_changed_since_it_was_ticked_is_left_alone(city, client):
    report = tell("Een")
    data = {"melding": ticked(report), "verb": "urgent", "doe": "1", "user": "", "subject": ""}
    with acting_as(city.acting("desk2")) as acting:
        desk.take(acting, report.id, 1)
    said = client.post(f"{HOME}tegelijk/", data, follow=True).content.decode()
    assert "0 meldingen zijn veranderd. 1 bleef zoals zij was." in said
    assert not keeper_get(report.id).urgent


@pytest.mark.parametrize(
    ("change", "said"),
    [({"melding": []}, "Vink eerst"), ({"melding": ["x:1", "y"]}, "Vink eerst"),
     ({"verb": "assign"}, "Kies aan welke collega"), ({"verb": "kind"}, "Kies welke soort")],
)  # fmt: skip
def test_a_step_that_lacks_something_is_refused(client, change, said):
    report = tell("Een")
    data = {"melding": ticked(report), "verb": "take", "user": "", "subject": "", "doe": "1"}
    assert said in client.post(f"{HOME}tegelijk/", data | change, follow=True).content.decode()
    assert keeper_get(report.id).version == 1


def test_another_kind_for_many_and_back(client):
    report = tell("Een")
    data = {"melding": ticked(report), "verb": "kind", "user": "", "subject": "waste.dumped",
            "doe": "1"}  # fmt: skip
    said = client.post(f"{HOME}tegelijk/", data, follow=True).content.decode()
    assert keeper_get(report.id).category_id != report.category_id
    batch = said.split("/werk/meldingen/terug/")[1].split("/")[0]
    client.post(f"{HOME}terug/{batch}/")
    back = keeper_get(report.id)
    assert (back.category_id, back.due_at) == (report.category_id, report.due_at)


def test_a_colleagues_step_is_not_mine_to_undo(client, client_as):
    report = tell("Een")
    data = {"melding": ticked(report), "verb": "urgent", "user": "", "subject": "", "doe": "1"}
    said = client.post(f"{HOME}tegelijk/", data, follow=True).content.decode()
    batch = said.split("/werk/meldingen/terug/")[1].split("/")[0]
    assert client_as("desk2").post(f"{HOME}terug/{batch}/").status_code == 404
    assert keeper_get(report.id).urgent
