"""Where the code sorts the values of a Literal: matches, tables, lists, chains of comparisons.

A place tells several values apart, so it has to know each of them. One comparison alone (`kind == "break"`)
asks for one property, and says what it is for all others.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

FOLDERS = ("kiosk", "screens", "devices")


class Place(Struct, frozen=True, order=True):
    """Lines `first` to `last` of a file, relative to the tree; `how` is match, table, list or chain."""

    file: str
    first: int
    last: int
    how: str


def places(tree: Path, values: frozenset[str]) -> list[Place]:
    """Return every place of the product in `tree` that tells values of this Literal apart."""
    return sorted(
        place
        for folder in FOLDERS
        for path in (tree / folder).rglob("*.py")
        for place in _in_file(path, str(path.relative_to(tree)), values)
    )


def _in_file(path: Path, file: str, values: frozenset[str]) -> Iterator[Place]:
    module = ast.parse(path.read_text())
    defining = {
        id(node.slice)
        for node in ast.walk(module)
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal"
    }
    for node in ast.walk(module):
        if id(node) not in defining and (how := _sorts(node, values)):
            assert isinstance(node, ast.expr | ast.stmt)
            yield Place(file, node.lineno, node.end_lineno or node.lineno, how)


def _sorts(node: ast.AST, values: frozenset[str]) -> str:
    """Return how a node tells values of this Literal apart, "" if it does not."""
    match node:
        case ast.Match():
            patterns = [inner for case in node.cases for inner in ast.walk(case.pattern)]
            found = [inner.value for inner in patterns if isinstance(inner, ast.MatchValue)]
            return "match" if _among(found, values, 1) else ""
        case ast.Dict():
            return "table" if _among(node.keys, values, 2) else ""
        case ast.Tuple() | ast.List() | ast.Set():
            return "list" if _among(node.elts, values, 2) else ""
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return "chain" if _compared(node, values) else ""
        case _:
            return ""


def _among(nodes: list[ast.expr] | list[ast.expr | None], values: frozenset[str], least: int) -> bool:
    """True if these are constants, all of them values of the Literal, and at least so many of them."""
    told = [node.value for node in nodes if isinstance(node, ast.Constant)]
    return len(told) == len(nodes) and len(values & set(told)) >= least and values >= set(told) - {""}


def _compared(function: ast.AST, values: frozenset[str]) -> bool:
    """True if something of one name is compared with two of the values or more, in one function."""
    told: dict[str, set[object]] = defaultdict(set)
    for node in ast.walk(function):
        if isinstance(node, ast.Compare) and isinstance(node.comparators[0], ast.Constant):
            name = ast.unparse(node.left).rpartition(".")[2]
            told[name].add(node.comparators[0].value)
    return any(len(compared & values) >= 2 and compared <= values for compared in told.values())
