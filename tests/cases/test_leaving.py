"""Who is asked, who is told by mail, who leaves, and who looked."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from baken.access.models import Assignment, Membership
from baken.cases import actions
from baken.cases import models as m
from baken.cases.actions.opening import process_managers
from baken.cases.actions.partners import people_of
from baken.cases.actions.seats import candidates
from baken.cases.actions.work import owners
from baken.core.acting import acting_as
from baken.messages.models import Message
from tests.cases.build import DOWN, opened, running, tomorrow
from tests.cases.test_pages import body, page, post
from tests.cases.test_traces import Trail


def task(city, who, capacity, purpose):
    """Give someone a second task."""
    return Assignment.objects.using("keeper").create(
        user_id=city.user(who), organisation_id=city.organisation("gemeente"),
        capacity=capacity, purpose=purpose, valid_from=timezone.now(),
    )  # fmt: skip


def on_it(thread, who):
    now = timezone.now()
    rows = Membership.objects.using("keeper").filter(
        file_id=thread.id, user_id=thread.city.user(who)
    )
    return rows.exclude(valid_until__lte=now).exists()


# -- candidates -----------------------------------------------------------------------------


def test_only_who_works_on_cases_in_that_capacity_is_a_candidate(city):
    thread = running(city)
    task(city, "desk", "lead", "reports")
    task(city, "adviser", "process_manager", "reports")
    task(city, "clerk", "mayor", "council")
    task(city, "case_manager", "case_manager", "cases")
    with acting_as(city.acting("process_manager")) as acting:

        def asked(role):
            return {p.user_id for p in candidates(acting, thread.row, role)}

        assert asked("operationeel") == {city.user("lead")}
        assert asked("bestuurlijk") == {city.user("mayor")}
        assert asked("casusregie") == {city.user("case_manager")}
        assert len(candidates(acting, thread.row, "casusregie")) == 1
        managers = {city.user("process_manager"), city.user("process_manager2")}
        assert asked("procesregie") == managers
        assert {p.user_id for p in process_managers(acting)} == managers
        police = {city.user("police"), city.user("police2")}
        assert {p.user_id for p in people_of(acting, city.organisation("politie"))} == police
        assert {p.capacity for p in owners(acting, thread.row)} == {"process_manager"}
    with pytest.raises(ValidationError):
        thread.do("process_manager", actions.ask_seat, thread.id, "operationeel",
                  holder=city.user("desk"))  # fmt: skip


# -- leaving --------------------------------------------------------------------------------


def test_who_is_replaced_leaves_and_the_page_says_so(city, client_as):
    thread = running(city, 2)
    thread.partner("politie", "police")
    client = client_as("process_manager")
    assert "ziet de casus dan niet meer" in body(page(client, thread, "stoel/casusregie/"))
    asked = post(client, thread, "stoel/casusregie/", holder=city.user("police"))
    assert asked.status_code == 302
    assert not on_it(thread, "case_manager")
    assert page(client_as("case_manager"), thread).status_code == 404
    assert "blijft op de casus, door" in body(page(client, thread, "stoel/casusregie/"))
    thread.do("police", actions.accept_seat, thread.seat("casusregie").id)
    thread.do("process_manager", actions.ask_seat, thread.id, "casusregie",
              holder=city.user("case_manager"))  # fmt: skip
    assert on_it(thread, "police")
    assert page(client_as("case_manager"), thread).status_code == 200


def test_an_open_action_or_another_seat_keeps_someone(city):
    thread = running(city, 2)
    thread.do("process_manager", actions.add_action, thread.id, title="Bellen",
              owner=city.user("case_manager"), due_on=tomorrow())  # fmt: skip
    with Trail() as new:
        thread.do("process_manager", actions.ask_seat, thread.id, "casusregie", household=True)
    assert new.verbs == ["case.ask_seat"]
    assert on_it(thread, "case_manager")
    other = running(city)
    task(city, "process_manager", "case_manager", "cases")
    other.fill("casusregie", "process_manager")
    other.do("process_manager", actions.ask_seat, other.id, "casusregie",
             holder=city.user("case_manager"))  # fmt: skip
    assert on_it(other, "process_manager")


def test_procesregie_is_handed_over_when_the_next_one_accepts(city, client_as):
    thread = running(city)
    client = client_as("process_manager")
    assert "blijft op de casus tot de ander aanvaardt" in body(
        page(client, thread, "stoel/procesregie/")
    )
    post(client, thread, "stoel/procesregie/", holder=city.user("process_manager2"))
    assert page(client, thread).status_code == 200
    thread.do("process_manager2", actions.accept_seat, thread.seat("procesregie").id)
    assert not on_it(thread, "process_manager")
    assert page(client, thread).status_code == 404
    assert page(client_as("process_manager2"), thread).status_code == 200


def test_who_gives_the_own_seat_away_ends_at_the_list(city, client_as):
    thread = running(city, 2)
    thread.partner("politie", "police")
    client = client_as("case_manager")
    answer = post(client, thread, "stoel/casusregie/", holder=city.user("police"))
    assert answer.url == "/werk/casussen/"
    assert not on_it(thread, "case_manager")


def test_a_household_or_an_empty_seat_has_nobody_to_leave(city, client_as):
    thread = opened(city)
    client = client_as("process_manager")
    thread.do("process_manager", actions.ask_seat, thread.id, "casusregie", household=True)
    assert "Hier zit nu het huishouden" in body(page(client, thread, "stoel/casusregie/"))
    thread.do("process_manager", actions.ask_seat, thread.id, "casusregie",
              holder=city.user("case_manager"))  # fmt: skip
    thread.do("case_manager", actions.decline_seat, thread.seat("casusregie").id)
    assert "Hier zit nu" not in body(page(client, thread, "stoel/casusregie/"))
    ended = m.Seat.objects.using("keeper").filter(case_id=thread.id, role="casusregie")
    thread.do("process_manager", actions.ask_seat, thread.id, "casusregie", household=True)
    assert [s.ended_why for s in ended.order_by("since")] == ["replaced", "declined", "filled", ""]


def test_a_partner_who_leaves_loses_all_that_was_released_to_it(city, client_as):
    thread = running(city)
    for party, who in (("politie", "police"), ("corporatie", "housing")):
        thread.partner(party, who)
    corporatie = city.organisation("corporatie")
    for who in ("police", "process_manager"):
        thread.do(who, actions.add_contribution, thread.id, nature="fact", text=f"Van {who}",
                  release_to=[corporatie])  # fmt: skip
    thread.do("housing", actions.add_contribution, thread.id, nature="fact", text="Huurschuld",
              release_to=[city.organisation("gemeente")])  # fmt: skip
    part = m.Participation.objects.using("keeper").get(organisation_id=corporatie)
    with Trail() as new:
        thread.do("process_manager", actions.end_participation, thread.id, part.id)
    assert new.verbs == ["access.leave", "case.withdraw", "case.withdraw",
                         "case.end_participation"]  # fmt: skip
    assert not m.Release.objects.using("keeper").filter(
        organisation_id=corporatie, withdrawn_at=None
    )
    assert page(client_as("housing"), thread).status_code == 404
    assert "Huurschuld" in body(page(client_as("process_manager"), thread))
    thread.partner("corporatie", "housing")
    seen = body(page(client_as("housing"), thread))
    assert "Huurschuld" in seen
    assert "Van police" not in seen
    assert "Van process_manager" not in seen


def test_only_a_manager_withdraws_from_another_and_only_from_who_left(city):
    from django.db import connection

    thread = running(city)
    for party, who in (("politie", "police"), ("corporatie", "housing")):
        thread.partner(party, who)
    corporatie = city.organisation("corporatie")
    thread.do("police", actions.add_contribution, thread.id, nature="fact", text="x",
              release_to=[corporatie, city.organisation("gemeente")])  # fmt: skip
    for who, party in (("police", "gemeente"), ("housing", "gemeente"), ("lead", "corporatie"),
                       ("process_manager", "corporatie"), ("process_manager", "gemeente"),
                       ("process_manager2", "corporatie")):  # fmt: skip
        with acting_as(city.acting(who)), connection.cursor() as cursor:
            cursor.execute(
                "select cases_withdraw_from(%s, %s)", [thread.id, city.organisation(party)]
            )
            assert cursor.fetchall() == []
    assert m.Release.objects.using("keeper").filter(withdrawn_at=None).count() == 2


# -- mails ----------------------------------------------------------------------------------


def mails():
    return list(Message.objects.using("keeper").order_by("created_at"))


def test_a_mail_says_the_number_and_nothing_of_the_case(city, client_as):
    thread = running(city)
    content = m.CaseContent.objects.using("keeper").get()
    client = client_as("process_manager")
    post(client, thread, "stoel/casusregie/", holder=city.user("case_manager"))
    (mail,) = mails()
    assert mail.to == "case_manager@voorbeeld.invalid"
    assert f"http://testserver/werk/casussen/{thread.id}/" in mail.text
    assert (mail.purpose, mail.about_id) == ("cases", thread.id)
    for words in (mail.subject, mail.text, mail.html):
        assert thread.row.number in words
        for hidden in (content.title, content.reason, thread.row.purpose, "Voorbeeld,", "@"):
            assert hidden not in words
        assert "Process Manager" not in words
        assert "Case Manager" not in words


def test_an_action_and_a_decision_are_told_and_nobody_writes_to_themselves(city, client_as):
    thread = running(city, 2)
    before = len(mails())
    client = client_as("process_manager")
    for who in ("process_manager", "case_manager"):
        sent = post(client, thread, "actie/", title="Bellen met Bo", owner=city.user(who),
                    due_on=tomorrow())  # fmt: skip
        assert sent.status_code == 302
    (action,) = mails()[before:]
    assert "actie met u afgesproken" in action.text
    assert "Bellen" not in action.text + action.html + action.subject
    thread.evaluate()
    told = {**DOWN, "receiver": city.user("case_manager"), "aftercare": tomorrow()}
    post(client_as("case_manager"), thread, "fase/1/", grounds="Rustig.", **told)
    asked = mails()[-1]
    assert asked.to == "process_manager@voorbeeld.invalid"
    assert "Er wacht een besluit op u" in asked.text


# -- who looked -----------------------------------------------------------------------------


def test_who_holds_procesregie_reads_who_looked(city, client_as):
    thread = running(city, 2)
    thread.partner("politie", "police")
    page(client_as("police"), thread)
    thread.do("police", actions.add_contribution, thread.id, nature="fact", text="Geheim")
    client = client_as("process_manager")
    assert "Wie keek mee" in body(page(client, thread))
    seen = body(page(client, thread, "?deel=meekijkers"))
    for words in ("Police Voorbeeld", "Politie (voorbeeld)", "las een casus",
                  "liet een partner deelnemen"):  # fmt: skip
        assert words in seen
    assert "bracht informatie in" not in seen
    assert page(client, thread, "?deel=meekijkers&na=onzin").status_code == 200
    for who in ("police", "case_manager"):
        other = body(page(client_as(who), thread, "?deel=meekijkers"))
        assert "Wie keek mee" not in other
        assert "Tijdlijn" in other
    thread.ready()
    thread.do("process_manager", actions.close, thread.id, reason="Klaar")
    assert "sloot een casus" in body(page(client, thread, "?deel=meekijkers"))
