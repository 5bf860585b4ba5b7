"""Literals of the source that read like words for people and pass no function that translates.

Two words with a blank between them are taken for a sentence; a single word cannot be told from a token of
the code, and is looked for on the wall instead (`test_scenes`). Where the code is not talking to people it
shows: a docstring, an annotation, a pattern, a style, what a bug raises. The rest is allowed, with a reason,
in `test_marked`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

MARKING = {"_", "N_", "ngettext", "pgettext", "npgettext", "NP_"}
SENTENCE = re.compile(r"[^\W\d_]{2,}[,.:;!?…]? +[^\W\d_]+")
PLACEHOLDER = re.compile(r"\{[^{}]*\}")
TAGS = re.compile(r"<[^>]*>")
STYLE = re.compile(r"[\w ]*\$[\w-]+( [\w$ -]+)*")
BUGS = re.compile(r".*Error$|^(SystemExit|Exception)$")
"""What is raised where the program is wrong; people are told with the kinds of KioskError."""
STYLES = {"DEFAULT_CSS", "CSS"}
NOT_SAID = {"classes", "style", "tag", "id", "metavar", "dest", "key", "action", "pattern"}
"""Arguments by name that no person reads."""
DECLARES_KEYS = {"Binding", "Place", "next_step", "back", "out", "helping", "yes", "no", "_shared"}
"""What declares a key. Its label is the one word that needs no context: screens/keys/labels.py shows it."""


class Found(NamedTuple):
    """A literal that nobody marked."""

    line: int
    text: str


def unmarked(source: str) -> Iterator[Found]:
    """Yield each literal that reads like a sentence and is not marked, line by line."""
    tree = ast.parse(source)
    quiet = {id(node) for part in _not_said(tree) for node in ast.walk(part)}
    node: ast.AST
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in quiet:
            continue
        bare = TAGS.sub(" ", PLACEHOLDER.sub("xx", node.value.replace("{}", "")))
        if SENTENCE.search(bare) and not STYLE.fullmatch(bare):
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
    elif name == "Without":
        yield call  # Without gives developers the reason why a practice lacks something
    for word in call.keywords:
        if word.arg in NOT_SAID:
            yield word.value


def glued(source: str) -> Iterator[Found]:
    """Yield each marked sentence that is put together with other words by `+` or in an f-string.

    Two blanks, a line end or a sign between them are layout, not grammar.
    """
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.BinOp(op=ast.Add(), left=left, right=right):
                if (_is_said(left) and not _is_layout(right)) or (_is_said(right) and not _is_layout(left)):
                    yield Found(node.lineno, ast.unparse(node))
            case ast.JoinedStr(values=values):
                if any(_is_said(part.value) for part in values if isinstance(part, ast.FormattedValue)):
                    yield Found(node.lineno, ast.unparse(node))


def alone(source: str) -> Iterator[Found]:
    """Yield each marked word that stands alone and has no context: it may mean several things."""
    tree = ast.parse(source)
    labels = {id(part) for node in ast.walk(tree) if _declares_key(node) for part in ast.walk(node)}
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="_" | "N_"), args=[ast.Constant(value=str(text))]):
                lone = not re.search(r"[\s{]", text.strip()) and any(map(str.isalpha, text))
                if lone and id(node) not in labels:
                    yield Found(node.lineno, text)


def _declares_key(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id=name)) | ast.FunctionDef(name=name):
            return name in DECLARES_KEYS
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name == "MEANINGS"
    return False


def _is_layout(node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=str(text)):
            return not any(map(str.isalnum, text)) and (len(text.strip(" ")) > 0 or len(text) > 1)
    return False


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
