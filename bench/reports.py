"""The benchmark `reports`: what `desk` measures, and beside it a drawn area, the hint that a report
was made before, the weight of the public form on a slow phone, and reading in an older stock.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import quantiles
from typing import TYPE_CHECKING

from bench import stock
from bench.base import getter
from bench.browser import Browser
from bench.desk import AIMS, Desk
from bench.house import Web, step
from bench.importing import timed_import
from bench.report import Aim

if TYPE_CHECKING:
    from playwright.sync_api import Page

AREA = "desk list, 4 filters, a drawn area and words"
# A square of some four kilometres: most of the city.
CORNERS = "51.895,4.30;51.895,4.37;51.935,4.37;51.935,4.30"
HINT_MS, FORM_BYTES, READY_SECONDS = 50, 120_000, 2.0
STEPS = 6
# A cheap phone on a poor line, as Lighthouse takes it: CPU four times slower, 1.6 Mbit/s, 150 ms.
SLOWER, LINE = 4, {"offline": False, "latency": 150, "downloadThroughput": 200_000,
                   "uploadThroughput": 94_000}  # fmt: skip


@dataclass
class Reports(Desk):
    """One run at one size."""

    aims = AIMS | {AREA: Aim(50, 25)}

    def run(self) -> None:
        self._fill()
        web = self.house.web()
        officers = self.browsers(web, self.house.persona("desk"))
        self._measure_telling(web)
        self._measure_desk(web, officers)
        self._measure_area(web, officers)
        self._measure_hint()
        self._measure_form(web)
        web.stop()
        self._measure_import()
        self._compare()

    def _measure_area(self, web: Web, officers: list[Browser]) -> None:
        paths = [f"{path}&vorm={CORNERS}" for path in self._filters()]
        asks = [getter(paths[n % len(paths)]) for n in range(self.requests + 40)]
        self.measure(web, AREA, officers, asks)

    def _measure_hint(self) -> None:
        """The look-up of reports alike, for many reports, on one connection of the app."""
        from baken.core.acting import Acting, acting_as
        from baken.reports.models import Report
        from baken.reports.queries import similar

        one = self.house.persona("desk")
        acting = Acting("assignment", one.assignment_id, one.user_id, one.organisation_id,
                        one.capacity, one.purpose)  # fmt: skip
        times = []
        with step("reports alike"), acting_as(acting):
            for report in Report.objects.order_by("-received_at")[: self.requests + 40]:
                start = time.perf_counter()
                similar(report)
                times.append((time.perf_counter() - start) * 1000)
        p95 = quantiles(times[20:], n=20)[-1]
        came = f"{p95:.1f} ms ({len(times) - 20} reports)"
        self.holds("reports alike, p95", f"<= {HINT_MS} ms", came, p95 <= HINT_MS)

    def _measure_form(self, web: Web) -> None:
        """All that a browser fetches from the first page to the last step, and until when it is
        busy after each.
        """
        from playwright.sync_api import sync_playwright

        size, ready = 0, 0.0
        with step("the public form on a slow phone"), sync_playwright() as play:
            browser = play.chromium.launch(
                executable_path="/usr/bin/chromium", args=["--no-sandbox"]
            )
            page = browser.new_page(viewport={"width": 390, "height": 844}, locale="nl-NL")
            devtools = page.context.new_cdp_session(page)
            fetched: list[float] = []
            devtools.on("Network.loadingFinished", lambda e: fetched.append(e["encodedDataLength"]))
            devtools.send("Network.enable")
            devtools.send("Network.emulateNetworkConditions", LINE)
            devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            for step_on in _walk(page, f"http://127.0.0.1:{web.port}"):
                start = time.monotonic()
                step_on()
                page.wait_for_load_state("load")
                page.evaluate("() => new Promise(done => requestIdleCallback(() => done()))")
                ready = max(ready, time.monotonic() - start)
            page.get_by_label("Vertel het in uw eigen woorden").wait_for()
            size = int(sum(fetched))
            browser.close()
        self._judge_form(size, ready)

    def _judge_form(self, size: int, ready: float) -> None:
        came = f"{size / 1000:.0f} KB on the line"
        aim = f"<= {FORM_BYTES // 1000} KB"
        self.holds("public form, all that is fetched", aim, came, size <= FORM_BYTES)
        came, aim = f"{ready:.2f} s at most, {STEPS} pages", f"<= {READY_SECONDS:.0f} s"
        self.holds("public form, ready on a slow phone", aim, came, ready <= READY_SECONDS)

    def _measure_import(self) -> None:
        path = self.house.data / "oud.csv"
        path.write_text(stock.HEAD + "".join(stock.lines(stock.ROWS)))
        with step(f"a stock of {stock.ROWS} older reports"):
            came = timed_import(self.house, path, "reports")
        aim = f"<= {stock.SECONDS} s, {stock.MEGABYTES} MB"
        well = came.seconds <= stock.SECONDS and came.megabytes <= stock.MEGABYTES
        self.holds(f"older reports, {stock.ROWS} lines", aim, str(came), well)


def _walk(page: Page, site: str) -> Iterator[Callable[[], object]]:
    """From page to page: what to do to come to the next one."""

    def on() -> None:
        with page.expect_navigation():
            page.get_by_role("button", name="Verder").click()

    yield lambda: page.goto(f"{site}/melden/")
    yield lambda: page.goto(f"{site}/melden/soort/")
    page.get_by_label("Afval of iets dat kapot is").check()
    yield on
    page.get_by_label("Afval op straat").check()
    yield on
    page.get_by_label("Ik weet het niet, of ik wil geen plek opgeven").check()
    yield on
    yield on
