"""The parts of the bait world; here the trail, terms, the programme and invitations."""

from datetime import timedelta
from uuid import UUID, uuid4

from django.db import connections
from django.utils import timezone

from baken.access.models import Agreement, Invitation, Token
from baken.programme import models as programme
from baken.retention import models as retention
from tests.wall.bait_breaches import some_breaches
from tests.wall.bait_cases import some_cases, some_people
from tests.wall.bait_clocks import some_clocks
from tests.wall.bait_council import some_council_items, some_lights
from tests.wall.bait_desk import some_bonds, some_notes
from tests.wall.bait_duty import what_people_are_owed
from tests.wall.bait_exchange import some_keys
from tests.wall.bait_knowing import what_crossed
from tests.wall.bait_lists import (
    a_review,
    a_suggester,
    some_area_contacts,
    some_clusters,
    some_followers,
    some_lists,
    some_sweeps,
    some_watches,
)
from tests.wall.bait_meetings import some_meetings
from tests.wall.bait_plan import drafts, plans
from tests.wall.bait_practice import some_practice
from tests.wall.bait_radar import some_transfers, some_visits
from tests.wall.bait_reports import some_reports
from tests.wall.bait_routing import some_teams
from tests.wall.bait_steps import other_steps
from tests.wall.bait_triage import some_triage
from tests.wall.bait_versions import some_versions
from tests.wall.bait_voices import some_reactions, some_subscriptions
from tests.wall.bait_writing import some_writing
from tests.wall.world import World, ago


def the_trail(world: World) -> None:
    """Entries about everything, seals, a closed month, lines of the processing log."""
    desk = world.city.acting("desk")
    with connections["keeper"].cursor() as cursor:
        kinds = ("case", "file", "report")
        for number, key in enumerate((*world.names.values(), *world.names.values(), None)):
            cursor.execute(
                "insert into audit_entry (request_id, acting_kind, user_id, organisation_id,"
                " capacity, purpose, verb, object_kind, object_id, ground, outcome)"
                " values (%s, 'assignment', %s, %s, 'desk', 'reports', 'report.read', %s, %s,"
                " '', 'done')",
                [uuid4(), desk.user_id, desk.organisation_id, kinds[number % 3], key],
            )
        for number in (1, 2):
            cursor.execute(
                "insert into audit_seal (number, month, sealed_at, entry_ids, previous, hash)"
                " values (%s, '2020-01-01', now(), '{1}', '', '')",
                [number],
            )
            cursor.execute(
                "insert into audit_closed_month (month, entries) values (%s, 1)",
                [f"2020-0{number}-01"],
            )
            cursor.execute(
                "insert into audit_processing (operation_id, trace_id, name, status, started_at,"
                " ended_at, activity_id, data_subject_id) values (%s, %s, 'x', 'OK', now(), now(),"
                " 'purpose/cases', '')",
                [uuid4().bytes[:8], uuid4()],
            )


def the_terms(world: World) -> None:
    """Holds, runs, what they counted, and certificates."""
    officer, manager = world.city.users["privacy_officer"], world.city.users["process_manager"]
    for about, by, lifted in (
        ("west", officer, False),
        ("case one", manager, False),
        ("case two", officer, True),
        ("case shut", officer, False),
    ):
        key = uuid4()
        world.put(
            retention.Hold,
            id=key,
            object_id=world.names[about],
            placed_by=by,
            placed_at=ago(9),
            reason=world.mark("retention_hold", key),
            lifted_at=ago(1) if lifted else None,
            lifted_by=officer if lifted else None,
        )
    for number in (1, 2):
        world.put(retention.Erasure, model="reports.Report", erased_at=ago(number),
                  objects_gone=[str(uuid4())])  # fmt: skip
    lists_of_two(world)
    for number, kind in enumerate(("count", "removal"), 1):
        run = world.put(retention.Run, kind=kind, day=ago(number).date(), started_at=ago(number))
        key, other = uuid4(), uuid4()
        world.put(
            retention.Plan,
            id=key,
            run=run,
            model="reports.Report",
            due=1,
            soon=2,
            held=0,
            what=world.mark("retention_plan", key),
        )
        day = ago(number).date()
        world.put(
            retention.Certificate,
            id=other,
            number=number,
            run=run,
            made_at=ago(1),
            removed=1,
            model="reports.Report",
            what=world.mark("retention_certificate", other),
            term="3 jaar",
            trigger="closed_at",
            started_from=day,
            started_until=day,
            purpose="reports",
            selection="x",
            act="x",
            manner="x",
            objects_hash="0" * 64,
            previous="0" * 64,
            hash=str(number) * 64,
        )


