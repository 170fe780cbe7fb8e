"""Pages of access over HTTP: the door, the bar, refusals and their trace."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from baken.access import actions
from baken.access.desk import is_demo
from baken.access.models import (
    Assignment,
    Installation,
    Invitation,
    Organisation,
    Profile,
    SignIn,
    User,
)
from baken.audit.models import Entry
from baken.core.acting import PUBLIC, acting_as
from baken.core.errors import Conflict
from baken.messages.models import Message
from tests.city import City

ClientAs = Callable[..., Client]


def _trail(**found: object) -> list[Entry]:
    return list(Entry.objects.using("keeper").filter(**found).order_by("id"))


@pytest.fixture
def demo(city: City) -> City:
    Installation.objects.using("keeper").update(demo=True)
    Profile.objects.using("keeper").filter(user_id=city.users["desk"]).update(persona="desk")
    yield city
    Installation.objects.using("keeper").update(demo=False)


def test_the_workplace_asks_to_sign_in(city: City) -> None:
    answer = Client().get("/werk/")
    assert (answer.status_code, answer.url) == (302, "/inloggen/?next=/werk/")


def test_the_page_of_an_invitation_is_kept_by_nobody(city: City) -> None:
    assert "no-store" in Client().get("/uitnodiging/geheim/")["Cache-Control"]


def test_htmx_is_sent_to_the_door_as_a_whole(city: City) -> None:
    answer = Client().get("/werk/", headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == "/inloggen/?verlopen=1"


def test_a_password_alone_does_not_open_the_workplace(city: City) -> None:
    user = User.objects.get(pk=city.users["desk"])
    user.set_password("een lang wachtwoord")
    user.save(update_fields=["password"])
    client = Client()
    answer = client.post(
        "/account/login/", {"login": user.email, "password": "een lang wachtwoord"}
    )
    assert answer.status_code == 302
    assert client.get("/werk/").url == "/account/tweede-stap/"
    assert client.get("/account/tweede-stap/").status_code == 200
    assert SignIn.objects.filter(user=user).count() == 1


def test_a_wrong_password_says_nothing_about_the_address(city: City) -> None:
    texts = set()
    for email in ("desk@voorbeeld.invalid", "niemand@voorbeeld.invalid"):
        answer = Client().post("/account/login/", {"login": email, "password": "fout"})
        texts.add(answer.content.decode().replace(email, "").split("<form")[0][-400:])
    assert len(texts) == 1


def test_one_click_sign_in_is_for_demos_only(city: City) -> None:
    user_id = city.users["desk"]
    Profile.objects.using("keeper").filter(user_id=user_id).update(persona="desk")
    page = Client().get("/inloggen/").content.decode()
    assert str(user_id) not in page
    assert Client().post(f"/inloggen/als/{user_id}/").status_code == 403


def test_one_click_sign_in_in_a_demo(demo: City) -> None:
    client = Client()
    assert str(demo.users["desk"]) in client.get("/inloggen/").content.decode()
    assert client.post(f"/inloggen/als/{demo.users['desk']}/").status_code == 302
    assert client.get("/werk/meldingen/").status_code == 200
    # Someone who is no persona is not there.
    assert Client().post(f"/inloggen/als/{demo.users['police']}/").status_code == 404


def test_an_ended_task_closes_a_live_session_at_the_next_request(
    city: City, client_as: ClientAs
) -> None:
    client = client_as("desk")
    assert client.get("/werk/meldingen/").status_code == 200
    Assignment.objects.using("keeper").filter(id=city.assignments["desk"]).update(
        valid_until=timezone.now() - timedelta(seconds=1)
    )
    assert client.get("/werk/meldingen/").url == "/account/geen-taak/"
    assert client.get("/account/geen-taak/").status_code == 200


def test_switching_to_another_of_ones_own_tasks(city: City, client_as: ClientAs) -> None:
    second = Assignment.objects.using("keeper").create(
        user_id=city.users["desk"], organisation_id=city.organisations["gemeente"],
        capacity="administrator", purpose="administration", valid_from=timezone.now(),
    )  # fmt: skip
    client = client_as("desk")
    assert client.get("/werk/collegas/").status_code == 403
    answer = client.post("/account/wissel/", {"assignment": str(second.id)})
    assert answer.status_code == 302
    assert client.get("/werk/collegas/").status_code == 200
    assert [e.verb for e in _trail(object_id=second.id)] == ["access.switch"]


def test_someone_elses_task_cannot_be_chosen(city: City, client_as: ClientAs) -> None:
    client = client_as("desk")
    for wanted in (str(city.assignments["administrator"]), "", "x", "0" * 36):
        assert client.post("/account/wissel/", {"assignment": wanted}).status_code == 404
    assert client.get("/werk/collegas/").status_code == 403


def test_a_refusal_is_recorded_after_the_rollback(city: City, client_as: ClientAs) -> None:
    client_as("desk").get("/werk/collegas/")
    (entry,) = _trail(outcome="denied")
    assert (entry.verb, entry.object_kind, entry.user_id) == (
        "request.refused", "access:colleagues", city.users["desk"],
    )  # fmt: skip


@pytest.mark.parametrize("who", ["desk", "police", "privacy_officer", "mayor", "process_manager"])
def test_only_the_administrator_sees_administration(
    city: City, client_as: ClientAs, who: str
) -> None:
    client = client_as(who)
    for path in ("/werk/collegas/", "/werk/partners/"):
        assert client.get(path).status_code == 403
    target = city.assignments["police"]
    assert client.post(f"/werk/collegas/{target}/einde/").status_code == 403
    assert Assignment.objects.using("keeper").get(id=target).valid_until is None


def test_the_administrator_invites_and_the_invited_comes_in(
    city: City, client_as: ClientAs
) -> None:
    client = client_as("administrator")
    page = client.post(
        "/werk/collegas/",
        {"email": "nieuw@voorbeeld.invalid", "organisation": str(city.organisations["zorg"]),
         "capacity": "partner", "purpose": "cases"},
    )  # fmt: skip
    link = page.content.decode().split("http://testserver")[1].split("<")[0].strip()
    visitor = Client()
    assert visitor.get(link).status_code == 200
    data = {"name": "Nina Nietechtema", "password": "vier losse woorden", "again": "iets anders"}
    wrong = visitor.post(link, data)
    assert wrong.status_code == 422
    assert "niet gelijk" in wrong.content.decode()
    assert "Nina Nietechtema" in wrong.content.decode()
    done = visitor.post(link, {**data, "again": data["password"]})
    assert done.url == "/account/login/"
    assert visitor.post(link, {**data, "again": data["password"]}).status_code == 409


def _invite(city: City, email: str) -> str:
    """An invitation of the clerk's task; returns the path of its link."""
    with acting_as(city.acting("administrator")) as acting:
        organisation = Organisation.objects.get(kind="municipality")
        token = actions.invite(
            acting, email=email, organisation=organisation, capacity="clerk", purpose="council"
        )
    return f"/uitnodiging/{token}/"


