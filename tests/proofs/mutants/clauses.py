"""Small faults in the predicates of the wall's policies, made in PostgreSQL's own parse tree."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
from pglast import ast, parse_sql
from pglast.enums import A_Expr_Kind, BoolExprType, NullTestType
from pglast.stream import RawStream
from pglast.visitors import Visitor

_POLICIES = """
select c.relname, p.polname, p.polcmd::text, pg_get_expr(p.polqual, p.polrelid),
  pg_get_expr(p.polwithcheck, p.polrelid)
from pg_policy p join pg_class c on c.oid = p.polrelid
where (select oid from pg_roles where rolname = 'baken_app') = any(p.polroles) order by 1, 2
"""
ALIKE = 3
# Which questions belong to which kind of policy, by how their verbs begin.
VERBS = {"r": "select", "a": "insert", "w": "update", "d": "delete", "*": ""}


@dataclass(frozen=True)
class Policy:
    """A policy for the app, as the catalog holds it. `command` is one of `VERBS`."""

    table: str
    name: str
    command: str
    using: str | None
    check: str | None

    def altered(self, using: str | None, check: str | None) -> str:
        """The statement that gives it these predicates."""
        parts = [f"using ({using})"] if using is not None else []
        parts += [f"with check ({check})"] if check is not None else []
        name = self.name.replace('"', '""')
        return f'alter policy "{name}" on "{self.table}" {" ".join(parts)}'

    def __str__(self) -> str:
        return f'{self.table} "{self.name}"'


@dataclass(frozen=True)
class Mutant:
    """One fault in one policy: the statement that makes it, and the one that mends it."""

    policy: Policy
    what: str
    fault: str
    mend: str

    def __str__(self) -> str:
        return f"{self.policy}: {self.what}"


def policies(superuser: psycopg.Connection) -> list[Policy]:
    """The app's policies; of those that a loop made for many tables the first `ALIKE`."""
    alike: Counter[tuple[object, ...]] = Counter()
    chosen = []
    for row in superuser.execute(_POLICIES).fetchall():
        policy = Policy(*row)
        same = (policy.name, policy.command, policy.using, policy.check)
        alike[same] += 1
        if alike[same] <= ALIKE:
            chosen.append(policy)
    return chosen


def mutants(policy: Policy) -> Iterator[Mutant]:
    """Every fault of one policy, in its `using` and in its `with check`."""
    mend = policy.altered(policy.using, policy.check)
    if policy.using is not None:
        for what, text in faults(policy.using):
            yield Mutant(policy, what, policy.altered(text, policy.check), mend)
    if policy.check is not None:
        for what, text in faults(policy.check):
            yield Mutant(policy, f"check: {what}", policy.altered(policy.using, text), mend)


def faults(predicate: str) -> Iterator[tuple[str, str]]:
    """What can be wrong with a predicate: (what was done, the predicate with it)."""
    yield ("always", "true") if predicate != "true" else ("never", "false")
    for index, place in enumerate(_places(predicate)):
        for number, (what, _edit) in enumerate(_edits(place)):
            statement = parse_sql(f"select {predicate}")
            found = list(_walk(statement[0].stmt))[index]
            list(_edits(found))[number][1](found)
            yield what, RawStream()(statement)[len("SELECT ") :]


def _places(predicate: str) -> list[Any]:
    return list(_walk(parse_sql(f"select {predicate}")[0].stmt))


class _Collect(Visitor):
    def __init__(self) -> None:
        self.found: list[Any] = []

    def visit(self, _ancestors: Any, node: Any) -> None:
        if isinstance(node, (ast.BoolExpr, ast.A_Expr, ast.NullTest)):
            self.found.append(node)


def _walk(statement: Any) -> Iterator[Any]:
    collect = _Collect()
    collect(statement)
    yield from collect.found


Edit = tuple[str, Callable[[Any], None]]
_OTHER = {"=": "<>", "<>": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


def _edits(node: Any) -> Iterator[Edit]:
    """A part left out, and for or, a comparison or a test for null turned about."""
    if isinstance(node, ast.BoolExpr):
        yield from _of_bool(node)
    elif isinstance(node, ast.A_Expr):
        plain = node.kind == A_Expr_Kind.AEXPR_OP
        if plain and (other := _OTHER.get(node.name[-1].sval)):
            yield f"{_text(node)}: {other}", _set("name", (ast.String(other),))
    elif isinstance(node, ast.NullTest):
        null = node.nulltesttype == NullTestType.IS_NULL
        other = NullTestType.IS_NOT_NULL if null else NullTestType.IS_NULL
        yield f"{_text(node)}: turned about", _set("nulltesttype", other)


def _of_bool(node: Any) -> Iterator[Edit]:
    if node.boolop == BoolExprType.NOT_EXPR:
        yield f"{_text(node)}: without not", _doubled
        return
    both = node.boolop == BoolExprType.AND_EXPR
    other = BoolExprType.OR_EXPR if both else BoolExprType.AND_EXPR
    yield f"{_text(node)}: {'or' if both else 'and'}", _set("boolop", other)
    for index, part in enumerate(node.args):
        yield f"without {_text(part)}", _without(index)


def _doubled(node: Any) -> None:
    node.args = (ast.BoolExpr(boolop=BoolExprType.NOT_EXPR, args=node.args),)


def _without(index: int) -> Callable[[Any], None]:
    def edit(node: Any) -> None:
        both = node.boolop == BoolExprType.AND_EXPR
        neutral = parse_sql(f"select {'true' if both else 'false'}")[0].stmt.targetList[0].val
        node.args = (*node.args[:index], neutral, *node.args[index + 1 :])

    return edit


def _set(name: str, value: object) -> Callable[[Any], None]:
    return lambda node: setattr(node, name, value)


def _text(node: Any) -> str:
    return " ".join(RawStream()(node).split())[:90]