def lists_of_two(world: World) -> None:
    """A draft, one put forward by each of the two, one that is over."""
    officer, admin = world.city.users["privacy_officer"], world.city.users["administrator"]
    by = {1: None, 2: officer, 3: admin, 4: admin}
    for number, proposer in by.items():
        key = uuid4()
        world.put(
            retention.RemovalList, id=key, number=number, made_at=ago(9),
            ended_at=ago(1) if number == 4 else None,
        )  # fmt: skip
        item = uuid4()
        world.put(
            retention.RemovalItem, id=item, list_id=key, model="cases.Case", object_id=uuid4(),
            what=world.mark("retention_item", item), label=f"{number}", last_day=ago(9).date(),
        )  # fmt: skip
        if proposer:
            other = uuid4()
            ended = {"decided_by": officer, "decided_as": "privacy_officer",
                     "decided_at": ago(2), "approved": True} if number == 4 else {}  # fmt: skip
            world.put(
                retention.Proposal, id=other, list_id=key, proposed_by=proposer,
                proposed_as="privacy_officer" if proposer == officer else "administrator",
                proposed_at=ago(3), fingerprint="0" * 64,
                reason=world.mark("retention_proposal", other), **ended,
            )  # fmt: skip


def the_programme(world: World) -> None:
    """A plan, exact counts, and papers: draft, shared and adopted."""
    snapshot = world.put(
        programme.Snapshot, name="x", origin="plan", sha256="9" * 64, raw=b"x", retrieved_at=ago(9)
    )
    for number in (1, 2):
        world.put(
            programme.Entry,
            kind="goal",
            key=f"doel-{number}",
            name="Doel",
            digest="0" * 64,
            snapshot=snapshot,
            made_at=ago(9),
        )
        day = timezone.localdate() - timedelta(days=number)
        world.put(
            programme.Observation,
            indicator=f"i{number}",
            period=str(number),
            starts_on=day,
            ends_on=day,
            area="GM0622",
            amount=1,
            snapshot=snapshot,
            made_at=ago(9),
        )
        world.put(programme.ChartImage, key=f"{number}" * 64, svg="<svg/>")
        _counts(world, number)
        world.put(
            programme.Definition,
            indicator=f"i{number}",
            number=1,
            direction="lower",
            made_at=ago(9),
        )
    for state in ("ready", "stored"):
        _import(world, state)
    for status in programme.PaperStatus.values:
        _paper(world, status)
    _ledger(world)


def _ledger(world: World) -> None:
    """What a table released, and a paper repeated; and a paper's release of what never left."""
    edition = programme.Edition.objects.using("keeper").order_by("id").first()
    said = {
        "name": "proof", "title": "Meldingen", "counts": "reports", "year": 2026,
        "period": "2026-Q3", "shown_from": 5, "taken_at": ago(2), "sha256": "3" * 64,
        "made_at": ago(2),
    }  # fmt: skip
    for channel, pins in (("table", {}), ("page", {}), ("paper", {"edition": edition})):
        release = world.put(programme.Release, channel=channel, made_at=ago(2), **pins)
        world.put(programme.Cell, release=release, part="area=WK062202", amount=12, **said)
        last = world.put(programme.Cell, release=release, withheld="small", **said)
    run = programme.TallyRun.objects.using("keeper").order_by("id").first()
    world.put(programme.Opening, cell=last, run=run, nonce=b"x" * 32)
    world.put(programme.SigningKey, public="4" * 64, since=ago(9))


