"""A regime is chosen at opening. Another is asked by one and decided by another, while nothing was
brought in."""

from contextlib import contextmanager

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, connection, transaction

from baken.access.models import User
from baken.audit.models import Entry
from baken.cases import actions
from baken.cases.actions.regime import decide_regime, gaps_to_ask, request_regime
from baken.cases.codes import Regime
from baken.cases.disclosures.models import RegimeChange, RegimeRequest
from baken.cases.facts import known_of
from baken.cases.models import Case
from baken.cases.regimes import article_of
from baken.cases.worklist import my_work
from baken.core.acting import acting_as
from baken.core.errors import Conflict, Denied
from tests.cases.build import Thread, running

WHY = "Dit hoort bij de tafel van het Zorg- en Veiligheidshuis."


def ask(thread, regime="wgs_zvh", who="case_manager", reason=WHY):
    return thread.do(who, request_regime, thread.id, regime=regime, reason=reason)


def decide(thread, key, who="process_manager", *, granted=True, reason=""):
    thread.do(who, decide_regime, key, granted=granted, reason=reason)


def requests():
    return RegimeRequest.objects.using("keeper")


def call(city, who, function, *values):
    """What a function of the wall answers to this person, past the program."""
    with acting_as(city.acting(who)), connection.cursor() as cursor:
        cursor.execute(f"select {function}", values)
        return cursor.fetchone()[0]


def ask_past(city, thread, who, regime="wgs_zvh", why=WHY):
    return call(city, who, "cases_ask_regime(gen_random_uuid(), %s, %s, %s, now())", thread.id,
                regime, why)  # fmt: skip


def decide_past(city, key, who, yes=True, why=""):
    return call(city, who, "cases_decide_regime(gen_random_uuid(), %s, %s, %s)", key, yes, why)


def opened(city, regime) -> Thread:
    with acting_as(city.acting("process_manager")) as acting:
        key = actions.open_case(acting, title="Straat", reason="Het loopt op.", purpose="Rust",
                                regime=regime)  # fmt: skip
    return Thread(city, key)


def changes():
    return RegimeChange.objects.using("keeper")


@pytest.mark.parametrize("regime", Regime.values)
def test_a_regime_is_chosen_at_opening(city, regime):
    assert opened(city, regime).row.regime == regime
    assert article_of(regime)


def test_the_form_offers_the_regimes_and_takes_the_local_one_by_itself(city, client_as):
    client = client_as("process_manager")
    page = client.get("/werk/casussen/nieuw/").content.decode()
    assert all(f'value="{code}"' in page for code in Regime.values)
    sent = {"title": "Straat", "reason": "Het loopt op.", "purpose": "Rust"}
    assert client.post("/werk/casussen/nieuw/", sent).status_code == 302
    assert Case.objects.using("keeper").get().regime == "lokaal_avg"
    wrong = client.post("/werk/casussen/nieuw/", {**sent, "regime": "eigen"})
    assert wrong.status_code == 422
    client.post("/werk/casussen/nieuw/", {**sent, "regime": "wgs_riec"})
    assert Case.objects.using("keeper").filter(regime="wgs_riec").count() == 1


@pytest.mark.parametrize(("regime", "party"), [("wgs_riec", "zorg"), ("wgs_zvh", "corporatie")])
def test_a_partner_that_the_regime_does_not_admit_is_refused_with_the_article(city, regime, party):
    thread = opened(city, regime)
    who = {"zorg": "care", "corporatie": "housing"}[party]
    with pytest.raises(ValidationError) as refused:
        thread.partner(party, who)
    assert article_of(regime) in refused.value.messages[0]
    thread.partner("politie", "police")


