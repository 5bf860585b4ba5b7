"""Literals of the source that read like words for people and pass no function that translates.

Two words with a blank between them are taken for a sentence; a single word cannot be told from a token of
the code, and is looked for on the wall instead (`test_scenes`). Where the code is not talking to people it
shows: a docstring, an annotation, a pattern, a style, what a bug raises. The rest is in `ALLOWED`, with why.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

MARKING = {"_", "N_", "ngettext", "pgettext", "npgettext", "NP_"}
SENTENCE = re.compile(r"[^\W\d_]{2,}[,.:;!?…]? +[^\W\d_]+")
PLACEHOLDER = re.compile(r"\{[^{}]*\}")
BUGS = re.compile(r".*Error$|^(SystemExit|Exception)$")
"""What is raised where the program is wrong, or read by a program; people are told with KioskError's kinds."""
STYLES = {"DEFAULT_CSS", "CSS"}
NOT_SAID = {"classes", "style", "tag", "id", "metavar", "dest", "key", "action", "pattern"}
"""Arguments by name that no person reads."""
LABELS_ARE_MARKED = False
"""True once the labels and tooltips of keys are marked where they are declared (`Binding`)."""


class Found(NamedTuple):
    """A literal that nobody marked."""

    line: int
    text: str


def unmarked(source: str) -> Iterator[Found]:
    """Yield each literal that reads like a sentence and is not marked, line by line."""
    tree = ast.parse(source)
    quiet = {id(node) for part in _not_said(tree) for node in ast.walk(part)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in quiet:
            if SENTENCE.search(PLACEHOLDER.sub("x", node.value)):
                yield Found(node.lineno, node.value)


def _not_said(tree: ast.AST) -> Iterator[ast.AST]:
    """The parts of a module whose literals are marked, or are read by no person."""
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant()):
                yield node
            case ast.arg(annotation=ast.expr() as annotation) | ast.AnnAssign(annotation=annotation):
                yield annotation
            case ast.FunctionDef(returns=ast.expr() as annotation):
                yield annotation
            case ast.Subscript():
                yield node.slice
            case ast.Raise(exc=ast.Call(func=ast.Name(id=name))) if BUGS.match(name):
                yield node
            case ast.Assert(msg=ast.expr() as message):
                yield message
            case ast.Assign(targets=[ast.Name(id=name)]) if name in STYLES or name == "__all__":
                yield node.value
            case ast.Call():
                yield from _quiet_in_call(node)


def _quiet_in_call(call: ast.Call) -> Iterator[ast.AST]:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    of = call.func.value if isinstance(call.func, ast.Attribute) else None
    if name in MARKING and isinstance(call.func, ast.Name):
        yield call
    elif isinstance(of, ast.Name) and of.id in ("re", "log", "logging", "_log"):
        yield from call.args
    elif name in ("split", "Literal") and isinstance(of, ast.Constant):
        yield of
    elif name == "Binding" and not LABELS_ARE_MARKED:
        yield call
    for word in call.keywords:
        if word.arg in NOT_SAID:
            yield word.value


def glued(source: str) -> Iterator[Found]:
    """Yield each marked sentence that is put together with something else by `+`, an f-string or `join`."""
    for node in ast.walk(ast.parse(source)):
        parts: list[ast.expr] = []
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            parts = [node.left, node.right]
        elif isinstance(node, ast.JoinedStr):
            parts = [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
        if any(_is_said(part) for part in parts):
            yield Found(node.lineno, ast.unparse(node))


def _is_said(node: ast.expr) -> bool:
    """True for `_("...")`, `_("...").format(...)` and the like."""
    match node:
        case ast.Call(func=ast.Name(id=name)):
            return name in MARKING
        case ast.Call(func=ast.Attribute(value=inner, attr="format")):
            return _is_said(inner)
        case ast.IfExp():
            return _is_said(node.body) or _is_said(node.orelse)
    return False
