"""The bait world: kept lists, standard answers, steps on many reports, who has one open."""

from uuid import uuid4

from baken.portal.languages.models import LanguageReview
from baken.reports.area.models import AreaContact, AreaNotice
from baken.reports.bulk.models import Sweep, SweepItem
from baken.reports.clusters.models import Cluster
from baken.reports.lists.models import SavedList
from baken.reports.models import Report
from baken.reports.nearby.models import Follower
from baken.reports.phrases.models import Phrase
from baken.reports.suggest.models import Suggester
from baken.reports.watching.models import Watch
from tests.wall.bait_desk import NOTED, READERS
from tests.wall.world import World, ago


def some_lists(world: World) -> None:
    """Own and shared, of people with and without a task at the desk."""
    users = world.city.users
    for reader in READERS:
        for shared in (True, False):
            key = uuid4()
            world.put(
                SavedList, id=key, user_id=users[reader], query="staat=nieuw", shared=shared,
                name=world.mark("reports_savedlist", key), made_at=ago(2),
            )  # fmt: skip
    phrase = uuid4()
    world.put(
        Phrase, id=phrase, title="Dank", use="answer", subject="", text_en="", by_id=users["desk2"],
        text_nl=world.mark("reports_phrase", phrase), changed_at=ago(2),
    )  # fmt: skip


FACTS = {
    "format": 1, "kinds": ["unsafe.dark"], "examples": {"unsafe.dark": 60}, "threshold": 0.5,
    "proposed": 0.5, "right": 0.9, "right_of_three": 1.0, "fictional": True, "tree": 2, "seed": 1,
    "matrix": {"unsafe.dark": {"unsafe.dark": 60}},
}  # fmt: skip


def some_area_contacts(world: World) -> None:
    """A contact of two areas, and what they were told because of a report."""
    users = world.city.users
    for area in ("", "WK062202"):
        key = uuid4()
        world.put(
            AreaContact, id=key, area_code=area, title=world.mark("reports_areacontact", key),
            email="vereniging@voorbeeld.invalid", added_at=ago(2), by_id=users["desk2"],
        )  # fmt: skip
    for name in NOTED:
        key = uuid4()
        world.put(
            AreaNotice, id=key, report_id=world.names[name], at=ago(1), by_id=users["desk2"],
            receivers=1, text=world.mark("reports_areanotice", key),
        )  # fmt: skip


def a_suggester(world: World) -> None:
    """What was learnt; public."""
    key = uuid4()
    world.put(
        Suggester, id=key, learnt_at=ago(1), facts=FACTS, weights=b"", on_at=ago(1),
        by_id=world.city.users["administrator"], sha256=world.mark("reports_suggester", key),
    )  # fmt: skip


def a_review(world: World) -> None:
    """That a translation was read; public."""
    key = uuid4()
    world.put(
        LanguageReview, id=key, language="pl", fingerprint="0" * 64, read_on=ago(1).date(),
        organisation=world.mark("portal_languagereview", key), recorded_at=ago(1),
        by_id=world.city.users["administrator"],
    )  # fmt: skip


def some_sweeps(world: World) -> None:
    """A step of each colleague on reports here and there."""
    for reader in ("desk", "desk2", "desk_buurt"):
        sweep = uuid4()
        world.put(Sweep, id=sweep, by_id=world.city.users[reader], at=ago(1), verb="urgent")
        for name in NOTED:
            world.put(
                SweepItem, id=uuid4(), sweep_id=sweep, report_id=world.names[name], version=2,
                before={"urgent": False},
            )  # fmt: skip


def some_clusters(world: World) -> None:
    """Places in three areas; one at which somebody looked."""
    for number, name in enumerate(("west", "holy", "locked")):
        report = Report.objects.using("keeper").get(pk=world.names[name])
        key = uuid4()
        seen = {"seen_at": ago(1), "seen_by_id": world.city.users["desk"]} if number == 1 else {}
        world.put(
            Cluster, id=key, main=world.mark("reports_cluster", key), row=57000 + number,
            column=3000, wijk_code=report.wijk_code, buurt_code=report.buurt_code, recent=5,
            before=3, found_at=ago(1), **seen,
        )  # fmt: skip


def some_followers(world: World) -> None:
    """Of one's own code and of a stranger's, each of a report of public space."""
    of = {
        name: Report.objects.using("keeper").get(pk=world.names[name]) for name in ("west", "holy")
    }
    for name, number in (("west", of["holy"].number), ("holy", of["west"].number)):
        world.put(Follower, id=uuid4(), token_hash=of[name].token_hash, number=number, at=ago(2))


def some_watches(world: World) -> None:
    for reader in ("desk", "desk2", "desk_buurt"):
        for name in NOTED:
            world.put(
                Watch, id=uuid4(), report_id=world.names[name],
                user_id=world.city.users[reader], at=ago(1),
            )  # fmt: skip
