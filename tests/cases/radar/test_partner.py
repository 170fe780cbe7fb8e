"""A partner's home: what is asked, what is new, and nothing that was not released."""

from datetime import timedelta

from django.utils import timezone

from baken.cases import actions
from baken.cases.models import Case, Release, Visit
from baken.cases.radar.partner import home
from baken.core.acting import acting_as
from tests.cases.build import running, tomorrow
from tests.cases.meetings.build import case, table


def seen(city, who):
    with acting_as(city.acting(who)) as acting:
        return home(acting)


def told(thread, to, text="Er is iets gezien"):
    parties = [thread.city.organisation(name) for name in to]
    return thread.do("process_manager", actions.add_contribution, thread.id, nature="fact",
                     text=text, release_to=parties)  # fmt: skip


def test_what_is_asked_of_me_and_of_my_colleagues(city):
    thread = running(city, 2)
    thread.partner("politie", "police", "police2")
    for who in ("police", "police2"):
        thread.do("process_manager", actions.add_action, thread.id, title=f"Bel {who}",
                  owner=city.user(who), due_on=tomorrow())  # fmt: skip
    found = seen(city, "police")
    assert [ask.title for ask in found.mine] == ["Bel police"]
    assert [ask.title for ask in found.ours] == ["Bel police2"]
    assert found.lead == "Er is 1 ding dat u moet doen."


def test_only_what_was_released_to_us_and_new(city):
    thread = running(city, 2)
    thread.partner("politie", "police")
    thread.partner("corporatie", "housing")
    told(thread, ["politie"])
    told(thread, [])
    assert len(seen(city, "police").new) == 1
    assert seen(city, "housing").new == []
    Visit.objects.using("keeper").update(seen_at=timezone.now() - timedelta(days=20))
    Release.objects.using("keeper").update(released_at=timezone.now() - timedelta(days=25))
    assert seen(city, "police").new == []
    told(thread, ["politie"])
    assert len(seen(city, "police").new) == 1


def test_two_looks_in_a_row_are_one_visit(city):
    thread = running(city, 2)
    thread.partner("politie", "police")
    told(thread, ["politie"])
    assert [len(seen(city, "police").new) for _each in range(3)] == [1, 1, 1]


def test_what_we_let_others_read(city):
    thread = running(city, 2)
    thread.partner("politie", "police")
    thread.do("police", actions.add_contribution, thread.id, nature="fact", text="x",
              release_to=[city.organisation("gemeente")])  # fmt: skip
    assert len(seen(city, "police").given) == 1


def test_the_page_is_the_home_and_holds_no_text_of_a_contribution(city, client_as):
    thread = running(city, 2)
    thread.partner("politie", "police")
    told(thread, ["politie"], text="Lokaas-zeearend")
    page = client_as("police").get("/werk/").content.decode()
    assert "deelde iets met u" in page
    assert "zeearend" not in page
    assert "Vrijgeven" not in page
    other = client_as("care").get("/werk/").content.decode()
    assert "U hoeft nu niets te doen" in other
    assert Case.objects.using("keeper").get().number not in other


def test_meetings_to_which_we_are_invited(city):
    invited = table(case(city))
    assert [one.url for one in seen(city, "police").meetings] == [invited.there]
    assert seen(city, "care").meetings == []
