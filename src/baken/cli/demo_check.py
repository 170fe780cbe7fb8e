"""`baken demo --check`: the main pages, requested over HTTP as each demo person."""

import re
from html import unescape
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

from baken.cli.place import say

PUBLIC = ("/", "/melden/", "/volgen/", "/cijfers/", "/plan/", "/privacy/", "/toegankelijkheid/",
          "/inloggen/")  # fmt: skip
_PERSONA = re.compile(r'action="(/inloggen/als/[0-9a-f-]+/)".*?<b>(.*?)</b>, ([^,<]*)', re.S)
_DETAIL = re.compile(r'href="(/werk/[a-z]+/[0-9a-f-]{36}/)"')
_RESIDENT = re.compile(r'href="(/volgen/[0-9]+/)"')
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_RAIL = re.compile(r'<nav aria-label="Werkmenu">(.*?)</nav>', re.S)


def check_pages(base: str) -> int:
    """Print one line per check. Returns 0 when all are well, else 1."""
    failed = 0
    for path in PUBLIC:
        failed += not _report(f"bezoeker {path}", _fetch(_browser(), base + path)[0])
    page = _fetch(_browser(), f"{base}/inloggen/")[1]
    personas = _PERSONA.findall(page)
    if resident := _RESIDENT.search(page):
        failed += not _report(
            "inwoner: de eigen melding", _fetch(_browser(), base + resident[1])[0]
        )
    if not personas or not resident:
        failed += not _report("personen op de inlogpagina", 0)
    for action, name, capacity in personas:
        failed += _check_person(base, action, unescape(f"{name}, {capacity}"))
    return 1 if failed else 0


def _check_person(base: str, action: str, label: str) -> int:
    browser = _browser()
    page = _fetch(browser, f"{base}/inloggen/")[1]
    token = _TOKEN.search(page)
    data = urlencode({"csrfmiddlewaretoken": token.group(1) if token else ""}).encode()
    status, home = _fetch(browser, base + action, data)
    failed = 0 if _report(f"{label}: inloggen", status) else 1
    rail = _RAIL.search(home)
    paths = re.findall(r'href="(/werk/[^"]*)"', rail.group(1)) if rail else []
    if not paths:
        failed += not _report(f"{label}: werkmenu", 0)
    for path in dict.fromkeys(paths):
        status, page = _fetch(browser, base + path)
        failed += not _report(f"{label}: {path}", status)
        if detail := _DETAIL.search(page):
            failed += not _report(f"{label}: {path}…", _fetch(browser, base + detail[1])[0])
    return failed


def _browser() -> OpenerDirector:
    return build_opener(HTTPCookieProcessor(CookieJar()))


def _fetch(browser: OpenerDirector, url: str, data: bytes | None = None) -> tuple[int, str]:
    request = Request(url, data, {"Referer": url})  # noqa: S310 - our own address
    try:
        with browser.open(request, timeout=30) as answer:
            return answer.status, answer.read().decode("utf-8", "replace")
    except HTTPError as error:
        return error.code, error.read().decode("utf-8", "replace")


def _report(what: str, status: int) -> bool:
    well = status == 200
    say(f"{'goed' if well else 'FOUT'}  {what}" + ("" if well else f" ({status})"))
    return well
