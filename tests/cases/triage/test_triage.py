"""Signals, the questions, the outcome, and what is told to whom."""

from datetime import timedelta
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from baken.cases import actions as case_actions
from baken.cases.codes import ClockKind, Lifecycle
from baken.cases.models import Action, Clock, Closing, Contribution
from baken.cases.triage import actions, queries
from baken.cases.triage.criteria import newest, versions
from baken.cases.triage.models import Merge, Signal, Triage
from baken.core.acting import acting_as
from baken.core.errors import Conflict, Denied
from baken.messages.models import Message
from baken.reports.models import Message as Letter
from tests.cases.build import Thread, running, tomorrow, untried
from tests.cases.duty.build import tell as told
from tests.cases.triage.build import NO, UNKNOWN, YES, asks, fill, person, version_of
from tests.reports.tools import tell

BORN = "1987-04-09"


def signal(thread, who, party, text="Er is weer gevochten."):
    return thread.do(
        who, actions.add_signal, thread.id, organisation_id=thread.city.organisation(party),
        source="professional", text=text, reliability="seen",
    )  # fmt: skip


def missing(thread):
    with acting_as(thread.city.acting("process_manager")) as acting:
        return [m.what for m in queries.standing_of(acting, thread.row).missing]


def decide(thread, outcome, who="process_manager", **more):
    ending = actions.Ending(outcome, "Zo is het besproken.", **more)
    thread.do(who, actions.decide, thread.id, ending)


# -- the rule -------------------------------------------------------------------------------


def test_the_rule_against_a_table_of_truth():
    """Three-valued: a, b and (c or d); unknown only as long as it can still decide."""
    criteria = newest()
    words = {True: "yes", False: "no", None: "unknown"}
    for values in product((True, False, None), repeat=4):
        worlds = {
            a and b and (c or d)
            for a, b, c, d in product(*[[v] if v is not None else [True, False] for v in values])
        }
        expected = worlds.pop() if len(worlds) == 1 else None
        said = dict(zip("abcd", (words[v] for v in values), strict=True))
        assert criteria.met(said) is expected, said
    assert criteria.met({}) is None
    assert criteria.rule == "A en B en (C of D)"


def test_every_version_has_a_source_and_is_not_adopted():
    for version in versions().values():
        assert version.source
        assert version.adopted_by == ""
        assert len(version.criteria) == 4
        assert len(version.triggers) == 3


# -- signals --------------------------------------------------------------------------------


def test_a_partner_sees_only_its_own_signal_and_the_municipality_all(city):
    thread = running(city, 2)
    thread.partner("politie", "police")
    thread.partner("corporatie", "housing")
    signal(thread, "police", "politie", "Gezien door een agent.")
    signal(thread, "process_manager", "gemeente", "Gebeld door een buur.")
    seen = {}
    for who in ("police", "housing", "process_manager", "case_manager", "process_manager2"):
        with acting_as(city.acting(who)) as acting:
            seen[who] = [line.signal.text for line in queries.signals(acting, thread.id)]
    assert seen["police"] == ["Gezien door een agent."]
    assert seen["housing"] == seen["process_manager2"] == []
    assert len(seen["process_manager"]) == len(seen["case_manager"]) == 2


def test_a_partner_signs_for_itself_alone(city):
    thread = running(city, 2)
    thread.partner("politie", "police")
    with pytest.raises(ValidationError):
        signal(thread, "police", "gemeente")
    with pytest.raises(ValidationError):
        signal(thread, "process_manager", "zorg")
    signal(thread, "process_manager", "politie")
    with pytest.raises(ValidationError):
        thread.do(
            "police", actions.add_signal, thread.id, organisation_id=city.organisation("politie"),
            source="professional", text="x", reliability="seen",
            about_date=timezone.localdate() + timedelta(days=1),
        )  # fmt: skip


def test_a_partners_signal_starts_the_clock_to_speak_to_them(city):
    thread = running(city, 2)
    thread.partner("politie", "police")
    signal(thread, "police", "politie")
    clock = Clock.objects.using("keeper").get(case_id=thread.id, kind=ClockKind.CONTACT)
    assert clock.met_at is None
    with pytest.raises(Denied):
        thread.do("police", actions.spoke, thread.id)
    thread.do("process_manager", actions.spoke, thread.id)
    clock.refresh_from_db(using="keeper")
    assert clock.met_at