def _import(world: World, state: str) -> None:
    """A file that came in, with what was seen in it."""
    key, file, mark = uuid4(), uuid4(), world.mark
    counts = {"added": 1, "changed": 0, "same": 0}
    seen = {"count": 1, "rows": 1, "compared": counts, "periods": 1, "areas": 1, "missing": 0,
            "provisional": 0, "span": ["2024", "2024"]}  # fmt: skip
    held = world.put(
        programme.FigureImport,
        id=key,
        name=mark("programme_figureimport", key),
        state=state,
        found=seen,
        summary=counts,
        made_at=ago(3),
        changed_at=ago(3),
    )
    world.put(
        programme.ImportFile,
        id=file,
        figure_import=held,
        number=1,
        name=mark("programme_importfile", file),
        sha256="8" * 64,
        size=1,
        packed=b"x",
    )


def _paper(world: World, status: str) -> None:
    """A paper with two editions, of which the first is the one that was shared and adopted."""
    key, mark = uuid4(), world.mark
    world.names[f"paper {status}"] = key
    # The address of a shared paper is public (programme_published), that of a draft is not.
    hidden = status == programme.PaperStatus.DRAFT
    world.put(
        programme.CouncilPaper,
        id=key,
        slug=mark("programme_councilpaper", key) if hidden else f"stuk-{status}",
        title=mark("programme_councilpaper", key),
        changed_at=ago(1),
        text=mark("programme_councilpaper", key),
    )
    first, _second = (_edition(world, key, number) for number in (1, 2))
    pins = {
        "draft": {},
        "review": {},
        "shared": {"shared_edition_id": first},
        "adopted": {"shared_edition_id": first, "adopted_edition_id": first},
    }
    rows = programme.CouncilPaper.objects.using("keeper").filter(id=key)
    rows.update(status=status, **pins[status])


def _edition(world: World, paper: UUID, number: int) -> UUID:
    key, third, mark = uuid4(), uuid4(), world.mark
    world.put(
        programme.Edition,
        id=key,
        paper_id=paper,
        number=number,
        title=mark("programme_edition", key),
        text=mark("programme_edition", key),
        composed_at=ago(1),
        pdf=b"x",
        bundle=b"x",
        sha256="1" * 64,
    )
    world.put(
        programme.Binding,
        id=third,
        edition_id=key,
        position=1,
        expression="x",
        printed=mark("programme_binding", third),
        citation="x",
        evidence="x",
        sha256="1" * 64,
        retrieved_at=ago(1),
    )
    return key


def _counts(world: World, number: int) -> None:
    run, key = uuid4(), uuid4()
    world.put(
        programme.TallyRun,
        id=run,
        name=f"figures_{number}",
        counts="reports",
        title="Meldingen",
        period="2026-10",
        taken_at=ago(1),
        salt=b"x",
        sha256="2" * 64,
    )
    dimensions = {"area": "WK062202"}
    world.put(programme.Tally, id=key, run_id=run, amount=3, dimensions=dimensions)


def invitations(world: World) -> None:
    for who in ("gemeente", "politie"):
        key = uuid4()
        world.put(
            Invitation,
            id=key,
            email=f"{world.mark('access_invitation', key)}@voorbeeld.invalid",
            token_hash=key.bytes,
            organisation_id=world.city.organisations[who],
            capacity="desk",
            purpose="reports",
            expires_at=ago(-3),
        )


def keys_of_systems(world: World) -> None:
    for party, who in (("politie", "police"), ("corporatie", "housing")):
        key, organisation = uuid4(), world.city.organisations[party]
        world.put(
            Token, id=key, organisation_id=organisation, title=world.mark("access_token", key),
            agreement=Agreement.objects.using("keeper").get(organisation_id=organisation),
            assignment_id=world.city.assignments[who], token_hash=key.bytes, made_at=ago(1),
            made_by_id=world.city.users["administrator"], ends_at=ago(-30),
        )  # fmt: skip


PARTS = (
    some_reports,
    some_notes,
    some_bonds,
    some_lists,
    some_teams,
    a_review,
    a_suggester,
    some_area_contacts,
    some_sweeps,
    some_watches,
    some_followers,
    some_clusters,
    some_keys,
    some_cases,
    some_people,
    what_people_are_owed,
    some_breaches,
    some_triage,
    some_practice,
    plans,
    drafts,
    some_clocks,
    some_visits,
    some_transfers,
    what_crossed,
    some_meetings,
    other_steps,
    the_trail,
    the_terms,
    the_programme,
    some_council_items,
    some_reactions,
    some_subscriptions,
    some_lights,
    some_writing,
    some_versions,
    invitations,
    keys_of_systems,
)
