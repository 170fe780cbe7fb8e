"""Scenario 11: a victim at a secret address, in the same household as the perpetrator."""

import pytest
from django.core.exceptions import ValidationError

from baken.cases import actions as case_actions
from baken.cases.duty import actions
from baken.cases.duty.letter_views import address_of
from baken.cases.duty.queries import person as person_of
from baken.core.acting import acting_as
from baken.core.errors import Denied
from baken.people import api as people
from baken.people.models import Address, Identity, Involvement
from tests.cases.build import opened, running
from tests.cases.duty.build import obtained, put_on, today

SECRET = "Blijf-van-mijn-lijfpad 7\n9999 ZZ Elders"
VICTIM = "Vera Verborgenberg"


@pytest.fixture
def home(city):
    """A case with a perpetrator and a victim; only procesregie may see the victim."""
    thread = running(city, 2)
    thread.partner("politie", "police")
    put_on(thread, name="Dirk Daderman")
    victim = put_on(thread, name=VICTIM, role="victim", address=SECRET)
    thread.do("process_manager", actions.set_shield, thread.id, victim,
              identity=True, address=True, roles=["procesregie"])  # fmt: skip
    return thread, victim


def reveal(thread, who, person):
    return thread.do(who, people.reveal, person, "contact")


def test_only_the_named_seat_sees_name_and_address(home):
    thread, victim = home
    found = reveal(thread, "process_manager", victim)
    assert (found.name, found.address) == (VICTIM, SECRET)
    for who in ("case_manager", "police"):
        with pytest.raises(Denied):
            reveal(thread, who, victim)


def test_the_bait_was_there_before_it_was_shielded(city):
    thread = running(city, 2)
    victim = put_on(thread, name=VICTIM, address=SECRET)
    assert reveal(thread, "case_manager", victim).address == SECRET
    thread.do("process_manager", actions.set_shield, thread.id, victim,
              identity=False, address=True, roles=["procesregie"])  # fmt: skip
    found = reveal(thread, "case_manager", victim)
    assert (found.name, found.address) == (VICTIM, None)


def test_a_seat_of_another_organisation_may_be_named(home, city):
    thread, victim = home
    thread.fill("casusregie", "police")
    with pytest.raises(Denied):
        reveal(thread, "police", victim)
    thread.do("process_manager", actions.set_shield, thread.id, victim,
              identity=True, address=True, roles=["procesregie", "casusregie"])  # fmt: skip
    assert reveal(thread, "police", victim).address == SECRET


def test_who_stands_up_sees_nothing_more(home):
    thread, victim = home
    thread.do("process_manager", actions.set_shield, thread.id, victim,
              identity=True, address=True, roles=["casusregie"])  # fmt: skip
    assert reveal(thread, "case_manager", victim).name == VICTIM
    with pytest.raises(Denied):
        reveal(thread, "process_manager", victim)
    thread.fill("casusregie", "police")
    with pytest.raises(Denied):
        reveal(thread, "case_manager", victim)


def test_bringing_the_victim_into_a_second_case_opens_nothing(home, city):
    """No merge of two cases reveals the address: a second role is no second key."""
    _first, victim = home
    second = opened(city)
    with acting_as(city.acting("process_manager")) as acting:
        Involvement.objects.create(
            person_id=victim, file_id=second.id, role="contact",
            organisation_id=acting.organisation_id, added_at="2026-01-01T00:00Z",
        )  # fmt: skip
    second.fill("casusregie", "case_manager")
    with pytest.raises(Denied):
        reveal(second, "case_manager", victim)
    # a member without the seat cannot even make that link reveal itself
    with acting_as(city.acting("case_manager")):
        assert not Identity.objects.filter(person_id=victim).exists()
        assert not Address.objects.filter(person_id=victim).exists()


def test_a_letter_never_carries_a_shielded_address(home, city):
    thread, victim = home
    with acting_as(city.acting("process_manager")) as acting:
        found = person_of(acting, thread.id, victim)
        lines = address_of(acting, found)
    assert lines == [VICTIM, "Persoonlijk overhandigen"]
    with pytest.raises(ValidationError, match="afgeschermd"):
        thread.do("process_manager", actions.inform, thread.id, victim, obtained(),
                  informed_on=today(), manner="letter")  # fmt: skip


def test_only_who_brought_the_victim_in_names_seats(home):
    thread, victim = home
    with pytest.raises(Denied):
        thread.do("police", actions.set_shield, thread.id, victim,
                  identity=False, address=False, roles=[])  # fmt: skip


def test_pages_counts_and_errors_tell_nothing(home, client_as):
    thread, victim = home
    for who in ("case_manager", "police"):
        client = client_as(who)
        there = f"betrokkenen/{victim}"
        for tail in ("", "?deel=personen", "betrokkenen/", f"{there}/brief/", f"{there}/kind/",
                     f"{there}/informeren/"):  # fmt: skip
            text = client.get(f"/werk/casussen/{thread.id}/{tail}").content.decode()
            assert "Verborgenberg" not in text
            assert "lijfpad" not in text
        answer = client.post(f"/werk/casussen/{thread.id}/betrokkenen/{victim}/brief/")
        assert answer.status_code == 404
        assert "lijfpad" not in answer.content.decode()
    client = client_as("process_manager")
    answer = client.post(f"/werk/casussen/{thread.id}/betrokkenen/{victim}/brief/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_naming_seats_needs_a_shield(home):
    thread, victim = home
    with pytest.raises(ValidationError, match="Kies eerst"):
        thread.do("process_manager", actions.set_shield, thread.id, victim,
                  identity=False, address=False, roles=["procesregie"])  # fmt: skip


def test_a_name_in_a_text_is_found_for_who_may_know_it(home, city):
    thread, victim = home
    other = put_on(thread, name="Ot en Sienstra", address="")
    text = f"Gezien met {VICTIM.upper()} bij Blijf van mijn lijfpad 7."
    with acting_as(city.acting("process_manager")) as acting:
        assert people.mentioned(acting, thread.id, text, apart_from=other) == ["Betrokkene 2"]
        assert people.mentioned(acting, thread.id, text, apart_from=victim) == []
    with acting_as(city.acting("case_manager")) as acting:
        assert people.mentioned(acting, thread.id, text, apart_from=other) == []


def test_contributions_do_not_depend_on_it(home):
    thread, _victim = home
    said = thread.do("case_manager", case_actions.add_contribution, thread.id,
                     nature="fact", text="Er is iets gezien.")  # fmt: skip
    assert said
