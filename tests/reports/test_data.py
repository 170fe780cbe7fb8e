"""The tree, the clocks, titles, codes, terms, and the invented city."""

import random
import time
from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import yaml
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from baken.core.acting import acting_as, resident
from baken.core.acting import job as job_acting
from baken.core.terms import Span, Unit
from baken.core.ui.icons import drawings
from baken.documents.models import Document
from baken.messages.models import Message as Mail
from baken.reports import clocks, reference
from baken.reports.actions import desk
from baken.reports.actions.opinion import give_opinion
from baken.reports.codes import State
from baken.reports.demo import fill
from baken.reports.demo.making import TEXTS
from baken.reports.demo.rhythm import SHARES, Rhythm
from baken.reports.follow import code_of, tidy_code
from baken.reports.models import Category, Contact, Content, Event, Message, Opinion, Place, Report
from baken.reports.retention import remove_reports
from baken.reports.titles import title_of
from baken.retention.api import terms_of
from tests.reports.tools import follow_code, keeper_get, stored, tell, tree_of

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


# -- the tree ----------------------------------------------------------------------------------


def test_the_tree_is_whole():
    rows = list(reference.read_tree(yaml.safe_load(reference.FILE.read_text())))
    mains = [row for row in rows if row.parent_id is None]
    assert [row.code for row in mains] == [
        "nuisance", "unsafe", "waste", "housing", "labour", "online_fraud", "crime", "other",
    ]  # fmt: skip
    for row in rows:
        assert row.title_nl
        assert row.title_en
        assert row.example_nl
        assert row.example_en
        assert bool(row.hint_nl) == bool(row.hint_en)
        assert row.icon in drawings()
        assert row.source
    assert {row.code for row in rows if row.parent_id} == set(SHARES)
    assert set(yaml.safe_load(TEXTS.read_text())["texts"]) == set(SHARES)


def test_loading_again_changes_nothing(database):
    before = list(Category.objects.using("keeper").order_by("id").values())
    reference.load()
    assert list(Category.objects.using("keeper").order_by("id").values()) == before


def test_a_version_that_is_not_there_yet_is_loaded_whole(database):
    with transaction.atomic(using="keeper"):
        kept = Category.objects.using("keeper")
        before = set(kept.values_list("id", "code", "parent_id", "answer_within"))
        kept.exclude(parent=None).delete()
        kept.all().delete()
        reference.load()
        assert set(kept.values_list("id", "code", "parent_id", "answer_within")) == before
        transaction.set_rollback(True, using="keeper")


def test_titles_in_two_languages(database):
    noise = tree_of("nuisance.noise")
    assert noise.title == "Lawaai"
    with translation.override("en"):
        assert noise.title == "Noise"


# -- clocks, titles, codes ---------------------------------------------------------------------


def test_norms_follow_the_office_calendar(database):
    noise = tree_of("nuisance.noise")
    friday = datetime(2026, 11, 20, 23, 59, tzinfo=AMSTERDAM)
    read, answer = clocks.dues(noise, friday)
    assert read == datetime(2026, 11, 25, 23, 59, 59, tzinfo=AMSTERDAM)
    assert answer == datetime(2026, 12, 11, 23, 59, 59, tzinfo=AMSTERDAM)
    before_christmas = datetime(2026, 12, 23, 9, 0, tzinfo=AMSTERDAM)
    assert clocks.dues(noise, before_christmas)[0].date().isoformat() == "2026-12-29"


def test_waiting_moves_the_norm_by_its_days(database):
    noise = tree_of("nuisance.noise")
    report = Report(received_at=datetime(2026, 11, 2, 9, 0, tzinfo=AMSTERDAM))
    clocks.set_clocks(report, noise)
    start = report.answer_due_at
    asked = datetime(2026, 11, 5, 10, 0, tzinfo=AMSTERDAM)
    clocks.extend(report, noise, asked, asked + timedelta(hours=3))
    assert report.answer_due_at == start
    clocks.extend(report, noise, asked, asked + timedelta(days=7))
    assert report.answer_due_at.date() == start.date() + timedelta(days=7)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Lampen uit. Al een week.", "Lampen uit"),
        ("Wie kijkt er mee? Ik weet het niet", "Wie kijkt er mee?"),
        ("Eerste regel\nTweede regel", "Eerste regel"),
        ("woord " * 40, ("woord " * 13).strip() + "…"),
        ("a" * 300, "a" * 80 + "…"),
        ("…", "…"),
        ("👩‍👩‍👧 ruzie", "👩‍👩‍👧 ruzie"),
    ],
)
def test_a_title_is_how_the_text_begins(text, title):
    assert title_of(text) == title


def test_codes_are_stable_and_checked(database):
    key = uuid4()
    assert code_of(key) == code_of(key)
    assert tidy_code(code_of(key)) == code_of(key)
    assert len({code_of(uuid4()) for _n in range(500)}) == 500


# -- the database's own rules ------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "onbekend"}, {"due_at": None}, {"closed_at": "2026-01-01T00:00:00Z"},
        {"result": "solved"}, {"answer_due_at": "2001-01-01T00:00:00Z"},
        {"state": "answered", "due_at": None, "closed_at": "2026-01-01T00:00:00Z"},
    ],
)  # fmt: skip
def test_a_report_that_cannot_be_is_refused(database, wrong):
    report = tell()
    with pytest.raises(IntegrityError), transaction.atomic(using="keeper"):
        stored().filter(id=report.id).update(**wrong)


