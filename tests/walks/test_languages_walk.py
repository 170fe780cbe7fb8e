"""A report in Polish and in Arabic on a small phone, from the first page to the answer's place."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from baken.access.models import Installation
from baken.reports.intake.draft import FASTEST_SECONDS
from tests.reports.tools import stored
from tests.walks.conftest import served
from tests.walks.walk import Begin, follow

pytestmark = [pytest.mark.walk, pytest.mark.usefixtures("city", "demo")]
WORDS = {
    "pl": {
        "other": "العربية", "name": "Polski", "unchecked": "Tłumaczenie maszynowe",
        "tell": "Nie, chcę coś zgłosić", "main": "Coś jest nie tak z mieszkaniem lub wynajmującym",
        "kind": "Za wysoka kaucja", "on": "Dalej", "nowhere": "Nie wiem albo nie chcę podać",
        "story": "Opowiedz własnymi słowami", "send": "Wyślij",
        "text": "Właściciel chce trzy miesiące kaucji.", "mine": "Mamy Twoje zgłoszenie",
        "track": "Ktoś czyta Twoje zgłoszenie", "empty": "To pole jest jeszcze puste",
    },
    "ar": {
        "other": "Polski", "name": "العربية", "unchecked": "ترجمة آلية",
        "tell": "لا، أريد أن أبلّغ عن شيء", "main": "شيء غير صحيح في مسكن أو عند مؤجّر",
        "kind": "التأمين (borg) مرتفع جدًا", "on": "التالي", "nowhere": "لا أعرف، أو لا أريد ذكر",
        "story": "احكِ بكلماتك أنت", "send": "أرسل",
        "text": "المؤجّر يطلب إيجار ثلاثة أشهر كتأمين.", "mine": "وصل بلاغك",
        "track": "شخص ما يقرأ بلاغك", "empty": "هذه الخانة ما زالت فارغة",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """A server that never saw another database than a demo."""
    with served() as address:
        yield address


@pytest.fixture
def demo(city: object) -> Iterator[None]:
    Installation.objects.using("keeper").update(demo=True)
    yield
    Installation.objects.using("keeper").update(demo=False)


@pytest.mark.parametrize("size", ["small", "desktop"])
@pytest.mark.parametrize("code", ["pl", "ar"])
def test_a_tenant_reports_in_the_own_language(begin: Begin, code: str, size: str) -> None:
    walk, said = begin(size, f"taal-{code}"), WORDS[code]
    page = walk.who("")
    page.goto("/melden/")
    follow(page.get_by_role("link", name=said["name"]))
    assert page.locator("html").get_attribute("lang") == code
    assert page.locator("html").get_attribute("dir") == ("rtl" if code == "ar" else None)
    expect(page.get_by_text(said["unchecked"])).to_be_visible()
    walk.look(page, "gevaar")
    follow(page.get_by_role("link", name=said["tell"]))
    page.get_by_label(said["main"]).check()
    walk.look(page, "soort")
    _on(page, said)
    page.get_by_label(said["kind"]).check()
    walk.look(page, "precies")
    _on(page, said)
    if page.get_by_role("button", name=said["on"]).count() and not _asks_where(page, said):
        _on(page, said)
    page.get_by_label(said["nowhere"]).check()
    walk.look(page, "waar")
    _on(page, said)
    walk.look(page, "vragen")
    _on(page, said)
    follow(page.get_by_role("button", name=said["send"]))
    expect(page.get_by_text(said["empty"]).first).to_be_visible()
    page.get_by_label(said["story"]).fill(said["text"])
    page.wait_for_timeout(int(FASTEST_SECONDS * 1000) + 200)
    walk.look(page, "vertel")
    follow(page.get_by_role("button", name=said["send"]))
    expect(page.get_by_role("heading", name=said["mine"])).to_be_visible()
    walk.look(page, "bewijs")
    typed = re.sub(r"\s", "", page.locator(".code").inner_text())
    assert page.locator(".code").get_attribute("dir") == "ltr"
    report = stored().get()
    assert report.language == code
    page.goto(f"/volgen/{typed}/")
    expect(page.get_by_text(said["track"])).to_be_visible()
    walk.look(page, "volgen")
    for path, name in (("/", "begin"), ("/melden/hulp/", "hulp"), ("/melden/kaart/", "kaart"),
                       ("/privacy/", "privacy"), ("/plan/", "plan")):  # fmt: skip
        page.goto(path)
        walk.look(page, name)


def _on(page: Page, said: dict[str, str]) -> None:
    follow(page.get_by_role("button", name=said["on"]))


def _asks_where(page: Page, said: dict[str, str]) -> bool:
    return bool(page.get_by_label(said["nowhere"]).count())
