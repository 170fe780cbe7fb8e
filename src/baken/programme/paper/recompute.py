"""Recomputes a sentence, chart or map from its own files, and names what does not agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from baken.programme.paper.compose import Bound
from baken.programme.paper.compound import Held, Under, figures_under, left_out, put_together
from baken.programme.paper.drawing import said_in, svg_path
from baken.programme.paper.evidence import Evidence, recipe_path
from baken.programme.paper.grammar import DRAWN, Expression, read_expression

Files = dict[str, bytes]


def recompute(
    number: int, expression: Expression, claim: Bound, files: Files, municipality: str
) -> tuple[Bound, list[str]]:
    """What it must say, and each thing in which the claim says something else."""
    try:
        under = [_under(held, files) for held in claim.values]
        wrong = _not_asked(expression, claim, under, municipality)
        if wrong:
            return claim, wrong
        found, held = put_together(expression, under, municipality)
    except (ValidationError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError,
            RecursionError) as error:  # fmt: skip
        return claim, [" ".join(getattr(error, "messages", [])) or _("een cijfer is onleesbaar")]
    first = under[0]
    true = Bound(
        number, str(expression), found.printed, found.citation, first.path,
        first.evidence.sha256, first.evidence.retrieved, held,
    )  # fmt: skip
    wrong = _differing(claim, true)
    if expression.kind in DRAWN:
        wrong += _drawn_otherwise(true, files)
    return true, wrong


def _under(held: Held, files: Files) -> Under:
    raw = files[held.evidence]
    name, recipe = held.evidence.rpartition("/")[2], files.get(recipe_path(held.evidence), b"")
    moment = datetime.fromisoformat(held.retrieved)
    evidence = Evidence(name, raw, moment, recipe.decode())
    expression = read_expression(held.expression)
    place = held.label.removesuffix(f" ({expression.part})") if "(" in held.label else ""
    return Under(expression, evidence, held.evidence, held.way, place)


def _not_asked(
    expression: Expression, claim: Bound, under: list[Under], municipality: str
) -> list[str]:
    """Are these the figures that the text asks for, all of them and no other?"""
    if expression.kind == "zin":
        asked = [str(one) for one in figures_under(expression, municipality)]
        fits = [held.expression for held in claim.values] == asked
        return [] if fits else [_("de zin rust op andere cijfers dan de tekst vraagt")]
    files = {one.path: one.evidence for one in under}.values()
    missing = left_out(expression, claim.values, files, municipality)
    known = set(left_out(expression, (), files, municipality))
    strange = [one.expression for one in claim.values if one.expression not in known]
    order = [(*one.expression.periods, one.expression.part) for one in under]
    wrong = [_("‘%s’ is niet getekend") % one for one in missing]
    wrong += [_("‘%s’ hoort niet in deze tekening") % one for one in strange]
    if order != sorted(set(order)) or not order:
        wrong.append(_("de cijfers staan niet in volgorde"))
    return wrong


def _differing(claim: Bound, true: Bound) -> list[str]:
    message = _("de bundel zegt ‘%(claim)s’, de bron ‘%(true)s’")
    wrong = [
        f"{mine.expression}: " + message % {"claim": mine.printed, "true": theirs.printed}
        for mine, theirs in zip(claim.values, true.values, strict=True)
        if mine.printed != theirs.printed
    ]
    if wrong or claim == true:
        return wrong
    if claim.printed != true.printed:
        return [message % {"claim": claim.printed, "true": true.printed}]
    if claim == replace(true, values=claim.values):
        return [_("een cijfer eronder noemt een ander bestand of jaar dan de bron")]
    return [_("de aanhaling klopt niet met de bron")]


def _drawn_otherwise(true: Bound, files: Files) -> list[str]:
    """Does each point or area of the drawing say what the source says?"""
    path = svg_path(true.number)
    if path not in files:
        return [_("de tekening ontbreekt")]
    said = said_in(files[path])
    if said is None:
        return [_("de tekening is onleesbaar")]
    message = _("‘%(label)s %(value)s’ staat niet zo in de tekening")
    return [
        message % {"label": one.label, "value": one.printed}
        for one in true.values
        if not one.missing and not any(text.endswith(_words_of(one)) for text in said)
    ]


def _words_of(one: Held) -> str:
    name = one.label.partition(" (")[0]
    return f"{name}: {one.printed}"
