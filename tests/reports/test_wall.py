"""The wall around reports, with bait: rows that would leak if a rule were wrong."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.utils import timezone

from baken.core.acting import PUBLIC, acting_as, resident, tell_database
from baken.core.acting import job as job_acting
from baken.reports.actions import desk
from baken.reports.actions.intake import Told, receive
from baken.reports.follow import code_of
from baken.reports.models import Contact, Content, Event, Handover, Message, Place, Report
from baken.reports.queries import Filter, listing, search
from tests.reports.tools import HOLY, WESTWIJK, follow_code, stored, tell, tree_of

GUARDED = (Report, Content, Place, Contact, Event, Message, Handover)
NOBODY_ELSE = ("process_manager", "case_manager", "lead", "police", "housing", "care", "adviser",
               "statistician", "clerk", "privacy_officer", "administrator", "mayor")  # fmt: skip


@pytest.fixture
def bait(city):
    """A report with every part filled, in Westwijk and in Holy."""
    made = {}
    for name, where in (("west", WESTWIJK), ("holy", HOLY)):
        report = tell(f"Geheim van {name}", where=where, email="bo@voorbeeld.invalid")
        Place.objects.using("keeper").get_or_create(report_id=report.id)
        with acting_as(city.acting("desk")) as acting:
            desk.ask(acting, report.id, 1, "Vraag")
            Handover.objects.create(report_id=report.id, file_id=uuid4(), at=report.received_at,
                                    by_id=acting.user_id)  # fmt: skip
        made[name] = report
    return made


def seen(acting):
    """Per table the ids of reports that this acting sees."""
    with acting_as(acting):
        return {
            model.__name__: set(model.objects.values_list("id" if model is Report else "report_id",
                                                          flat=True))
            for model in GUARDED
        }  # fmt: skip


def test_the_desk_sees_all_of_its_city(city, bait):
    everything = {report.id for report in bait.values()}
    assert set(map(frozenset, seen(city.acting("desk")).values())) == {frozenset(everything)}


def test_a_desk_with_an_area_sees_that_area_only(city, bait):
    assert set(map(frozenset, seen(city.acting("desk_west")).values())) == {
        frozenset({bait["west"].id})
    }


@pytest.mark.parametrize("who", NOBODY_ELSE)
def test_others_see_nothing(city, bait, who):
    assert not any(seen(city.acting(who)).values())


def test_the_public_jobs_and_an_unset_acting_see_nothing(city, bait):
    for acting in (PUBLIC, resident(code_of(uuid4())), job_acting("audit.seal")):
        assert not any(seen(acting).values())
    with transaction.atomic():
        for model in GUARDED:
            assert not model.objects.exists()
        connection.set_rollback(True)


def test_a_used_connection_keeps_nothing(city, bait):
    with acting_as(city.acting("desk")):
        assert Report.objects.count() == 2
    assert not Report.objects.exists()


def test_a_resident_sees_the_own_report_but_not_the_timeline(city, bait):
    mine = bait["west"].id
    found = seen(resident(follow_code(bait["west"])))
    assert found.pop("Event") == set()
    assert found.pop("Handover") == set()
    assert set(map(frozenset, found.values())) == {frozenset({mine})}


def test_an_ended_assignment_closes_at_once(city, bait):
    from baken.access.models import Assignment

    Assignment.objects.using("keeper").filter(pk=city.assignments["desk"]).update(
        valid_until=timezone.now()
    )
    assert not any(seen(city.acting("desk")).values())


def test_people_on_the_file_of_the_municipality_only(city, bait):
    from baken.access.models import Membership

    file_id = Handover.objects.using("keeper").get(report=bait["west"]).file_id
    for who, organisation in (("process_manager", "gemeente"), ("police", "politie")):
        Membership.objects.using("keeper").create(
            file_id=file_id, user_id=city.user(who), valid_from=bait["west"].received_at,
            organisation_id=city.organisation(organisation),
        )  # fmt: skip
    inside = seen(city.acting("process_manager"))
    assert set(map(frozenset, inside.values())) == {frozenset({bait["west"].id})}
    assert not any(seen(city.acting("police")).values())
    assert not any(seen(city.acting("process_manager2")).values())


def test_search_is_no_oracle(city, bait):
    for who, expected in (("desk", 2), ("desk_west", 1), ("police", 0), ("administrator", 0)):
        with acting_as(city.acting(who)) as acting:
            assert len(search(acting, Filter(group="alles", term="geheim"))) == expected
            number = Filter(group="alles", term=bait["holy"].number)
            assert len(search(acting, number)) == (1 if who == "desk" else 0)


def test_joins_and_counts_hide_too(city, bait):
    with acting_as(city.acting("desk_west")):
        assert Message.objects.select_related("report").count() == 1
        assert Report.objects.filter(content__text__contains="Geheim").count() == 1
        assert Content.objects.filter(report_id=bait["holy"].id).count() == 0
        assert Report.objects.filter(pk=bait["holy"].id).update(urgent=True) == 0


def refused(action):
    with pytest.raises(DatabaseError), transaction.atomic():
        action()


def test_nobody_writes_into_a_report_that_they_do_not_see(city, bait):
    hidden = bait["holy"].id
    with acting_as(city.acting("desk_west")) as acting:
        at = bait["holy"].received_at
        refused(lambda: Event.objects.create(report_id=hidden, at=at, kind="taken",
                                             by_id=acting.user_id))  # fmt: skip
        refused(lambda: Message.objects.create(report_id=hidden, at=at, from_resident=False,
                                               by_id=acting.user_id, text="x"))  # fmt: skip
        refused(lambda: Handover.objects.create(report_id=hidden, at=at, file_id=uuid4(),
                                                by_id=acting.user_id))  # fmt: skip
    with acting_as(resident(follow_code(bait["west"]))):
        refused(lambda: Message.objects.create(report_id=hidden, at=at, from_resident=True,
                                               text="x"))  # fmt: skip


def test_nobody_speaks_for_another(city, bait):
    report = bait["west"]
    with acting_as(city.acting("desk")):
        at = report.received_at
        refused(lambda: Message.objects.create(report=report, at=at, from_resident=True, text="x"))
        refused(lambda: Message.objects.create(report=report, at=at, from_resident=False,
                                               by_id=city.user("desk2"), text="x"))  # fmt: skip
        refused(lambda: Event.objects.create(report=report, at=at, kind="taken",
                                             by_id=city.user("desk2")))  # fmt: skip
    with acting_as(resident(follow_code(report))):
        refused(lambda: Event.objects.create(report=report, at=at, kind="answered"))
        refused(lambda: Message.objects.create(report=report, at=at, from_resident=False,
                                               by_id=city.user("desk"), text="x"))  # fmt: skip


def test_the_past_is_not_rewritten(city, bait):
    report = bait["west"]
    with acting_as(city.acting("desk")):
        refused(lambda: Event.objects.update(note="x"))
        refused(lambda: Message.objects.update(text="x"))
        refused(lambda: Content.objects.update(text="x"))
        refused(lambda: Report.objects.update(token_hash="x" * 64))
        refused(lambda: Report.objects.update(received_at=F("received_at")))
        for model in (Event, Message, Content, Place, Contact, Report):
            assert model.objects.filter(pk__isnull=False)._raw_delete("default") == 0
    with acting_as(resident(follow_code(report))):
        refused(lambda: Report.objects.filter(pk=report.pk).update(token_hash="y" * 64))


def test_a_report_comes_in_only_under_its_own_code(database):
    told = Told(id=uuid4(), subject=tree_of("nuisance.noise"), text="x")
    from baken.core.errors import Denied

    with acting_as(resident(code_of(uuid4()))) as acting, pytest.raises(Denied):
        receive(acting, told)
    fresh = Report(id=uuid4(), number="M-0000-0000", token_hash="0" * 64, title="x",
                   category_id=told.subject.id, received_at="2026-01-01T00:00:00Z",
                   read_due_at="2026-01-02T00:00:00Z", answer_due_at="2026-01-02T00:00:00Z",
                   due_at="2026-01-02T00:00:00Z")  # fmt: skip
    for acting in (PUBLIC, resident(code_of(uuid4()))):
        with acting_as(acting):
            refused(lambda: Report.objects.bulk_create([fresh]))
    assert not stored().exists()


def test_a_resident_starts_as_received_and_with_nobody(city):
    code = code_of(uuid4())
    with acting_as(resident(code)) as acting:
        for wrong in ({"state": "working"}, {"assigned_to_id": city.user("desk")}):
            values = {"number": "M-0000-0000", "token_hash": acting.token, "title": "x",
                      "category_id": tree_id(), "received_at": "2026-01-01T00:00:00Z",
                      "read_due_at": "2026-01-02T00:00:00Z", "due_at": "2026-01-02T00:00:00Z",
                      "answer_due_at": "2026-01-02T00:00:00Z", **wrong}  # fmt: skip
            refused(lambda values=values: Report.objects.bulk_create([Report(**values)]))


def tree_id():
    from baken.reports.reference import key_of

    return key_of(2, "nuisance.noise")


def test_a_forged_setting_gives_nothing(city, bait):
    from baken.core.acting import Acting

    with acting_as(PUBLIC):
        for forged in ("assignment:x", f"assignment:{uuid4()}", "resident:", "job:retention.run "):
            with connection.cursor() as cursor:
                cursor.execute("select set_config('baken.acting', %s, true)", [forged])
            assert not Report.objects.exists(), forged
        tell_database(Acting("public"))


def test_tallies_are_for_statistics_only(city, bait):
    sql = "select dims, n from figures_reports_received('2020-01-01', '2100-01-01')"
    counted = {}
    for who in ("statistician", "adviser", "desk", "police"):
        with acting_as(city.acting(who)), connection.cursor() as cursor:
            cursor.execute(sql)
            counted[who] = cursor.fetchall()
    assert sum(n for _dims, n in counted.pop("statistician")) == 2
    assert not any(counted.values())


def test_tallies_count_by_area_kind_and_month(city):
    report = tell()
    tell(where=HOLY, code="waste.dumped")
    with acting_as(city.acting("desk")) as acting:
        desk.answer(acting, report.id, 1, "Klaar", "solved")
    with acting_as(city.acting("statistician")), connection.cursor() as cursor:
        month = timezone.localtime(report.received_at).strftime("%Y-%m")
        cursor.execute("select dims, n from figures_reports_answered('2020-01-01', '2100-01-01')")
        import json

        rows = [(d if isinstance(d, dict) else json.loads(d), n) for d, n in cursor.fetchall()]
    assert rows == [({"area": "WK062202", "category": "nuisance", "month": month}, 1)]


def test_what_waits_is_counted_within_the_area(city, bait):
    """Both reports wait for their resident's answer; only the desk is told, and of its own area."""
    for who, expected in (("desk", 2), ("desk_west", 1), ("police", 0), ("administrator", 0)):
        with acting_as(city.acting(who)):
            found = listing(city.acting(who), Filter(group="alles"))
        assert [str(count) for count in found.groups.values()] == ["0", "0", str(expected)]
        assert found.count.number == expected
