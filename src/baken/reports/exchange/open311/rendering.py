"""The same answer as JSON or as XML, and errors as the standard wants them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as Xml

from django.http import HttpResponse, JsonResponse

Plain = Any
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Names:
    """What XML calls the list and each thing in it; JSON needs neither."""

    root: str
    item: str = ""


class Failed(Exception):
    """The question cannot be answered: `code` is that of HTTP, and of the standard."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(description)
        self.code, self.description = code, description


def answer(form: str, content: Plain, names: Names, *, status: int = 200) -> HttpResponse:
    """JSON or XML, in UTF-8."""
    if form == "xml":
        body = Xml.tostring(
            _element(names.root, content, names.item), "UTF-8", xml_declaration=True
        )
        return HttpResponse(body, content_type="text/xml; charset=utf-8", status=status)
    return JsonResponse(content, safe=False, status=status)


def failure(form: str, error: Failed) -> HttpResponse:
    """[{code, description}], or the same in XML."""
    content = [{"code": error.code, "description": error.description}]
    return answer(form, content, Names("errors", "error"), status=error.code)


def _element(name: str, content: Plain, item: str = "") -> Xml.Element:
    element = Xml.Element(name)
    if isinstance(content, Mapping):
        element.extend(_element(key, value, _ITEMS.get(key, "")) for key, value in content.items())
    elif isinstance(content, Sequence) and not isinstance(content, str):
        element.extend(_element(item, value) for value in content)
    elif isinstance(content, bool):
        element.text = "true" if content else "false"
    elif content is not None:
        element.text = _NOT_XML.sub("", str(content))
    return element


_ITEMS = {
    "attributes": "attribute",
    "values": "value",
    "endpoints": "endpoint",
    "formats": "format",
}
