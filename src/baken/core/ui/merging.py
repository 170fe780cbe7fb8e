"""The page with two versions: what was sent stays, ready to be edited and sent again."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from baken.core.errors import Conflict
from baken.core.forms import LineField


def page(
    request: HttpRequest, form: BaseForm, conflict: Conflict, back: str, **more: object
) -> HttpResponse:
    """Both texts, and the form with what was sent on top of the newest version. Status 409.

    Raises the conflict again when it shows no two texts: then something else is in the way.
    """
    if not conflict.versions:
        raise conflict
    context = {
        "message": conflict.message, "versions": conflict.versions, "back_url": back,
        "fields": fields(form, conflict.newest) if conflict.newest else [],
        "action": request.path, **more,
    }  # fmt: skip
    return render(request, "ui/conflict.html", context, status=409)


def fields(form: BaseForm, newest: int) -> list[dict[str, Any]]:
    """Every value that was sent: texts to edit, the rest hidden, the version made current.

    A file that was sent is not in it: a browser does not let a page give it back.
    """
    found: list[dict[str, Any]] = []
    for name, field in form.fields.items():
        hidden = not isinstance(field, LineField)
        values = [str(newest)] if name == "version" else _sent(form, name)
        found += [
            {"name": name, "value": value, "label": field.label, "hidden": hidden}
            for value in values
        ]
    return found


def _sent(form: BaseForm, name: str) -> list[str]:
    data: Any = form.data
    name = form.add_prefix(name)
    values = data.getlist(name) if hasattr(data, "getlist") else [data.get(name, "")]
    return [str(value) for value in values]
