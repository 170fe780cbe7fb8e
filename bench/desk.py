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
from bench.browser import Answer, Browser, Inside
from bench.house import SEED, House, Web, step
from bench.load import CLIENTS, Ask, Measured, Meter, timed, together
from bench.report import Aim, Line, Verdict, kept
from bench.telling import Told, tell

NEWEST = "/werk/meldingen/?staat=alles&orde=nieuw"
CASES = "/werk/casussen/"
POST, LIST = "public POST of a report", "desk list, newest"
FILTERED = "desk list, 4 filters + words"
DETAIL, PAGE, WALLED, OPEN = (
    "detail", "detail, with the list beside it", "case list behind the wall",
    "case list without the wall",
)  # fmt: skip
AIMS = {
    POST: Aim(30, 6, 12),
    LIST: Aim(40, 5, 6),
    FILTERED: Aim(50, 25),
    DETAIL: Aim(20, 3),
}
WALL_RATIO = 1.3
SIZE_RATIO = 1.5
SMALL = 100_000
COMBINATIONS = 8


@dataclass
class Desk:
    """One run at one size."""

    house: House
    size: int
    requests: int
    dice: random.Random = field(default_factory=lambda: random.Random(SEED))
    queries: dict[str, int] = field(default_factory=dict)
    with_one: dict[str, int] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)

    def run(self) -> None:
        """Fill, measure, compare."""
        self._fill()
        web = self.house.web()
        officers = self._browsers(web, "desk")
        self._measure_telling(web)
        self._measure_desk(web, officers)
        self._measure_hidden(web)
        web.stop()
        self._measure_wall()
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
            _well(resident.post(one.path, one.fields))
        self.with_one[LIST] = len(_counted(officer, NEWEST))

    def _count_with_many(self) -> None:
        resident, officer = Inside(), Inside()
        officer.sign_in(self.house.persona("desk").user_id)
        told = [tell(resident, self.dice) for _time in range(3)]
        bare = [tell(resident, self.dice, contact=False) for _time in range(3)]
        time.sleep(2.1)
        self.queries[POST] = _post_count(resident, told)
        self.queries[f"{POST}, no contact"] = _post_count(resident, bare)
        self.queries[LIST] = len(_counted(officer, NEWEST))
        self.queries[FILTERED] = len(_counted(officer, self._filters()[0]))
        report = self._some_reports(1)[0]
        self.queries[DETAIL] = len(_counted(officer, report, HX_Request="true"))
        self.queries[PAGE] = len(_counted(officer, report))
        manager = Inside()
        manager.sign_in(self.house.persona("process_manager").user_id)
        self.queries[WALLED] = len(_counted(manager, CASES))

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

    def _browsers(self, web: Web, persona: str) -> list[Browser]:
        first = Browser(web.port)
        first.sign_in(self.house.persona(persona).user_id)
        return [first.twin() for _number in range(CLIENTS)]

    def _measure(
        self, web: Web, name: str, browsers: Sequence[Browser], asks: Sequence[Ask]
    ) -> Measured:
        warm = min(len(asks) // 4, 40) // CLIENTS * CLIENTS
        meter = Meter(web.pid, self.house.postmaster())
        with step(name):
            meter.run(browsers, asks[:warm], 200)
            came = meter.run(browsers, asks[warm:], 200)
        self._line(name, came)
        return came

    def _line(self, name: str, came: Measured) -> None:
        self.lines.append(
            Line(name, AIMS.get(name, Aim()), came.requests, came.app, came.database,
                 self.queries.get(name), came.p50, came.p95)
        )  # fmt: skip

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
        self._measure(web, POST, residents, asks)

    def _measure_desk(self, web: Web, officers: Sequence[Browser]) -> None:
        count = self.requests + 40
        self._measure(web, LIST, officers, [_getter(NEWEST)] * count)
        filters = self._filters()
        asks = [_getter(filters[n % len(filters)]) for n in range(count)]
        self._measure(web, FILTERED, officers, asks)
        shown = [_rows(officers[0].get(path)) for path in filters]
        text = f"{min(shown)} to {max(shown)}"
        self.verdicts.append(Verdict("rows in a filtered list", ">= 1", text, min(shown) > 0))
        reports = self._some_reports(count)
        panes = [_getter(path, HX_Request="true") for path in reports]
        self._measure(web, DETAIL, officers, (panes * count)[:count])
        self._measure(web, PAGE, officers, ([_getter(p) for p in reports] * count)[:count])

    def _measure_hidden(self, web: Web) -> None:
        """One officer of one wijk asks for reports elsewhere, and for reports that are nowhere."""
        officer, paths = self._officer_of_one_wijk()
        inside, browser = Inside(), Browser(web.port)
        inside.sign_in(officer)
        browser.sign_in(officer)
        absent = f"/werk/meldingen/{uuid4()}/"
        counts = [_counted(inside, path, status=404) for path in (paths[0], absent)]
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

    def _measure_wall(self) -> None:
        """The same page from two servers, one as the app and one as a role past the wall."""
        manager = self.house.persona("process_manager")
        url = casework.control(self.house, manager)
        self.house.settle()
        servers = {WALLED: self.house.web(), OPEN: self.house.web(DATABASE_URL=url)}
        visitors = {name: self._browsers(web, "process_manager") for name, web in servers.items()}
        pages = {name: people[0].get(CASES) for name, people in visitors.items()}
        same = len({_files(page) for page in pages.values()}) == 1
        shown = len(_files(pages[WALLED]))
        self.verdicts.append(
            Verdict("wall: same cases with and without", str(casework.MINE), str(shown),
                    same and shown == casework.MINE)
        )  # fmt: skip
        rounds = self._wall_rounds(servers, visitors)
        for name in servers:
            self._line(name, _together(rounds[name]))
        ratio = _together(rounds[WALLED]).cpu / _together(rounds[OPEN]).cpu
        came = f"{ratio:.2f} × of the whole request's CPU"
        self.verdicts.append(Verdict("wall", f"<= {WALL_RATIO} ×", came, ratio <= WALL_RATIO))
        for web in servers.values():
            web.stop()

    def _wall_rounds(
        self, servers: dict[str, Web], visitors: dict[str, list[Browser]]
    ) -> dict[str, list[Measured]]:
        """Four rounds in turn, so that a busy moment of the machine hits both."""
        found: dict[str, list[Measured]] = {name: [] for name in servers}
        asks = [_getter(CASES)] * max(self.requests // 4, CLIENTS)
        with step("case list, with and without the wall"):
            for name, web in servers.items():
                Meter(web.pid, self.house.postmaster()).run(visitors[name], asks[:40], 200)
            for _round in range(4):
                for name, web in servers.items():
                    meter = Meter(web.pid, self.house.postmaster())
                    found[name].append(meter.run(visitors[name], asks, 200))
        return found

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
        before = {line["name"]: line for line in small["lines"]}
        for line in self.lines:
            if line.name in before and line.name not in (WALLED, OPEN):
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


def _well(answer: Answer, status: int = 200) -> Answer:
    if answer.status != status:
        raise RuntimeError(f"{answer.url}: {answer.status}\n{answer.text[:3000]}")
    return answer


def _counted(visitor: Inside, path: str, *, status: int = 200, **headers: str) -> list[str]:
    return statements.count(lambda: _well(visitor.get(path, **headers), status))


def _post_count(visitor: Inside, told: list[Told]) -> int:
    """The statements of the last of these reports; the others warm the caches."""
    waiting = iter(told)

    def post() -> Answer:
        one = next(waiting)
        return _well(visitor.post(one.path, one.fields))

    return len(statements.count(post, warm=len(told) - 1))


def _getter(path: str, **headers: str) -> Ask:
    return lambda browser: browser.get(path, **headers)


def _poster(told: Told) -> Ask:
    return lambda browser: browser.post(told.path, told.fields)


def _missing(browser: Browser, path: str) -> float:
    return timed(browser, _getter(path), 404)


def _files(page: Answer) -> frozenset[str]:
    """The cases that a list links to."""
    return frozenset(re.findall(rf'href="{CASES}([0-9a-f-]{{36}})/"', page.text))


def _rows(page: Answer) -> int:
    """How many reports a list links to."""
    return len(set(re.findall(r'href="/werk/meldingen/([0-9a-f-]{36})/', page.text)))


def _together(parts: Sequence[Measured]) -> Measured:
    """The mean of rounds of equal length; p50 and p95 are the median over the rounds."""
    count = len(parts)
    return Measured(
        sum(p.requests for p in parts), median(p.p50 for p in parts), median(p.p95 for p in parts),
        sum(p.app for p in parts) / count, sum(p.database for p in parts) / count,
        sum(p.per_second for p in parts) / count,
    )  # fmt: skip
