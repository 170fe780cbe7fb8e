"""A kind proposed from a few words: learnt, measured, abstaining, off unless switched on."""

import random

import numpy as np
import pytest
from django.core.exceptions import ValidationError
from django.db import connections
from django.test import Client
from django.utils import timezone

from baken.core.acting import PUBLIC, acting_as
from baken.reports.actions.desk import answer
from baken.reports.codes import State
from baken.reports.suggest import learning, proposing
from baken.reports.suggest.features import SIZE, features
from baken.reports.suggest.learning import Example, learn, store
from baken.reports.suggest.models import Suggester
from tests.reports.tools import draft, sealed_in, stored, tell

pytestmark = pytest.mark.usefixtures("city")
WORDS = {
    "unsafe.dark": "lamp lantaarn donker licht straatlamp kapot brandt flikkert paal avond",
    "waste.dumped": "afval vuilnis bank gedumpt container zakken stort grofvuil matras rommel",
    "nuisance.noise": "muziek geluid lawaai hard feest bas nacht herrie buren slapen",
}
SHARED = "ik zie dat er iets is bij ons in de straat en dat is niet goed graag hulp"
UNKNOWN = "xyzzy qwfp"
BAIT = "Zebrapadgeheim"


def sentences(count=60, seed=1, words=None):
    dice = random.Random(seed)
    return [
        Example(" ".join(dice.sample(said.split(), 4) + dice.sample(SHARED.split(), 5)), kind)
        for kind, said in (words or WORDS).items()
        for _ in range(count)
    ]


@pytest.fixture
def model():
    return _stored(learn(sentences(), fictional=False))


def _stored(model, *, on=True):
    store(model)
    if on:
        changed = {"on_at": timezone.now(), "by_id": _administrator()}
        Suggester.objects.using("keeper").update(**changed)
    proposing._kept.clear()
    return model


def _administrator():
    from baken.access.models import Assignment

    rows = Assignment.objects.using("keeper").filter(capacity="administrator")
    return rows.values_list("user_id", flat=True).first()


def proposed(text):
    with acting_as(PUBLIC):
        return [one.subject.code for one in proposing.propose(text)]


def ask(text, client=None):
    data = {"staat": draft(subject="", placed=False).seal(), "zin": text, "zoek": "1"}
    return (client or Client()).post("/melden/soort/", data)


def test_it_proposes_what_it_learnt_and_abstains_when_it_is_not_sure(model):
    assert proposed("De lantaarn is kapot en het is zo donker")[0] == "unsafe.dark"
    assert proposed("gedumpt vuilnis naast de container")[0] == "waste.dumped"
    for text in ("", "!!! 12345", UNKNOWN):
        assert proposed(text) == [], text


def test_the_same_seed_gives_the_same_model_and_another_order_of_words_the_same_answer():
    first, again = (learn(sentences(), fictional=False) for _ in range(2))
    assert (first.facts, first.sha256) == (again.facts, again.sha256)
    mixed = features("donker is de lamp")
    assert abs(sum(value**2 for value in mixed.values()) - 1) < 1e-9
    assert features("LAMP Één") == features("lamp een")


def test_it_is_measured_on_what_it_did_not_see_and_not_on_the_same_words():
    """Labels that mean nothing cannot be learnt, however often a text is repeated."""
    dice = random.Random(2)
    texts = [f"tekst nummer {dice.random()}" for _ in range(60)]
    examples = [Example(text, kind) for text in texts for kind in WORDS] * 2
    facts = learn(examples, fictional=False).facts
    assert facts["right_of_three"] == 1.0
    assert facts["right"] < 0.6
    assert facts["proposed"] < 0.2


def test_what_is_told_in_confidence_or_careful_is_neither_learnt_nor_proposed(city):
    careful = tell(f"{BAIT} drugs", code="nuisance.drugs")
    locked = tell(f"{BAIT} slot", code="nuisance.noise", door="confidential", name="Bo Bedenksel")
    plain = tell("Muziek in de nacht", code="nuisance.noise")
    open_ = tell(f"{BAIT} open", code="nuisance.noise")
    for report in (careful, locked, plain):
        with acting_as(city.acting("desk")) as acting:
            answer(acting, report.id, 1, "Gedaan.", "solved")
    assert stored().get(id=open_.id).state == State.RECEIVED
    with acting_as(PUBLIC):
        found = learning.answered()
    assert [one.text for one in found] == ["Muziek in de nacht"]
    words = {"nuisance.drugs": "dealen spuiten", "crime.pressure": "afpersing geld bedreigd"}
    with acting_as(PUBLIC):
        assert not any(learning.may_learn(kind) for kind in words)


def test_a_kind_that_became_careful_later_is_not_proposed(model):
    facts = {**model.facts, "kinds": ["nuisance.drugs", *model.facts["kinds"][1:]]}
    Suggester.objects.using("keeper").update(facts=facts)
    for text in [one.text for one in sentences(3, seed=7)]:
        assert "nuisance.drugs" not in proposed(text)


