"""What did not arrive is seen by who manages Baken, without address or words, and goes again."""

from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.utils import timezone

from baken.audit.models import Entry
from baken.core.acting import acting_as
from baken.core.errors import Denied
from baken.messages import actions, queries
from baken.messages.models import Message, State
from tests.city import City

SECRET = "Bo Verzonnenstra"
PAGE = "/werk/berichten/niet-aangekomen/"


def lost(city: City, purpose: str = "cases", state: str = State.FAILED) -> UUID:
    row = Message.objects.using("keeper").create(
        channel="mail", purpose=purpose, about_id=uuid4(), to="bo@voorbeeld.invalid",
        organisation_id=city.organisation("gemeente"), subject=SECRET, text=SECRET, html=SECRET,
        state=state, attempts=8, last_answer="550 no such user", created_at=timezone.now(),
        sent_at=timezone.now() if state == State.SENT else None,
    )  # fmt: skip
    return row.id


def test_the_page_tells_what_it_is_about_and_not_to_whom(city, client_as):
    lost(city, "administration")
    lost(city, "cases")
    lost(city, "cases", State.SENT)
    page = client_as("administrator").get(PAGE).content.decode()
    assert page.count("550 no such user") == 2
    assert SECRET not in page
    assert "bo@" not in page


def test_it_goes_again_once_and_is_traced(city, client_as):
    key = lost(city)
    client = client_as("administrator")
    assert client.post(PAGE, {"message": str(key)}).status_code == 302
    row = Message.objects.using("keeper").get(pk=key)
    assert (row.state, row.attempts) == (State.WAITING, 0)
    assert Entry.objects.using("keeper").get(verb="message.again").object_id == key
    for wrong in (str(key), str(uuid4()), "onzin", ""):
        assert client.post(PAGE, {"message": wrong}).status_code == 404
    assert "Alles is aangekomen" in client.get(PAGE).content.decode()


@pytest.mark.parametrize("who", ["process_manager", "police", "desk", "privacy_officer", "mayor"])
def test_nobody_else_learns_that_there_is_one(city, client_as, who):
    key = lost(city)
    assert client_as(who).get(PAGE).status_code in (403, 404)
    with acting_as(city.acting(who)) as acting:
        assert queries.failed(acting) == []
        with pytest.raises(Denied):
            actions.again_unread(acting, key)
        with connection.cursor() as cursor:
            cursor.execute("select messages_failing()")
            assert cursor.fetchone() == (0,)
    assert Message.objects.using("keeper").get(pk=key).state == State.FAILED


def test_the_doctor_counts_them(city):
    from baken.cli.doctor import _letters

    assert [one.wrong for one in _letters()] == [""]
    lost(city)
    lost(city, "administration")
    (found,) = _letters()
    assert found.wrong == "2 niet aangekomen"
