"""Practice: the exercises, by hand and by who plays along, and what they never touch."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from baken.access import api as access
from baken.access.models import Assignment, User
from baken.cases import actions as case_actions
from baken.cases import api, queries, worklist
from baken.cases.actions.jumping import raise_alarms
from baken.cases.models import Case, CaseContent, Clock, Practice
from baken.cases.practice import actions, moves
from baken.cases.practice.exercises import EXERCISES, TIME
from baken.cases.practice.queries import doing
from baken.cases.practice.retention import DAYS, remove
from baken.cases.steps.models import Jump
from baken.core.acting import NoActing, acting_as, current, job, played_by
from baken.core.errors import Conflict, Denied
from baken.messages.models import Message
from tests.cases.build import opened, running

WORKERS = ("process_manager", "case_manager", "lead", "police")


def begun(city, who, key="ladder"):
    with acting_as(city.acting(who)) as acting:
        actions.begin(acting, key)
        return actions.current_of(acting, key).case_id


def states(city, who, key):
    with acting_as(city.acting(who)) as acting:
        return [line.state for line in doing(acting, key).lines]


def step(city, who, key, index):
    """Do a step: oneself by the real action where it is one's own, else let it be done."""
    with acting_as(city.acting(who)) as acting:
        found = doing(acting, key).lines[index]
        if found.mine:
            assert found.url.startswith("/werk/casussen/")
            row = actions.current_of(acting, key)
            from baken.cases.practice.crew import play_of

            found.step.play(play_of(acting, row.case_id))
        else:
            actions.let_do(acting, key, index)


@pytest.mark.parametrize("who", WORKERS)
@pytest.mark.parametrize("key", sorted(EXERCISES))
def test_everyone_who_works_on_cases_can_do_every_exercise(city, who, key):
    begun(city, who, key)
    count = len(EXERCISES[key].steps)
    for index in range(count):
        expected = ["done"] * index + ["now"] + ["later"] * (count - index - 1)
        assert states(city, who, key) == expected
        step(city, who, key, index)
    assert states(city, who, key) == ["done"] * count


def test_a_step_checks_itself_against_what_was_really_done(city):
    """Done by hand on the real pages, not by a button of the exercise."""
    key = begun(city, "process_manager")
    from tests.cases.build import Thread
    from tests.cases.triage.build import fill

    thread = Thread(city, key)
    assert states(city, "process_manager", "ladder")[0] == "now"
    fill(thread)
    from baken.cases.triage import actions as triage

    thread.do("process_manager", triage.decide, key, triage.Ending("active", "Dit hoort hier."))
    assert states(city, "process_manager", "ladder")[:2] == ["done", "now"]


def test_the_other_seats_are_of_who_plays_along_and_of_nobody_else(city):
    key = begun(city, "process_manager")
    with acting_as(city.acting("process_manager")) as acting:
        case = Case.objects.get(pk=key)
        from baken.cases.actions.seats import candidates

        found = {p.name for p in candidates(acting, case, "casusregie")}
        assert found == {"Otto Oefen (oefening)"}
        real = Case(number="x", model=case.model, practice=False)
        assert "Otto Oefen (oefening)" not in {
            p.name for p in candidates(acting, real, "casusregie")
        }
        assert "oefening" not in " ".join(p.name for p in access.colleagues(acting))
    with pytest.raises(ValidationError), acting_as(city.acting("process_manager")) as acting:
        case_actions.ask_seat(acting, key, "casusregie", holder=city.user("case_manager"))


def test_nobody_signs_in_as_who_plays_along(city):
    """With the same password somebody else does come in."""
    begun(city, "process_manager")
    crew = list(User.objects.using("keeper").filter(practice=True))
    assert [user.has_usable_password() for user in crew] == [False] * 5
    real = User.objects.using("keeper").get(pk=city.user("case_manager"))
    for user, opens in ((crew[0], False), (real, True)):
        user.set_password("Verzonnen wachtwoord 42")
        user.save(using="keeper")
        client = Client()
        client.post(
            "/account/login/",
            {"login": user.email, "password": "Verzonnen wachtwoord 42"},
            follow=True,
        )
        assert ("_auth_user_id" in client.session) == opens