def test_one_asks_and_another_decides_each_with_a_trace(city):
    thread = running(city, 2)
    key = ask(thread)
    assert ask(thread) == key
    assert thread.row.regime == "lokaal_avg"
    decide(thread, key, reason="Eens.")
    decide(thread, key, reason="Eens.")
    row, asked = changes().get(), requests().get()
    assert thread.row.regime == row.to_regime == "wgs_zvh"
    assert (row.from_regime, row.reason, row.request_id) == ("lokaal_avg", WHY, key)
    assert (asked.grounds, asked.reason, asked.granted) == (WHY, "Eens.", True)
    assert (asked.requested_by_id, asked.decided_by_id, row.decided_by_id) == tuple(
        city.user(who) for who in ("case_manager", "process_manager", "process_manager")
    )
    for verb in ("case.request_regime", "case.change_regime"):
        assert Entry.objects.using("keeper").get(verb=verb).ground == "wgs_zvh"
    with pytest.raises(Conflict):
        decide(thread, key, granted=False, reason="Toch niet.")


def test_a_no_has_a_reason_and_leaves_the_case_as_it_was(city):
    thread = running(city, 2)
    key = ask(thread)
    with pytest.raises(ValidationError):
        decide(thread, key, granted=False, reason=" ")
    assert not decide_past(city, key, "process_manager", yes=False)
    decide(thread, key, granted=False, reason="Het blijft lokaal.")
    assert thread.row.regime == "lokaal_avg"
    assert not changes().exists()
    assert Entry.objects.using("keeper").get(verb="case.refuse_regime").ground == "wgs_zvh"
    assert ask(thread) != key


@pytest.mark.parametrize(
    ("regime", "reason"), [("lokaal_avg", WHY), ("eigen", WHY), ("wgs_zvh", "Daarom.")]
)
def test_what_is_no_choice_or_no_reason_is_one_clear_sentence(city, regime, reason):
    thread = running(city, 2)
    with pytest.raises(ValidationError):
        ask(thread, regime, reason=reason)
    assert not ask_past(city, thread, "case_manager", regime, reason)
    assert not requests().exists()


def test_nobody_decides_on_what_they_asked_also_not_with_a_second_account(city):
    """The process manager has the mandate, and asked."""
    thread = running(city, 2)
    key = ask(thread, who="process_manager")
    with pytest.raises(Conflict) as refused:
        decide(thread, key)
    assert refused.value.missing[0].what == "U vroeg dit zelf"
    assert not decide_past(city, key, "process_manager")
    thread.fill("operationeel", "lead")
    twin = city.user("lead")
    mine = User.objects.using("keeper").get(pk=city.user("process_manager")).email
    with people("keeper", twin, mine.replace("@", "+twee@")):
        assert not decide_past(city, key, "lead")
        with pytest.raises(Conflict):
            decide(thread, key, "lead")
    assert not changes().exists()
    decide(thread, key, "lead")
    assert thread.row.regime == "wgs_zvh"


@contextmanager
def people(alias, user_id, email):
    """Somebody with another address, for a while."""
    rows = User.objects.using(alias).filter(pk=user_id)
    before = rows.get().email
    rows.update(email=email)
    yield
    rows.update(email=before)


def test_only_a_seat_asks_and_only_one_that_the_new_regime_names_decides(city):
    thread = running(city, 2)
    thread.partner("politie", "police")
    for who, refusal in (("police", Conflict), ("process_manager2", Denied), ("mayor", Denied),
                         ("administrator", Denied)):  # fmt: skip
        with pytest.raises(refusal):
            ask(thread, who=who)
        assert not ask_past(city, thread, who)
    key = ask(thread, "wgs_riec")
    with pytest.raises(Conflict):
        ask(thread, who="process_manager")
    for who in ("process_manager", "case_manager"):
        with pytest.raises(Conflict):
            decide(thread, key, who)
        assert not decide_past(city, key, who)
    for who in ("process_manager2", "mayor", "administrator"):
        with pytest.raises(Denied):
            decide(thread, key, who)
        assert not decide_past(city, key, who)
    thread.fill("operationeel", "lead")
    decide(thread, key, "lead")
    assert thread.row.regime == "wgs_riec"


