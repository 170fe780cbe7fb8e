"""A report becomes one case; closing tells the resident; the term begins; the file goes whole."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from baken.cases import actions, models, retention
from baken.cases.clocks import models as clocks
from baken.cases.drafts import actions as drafts
from baken.cases.drafts.models import Draft
from baken.cases.versions import models as versions
from baken.core import numbers
from baken.core.acting import acting_as, job
from baken.core.errors import Conflict, Denied
from baken.messages.models import Message
from baken.people.models import Identity, Involvement, Person
from baken.reports import api as reports
from baken.reports.models import Contact
from baken.retention.api import lost_terms, tables_without_term
from tests.cases.build import Thread, running, tomorrow
from tests.cases.duty.build import tell as told
from tests.cases.plan.build import scored, settled
from tests.cases.test_traces import Trail
from tests.reports.tools import follow_code, keeper_get, tell


def made(city, report, who="desk", **changes):
    given = {"process_manager": city.user("process_manager"), "title": "Nacht",
             "reason": "Buren slapen niet.", "purpose": "Rust", **changes}  # fmt: skip
    with acting_as(city.acting(who)) as acting:
        return Thread(city, actions.open_from_report(acting, report.id, **given))


def test_the_desk_makes_a_case_and_does_not_read_it_back(city, client_as):
    report = tell()
    with Trail() as new:
        thread = made(city, report)
    assert sorted(new.verbs) == [
        "access.invite", "case.open", "message.write", "report.hand_over",
    ]  # fmt: skip
    assert thread.row.lifecycle == "signal"
    assert keeper_get(report.id).state == "to_case"
    with acting_as(city.acting("desk")):
        assert models.Case.objects.count() == models.CaseContent.objects.count() == 0
        assert models.Seat.objects.count() == 0
    assert client_as("desk").get(f"/werk/casussen/{thread.id}/").status_code == 404


def test_made_twice_is_one_case(city):
    report = tell()
    made(city, report)
    with pytest.raises(Conflict):
        made(city, report)
    assert models.Case.objects.using("keeper").count() == 1


def test_the_form_on_the_report(city, client_as):
    report = tell()
    desk = client_as("desk")
    there = f"/werk/casussen/van-melding/{report.id}/"
    assert "Elke nacht" in desk.get(there).content.decode()
    assert f'href="{there}"' in desk.get(f"/werk/meldingen/{report.id}/").content.decode()
    sent = {"title": "Nacht", "reason": "x", "purpose": "y", "process_manager": uuid4()}
    assert desk.post(there, sent).status_code == 422
    sent["process_manager"] = city.user("process_manager")
    assert desk.post(there, sent).status_code == 302
    assert desk.post(there, sent).status_code == 409
    assert models.Case.objects.using("keeper").count() == 1
    for who in ("process_manager", "police", "adviser"):
        assert client_as(who).get(there).status_code in (403, 404)


def test_others_do_not_open_cases(city):
    report = tell()
    for who in ("police", "case_manager", "lead", "administrator", "mayor"):
        with pytest.raises(Denied):
            made(city, report, who)
    with pytest.raises(ValidationError):
        made(city, tell(), process_manager=city.user("lead"))


def test_the_process_manager_takes_it_on_and_reads_the_report(city, client_as):
    report = tell()
    thread = made(city, report)
    client = client_as("process_manager")
    asked = client.get(f"/werk/casussen/{thread.id}/").content.decode()
    assert "Rust" in asked
    assert "Elke nacht" not in asked
    seat = thread.seat("procesregie").id
    with pytest.raises(Conflict):
        thread.do("process_manager", actions.decline_seat, seat)
    thread.do("process_manager", actions.accept_seat, seat)
    assert thread.row.lifecycle == "triage"
    assert "Elke nacht" in client.get(f"/werk/casussen/{thread.id}/").content.decode()
    thread.partner("politie", "police")
    partner = client_as("police").get(f"/werk/casussen/{thread.id}/").content.decode()
    assert "Elke nacht" not in partner
    assert report.number not in partner


def test_closing_tells_the_resident_in_plain_words(city):
    report = tell()
    thread = made(city, report)
    thread.do("process_manager", actions.accept_seat, thread.seat("procesregie").id)
    with pytest.raises(ValidationError):
        thread.do("process_manager", actions.close, thread.id, reason="Klaar")
    with Trail() as new:
        thread.do("process_manager", actions.close, thread.id, reason="Klaar",
                  plain_words="Wij spraken met de bestuurders.", result="advice")  # fmt: skip
    assert new.verbs == ["report.answer", "case.close"]
    assert keeper_get(report.id).state == "answered"
    assert keeper_get(report.id).result == "advice"
    page = Client().get(f"/volgen/{follow_code(report)}/").content.decode()
    assert "Wij spraken met de bestuurders." in page
    thread.do("process_manager", actions.close, thread.id, reason="Nog eens", plain_words="x")
    assert models.Closing.objects.using("keeper").get().reason == "Klaar"


def test_closing_mails_the_plain_words_and_starts_both_terms(city, client_as):
    report = tell(email="bo@voorbeeld.invalid")
    thread = made(city, report)
    thread.do("process_manager", actions.accept_seat, thread.seat("procesregie").id)
    page = f"/werk/casussen/{thread.id}/sluiten/"
    client = client_as("process_manager")
    sent = {"reason": "Het netwerk draagt het.", "plain_words": "Wij spraken met de buren.",
            "result": "solved"}  # fmt: skip
    assert client.post(page, {**sent, "plain_words": ""}).status_code == 422
    assert client.post(page, sent).status_code == 302
    mail = Message.objects.using("keeper").filter(about_id=report.id).latest("created_at")
    assert mail.to == "bo@voorbeeld.invalid"
    assert "Wij spraken met de buren." in mail.text
    assert "Het netwerk draagt het." not in mail.text
    assert f"http://testserver/volgen/{follow_code(report)}/" in mail.text
    assert thread.row.closed_at is not None
    assert retention.kept_until(thread.row).year == timezone.localdate().year + 5
    assert Contact.objects.using("keeper").get(report_id=report.id).closed_at is not None


def test_a_withdrawn_report_does_not_stop_the_closing(city):
    report = tell()
    thread = made(city, report)
    thread.do("process_manager", actions.accept_seat, thread.seat("procesregie").id)
    type(report).objects.using("keeper").filter(pk=report.id).update(
        state="withdrawn", closed_at=timezone.now()
    )
    thread.do("process_manager", actions.close, thread.id, reason="Klaar", plain_words="Dank.")
    assert thread.row.lifecycle == "rejected"
    assert keeper_get(report.id).state == "withdrawn"


def _clocks_of(one, action):
    """What the job and a manager leave with an action: a pause, a lapse and who was told."""
    here, now = {"case_id": one.id}, timezone.now()
    clocks.Pause.objects.using("keeper").create(
        **here, action_id=action, reason="x", by_id=one.city.user("case_manager"), began_at=now
    )
    clocks.Lapse.objects.using("keeper").create(
        **here, kind="action", action_id=action, since=now, noted_at=now,
        organisation_id=one.city.organisation("politie"))  # fmt: skip
    clocks.Notice.objects.using("keeper").create(
        **here, about=action, due_at=now, step="soon", told_at=now)  # fmt: skip
    city = one.city
    moved = models.Transfer.objects.using("keeper").create(
        source_id=city.user("process_manager"), target_id=city.user("process_manager2"),
        organisation_id=city.organisation("gemeente"), asked_by_id=city.user("lead"),
        asked_at=now, reason="x")  # fmt: skip
    models.TransferItem.objects.using("keeper").create(**here, transfer_id=moved.id)


def _looked_at(one):
    """Emergency access to the case, and what somebody found of it."""
    now, city = timezone.now(), one.city
    glass = models.Glass.objects.using("keeper").create(
        case_id=one.id, user_id=city.user("process_manager2"), reason="x", opened_at=now, until=now,
        organisation_id=city.organisation("gemeente"), review_due=now)  # fmt: skip
    models.GlassReview.objects.using("keeper").create(
        case_id=one.id, glass=glass, finding="right", text="x", reviewed_at=now,
        reviewed_by_id=city.user("privacy_officer"))  # fmt: skip


def _handed_over(one, contribution):
    """A disclosure of one contribution, advised on and decided."""
    now, user, party = timezone.now(), one.city.user, one.city.organisation
    keep = {"case_id": one.id}
    asked = models.Disclosure.objects.using("keeper").create(
        **keep, organisation_id=party("politie"), requested_by_id=user("police"),
        requested_at=now, due_at=now, to_organisation_id=party("corporatie"),
        receiver_id=user("housing"), ground="law", article="x", reason="x")  # fmt: skip
    keep["disclosure"] = asked
    item = models.DisclosureItem.objects.using("keeper").create(
        **keep, contribution_id=contribution, category="fact")  # fmt: skip
    models.DisclosureAdvice.objects.using("keeper").create(
        **keep, positive=True, text="x", given_by_id=user("privacy_officer"), given_at=now
    )
    models.DisclosureDecision.objects.using("keeper").create(
        **keep, granted=True, number=numbers.draw("V"), requested_by_id=user("police"),
        decided_by_id=user("process_manager"), decided_at=now)  # fmt: skip
    models.Disclosed.objects.using("keeper").create(
        **keep, item=item, contribution_id=contribution, owner_id=party("politie"),
        nature="fact", category="fact", text="x")  # fmt: skip


def test_a_removed_case_leaves_nothing_behind(city):
    thread, kept = running(city, 3), running(city, 2)
    for one in (thread, kept):
        one.partner("politie", "police")
        key = one.do("police", actions.add_contribution, one.id, nature="fact", text="x",
                     release_to=[city.organisation("gemeente")])  # fmt: skip
        one.do("police", actions.correct, key, nature="fact", text="y")
        bo = one.do("police", actions.add_subject, one.id, name="Bo Verzonnen", role="subject")
        told(one, bo, "police")
        action = one.do("police", actions.add_action, one.id, title="x", owner=city.user("police"),
                        due_on=tomorrow())  # fmt: skip
        one.do("police", actions.finish_action, action, result="", version=1)
        settled(one, share=("politie",))
        scored(one)
        one.do("process_manager", drafts.keep, uuid4(), place="/x/", case_id=one.id,
               values={"text": ["x"]})  # fmt: skip
        _clocks_of(one, action)
        _looked_at(one)
        _handed_over(one, key)
        leapt(one)
    kept.ask("case_manager", 1)
    thread.ready()
    thread.do("process_manager", actions.close, thread.id, reason="Klaar")
    before = {part: part.objects.using("keeper").count() for part in retention.PARTS}
    with acting_as(job("retention.run")) as acting:
        assert retention.remove(acting, [thread.id]) == 1
    assert list(models.Case.objects.using("keeper").values_list("id", flat=True)) == [kept.id]
    assert Draft.objects.using("keeper").get().case_id == kept.id
    for part in retention.PARTS:
        left = part.objects.using("keeper")
        assert not left.filter(case_id=thread.id).exists()
        assert 0 < left.count() < before[part] or part in (models.Closing, models.Evaluation)
    for table in (Involvement, Person, Identity):
        assert table._base_manager.using("keeper").count() == 1


def _tried(thread, manager):
    """A version of the model was tried on the case, and the case moved to it."""
    now, model, key = timezone.now(), thread.row.model_id, {"case_id": thread.id}
    trial = versions.ModelTrial.objects.using("keeper").create(
        model_id=model, body={}, asked_by_id=manager, asked_at=now
    )
    versions.ModelFinding.objects.using("keeper").create(**key, trial=trial, kind="case")
    move = versions.ModelMove.objects.using("keeper").create(
        target_id=model, asked_by_id=manager, asked_at=now, reason="x"
    )
    versions.ModelMoveItem.objects.using("keeper").create(
        **key, move=move, former_id=model, target_id=model
    )


def leapt(thread):
    """A jump that was ratified, and an earlier closing, in the past of a case."""
    now, key = timezone.now(), {"case_id": thread.id}
    models.Jump.objects.using("keeper").create(
        **key, from_phase=2, to_phase=4, details={}, taken_by_id=thread.city.user("case_manager"),
        taken_at=now, due_at=now, ratified_at=now, granted=True,
        ratified_by_id=thread.city.user("mayor"),
    )  # fmt: skip
    manager = thread.city.user("process_manager")
    _tried(thread, manager)
    asked = models.RegimeRequest.objects.using("keeper").create(
        **key, from_regime="wgs_zvh", to_regime="lokaal_avg", grounds="x", requested_at=now,
        requested_by_id=thread.city.user("case_manager"), due_at=now, decided_by_id=manager,
        decided_at=now, granted=True,
    )  # fmt: skip
    models.RegimeChange.objects.using("keeper").create(
        **key, request=asked, from_regime="wgs_zvh", to_regime="lokaal_avg", reason="x",
        decided_by_id=manager, decided_at=now,
    )  # fmt: skip
    models.Extension.objects.using("keeper").create(
        **key, case_number="x", until=now, longest=now, turn=1, reason="x", asked_by_id=manager,
        asked_at=now,
    )  # fmt: skip
    models.Reopening.objects.using("keeper").create(
        **key, ground="x", reopened_by_id=manager, reopened_at=now, closed_at=now
    )


def test_nobody_but_the_nightly_run_removes(city):
    thread = running(city, 2)
    for who in ("process_manager", "privacy_officer", "administrator"):
        with acting_as(city.acting(who)):
            assert models.Case.objects.all().delete()[0] == 0
            assert models.Seat.objects.all().delete()[0] == 0
    assert thread.row.phase == 2


def test_every_table_of_cases_has_its_term():
    assert [table for table in tables_without_term() if table.startswith("cases_")] == []
    assert [term for term in lost_terms() if term.startswith("cases.")] == []
    closed = timezone.now().replace(year=2024, month=2, day=29, hour=12)
    for regime, last_day in (("lokaal_avg", "2029-02-28"), ("boa_wpg", "2030-02-28")):
        case = models.Case(
            regime=regime, closed_at=closed, opened_at=closed.replace(year=2020, day=29)
        )
        assert retention.kept_until(case).isoformat() == last_day
    running_still = models.Case(regime="lokaal_avg", opened_at=closed)
    assert retention.kept_until(running_still) > timezone.localdate() + timedelta(days=1800)


def test_the_button_is_for_the_desk_and_open_reports(city):
    (button,) = [b for b in reports.buttons if b.icon == "folder-plus"]
    assert button.shown(city.acting("desk"), "received")
    assert not button.shown(city.acting("desk"), "to_case")
    assert not button.shown(city.acting("process_manager"), "received")