def _tasks(city: City, who: str) -> set[str]:
    rows = Assignment.objects.using("keeper").filter(user_id=city.users[who])
    return set(rows.values_list("capacity", flat=True))


def test_who_has_an_account_signs_in_and_gets_the_task(city: City, client_as: ClientAs) -> None:
    path = _invite(city, "desk@voorbeeld.invalid")
    stranger = Client()
    page = stranger.get(path).content.decode()
    assert "U heeft al een account met het adres desk@voorbeeld.invalid" in page
    assert f"/inloggen/?next={path}" in page
    assert 'type="password"' not in page
    stolen = {"name": "Dief", "password": "vier losse woorden", "again": "vier losse woorden"}
    assert stranger.post(path, stolen).status_code == 403
    other = client_as("desk2")
    assert "ingelogd met een ander account" in other.get(path).content.decode()
    assert other.post(path).status_code == 403
    assert (_tasks(city, "desk"), _tasks(city, "desk2")) == ({"desk"}, {"desk"})
    mine = client_as("desk")
    assert "Voeg deze taak toe" in mine.get(path).content.decode()
    assert mine.post(path).url == "/werk/"
    assert _tasks(city, "desk") == {"desk", "clerk"}
    assert mine.post(path).status_code == 409
    assert [e.verb for e in _trail(object_id=city.users["desk"])] == ["access.accept_invitation"]


