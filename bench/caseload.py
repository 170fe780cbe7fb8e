"""The reference set of cases: who works there, and what hangs on each case.

At 10,000 cases: 40,000 persons, 200,000 contributions with as many releases, 500,000 actions,
60 organisations and 500 users. A smaller set has as much per case. Written by the keeper.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg

from bench import casework
from bench.house import House

PERSONS, CONTRIBUTIONS, ACTIONS = 4, 20, 50
ORGANISATIONS, USERS = 60, 500
# So many of the manager's own cases hold so many contributions.
BIG, IN_BIG = 20, 200
# Of the people who are added: the share that works for the municipality.
OURS = 5


@dataclass
class Set:
    """What was written: the cases with who takes part, and people kept apart for one test each."""

    cast: casework.Cast
    big: tuple[UUID, ...]
    small: tuple[UUID, ...]
    climbing: tuple[UUID, ...]
    lonely: Any
    asker: Any
    decider: Any
    parties: dict[UUID, list[UUID]] = field(default_factory=dict)

    @property
    def ours(self) -> UUID:
        return UUID(str(self.cast.worker.organisation_id))


def fill(house: House, dice: random.Random, cases: int, climbing: int) -> Set:
    """Write people, cases and what hangs on them; `climbing` cases wait for a step up."""
    worker = house.persona("process_manager")
    apart = _crowd(house, dice)
    cast = casework.fill(house, worker, dice, cases=cases)
    mine = tuple(case for case in cast.ids if case in cast.mine)
    others = tuple(case for case in cast.ids if case not in cast.mine)[: climbing + 1]
    made = Set(cast, mine[: min(BIG, len(mine) // 2)], mine[len(mine) // 2 :], others[1:], *apart)
    with psycopg.connect(house.cluster.url("keeper")) as keeper:
        for case_id, party in keeper.execute(
            "select case_id, organisation_id from cases_participation"
        ):
            made.parties.setdefault(case_id, []).append(party)
        _hang(keeper, made)
        _join(keeper, made, others[0])
    return made


def _crowd(house: House, dice: random.Random) -> tuple[Any, Any, Any]:
    """Organisations and users up to the reference; three of the users are kept apart."""
    from baken.access.demo import GIVEN, SURNAMES, Worker

    known = {w.organisation_id for w in house.workers}
    ours = house.persona("process_manager").organisation_id
    added = [uuid4() for _number in range(ORGANISATIONS - len(known))]
    people = []
    for number in range(USERS - len(house.workers)):
        name = f"{dice.choice(GIVEN)} {dice.choice(SURNAMES)}"
        if number < 3 or number % OURS == 0:
            task = (ours, "gemeente", "case_manager" if number % 2 else "process_manager")
        else:
            task = (added[number % len(added)], "partner", "partner")
        people.append(Worker(uuid4(), name, *task, "cases", uuid4(), f"bench{number}"))
    _write_crowd(house, added, people)
    house.workers += people[3:]
    return people[0], people[1], people[2]


def _write_crowd(house: House, organisations: Sequence[UUID], people: Sequence[Any]) -> None:
    since = datetime.now(UTC) - timedelta(days=700)
    rows: tuple[tuple[str, str, list[tuple[Any, ...]]], ...] = (
        ("access_organisation", "id name kind",
         [(one, f"Partner {n} (verzonnen)", "care") for n, one in enumerate(organisations)]),
        ("access_agreement", "id organisation_id title reference valid_from",
         [(uuid4(), one, "Convenant (meting)", "", since.date()) for one in organisations]),
        ("access_user", "id email password is_active",
         [(p.user_id, f"{p.persona}@voorbeeld.invalid", "!", True) for p in people]),
        ("access_profile", "id user_id name persona",
         [(uuid4(), p.user_id, p.name, "case_manager" if n < 3 else "")
          for n, p in enumerate(people)]),
        ("access_assignment", "id user_id organisation_id capacity purpose area valid_from",
         [(p.assignment_id, p.user_id, p.organisation_id, p.capacity, "cases", "", since)
          for p in people]),
    )  # fmt: skip
    with psycopg.connect(house.cluster.url("keeper")) as keeper:
        for table, columns, lines in rows:
            casework.copy(keeper, table, columns.split(), iter(lines))


def _hang(keeper: psycopg.Connection, made: Set) -> None:
    brought = list(_contributions(made))
    rows: tuple[tuple[str, str, Iterator[tuple[Any, ...]]], ...] = (
        ("cases_contribution",
         "id case_id organisation_id author_id nature category text created_at", iter(brought)),
        ("cases_release",
         "id contribution_id case_id owner_id organisation_id may_pass_on released_by_id "
         "released_at", _releases(made, brought)),
        ("cases_action",
         "id case_id title organisation_id owner_id added_by_id created_at due_at done_at result "
         "version", _actions(made)),
    )  # fmt: skip
    for table, columns, lines in rows:
        casework.copy(keeper, table, columns.split(), lines)
    _persons(keeper, made)


def _contributions(made: Set) -> Iterator[tuple[Any, ...]]:
    cast, big = made.cast, set(made.big)
    for case_id in cast.ids:
        parties = [made.ours, *made.parties[case_id]]
        for number in range(IN_BIG if case_id in big else CONTRIBUTIONS):
            text = f"Verzonnen inbreng {number}: er is gesproken over de afspraken."
            yield (uuid4(), case_id, cast.dice.choice(parties), cast.worker.user_id,
                   ("fact", "opinion")[number % 2], "feit", text, cast.past())  # fmt: skip


def _releases(made: Set, brought: Sequence[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Each contribution to one other: a partner's to the municipality, ours to a partner."""
    at, by = made.cast.now, made.cast.worker.user_id
    for contribution, case_id, owner, *_more in brought:
        others = [party for party in made.parties[case_id] if party != owner]
        to = made.ours if owner != made.ours else made.cast.dice.choice(others)
        yield (uuid4(), contribution, case_id, owner, to, False, by, at)