# -- terms -------------------------------------------------------------------------------------


def test_terms_of_contact_and_report():
    (contact,), (report,) = terms_of("reports.Contact"), terms_of("reports.Report")
    assert (contact.years, contact.trigger) == (1, "closed_at")
    assert (report.years, report.trigger) == (5, "closed_at")
    assert "6.1" in report.selection
    assert report.only == {"category__months": 60}
    assert reference.terms() == {60}
    for model in ("Content", "Place", "Event", "Message", "Opinion", "Handover"):
        assert terms_of(f"reports.{model}")[0].follows == "reports.Report"
    assert terms_of("reports.Category")[0].current


def test_the_nightly_run_takes_everything_and_nothing_else(city):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tests.documents import files

    photo = SimpleUploadedFile("foto.jpg", files.jpeg(), "image/jpeg")
    gone, stays = tell(email="bo@voorbeeld.invalid", photos=[photo]), tell("Blijft")
    with acting_as(city.acting("desk")) as acting:
        desk.answer(acting, gone.id, 1, "Klaar", "solved")
        desk.ask(acting, stays.id, 1, "Vraag")
    with acting_as(resident(follow_code(gone))) as acting:
        give_opinion(acting, satisfied=False, reason="Geheim")
    with acting_as(job_acting("retention.run")) as acting:
        assert remove_reports(acting, [gone.id]) == 1
    assert [report.id for report in stored()] == [stays.id]
    for part in (Content, Place, Contact, Event, Message, Opinion):
        assert not part.objects.using("keeper").filter(report_id=gone.id).exists()
    assert Message.objects.using("keeper").filter(report_id=stays.id).exists()
    assert not Document.objects.using("keeper").exists()
    assert not Mail.objects.using("keeper").filter(about_id=gone.id).exists()


# -- the invented city -------------------------------------------------------------------------


class Worker:
    def __init__(self, user_id, capacity="desk"):
        self.user_id, self.capacity = user_id, capacity


def test_the_city_is_filled_in_a_plausible_way(city):
    workers = [Worker(city.user("desk")), Worker(city.user("police"), "partner")]
    now = timezone.now()
    start = time.monotonic()
    assert fill(1500, dice=random.Random(5), now=now, workers=workers) == 1500
    assert time.monotonic() - start < 30
    reports = stored()
    assert reports.count() == Content.objects.using("keeper").count() == 1500
    assert not reports.filter(received_at__gt=now).exists()
    assert reports.filter(received_at__lt=now - timedelta(days=600)).count() > 100
    assert reports.filter(state=State.ANSWERED).count() > 1200
    assert reports.exclude(assigned_to=None).exclude(assigned_to_id=city.user("desk")).count() == 0
    assert reports.values("wijk_code").distinct().count() >= 8
    names = {contact.name.split()[-1] for contact in Contact.objects.using("keeper")[:50]}
    assert names <= {"Bedenksel", "Verzonnensen", "Nepnaam", "Fictieveld", "Denkbeelder",
                     "Zomaarwat"}  # fmt: skip
    opinions = Opinion.objects.using("keeper")
    assert 200 < opinions.count() < 500
    assert not opinions.exclude(report__state=State.ANSWERED).exists()
    assert opinions.filter(satisfied=True).count() > opinions.filter(satisfied=False).count()
    assert not opinions.filter(satisfied=True).exclude(reason="").exists()
    one = reports.first()
    with acting_as(city.acting("desk")) as acting:
        from baken.reports import api

        assert api.my_work(acting)
        assert api.get(acting, one.id).title == one.title


def test_the_same_seed_gives_the_same_city(city):
    workers, now = [Worker(city.user("desk"))], timezone.now()
    made = []
    for _again in range(2):
        fill(60, dice=random.Random(7), now=now, workers=workers)
        made.append(
            list(stored().order_by("number").values("id", "number", "title", "received_at"))
        )
        from django.db import connections

        with connections["keeper"].cursor() as cursor:
            cursor.execute("delete from reports_event")
            cursor.execute("delete from reports_opinion")
            cursor.execute("delete from reports_message")
            cursor.execute("delete from reports_contact")
            cursor.execute("delete from reports_identity")
            cursor.execute("delete from reports_place")
            cursor.execute("delete from reports_content")
            cursor.execute("delete from reports_report")
    assert made[0] == made[1]


def test_no_desk_no_reports(database):
    with pytest.raises(ValueError, match="worker"):
        fill(1, dice=random.Random(1))


def test_nights_are_loud_and_mornings_are_for_waste():
    now = datetime(2026, 11, 21, 18, 0, tzinfo=AMSTERDAM)
    rhythm, dice = Rhythm(now), random.Random(3)
    nights = sum(rhythm.draw("nuisance", dice).hour in (21, 22, 23, 0, 1) for _n in range(2000))
    days = sum(rhythm.draw("waste", dice).hour in (21, 22, 23, 0, 1) for _n in range(2000))
    assert nights > 2 * days


def test_a_span_of_the_tree_is_a_span(database):
    assert tree_of("crime.drugs").read_within == Span(1, Unit.WORKING_DAYS)
    assert keeper_get(tell().id).read_due_at is not None
