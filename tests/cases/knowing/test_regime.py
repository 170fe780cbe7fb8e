"""A regime is chosen at opening, and changes only by a decision while nothing was brought in."""

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, connection, transaction

from baken.audit.models import Entry
from baken.cases import actions
from baken.cases.actions.regime import change_regime, gaps
from baken.cases.codes import Regime
from baken.cases.disclosures.models import RegimeChange
from baken.cases.models import Case
from baken.cases.regimes import article_of
from baken.core.acting import acting_as
from baken.core.errors import Conflict, Denied
from tests.cases.build import Thread, running

WHY = "Dit hoort bij de tafel van het Zorg- en Veiligheidshuis."


def change(thread, regime="wgs_zvh", who="process_manager", reason=WHY):
    thread.do(who, change_regime, thread.id, regime=regime, reason=reason)


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


def test_it_is_decided_with_a_reason_and_a_trace(city):
    thread = running(city)
    change(thread)
    row = changes().get()
    assert thread.row.regime == row.to_regime == "wgs_zvh"
    assert (row.from_regime, row.reason) == ("lokaal_avg", WHY)
    assert row.decided_by_id == city.user("process_manager")
    assert Entry.objects.using("keeper").get(verb="case.change_regime").ground == "wgs_zvh"


@pytest.mark.parametrize(
    ("regime", "reason"), [("lokaal_avg", WHY), ("eigen", WHY), ("wgs_zvh", "Daarom.")]
)
def test_what_is_no_choice_or_no_reason_is_one_clear_sentence(city, regime, reason):
    thread = running(city)
    with pytest.raises(ValidationError):
        change(thread, regime, reason=reason)
    assert not changes().exists()


def test_only_a_seat_that_the_new_regime_names_decides(city):
    thread = running(city, 2)
    for who in ("process_manager", "case_manager"):
        with pytest.raises(Conflict):
            change(thread, "wgs_riec", who)
    thread.fill("operationeel", "lead")
    change(thread, "wgs_riec", "lead")
    assert thread.row.regime == "wgs_riec"
    for who in ("process_manager2", "police", "mayor", "administrator"):
        with pytest.raises(Denied):
            change(thread, "wgs_zvh", who)
    assert changes().count() == 1


def test_nothing_moves_once_something_was_brought_in_also_past_the_program(city):
    thread = running(city)
    thread.do("process_manager", actions.add_contribution, thread.id, nature="fact", text="Ruzie.",
              release_to=[])  # fmt: skip
    with pytest.raises(Conflict) as refused:
        change(thread)
    (gap,) = refused.value.missing
    assert gap.mend_url.endswith("/verstrekkingen/")
    with acting_as(city.acting("process_manager")):
        with connection.cursor() as cursor:
            cursor.execute(
                "select cases_change_regime(gen_random_uuid(), %s, 'wgs_zvh', %s)",
                [thread.id, WHY],
            )
            assert cursor.fetchone() == (False,)
        with pytest.raises(ProgrammingError), transaction.atomic():
            Case.objects.filter(pk=thread.id).update(regime="wgs_zvh")
    assert thread.row.regime == "lokaal_avg"


def test_what_another_organisation_brought_in_counts_and_is_not_told(city):
    """The bait is of the police; who decides hears that something is there, not what or whose."""
    thread = running(city)
    thread.partner("politie", "police")
    thread.do("police", actions.add_contribution, thread.id, nature="fact", text="Alleen politie.",
              release_to=[])  # fmt: skip
    with pytest.raises(Conflict) as refused:
        change(thread)
    assert "olitie" not in str([gap.what + gap.detail for gap in refused.value.missing])


def test_who_the_new_regime_does_not_admit_leaves_first(city):
    thread = running(city)
    thread.partner("corporatie", "housing")
    with acting_as(city.acting("process_manager")) as acting:
        (gap,) = gaps(acting, thread.row, "wgs_zvh")
    assert "Corporatie" in gap.what
    assert gap.detail == article_of("wgs_zvh")
    with pytest.raises(Conflict):
        change(thread)
    assert not changes().exists()


def test_the_page(city, client_as):
    thread = running(city)
    client, there = client_as("process_manager"), f"/werk/casussen/{thread.id}/regime/"
    assert there in client.get(f"/werk/casussen/{thread.id}/").content.decode()
    page = client.get(there).content.decode()
    assert 'value="lokaal_avg"' not in page
    assert client.post(there, {"regime": "wgs_zvh", "reason": WHY}).status_code == 302
    assert thread.row.regime == "wgs_zvh"
    assert WHY in client.get(f"/werk/casussen/{thread.id}/").content.decode()
    thread.do("process_manager", actions.add_contribution, thread.id, nature="fact", text="Ruzie.",
              release_to=[])  # fmt: skip
    assert there not in client.get(f"/werk/casussen/{thread.id}/").content.decode()
    again = client.post(there, {"regime": "lokaal_avg", "reason": WHY})
    assert again.status_code == 409
