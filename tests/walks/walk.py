"""A walk: the people of a story, each with their own browser, and the checks on every page."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect


def follow(there: Locator) -> None:
    """Click it, and be on the page that it leads to before anything is asked of that page."""
    with there.page.expect_navigation():
        there.click()


class Walk:
    """`size` is "phone" or "desktop"; pictures are kept under the name of the story."""

    def __init__(
        self, size: str, story: str, browser: Callable[..., Page], client_as: Any, check: Any,
        shoot: Any,
    ) -> None:  # fmt: skip
        self.size, self.story, self.browser, self.client_as = size, story, browser, client_as
        self.check, self.shoot = check, shoot
        self.pages: dict[str, Page] = {}

    def who(self, name: str) -> Page:
        """The page of this person; '' is somebody who is not signed in."""
        if name not in self.pages:
            client = self.client_as(name) if name else None
            self.pages[name] = self.browser(self.size, client=client)
        return self.pages[name]

    def look(self, page: Page, name: str) -> None:
        """No violations, nothing that scrolls sideways; a picture is kept."""
        self.check(page)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page.url
        self.shoot(page, f"{self.story}-{name}-{self.size}")

    def visit(self, who: str, url: str, name: str, words: str = "") -> Page:
        """Go there, find the page (and these words on it), and look."""
        page = self.who(who)
        answer = page.goto(url)
        assert answer is not None
        assert answer.status == 200, url
        if words:
            expect(page.get_by_text(words).first).to_be_visible()
        self.look(page, name)
        return page


Begin = Callable[[str, str], Walk]
