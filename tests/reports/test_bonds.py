"""Reports that belong together: joined, split, linked; and what their residents read."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from baken.core.acting import acting_as, job, resident
from baken.core.errors import Conflict
from baken.reports import retention
from baken.reports.actions import desk
from baken.reports.actions.intake import add_message
from baken.reports.beside import beside
from baken.reports.bonds import actions
from baken.reports.bonds.models import Bond
from baken.reports.codes import State
from baken.reports.follow import code_of
from baken.reports.models import Contact, Message
from tests.reports.tools import HOLY, keeper_get, stored, tell, tree_of


@pytest.fixture
def pair(city):
    """(first, second): two reports about the same lantern."""
    return tell("Kapotte lantaarn", code="unsafe.dark"), tell("Lamp stuk", code="unsafe.dark")


def joined(city, one, main):
    with acting_as(city.acting("desk")) as acting:
        actions.join(acting, one.id, keeper_get(one.id).version, main)


def said_to(report):
    return [m.text for m in Message.objects.using("keeper").filter(report=report)]


def test_both_residents_get_the_answer_under_their_own_number(city, pair):
    main, one = pair
    joined(city, one, main)
    assert keeper_get(one.id).state == State.JOINED
    followed = Client().get(f"/volgen/{code_of(one.id)}/").content.decode()
    assert one.number in followed
    assert main.number not in followed
    assert "hetzelfde antwoord" in followed
    with acting_as(city.acting("desk")) as acting:
        desk.answer(acting, main.id, keeper_get(main.id).version, "De lamp brandt.", "solved")
    assert [keeper_get(r.id).state for r in pair] == [State.ANSWERED] * 2
    assert said_to(main) == said_to(one) == ["De lamp brandt."]


def test_a_joined_report_that_is_written_to_shows_at_the_main_one(city, pair):
    main, one = pair
    joined(city, one, main)
    with acting_as(resident(code_of(one.id))) as acting:
        add_message(acting, "Het is nu ook gevaarlijk", nonce=uuid4())
    with acting_as(city.acting("desk")) as acting:
        [bond] = beside(acting, main).bonds
    assert bond.number == one.number
    assert bond.news is not None


def test_loosened_it_is_read_again(city, client_as, pair):
    main, one = pair
    joined(city, one, main)
    bond = Bond.objects.using("keeper").get()
    client_as("desk").post(f"/werk/meldingen/{main.id}/los/{bond.id}/")
    assert keeper_get(one.id).state == State.READING
    assert keeper_get(one.id).due_at is not None
    joined(city, one, main)


def test_what_cannot_be_joined_is_refused(city, pair):
    main, one = pair
    far, third = tell("Lamp", where=HOLY), tell("Nog een lamp")
    with pytest.raises(ValidationError, match="dezelfde melding"):
        joined(city, one, one)
    with pytest.raises(ValidationError, match="verschillende buurten"):
        joined(city, one, far)
    joined(city, one, main)
    with pytest.raises(ValidationError, match="nog open"):
        joined(city, third, one)
    with pytest.raises(ValidationError, match="al andere samengevoegd"):
        joined(city, main, third)


def test_a_number_of_another_area_is_not_there(city, client_as):
    here, far = tell("Lamp"), tell("Lamp", where=HOLY)
    data = {"version": 1, "number": far.number}
    refused = client_as("desk_west").post(f"/werk/meldingen/{here.id}/samen/", data)
    assert refused.status_code == 422
    assert "vinden wij niet" in refused.content.decode()
    data["number"] = "M-0000"
    assert client_as("desk_west").post(f"/werk/meldingen/{here.id}/samen/", data).status_code == 422


def test_a_part_is_a_report_of_its_own_and_the_whole_gets_its_answer(city, client_as):
    whole = tell("Lamp stuk en afval", code="unsafe.dark", email="bo@voorbeeld.invalid")
    data = {"text": "Afval naast de bak", "subject": "waste.dumped", "nonce": uuid4()}
    client = client_as("desk")
    for _time in range(2):
        assert client.post(f"/werk/meldingen/{whole.id}/splits/", data).status_code == 302
    part = stored().get(source="part")
    assert (part.received_at >= whole.received_at, part.buurt_code) == (True, whole.buurt_code)
    assert part.read_due_at <= whole.read_due_at
    assert not Contact.objects.using("keeper").filter(report=part).exists()
    with acting_as(city.acting("desk")) as acting:
        desk.answer(acting, part.id, part.version, "Het afval is weg.", "solved")
    assert said_to(whole) == ["Het afval is weg."]
    assert keeper_get(whole.id).state == State.RECEIVED
    assert part.number in client.get(f"/werk/meldingen/{whole.id}/").content.decode()


def test_a_part_goes_with_its_whole(city):
    whole, dumped = tell("Lamp stuk en afval", code="unsafe.dark"), tree_of("waste.dumped")
    with acting_as(city.acting("desk")) as acting:
        part = actions.part(acting, whole.id, "Afval", dumped, nonce=uuid4())
    with acting_as(job("retention.run")) as acting:
        retention.remove_reports(acting, [whole.id])
    assert not stored().filter(id__in=[whole.id, part.id]).exists()
    assert not Bond.objects.using("keeper").exists()


def test_a_link_changes_nothing_else_and_is_made_once(city, client_as, pair):
    main, one = pair
    client = client_as("desk")
    for this, other in ((main, one), (one, main), (main, one)):
        sent = client.post(f"/werk/meldingen/{this.id}/verband/", {"number": other.number})
        assert sent.status_code == 302
    assert Bond.objects.using("keeper").count() == 1
    assert keeper_get(main.id).state == keeper_get(one.id).state == State.RECEIVED


def test_a_closed_report_is_not_split(city, pair):
    main, dumped = pair[0], tree_of("waste.dumped")
    with acting_as(city.acting("desk")) as acting:
        desk.answer(acting, main.id, main.version, "Klaar.", "solved")
        with pytest.raises(Conflict, match="niet meer open"):
            actions.part(acting, main.id, "Afval", dumped, nonce=uuid4())
