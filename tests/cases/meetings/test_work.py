"""What meetings put under 'Mijn werk', and for whom."""

from baken.cases.api import my_work
from baken.cases.meetings import actions
from baken.core.acting import acting_as
from tests.cases.meetings.build import case, table

ALL = ("process_manager", "case_manager", "police", "housing", "care")


def asked(city, who):
    with acting_as(city.acting(who)) as acting:
        return [task.title for task in my_work(acting) if task.kind == "overleg"]


def everybody(city):
    return {who: asked(city, who) for who in ALL}


def test_a_meeting_asks_an_answer_presence_and_the_minutes(city):
    made = table(case(city))
    answer = ["Laat weten of u naar het overleg komt"]
    assert everybody(city) == {who: answer if who != "care" else [] for who in ALL}
    made.do("police", actions.answer, made.id, comes=True)
    made.do("housing", actions.answer, made.id, comes=False)
    assert (asked(city, "police"), asked(city, "housing")) == (["Overleg"], [])
    made.begin()
    assert asked(city, "housing") == ["Het overleg is bezig"]
    made.all_there()
    made.do("process_manager", actions.end, made.id)
    propose = ["Leg het verslag van het overleg voor"]
    assert (asked(city, "case_manager"), asked(city, "police")) == (propose, [])
    made.do("case_manager", actions.propose, made.id)
    assert asked(city, "police") == ["Lees het verslag van het overleg"]
    made.over()
    adopt = ["Stel het verslag van het overleg vast"]
    assert (asked(city, "process_manager"), asked(city, "police")) == (adopt, [])
    made.do("process_manager", actions.adopt, made.id)
    assert everybody(city) == {who: [] for who in ALL}


def test_a_task_of_a_meeting_leads_there_by_its_clock(city):
    made = table(case(city))
    with acting_as(city.acting("police")) as acting:
        task = next(task for task in my_work(acting) if task.kind == "overleg")
    assert (task.url, task.due) == (made.there, made.row.starts_at)
    assert (task.number, task.about) == (made.thread.row.number, "Portiek")


def test_a_guest_sees_the_number_and_not_what_it_is_called(city):
    made = table(case(city))
    made.do("process_manager", actions.invite_guest, made.id, city.user("police2"))
    with acting_as(city.acting("police2")) as acting:
        (task,) = my_work(acting)
    assert (task.number, task.about, task.phase) == (made.thread.row.number, "", 0)
