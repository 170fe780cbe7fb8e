"""Lists of files that two people decide on, and what then becomes of the files."""

import json
import threading
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from baken.audit.models import Entry
from baken.cases import actions as work
from baken.cases.api import find
from baken.cases.models import AveModel, Case, CaseContent
from baken.cases.retention import kept_until, term_of
from baken.core.acting import acting_as, job
from baken.core.errors import Conflict, Denied
from baken.retention import actions, lists, proof, queries
from baken.retention.api import my_work
from baken.retention.models import Certificate, Hold, Proposal, RemovalItem, RemovalList, Run
from tests.cases.build import running
from tests.cases.test_documents import photo
from tests.city import City

TODAY = date(2026, 11, 22)
RUN = job("retention.run")
OFFICER, ADMIN = "privacy_officer", "administrator"


def closed(
    regime: str = "lokaal_avg", *, opened: str = "2015-01-01", shut: str = "2021-11-21",
    **more: Any,
) -> UUID:  # fmt: skip
    """A case that was closed, and when."""
    moments = (timezone.make_aware(datetime.fromisoformat(day)) for day in (opened, shut))
    first, last = moments
    key = uuid4()
    Case.objects.using("keeper").create(
        id=key, number=f"C-{key.hex[:8]}", model=AveModel.objects.using("keeper").first(),
        regime=regime, lifecycle="closed", phase=1, purpose="x", opened_at=first, closed_at=last,
        **more,
    )  # fmt: skip
    return key


def left() -> set[UUID]:
    return set(Case.objects.using("keeper").values_list("id", flat=True))


def drafted() -> RemovalList:
    actions.count(RUN, TODAY)
    return RemovalList.objects.using("keeper").latest("number")


def proposed(city: City, who: str = ADMIN) -> RemovalList:
    draft = drafted()
    with acting_as(city.acting(who)) as acting:
        lists.propose(acting, draft.id)
    return RemovalList.objects.using("keeper").select_related("proposal").get(pk=draft.id)


def decided(city: City, who: str = OFFICER, *, approved: bool = True) -> RemovalList:
    found = proposed(city, ADMIN if who == OFFICER else OFFICER)
    decide(city, found, who, approved=approved)
    return found


def decide(city: City, found: RemovalList, who: str = OFFICER, **more: Any) -> None:
    given = {"approved": True, "reason": "Nee", "fingerprint": found.proposal.fingerprint, **more}
    with acting_as(city.acting(who)) as acting:
        lists.decide(acting, found.id, **given)


def items() -> dict[UUID, RemovalItem]:
    return {item.object_id: item for item in RemovalItem.objects.using("keeper")}


def hold(city: City, key: UUID) -> UUID:
    with acting_as(city.acting(OFFICER)) as acting:
        return actions.place_hold(acting, key, "Er loopt bezwaar")


def ended(found: RemovalList) -> bool:
    return RemovalList.objects.using("keeper").get(pk=found.pk).ended_at is not None


def test_what_is_over_its_term_waits_on_a_draft_and_nothing_goes(city: City) -> None:
    old, young = closed(), closed(shut="2021-11-22")
    draft = drafted()
    actions.remove_due(RUN, TODAY)
    assert left() == {old, young}
    assert (draft.number, set(items()), Run.objects.using("keeper").latest("started_at").failed) \
        == (1, {old}, [])  # fmt: skip
    item = items()[old]
    assert (item.last_day, item.what) == (date(2026, 11, 21), "casus: Lokale samenwerking (AVG)")
    assert item.label == Case.objects.using("keeper").get(pk=old).number


def test_a_draft_follows_the_count_and_goes_when_it_is_empty(city: City) -> None:
    closed()
    first = drafted()
    other = closed()
    assert drafted().id == first.id
    assert len(items()) == 2
    for key in (other, *left()):
        hold(city, key)
    actions.count(RUN, TODAY)
    assert not RemovalList.objects.using("keeper").exists()
    assert not items()


def test_one_puts_forward_and_another_approves_and_then_it_goes(city: City) -> None:
    old, other = closed(), closed()
    found = decided(city)
    assert left() == {old, other}
    actions.remove_due(RUN, TODAY)
    assert left() == set()
    assert all(item.removed_at for item in items().values())
    assert ended(found)
    done = Certificate.objects.using("keeper").get()
    assert (done.list_number, done.removed) == (found.number, 2)
    assert (done.proposed_as, done.approved_as) == ("Functioneel beheerder", "Privacyfunctionaris")
    assert done.approved_on == timezone.localdate()
    verbs = Entry.objects.using("keeper").filter(verb__startswith="retention.")
    told = list(verbs.order_by("id").values_list("verb", flat=True))
    assert told == ["retention.count", "retention.propose", "retention.approve",
                    "retention.remove", "retention.run"]  # fmt: skip


