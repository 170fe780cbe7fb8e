"""A forgotten password: a real mail over SMTP, a link that works once, the second step stays."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from baken.access.models import SignIn
from tests.access.door import PASSWORD, code, enrol, person, with_password
from tests.city import City
from tests.messages.mailbox import Mailbox, mailbox

NEW = "een heel ander lang wachtwoord"
ASK = "/account/password/reset/"


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """A mail server on loopback, and the settings that point to it."""
    cache.clear()
    with mailbox() as box:
        backend = "django.core.mail.backends.smtp.EmailBackend"
        monkeypatch.setattr(settings, "EMAIL_BACKEND", backend)
        monkeypatch.setattr(settings, "EMAIL_HOST", "127.0.0.1")
        monkeypatch.setattr(settings, "EMAIL_PORT", box.port)
        yield box


def _link(post: Mailbox) -> str:
    found = re.search(r"http://testserver(\S+)", post.mails[-1].get_content())
    assert found
    return found[1]


def _open(client: Client, link: str) -> str:
    """Follow the link; allauth hides the key from the address bar at once."""
    answer = client.get(link)
    return str(answer.url) if answer.status_code == 302 else ""


def test_a_new_password_by_mail(city: City, post: Mailbox) -> None:
    user = person(city)
    old = with_password(user)
    secret = enrol(old)
    client = Client()
    assert client.post(ASK, {"email": user.email.upper()}).url == f"{ASK}done/"
    (mail,) = post.mails
    assert mail["Subject"] == "Kies een nieuw wachtwoord voor Baken"
    assert mail["To"] == user.email
    assert "uw account bij Baken" in mail.get_content()
    form = _open(client, _link(post))
    for wrong, says in (("kort", "te kort"), ("123456789012", "cijfers"), (NEW + "x", "gelijk")):
        answer = client.post(
            form, {"password1": wrong, "password2": NEW if "x" in wrong else wrong}
        )
        page = answer.content.decode()
        assert says in page, wrong
    assert client.post(form, {"password1": NEW, "password2": NEW}).url == f"{ASK}key/done/"

    # Signed in nowhere: not here, and no longer there.
    assert client.get("/werk/").url.startswith("/inloggen/")
    assert old.get("/werk/").url.startswith("/inloggen/")
    assert not SignIn.objects.filter(user=user).exists()
    assert with_password(user, PASSWORD).get("/account/2fa/").status_code == 302
    # A mailbox alone opens nothing: the second step is still asked.
    fresh = with_password(user, NEW)
    assert fresh.get("/werk/").url.startswith("/inloggen/")
    assert fresh.post("/account/2fa/authenticate/", {"code": code(secret)}).url == "/werk/"


def test_the_link_works_once(city: City, post: Mailbox) -> None:
    user = person(city)
    client = Client()
    client.post(ASK, {"email": user.email})
    client.post(_open(client, _link(post)), {"password1": NEW, "password2": NEW})
    page = Client().get(_link(post)).content.decode()
    assert "Deze link werkt niet meer" in page
    assert "Vraag een nieuwe link" in page


def test_who_has_no_account_is_not_told_on_the_page(city: City, post: Mailbox) -> None:
    user = person(city)
    answers = [Client().post(ASK, {"email": e}) for e in (user.email, "niemand@voorbeeld.invalid")]
    assert {(a.status_code, a.url) for a in answers} == {(302, f"{ASK}done/")}
    assert post.mails[1]["Subject"] == "Geen account bij Baken"
    assert "http" not in post.mails[1].get_content()


def test_a_closed_account_gets_no_link(city: City, post: Mailbox) -> None:
    user = person(city)
    type(user).objects.using("keeper").filter(pk=user.pk).update(is_active=False)
    Client().post(ASK, {"email": user.email})
    assert [m["Subject"] for m in post.mails] == ["Geen account bij Baken"]


def test_a_mail_server_that_refuses_is_told(city: City, post: Mailbox) -> None:
    post.answer = "451 later"
    answer = Client().post(ASK, {"email": person(city).email})
    assert answer.status_code == 422
    assert "De mail kon nu niet weg" in answer.content.decode()


@pytest.mark.parametrize("email", ["", "geen adres", "a\x00@b.nl", "x" * 400 + "@b.nl"])
def test_a_wrong_address_is_explained(city: City, post: Mailbox, email: str) -> None:
    answer = Client().post(ASK, {"email": email})
    assert answer.status_code == 200
    assert 'class="err"' in answer.content.decode()
    assert post.mails == []
