"""Names behind the wall: shown one at a time, on purpose, to who may, with a trace."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from baken.access.models import Membership
from baken.audit.api import subject_mark
from baken.audit.models import Entry
from baken.core.acting import PUBLIC, acting_as, job, resident
from baken.core.errors import Conflict, Denied
from baken.people import api
from baken.people.models import Address, Company, Identity, Involvement, Person
from baken.people.rules import Born
from tests.city import City

NAME = "Lucinde Bakboord"
BORN = Born(date(1987, 4, 1), "month")
TABLES = (Person, Identity, Address, Company, Involvement)


def member(
    city: City, who: str, organisation: str, file_id: UUID, *, invited: bool = False
) -> None:
    Membership.objects.using("keeper").create(
        file_id=file_id,
        user_id=city.user(who),
        organisation_id=city.organisation(organisation),
        invited=invited,
        valid_from=timezone.now(),
    )


@pytest.fixture
def case(city: City) -> UUID:
    """A case with the case manager, the police, and an invited care worker."""
    file_id = uuid4()
    member(city, "case_manager", "gemeente", file_id)
    member(city, "police", "politie", file_id)
    member(city, "care", "zorg", file_id, invited=True)
    return file_id


def person(city: City, case: UUID, who: str = "case_manager", **shields: Any) -> UUID:
    acting = city.acting(who)
    with acting_as(acting):
        return api.add(
            acting, case, name=NAME, role=shields.pop("role", "subject"), born=BORN,
            address="Proefstraat 1", **shields,
        )  # fmt: skip


def trail(verb: str) -> list[Entry]:
    return list(Entry.objects.using("keeper").filter(verb=verb))


def test_a_list_shows_roles_and_no_names(city: City, case: UUID) -> None:
    person(city, case)
    with acting_as(city.acting("police")) as acting:
        (shown,) = api.listing(acting, case)
        assert (shown.label, shown.role_label) == ("Betrokkene 1", "om wie het gaat")
        page = render_to_string("people/list.html", {"people": [shown]})
    assert "Naam tonen" in page
    assert NAME not in page + repr(shown)
    assert trail("person.reveal") == []


def test_revealing_shows_the_name_once_and_leaves_a_trace(city: City, case: UUID) -> None:
    person_id = person(city, case)
    with acting_as(city.acting("police")) as acting:
        name = api.reveal(acting, person_id, "contact")
        assert (name.name, name.born, name.address) == (NAME, BORN, "Proefstraat 1")
        assert not Identity.objects.exists()
        assert not Address.objects.exists()
    (entry,) = trail("person.reveal")
    assert entry.ground == "contact"
    assert entry.object_id == person_id
    assert entry.user_id == city.user("police")
    assert bytes(entry.subject) == subject_mark(person_id)


def test_no_query_finds_a_name_by_accident(city: City, case: UUID) -> None:
    """Lists, joins, counts and raw SQL: without a reveal there is nothing."""
    person(city, case)
    with acting_as(city.acting("case_manager")):
        assert Person.objects.count() == 1
        assert Identity.objects.count() == 0
        assert Address.objects.count() == 0
        assert list(Person.objects.values_list("identity__name", flat=True)) == [None]
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from people_identity i, people_person p")
            assert cursor.fetchone() == (0,)


def test_a_reveal_shows_that_one_person_only(city: City, case: UUID) -> None:
    first = person(city, case)
    person(city, case)
    with acting_as(city.acting("case_manager")), connection.cursor() as cursor:
        cursor.execute("select set_config('baken.reveal', %s, true)", [str(first)])
        assert list(Identity.objects.values_list("person_id", flat=True)) == [first]
        cursor.execute("select set_config('baken.reveal', 'onzin', true)")
        assert not Identity.objects.exists()
    with acting_as(city.acting("case_manager")):
        assert not Identity.objects.exists()


@pytest.mark.parametrize(
    "who",
    ["police2", "housing", "care", "process_manager", "desk", "administrator", "privacy_officer",
     "mayor", "adviser"],
)  # fmt: skip
def test_who_is_not_on_the_case_sees_nothing_at_all(city: City, case: UUID, who: str) -> None:
    person_id = person(city, case)
    company_of(city, case)
    with acting_as(city.acting(who)) as acting, connection.cursor() as cursor:
        assert api.listing(acting, case) == []
        cursor.execute("select set_config('baken.reveal', %s, true)", [str(person_id)])
        for table in TABLES:
            assert not table._base_manager.exists(), table
    with pytest.raises(Denied), acting_as(city.acting(who)) as acting:
        api.reveal(acting, person_id, "contact")
    assert trail("person.reveal") == []


def test_without_an_acting_or_with_a_wrong_one_there_is_nothing(city: City, case: UUID) -> None:
    person(city, case)
    company_of(city, case)
    for acting in (PUBLIC, resident("x"), job("messages.send")):
        with acting_as(acting):
            assert not any(table._base_manager.exists() for table in TABLES)
    assert not any(table._base_manager.exists() for table in TABLES)


def test_a_shielded_name_is_for_who_brought_it_in(city: City, case: UUID) -> None:
    person_id = person(city, case, "police", shielded_identity=True)
    with acting_as(city.acting("case_manager")) as acting:
        (shown,) = api.listing(acting, case)
        assert shown.may_reveal is False
        assert "Naam tonen" not in render_to_string("people/list.html", {"people": [shown]})
    with pytest.raises(Denied), acting_as(city.acting("case_manager")) as acting:
        api.reveal(acting, person_id, "contact")
    with acting_as(city.acting("police")) as acting:
        assert api.reveal(acting, person_id, "contact").name == NAME


def test_a_shielded_address_hides_only_the_address(city: City, case: UUID) -> None:
    person_id = person(city, case, "police", shielded_address=True)
    with acting_as(city.acting("case_manager")) as acting:
        assert api.reveal(acting, person_id, "danger").address is None
    with acting_as(city.acting("police")) as acting:
        assert api.reveal(acting, person_id, "danger").address == "Proefstraat 1"


def test_who_reported_is_always_shielded(city: City, case: UUID) -> None:
    person(city, case, role="reporter")
    with acting_as(city.acting("police")) as acting:
        (shown,) = api.listing(acting, case)
    assert (shown.shielded_identity, shown.shielded_address, shown.may_reveal) == (
        True,
        True,
        False,
    )


def test_only_who_brought_someone_in_changes_the_shield(city: City, case: UUID) -> None:
    person_id = person(city, case)
    involvement = Involvement.objects.using("keeper").get()
    with pytest.raises(Denied), acting_as(city.acting("police")) as acting:
        api.shield(acting, involvement.id, identity=False, address=False)
    with acting_as(city.acting("case_manager")) as acting:
        api.shield(acting, involvement.id, identity=True, address=True)
    with pytest.raises(Denied), acting_as(city.acting("police")) as acting:
        api.reveal(acting, person_id, "contact")


def test_nobody_brings_people_into_a_case_that_is_not_theirs(city: City, case: UUID) -> None:
    for who in ("housing", "care", "process_manager", "desk", "administrator"):
        with pytest.raises(ProgrammingError, match="row-level security"):
            person(city, case, who)
    with pytest.raises(Denied), acting_as(resident("x")) as acting:
        api.add(acting, case, name=NAME, role="subject")
    assert not Person.objects.using("keeper").exists()


def test_wrong_input_is_refused_before_anything_is_written(city: City, case: UUID) -> None:
    with acting_as(city.acting("case_manager")) as acting:
        for wrong in (
            {"role": "verdachte"},
            {"name": " "},
            {"name": "Jan 123456782"},
            {"address": "BSN 123456782"},
            {"born": Born(date(1850, 1, 1))},
        ):
            given: dict[str, Any] = {"name": NAME, "role": "subject", **wrong}
            with pytest.raises(ValidationError):
                api.add(acting, case, **given)
        with pytest.raises(ValidationError, match="waarom"):
            api.reveal(acting, uuid4(), "nieuwsgierig")
    assert not Person.objects.using("keeper").exists()


def company_of(city: City, case: UUID, **changed: Any) -> UUID:
    acting = city.acting("case_manager")
    with acting_as(acting):
        return api.add_company(
            acting, case, name="Proefhandel B.V.", role="operator", kvk="12345678", **changed
        )


def test_a_company_is_shown_by_name_unless_it_is_shielded(city: City, case: UUID) -> None:
    company_of(city, case)
    company_of(city, case, shielded=True)
    with acting_as(city.acting("police")) as acting:
        shown = api.listing(acting, case)
    assert [(c.label, c.kvk) for c in shown] == [
        ("Proefhandel B.V.", "12345678"),
        ("Betrokkene 2", ""),
    ]
    with acting_as(city.acting("case_manager")) as acting:
        assert [c.label for c in api.listing(acting, case)] == ["Proefhandel B.V."] * 2


def test_correcting_a_name(city: City, case: UUID) -> None:
    person_id = person(city, case)
    with acting_as(city.acting("case_manager")) as acting:
        api.correct(acting, person_id, name="Lucinde Stuurboord", born=None, version=1)
        mended = api.reveal(acting, person_id, "same_person")
    assert (mended.name, mended.born, mended.version) == ("Lucinde Stuurboord", None, 2)
    with pytest.raises(Conflict) as caught, acting_as(city.acting("case_manager")) as acting:
        api.correct(acting, person_id, name="Iemand Anders", born=None, version=1)
    (version,) = caught.value.versions
    assert (version.mine, version.theirs) == ("Iemand Anders", "Lucinde Stuurboord")
    with pytest.raises(Denied), acting_as(city.acting("police")) as acting:
        api.correct(acting, person_id, name="Iemand Anders", born=None, version=2)


def test_the_database_holds_no_readable_name(city: City, case: UUID, superuser: Any) -> None:
    person(city, case)
    company_of(city, case)
    for table in ("people_identity", "people_address", "people_company"):
        text = superuser.execute(f"select {table}::text from {table}").fetchone()[0]
        for word in ("Bakboord", "1987", "Proefstraat", "Proefhandel"):
            assert word not in text
            assert word.encode().hex() not in text


def test_people_go_with_their_last_case(city: City, case: UUID) -> None:
    person(city, case)
    company_of(city, case)
    other = uuid4()
    member(city, "case_manager", "gemeente", other)
    kept = person(city, other)
    with acting_as(city.acting("case_manager")) as acting:
        assert api.remove(acting, [case]) == 0
    with acting_as(job("retention.run")) as run:
        assert api.remove(run, [case]) == 2
    assert [p.id for p in Person.objects.using("keeper").all()] == [kept]
    assert [i.person_id for i in Identity.objects.using("keeper").all()] == [kept]
    assert not Company.objects.using("keeper").exists()


@pytest.mark.parametrize("people", [1, 3])
def test_a_list_takes_two_queries(city: City, case: UUID, people: int) -> None:
    for _ in range(people):
        person(city, case)
        company_of(city, case)
    with acting_as(city.acting("police")) as acting, CaptureQueriesContext(connection) as seen:
        assert len(api.listing(acting, case)) == 2 * people
    assert len(seen) == 2


def test_the_page_asks_why_first(city: City, case: UUID, client_as: Callable[..., Client]) -> None:
    person_id = person(city, case)
    client = client_as("police")
    address = reverse("people:reveal", args=[person_id])
    asked = client.get(address)
    assert NAME not in asked.content.decode()
    assert trail("person.reveal") == []
    wrong = client.post(address, {"ground": "nieuwsgierig"})
    assert wrong.status_code == 422
    assert NAME not in wrong.content.decode()
    shown = client.post(address, {"ground": "meeting"})
    text = shown.content.decode()
    assert NAME in text
    assert "april 1987" in text
    assert shown["Cache-Control"] == "no-store"
    assert len(trail("person.reveal")) == 1
    part = client.post(address, {"ground": "meeting"}, headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert NAME in part.content.decode()


def test_hidden_shielded_and_absent_persons_look_the_same(
    city: City, case: UUID, client_as: Callable[..., Client]
) -> None:
    hidden = person(city, case)
    client = client_as("police2")
    client.get(reverse("messages:outbox"))
    for person_id in (hidden, uuid4()):
        address = reverse("people:reveal", args=[person_id])
        assert client.get(address).status_code == 404
        assert client.post(address, {"ground": "contact"}).status_code == 404