def test_the_certificate_verifies_and_names_nobody(
    city: City, tmp_path: Path, superuser: Any, client_as: Callable[..., Client]
) -> None:
    closed()
    decided(city)
    actions.remove_due(RUN, TODAY)
    made = Certificate.objects.using("keeper").get()
    officer = client_as(OFFICER)
    page = officer.get(reverse("retention:certificate", args=[made.id])).content.decode()
    assert "voorgelegd door de Functioneel beheerder" in page
    assert "Klopt" in page
    body = officer.get(reverse("retention:certificate_file", args=[made.id])).content
    file = tmp_path / "v.json"
    file.write_bytes(body)
    assert proof.problems(file) == []
    told = json.loads(body)
    for name in ("Privacy Officer Voorbeeld", str(city.user(OFFICER)), str(city.user(ADMIN))):
        assert name not in body.decode()
    file.write_text(json.dumps({**told, "approved_as": "Burgemeester"}))
    assert proof.problems(file)
    file.write_text(json.dumps({k: v for k, v in told.items() if k != "list_number"}))
    assert proof.problems(file)
    with acting_as(RUN):
        assert queries.first_broken_certificate() is None
    superuser.execute("update retention_certificate set approved_as = 'Niemand'")
    with acting_as(RUN):
        assert queries.first_broken_certificate() == 1


def test_who_puts_forward_does_not_approve(city: City) -> None:
    key = closed()
    found = proposed(city, OFFICER)
    with pytest.raises(Denied, match="keurt haar niet goed"):
        decide(city, found, OFFICER)
    with acting_as(city.acting(OFFICER)) as acting:
        mine = Proposal.objects.filter(pk=found.proposal.pk)
        assert mine.update(decided_by=acting.user_id, decided_as=acting.capacity,
                           decided_at=timezone.now(), approved=True) == 0  # fmt: skip
    with pytest.raises(IntegrityError, match="another_decides"):
        Proposal.objects.using("keeper").update(
            decided_by=city.user(OFFICER), decided_at=timezone.now(), approved=True
        )
    actions.remove_due(RUN, TODAY)
    assert left() == {key}


@pytest.mark.parametrize("who", ["process_manager", "desk", "mayor", "police"])
def test_nobody_else_puts_forward_or_decides(city: City, who: str) -> None:
    key = closed()
    draft = drafted()
    with pytest.raises(Denied), acting_as(city.acting(who)) as acting:
        lists.propose(acting, draft.id)
    with pytest.raises(ProgrammingError), acting_as(city.acting(who)) as acting:
        Proposal.objects.create(
            list_id=draft.id, proposed_by=acting.user_id, proposed_as=acting.capacity,
            proposed_at=timezone.now(), fingerprint="x",
        )  # fmt: skip
    found = proposed(city)
    with pytest.raises(Denied):
        decide(city, found, who)
    assert left() == {key}


def test_what_was_put_forward_does_not_change(city: City, superuser: Any) -> None:
    first = closed()
    found = proposed(city)
    late = closed()
    with pytest.raises(ProgrammingError, match="row-level security"), acting_as(RUN):
        RemovalItem.objects.create(list=found, model="cases.Case", what="x", object_id=late,
                                   label="x", last_day=TODAY)  # fmt: skip
    with acting_as(RUN):
        assert RemovalItem.objects.filter(list=found).delete()[0] == 0
    actions.count(RUN, TODAY)
    assert items()[first].list_id == found.id
    assert items()[late].list_id != found.id
    decide(city, found)
    superuser.execute("update retention_item set list_id = %s", [found.id])
    actions.remove_due(RUN, TODAY)
    assert left() == {first, late}
    assert Run.objects.using("keeper").get(kind="removal").failed == ["cases.Case"]


def test_a_hold_after_the_proposal_takes_a_file_off_for_good(city: City) -> None:
    held, lifted, goes = closed(), closed(), closed()
    old = hold(city, goes)
    with acting_as(city.acting(OFFICER)) as acting:
        actions.lift_hold(acting, old)
    Hold.objects.using("keeper").create(
        object_id=goes, reason="x", placed_by=city.user(OFFICER),
        placed_at=timezone.now() - timedelta(days=900),
        until=TODAY - timedelta(days=2),
    )  # fmt: skip
    found = proposed(city)
    decide(city, found)
    hold(city, held)
    with acting_as(city.acting(OFFICER)) as acting:
        actions.lift_hold(acting, hold_now(acting, lifted))
    actions.remove_due(RUN, TODAY)
    assert left() == {held, lifted}
    assert (items()[held].off_because, items()[lifted].off_because) == ("hold", "hold")
    assert ended(found)
    actions.count(RUN, TODAY)
    assert items()[lifted].list_id != found.id
    assert RemovalItem.objects.using("keeper").filter(object_id=held).count() == 1