def test_who_plays_along_sees_no_real_case(city):
    """There is a real case with the same municipality, and they are on none of it."""
    real = running(city, 2)
    begun(city, "process_manager")
    with acting_as(city.acting("process_manager")) as acting:
        crew = access.practice_crew(acting)
        for one in crew.values():
            with played_by(one):
                assert not CaseContent.objects.filter(case_id=real.id).exists()
                assert set(Case.objects.values_list("practice", flat=True)) <= {True}
        assert CaseContent.objects.filter(case_id=real.id).exists()
        assert current() == acting


def test_only_within_a_transaction_of_somebody_and_one_comes_back(city):
    begun(city, "process_manager")
    with acting_as(city.acting("process_manager")) as acting:
        other = access.practice_crew(acting)["case"]
        with pytest.raises(ProgrammingError), played_by(other), connection.cursor() as cursor:
            cursor.execute("select * from audit_unsealed_x")
        assert current() == acting
        with connection.cursor() as cursor:
            cursor.execute("select acting_user()")
            assert cursor.fetchone()[0] == acting.user_id
    with acting_as(job("retention.run")), pytest.raises(NoActing), played_by(other):
        pass


@pytest.mark.parametrize("who", ["desk", "privacy_officer", "mayor", "adviser"])
def test_who_does_not_work_on_cases_does_not_practise(city, who, client_as):
    with pytest.raises(Denied), acting_as(city.acting(who)) as acting:
        actions.begin(acting, "ladder")
    with pytest.raises(ProgrammingError), acting_as(city.acting(who)) as acting:
        access.practice_crew(acting)
    assert client_as(who).get("/werk/oefenen/").status_code == 403


# -- apart from what is real ----------------------------------------------------------------


def test_an_exercise_is_in_no_list_count_search_or_task(city):
    """The same case, were it real, would be in each of them."""
    key = begun(city, "process_manager")
    case = Case.objects.using("keeper").get(pk=key)

    def found():
        with acting_as(city.acting("process_manager")) as acting:
            return [
                len(queries.listing(acting, {}).lines),
                queries.sums(acting).running,
                len(api.find(acting, case.number)),
                len(api.find(acting, "Trap")),
                len(worklist.my_work(acting)),
            ]

    assert found() == [0, 0, 0, 0, 0]
    Case.objects.using("keeper").filter(pk=key).update(practice=False)
    assert min(found()) > 0


def test_an_exercise_does_not_count(city):
    begun(city, "process_manager", "silent")
    step(city, "process_manager", "silent", 0)
    step(city, "process_manager", "silent", 1)
    day = timezone.localdate() + timedelta(days=1)

    def counted():
        with acting_as(job("programme.measure", "statistics")), connection.cursor() as cursor:
            sums = []
            for name in ("figures_cases_per_phase", "figures_actions_overdue"):
                cursor.execute(
                    f"select coalesce(sum(n), 0)::int from {name}(%s, %s)",
                    [day - timedelta(days=90), day],
                )
                sums.append(cursor.fetchone()[0])
            return sums

    assert counted() == [0, 0]
    Case.objects.using("keeper").update(practice=False)
    assert counted() == [1, 1]


def test_no_mail_leaves_an_exercise(city):
    begun(city, "police", "silent")
    for index in range(len(EXERCISES["silent"].steps)):
        step(city, "police", "silent", index)
    assert not Message.objects.using("keeper").exists()


def test_an_exercise_raises_no_alarm_and_a_real_one_calls_no_practice_mayor(city):
    begun(city, "process_manager", "night")
    step(city, "process_manager", "night", 0)
    Jump.objects.using("keeper").update(due_at=timezone.now() - timedelta(hours=1))
    with acting_as(job("cases.alarm", "cases")) as acting:
        assert raise_alarms(acting) == 0
    assert not Message.objects.using("keeper").exists()
    Case.objects.using("keeper").update(practice=False)
    with acting_as(job("cases.alarm", "cases")) as acting:
        assert raise_alarms(acting) == 1
    assert [m.to for m in Message.objects.using("keeper")] == ["mayor@voorbeeld.invalid"]


