"""Small faults in a Python module: each one place changed, in a function or in a table of names."""

import ast
import copy
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType, ModuleType

# Texts for people are no rules: what stands in a call of these is left as it is.
_WORDS = frozenset({"_", "gettext", "gettext_lazy", "ngettext"})
_OPPOSITES: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE,
    ast.GtE: ast.Gt, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
# Conditions that are turned about where they stand.
_TURNED = (ast.Compare, ast.UnaryOp)
_CALLS = {"any": "all", "all": "any", "min": "max", "max": "min"}

Edit = tuple[str, Callable[[ast.AST], None]]


@dataclass(frozen=True)
class Mutant:
    """One fault: the module with it, where it stands, and what was done."""

    module: ModuleType
    tree: ast.Module
    place: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.module.__name__}:{self.line} {self.place}: {self.what}"


def mutants(module: ModuleType) -> Iterator[Mutant]:
    """Every fault of one module."""
    assert module.__file__ is not None
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    for number, place in enumerate(tree.body):
        name = _name(place)
        if not name:
            continue
        nodes = list(_rules(place))
        for index, node in enumerate(nodes):
            for what, edit in [*_edits(node), *_fewer(node, table=isinstance(place, _TABLES))]:
                changed = copy.deepcopy(tree)
                edit(list(_rules(changed.body[number]))[index])
                line = getattr(node, "lineno", place.lineno)
                yield Mutant(module, ast.fix_missing_locations(changed), name, line, what)


_TABLES = (ast.Assign, ast.AnnAssign)


def _name(place: ast.stmt) -> str:
    """What this statement of the module defines, if it may hold a rule."""
    if isinstance(place, (ast.FunctionDef, ast.ClassDef)):
        return place.name
    target = place.targets[0] if isinstance(place, ast.Assign) else getattr(place, "target", None)
    value = getattr(place, "value", None)  # of the name of a type: a subscript
    named = isinstance(place, _TABLES) and isinstance(target, ast.Name)
    return target.id if named and value and not isinstance(value, ast.Subscript) else ""


def _rules(place: ast.AST) -> Iterator[ast.AST]:
    """The nodes in it that decide something: no annotations, docstrings, words or type names."""
    if isinstance(place, ast.ClassDef):
        for part in place.body:
            if isinstance(part, ast.FunctionDef):
                yield from _rules(part)
        return
    if isinstance(place, ast.FunctionDef):
        docstring = ast.get_docstring(place) is not None
        yield place
        for part in place.body[docstring:]:
            yield from _rules(part)
        return
    if _is_words(place):
        return
    yield place
    for name, value in ast.iter_fields(place):
        if name not in ("annotation", "returns", "decorator_list", "type_params"):
            for part in value if isinstance(value, list) else [value]:
                if isinstance(part, ast.AST):
                    yield from _rules(part)


def _is_words(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _WORDS


def _edits(node: ast.AST) -> Iterator[Edit]:
    """What can be done wrong in this node; each edit changes it in place."""
    if isinstance(node, ast.Compare):
        for index, op in enumerate(node.ops):
            if other := _OPPOSITES.get(type(op)):
                yield f"{_text(node)}: {other.__name__}", _put("ops", index, other())
    if isinstance(node, (ast.BoolOp, ast.BinOp)) and (other := _OPPOSITES.get(type(node.op))):
        yield f"{_text(node)}: {other.__name__}", _set("op", other())
    if isinstance(node, ast.BoolOp):
        neutral = isinstance(node.op, ast.And)
        for index, part in enumerate(node.values):
            yield f"without {_text(part)}", _put("values", index, ast.Constant(neutral))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield f"{_text(node)}: not not", _wrap("operand")
    if isinstance(node, (ast.If, ast.IfExp)) and not isinstance(node.test, _TURNED):
        yield f"unless {_text(node.test)}", _wrap("test")
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _CALLS:
        yield f"{_CALLS[node.func.id]}", _set("func", ast.Name(_CALLS[node.func.id], ast.Load()))
    if isinstance(node, ast.comprehension):
        for index, part in enumerate(node.ifs):
            yield f"whether or not {_text(part)}", _put("ifs", index, ast.Constant(value=True))
    if isinstance(node, ast.Constant):
        yield from _other(node.value)


def _other(value: object) -> Iterator[Edit]:
    if isinstance(value, bool):
        yield f"{not value} for {value}", _set("value", not value)
    elif isinstance(value, int):
        yield f"{value + 1} for {value}", _set("value", value + 1)
    elif isinstance(value, str) and value:
        yield f"another word for {value!r}", _set("value", value + "?")


def _fewer(node: ast.AST, *, table: bool) -> Iterator[Edit]:
    """A statement that is not done, or a row of a table that is not there."""
    for name in ("body", "orelse"):
        body = getattr(node, name, None)
        for index, part in enumerate(body if isinstance(body, list) else []):
            if isinstance(part, (ast.AugAssign, ast.Expr)) and not _is_doc(part):
                yield f"not done: {_text(part)}", _put(name, index, ast.Pass())
    if table and isinstance(node, (ast.Tuple, ast.List, ast.Set)) and len(node.elts) > 1:
        for index, part in enumerate(node.elts):
            yield f"lacks {_text(part)}", _drop("elts", index)
    if table and isinstance(node, ast.Dict):
        for index, key in enumerate(node.keys):
            yield f"lacks {_text(key) if key else '**'}", _drop("keys", index, "values")


def _is_doc(part: ast.stmt) -> bool:
    return isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant)


def _text(node: ast.AST) -> str:
    return ast.unparse(node)[:60]


def _set(name: str, value: object) -> Callable[[ast.AST], None]:
    return lambda node: setattr(node, name, value)


def _put(name: str, index: int, value: object) -> Callable[[ast.AST], None]:
    return lambda node: getattr(node, name).__setitem__(index, value)


def _wrap(name: str) -> Callable[[ast.AST], None]:
    return lambda node: setattr(node, name, ast.UnaryOp(ast.Not(), getattr(node, name)))


def _drop(*names: object) -> Callable[[ast.AST], None]:
    first, index, *more = names
    return lambda node: [getattr(node, str(n)).pop(index) for n in (first, *more)] and None


def swap(mutant: Mutant) -> None:
    """Put the fault into the running program: functions keep who they are, and get other code."""
    there = vars(mutant.module)
    fresh = {"__name__": there["__name__"], "__file__": there["__file__"]}
    exec(compile(mutant.tree, str(there["__file__"]), "exec"), fresh)
    old, new = there[mutant.place], fresh[mutant.place]
    if isinstance(old, FunctionType):
        _recode(old, new)
    elif isinstance(old, type):
        for name, part in vars(old).items():
            if isinstance(part, FunctionType) and name in vars(new):
                _recode(part, vars(new)[name])
    else:
        _everywhere(mutant.place, old, new)


def _recode(old: FunctionType, new: object) -> None:
    assert isinstance(new, FunctionType)
    old.__code__, old.__defaults__, old.__kwdefaults__ = (
        new.__code__, new.__defaults__, new.__kwdefaults__
    )  # fmt: skip


def _everywhere(name: str, old: object, new: object) -> None:
    for module in list(sys.modules.values()):
        ours = getattr(module, "__name__", "").startswith("baken.")
        if ours and vars(module).get(name) is old:
            setattr(module, name, new)