def test_a_link_that_is_spent_says_so_at_once(city: City) -> None:
    answer = Client().get("/uitnodiging/geheim/")
    assert answer.status_code == 409
    assert "gebruikt of te oud" in answer.content.decode()
    path = _invite(city, "desk@voorbeeld.invalid")
    token = path.split("/")[2]
    with acting_as(PUBLIC), pytest.raises(Conflict):
        actions.accept_invitation(token, "Dief", "vier losse woorden")
    assert _tasks(city, "desk") == {"desk"}


@override_settings(EMAIL_HOST="mail.voorbeeld.invalid")
def test_the_link_of_an_invitation_is_mailed_and_shown_once(
    city: City, client_as: ClientAs
) -> None:
    client = client_as("administrator")
    data = {"email": "nieuw@voorbeeld.invalid", "organisation": str(city.organisations["zorg"]),
            "capacity": "partner", "purpose": "cases"}  # fmt: skip
    page = client.post("/werk/collegas/", data).content.decode()
    link = page.split('<p class="mono">')[1].split("<")[0]
    assert "Wij mailen hem ook." in page
    mail = Message.objects.using("keeper").get()
    assert (mail.to, mail.purpose, mail.state) == (data["email"], "administration", "waiting")
    assert link in mail.text
    assert link in mail.html
    for who in ("administrator", "desk", "privacy_officer"):
        with acting_as(city.acting(who)):
            assert Message.objects.count() == 0, "it holds the link"
    assert link not in client.get("/werk/collegas/").content.decode()


@pytest.mark.parametrize(
    ("capacity", "purpose", "said"),
    [
        ("adviser", "cases",
         "Bij de rol Beleidsadviseur past dit doel niet. Kies: veiligheidsplan volgen / cijfers"),
        ("administrator", "privacy", "Kies: Baken beheren."),
        ("partner", "cases", "Wie voor de gemeente werkt, is geen partner."),
    ],
)  # fmt: skip
def test_an_invitation_for_a_purpose_that_does_not_fit_is_explained(
    city: City, client_as: ClientAs, capacity: str, purpose: str, said: str
) -> None:
    answer = client_as("administrator").post(
        "/werk/collegas/",
        {"email": "nieuw@voorbeeld.invalid", "organisation": str(city.organisations["gemeente"]),
         "capacity": capacity, "purpose": purpose},
    )  # fmt: skip
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "nieuw@voorbeeld.invalid" in answer.content.decode()
    assert not Invitation.objects.using("keeper").exists()


def test_ending_twice_is_told_and_changes_nothing(city: City, client_as: ClientAs) -> None:
    client, target = client_as("administrator"), city.assignments["police"]
    path = f"/werk/collegas/{target}/einde/"
    assert client.post(path).status_code == 302
    end = Assignment.objects.using("keeper").get(id=target).valid_until
    answer = client.post(path)
    assert answer.status_code == 409
    assert "Deze taak was al beëindigd." in answer.content.decode()
    assert Assignment.objects.using("keeper").get(id=target).valid_until == end


def test_the_mark_of_a_demo_is_asked_once_per_connection(city: City) -> None:
    """A database that was put back is a new connection: no restart is needed to see its mark."""
    assert not is_demo()
    Installation.objects.using("keeper").update(demo=True)
    try:
        with CaptureQueriesContext(connection) as asked:
            assert not is_demo()
        assert len(asked) == 0
        connection.close()
        assert is_demo()
    finally:
        Installation.objects.using("keeper").update(demo=False)
        connection.close()
    assert not is_demo()