def test_weighing_keeps_both_texts_when_a_colleague_was_first(city):
    thread = running(city, 2)
    key = signal(thread, "process_manager", "gemeente")
    thread.do("case_manager", actions.weigh, key, weighed="aside", why="Dubbel.", version=1)
    with pytest.raises(Conflict) as caught:
        thread.do("process_manager", actions.weigh, key, weighed="taken", why="Ernstig.", version=1)
    assert [(v.mine, v.theirs) for v in caught.value.versions] == [("Ernstig.", "Dubbel.")]
    assert Signal.objects.using("keeper").get(pk=key).weighed == "aside"


def test_the_same_form_twice_is_one_signal(city):
    thread = running(city, 2)
    with acting_as(city.acting("process_manager")) as acting:
        said = {
            "organisation_id": city.organisation("gemeente"), "source": "resident", "text": "x",
            "reliability": "heard", "key": thread.id,
        }  # fmt: skip
        assert actions.add_signal(acting, thread.id, **said) == actions.add_signal(
            acting, thread.id, **said
        )
    assert Signal.objects.using("keeper").count() == 1


# -- the questions --------------------------------------------------------------------------


def test_what_is_missing_is_named_until_nothing_is(city):
    thread = untried(city)
    assert len(missing(thread)) == 7
    fill(thread, b=UNKNOWN, c=NO, d={"answer": "no", "evidence": ""})
    names = missing(thread)
    assert [n.split(":")[1].strip() for n in names] == ["nog niet bekend", "geen onderbouwing"]
    with pytest.raises(Conflict):
        decide(thread, "active")
    thread.do(
        "process_manager", actions.find_out, thread.id, "b", title="Bel de GGD",
        owner=city.user("process_manager"), due_on=tomorrow(),
    )  # fmt: skip
    fill(thread, b=UNKNOWN, c=NO)
    assert missing(thread) == []
    assert Action.objects.using("keeper").get(case_id=thread.id).title == "Bel de GGD"
    decide(thread, "active")
    assert thread.row.lifecycle == Lifecycle.ACTIVE
    with pytest.raises(Conflict):
        fill(thread)


def test_persons_in_the_case_ask_for_the_known_check(city):
    thread = untried(city)
    fill(thread)
    person(thread, "Bo Verzinsel", BORN)
    assert [m for m in missing(thread) if "elders" in m]
    asks(thread, "process_manager", "Bo Verzinsel", BORN)
    assert missing(thread) == []
    with acting_as(city.acting("process_manager")):
        assert queries.undone(thread.id) == 0


def test_a_safety_house_case_needs_the_national_criteria(city):
    thread = untried(city)
    fill(thread, a=NO)
    assert missing(thread) == []
    type(thread.row).objects.using("keeper").filter(pk=thread.id).update(regime="wgs_zvh")
    assert missing(thread) == ["Aan A en B en (C of D) is niet voldaan"]


def test_two_who_answer_at_once_lose_nothing(city):
    thread = running(city, 2)
    fill(thread)
    first = version_of(thread)
    thread.do("case_manager", actions.save, thread.id, given={"a": NO}, acute=False, version=first)
    with pytest.raises(Conflict) as caught:
        thread.do("process_manager", actions.save, thread.id, given={"a": UNKNOWN}, acute=True,
                  version=first)  # fmt: skip
    assert "wijkagent" in caught.value.versions[0].theirs
    assert Triage.objects.using("keeper").get(case_id=thread.id).answers["a"] == NO


def test_triage_is_not_for_partners(city):
    thread = running(city, 2)
    thread.partner("politie", "police")
    fill(thread)
    with acting_as(city.acting("police")):
        assert list(Triage.objects.all()) == []
    with acting_as(city.acting("case_manager")):
        assert Triage.objects.count() == 1
    with pytest.raises(Denied):
        thread.do("police", actions.save, thread.id, given={"a": YES}, acute=False, version=1)


# -- the outcome ----------------------------------------------------------------------------


