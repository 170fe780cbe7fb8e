"""A real server process and a real browser for the walks."""

import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from baken.cli.run import process_environment, serve_command
from tests.conftest import CLUSTER
from tests.walks.walk import Walk

SIZES = {
    "small": {"width": 360, "height": 740},
    "phone": {"width": 390, "height": 844},
    "desktop": {"width": 1280, "height": 900},
}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
ARTEFACTS = Path(__file__).resolve().parents[2] / "artefacts"


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of a running web server on the tests' database."""
    with served() as address:
        yield address


@contextmanager
def served() -> Iterator[str]:
    """A web server of its own; it asks once whether this is a demo."""
    from django.conf import settings
    from django.core.management import call_command
    from django.test import override_settings

    storages = {**settings.STORAGES, "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}  # fmt: skip
    with override_settings(STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = process_environment() | CLUSTER.environment("app")
    child = subprocess.Popen(serve_command("127.0.0.1", port, 1), env=environment)
    for _try in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    # A name, not a number: passkeys are bound to a name.
    yield f"http://localhost:{port}"
    child.terminate()
    child.wait(15)


@pytest.fixture
def open_browser(chromium: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """`open_browser("phone", javascript=False, cookies=client.cookies)`: a fresh browser's page."""
    contexts: list[BrowserContext] = []

    def start(
        size: str = "desktop",
        *,
        javascript: bool = True,
        client: object = None,
        locale: str = "nl-NL",
    ) -> Page:
        context = chromium.new_context(
            base_url=site, viewport=SIZES[size], java_script_enabled=javascript, locale=locale
        )
        contexts.append(context)
        if client is not None:
            context.add_cookies(
                [{"name": name, "value": morsel.value, "url": site}
                 for name, morsel in client.cookies.items()]  # type: ignore[attr-defined]
            )  # fmt: skip
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("request", lambda request: _same_site(request.url, site))
        return page

    yield start
    for context in contexts:
        context.close()


def _same_site(url: str, site: str) -> None:
    assert url.startswith((site, "data:", "blob:")), f"request to another party: {url}"


@pytest.fixture
def shoot() -> Callable[[Page, str], None]:
    """Keep a picture of the page as a test artefact (not committed), when BAKEN_PICTURES is set.

    Nothing is judged by it, and drawing whole pages takes minutes of a run.
    """
    ARTEFACTS.mkdir(exist_ok=True)

    def shot(page: Page, name: str) -> None:
        if os.environ.get("BAKEN_PICTURES"):
            page.screenshot(path=str(ARTEFACTS / f"{name}.png"), full_page=True)

    return shot


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Fail on any violation of WCAG 2.0–2.2 A and AA."""
    from axe_playwright_python.sync_playwright import Axe

    checker = Axe()
    # What passes is not gathered: its nodes, with their HTML, take longer than the rules.
    options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}

    def check(page: Page) -> None:
        found = checker.run(page, options=options).response["violations"]
        said = [f"{v['id']}: {[n['html'][:160] for n in v['nodes'][:3]]}" for v in found]
        assert said == [], f"{page.url}: {said}"

    return check


@pytest.fixture
def begin(
    open_browser: Callable[..., Page], client_as: Any, axe: Any, shoot: Any
) -> Callable[[str, str], Walk]:
    """`begin("phone", "casus")`: a walk, with its people and its checks."""
    return lambda size, story: Walk(size, story, open_browser, client_as, axe, shoot)
