"""What a template needs to draw one form field, and the list of what is wrong in a form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BaseForm, BoundField
from django.utils.translation import gettext as _

ROWS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


def kind_of(bound: BoundField) -> str:
    """Which drawing fits: hidden, rows, tick, select, area, date, file or line."""
    widget = bound.field.widget
    kinds: list[tuple[Any, str]] = [
        (forms.HiddenInput, "hidden"),
        (ROWS, "rows"),
        (forms.CheckboxInput, "tick"),
        (forms.Select, "select"),
        (forms.Textarea, "area"),
        (forms.DateInput, "date"),
        (forms.FileInput, "file"),
    ]
    return next((kind for type_, kind in kinds if isinstance(widget, type_)), "line")


def parts(bound: BoundField, label: str, hint: str, rows: int, *, quiet: bool) -> dict[str, Any]:
    """The values for ui/field.html."""
    kind = kind_of(bound)
    bound.form.use_required_attribute = False  # the error summary speaks, not the browser
    hint = hint or str(bound.help_text or "")
    described = [
        f"{bound.auto_id}-{part}"
        for part, present in (("hint", hint), ("error", bound.errors))
        if present
    ]
    context = {
        "bound": bound,
        "kind": kind,
        "id": bound.auto_id,
        "label": label or bound.label,
        "hint": hint,
        "described": " ".join(described),
        "optional": not bound.field.required and not quiet and kind != "tick",
        "errors": texts(bound),
    }
    if kind == "rows":
        context["options"] = options(bound)
    else:
        context["control"] = bound.as_widget(attrs=attributes(bound, kind, described, rows))
    return context


def attributes(bound: BoundField, kind: str, described: list[str], rows: int) -> dict[str, Any]:
    """Class, description and state of the control."""
    css = {"select": "utrecht-select utrecht-select--html-select", "area": "utrecht-textarea"}
    own = bound.field.widget.attrs.get("class", "")
    base = css.get(kind, "tick" if kind == "tick" else "utrecht-textbox")
    found: dict[str, Any] = {"class": f"{base} {own}".strip()}
    if described:
        found["aria-describedby"] = " ".join(described)
    if bound.errors:
        found["aria-invalid"] = "true"
    if kind == "area" and rows:
        found["rows"] = rows
    if kind == "date" and isinstance(bound.field.widget, forms.DateInput):
        bound.field.widget.format = "%Y-%m-%d"  # the only form that type=date accepts
        bound.field.widget.input_type = "date"
    return found


def options(bound: BoundField) -> list[dict[str, Any]]:
    """The rows of a choice: id, attributes, label and the line under it."""
    hints = getattr(bound.field, "hints", {})
    return [
        {
            "id": row.id_for_label,
            "type": row.data["type"],
            "name": row.data["name"],
            "value": row.data["value"],
            "checked": row.data["selected"],
            "label": row.choice_label,
            "hint": hints.get(row.data["value"], ""),
        }
        for row in bound.subwidgets
    ]


def texts(bound: BoundField) -> list[str]:
    """The errors of the field; Django's bare 'required' becomes what to do."""
    bare = str(forms.Field.default_error_messages["required"])
    chosen = kind_of(bound) in ("rows", "select", "tick")
    kinder = _("Kies een van de antwoorden.") if chosen else _("Vul dit nog in.")
    return [kinder if str(text) == bare else str(text) for text in bound.errors]


def first_id(bound: BoundField) -> str:
    """The id where the error summary sends the reader: the first row of a choice."""
    if kind_of(bound) == "rows":
        rows = options(bound)
        return str(rows[0]["id"]) if rows else str(bound.auto_id)
    return str(bound.id_for_label or bound.auto_id)


def problems(form: BaseForm) -> list[dict[str, str]]:
    """Every error of the form: text, and the id of its field if it has one."""
    if not form.is_bound:
        return []
    found = [{"text": str(text), "id": ""} for text in form.non_field_errors()]
    for bound in form:
        target = "" if bound.is_hidden else first_id(bound)
        found += [{"text": f"{bound.label}: {_lower(text)}", "id": target} for text in texts(bound)]
    return found


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