def test_time_passes_in_the_exercise_alone(city):
    real, key = running(city, 2), begun(city, "process_manager", "silent")
    clocks = Clock.objects.using("keeper").filter(case_id=real.id).order_by("id")
    before = list(clocks.values_list("due_at"))
    mine = Case.objects.using("keeper").get(pk=key).opened_at
    with acting_as(city.acting("process_manager")):
        moves.wait(key, 21)
    assert list(clocks.all().values_list("due_at")) == before
    assert mine - Case.objects.using("keeper").get(pk=key).opened_at == timedelta(days=21)
    for file, days in ((real.id, 21), (key, 0), (key, None), (None, 21)):
        with pytest.raises(ProgrammingError), acting_as(city.acting("process_manager")):
            moves.wait(file, days)
    with pytest.raises(ProgrammingError), acting_as(city.acting("process_manager2")):
        moves.wait(key, 21)
    with (
        pytest.raises(ProgrammingError),
        acting_as(city.acting("process_manager")),
        connection.cursor() as cursor,
    ):
        cursor.execute("update cases_case set practice = true where id = %s", [real.id])


def test_nobody_sees_or_steers_the_exercise_of_another(city, client_as):
    key = begun(city, "process_manager")
    with acting_as(city.acting("process_manager2")) as acting:
        assert doing(acting, "ladder") is None
        assert not Case.objects.filter(pk=key).exists()
        with pytest.raises(Denied):
            actions.let_do(acting, "ladder", 0)
    assert client_as("process_manager2").get(f"/werk/casussen/{key}/").status_code == 404


# -- again, and gone ------------------------------------------------------------------------


def test_beginning_anew_gives_a_new_case(city):
    first = begun(city, "process_manager")
    second = begun(city, "process_manager")
    assert first != second
    rows = Practice.objects.using("keeper").order_by("started_at")
    assert [(r.case_id, bool(r.ended_at)) for r in rows] == [(first, True), (second, False)]


def test_an_exercise_is_removed_with_all_of_it_and_nothing_else(city):
    real = running(city, 2)
    begun(city, "process_manager", "silent")
    for index in range(3):
        step(city, "process_manager", "silent", index)
    row = Practice.objects.using("keeper").get()
    assert DAYS == 30
    with acting_as(job("retention.run", "privacy")) as acting:
        assert remove(acting, [row.id]) == 1
    assert list(Case.objects.using("keeper").values_list("id", flat=True)) == [real.id]
    assert not Practice.objects.using("keeper").exists()


def test_steps_come_in_their_order_and_the_own_step_is_ones_own(city):
    begun(city, "process_manager")
    with acting_as(city.acting("process_manager")) as acting:
        with pytest.raises(Conflict):
            actions.let_do(acting, "ladder", 0)
        with pytest.raises(Conflict):
            actions.let_do(acting, "ladder", 2)
        for key, index in (("ladder", 99), ("ladder", -1), ("onzin", 0), ("silent", 0)):
            with pytest.raises(Denied):
                actions.let_do(acting, key, index)


def test_the_pages_and_the_ribbon(city, client_as):
    client = client_as("process_manager")
    assert "Trap op en af" in client.get("/werk/oefenen/").content.decode()
    assert client.get("/werk/oefenen/ladder/").status_code == 404
    assert client.post("/werk/oefenen/onzin/begin/").status_code == 404
    assert client.post("/werk/oefenen/ladder/begin/").status_code == 302
    key = Practice.objects.using("keeper").get().case_id
    page = client.get("/werk/oefenen/ladder/").content.decode()
    assert "Beoordeel de casus" in page
    here = f"/werk/casussen/{key}/"
    ribbon = "Alles in deze casus is verzonnen"
    for tail in (
        "",
        "triage/",
        "triage/vragen/",
        "inbreng/",
        "actie/",
        "fase/2/",
        "stoel/casusregie/",
    ):
        assert ribbon in client.get(here + tail).content.decode(), tail
    real = opened(city)
    with CaptureQueriesContext(connection) as asked:
        assert ribbon not in client.get(f"/werk/casussen/{real.id}/").content.decode()
    assert not [q for q in asked.captured_queries if "cases_practice" in q["sql"]]
    assert client.post("/werk/oefenen/ladder/stap/1/").status_code == 409
    assert client.post("/werk/oefenen/ladder/stop/").status_code == 302
    assert client.get("/werk/oefenen/ladder/").status_code == 404


def test_the_crew_is_made_once(city):
    for who in ("process_manager", "case_manager"):
        begun(city, who)
    assert Assignment.objects.using("keeper").filter(user__practice=True).count() == 5
    with connections["keeper"].cursor() as cursor:
        cursor.execute("select count(*) from access_organisation where practice")
        assert cursor.fetchone()[0] == 1
    assert TIME