def hold_now(acting: Any, key: UUID) -> UUID:
    return actions.place_hold(acting, key, "Bezwaar")


def test_what_is_not_over_its_term_any_more_falls_off(city: City) -> None:
    key = closed()
    found = decided(city)
    Case.objects.using("keeper").update(closed_at=timezone.now())
    actions.remove_due(RUN, TODAY)
    assert left() == {key}
    assert items()[key].off_because == "not_due"
    assert ended(found)


def test_a_refused_list_ends_and_its_files_come_back_on_another(city: City) -> None:
    key = closed()
    found = proposed(city)
    with pytest.raises(ValidationError, match="waarom"):
        decide(city, found, approved=False, reason=" ")
    with pytest.raises(Conflict, match="niet de lijst"):
        decide(city, found, fingerprint="0" * 64)
    decide(city, found, approved=False)
    with pytest.raises(Conflict, match="niets te besluiten"):
        decide(city, found)
    with pytest.raises(Conflict, match="al voorgelegd"), acting_as(city.acting(OFFICER)) as acting:
        lists.propose(acting, found.id)
    with pytest.raises(Denied), acting_as(city.acting(OFFICER)) as acting:
        lists.propose(acting, uuid4())
    actions.remove_due(RUN, TODAY)
    assert left() == {key}
    assert ended(found)
    actions.count(RUN, TODAY)
    again = RemovalItem.objects.using("keeper").get(object_id=key, list__ended_at=None)
    assert again.list.number == 2


def test_two_decide_at_once_and_one_does(city: City) -> None:
    closed()
    found = proposed(city, "privacy_officer")
    outcomes, gate = [], threading.Barrier(2)

    def yes() -> None:
        try:
            gate.wait(5)
            decide(city, found, ADMIN)
            outcomes.append("done")
        except Conflict:
            outcomes.append("late")
        finally:
            connection.close()

    threads = [threading.Thread(target=yes) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(20)
    assert sorted(outcomes) == ["done", "late"]


def test_each_regime_has_its_own_term(city: City) -> None:
    keys = {
        "local": closed("lokaal_avg", shut="2021-11-21"),
        "zvh": closed("wgs_zvh", shut="2021-11-21"),
        "riec": closed("wgs_riec", shut="2021-11-21"),
        # Ten years from the first processing: the day of closing does not count.
        "boa": closed("boa_wpg", opened="2016-11-21", shut="2026-10-01"),
    }
    for regime in ("lokaal_avg", "wgs_zvh", "wgs_riec"):
        closed(regime, shut="2021-11-22")
    closed("boa_wpg", opened="2016-11-22", shut="2016-12-01")
    closed(shut="2010-01-01", practice=True)
    drafted()
    assert set(items()) == set(keys.values())
    assert {item.last_day for item in items().values()} == {date(2026, 11, 21)}
    kept = {case.id: kept_until(case) for case in Case.objects.using("keeper")}
    assert kept[keys["boa"]] == date(2026, 11, 21)
    assert "niet nagekeken" in term_of("wgs_riec").selection
    assert "Wpg art. 8" in term_of("boa_wpg").selection
    assert all(len(term_of(code).selection) <= 300 for code in ("lokaal_avg", "boa_wpg"))


def test_a_removed_file_is_in_no_table_no_folder_and_no_search(
    city: City, superuser: Any, settings: Any, tmp_path: Path
) -> None:
    settings.BAKEN_FILES = tmp_path
    thread = running(city, 2)
    thread.partner("politie", "police")
    thread.do("police", work.add_document, thread.id, file=photo(), text="Foto",
              release_to=[city.organisation("gemeente")])  # fmt: skip
    thread.ready()
    thread.do("process_manager", work.close, thread.id, reason="Klaar")
    number = thread.row.number
    with acting_as(city.acting("process_manager")) as acting:
        assert find(acting, number)
    Case.objects.using("keeper").update(closed_at="2020-01-01T12:00:00+01:00")
    stored = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert stored
    decided(city)
    actions.remove_due(RUN, TODAY)
    with acting_as(city.acting("process_manager")) as acting:
        assert not find(acting, number)
        assert not CaseContent.objects.filter(case_id=thread.id).exists()
    assert mentions(superuser, str(thread.id)) <= {
        "audit_entry", "audit_unsealed", "retention_item", "retention_erasure", "retention_plan"
    }  # fmt: skip
    assert [path for path in stored if path.exists()] == []


def mentions(superuser: Any, key: str) -> set[str]:
    """The tables that hold this key anywhere."""
    tables = superuser.execute(
        "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
        " where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition"
    ).fetchall()
    return {
        name for (name,) in tables
        if superuser.execute(
            f"select exists (select from {name} t where t::text like %s)", [f"%{key}%"]
        ).fetchone()[0]
    }  # fmt: skip


def passed(client: Client, ago: float) -> Client:
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time() - ago}]
    session.save()
    return client


