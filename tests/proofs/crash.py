"""Proof: kill -9 of web, worker and database in the middle of what must be whole or not at all.

Reports come in, cases are scaled up, jump, are shared (released, disclosed) and removed. Each
kill hits while at least one act is under way. Then the killed part is started again, and
it is checked that all that anybody saw acknowledged is there, and that nothing is there by half.
What was not acknowledged is sent again, as people do, and must then be there exactly once.
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import psycopg
from bench import cpu
from bench.browser import Browser
from bench.house import House, Web, forget_connections, kill
from django.test import override_settings

from baken.cli.place import say
from baken.core.postgres import Cluster
from tests.messages.mailbox import Mailbox, mailbox
from tests.proofs import halves, removal, storm
from tests.proofs.deeds import Deeds
from tests.proofs.files import Files
from tests.proofs.outcome import Outcome

FULL = {"submit": 50, "scale up": 50, "jump": 25, "share": 25, "remove": 25}
TARGETS = ("web", "worker", "database")
# The web server has no part in removing.
PAIRS = tuple((t, d) for t in TARGETS for d in FULL if (t, d) != ("web", "remove"))
COUNTS = ("kills", "in flight", "acknowledged", "sent again", "removals cut off",
          "worker ended itself")  # fmt: skip
_BATCH = 12
_GOING = 6
_LETTERS = 900
_PATIENCE = 240


def prove(rounds: int, dice: random.Random, house: House, *, letters: bool = True) -> Outcome:
    """`rounds` kills of each part during each deed; 0 is the full proof.

    With `letters`, wait until all are sent.
    """
    house.people()
    with mailbox() as box, override_settings(EMAIL_HOST="127.0.0.1", EMAIL_PORT=box.port):
        return Crash(house, dice, box).run(rounds, letters=letters)


@dataclass
class Crash:
    """The house in which things are killed, and what was counted."""

    house: House
    dice: random.Random
    box: Mailbox
    outcome: Outcome = field(default_factory=Outcome)
    counts: dict[str, int] = field(default_factory=dict)
    stock: dict[str, list[storm.Act]] = field(default_factory=dict)
    seen: list[storm.Act] = field(default_factory=list)

    def run(self, rounds: int, *, letters: bool) -> Outcome:
        self.counts = dict.fromkeys(COUNTS, 0)
        self._mail = {"BAKEN_SMTP_HOST": "127.0.0.1", "BAKEN_SMTP_PORT": str(self.box.port)}
        self.web = self.house.web(**self._mail)
        self._answers()
        self.worker = self.house.worker(**self._mail)
        self.files = Files(self.house)
        self.deeds = Deeds(self.files, *map(self._signed_in, ("case_manager", "process_manager")))
        self.seen.append(removal.kept(self.files))
        plan = [pair for pair in PAIRS for _round in range(rounds or FULL[pair[1]])]
        self.dice.shuffle(plan)
        for number, (target, deed) in enumerate(plan, 1):
            self._round(target, deed)
            if number % 10 == 0:
                say(f"  {number} of {len(plan)} kills, {len(self.outcome.wrong)} wrong")
        self._everything_there()
        if letters:
            self._letters_arrive()
        self._chain_holds()
        self.outcome.facts |= {**self.counts, "letters": len(self.box.mails)}
        return self.outcome

    def _signed_in(self, persona: str) -> Browser:
        browser = Browser(self.web.port)
        browser.sign_in(self.house.persona(persona).user_id)
        browser.close()
        return browser

    # -- one round -------------------------------------------------------------------------------

    def _round(self, target: str, deed: str) -> None:
        """Send, kill in the middle, start again, look, send again what was not acknowledged."""
        self._supervise()
        happening = self._begun(deed)
        happening.begin()
        time.sleep(self.dice.random() * 0.15)
        happening.wait_for_flight()
        under_way = happening.in_flight()
        self.counts["in flight"] += under_way
        self.counts["removals cut off"] += under_way * (deed == "remove")
        self.counts["kills"] += 1
        restart = getattr(self, f"_kill_{target}")()
        happening.end()
        restart()
        happening.settle()
        self._judge(happening, f"{target} killed during {deed}")
        self.stock[deed] = happening.waiting + self.stock.get(deed, [])

    def _begun(self, deed: str) -> storm.Storm | removal.Removal:
        if deed == "remove":
            acts = removal.acts(self.files, _GOING)
            return removal.Removal(self.house, self.dice, acts, self._supervise)
        return storm.Storm(self._acts(deed))

    def _acts(self, deed: str) -> list[storm.Act]:
        """A batch of acts to send. Of reports a second one is told, to be ready next time."""
        stock = self.stock.setdefault(deed, [])
        if deed == "submit":
            stock += storm.reports(self.web.port, self.dice, 2 * _BATCH - len(stock))
        else:
            ways = {"scale up": self.deeds.steps, "jump": self.deeds.jumps,
                    "share": self.deeds.shares}  # fmt: skip
            stock += ways[deed](_BATCH - len(stock))
        batch, self.stock[deed] = stock[:_BATCH], stock[_BATCH:]
        time.sleep(max(0, max(act.ready for act in batch) - time.monotonic()))
        self.dice.shuffle(batch)
        return batch

    def _judge(self, happening: storm.Storm | removal.Removal, moment: str) -> None:
        self.counts["acknowledged"] += len(happening.acknowledged)
        self.counts["sent again"] += len(happening.failed)
        self.seen += happening.acknowledged
        self.outcome.wrong += [f"{moment}: {why}" for why in happening.refused]
        self._look(moment, happening.acknowledged)
        for problem in happening.again():
            self.outcome.wrong.append(f"{moment}: {problem}")
        self.seen += happening.failed
        self._look(f"{moment}, after sending again", happening.failed)

    def _look(self, moment: str, acts: list[storm.Act]) -> None:
        """No half states, and everything that these acts were promised."""
        with self.house.superuser() as superuser:
            problems = halves.found(superuser) + lost(superuser, acts)
            problems += removal.unopened(superuser)
        self.outcome.wrong += [f"{moment}: {problem}" for problem in problems]

    # -- killing ---------------------------------------------------------------------------------

    def _kill_web(self) -> Callable[[], None]:
        """The whole server; or its main process, all its workers or one: those it mends itself."""
        struck = self.dice.choice(("server", "main", "workers", "worker"))
        if struck == "server":
            return self._kill_server()
        workers = self.web.workers()
        one = [self.dice.choice(workers)]
        kill({"main": self.web.main(), "workers": workers, "worker": one}[struck])
        return self._answers

    def _kill_server(self) -> Callable[[], None]:
        port = self.web.port
        self.web.kill()

        def restart() -> None:
            self.web = self.house.web(port=port, **self._mail)
            self._answers()

        return restart

    def _kill_worker(self) -> Callable[[], None]:
        self.worker.kill()

        def restart() -> None:
            self.worker = self.house.worker(**self._mail)
            self._works()

        return restart

    def _kill_database(self) -> Callable[[], None]:
        """All of PostgreSQL, or one backend, after which PostgreSQL recovers by itself."""
        pids = cpu.tree(self.house.postmaster())
        if self.dice.random() < 0.5:
            kill([self.dice.choice(self._backends(pids))])
            return self._database_back
        kill(pids)
        return self._database_again

    def _backends(self, pids: list[int]) -> list[int]:
        with self.house.superuser() as superuser:
            rows = superuser.execute(
                "select pid from pg_stat_activity where usename = 'baken_app'"
            ).fetchall()
        return [row[0] for row in rows] or pids[-1:]

    def _database_again(self) -> None:
        Cluster(self.house.data).start()
        self._database_back()

    def _database_back(self) -> None:
        """Connections everywhere are dead now; the first request on each of them finds out."""
        forget_connections()
        _until(self._database_answers, "the database does not come back")
        self._answers(times=16)
        self._supervise()

    def _supervise(self) -> None:
        """The worker ends itself when its database goes away; systemd starts it again, as we do."""
        if not self.worker.alive():
            self.counts["worker ended itself"] += 1
            self.worker = self.house.worker(**self._mail)

    # -- being back ------------------------------------------------------------------------------

    def _database_answers(self) -> bool:
        try:
            with self.house.superuser() as superuser:
                return superuser.execute("select 1").fetchone() == (1,)
        except psycopg.OperationalError:
            return False

    def _answers(self, *, times: int = 5) -> None:
        """Until pages come, `times` in a row, and all of its workers are there."""
        row = [0]

        def well() -> bool:
            row[0] = row[0] + 1 if _page(self.web) else 0
            return row[0] >= times and len(self.web.workers()) == Web.WORKERS

        try:
            _until(well, "the web server does not come back")
        except TimeoutError as error:
            raise TimeoutError(f"{error}:\n{self.web.tail()}") from error

    def _works(self) -> None:
        """Until the new worker has taken all jobs that may be taken now."""
        with self.house.superuser() as superuser:
            sql = (
                "select count(*) from procrastinate_jobs where status = 'todo'"
                " and (scheduled_at is null or scheduled_at <= now())"
            )

            def idle() -> bool:
                self._supervise()
                return superuser.execute(sql).fetchone() == (0,)

            _until(idle, "the worker does not come back")

    # -- the end ---------------------------------------------------------------------------------

    def _everything_there(self) -> None:
        self._look("at the end", self.seen)
        with self.house.superuser() as superuser:
            self.outcome.wrong += removal.left_over(superuser)
        _until(removal.mirrored, "the list of what was removed is not whole", outcome=self.outcome)

    def _letters_arrive(self) -> None:
        """Letters whose sending was cut off go out after their rest of two minutes."""
        with self.house.superuser() as superuser:

            def sent() -> bool:
                self._supervise()
                sql = "select count(*) from messages_message where state <> 'sent'"
                return superuser.execute(sql).fetchone() == (0,)

            _until(sent, "not all letters were sent", seconds=_LETTERS, outcome=self.outcome)
            rows = superuser.execute("select id from messages_message").fetchall()
        arrived = {mail["Message-ID"].partition("@")[0].strip("<") for mail in self.box.mails}
        gone = {str(row[0]) for row in rows} - arrived
        self.outcome.check(not gone, f"{len(gone)} letters are called sent but did not arrive")

    def _chain_holds(self) -> None:
        from baken.audit import chain
        from baken.core.acting import acting_as, job
        from baken.retention.queries import first_broken_certificate

        self.worker.stop()
        forget_connections()
        with acting_as(job("audit.seal")):
            chain.seal()
        with acting_as(job("audit.verify")):
            verdict = chain.verify()
        self.outcome.check(not verdict.broken, f"the trail is broken: {verdict.broken}")
        with acting_as(removal.RUN):
            broken = first_broken_certificate()
        self.outcome.check(broken is None, f"certificate {broken} does not hold")


def lost(superuser: psycopg.Connection, acts: list[storm.Act]) -> list[str]:
    """Acknowledged acts of which nothing is there."""
    gone = [act for act in acts if not superuser.execute(act.proof, [act.key]).fetchone()]
    return [f"{act.path} {act.key} was acknowledged and is lost" for act in gone]


def _page(web: Web) -> bool:
    browser = Browser(web.port)
    try:
        return browser.get("/melden/soort/").status == 200
    except OSError:
        return False
    finally:
        browser.close()


def _until(
    holds: Callable[[], bool],
    problem: str,
    *,
    seconds: float = _PATIENCE,
    outcome: Outcome | None = None,
) -> None:
    """Wait until it holds. In time not: noted in the outcome when given, else a TimeoutError."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            if outcome is None:
                raise TimeoutError(problem)
            outcome.wrong.append(problem)
            return
        time.sleep(0.05)