@pytest.mark.parametrize(
    "data",
    [
        {"email": "geen adres", "organisation": "x", "capacity": "desk", "purpose": "reports"},
        {"email": "a@b.nl", "organisation": "", "capacity": "god", "purpose": "alles"},
        {"email": "a" * 300 + "@b.nl"},
        {},
    ],
)
def test_a_wrong_invitation_is_explained(
    city: City, client_as: ClientAs, data: dict[str, str]
) -> None:
    answer = client_as("administrator").post("/werk/collegas/", data)
    assert answer.status_code == 422


def test_own_sessions_are_listed_and_ended(city: City) -> None:
    user = User.objects.get(pk=city.users["desk"])
    user.set_password("een lang wachtwoord")
    user.save(update_fields=["password"])
    credentials = {"login": user.email, "password": "een lang wachtwoord"}
    phone, computer = Client(headers={"User-Agent": "iPhone"}), Client()
    phone.post("/account/login/", credentials)
    computer.post("/account/login/", credentials)
    page = computer.get("/account/sessies/").content.decode()
    assert "iPhone" in page
    other = SignIn.objects.get(device="iPhone")
    computer.post("/account/sessies/", {"session": str(other.id)})
    assert phone.get("/account/sessies/").url == "/inloggen/"
    stranger = Client()
    assert stranger.post("/account/sessies/", {"session": str(other.id)}).status_code == 302


def test_bad_session_ids_are_no_error(city: City, client_as: ClientAs) -> None:
    client = client_as("desk")
    for wanted in ("", "x", "00000000-0000-4000-8000-000000000000"):
        assert client.post("/account/sessies/", {"session": wanted}).status_code == 404


def test_the_public_pages_need_no_session(city: City) -> None:
    client = Client()
    for path in ("/", "/privacy/", "/toegankelijkheid/", "/inloggen/", "/gezond"):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert "baken" not in answer.cookies, path


def test_language_goes_back_to_our_own_pages_only(city: City) -> None:
    client = Client()
    assert client.get("/taal/en/?next=/melden/").url == "/melden/"
    assert client.get("/taal/en/?next=https://kwaad.example/").url == "/"
    assert client.get("/taal/xx/").status_code == 404


def test_every_answer_carries_the_policy(city: City, client_as: ClientAs) -> None:
    for answer in (Client().get("/"), client_as("desk").get("/werk/"), Client().get("/niets/")):
        policy = answer["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
    assert client_as("desk").get("/werk/")["Cache-Control"] == "no-store"


def test_absent_and_hidden_look_the_same(city: City, client_as: ClientAs) -> None:
    client = client_as("desk")
    answer = client.get("/werk/bestaat-niet/")
    assert answer.status_code == 404
    assert "Hier is niets te vinden" in answer.content.decode()


def test_the_administrator_enters_a_partner_with_its_agreement(
    city: City, client_as: ClientAs
) -> None:
    from baken.access.models import Agreement

    client = client_as("administrator")
    data = {"name": "Wijkteam Verzonnen", "kind": "care", "title": "Convenant zorg",
            "reference": "", "valid_from": "2026-01-01", "valid_until": "2025-01-01"}  # fmt: skip
    wrong = client.post("/werk/partners/", data)
    assert wrong.status_code == 422
    assert "Het einde ligt vóór het begin" in wrong.content.decode()
    assert "Wijkteam Verzonnen" in wrong.content.decode()
    assert client.post("/werk/partners/", {**data, "valid_until": ""}).status_code == 302
    client.post("/werk/partners/", {**data, "title": "Nieuw convenant", "valid_until": ""})
    partner = Organisation.objects.using("keeper").get(name="Wijkteam Verzonnen")
    assert Agreement.objects.using("keeper").filter(organisation=partner).count() == 2
    assert len(_trail(verb="access.add_partner")) == 2
    assert client_as("desk").post("/werk/partners/", data).status_code == 403


def test_a_partners_people_get_a_partners_task_only(city: City, client_as: ClientAs) -> None:
    answer = client_as("administrator").post(
        "/werk/collegas/",
        {"email": "x@voorbeeld.invalid", "organisation": str(city.organisations["politie"]),
         "capacity": "privacy_officer", "purpose": "privacy"},
    )  # fmt: skip
    assert answer.status_code == 422
    assert "krijgt de rol Partner" in answer.content.decode()
