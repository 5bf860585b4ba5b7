"""Small wrong changes to a module, each in one line, as a programmer could have made it by mistake.

A change swaps an operator, moves a number by one, alters a text, negates a condition or removes a statement.
Sentences for people, docstrings, types (also `frozen=`) and imports are left alone.
"""

from __future__ import annotations

import ast
import copy
import difflib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
UNTOUCHED = ("_", "ngettext", "TypeVar")
"""Calls whose texts are sentences for people, which other tests assert, or names for the type checker."""


class Change(NamedTuple):
    """`source` is the module with the change in it; `line` and `what` say where and what it is.

    No two changes of a module have the same `what`: a second one ends with " (2)".
    """

    module: Path
    line: int
    what: str
    source: str


def changes(module: Path) -> list[Change]:
    """Return every change to a module, in the order of its lines; each is made and undone on one tree."""
    tree = ast.parse(module.read_text())
    found: list[Change] = []
    names: Counter[str] = Counter()
    for node in list(_nodes(tree)):
        for change in _ways(node):
            before = ast.unparse(tree).splitlines()
            kept = {
                name: copy.copy(value) if isinstance(value, list) else value
                for name, value in vars(node).items()
            }
            change()
            source = ast.unparse(tree)
            what = _difference(before, source)
            names[what] += 1
            again = f" ({names[what]})" if names[what] > 1 else ""
            found.append(Change(module, getattr(node, "lineno", 0), what + again, source))
            vars(node).update(kept)
    return found


def _difference(before: list[str], source: str) -> str:
    """Return the lines that differ: "was -> is", of at most 100 letters each, the difference among them."""
    changed = difflib.ndiff(before, source.splitlines())
    was: list[str] = []
    now: list[str] = []
    for line in changed:
        if line[:2] in ("- ", "+ "):
            (was if line[0] == "-" else now).append(line[2:].strip())
    one, other = " ".join(was), " ".join(now)
    if max(len(one), len(other)) > 100:
        same = next((at for at, pair in enumerate(zip(one, other, strict=False)) if len({*pair}) > 1), 0)
        start = max(0, same - 40)
        one, other = one[start:], other[start:]
    return f"{one[:100]} -> {other[:100]}"


def _nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield every node that may be changed."""
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns", "decorator_list", "type_params"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or isinstance(
                child, ast.Import | ast.ImportFrom | ast.JoinedStr
            ):
                continue
            if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
                continue
            if isinstance(child, ast.Assign) and ast.unparse(child.targets[0]) == "__all__":
                continue
            if (
                isinstance(child, ast.Call)
                and isinstance(child.func, ast.Name)
                and child.func.id in UNTOUCHED
            ):
                continue
            if isinstance(child, ast.keyword) and child.arg == "frozen":
                continue
            yield child
            yield from _nodes(child)


def _ways(node: ast.AST) -> list[Callable[[], None]]:
    """Return the functions that change one node in place."""
    ways: list[Callable[[], None]] = []
    match node:
        case ast.Compare(ops=[op]) | ast.BoolOp(op=op) | ast.BinOp(op=op) | ast.AugAssign(op=op):
            if other := SWAPPED.get(type(op)):
                ways.append(lambda: _swap(node, other))
        case ast.Constant(value=bool()):
            ways.append(lambda: setattr(node, "value", not node.value))
        case ast.Constant(value=int()):
            ways.append(lambda: setattr(node, "value", int(str(node.value)) + 1))
        case ast.Constant(value=str() as text) if text:
            ways.append(lambda: setattr(node, "value", text + "X"))
        case ast.Constant(value=bytes() as data) if data:
            ways.append(lambda: setattr(node, "value", data + b"X"))
        case ast.Name(id=name) if name in NAMES:
            ways.append(lambda: setattr(node, "id", NAMES[name]))
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
            if not isinstance(test, ast.Compare | ast.BoolOp):
                ways.append(lambda: setattr(node, "test", ast.UnaryOp(ast.Not(), test)))
    if isinstance(node, ast.FunctionDef | ast.If | ast.For | ast.With | ast.Try):
        for place, statement in enumerate(node.body):
            if isinstance(statement, ast.Raise | ast.AugAssign | ast.Continue) or (
                isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)
            ):
                ways.append(_left_out(node, place))
    return ways


def _left_out(block: ast.stmt, place: int) -> Callable[[], None]:
    return lambda: vars(block)["body"].__setitem__(place, ast.Pass())


def _swap(node: ast.AST, other: type[ast.AST]) -> None:
    if isinstance(node, ast.Compare):
        vars(node)["ops"] = [other()]
    else:
        vars(node)["op"] = other()