def test_advice_closes_and_tells_the_partner_with_the_number_alone(city):
    thread = untried(city)
    thread.partner("politie", "police")
    signal(thread, "police", "politie", "Een geheim dat in geen mail komt.")
    decide(thread, "advice")
    assert thread.row.lifecycle == Lifecycle.REJECTED
    mails = Message.objects.using("keeper").all()
    [mail] = [m for m in mails if m.subject.startswith("Besluit over casus")]
    assert mail.to == "police@voorbeeld.invalid"
    assert thread.row.number in mail.text
    assert "geheim" not in mail.text + mail.html
    assert "Portiek" not in mail.text + mail.html


def test_the_resident_of_a_report_reads_it_in_plain_words(city):
    report = tell().id
    with acting_as(city.acting("desk")) as acting:
        key = case_actions.open_from_report(
            acting, report, process_manager=city.user("process_manager"), title="Portiek",
            reason="x", purpose="Rust",
        )  # fmt: skip
    thread = Thread(city, key)
    assert Clock.objects.using("keeper").filter(case_id=key, kind=ClockKind.CONTACT).exists()
    thread.do("process_manager", case_actions.accept_seat, thread.seat("procesregie").id)
    with pytest.raises(ValidationError):
        decide(thread, "advice")
    fill(thread)
    decide(thread, "active", plain_words="Wij pakken dit samen op.")
    assert Letter.objects.using("keeper").latest("at").text == "Wij pakken dit samen op."
    open_clocks = Clock.objects.using("keeper").filter(case_id=key, met_at=None)
    assert ClockKind.CONTACT not in set(open_clocks.values_list("kind", flat=True))


def test_referring_says_to_whom(city):
    thread = untried(city)
    with pytest.raises(ValidationError):
        decide(thread, "referred")
    decide(thread, "referred", referred_to="Veilig Thuis")
    closing = Closing.objects.using("keeper").get(case_id=thread.id)
    assert "Veilig Thuis" in closing.reason


def test_only_who_holds_procesregie_decides(city):
    thread = running(city, 2)
    with pytest.raises(Denied):
        decide(thread, "advice", who="case_manager")
    with pytest.raises(Denied):
        decide(thread, "advice", who="process_manager2")


# -- merging --------------------------------------------------------------------------------


def test_merging_leaves_a_reference_and_moves_nothing(city):
    target, thread = running(city, 2), untried(city)
    thread.partner("politie", "police")
    bo = person(thread, "Bo Verzinsel", BORN, shielded_address=True, address="Geheimstraat 4",
                who="police")  # fmt: skip
    thread.do(
        "police", case_actions.add_contribution, thread.id, nature="fact", text="Van de politie.",
        release_to=[],
    )  # fmt: skip
    with pytest.raises(Conflict) as untold:
        decide(thread, "merged", into=target.row.number)
    assert [gap.mend_url for gap in untold.value.missing] == [
        reverse("cases:duty", args=[thread.id])
    ]
    told(thread, bo, "police")
    decide(thread, "merged", into=target.row.number)
    merge = Merge.objects.using("keeper").get()
    assert (merge.case_id, merge.into_id) == (thread.id, target.id)
    assert not Contribution.objects.using("keeper").filter(case_id=target.id).exists()
    with acting_as(city.acting("case_manager")) as acting:
        assert [m.number for m in queries.merges(target.id)] == [thread.row.number]
        from baken.people import api as people

        assert people.listing(acting, target.id) == []


@pytest.mark.parametrize("number", ["", "onzin", "C-0000-0000", "12345678"])
def test_merging_with_what_is_not_there_is_one_clear_sentence(city, number):
    thread = untried(city)
    with pytest.raises(ValidationError):
        decide(thread, "merged", into=number)
    assert thread.row.lifecycle == Lifecycle.TRIAGE


def test_merging_with_a_case_of_others_or_itself_says_no_more_than_that(city):
    """A manager who is on another's case by number alone learns nothing."""
    thread = untried(city)
    with acting_as(city.acting("process_manager2")) as acting:
        other = case_actions.open_case(acting, title="Ander", reason="x", purpose="y")
    answers = []
    for number in (Thread(city, other).row.number, thread.row.number, "C-1234-5674"):
        with pytest.raises(ValidationError) as caught:
            decide(thread, "merged", into=number)
        answers.append(caught.value.message_dict)
    assert answers[0] == answers[1] == answers[2]
