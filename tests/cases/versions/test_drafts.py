"""A draft is written by keepers, adopted by another, and then never changes."""

from datetime import timedelta

import psycopg
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from baken.audit.models import Entry
from baken.cases import actions
from baken.cases.ave import newest
from baken.cases.models import AveModel, Case, ModelDraft
from baken.cases.versions import drafts
from baken.cases.versions.shape import to_file
from baken.core.acting import acting_as
from baken.core.errors import Conflict, Denied
from tests.cases.versions.town import WHO, a_draft, adopted, changed, do, example, row_of, write
from tests.city import City
from tests.conftest import CLUSTER


def verbs() -> list[str]:
    rows = Entry.objects.using("keeper").filter(verb__contains="model").order_by("at")
    return [row.verb for row in rows]


def test_a_draft_becomes_a_version_by_another_and_new_cases_start_on_it(city: City) -> None:
    key = a_draft(city)
    body = changed(key)
    body["clocks"]["seat"] = "4 wd"
    write(city, key, "klokken", body)
    made = adopted(city, key)
    assert (made.version, made.adopted_by, made.decision, made.label) == (
        1, "College van Voorbeeldstad", "Besluit 2026-17", "Versie 1",
    )  # fmt: skip
    assert made.body["clocks"]["seat"] == "4 wd"
    draft = row_of(key)
    assert (draft.model_id, draft.adopted_by_id) == (made.id, city.user("lead"))
    assert (draft.edited_by_id, draft.open) == (city.user("administrator"), False)
    assert verbs() == ["case.begin_model", "case.edit_model", "case.adopt_model"]
    with acting_as(city.acting("process_manager")) as acting:
        case = actions.open_case(
            acting, title="Portiek", reason="Het loopt op.", purpose="Weer veilig"
        )
    assert Case.objects.using("keeper").get(pk=case).model_id == made.id


def test_a_version_of_tomorrow_waits(city: City) -> None:
    key, today = a_draft(city), timezone.localdate()
    do(city, "mayor", drafts.adopt, key, decided=today, starts=today + timedelta(days=1), version=1,
       **WHO)  # fmt: skip
    with acting_as(city.acting("lead")):
        assert newest().id == example().id


@pytest.mark.parametrize("who", ["process_manager", "case_manager", "mayor", "police", "adviser"])
def test_only_keepers_write(city: City, who: str) -> None:
    key = a_draft(city)
    with pytest.raises(Denied):
        a_draft(city, who)
    with pytest.raises(Denied):
        write(city, key, "klokken", changed(key), who)
    with pytest.raises(Denied):
        do(city, who, drafts.drop, key)
    assert (row_of(key).version, ModelDraft.objects.using("keeper").count()) == (1, 1)


@pytest.mark.parametrize("who", ["administrator", "process_manager", "police", "privacy_officer"])
def test_only_who_has_the_mandate_adopts(city: City, who: str) -> None:
    key = a_draft(city)
    with pytest.raises(Denied):
        adopted(city, key, who)
    assert row_of(key).open


def test_who_wrote_last_does_not_adopt(city: City, superuser: psycopg.Connection) -> None:
    key = a_draft(city)
    write(city, key, "klokken", changed(key), "lead")
    with pytest.raises(Conflict, match="kan nog niet") as refused:
        adopted(city, key, "lead")
    assert [one.what for one in refused.value.missing] == ["U schreef als laatste aan dit concept"]
    assert row_of(key).open
    # Nor with a second account of the same person.
    superuser.execute(
        "update access_user set email = 'lead+twee@voorbeeld.invalid' where id = %s",
        [city.user("mayor")],
    )
    with pytest.raises(Conflict, match="intussen gewijzigd"):
        adopted(city, key, "mayor")
    assert row_of(key).open


def test_only_what_was_read_is_adopted(city: City) -> None:
    key, today = a_draft(city), timezone.localdate()
    write(city, key, "klokken", changed(key))
    with pytest.raises(Conflict, match="Lees het eerst"):
        do(city, "lead", drafts.adopt, key, decided=today, starts=today, version=1, **WHO)
    for wrong in ({"decided": today + timedelta(days=1), "starts": today + timedelta(days=2)},
                  {"decided": today, "starts": today - timedelta(days=1)}):  # fmt: skip
        with pytest.raises(ValidationError):
            do(city, "lead", drafts.adopt, key, version=2, **wrong, **WHO)
    assert row_of(key).open
    assert not AveModel.objects.using("keeper").exclude(adopted_by=None).exists()


def test_an_adopted_version_stays_for_everyone(city: City) -> None:
    key = a_draft(city)
    made = adopted(city, key)
    for role in ("keeper", "owner"):
        with psycopg.connect(CLUSTER.url(role)) as connection:
            for sql in ("update cases_avemodel set title = 'x' where id = %s",
                        "delete from cases_avemodel where id = %s"):  # fmt: skip
                with pytest.raises(psycopg.errors.InsufficientPrivilege, match="does not change"):
                    connection.execute(sql, [made.id])
                connection.rollback()
    with pytest.raises(Conflict, match="is vastgesteld"):
        write(city, key, "klokken", changed(key))
    with pytest.raises(Conflict, match="al vastgesteld"):
        adopted(city, key)
    assert AveModel.objects.using("keeper").get(pk=made.id).title == made.title


def test_two_who_write_both_keep_their_text(city: City) -> None:
    key = a_draft(city)
    mine, theirs = changed(key), changed(key)
    theirs["clocks"]["seat"], mine["clocks"]["seat"] = "3 wd", "4 wd"
    write(city, key, "klokken", theirs)
    with pytest.raises(Conflict) as conflict:
        do(city, "administrator", drafts.edit, key, section="klokken", body=mine, version=1)
    (both,) = conflict.value.versions
    assert "Antwoord van wie voor een stoel is gevraagd: 4 werkdagen" in both.mine
    assert "Antwoord van wie voor een stoel is gevraagd: 3 werkdagen" in both.theirs
    assert (conflict.value.newest, row_of(key).body["clocks"]["seat"]) == (2, "3 wd")
    text = to_file({"title": "Ons model", "source": "Nota"}, mine).encode()
    with pytest.raises(Conflict):
        do(city, "administrator", drafts.read_in, key, data=text, version=1)
    do(city, "administrator", drafts.read_in, key, data=text, version=2)
    row = row_of(key)
    assert (row.title, row.source, row.body["clocks"]["seat"]) == ("Ons model", "Nota", "4 wd")


def test_a_section_refuses_what_the_law_fixes(city: City) -> None:
    key = a_draft(city)
    with pytest.raises(ValidationError, match="nooit één persoon"):
        write(city, key, "algemeen", changed(key, apart_from=4))
    assert row_of(key).body["apart_from"] == 3
    # What another section makes wrong may be kept, but not adopted.
    write(city, key, "aanleidingen", changed(key, triggers={"anders": "Iets anders"}))
    with pytest.raises(Conflict, match="kan nog niet") as refused:
        adopted(city, key)
    assert [one.what for one in refused.value.missing] == [
        "De aanleiding van de acute sprong staat niet in de lijst."
    ]


def test_a_dropped_draft_is_gone(city: City) -> None:
    key = a_draft(city)
    do(city, "lead", drafts.drop, key)
    with pytest.raises(Denied):
        do(city, "administrator", drafts.find, key)
    with acting_as(city.acting("administrator")):
        assert drafts.open_drafts() == []
    assert row_of(key).dropped_at is not None
    with pytest.raises(Denied):
        do(city, "administrator", drafts.begin, key)
