"""Takes the pictures of README and docs/design.md from a running demo.

    ./baken demo --no-browser
    python scripts/pictures.py http://127.0.0.1:8000

Needs Chromium and the packages of requirements/test.txt. Every picture is a PNG with a palette, at
most 150 kB; a larger one gets fewer colours.
"""

import io
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
MOST_BYTES = 150_000
PHONE, DESKTOP = 390, 1280


@dataclass(frozen=True)
class Picture:
    """One picture: as whom, how wide and high, and how to get to the page."""

    name: str
    persona: str
    width: int
    height: int
    go: Callable[[Page], None]


def _to(path: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.goto(path)

    return go


def _report(page: Page) -> None:
    """Up to the third step of a report: where is it."""
    page.goto("/melden/soort/?soort=nuisance")
    for _step in range(3):
        if page.locator("input[name=straat], .where, svg").count() and "Waar" in page.title():
            return
        page.locator("main label").first.click()
        page.get_by_role("button", name="Verder").click()


def _first_link(overview: str, pattern: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.goto(overview)
        found = re.search(pattern, page.content())
        if found is None:
            raise SystemExit(f"{overview}: no link like {pattern}")
        page.goto(found.group(0))

    return go


def _refused_case(page: Page) -> None:
    """The first case whose gate says what is missing."""
    page.goto("/werk/casussen/")
    for path in dict.fromkeys(re.findall(r"/werk/casussen/[0-9a-f-]{36}/", page.content())):
        page.goto(path)
        if page.get_by_text("kan nog niet").count():
            return


PICTURES = (
    Picture("home", "", DESKTOP, 900, _to("/")),
    Picture("report-phone", "", PHONE, 844, _report),
    Picture("work", "Noor", DESKTOP, 800, _to("/werk/")),
    Picture("desk", "Noor", DESKTOP, 800,
            _first_link("/werk/meldingen/", r"/werk/meldingen/[0-9a-f-]{36}/")),
    Picture("case", "Dewi", DESKTOP, 1000, _refused_case),
    Picture("briefing", "Eva", DESKTOP, 800, _to("/werk/briefing/")),
    Picture("indicator", "", DESKTOP, 900, _to("/cijfers/I-MISDRIJVEN-POL/")),
    Picture("paper", "Bas", DESKTOP, 900,
            _first_link("/werk/stukken/", r"/werk/stukken/[0-9a-f-]{36}/")),
    Picture("not-found", "Sem", DESKTOP, 520,
            _to("/werk/casussen/00000000-0000-4000-8000-000000000000/")),
)  # fmt: skip


def main() -> int:
    """Take all pictures, or only those named after the address."""
    base, wanted = sys.argv[1].rstrip("/"), set(sys.argv[2:])
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for picture in PICTURES:
            if not wanted or picture.name in wanted:
                print(f"{picture.name}: {take(browser, base, picture) // 1000} kB")
        browser.close()
    return 0


def take(browser: Browser, base: str, picture: Picture) -> int:
    """Take one picture in a browser of its own; returns its size in bytes."""
    context = browser.new_context(
        base_url=base, locale="nl-NL", timezone_id="Europe/Amsterdam", color_scheme="light",
        viewport={"width": picture.width, "height": picture.height},
    )  # fmt: skip
    page = context.new_page()
    if picture.persona:
        page.goto("/inloggen/")
        page.locator(".personas button", has_text=picture.persona).first.click()
        page.wait_for_load_state()
    picture.go(page)
    page.wait_for_load_state("networkidle")
    raw = page.screenshot()
    context.close()
    small = shrink(raw)
    (FOLDER / f"{picture.name}.png").write_bytes(small)
    return len(small)


def shrink(raw: bytes) -> bytes:
    """The picture with a palette, with fewer colours until it is small enough."""
    image = Image.open(io.BytesIO(raw)).convert("RGB")
    for colours in (128, 64, 32, 16):
        out = io.BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= MOST_BYTES:
            break
    return out.getvalue()


if __name__ == "__main__":
    raise SystemExit(main())