def test_it_is_off_until_the_administrator_switches_it_on(client_as):
    _stored(learn(sentences(), fictional=False), on=False)
    text = "De lantaarn is kapot en donker"
    assert proposed(text) == []
    assert "Stel een soort voor" not in Client().get("/melden/soort/").content.decode()
    manager = client_as("administrator")
    assert "Het staat uit" in manager.get("/werk/voorstellen/").content.decode()
    manager.post("/werk/voorstellen/", {"aan": "1"})
    assert proposed(text)[0] == "unsafe.dark"
    assert "Stel een soort voor" in Client().get("/melden/soort/").content.decode()
    manager.post("/werk/voorstellen/", {"aan": "0"})
    assert proposed(text) == []
    for who in ("desk", "police", "adviser"):
        assert client_as(who).post("/werk/voorstellen/", {"aan": "1"}).status_code == 403
    assert proposed(text) == []


def test_the_reporter_chooses_and_the_words_travel_along(model):
    page = ask("De lantaarn is kapot en donker")
    words = page.content.decode()
    assert page.status_code == 200
    assert "Past een van deze?" in words
    assert 'value="unsafe.dark"' in words
    assert "checked" not in words.partition("Past een van deze?")[2].partition("</fieldset>")[0]
    on = Client().post("/melden/soort/", {"staat": sealed_in(page), "soort": "unsafe.dark"})
    assert "Waar" in on.content.decode()
    unsure = ask(UNKNOWN).content.decode()
    assert "Wij weten niet zeker" in unsure
    assert 'value="waste"' in unsure
    empty = ask("  ")
    assert empty.status_code == 422
    assert "Typ eerst" in empty.content.decode()


def test_what_is_looked_at_is_kept_nowhere(model, superuser, caplog):
    ask(f"{BAIT} lantaarn kapot donker")
    answered = Client().post(
        "/signals/category/prediction", {"text": f"{BAIT} lantaarn donker kapot"},
        content_type="application/json",
    )  # fmt: skip
    assert answered.status_code == 200
    assert BAIT not in caplog.text
    for (table,) in superuser.execute(
        "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname = 'public'"
    ).fetchall():
        found = superuser.execute(
            f"select count(*) from {table} t where t::text ilike '%{BAIT}%'"
        ).fetchone()
        assert found == (0,), table


def test_others_software_hears_it_too_and_only_of_open_kinds(model):
    ask_for = {"text": "gedumpt vuilnis naast de container"}
    found = (
        Client()
        .post("/signals/category/prediction", ask_for, content_type="application/json")
        .json()
    )
    assert found["subrubriek"][0][0].endswith("/waste/sub_categories/dumped")
    assert 0.3 < found["subrubriek"][1][0] <= 1
    assert found["hoofdrubriek"][0][0].endswith("/waste")
    noise = Client().post(
        "/signals/category/prediction", {"text": "harde muziek lawaai herrie nacht feest"},
        content_type="application/json",
    ).json()  # fmt: skip
    assert not any("nuisance" in url for url in noise["subrubriek"][0])


def test_everyone_may_read_how_well_it_does_with_small_numbers_left_out(model):
    facts = {**model.facts, "matrix": {**model.facts["matrix"]}}
    kinds = facts["kinds"]
    facts["matrix"][kinds[0]] = {kinds[0]: 57, kinds[1]: 3}
    facts["fictional"] = True
    Suggester.objects.using("keeper").update(facts=facts)
    page = Client().get("/melden/voorstel/").content.decode()
    assert "&lt; 5" in page
    assert ">3<" not in page
    assert "verzonnen meldingen" in page
    entry = Client().get("/melden/voorstel/register/").json()
    assert entry["status"] == "in gebruik"
    assert entry["name"]
    assert "verzonnen" in entry["performance_standard"]


def test_without_a_model_all_pages_say_so():
    assert "niets geleerd" in Client().get("/melden/voorstel/").content.decode()
    assert Client().get("/melden/voorstel/register/").json()["status"] == "niet in gebruik"
    assert proposed("lantaarn") == []


def test_too_little_to_learn_from_is_said():
    with pytest.raises(ValidationError, match="te weinig"):
        learn(sentences(10), fictional=False)


@pytest.mark.parametrize("how", ["format", "kinds", "damaged"])
def test_a_model_that_is_not_ours_proposes_nothing(model, how):
    change = {
        "format": {"facts": {**model.facts, "format": 99}},
        "kinds": {"facts": {**model.facts, "kinds": ["no.such", "none.here", "x.y"]}},
        "damaged": {"weights": np.zeros((3, SIZE + 1), "<f4").tobytes()},
    }[how]
    Suggester.objects.using("keeper").update(**change)
    proposing._kept.clear()
    assert proposed("De lantaarn is kapot en donker") == []
    assert ask("De lantaarn is kapot en donker").status_code == 200


def test_nobody_but_the_keeper_writes_what_was_learnt(city, model):
    from django.db import DatabaseError, transaction

    for who in ("administrator", "desk"):
        with acting_as(city.acting(who)):
            with pytest.raises(DatabaseError), transaction.atomic():
                Suggester.objects.update(facts={})
            with pytest.raises(DatabaseError), transaction.atomic():
                Suggester.objects.bulk_create([replace_id(model)])
    with connections["keeper"].cursor() as cursor:
        cursor.execute("select count(*) from reports_suggester")
        assert cursor.fetchone() == (1,)


def replace_id(model):
    from uuid import uuid4

    return Suggester(
        id=uuid4(), learnt_at=model.learnt_at, facts={}, weights=b"", sha256=model.sha256
    )