def _actions(made: Set) -> Iterator[tuple[Any, ...]]:
    """Four of five are done."""
    cast = made.cast
    for case_id in cast.ids:
        for number in range(ACTIONS):
            who = cast.dice.choice(cast.others)
            done = cast.past() if number % 5 else None
            yield (uuid4(), case_id, f"Verzonnen actie {number}", who.organisation_id, who.user_id,
                   who.user_id, cast.past(), cast.due(), done,
                   "Gedaan" if done else "", 1)  # fmt: skip


def _persons(keeper: psycopg.Connection, made: Set) -> None:
    from baken.core import crypto

    keys = [(uuid4(), case_id) for case_id in made.cast.ids for _number in range(PERSONS)]
    name = crypto.seal(b"Bo Verzinsel", "people_identity.name")
    born = crypto.seal(b"1990", "people_identity.born")
    place = crypto.seal(b"Nergensstraat 1", "people_address.text")
    now, ours = made.cast.now, made.ours
    roles = ("subject", "household", "guardian", "contact")
    rows: tuple[tuple[str, str, Iterator[tuple[Any, ...]]], ...] = (
        ("people_person", "id organisation_id created_at", ((key, ours, now) for key, _c in keys)),
        ("people_identity", "id person_id name born born_precision version",
         ((uuid4(), key, name, born, "year", 1) for key, _case in keys)),
        ("people_address", "id person_id text", ((uuid4(), key, place) for key, _case in keys)),
        ("people_involvement",
         "id person_id file_id role organisation_id shielded_identity shielded_address added_at",
         ((uuid4(), key, case_id, roles[n % PERSONS], ours, False, False, now)
          for n, (key, case_id) in enumerate(keys))),
    )  # fmt: skip
    for table, columns, lines in rows:
        casework.copy(keeper, table, columns.split(), lines)


def _join(keeper: psycopg.Connection, made: Set, alone: UUID) -> None:
    """One colleague on one case; two others hold the seats of the cases that go up."""
    climbing = list(made.climbing)
    for case_id, worker in [(alone, made.lonely)] + [
        (case_id, worker) for case_id in climbing for worker in (made.asker, made.decider)
    ]:
        keeper.execute(
            "insert into access_membership (id, file_id, user_id, organisation_id, invited,"
            " valid_from) values (%s, %s, %s, %s, false, now() - interval '1 day')",
            [uuid4(), case_id, worker.user_id, worker.organisation_id],
        )
    keeper.execute("update cases_case set phase = 1 where id = any(%s)", [climbing])
    for role, worker in (("casusregie", made.asker), ("procesregie", made.decider)):
        keeper.execute(
            "update cases_seat set holder_id = %s, organisation_id = %s"
            " where case_id = any(%s) and role = %s",
            [worker.user_id, worker.organisation_id, climbing, role],
        )
