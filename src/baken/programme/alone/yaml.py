"""Reads the part of YAML in which safety plans are written. Every scalar stays text.

Blocks, lists, flow (`{a: 1}`, `[a, b]`), quotes, folded text and comments; no anchors, no tags.
"""

from __future__ import annotations

import re
from typing import Any

from .words import Wrong

NULL = {"", "~", "null", "Null", "NULL"}
ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "/": "/", " ": " ", "0": "\0", "r": "\r",
           "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029", "e": "\x1b"}  # fmt: skip


def load(text: str) -> Any:
    """The document as dicts, lists and texts. Raises Wrong at what this does not read."""
    return _Reader(text.lstrip("\ufeff")).document()


class _Reader:
    """Lines with their depth; a line that was cut is put back with what is left of it."""

    def __init__(self, text: str) -> None:
        self.lines = text.replace("\r\n", "\n").split("\n")
        self.at = 0

    def document(self) -> Any:
        if self._next() and self.lines[self.at].startswith("---"):
            self.at += 1
        found = self._block(0) if self._next() else None
        if self._next():
            raise Wrong(f"regel {self.at + 1} van het plan is hier niet te lezen")
        return found

    def _next(self) -> bool:
        """Go to the next line that says something."""
        while self.at < len(self.lines):
            bare = self.lines[self.at].strip()
            if bare and not bare.startswith("#"):
                return True
            self.at += 1
        return False

    def _depth(self) -> int:
        line = self.lines[self.at]
        return len(line) - len(line.lstrip(" "))

    def _is_item(self) -> bool:
        bare = self.lines[self.at].strip()
        return bare == "-" or bare.startswith("- ")

    def _block(self, least: int) -> Any:
        """What begins here, when it stands at least this deep."""
        depth = self._depth()
        if depth < least:
            return None
        if self._is_item():
            return self._list(depth)
        bare = self.lines[self.at].strip()
        if bare[0] in "[{" or _key(bare) is None:
            self.lines[self.at] = bare
            return self._value(bare, depth - 1)
        return self._map(depth)

    def _list(self, depth: int) -> list[Any]:
        found = []
        while self._next() and self._depth() == depth and self._is_item():
            line = self.lines[self.at]
            rest = line[depth + 1 :]
            if rest.strip() and not rest.strip().startswith("#"):
                self.lines[self.at] = " " * (depth + 1) + rest
                found.append(self._block(depth + 1))
            else:
                self.at += 1
                found.append(self._block(depth + 1) if self._next() else None)
        return found

    def _map(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while self._next() and self._depth() == depth and not self._is_item():
            cut = _key(self.lines[self.at].strip())
            if cut is None:
                raise Wrong(f"regel {self.at + 1} van het plan is hier niet te lezen")
            key, rest = cut
            if key in found:
                raise Wrong(f"regel {self.at + 1} van het plan: ‘{key}’ staat er twee keer")
            found[key] = self._value(rest, depth)
        return found

    def _value(self, rest: str, depth: int) -> Any:
        """What follows a key or dash at this depth; `rest` is what stands on its own line."""
        if rest == "" or rest.startswith("#"):
            self.at += 1
            if not self._next():
                return None
            return self._block(depth if self._is_item() else depth + 1)
        if rest[0] in "|>":
            return self._folded(rest, depth)
        if rest[0] in "[{\"'":
            text = "\n".join([rest, *self.lines[self.at + 1 :]])
            flow = _Flow(text)
            found = flow.value()
            self.at += text.count("\n", 0, flow.at) + 1
            return found
        return self._plain(rest, depth)

    def _plain(self, rest: str, depth: int) -> str | None:
        parts = [_uncommented(rest)]
        self.at += 1
        while self.at < len(self.lines):
            bare = self.lines[self.at].strip()
            if not bare or bare.startswith("#") or self._depth() <= depth:
                break
            parts.append(_uncommented(bare))
            self.at += 1
        text = " ".join(parts)
        return None if text in NULL else text

    def _folded(self, rest: str, depth: int) -> str:
        """`|` keeps lines, `>` joins them; `-` leaves out the end of the last line."""
        self.at += 1
        taken: list[str] = []
        while self.at < len(self.lines):
            if self.lines[self.at].strip() and self._depth() <= depth:
                break
            taken.append(self.lines[self.at])
            self.at += 1
        inner = min((len(one) - len(one.lstrip()) for one in taken if one.strip()), default=0)
        body = "\n".join(one[inner:] for one in taken).rstrip("\n")
        text = body if rest[0] == "|" else _fold(body)
        return text if "-" in rest else text + "\n"


def _key(line: str) -> tuple[str, str] | None:
    """'naam: Jan' -> naam, Jan. None when the line has no key."""
    if line[0] in "\"'":
        flow = _Flow(line)
        key = flow.quoted()
        rest = line[flow.at :].lstrip()
        return (key, rest[1:].strip()) if rest.startswith(":") else None
    found = re.match(r"((?:[^:#]|:(?=\S)|(?<=\S)#)+?)\s*:(?:\s+(.*)|$)", line)
    return (found[1].strip(), (found[2] or "").strip()) if found else None


def _uncommented(text: str) -> str:
    return re.split(r"\s#", text, maxsplit=1)[0].strip()


def _fold(text: str) -> str:
    """One new line is a space, two are one."""
    return re.sub(r"\n+", lambda match: " " if len(match[0]) == 1 else match[0][1:], text)


class _Flow:
    """Reads within brackets and quotes, over the ends of lines."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def value(self) -> Any:
        self._skip()
        sign = self._peek()
        if sign == "{":
            return self._pairs()
        if sign == "[":
            return self._items()
        return self.quoted() if sign in "\"'" else self._plain()

    def _peek(self) -> str:
        if self.at >= len(self.text):
            raise Wrong("een haakje of aanhalingsteken in het plan gaat niet dicht")
        return self.text[self.at]

    def _skip(self) -> None:
        found = re.compile(r"(?:\s|(?<=\s)#[^\n]*)*").match(self.text, self.at)
        self.at = found.end() if found else self.at

    def _pairs(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        last = ""
        self.at += 1
        while not self._closed("}"):
            key = str(self.quoted() if self._peek() in "\"'" else self._plain())
            self._skip()
            if self._peek() == ":":
                self.at += 1
                found[key] = self._inner()
                last = key
            elif last and " " in key and isinstance(found[last], str):
                found[last] += f", {key}"  # the rest of a text that has a comma in it
            else:
                found[key] = None
        return found

    def _items(self) -> list[Any]:
        found: list[Any] = []
        self.at += 1
        while not self._closed("]"):
            found.append(self.value())
        return found

    def _inner(self) -> Any:
        self._skip()
        return None if self._peek() in ",}" else self.value()

    def _closed(self, end: str) -> bool:
        self._skip()
        if self._peek() == ",":
            self.at += 1
            self._skip()
        if self._peek() == end:
            self.at += 1
            return True
        return False

    def _plain(self) -> str | None:
        found = re.compile(r"(?:[^,\[\]{}:#]|:(?![\s,\[\]{}])|(?<!\s)#)*").match(self.text, self.at)
        assert found is not None
        if not found[0]:
            raise Wrong(f"teken {self._peek()} in het plan is hier niet te lezen")
        self.at = found.end()
        text = re.sub(r"\s*\n\s*", " ", found[0].strip())
        return None if text in NULL else text

    def quoted(self) -> str:
        mark = self._peek()
        self.at += 1
        return self._single() if mark == "'" else self._double()

    def _single(self) -> str:
        found = re.compile(r"((?:[^']|'')*)'").match(self.text, self.at)
        if found is None:
            raise Wrong("een aanhalingsteken in het plan gaat niet dicht")
        self.at = found.end()
        return _fold(re.sub(r"[ \t]*\n[ \t]*", "\n", found[1])).replace("''", "'")

    def _double(self) -> str:
        found = re.compile(r'((?:[^"\\]|\\.)*)"', re.DOTALL).match(self.text, self.at)
        if found is None:
            raise Wrong("een aanhalingsteken in het plan gaat niet dicht")
        self.at = found.end()
        joined = re.sub(r"\\\n[ \t]*", "", found[1])
        folded = _fold(re.sub(r"[ \t]*\n[ \t]*", "\n", joined))
        return re.sub(r"\\(?:x(..)|u(....)|U(.{8})|(.))", _escape, folded)


def _escape(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    return chr(int(code, 16)) if code else ESCAPES.get(match[4], match[4])