def test_the_pages(city: City, client_as: Callable[..., Client]) -> None:
    admin, officer = client_as(ADMIN), client_as(OFFICER)
    lists_url = reverse("retention:lists")
    assert "Er is nog geen lijst" in admin.get(lists_url).content.decode()
    closed()
    held = closed()
    draft = drafted()
    there = reverse("retention:list", args=[draft.id])
    assert "concept" in admin.get(there).content.decode()
    assert admin.post(reverse("retention:propose", args=[draft.id])).status_code == 302
    assert "U legde deze lijst zelf voor" in admin.get(there).content.decode()
    assert "Wacht op een tweede mens" in officer.get(lists_url).content.decode()
    assert "Lijst 1: 2 dossiers" in officer.get(reverse("retention:overview")).content.decode()
    decision = reverse("retention:decide", args=[draft.id])
    hold(city, held)
    assert officer.get(decision)["Location"].startswith("/account/2fa/reauthenticate/")
    page = passed(officer, 10).get(decision).content.decode()
    assert "Uw besluit" in page
    assert "Tegengehouden: gaat niet weg" in page
    print_ = Proposal.objects.using("keeper").get().fingerprint
    given = {"approved": "ja", "fingerprint": print_, "reason": "Nagekeken"}
    assert passed(officer, 3600).post(decision, given).status_code == 422
    passed(officer, 60)
    wrong = officer.post(decision, {**given, "approved": "nee", "reason": ""})
    assert wrong.status_code == 422
    assert "waarom" in wrong.content.decode()
    assert officer.post(decision, {"fingerprint": print_}).status_code == 422
    assert officer.post(decision, given).status_code == 302
    assert "keurde deze lijst goed" in officer.get(there).content.decode()
    assert "Nagekeken" in officer.get(there).content.decode()
    actions.remove_due(RUN, TODAY)
    assert "Van de lijst" in officer.get(there).content.decode()
    for url in (lists_url, there):
        assert client_as("process_manager").get(url).status_code == 403
    assert officer.get(reverse("retention:list", args=[uuid4()])).status_code == 404


def test_a_list_that_ended_is_forgotten_after_a_year(city: City) -> None:
    closed()
    found = decided(city)
    actions.remove_due(RUN, TODAY)
    Certificate.objects.using("keeper").get()
    RemovalList.objects.using("keeper").update(ended_at=timezone.now() - timedelta(days=400))
    actions.remove_due(RUN, timezone.localdate())
    assert not RemovalList.objects.using("keeper").filter(pk=found.pk).exists()
    assert not RemovalItem.objects.using("keeper").exists()
    assert not Proposal.objects.using("keeper").exists()
    assert Certificate.objects.using("keeper").count() == 1


# -- my work ------------------------------------------------------------------------------------


def tasks(city: City, who: str) -> list[tuple[str, str]]:
    with acting_as(city.acting(who)) as acting:
        return [(task.title, task.waits_for) for task in my_work(acting)]


def test_a_list_is_work_for_one_and_then_for_another(city: City, client_as: Any) -> None:
    everybody = (OFFICER, ADMIN, "process_manager", "desk", "mayor")
    assert [tasks(city, who) for who in everybody] == [[]] * 5
    closed()
    drafted()
    put = [("Leg vernietigingslijst 1 voor aan een tweede persoon", "")]
    assert [tasks(city, who) for who in everybody] == [put, put, [], [], []]
    found = proposed(city)
    decides, waits = ("Besluit over vernietigingslijst 1", ""), "besluit over vernietigingslijst 1"
    assert [tasks(city, who) for who in everybody[:2]] == [[decides], [(waits, "een ander")]]
    body = client_as(OFFICER).get("/werk/").content.decode()
    assert f'<a href="{reverse("retention:decide", args=[found.id])}">{decides[0]}</a>' in body
    assert "1 dossier" in body
    decide(city, found, approved=False)
    assert [tasks(city, who) for who in everybody[:2]] == [[], []]
