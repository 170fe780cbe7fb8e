"""Proof: the trail's chain is checked fast, and the first broken link is named.

Entries are written by the keeper in bulk (the trigger queues each for a seal), sealed by the
job's acting and checked as `baken verify audit` does.
"""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
from django.db import connections

from baken.audit import chain
from baken.core.acting import acting_as, job
from tests.proofs.outcome import Outcome

FULL = 200_000
AIM = 50_000

_WRITE = """
insert into audit_entry (request_id, acting_kind, user_id, organisation_id, capacity, purpose,
  verb, object_kind, object_id, subject, term, ground, outcome, count)
select gen_random_uuid(), 'assignment', gen_random_uuid(), gen_random_uuid(), 'desk', 'reports',
  'report.read', 'report', gen_random_uuid(),
  case when n %% 3 = 0 then sha256(n::text::bytea) end,
  case when n %% 7 = 0 then sha256((-n)::text::bytea) end, '', 'done', nullif(n %% 50, 0)
from generate_series(1, %s) n
"""
_CHANGES = (
    "update audit_entry set ground = ground || 'x' where id = %s",
    "update audit_entry set at = at + interval '1 microsecond' where id = %s",
    "delete from audit_entry where id = %s",
)


def prove(entries: int, dice: random.Random, superuser: psycopg.Connection) -> Outcome:
    """Write, seal and check `entries` entries; then break links and see that each is named."""
    outcome = Outcome()
    with connections["keeper"].cursor() as cursor:
        cursor.execute(_WRITE, [entries])
    with acting_as(job("audit.seal")):
        sealed = chain.seal()
    outcome.check(sealed == entries, f"{sealed} of {entries} entries were sealed")
    start = time.perf_counter()
    verdict = check()
    speed = round(entries / (time.perf_counter() - start))
    outcome.check(not verdict.broken, f"a whole chain is called broken: {verdict.broken}")
    outcome.check(verdict.entries == entries, f"{verdict.entries} of {entries} were checked")
    outcome.facts |= {"entries": entries, "links": verdict.seals, "entries/s": speed}
    named = _break_links(verdict.seals, dice, superuser, outcome)
    outcome.facts["broken links named"] = named
    outcome.check(check() == verdict, "the restored chain has another verdict")
    return outcome


def check() -> chain.Verdict:
    with acting_as(job("audit.verify")):
        return chain.verify()


def _break_links(
    seals: int, dice: random.Random, superuser: psycopg.Connection, outcome: Outcome
) -> int:
    """Change or remove one entry in a link, past all triggers: that link must be named."""
    named = 0
    for statement in _CHANGES:
        number = dice.randint(1, seals)
        ids = superuser.execute(
            "select entry_ids from audit_seal where number = %s", [number]
        ).fetchone()
        entry = dice.choice(ids[0] if ids else [0])
        with _tampered(superuser, lambda s=statement, e=entry: superuser.execute(s, [e])):
            broken = check().broken
        found = broken.startswith(f"schakel {number} ")
        outcome.check(found, f"{statement} in link {number} gave '{broken}'")
        named += found
    return named


@contextmanager
def _tampered(superuser: psycopg.Connection, change: Callable[[], object]) -> Iterator[None]:
    """The trail with a change made past its triggers, and afterwards as it was."""
    superuser.execute("create temporary table kept as select * from audit_entry")
    superuser.execute("set session_replication_role = replica")
    try:
        change()
        yield
    finally:
        superuser.execute("truncate audit_entry")
        superuser.execute("insert into audit_entry select * from kept")
        superuser.execute("reset session_replication_role")
        superuser.execute("drop table kept")
