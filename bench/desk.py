"""The benchmark `desk`: a resident's report, the desk's list and detail, and what the wall costs.

Everything runs in one house of its own: PostgreSQL with its default durability, the real web
server with two workers, sessions that were signed in over HTTP, N reports written by the keeper.
"""

import random
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from statistics import median
from typing import Any
from uuid import uuid4

from bench import casework, statements
from bench.base import CASES, OPEN, WALLED, Bench, counted, getter, well
from bench.browser import Answer, Browser, Inside
from bench.house import SEED, Web, step
from bench.load import CLIENTS, Ask, timed, together
from bench.report import Aim, Line, Verdict, kept
from bench.telling import Told, tell

NEWEST = "/werk/meldingen/?staat=alles&orde=nieuw"
POST, LIST = "public POST of a report", "desk list, newest"
FILTERED = "desk list, 4 filters + words"
FULL = "desk list, 3 filters + words, full"
DETAIL, PAGE = "detail", "detail, with the list beside it"
AIMS = {
    POST: Aim(30, 6, 12),
    LIST: Aim(40, 5, 6),
    FILTERED: Aim(50, 25),
    DETAIL: Aim(20, 3),
}
SIZE_RATIO = 1.5
SMALL = 100_000
COMBINATIONS = 8
PAGE_ROWS = 50


