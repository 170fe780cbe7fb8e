"""A browser works before it sends a report; who has no script is one of so many an hour."""

import pytest
from bench.telling import solved
from django.test import Client

from baken.core.effort import challenge, made
from baken.reports.views import telling
from tests.reports.tools import draft, stored

PATH = "/melden/vertel/"


@pytest.fixture(autouse=True)
def _two(monkeypatch):
    monkeypatch.setattr(telling, "PLAIN_AN_HOUR", 2)


def sent(one, **more):
    """The last step of this draft, sent without or with the work."""
    return Client().post(PATH, {"staat": one.seal(), "text": "Er ligt glas.", **more})


def worked(one):
    given = challenge(f"report:{one.id}")
    return {"opgave": given.sealed, "bewijs": solved(given.sealed)}


def test_without_script_there_is_room_for_so_many_and_nothing_is_lost(city):
    for _number in range(2):
        assert sent(draft()).status_code == 200
    page = sent(draft())
    assert page.status_code == 429
    assert "Er ligt glas." in page.content.decode()
    assert "Er kwam hier net al veel binnen" in page.content.decode()
    assert stored().count() == 2


def test_who_did_the_work_is_never_held_up(city):
    for _number in range(4):
        one = draft()
        assert sent(one, **worked(one)).status_code == 200
    assert stored().count() == 4


@pytest.mark.parametrize("change", [
    {"bewijs": ""}, {"bewijs": "x"}, {"opgave": ""}, {"opgave": "a.b.c.d"},
    {"bewijs": "9" * 17},
])  # fmt: skip
def test_work_that_was_not_done_does_not_count(change):
    one = draft()
    assert made(worked(one), f"report:{one.id}")
    assert not made({**worked(one), **change}, f"report:{one.id}")
    assert not made(worked(one), f"report:{draft().id}"), "the work of another report"


def test_no_address_of_the_visitor_is_looked_at(city):
    one = [draft() for _number in range(3)]
    answers = [
        Client(REMOTE_ADDR=f"203.0.113.{number}").post(PATH, {"staat": each.seal(), "text": "x"})
        for number, each in enumerate(one)
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
