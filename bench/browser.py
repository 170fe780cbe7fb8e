"""Visitors: a small browser over one kept connection, and one inside the process for counting."""

import gzip
import http.client
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

_TIMEOUT = 60
_ENCODED = "application/x-www-form-urlencoded"
_TEXTUAL = {"text", "search", "email", "tel", "hidden", "date", "number", ""}


@dataclass
class Form:
    """A form of a page: where it goes, and the fields with what stands in them."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Answer:
    """What came back; `sent` is how many bytes its body was on the line."""

    status: int
    url: str
    location: str
    text: str
    sent: int = 0

    def forms(self) -> list[Form]:
        reader = _Reader()
        reader.feed(self.text)
        return reader.forms

    def form(self, containing: str) -> Form:
        """The form whose action or fields hold this; LookupError with the page when none does."""
        for found in self.forms():
            if containing in found.action or containing in found.fields | found.choices:
                return found
        raise LookupError(f"no form with {containing!r} on {self.url} ({self.status})")


class _Reader(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._area = self._select = ""
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            method = values.get("method", "get").lower()
            self.forms.append(Form(values.get("action", ""), method))
            self._open = True
        elif self._open:
            self._control(tag, values)

    def _control(self, tag: str, values: dict[str, str]) -> None:
        form, name = self.forms[-1], values.get("name", "")
        if tag == "textarea":
            self._area = name
            form.fields[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            self._choice(form, self._select, values.get("value", ""), chosen="selected" in values)
        elif tag == "button" and name:
            form.buttons.append((name, values.get("value", "")))
        elif tag == "input" and name:
            self._input(form, name, values)

    def _input(self, form: Form, name: str, values: dict[str, str]) -> None:
        kind, value = values.get("type", ""), values.get("value", "")
        if kind in {"radio", "checkbox"}:
            self._choice(form, name, value or "on", chosen="checked" in values)
        elif kind in _TEXTUAL:
            form.fields[name] = value

    @staticmethod
    def _choice(form: Form, name: str, value: str, *, chosen: bool) -> None:
        form.choices.setdefault(name, []).append(value)
        if chosen:
            form.fields[name] = value

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1].fields[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._select = ""
        elif tag == "form":
            self._open = False


class Visitor:
    """Somebody who asks for pages and sends forms; `_ask` says how."""

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        raise NotImplementedError

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a page; headers as `HX_Request="true"`."""
        return self._ask("GET", path, None, {k.replace("_", "-"): v for k, v in headers.items()})

    def post(self, path: str, fields: dict[str, Any]) -> Answer:
        """Send a form; a list is a field that was ticked several times. A redirect is not
        followed: `follow` does that."""
        return self._ask("POST", path, urlencode(fields, doseq=True), {"Content-Type": _ENCODED})

    def send(self, page: Answer, form: Form, **filled: str) -> Answer:
        """Fill in a form of a page and send it."""
        values = {**form.fields, **filled}
        path = urljoin(page.url, form.action) or page.url
        if form.method == "get":
            return self.get(f"{path}?{urlencode(values)}")
        return self.post(path, values)

    def follow(self, answer: Answer) -> Answer:
        """Follow redirects, at most five."""
        for _hop in range(5):
            if not answer.location:
                return answer
            target = urlsplit(urljoin(answer.url, answer.location))
            answer = self.get(target.path + (f"?{target.query}" if target.query else ""))
        raise RuntimeError(f"redirects without end at {answer.url}")

    def sign_in(self, user_id: object) -> None:
        """Sign in as this demo person, through the sign-in page's button."""
        page = self.get("/inloggen/")
        answer = self.send(page, page.form(str(user_id)))
        if not answer.location.startswith("/werk/"):
            raise RuntimeError(f"signing in failed: {answer.status} {answer.location}")


class Browser(Visitor):
    """Over HTTP. Keeps its connection and its cookies. Not for two threads at once."""

    def __init__(self, port: int, cookies: dict[str, str] | None = None) -> None:
        self._port = port
        self._connection: http.client.HTTPConnection | None = None
        self.cookies = dict(cookies or {})
        self.sending = False

    def twin(self, port: int = 0) -> "Browser":
        """Another connection of the same visitor."""
        return Browser(port or self._port, self.cookies)

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        headers.setdefault("Accept-Encoding", "gzip")
        kept = self._connection is not None
        try:
            answer, raw = self._exchange(method, path, body, headers)
        except http.client.RemoteDisconnected:
            if method != "GET" or not kept:
                raise
            # A kept connection that the server closed meanwhile: a browser asks again, once.
            answer, raw = self._exchange(method, path, None, headers)
        self._take_cookies(answer)
        plain = gzip.decompress(raw) if answer.headers.get("Content-Encoding") == "gzip" else raw
        text = plain.decode("utf-8", "replace")
        return Answer(answer.status, path, answer.headers.get("Location", ""), text, len(raw))

    def _exchange(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> tuple[http.client.HTTPResponse, bytes]:
        connection = self._connect()
        try:
            self.sending = True
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer, answer.read()
        except BaseException:
            self.close()
            raise
        finally:
            self.sending = False

    def _connect(self) -> http.client.HTTPConnection:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=_TIMEOUT)
        return self._connection

    def _take_cookies(self, answer: http.client.HTTPResponse) -> None:
        for line in answer.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class Inside(Visitor):
    """In this process, through Django's test client: the same pages, countable statements."""

    def __init__(self) -> None:
        from django.test import Client

        self._client = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        kind = headers.pop("Content-Type", "application/octet-stream")
        answer = self._client.generic(method, path, body or "", kind, headers=headers)
        return Answer(
            answer.status_code, path, answer.headers.get("Location", ""), answer.content.decode()
        )
