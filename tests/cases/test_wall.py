"""Need-to-know, with bait: what was not released leaves no trace, anywhere."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connections, transaction
from django.db.utils import DatabaseError, ProgrammingError
from django.utils import timezone

from baken.access.models import Agreement, Membership
from baken.cases import actions, api, queries
from baken.cases import models as m
from baken.cases.dossier import dossier
from baken.core.acting import PUBLIC, acting_as
from baken.core.errors import Conflict, Denied
from tests.cases.build import running, tomorrow

BAIT = "Lokaas-zeearend"
ALL = (m.Case, m.CaseContent, m.Participation, m.Seat, m.Clock, m.Contribution, m.Release,
       m.Action, m.Evaluation, m.PhaseRequest, m.PhaseDecision, m.Closing)  # fmt: skip


@pytest.fixture
def thread(city):
    """A case in phase 2 with police and housing on it, and every kind of row."""
    made = running(city, 2)
    made.partner("politie", "police")
    made.partner("corporatie", "housing")
    made.evaluate()
    made.fill("operationeel", "lead")
    made.plan()
    made.ask("process_manager", 3, "Nodig.")
    return made


def brought(thread, who="police", to=("gemeente",), text=BAIT, **more):
    return thread.do(
        who, actions.add_contribution, thread.id, nature="fact", text=text,
        release_to=[thread.city.organisation(name) for name in to], **more,
    )  # fmt: skip


def counts(thread, who):
    with acting_as(thread.city.acting(who)):
        return {model.__name__: model.objects.count() for model in ALL}


def test_who_is_not_on_the_case_sees_nothing_of_it(thread, client_as):
    brought(thread)
    empty = dict.fromkeys((model.__name__ for model in ALL), 0)
    for who in ("process_manager2", "police2", "care", "desk", "adviser", "statistician", "clerk",
                "privacy_officer", "administrator", "mayor"):  # fmt: skip
        assert counts(thread, who) == empty, who
    with acting_as(PUBLIC):
        assert m.Case.objects.count() == 0
    for who in ("process_manager2", "police2"):
        client = client_as(who)
        hidden = client.get(f"/werk/casussen/{thread.id}/")
        absent = client.get(f"/werk/casussen/{uuid4()}/")
        assert hidden.status_code == absent.status_code == 404
        assert thread.row.number not in client.get("/werk/casussen/").content.decode()


def test_an_unset_acting_sees_nothing_also_on_a_used_connection(thread):
    counts(thread, "process_manager")
    with transaction.atomic():
        assert [model.objects.count() for model in ALL] == [0] * len(ALL)


def test_a_contribution_that_was_not_released_leaves_no_trace(thread, client_as):
    key = brought(thread)
    with acting_as(thread.city.acting("housing")) as acting:
        assert m.Contribution.objects.count() == 0
        assert m.Release.objects.count() == 0
        page = dossier(acting, thread.id)
        assert not [entry for entry in page.entries if entry.contribution]
        assert api.find(acting, BAIT) == []
        with pytest.raises(Denied):
            actions.correct(acting, key, nature="fact", text="anders")
    client = client_as("housing")
    for tail in ("", "?deel=acties", "?deel=personen", "?deel=partners", "?alles"):
        body = client.get(f"/werk/casussen/{thread.id}/{tail}").content.decode()
        assert BAIT not in body
        assert str(key) not in body
    for tail in (f"inbreng/{key}/", f"inbreng/{key}/verbeteren/"):
        hidden = client.get(f"/werk/casussen/{thread.id}/{tail}")
        absent = client.get(f"/werk/casussen/{thread.id}/{tail.replace(str(key), str(uuid4()))}")
        assert hidden.status_code == absent.status_code == 404
    assert BAIT not in client.get("/werk/").content.decode()


def test_the_page_of_a_partner_is_the_same_with_and_without_hidden_rows(thread):
    def seen():
        with acting_as(thread.city.acting("housing")) as acting:
            page = dossier(acting, thread.id)
            return [(e.title, e.text) for e in page.entries], page.clocks, len(page.open_actions)

    before = seen()
    brought(thread)
    brought(thread, "process_manager", to=("politie",))
    assert seen() == before


def test_a_release_shows_exactly_that_item_and_withdrawing_hides_it_again(thread):
    key = brought(thread, to=())
    other = brought(thread, to=(), text="iets anders")
    gemeente, corporatie = (thread.city.organisation(n) for n in ("gemeente", "corporatie"))
    thread.do("police", actions.set_releases, key, [corporatie, gemeente], may_pass_on=False)
    with acting_as(thread.city.acting("housing")):
        assert list(m.Contribution.objects.values_list("id", flat=True)) == [key]
        # Who else got it is the owner's to know.
        assert m.Release.objects.count() == 1
    with acting_as(thread.city.acting("police")):
        assert m.Contribution.objects.count() == 2
        assert m.Release.objects.count() == 2
    thread.do("police", actions.set_releases, key, [gemeente], may_pass_on=False)
    with acting_as(thread.city.acting("housing")):
        assert m.Contribution.objects.count() == 0
    with acting_as(thread.city.acting("process_manager")):
        assert list(m.Contribution.objects.values_list("id", flat=True)) == [key]
        assert other != key


def test_releasing_anothers_contribution_is_refused_by_the_database(thread):
    key = brought(thread)
    for owner in ("gemeente", "politie"):
        with pytest.raises(DatabaseError), acting_as(thread.city.acting("process_manager")):
            m.Release.objects.create(
                contribution_id=key, case_id=thread.id, owner_id=thread.city.organisation(owner),
                organisation_id=thread.city.organisation("corporatie"),
                released_by_id=thread.city.user("process_manager"), released_at=timezone.now(),
            )  # fmt: skip
    assert m.Release.objects.using("keeper").count() == 1


def test_a_release_to_who_does_not_take_part_is_refused(thread):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        brought(thread, to=("zorg",))
    key = brought(thread, to=())
    with pytest.raises(DatabaseError), acting_as(thread.city.acting("police")):
        m.Release.objects.create(
            contribution_id=key, case_id=thread.id, owner_id=thread.city.organisation("politie"),
            organisation_id=thread.city.organisation("zorg"),
            released_by_id=thread.city.user("police"), released_at=timezone.now(),
        )  # fmt: skip


def test_foreign_keys_and_used_keys_tell_nothing(thread):
    """A guess at a hidden key is refused like a wrong one: the wall speaks before the index."""
    key = brought(thread, to=())
    for guess in (key, uuid4()):
        with pytest.raises(ProgrammingError, match="row-level security"):  # noqa: SIM117
            with acting_as(thread.city.acting("housing")):
                m.Contribution.objects.create(
                    case_id=thread.id, organisation_id=thread.city.organisation("corporatie"),
                    author_id=thread.city.user("housing"), nature="fact", text="x",
                    created_at=timezone.now(), correction_of_id=guess,
                )  # fmt: skip
    hidden_case = thread.id
    for guess in (hidden_case, uuid4()):
        with pytest.raises(Denied), acting_as(thread.city.acting("care")) as acting:
            actions.add_contribution(acting, guess, nature="fact", text="x")
    with pytest.raises(Denied):
        brought(thread, "housing", to=(), text="x", key=key)


def test_contributions_and_decisions_are_never_changed(thread):
    brought(thread)
    thread.do("lead", actions.decide_phase, thread.request().id, granted=True)
    for model, field in ((m.Contribution, "text"), (m.PhaseDecision, "grounds"),
                         (m.Evaluation, "text"), (m.Closing, "reason")):  # fmt: skip
        with pytest.raises(ProgrammingError, match="permission denied"):  # noqa: SIM117
            with acting_as(thread.city.acting("process_manager")):
                model.objects.update(**{field: "anders"})
    with acting_as(thread.city.acting("process_manager")):
        assert m.Contribution.objects.all().delete()[0] == 0
    assert m.Contribution.objects.using("keeper").get().text == BAIT


def test_the_mayor_sees_only_the_own_seats_and_no_contributions(thread, city):
    brought(thread)
    second = running(city, 2)
    thread.do("process_manager", actions.ask_seat, thread.id, "bestuurlijk",
              holder=city.user("mayor"))  # fmt: skip
    seen = counts(thread, "mayor")
    assert (seen["Case"], seen["Seat"], sum(seen.values())) == (1, 1, 2)
    thread.do("mayor", actions.accept_seat, thread.seat("bestuurlijk").id)
    seen = counts(thread, "mayor")
    assert seen["Case"] == 1
    assert (seen["Contribution"], seen["Release"], seen["Action"]) == (0, 0, 0)
    assert seen["Seat"] > 1
    assert second.row.number


def test_an_invited_person_sees_number_purpose_phase_and_the_own_seat(thread, client_as):
    brought(thread, "process_manager", to=())
    thread.do("process_manager", actions.ask_seat, thread.id, "bestuurlijk",
              holder=thread.city.user("mayor"))  # fmt: skip
    body = client_as("mayor").get(f"/werk/casussen/{thread.id}/").content.decode()
    assert thread.row.number in body
    assert thread.row.purpose in body
    assert "Ik aanvaard" in body
    content = m.CaseContent.objects.using("keeper").get(case_id=thread.id)
    for hidden in (content.title, content.reason, BAIT, "Casusregie", "Tijdlijn"):
        assert hidden not in body.split("<main", 1)[1]


def test_a_partner_who_leaves_is_out_at_the_next_request(thread, client_as):
    client = client_as("police")
    assert client.get(f"/werk/casussen/{thread.id}/").status_code == 200
    part = m.Participation.objects.using("keeper").get(
        organisation_id=thread.city.organisation("politie")
    )
    thread.do("process_manager", actions.end_participation, thread.id, part.id)
    assert client.get(f"/werk/casussen/{thread.id}/").status_code == 404


def test_the_end_of_an_agreement_closes_the_next_request(thread, client_as):
    client = client_as("police")
    yesterday = timezone.localdate() - timedelta(days=1)
    Agreement.objects.using("keeper").filter(
        organisation_id=thread.city.organisation("politie")
    ).update(valid_until=yesterday)
    assert client.get(f"/werk/casussen/{thread.id}/").status_code in (302, 404)
    assert counts(thread, "police")["Case"] == 0


def test_a_partner_with_open_actions_does_not_leave(thread):
    thread.do("police", actions.add_action, thread.id, title="Bellen",
              owner=thread.city.user("police"), due_on=tomorrow())  # fmt: skip
    part = m.Participation.objects.using("keeper").get(
        organisation_id=thread.city.organisation("politie")
    )
    with pytest.raises(Conflict) as refused:
        thread.do("process_manager", actions.end_participation, thread.id, part.id)
    assert refused.value.missing[0].what == "Er staan nog acties open"


def test_partners_may_not_do_what_managers_do(thread):
    city = thread.city
    tries = (
        lambda a: actions.ask_seat(a, thread.id, "operationeel", holder=city.user("lead")),
        lambda a: actions.add_partner(a, thread.id, city.organisation("zorg"), task="x",
                                      ground="public_task", user_ids=[city.user("care")]),
        lambda a: actions.close(a, thread.id, reason="x"),
        lambda a: actions.edit_content(a, thread.id, title="x", reason="x", version=1),
        lambda a: actions.open_case(a, title="x", reason="x", purpose="x"),
        lambda a: actions.record_evaluation(a, thread.id, held_on=timezone.localdate(), safety=1,
                                            text="x"),
    )  # fmt: skip
    for step in tries:
        with pytest.raises(Denied) as refused, acting_as(city.acting("police")) as acting:
            step(acting)
        assert refused.value.known
    with acting_as(city.acting("police")):
        assert m.Case.objects.filter(pk=thread.id).update(phase=4) == 0
        assert m.CaseContent.objects.update(title="x") == 0
        assert m.Seat.objects.update(ended_why="left") == 0


def test_a_partner_finishes_only_actions_of_the_own_organisation(thread):
    theirs = thread.do("process_manager", actions.add_action, thread.id, title="Bellen",
                       owner=thread.city.user("housing"), due_on=tomorrow())  # fmt: skip
    with pytest.raises(Denied):
        thread.do("police", actions.finish_action, theirs, result="x", version=1)
    thread.do("housing", actions.finish_action, theirs, result="Gebeld", version=1)
    assert m.Action.objects.using("keeper").get(pk=theirs).result == "Gebeld"


def test_a_closed_case_is_read_only_and_only_its_closer_reads_it(city):
    thread = running(city, 2)
    thread.partner("politie", "police")
    thread.ready()
    thread.do("process_manager", actions.close, thread.id, reason="Klaar")
    assert counts(thread, "police")["Case"] == counts(thread, "case_manager")["Case"] == 0
    with pytest.raises(Conflict):
        thread.do("process_manager", actions.add_contribution, thread.id, nature="fact", text="x")
    with pytest.raises(DatabaseError), acting_as(city.acting("process_manager")):
        m.Evaluation.objects.create(
            case_id=thread.id, author_id=city.user("process_manager"), safety=1, text="x",
            held_on=timezone.localdate(), created_at=timezone.now(),
        )  # fmt: skip
    with acting_as(city.acting("process_manager")):
        assert m.Case.objects.filter(pk=thread.id).update(phase=4) == 0


def test_the_database_refuses_a_second_open_seat_and_deciding_the_own_request(city):
    thread = running(city, 2)
    with pytest.raises(IntegrityError):
        m.Seat.objects.using("keeper").create(
            case_id=thread.id, role="casusregie", since=timezone.now()
        )
    asked = m.PhaseRequest.objects.using("keeper").create(
        case_id=thread.id, from_phase=2, to_phase=3, grounds="x", requested_at=timezone.now(),
        due_at=timezone.now(),
        requested_by_id=city.user("lead"),
    )  # fmt: skip
    with pytest.raises(IntegrityError):
        m.PhaseDecision.objects.using("keeper").create(
            case_id=thread.id, request=asked, from_phase=2, to_phase=3, granted=True, grounds="x",
            requested_by_id=city.user("lead"), decided_by_id=city.user("lead"),
            decided_at=timezone.now(),
        )  # fmt: skip


def test_a_member_with_an_end_date_is_out_after_it(thread):
    Membership.objects.using("keeper").filter(user_id=thread.city.user("housing")).update(
        valid_until=timezone.now() - timedelta(seconds=1)
    )
    assert counts(thread, "housing")["Case"] == 0


def test_tallies_are_for_statistics_only(thread):
    def tally(who, name):
        with acting_as(thread.city.acting(who)), connections["default"].cursor() as cursor:
            cursor.execute(
                f"select dims, n from {name}(%s, %s)",
                [timezone.localdate(), timezone.localdate() + timedelta(days=1)],
            )
            return cursor.fetchall()

    assert tally("statistician", "figures_cases_per_phase") == [('{"phase": 2}', 1)]
    assert tally("statistician", "figures_actions_overdue") == [("{}", 0)]
    for who in ("process_manager", "administrator", "adviser", "privacy_officer"):
        assert tally(who, "figures_cases_per_phase") == []
        assert tally(who, "figures_actions_overdue") == []


def test_lists_and_search_hold_only_my_cases(thread, city):
    other = running(city)
    with acting_as(city.acting("police")) as acting:
        found = queries.listing(acting, {})
        assert [line.case.id for line in found.lines] == [thread.id]
        assert found.count.number == 1
        assert api.find(acting, other.row.number) == []
        assert [hit.number for hit in api.find(acting, thread.row.number)] == [thread.row.number]
        assert [hit.number for hit in api.find(acting, "portiek")] == [thread.row.number]