@dataclass
class Desk(Bench):
    """One run at one size."""

    small = SMALL
    aims = AIMS

    with_one: dict[str, int] = field(default_factory=dict)

    def run(self) -> None:
        """Fill, measure, compare."""
        self._fill()
        web = self.house.web()
        officers = self.browsers(web, self.house.persona("desk"))
        self._measure_telling(web)
        self._measure_desk(web, officers)
        self._measure_hidden(web)
        web.stop()
        self.measure_wall(self.house.persona("process_manager"), casework.MINE)
        self._compare()

    # -- data ----------------------------------------------------------------------------------

    def _fill(self) -> None:
        with step("people, addresses"):
            self.house.people()
            self._addresses()
        with step("statements with one row"):
            self._count_with_one()
        with step(f"{self.size} reports"):
            self._reports()
        with step(f"{casework.CASES} cases"):
            manager = self.house.persona("process_manager")
            casework.fill(self.house, manager, self.dice)
        with step("statistics and checkpoint"):
            self.house.settle()
        with step("statements per request"):
            self._count_with_many()

    def _addresses(self) -> None:
        from baken.geo.api import load_fictional

        load_fictional()

    def _reports(self) -> None:
        from baken.reports.demo import fill

        fill(self.size, dice=self.dice, now=datetime.now(UTC), workers=self.house.workers)

    # -- statements ----------------------------------------------------------------------------

    def _count_with_one(self) -> None:
        """One report, told by a resident: the list then has one row."""
        resident, officer = Inside(), Inside()
        officer.sign_in(self.house.persona("desk").user_id)
        told = [tell(resident, self.dice) for _time in range(2)]
        time.sleep(2.1)
        for one in told[:1]:
            well(resident.post(one.path, one.fields))
        self.with_one[LIST] = len(counted(officer, NEWEST))

    def _count_with_many(self) -> None:
        resident, officer = Inside(), Inside()
        officer.sign_in(self.house.persona("desk").user_id)
        told = [tell(resident, self.dice) for _time in range(3)]
        bare = [tell(resident, self.dice, contact=False) for _time in range(3)]
        time.sleep(2.1)
        self.queries[POST] = _post_count(resident, told)
        self.queries[f"{POST}, no contact"] = _post_count(resident, bare)
        self.queries[LIST] = len(counted(officer, NEWEST))
        self.queries[FILTERED] = len(counted(officer, self._filters()[0]))
        report = self._some_reports(1)[0]
        self.queries[DETAIL] = len(counted(officer, report, HX_Request="true"))
        self.queries[PAGE] = len(counted(officer, report))
        manager = Inside()
        manager.sign_in(self.house.persona("process_manager").user_id)
        self.queries[WALLED] = len(counted(manager, CASES))

    # -- what is asked ---------------------------------------------------------------------------

    def _filters(self) -> list[str]:
        """Addresses with state, wijk, kind, too late and a word; each of which finds something."""
        with self.house.superuser() as connection:
            rows = connection.execute(_COMBINATIONS, [COMBINATIONS]).fetchall()
        return [
            f"/werk/meldingen/?staat=open&wijk={wijk}&soort={kind}&telaat=1&orde=nieuw&q={word}"
            for wijk, kind, word in rows
        ]

    def _some_reports(self, count: int) -> list[str]:
        with self.house.superuser() as connection:
            rows = connection.execute(
                "select id from reports_report tablesample bernoulli (50) repeatable (7)"
                " order by received_at desc limit %s",
                [count],
            ).fetchall()
        return [f"/werk/meldingen/{row[0]}/" for row in rows]

    # -- measuring -------------------------------------------------------------------------------

    def _measure_telling(self, web: Web) -> None:
        """The last step only: the forms, each with its own key, are fetched before."""
        residents = [Browser(web.port) for _number in range(CLIENTS)]
        share = (self.requests + 40) // CLIENTS
        hands: list[list[Told]] = [[] for _resident in residents]

        def prepare(index: int) -> Callable[[], list[float]]:
            dice = random.Random(SEED + index)

            def work() -> list[float]:
                hands[index] = [tell(residents[index], dice) for _one in range(share)]
                return []

            return work

        with step(f"{share * CLIENTS} forms up to their last step"):
            together([prepare(index) for index in range(CLIENTS)])
            time.sleep(2.1)
        asks = [_poster(hands[n % CLIENTS][n // CLIENTS]) for n in range(share * CLIENTS)]
        self.measure(web, POST, residents, asks)

    def _measure_desk(self, web: Web, officers: Sequence[Browser]) -> None:
        count = self.requests + 40
        self.measure(web, LIST, officers, [getter(NEWEST)] * count)
        self._measure_full_lists(web, officers, count)
        filters = self._filters()
        asks = [getter(filters[n % len(filters)]) for n in range(count)]
        self.measure(web, FILTERED, officers, asks)
        shown = [_rows(officers[0].get(path)) for path in filters]
        text = f"{min(shown)} to {max(shown)}"
        self.verdicts.append(Verdict("rows in a filtered list", ">= 1", text, min(shown) > 0))
        reports = self._some_reports(count)
        panes = [getter(path, HX_Request="true") for path in reports]
        self.measure(web, DETAIL, officers, (panes * count)[:count])
        self.measure(web, PAGE, officers, ([getter(p) for p in reports] * count)[:count])

    def _measure_full_lists(self, web: Web, officers: list[Browser], count: int) -> None:
        """Lists that are as long at every size: only those can be compared."""
        full = [path.replace("staat=open", "staat=klaar").replace("&telaat=1", "")
                for path in self._filters()]  # fmt: skip
        full = [path for path in full if _rows(officers[0].get(path)) == PAGE_ROWS]
        self.measure(web, FULL, officers, [getter(full[n % len(full)]) for n in range(count)])

    def _measure_hidden(self, web: Web) -> None:
        """One officer of one wijk asks for reports elsewhere, and for reports that are nowhere."""
        officer, paths = self._officer_of_one_wijk()
        inside, browser = Inside(), Browser(web.port)
        inside.sign_in(officer)
        browser.sign_in(officer)
        absent = f"/werk/meldingen/{uuid4()}/"
        counts = [counted(inside, path, status=404) for path in (paths[0], absent)]
        equal = counts[0] == counts[1]
        came = f"{len(counts[0])} and {len(counts[1])}, {'the same' if equal else 'others'}"
        self.verdicts.append(Verdict("hidden and absent: statements", "equal", came, equal))
        pairs = [(_missing(browser, path), _missing(browser, f"/werk/meldingen/{uuid4()}/"))
                 for path in paths]  # fmt: skip
        hidden, gone = (median(pair[side] for pair in pairs[10:]) for side in (0, 1))
        text = f"{hidden:.2f} and {gone:.2f} ms ({len(pairs) - 10} pairs)"
        self.verdicts.append(Verdict("hidden and absent: median time", "reported", text, None))

    def _officer_of_one_wijk(self) -> tuple[object, list[str]]:
        """Limit a spare officer to one wijk, and make a persona of them; reports elsewhere."""
        from baken.access.models import Assignment, Profile

        spare = next(w for w in self.house.workers if w.capacity == "desk" and not w.persona)
        with self.house.superuser() as connection:
            rows = connection.execute(
                "select id, wijk_code from reports_report where wijk_code <> ''"
                " order by received_at desc limit 5000"
            ).fetchall()
        wijk = rows[0][1]
        Assignment.objects.using("keeper").filter(id=spare.assignment_id).update(area=wijk)
        Profile.objects.using("keeper").filter(user_id=spare.user_id).update(persona="desk")
        elsewhere = [f"/werk/meldingen/{row[0]}/" for row in rows if row[1] != wijk]
        return spare.user_id, elsewhere[: min(210, self.requests + 10)]

    # -- comparing -------------------------------------------------------------------------------

    def _compare(self) -> None:
        one, many = self.with_one[LIST], self.queries[LIST]
        self.verdicts.append(
            Verdict("statements of the list, 1 row and 50", "equal", f"{one} and {many}",
                    one == many)
        )  # fmt: skip
        bare = self.queries[f"{POST}, no contact"]
        self.verdicts.append(
            Verdict("statements of a POST without contact", "reported", str(bare), None)
        )
        if self.size > SMALL:
            self._compare_sizes(kept(SMALL))

    def _compare_sizes(self, small: dict[str, Any] | None) -> None:
        if small is None:
            text = f"no run of {SMALL} is kept; run that first"
            self.verdicts.append(Verdict("size", f"<= {SIZE_RATIO} ×", text, False))
            return
        # A rare word finds more among more reports: FULL compares lists of the same length.
        before = {line["name"]: line for line in small["lines"]}
        for line in self.lines:
            if line.name in before and line.name not in (WALLED, OPEN, FILTERED):
                self._compare_line(line, before[line.name])

    def _compare_line(self, line: Line, small: dict[str, Any]) -> None:
        cpu = line.cpu / (small["app"] + small["database"])
        came = f"CPU {cpu:.2f} ×, p95 {line.p95 / small['p95']:.2f} ×"
        name = f"{self.size} beside {SMALL}: {line.name}"
        self.verdicts.append(Verdict(name, f"<= {SIZE_RATIO} ×", came, cpu <= SIZE_RATIO))


# Of what is too late now: the commonest combinations of wijk, kind and word.
_COMBINATIONS = """
select wijk_code, code, lexeme from (
  select distinct on (r.wijk_code, main.code) r.wijk_code, main.code, word.lexeme, count(*) as n
  from reports_report r
  join reports_category c on c.id = r.category_id
  join reports_category main on main.id = coalesce(c.parent_id, c.id)
  join reports_content t on t.report_id = r.id
  join lateral (select lexeme from unnest(t.words) where lexeme ~ '^[a-z]{4,}$') word on true
  where r.due_at < now() and r.wijk_code <> ''
  group by r.wijk_code, main.code, word.lexeme
  order by r.wijk_code, main.code, count(*) desc) best
order by n desc limit %s
"""


def _post_count(visitor: Inside, told: list[Told]) -> int:
    """The statements of the last of these reports; the others warm the caches."""
    waiting = iter(told)

    def post() -> Answer:
        one = next(waiting)
        return well(visitor.post(one.path, one.fields))

    return len(statements.count(post, warm=len(told) - 1))


def _poster(told: Told) -> Ask:
    return lambda browser: browser.post(told.path, told.fields)


def _missing(browser: Browser, path: str) -> float:
    return timed(browser, getter(path), 404)


def _rows(page: Answer) -> int:
    """How many reports a list links to."""
    return len(set(re.findall(r'href="/werk/meldingen/([0-9a-f-]{36})/', page.text)))
