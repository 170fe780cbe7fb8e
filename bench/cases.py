"""The benchmark `cases`: lists behind need-to-know, opening, scaling up, handing over, and revoked
access.

The aims are those of the design: p95 in milliseconds, as one visitor or sixteen wait for it, and
1,000 cases handed over in 30 seconds.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from bench import caseload, casework, handing
from bench.base import CASES, WALLED, Bench, counted, files, getter, well
from bench.browser import Browser, Inside
from bench.house import Web, step
from bench.load import Ask

LIST, CROWD = "case list of 50, one user", "case list of 50, 16 at once"
OPENING, WHOLE = "open a case, 200 contributions", "the same, whole timeline"
UP = "scale up, with trail"
WORK = "my work"
P95 = {LIST: 150, CROWD: 400, OPENING: 300, WHOLE: 300, UP: 250}
MANY, DEALS = 16, 5
REVOKED = 20


@dataclass
class Cases(Bench):
    """One run at one size."""

    small = casework.CASES

    reference: caseload.Set | None = None
    revoked: list[tuple[str, int]] = field(default_factory=list)

    @property
    def made(self) -> caseload.Set:
        if self.reference is None:
            raise RuntimeError("the reference set is not written yet")
        return self.reference

    def run(self) -> None:
        """Fill, count statements, measure, revoke."""
        self._fill()
        web = self.house.web()
        self._measure_reading(web)
        self._measure_up(web)
        self._hand_over()
        self._revoke(web)
        web.stop()
        self.measure_wall(self.house.persona("process_manager"), self._mine())
        self._compare()

    def _mine(self) -> int:
        """The manager's cases that are left: some were taken away."""
        return len(self.made.cast.mine) - len(self.revoked)

    # -- data ----------------------------------------------------------------------------------

    def _fill(self) -> None:
        with step("people"):
            self.house.people()
        with step(f"{self.size} cases with all that hangs on them"):
            climbing = min(self.requests, self.size // 4)
            self.reference = caseload.fill(self.house, self.dice, self.size, climbing)
        self._count_rows()
        with step("statistics and checkpoint"):
            self.house.settle()
        with step("statements per request"):
            self._count_statements()

    def _count_rows(self) -> None:
        tables = ("cases_case", "people_person", "cases_contribution", "cases_release",
                  "cases_action", "access_organisation", "access_user")  # fmt: skip
        with self.house.superuser() as connection:
            for table in tables:
                row = connection.execute(f"select count(*) from {table}").fetchone()
                print(f"    {table}: {row[0] if row else 0}", flush=True)

    def _count_statements(self) -> None:
        """Of one case and of fifty, of few contributions and of many: the same number."""
        manager, lonely = Inside(), Inside()
        manager.sign_in(self.house.persona("process_manager").user_id)
        lonely.sign_in(self.made.lonely.user_id)
        one, fifty = len(counted(lonely, CASES)), len(counted(manager, CASES))
        self.queries[LIST] = self.queries[CROWD] = self.queries[WALLED] = fifty
        self.holds("statements of the list, 1 row and 50", "equal", f"{one} and {fifty}",
                   one == fifty)  # fmt: skip
        few, many = (len(counted(manager, _page(case)))
                     for case in (self.made.small[0], self.made.big[0]))  # fmt: skip
        self.queries[OPENING] = self.queries[WHOLE] = many
        self.holds("statements of a case, few and many rows", "equal", f"{few} and {many}",
                   few == many)  # fmt: skip
        self.queries[WORK] = len(counted(manager, "/werk/"))

    # -- measuring -------------------------------------------------------------------------------

    def _measure_reading(self, web: Web) -> None:
        manager = self.house.persona("process_manager")
        one, crowd = self.browsers(web, manager, 1), self.browsers(web, manager, MANY)
        shown = len(files(one[0].get(CASES)))
        self.holds("rows of the list", str(self._mine()), str(shown), shown == self._mine())
        count = self.requests // 2 + 40
        self.measure(web, LIST, one, [getter(CASES)] * count)
        self.measure(web, CROWD, crowd, [getter(CASES)] * (4 * count), deals=DEALS)
        self.measure(web, OPENING, one, self._over_big(count, _page))
        whole = self._over_big(count // 2, lambda case: f"{_page(case)}?alles")
        self.measure(web, WHOLE, one, whole)
        self.measure(web, WORK, one, [getter("/werk/")] * (count // 2))

    def _over_big(self, count: int, path: Callable[[UUID], str]) -> list[Ask]:
        big = self.made.big
        return [getter(path(big[n % len(big)])) for n in range(count)]

    def _measure_up(self, web: Web) -> None:
        """Another asks for the step, over HTTP too; measured is the decision."""
        asker, decider = (self.browsers(web, who, 1)
                          for who in (self.made.asker, self.made.decider))  # fmt: skip
        with step(f"{len(self.made.climbing)} requests to scale up"):
            for case in self.made.climbing:
                _ask_up(asker[0], case)
            forms = self._decisions(decider[0])
        before = self._trail()
        asks: list[Ask] = [_poster(path, fields) for path, fields in forms]
        self.measure(web, UP, decider, asks, 302)
        added = self._trail() - before
        self.holds("entries in the trail, one per step up", str(len(asks)), str(added),
                   added == len(asks))  # fmt: skip

    def _decisions(self, browser: Browser) -> list[tuple[str, dict[str, str]]]:
        """The filled form of each request that waits."""
        with self.house.superuser() as connection:
            rows = connection.execute(
                "select id, case_id from cases_phaserequest where decided_at is null"
            ).fetchall()
        found = []
        for request_id, case_id in rows:
            path = f"{_page(case_id)}besluit/{request_id}/"
            form = well(browser.get(path)).form("granted")
            found.append((path, {**form.fields, "granted": "ja", "reason": ""}))
        return found

    def _trail(self) -> int:
        query = "select count(*) from audit_entry where verb = 'case.decide_phase'"
        with self.house.superuser() as connection:
            row = connection.execute(query).fetchone()
        return int(row[0]) if row else 0

    # -- handing over ----------------------------------------------------------------------------

    def _hand_over(self) -> None:
        """A manager of nothing else gives cases away; half way it stops, and goes on."""
        apart = {*self.made.cast.mine, *self.made.climbing}
        cases = [case for case in self.made.cast.ids if case not in apart][: handing.MOST]
        source, target = self.made.lonely, self.made.decider
        with step(f"{len(cases)} cases to another process manager"):
            handing.give(self.house, cases, source)
            came = handing.hand_over(source, target)
        self.holds("cases handed over", str(came.total), f"{came.moved} ({came.kept} stay)",
                   came.moved + came.kept == came.total)  # fmt: skip
        far = f"{came.first} of {came.total}"
        self.holds("progress after the first batch", "more than none", far,
                   0 < came.first <= came.total)  # fmt: skip
        self.holds(f"{came.total} cases handed over", f"<= {handing.WITHIN:.0f} s",
                   f"{came.seconds:.1f} s", came.seconds <= handing.WITHIN)  # fmt: skip

    # -- revoking --------------------------------------------------------------------------------

    def _revoke(self, web: Web) -> None:
        """Take a membership away between two requests: the second finds nothing."""
        manager = self.house.persona("process_manager")
        browser = self.browsers(web, manager, 1)[0]
        for case in self.made.small[:REVOKED]:
            well(browser.get(_page(case)))
            self._sql("update access_membership set valid_until = now()"
                      " where file_id = %s and user_id = %s", case, manager.user_id)  # fmt: skip
            listed = str(case) in files(browser.get(CASES))
            status = browser.get(_page(case)).status
            self.revoked.append((str(case), 200 if listed else status))
        gone = sum(status == 404 for _case, status in self.revoked)
        total = len(self.revoked)
        self.holds("membership revoked: gone at the next request", f"{total} of {total}",
                   f"{gone} of {total}", gone == total)  # fmt: skip
        self._revoke_task(web)

    def _revoke_task(self, web: Web) -> None:
        asker = self.made.asker
        browser = self.browsers(web, asker, 1)[0]
        well(browser.get(CASES))
        self._sql("update access_assignment set valid_until = now() where id = %s",
                  asker.assignment_id)  # fmt: skip
        status = browser.get(CASES).status
        self.holds("task ended: refused at the next request", "not 200", str(status), status != 200)

    def _sql(self, query: str, *values: Any) -> None:
        with self.house.superuser() as connection:
            connection.execute(query.encode(), values)

    # -- comparing -------------------------------------------------------------------------------

    def _compare(self) -> None:
        for line in self.lines:
            if line.name in P95:
                aim = P95[line.name]
                self.holds(f"{line.name}: p95", f"<= {aim} ms", f"{line.p95:.0f} ms",
                           line.p95 <= aim)  # fmt: skip


def _page(case: UUID) -> str:
    return f"{CASES}{case}/"


# What the model asks of who wants to scale up.
TOLD = {
    "grounds": "Het lukt niet meer alleen.",
    "trigger_stagnatie": "Twee overleggen zonder uitkomst.",
    "risk_whom": "De buren", "risk_what": "Ruzie", "risk_soon": "days", "minors": "nee",
    "safety": "Afspraak", "breakthrough": "Eén aanpak", "mandate": "geen", "duty": "done",
    "partners": "geen", "confidential": "geen",
}  # fmt: skip


def _ask_up(browser: Browser, case: UUID) -> None:
    path = f"{_page(case)}fase/2/"
    form = well(browser.get(path)).form("grounds")
    well(browser.post(path, {**form.fields, **TOLD}), 302)


def _poster(path: str, fields: dict[str, str]) -> Ask:
    return lambda browser: browser.post(path, fields)
