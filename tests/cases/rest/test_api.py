"""The interface for partners' systems: the same wall as a page, and nothing between the lines."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone

from baken.access import tokens
from baken.access.models import Agreement, Assignment, Membership, Token
from baken.audit.models import Entry
from baken.cases import actions
from baken.cases.models import Contribution, Participation
from baken.core.acting import acting_as
from tests.cases.build import Thread, running
from tests.city import City, sign_in

HIDDEN = "ZQBAITWORD"


class System:
    """The system of one partner, with its token."""

    def __init__(self, city: City, organisation: str) -> None:
        agreement = Agreement.objects.using("keeper").get(
            organisation_id=city.organisation(organisation)
        )
        with acting_as(city.acting("administrator")) as acting:
            self.token = tokens.make(
                acting, agreement.id, title="zaaksysteem", until=timezone.localdate()
            )
        self.row = Token.objects.using("keeper").get(agreement=agreement)
        task = Assignment.objects.using("keeper").get(pk=self.row.assignment_id)
        self.user, self.client = task.user_id, Client()

    def ask(self, path: str, body: Any = None, **headers: str) -> Any:
        sent = {"Authorization": f"Bearer {self.token}", "Baken-Doel": "cases"} | headers
        sent = {name.replace("_", "-"): value for name, value in sent.items() if value}
        if body is None:
            return self.client.get(f"/api/v1{path}", headers=sent)
        text = body if isinstance(body, str) else json.dumps(body)
        kind = "application/json"
        return self.client.post(f"/api/v1{path}", text, content_type=kind, headers=sent)


@pytest.fixture
def thread(city: City) -> Thread:
    return running(city)


def join(thread: Thread, system: System, organisation: str = "politie") -> None:
    thread.do(
        "process_manager", actions.add_partner, thread.id, thread.city.organisation(organisation),
        task="Vertelt wat er speelt", ground="public_task", user_ids=[system.user],
    )  # fmt: skip


def contribution(thread: Thread, who: str, text: str, *to: str) -> UUID:
    return thread.do(
        who, actions.add_contribution, thread.id, nature="fact", text=text,
        release_to=[thread.city.organisation(name) for name in to],
    )  # type: ignore[no-any-return]  # fmt: skip


def test_without_token_purpose_or_with_another_nothing_opens(thread: Thread) -> None:
    system = System(thread.city, "politie")
    cases = (
        ({"Authorization": ""}, 401, "geen_sleutel"),
        ({"Authorization": "Bearer baken_weet-niet"}, 401, "geen_sleutel"),
        ({"Baken-Doel": ""}, 400, "doel_ontbreekt"),
        ({"Baken-Doel": "statistics"}, 403, "ander_doel"),
    )
    for headers, status, code in cases:
        answer = system.ask("/casussen", **headers)
        assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert system.ask("/casussen").status_code == 200


def test_a_session_opens_nothing_here(thread: Thread) -> None:
    client = sign_in(thread.city, "process_manager")
    assert client.get("/api/v1/casussen", headers={"Baken-Doel": "cases"}).status_code == 401


def test_a_case_is_there_only_once_somebody_added_the_system(thread: Thread) -> None:
    system = System(thread.city, "politie")
    thread.partner("politie", "police")
    assert system.ask("/casussen").json()["casussen"] == []
    hidden, absent = system.ask(f"/casussen/{thread.id}"), system.ask(f"/casussen/{uuid4()}")
    assert (hidden.status_code, hidden.content) == (404, absent.content)
    join(thread, system)
    assert [one["id"] for one in system.ask("/casussen").json()["casussen"]] == [str(thread.id)]
    Membership.objects.using("keeper").filter(user_id=system.user).update(
        valid_until=timezone.now()
    )
    assert system.ask(f"/casussen/{thread.id}").content == absent.content


def test_what_is_not_released_leaves_no_trace(thread: Thread) -> None:
    """Bait of the municipality and of another partner: in no answer, count or error."""
    system = System(thread.city, "politie")
    join(thread, system)
    thread.partner("corporatie", "housing")
    bait = [
        contribution(thread, "process_manager", f"{HIDDEN} van de gemeente", "corporatie"),
        contribution(thread, "housing", f"{HIDDEN} van de corporatie", "gemeente"),
    ]
    base = f"/casussen/{thread.id}"
    paths = (base, f"{base}/inbreng", f"{base}/acties", f"{base}/partijen", "/casussen",
             f"{base}/inbreng?expand=release", f"{base}?fields=*", f"{base}/inbreng?na=e30",
             f"{base}/inbreng/{bait[0]}", f"/acties/{bait[1]}", "/openapi.json")  # fmt: skip
    for path in paths:
        text = system.ask(path).content.decode()
        assert HIDDEN not in text
        assert not any(str(key) in text for key in bait), path
    assert system.ask(f"{base}/inbreng").json() == {"inbreng": [], "volgende": ""}
    shown = contribution(thread, "process_manager", f"{HIDDEN} nu wel", "politie")
    found = system.ask(f"{base}/inbreng").json()["inbreng"]
    assert [one["id"] for one in found] == [str(shown)]
    assert HIDDEN in found[0]["tekst"]


def test_a_key_of_someone_elses_row_tells_nothing(thread: Thread) -> None:
    system = System(thread.city, "politie")
    join(thread, system)
    theirs = contribution(thread, "process_manager", HIDDEN)
    path, body = f"/casussen/{thread.id}/inbreng", {"aard": "feit", "tekst": "Wij zagen licht."}
    answer = system.ask(path, body, Idempotency_Key=str(theirs))
    assert answer.status_code == 404
    assert HIDDEN not in answer.content.decode()


def test_no_names_of_people(thread: Thread) -> None:
    system = System(thread.city, "politie")
    join(thread, system)
    contribution(thread, "process_manager", "Er is overlast.", "politie")
    base = f"/casussen/{thread.id}"
    for path in ("/casussen", base, f"{base}/inbreng", f"{base}/partijen"):
        text = system.ask(path).content.decode()
        assert "Process Manager" not in text
        assert str(thread.city.user("process_manager")) not in text


def test_bringing_in_twice_is_done_once(thread: Thread) -> None:
    system = System(thread.city, "politie")
    join(thread, system)
    path, key = f"/casussen/{thread.id}/inbreng", str(uuid4())
    body = {"aard": "feit", "tekst": "Wij waren er drie keer.",
            "vrijgeven_aan": [str(thread.city.organisation("gemeente"))]}  # fmt: skip
    first, again = (system.ask(path, body, Idempotency_Key=key) for _time in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json() == {"id": key}
    other = system.ask(path, {**body, "tekst": "Iets anders."}, Idempotency_Key=key)
    assert (other.status_code, other.json()["code"]) == (409, "sleutel_gebruikt")
    row = Contribution.objects.using("keeper").get(pk=key)
    assert row.text == "Wij waren er drie keer."
    entries = Entry.objects.using("keeper").filter(verb="case.contribute", object_id=key)
    assert [entry.user_id for entry in entries] == [system.user]


@pytest.mark.parametrize(
    ("body", "key", "status"),
    [
        ({"aard": "feit", "tekst": "x"}, "", 400),
        ({"aard": "gerucht", "tekst": "x"}, "ok", 422),
        ({"aard": "feit", "tekst": ""}, "ok", 422),
        ({"aard": "feit", "tekst": "x", "geheim": HIDDEN}, "ok", 422),
        ({"aard": "feit", "tekst": "x", "soort": "politiegegeven2"}, "ok", 422),
        ({"aard": "feit", "tekst": "x", "datum": "2099-01-01"}, "ok", 422),
        ({"aard": "feit", "tekst": "x", "vrijgeven_aan": [str(uuid4())]}, "ok", 422),
        ("{geen json", "ok", 400),
        ("[]", "ok", 422),
    ],
)
def test_bad_input_is_one_dutch_sentence(
    thread: Thread, body: object, key: str, status: int
) -> None:
    system = System(thread.city, "politie")
    join(thread, system)
    sent = str(uuid4()) if key else ""
    answer = system.ask(f"/casussen/{thread.id}/inbreng", body, Idempotency_Key=sent)
    assert (answer.status_code, set(answer.json())) == (status, {"code", "fout"})
    assert HIDDEN not in answer.content.decode()
    assert answer.json()["fout"].endswith(".")
    assert not Contribution.objects.using("keeper").exists()


def an_action(thread: Thread, system: System) -> UUID:
    day = timezone.localdate() + timedelta(days=3)
    return thread.do("process_manager", actions.add_action, thread.id, title="Ga langs",
                     owner=system.user, due_on=day)  # type: ignore[no-any-return]  # fmt: skip


def test_an_action_is_finished_on_the_version_that_was_read(thread: Thread) -> None:
    system = System(thread.city, "politie")
    join(thread, system)
    path = f"/acties/{an_action(thread, system)}"
    mark = system.ask(path).headers["ETag"]
    body = {"resultaat": "Gesproken met de buren."}
    assert system.ask(f"{path}/afronden", body).status_code == 428
    assert system.ask(f"{path}/afronden", body, If_Match='"7"').status_code == 412
    done, again = (system.ask(f"{path}/afronden", body, If_Match=mark) for _time in range(2))
    assert (done.status_code, again.status_code) == (200, 200)
    assert done.json() == again.json()
    late = system.ask(f"{path}/afronden", {"resultaat": "Iets anders."}, If_Match=mark)
    assert late.status_code == 412
    assert system.ask(path).json()["resultaat"] == body["resultaat"]


def test_actions_of_others_are_not_there(thread: Thread) -> None:
    system = System(thread.city, "politie")
    join(thread, system)
    theirs = thread.do(
        "process_manager", actions.add_action, thread.id, title=HIDDEN,
        owner=thread.city.user("process_manager"), due_on=timezone.localdate(),
    )  # fmt: skip
    assert system.ask(f"/casussen/{thread.id}/acties").json() == []
    assert system.ask(f"/acties/{theirs}").status_code == 404
    answer = system.ask(f"/acties/{theirs}/afronden", {"resultaat": "x"}, If_Match='"1"')
    assert answer.status_code == 404


def test_an_ended_key_or_agreement_closes_at_the_next_question(thread: Thread) -> None:
    city, system = thread.city, System(thread.city, "politie")
    with acting_as(city.acting("administrator")) as acting:
        tokens.end(acting, system.row.id)
    assert system.ask("/casussen").status_code == 401
    other = System(city, "corporatie")
    assert other.ask("/casussen").status_code == 200
    yesterday = timezone.localdate() - timedelta(days=1)
    Agreement.objects.using("keeper").filter(pk=other.row.agreement_id).update(
        valid_until=yesterday
    )
    assert other.ask("/casussen").status_code == 401


def test_a_system_that_asks_too_often_waits(
    thread: Thread, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = System(thread.city, "politie")
    monkeypatch.setattr(tokens, "PER_MINUTE", 2)
    minute = timezone.now().replace(second=0, microsecond=0)
    Token.objects.using("keeper").update(minute=minute, in_minute=5)
    late = Token.objects.using("keeper").get(pk=system.row.id)
    answers = [system.ask("/casussen").status_code for _time in range(3)]
    assert late.in_minute == 5
    assert 429 in answers


def test_a_closed_case_and_a_left_participation(thread: Thread) -> None:
    system = System(thread.city, "politie")
    join(thread, system)
    contribution(thread, "process_manager", HIDDEN, "politie")
    part = Participation.objects.using("keeper").get(case_id=thread.id)
    thread.do("process_manager", actions.end_participation, thread.id, part.id)
    answer = system.ask(f"/casussen/{thread.id}/inbreng")
    assert (answer.status_code, HIDDEN in answer.content.decode()) == (404, False)


def test_reading_leaves_its_trace(thread: Thread) -> None:
    system = System(thread.city, "politie")
    join(thread, system)
    system.ask(f"/casussen/{thread.id}/inbreng")
    read = Entry.objects.using("keeper").filter(verb="case.read", user_id=system.user)
    assert [entry.object_id for entry in read] == [thread.id]


def test_the_page_and_the_description_are_public(database: None) -> None:
    client = Client()
    page, told = client.get("/koppeling/"), client.get("/koppeling/openapi.json")
    assert (page.status_code, told.status_code) == (200, 200)
    paths = told.json()["paths"]
    assert "/api/v1/casussen/{case_id}/inbreng" in paths
    assert all(path in page.content.decode() for path in paths)


def test_the_administrator_sees_the_key_once(city: City) -> None:
    client = sign_in(city, "administrator")
    agreement = Agreement.objects.using("keeper").first()
    assert agreement is not None
    data = {"agreement": str(agreement.id), "title": "zaaksysteem",
            "until": str(timezone.localdate())}  # fmt: skip
    made = client.post("/werk/koppelingen/", data).content.decode()
    assert tokens.PREFIX in made
    assert tokens.PREFIX not in client.get("/werk/koppelingen/").content.decode()
    late = {**data, "until": str(timezone.localdate() + timedelta(days=400))}
    assert client.post("/werk/koppelingen/", late).status_code == 422
    assert sign_in(city, "process_manager").get("/werk/koppelingen/").status_code == 403
