"""Motions, promises and questions: what is unknown is said, and only the council closes."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from baken.core.acting import PUBLIC, acting_as
from baken.core.errors import Conflict, Denied
from baken.programme.api import import_plan, my_work
from baken.programme.council import actions
from baken.programme.council.assumed import assumed_due
from baken.programme.council.models import CouncilRecord, ItemKind, Standing
from baken.programme.council.queries import Filter, everything, history, item_of, listing
from baken.programme.council.words import status
from tests.city import City
from tests.programme.conftest import PLAN

YESTERDAY = timezone.localdate() - timedelta(days=1)


def words(**more: Any) -> dict[str, Any]:
    return {"kind": "promise", "title": "Bericht over de camera’s", "due_on": YESTERDAY, **more}


def the_motion() -> CouncilRecord:
    return CouncilRecord.objects.filter(kind=ItemKind.MOTION).latest("version")


def test_the_plan_brings_its_motions_and_commitments_once(plan: City) -> None:
    with acting_as(PUBLIC):
        kinds = sorted(one.kind for one in everything())
        motion = the_motion()
    assert kinds == ["commitment", "commitment", "commitment", "motion"]
    assert (motion.several, motion.text, motion.submitters, motion.vote) == ("meerdere", "", [], "")
    assert (motion.said_on, motion.standing) == (date(2023, 12, 14), Standing.RUNNING)
    assert motion.due_assumed
    assert motion.due_on == date(timezone.localdate().year, 12, 31)
    import_plan(PLAN)
    with acting_as(PUBLIC):
        assert CouncilRecord.objects.count() == 4


def test_a_motion_from_entry_to_closing(plan: City) -> None:
    with acting_as(plan.acting("adviser")) as acting:
        one = the_motion()
        late = words(kind="motion", title=one.title, actions=["O2.A1"], standing="running",
                     due_on=timezone.localdate() - timedelta(days=12))  # fmt: skip
        actions.change_item(acting, one, late, version=1)
        one = the_motion()
        assert status(one).word == "12 dagen over de datum"
        assert status(one).sign == "bad"
        assert [task.title for task in my_work(acting) if task.kind == "Motie"]
        with pytest.raises(Conflict):
            actions.change_item(acting, one, words(standing="done"), version=2)
        with pytest.raises(Denied):
            actions.close_item(acting, one, version=2, decision="x", decided_on=YESTERDAY)
        actions.propose_closing(acting, one, version=2, proposal="Het plan is aangeboden.")
    with acting_as(plan.acting("clerk")) as acting:
        one = the_motion()
        with pytest.raises(Denied):
            actions.propose_closing(acting, one, version=3, proposal="x")
        tomorrow = timezone.localdate() + timedelta(days=1)
        with pytest.raises(ValidationError, match="moet nog komen"):
            actions.close_item(acting, one, version=3, decision="x", decided_on=tomorrow)
        assert [task.title for task in my_work(acting) if task.kind == "Motie"]
        actions.close_item(acting, one, version=3, decision="Raad", decided_on=YESTERDAY)
        one = the_motion()
        assert (one.standing, one.made_as, status(one).sign) == (Standing.DONE, "clerk", "ok")
        assert [step.one.standing for step in history(one.item)] == [
            "done", "proposed", "running", "running",
        ]  # fmt: skip
        actions.reopen_item(acting, one, version=4, progress="De raad kwam erop terug.")
    with acting_as(plan.acting("mayor")) as acting, pytest.raises(Denied):
        actions.change_item(acting, the_motion(), words(), version=5)


def test_two_at_once_and_stale_edits(plan: City) -> None:
    with acting_as(plan.acting("clerk")) as acting:
        item = actions.register_item(acting, "GM0622", words())
        one = item_of(item)
        assert one is not None
        actions.change_item(acting, one, words(title="Eerst"), version=1)
        with pytest.raises(Conflict) as late:
            actions.change_item(acting, one, words(title="Later"), version=1)
        assert late.value.newest == 0 or late.value.versions or late.value.message
        newest = item_of(item)
        assert newest is not None
        with pytest.raises(Conflict) as stale:
            actions.change_item(acting, newest, words(title="Oud"), version=1)
        told = {version.label: (version.mine, version.theirs) for version in stale.value.versions}
        assert told == {"Waarover": ("Oud", "Eerst")}


def test_the_database_itself_lets_nobody_else_close_and_nothing_change(plan: City) -> None:
    def row(last: CouncilRecord, **other: Any) -> CouncilRecord:
        kept = {f.name: getattr(last, f.name) for f in CouncilRecord._meta.concrete_fields}
        del kept["id"]
        return CouncilRecord(**{**kept, "version": last.version + 1, **other})

    decided = {"standing": "done", "decision": "x", "decided_on": YESTERDAY, "proposal": "p"}
    for who, other in (
        ("adviser", {"made_as": "adviser", **decided}),
        ("clerk", {"made_as": "clerk", **decided}),  # the college did not propose it
        ("adviser", {"made_as": "clerk"}),
        ("adviser", {"made_as": "adviser", "version": 7}),
        ("mayor", {"made_as": "mayor"}),
        ("desk", {"made_as": "desk"}),
    ):
        with pytest.raises(DatabaseError), acting_as(plan.acting(who)):
            row(the_motion(), **other).save(force_insert=True)
    for wrong in (
        {"standing": "proposed"},
        {"decision": "x"},
        {"due_assumed": True, "due_on": YESTERDAY, "due_why": ""},
    ):
        with pytest.raises(IntegrityError), acting_as(plan.acting("adviser")):
            row(the_motion(), made_as="adviser", **wrong).save(force_insert=True)
    for change in ("update programme_councilrecord set title = 'x'",
                   "delete from programme_councilrecord"):  # fmt: skip
        for alias in ("default", "keeper"):
            with pytest.raises(DatabaseError), transaction.atomic(using=alias):
                connections[alias].cursor().execute(change)
    with acting_as(PUBLIC):
        assert CouncilRecord.objects.filter(version=1).count() == CouncilRecord.objects.count() == 4


def test_a_date_that_nobody_named_is_assumed_and_says_so() -> None:
    today = date(2026, 11, 30)
    assert assumed_due("motion", None, today)[0] == date(2026, 12, 31)
    due, why = assumed_due("question", date(2026, 11, 2), today)
    assert due == date(2026, 12, 2)
    assert "niet gelezen" in why
    assert assumed_due("question", None, today) == (None, "")
    assert assumed_due("commitment", date(2026, 11, 2), today) == (None, "")


def test_the_list_puts_what_is_late_first_and_filters(plan: City) -> None:
    with acting_as(plan.acting("clerk")) as acting:
        late = actions.register_item(acting, "GM0622", words(portfolio="burgemeester"))
        actions.register_item(acting, "GM9999", words(title="Van een andere gemeente"))
        rows = listing(Filter())
        assert len(rows) == 5
        assert rows[0].one.item == late
        assert [row.one.item for row in listing(Filter(standing="overdue"))] == [late]
        assert [row.one.item for row in listing(Filter(portfolio="burgemeester"))] == [late]
        assert len(listing(Filter(kind="motion"))) == 1


def test_the_register_in_the_browser(plan: City, client_as: Callable[..., Client]) -> None:
    clerk, adviser, anyone = client_as("clerk"), client_as("adviser"), Client()
    new = reverse("programme:council_new")
    typed = {"kind": "motion", "title": "", "said_on": "2026-02-31", "text_url": "javascript:x"}
    wrong = clerk.post(new, {**typed, "submitters": "Fractie A\nFractie B"})
    assert wrong.status_code == 422
    told = wrong.content.decode()
    for part in ("Deze datum bestaat niet", "Begin het adres met https://", "Fractie B"):
        assert part in told
    sent = {"kind": "motion", "title": "=Meer licht", "number": "+1", "submitters": "A\nB",
            "due_on": YESTERDAY.isoformat(), "actions": ["O1.A1"]}  # fmt: skip
    there = clerk.post(new, sent)
    assert there.status_code == 302
    page = there["Location"]
    item = page.rstrip("/").rpartition("/")[2]
    assert "tekst ontbreekt" in anyone.get(f"/plan/raad/{item}/").content.decode()
    for client, url in ((anyone, "/plan/raad/"), (adviser, "/werk/raad/"), (clerk, page)):
        text = client.get(url).content.decode()
        assert "1 dag over de datum" in text
        assert not re.search(r"<(style|script>)|\sstyle=|\son[a-z]+=", text)
    rows = [*csv.reader(io.StringIO(anyone.get("/plan/raad/lijst.csv?stand=overdue").content
                                    .decode("utf-8-sig")), delimiter=";")]  # fmt: skip
    assert len(rows) == 2
    assert (rows[1][1], rows[1][2], rows[1][-1]) == ("'+1", "'=Meer licht", "1")
    assert anyone.get("/plan/raad/?soort=niets&stand=%00").status_code in {200, 400}
    change = {**sent, "title": "Meer licht", "standing": "held", "version": "1"}
    assert adviser.post(f"{page}wijzigen/", change).status_code == 302
    assert adviser.post(f"{page}wijzigen/", change).status_code == 409
    assert adviser.post(f"{page}afdoen/", {}).status_code == 403
    proposal = {"proposal": "De lampen hangen er.", "version": "2"}
    assert clerk.post(f"{page}voorstel/", proposal).status_code == 403
    assert adviser.post(f"{page}voorstel/", proposal).status_code == 302
    done = {"decision": "Besluitenlijst 3", "decided_on": YESTERDAY.isoformat(), "version": "3"}
    assert clerk.post(f"{page}afdoen/", {**done, "version": "2"}).status_code == 409
    assert clerk.post(f"{page}afdoen/", done).status_code == 302
    shown = anyone.get(f"/plan/raad/{item}/").content.decode()
    for part in ("Afgedaan", "Besluitenlijst 3", "De lampen hangen er.", "aangehouden"):
        assert part in shown
    assert client_as("desk").get("/werk/raad/").status_code == 403
    assert clerk.get("/werk/raad/00000000-0000-0000-0000-000000000000/").status_code == 404
