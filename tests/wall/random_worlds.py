"""Random worlds: memberships, releases, seats, tasks and terms thrown about, then asked again.

`prove` changes the bait world step by step as the keeper, and after each step puts the whole
matrix to some actings. The seed decides everything.
"""

import json
import random
from collections.abc import Callable
from datetime import timedelta

import psycopg
from django.utils import timezone
from psycopg import sql

from baken.core.postgres import Cluster
from tests.proofs.outcome import Outcome
from tests.wall.probe import Probe
from tests.wall.world import World, actings

FULL = 200
CHANGES = 25
ASKED = 5
Dice = random.Random
CATEGORIES = ["feit", "zorgsignaal", "wonen", "gezondheid", "strafrechtelijk", "politiegegeven"]
REGIMES = ["lokaal_avg", "lokaal_avg", "wgs_zvh", "wgs_riec", "boa_wpg"]


def prove(worlds: int, dice: Dice, world: World, cluster: Cluster) -> Outcome:
    """Ask `ASKED` random actings in each of `worlds` random worlds."""
    outcome = Outcome()
    with (
        psycopg.connect(cluster.url("keeper"), autocommit=True) as keeper,
        psycopg.connect(cluster.url("app")) as app,
    ):
        world.read(keeper)
        probe = Probe(world, app, rows=1)
        for number in range(worlds):
            changed = shake(world, dice, keeper)
            world.read(keeper)
            _ask(probe, dice)
            for problem in probe.tally.wrong:
                outcome.check(holds=False, problem=f"world {number} ({changed}): {problem}")
            probe.tally.wrong.clear()
    outcome.facts |= {
        "worlds": worlds,
        "actings": probe.tally.actings,
        "questions": probe.tally.questions,
    }
    return outcome


def _ask(probe: Probe, dice: Dice) -> None:
    people = list(probe.world.tables["people_person"])
    settings = actings(
        probe.world, ["retention.run", "programme.measure", "programme.open", "messages.send"]
    )
    for name in dice.sample(sorted(settings), ASKED):
        probe.ask(name, settings[name], dice.choice([*people, ""]))


def shake(world: World, dice: Dice, keeper: psycopg.Connection) -> int:
    """Make some random changes; one that a constraint refuses is left out. Returns how many."""
    done = 0
    for change in dice.choices(SHAKES, k=CHANGES):
        try:
            with keeper.transaction():
                change(world, dice, keeper)
            done += 1
        except psycopg.IntegrityError:
            continue
    return done


def _moment(dice: Dice, *, never: bool = True) -> object:
    days = dice.choice([-3, -1, 1, 3] + [None] * never)
    return None if days is None else timezone.now() + timedelta(days=days)


def _set(
    keeper: psycopg.Connection, world: World, dice: Dice, table: str, **values: object
) -> None:
    """Change some columns of one random row."""
    sets = sql.SQL(", ").join(
        sql.SQL("{} = {}").format(sql.Identifier(c), sql.Literal(v)) for c, v in values.items()
    )
    statement = sql.SQL("update {} set {} where id = {}").format(
        sql.Identifier(table), sets, sql.Literal(dice.choice(world.order[table]))
    )
    keeper.execute(statement)


def _pick(world: World, dice: Dice, table: str) -> str:
    return dice.choice(world.order[table])


def membership(world: World, dice: Dice, keeper: psycopg.Connection) -> None:
    task = world.tables["access_assignment"][_pick(world, dice, "access_assignment")]
    keeper.execute(
        "insert into access_membership (id, file_id, user_id, organisation_id, invited, valid_from,"
        " valid_until) values (gen_random_uuid(), %s, %s, %s, %s, %s, null)",
        [
            _pick(world, dice, "cases_case"),
            task["user_id"],
            task["organisation_id"],
            dice.random() < 0.3,
            _moment(dice, never=False),
        ],
    )


def membership_ends(world: World, dice: Dice, keeper: psycopg.Connection) -> None:
    _set(
        keeper,
        world,
        dice,
        "access_membership",
        valid_from=timezone.now() - timedelta(days=4),
        valid_until=_moment(dice),
        invited=dice.random() < 0.3,
    )


def assignment(world: World, dice: Dice, keeper: psycopg.Connection) -> None:
    kinds = [
        ("desk", "reports"),
        ("process_manager", "cases"),
        ("case_manager", "cases"),
        ("partner", "cases"),
        ("lead", "reports"),
        ("adviser", "statistics"),
        ("mayor", "briefing"),
        ("administrator", "administration"),
        ("adviser", "programme"),
        ("privacy_officer", "privacy"),
        ("clerk", "council"),
        ("process_manager", "reports"),
    ]
    capacity, purpose = dice.choice(kinds)
    _set(
        keeper,
        world,
        dice,
        "access_assignment",
        capacity=capacity,
        purpose=purpose,
        area=dice.choice(["", "", "WK062202", "WK062207", "BU06220701"]),
        organisation_id=_pick(world, dice, "access_organisation"),
        valid_from=timezone.now() - timedelta(days=4),
        valid_until=_moment(dice),
    )


