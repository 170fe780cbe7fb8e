"""Reading the site as an attacker: follow every link, try every address, compare two answers."""

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from tests.wall.probe import RULES
from tests.wall.who import Who
from tests.wall.world import World

_LINK = re.compile(r'(?:href|action|hx-get|src)="([^"#]+)')
# Tokens against forgery, keys of forms, codes for the help desk: fresh in each answer.
_TOKEN = re.compile(
    r'name="(?:key|nonce|staat)" value="[^"]*"|[A-Za-z0-9]{64}|\b40[349]-[0-9a-f]{8}\b'
)
_LEAVE = ("/account/", "/inloggen/", "/static/", "/taal/")


@dataclass
class Answer:
    """What an attacker can tell of an answer."""

    status: int
    body: str
    statements: int
    headers: str

    def like(self, other: "Answer") -> bool:
        return (self.status, self.body, self.statements) == (
            other.status, other.body, other.statements,
        )  # fmt: skip

    def beside(self, other: "Answer") -> str:
        """Both in short, with the first place where the bodies differ."""
        at = next(
            (i for i, (a, b) in enumerate(zip(self.body, other.body, strict=False)) if a != b), 0
        )
        places = [answer.body[max(0, at - 60) : at + 60] for answer in (self, other)]
        return f"{self} and {other}: {places}"

    def __str__(self) -> str:
        return f"{self.status}, {self.statements} statements, {len(self.body)} characters"


def ask(client: Client, method: str, url: str, data: Any = None, secret: str = "") -> Answer:
    """One request, with the statements it took; what was asked for is taken out of the answer."""
    count = [0]

    def counted(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        count[0] += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(counted):
        response = getattr(client, method)(url, data)
        body = read(response)
    for word in (
        quote(secret),
        secret,
        *(part for part in urlsplit(url).path.split("/") if len(part) > 7),
    ):
        body = body.replace(html.escape(word), "…") if word else body
    headers = " ".join(f"{k}: {v}" for k, v in response.headers.items())
    return Answer(response.status_code, _TOKEN.sub("", body), count[0], headers)


def read(response: HttpResponse) -> str:
    """The whole body, streamed or not, as text."""
    streamed = getattr(response, "streaming_content", None)
    raw = b"".join(streamed) if streamed is not None else response.content
    return raw.decode("utf-8", "replace")


def crawl(client: Client, start: str, each: int, most: int) -> Iterator[tuple[str, Answer]]:
    """Follow links from `start`: at most `each` pages per address, `most` in all."""
    waiting, seen, views = [start], {start}, Counter[str]()
    while waiting and most:
        url = waiting.pop(0)
        view = _view(url)
        if not view or views[view] >= each:
            continue
        views[view] += 1
        most -= 1
        response = client.get(url, follow=False)
        body = read(response)
        yield url, Answer(response.status_code, body, 0, str(dict(response.headers)))
        found = [response.headers.get("Location", ""), *map(html.unescape, _LINK.findall(body))]
        for link in found:
            target = urljoin(url, link)
            if link and target.startswith("/") and target not in seen:
                seen.add(target)
                waiting.append(target)


def _view(url: str) -> str:
    if url.startswith(_LEAVE):
        return ""
    try:
        return resolve(urlsplit(url).path).view_name
    except Resolver404:
        return ""


def addresses() -> list[tuple[str, str, list[str]]]:
    """Every named address of ours: name, route and the names of its ids."""
    return [
        (name, route, re.findall(r"<uuid:(\w+)>", route))
        for name, route in _patterns(get_resolver().url_patterns, "", "")
        if not route.startswith("account/")
    ]


def _patterns(patterns: list[Any], prefix: str, space: str) -> Iterator[tuple[str, str]]:
    for entry in patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _patterns(entry.url_patterns, route, entry.namespace or space)
        elif isinstance(entry, URLPattern) and entry.name:
            yield f"{space}:{entry.name}", route


def hidden_markers(world: World, who: Who) -> list[str]:
    """The markers of all rows that this acting may not see."""
    return [
        word for word, (table, key) in world.markers.items()
        if not RULES[table].select(who, world.tables[table][key])
    ]  # fmt: skip


def leaks(text: str, hidden: list[str]) -> list[str]:
    """The hidden markers in this text; one pass over it."""
    words = set(re.findall(r"zqx[a-z]{4}|[MC]-\d{4}-\d{4}", text))
    return sorted(words & set(hidden))
