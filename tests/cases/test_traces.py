"""Every action leaves exactly its trace; a refused one leaves none of its own."""

from datetime import date

import pytest
from django.db import connections

from baken.cases import actions
from baken.cases.models import Participation
from baken.core.acting import acting_as
from baken.core.errors import Conflict
from tests.cases.build import PURPOSE, Thread, opened, running, tomorrow
from tests.cases.duty.build import tell
from tests.cases.triage.build import fill


def trail():
    with connections["keeper"].cursor() as cursor:
        cursor.execute("select verb from audit_entry order by id")
        return [row[0] for row in cursor.fetchall()]


class Trail:
    """`with Trail() as new: …` gives the verbs that were added."""

    def __enter__(self):
        self.before = len(trail())
        return self

    def __exit__(self, *problem):
        self.verbs = trail()[self.before :]


def test_opening_and_taking_on(city):
    with acting_as(city.acting("process_manager")) as acting:
        key = actions.open_case(acting, title="Portiek", reason="x", purpose=PURPOSE)
    assert trail() == ["access.join", "case.open"]
    thread = Thread(city, key)
    with Trail() as new:
        fill(thread)
    assert new.verbs == ["case.save_triage"]
    with Trail() as new:
        thread.do("process_manager", actions.take_on, key, purpose="Rust in huis")
    assert new.verbs == ["case.take_on"]
    assert thread.row.purpose == "Rust in huis"
    with Trail() as new:
        thread.do("process_manager", actions.edit_content, key, title="y", reason="z", version=1)
    assert new.verbs == ["case.edit"]


def test_seats(city):
    thread = opened(city)
    ask = {"holder": city.user("case_manager")}
    with Trail() as new:
        thread.do("process_manager", actions.ask_seat, thread.id, "casusregie", **ask)
    assert new.verbs == ["access.invite", "case.ask_seat", "message.write"]
    with Trail() as new:
        thread.do("case_manager", actions.decline_seat, thread.seat("casusregie").id)
    assert new.verbs == ["case.decline_seat"]
    with Trail() as new:
        thread.do("process_manager", actions.ask_seat, thread.id, "casusregie", household=True)
        thread.do("process_manager", actions.record_acceptance, thread.seat("casusregie").id)
    assert new.verbs == ["case.ask_seat", "case.record_acceptance"]
    with Trail() as new:
        thread.do("process_manager", actions.ask_seat, thread.id, "operationeel",
                  holder=city.user("lead"))  # fmt: skip
        seat = thread.seat("operationeel").id
        thread.do("lead", actions.accept_seat, seat)
        thread.do("lead", actions.accept_seat, seat)
    assert new.verbs == ["access.invite", "case.ask_seat", "message.write", "access.accept",
                         "case.accept_seat"]  # fmt: skip


def test_partners_persons_and_contributions(city):
    thread = running(city)
    with Trail() as new:
        thread.partner("politie", "police", "police2")
    assert new.verbs == ["access.join", "access.join", "case.add_partner"]
    with Trail() as new:
        person = thread.do("police", actions.add_subject, thread.id, name="Bo Verzonnen",
                           role="subject")  # fmt: skip
    assert new.verbs == ["person.add", "case.add_subject"]
    with Trail() as new:
        tell(thread, person, "police")
    assert new.verbs == ["case.inform"]
    gemeente = city.organisation("gemeente")
    with Trail() as new:
        key = thread.do("police", actions.add_contribution, thread.id, nature="fact", text="x",
                        release_to=[gemeente])  # fmt: skip
        thread.do("police", actions.correct, key, nature="opinion", text="y")
        thread.do("police", actions.set_releases, key, [], may_pass_on=False)
    assert new.verbs == ["case.contribute", "case.release", "case.correct", "case.release",
                         "case.withdraw"]  # fmt: skip
    with Trail() as new:
        part = Participation.objects.using("keeper").get()
        thread.do("process_manager", actions.end_participation, thread.id, part.id)
    assert new.verbs == ["access.leave", "access.leave", "case.end_participation"]


def test_work_phases_and_closing(city):
    thread = running(city, 2)
    with Trail() as new:
        key = thread.do("process_manager", actions.add_action, thread.id, title="Bellen",
                        owner=city.user("process_manager"), due_on=tomorrow())  # fmt: skip
        thread.do("process_manager", actions.finish_action, key, result="Klaar", version=1)
        thread.evaluate()
    assert new.verbs == ["case.add_action", "case.finish_action", "case.evaluate"]
    with Trail() as new:
        request = thread.ask("case_manager", 1, "Rustig.")
        thread.do("process_manager", actions.decide_phase, request, granted=True)
    assert new.verbs == ["case.request_phase", "message.write", "case.decide_phase"]
    assert thread.row.lifecycle == "aftercare"
    with Trail() as new:
        thread.do("process_manager", actions.close, thread.id, reason="Klaar")
    assert new.verbs == ["access.leave", "case.close"]


def test_a_refused_step_changes_nothing_and_is_recorded_as_refused(city, client_as):
    thread = running(city, 2)
    client = client_as("process_manager")
    client.get(f"/werk/casussen/{thread.id}/fase/3/")
    before = trail()
    with pytest.raises(Conflict):
        thread.ask("process_manager", 3, "x")
    assert trail() == before
    answer = client.post(f"/werk/casussen/{thread.id}/fase/3/", {"grounds": "Het stokt."})
    assert answer.status_code == 409
    assert "Operationeel: de stoel is leeg" in answer.content.decode()
    assert trail() == [*before, "request.refused"]
    assert thread.row.phase == 2


def test_reading_a_case_is_recorded_and_an_invitation_too(city, client_as):
    thread = running(city)
    client = client_as("process_manager")
    with Trail() as new:
        client.get(f"/werk/casussen/{thread.id}/")
    assert new.verbs == ["case.read"]
    thread.do("process_manager", actions.ask_seat, thread.id, "operationeel",
              holder=city.user("lead"))  # fmt: skip
    lead = client_as("lead")
    with Trail() as new:
        lead.get(f"/werk/casussen/{thread.id}/")
    assert new.verbs == ["case.read_invitation"]
    mayor = client_as("mayor")
    with Trail() as new:
        mayor.get("/werk/briefing/")
    assert new.verbs == ["case.briefing"]


def test_the_trail_holds_no_words_of_the_case(city):
    thread = running(city)
    thread.do("process_manager", actions.add_contribution, thread.id, nature="fact",
              text="Lokaas-zeearend", about_date=date(2026, 1, 2))  # fmt: skip
    with connections["keeper"].cursor() as cursor:
        cursor.execute("select audit_entry::text from audit_entry")
        assert not any("zeearend" in row[0] for row in cursor.fetchall())