def agreement(world: World, dice: Dice, keeper: psycopg.Connection) -> None:
    end = _moment(dice)
    _set(
        keeper,
        world,
        dice,
        "access_agreement",
        valid_from=timezone.now() - timedelta(days=5),
        valid_until=end,
    )


def activity(world: World, dice: Dice, keeper: psycopg.Connection) -> None:
    _set(keeper, world, dice, "access_user", is_active=dice.random() < 0.9)


def release(world: World, dice: Dice, keeper: psycopg.Connection) -> None:
    told = world.tables["cases_contribution"][_pick(world, dice, "cases_contribution")]
    keeper.execute(
        "insert into cases_release (id, contribution_id, case_id, owner_id, organisation_id,"
        " may_pass_on, released_by_id, released_at)"
        " values (gen_random_uuid(), %s, %s, %s, %s, false, %s, now())",
        [
            told["id"],
            told["case_id"],
            told["organisation_id"],
            _pick(world, dice, "access_organisation"),
            told["author_id"],
        ],
    )


def withdrawal(world: World, dice: Dice, keeper: psycopg.Connection) -> None:
    _set(keeper, world, dice, "cases_release", withdrawn_at=_moment(dice))


def seat(world: World, dice: Dice, keeper: psycopg.Connection) -> None:
    m = world.tables["access_membership"][_pick(world, dice, "access_membership")]
    _set(
        keeper,
        world,
        dice,
        "cases_seat",
        holder_id=m["user_id"],
        organisation_id=m["organisation_id"],
        case_id=m["file_id"],
        accepted_at=timezone.now() if dice.random() < 0.7 else None,
        ended_at=None,
    )


def lifecycle(world: World, dice: Dice, keeper: psycopg.Connection) -> None:
    closed = dice.random() < 0.3
    _set(
        keeper,
        world,
        dice,
        "cases_case",
        lifecycle="closed" if closed else "active",
        closed_at=timezone.now() if closed else None,
    )


def participation(world: World, dice: Dice, keeper: psycopg.Connection) -> None:
    _set(
        keeper,
        world,
        dice,
        "cases_participation",
        valid_until=dice.choice([None, timezone.now()]),
        ends_at=dice.choice([None, timezone.now() + timedelta(days=dice.choice([-2, 2]))]),
        categories=json.dumps(dice.sample(CATEGORIES, dice.randint(1, 4))),
        valid_from=timezone.now() - timedelta(days=9),
    )


def category(world: World, dice: Dice, keeper: psycopg.Connection) -> None:
    _set(keeper, world, dice, "cases_contribution", category=dice.choice(CATEGORIES))


def regime(world: World, dice: Dice, keeper: psycopg.Connection) -> None:
    _set(keeper, world, dice, "cases_case", regime=dice.choice(REGIMES))


def place(world: World, dice: Dice, keeper: psycopg.Connection) -> None:
    wijk, buurt = dice.choice([("WK062202", "BU06220203"), ("WK062207", "BU06220701"), ("", "")])
    _set(keeper, world, dice, "reports_report", wijk_code=wijk, buurt_code=buurt)


def handover(world: World, dice: Dice, keeper: psycopg.Connection) -> None:
    keeper.execute(
        "insert into reports_handover (id, report_id, file_id, at, by_id) values"
        " (gen_random_uuid(), %s, %s, now(), %s)",
        [
            _pick(world, dice, "reports_report"),
            _pick(world, dice, "cases_case"),
            world.city.users["desk"],
        ],
    )


def shields(world: World, dice: Dice, keeper: psycopg.Connection) -> None:
    _set(
        keeper,
        world,
        dice,
        "people_involvement",
        shielded_identity=dice.random() < 0.4,
        shielded_address=dice.random() < 0.4,
        file_id=_pick(world, dice, "cases_case"),
        organisation_id=_pick(world, dice, "access_organisation"),
    )


def paper(world: World, dice: Dice, keeper: psycopg.Connection) -> None:
    status = dice.choice(["draft", "shared", "adopted"])
    edition = world.tables["programme_edition"][_pick(world, dice, "programme_edition")]
    keeper.execute(
        "update programme_councilpaper set status = %(status)s::text,"
        " shared_edition_id = case when %(status)s::text <> 'draft' then %(edition)s::uuid end,"
        " adopted_edition_id = case when %(status)s::text = 'adopted' then %(edition)s::uuid end"
        " where id = %(paper)s",
        {"status": status, "edition": edition["id"], "paper": edition["paper_id"]},
    )


def letter(world: World, dice: Dice, keeper: psycopg.Connection) -> None:
    _set(
        keeper,
        world,
        dice,
        "messages_message",
        purpose=dice.choice(["reports", "cases"]),
        about_id=_pick(world, dice, dice.choice(["reports_report", "cases_case"])),
        organisation_id=_pick(world, dice, "access_organisation"),
    )


SHAKES: list[Callable[[World, Dice, psycopg.Connection], None]] = [
    membership,
    membership,
    membership_ends,
    membership_ends,
    assignment,
    assignment,
    agreement,
    activity,
    release,
    release,
    withdrawal,
    seat,
    seat,
    lifecycle,
    participation,
    participation,
    category,
    regime,
    place,
    handover,
    shields,
    paper,
    letter,
]
