"""The form of the page with two versions: what was sent, ready to be sent again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict

from baken.core.errors import Version


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()


def fields(post: QueryDict, versions: Iterable[Version], newest: int) -> list[dict[str, Any]]:
    """Every sent value: the disputed texts to edit, the rest hidden, the version made current.

    A file that was sent is not in it: a browser does not let a page give it back.
    """
    texts = list(versions)
    found: list[dict[str, Any]] = []
    for name, values in post.lists():
        if name == "csrfmiddlewaretoken":
            continue
        for sent in values:
            value = str(newest) if name == "version" else str(sent)
            label = next((v.label for v in texts if _same(v.mine, value)), "")
            hidden = name == "version" or not label
            found.append({"name": name, "value": value, "label": label, "hidden": hidden})
    return found