def test_nothing_moves_once_something_was_brought_in_also_past_the_program(city):
    """Also when it was asked before; what is in the way is told, not what or whose."""
    thread = running(city, 2)
    thread.partner("politie", "police")
    key = ask(thread)
    thread.do("police", actions.add_contribution, thread.id, nature="fact", text="Alleen politie.",
              release_to=[])  # fmt: skip
    for step in (lambda: decide(thread, key), lambda: ask(thread, "wgs_riec")):
        with pytest.raises(Conflict) as refused:
            step()
        gap = refused.value.missing[-1]
        assert gap.mend_url.endswith("/verstrekkingen/")
        assert "olitie" not in f"{gap.what}{gap.detail}"
    assert not decide_past(city, key, "process_manager")
    decide(thread, key, granted=False, reason="Er is al iets ingebracht.")
    assert not ask_past(city, thread, "case_manager")
    with (
        acting_as(city.acting("process_manager")),
        pytest.raises(ProgrammingError),
        transaction.atomic(),
    ):
        Case.objects.filter(pk=thread.id).update(regime="wgs_zvh")
    with (
        acting_as(city.acting("process_manager")),
        pytest.raises(ProgrammingError),
        transaction.atomic(),
    ):
        RegimeRequest.objects.filter(pk=key).update(granted=True)
    assert thread.row.regime == "lokaal_avg"


def test_who_the_new_regime_does_not_admit_leaves_first(city):
    thread = running(city, 2)
    thread.partner("corporatie", "housing")
    with acting_as(city.acting("case_manager")) as acting:
        (gap,) = gaps_to_ask(acting, thread.row, "wgs_zvh")
    assert "Corporatie" in gap.what
    assert gap.detail == article_of("wgs_zvh")
    with pytest.raises(Conflict):
        ask(thread)
    assert not ask_past(city, thread, "case_manager")
    assert not requests().exists()


def test_a_request_is_work_hinders_closing_and_is_a_secret_of_the_case(city):
    thread = running(city, 2)
    key = ask(thread)

    def tasks(who):
        with acting_as(city.acting(who)) as acting:
            found = my_work(acting)
        return {task.title: task.waits_for for task in found if "regime" in task.title}

    assert tasks("process_manager") == {"Besluit over een ander regime": ""}
    assert tasks("case_manager") == {"besluit over een ander regime": "procesregie / operationeel"}
    for who in ("process_manager2", "police", "mayor", "privacy_officer"):
        with acting_as(city.acting(who)):
            assert not RegimeRequest.objects.exists()
    with acting_as(city.acting("process_manager")):
        assert known_of(thread.id, ["regime_open"]) == {"regime_open": 1}
    decide(thread, key)
    assert tasks("process_manager") == tasks("case_manager") == {}


def test_the_pages(city, client_as):
    thread = running(city, 2)
    asker, there = client_as("case_manager"), f"/werk/casussen/{thread.id}/regime/"
    file = f"/werk/casussen/{thread.id}/"
    assert there in asker.get(file).content.decode()
    assert 'value="lokaal_avg"' not in asker.get(there).content.decode()
    assert asker.post(there, {"regime": "wgs_zvh", "reason": WHY}).status_code == 302
    assert thread.row.regime == "lokaal_avg"
    decides = f"{there}{requests().get().id}/"
    body = asker.get(file).content.decode()
    assert WHY in body
    assert decides not in body
    assert asker.post(decides, {"granted": "ja"}).status_code == 409
    client = client_as("process_manager")
    assert decides in client.get(file).content.decode()
    assert WHY in client.get(decides).content.decode()
    assert client.post(decides, {"granted": "nee"}).status_code == 422
    assert client_as("process_manager2").get(decides).status_code == 404
    assert client.post(decides, {"granted": "ja"}).status_code == 302
    assert thread.row.regime == "wgs_zvh"
    assert WHY in client.get(file).content.decode()
    thread.do("process_manager", actions.add_contribution, thread.id, nature="fact", text="Ruzie.",
              release_to=[])  # fmt: skip
    assert there not in client.get(file).content.decode()
    assert client.post(there, {"regime": "lokaal_avg", "reason": WHY}).status_code == 409
