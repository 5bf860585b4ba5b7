"""The prose of the code stays plain English: how a docstring begins, and words that it does without.

`DONE` holds the places whose docstrings and comments were revised; add a place here once its are.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DONE = (
    "devices",
    "kiosk/*.py",
    "kiosk/cli",
    "kiosk/demo",
    "kiosk/desk",
    "kiosk/follow",
    "kiosk/journal",
    "kiosk/telling",
    "kiosk/language",
    "kiosk/minutes",
    "kiosk/practices",
    "kiosk/typed",
    "screens",
)
"""Folders with everything below them, or files by a pattern."""
VERBS = frozenset(
    """
    add adopt answer append apply ask back begin bind bring burn call change check choose clean
    close claim collect compare complete compose compute continue copy count cut decide decode
    delete do draw drop end exchange exclude find fix flush fold forget forward found give go grey
    hand hear hide hold import join keep leave let list listen load lock log look make mark mount
    move name note offer open parse pass pause play prepare press print publish pull put raise read
    record recompute redraw refuse release remember remove rename render replace reserve return ring
    round run search select send serve set settle show sign skip sleep split start stop submit swap
    switch take tell turn undo unplug use verify wait wish wrap write yield
    """.split()
)
"""Imperatives with which a docstring begins. Add verbs; a noun means that the docstring is a noun phrase."""
CONDITIONS = frozenset(("if", "where", "when", "while", "once", "until", "for"))
"""Words that follow "True": "True if the journal is locked."."""
DIALECT = re.compile(
    r"\b(albeit|anew|beside|herein|nought|one's|oneself|said of|somebody|therein|thereof|whence|whoever"
    r"|whomever|whosoever)\b",
    re.IGNORECASE,
)
"""Words for which plain English has a better one, and phrases that hide who does something."""
CODE = re.compile(r"`[^`]*`")


def files(place: str) -> list[Path]:
    """Return the source files of a place."""
    return sorted(ROOT.glob(place) if "*" in place else (ROOT / place).rglob("*.py"))


def functions(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield the names of public functions and methods with their docstrings.

    A property reads like an attribute, so a noun phrase may describe it: properties are left out.
    """
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("_"):
            continue
        decorators = {ast.unparse(each) for each in node.decorator_list}
        docstring = ast.get_docstring(node)
        if docstring and not decorators & {"property", "cached_property"}:
            yield node.name, docstring


def begins_well(docstring: str) -> bool:
    """True if a docstring begins with an imperative, or with "True" and a condition."""
    first, second = [*re.findall(r"[\w']+", docstring), "", ""][:2]
    return second in CONDITIONS if first == "True" else first[:1].isupper() and first.lower() in VERBS


def prose(source: str) -> Iterator[str]:
    """Yield the docstrings and comments of a source, without the code that they quote."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Expr(value=ast.Constant(value=str(text))):
                yield CODE.sub("", text)
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield CODE.sub("", token.string)


@pytest.mark.parametrize("place", DONE)
def test_docstrings_begin_with_a_verb(place: str) -> None:
    """A docstring says first what the function returns or does."""
    wrong = [
        f"{path.relative_to(ROOT)}: {name}: {docstring.splitlines()[0]}"
        for path in files(place)
        for name, docstring in functions(ast.parse(path.read_text()))
        if not begins_well(docstring)
    ]
    assert wrong == []


@pytest.mark.parametrize("place", DONE)
def test_no_dialect(place: str) -> None:
    """No docstring and no comment holds one of the words on the list."""
    assert files(place), "a folder that was moved has a new name"
    found = [
        f"{path.relative_to(ROOT)}: {text.strip()}"
        for path in files(place)
        for text in prose(path.read_text())
        if DIALECT.search(text)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("docstring", "well"),
    [
        ("Return the name.", True),
        ("True if it is locked.", True),
        ("True.", False),
        ("The name.", False),
        ("Whether it is locked.", False),
        ("Who let the others go first comes after all.", False),
        ("return the name", False),
    ],
)
def test_the_rule_itself(docstring: str, well: bool) -> None:
    """Imperatives and conditions pass; noun phrases and questions do not."""
    assert begins_well(docstring) == well


def test_comments_and_docstrings_are_found() -> None:
    """A word of the list is found in a docstring and in a comment, and not in code or a quotation of it."""
    source = '"""Told anew."""\nx = "anew"  # done anew, in `anew()`\n'
    assert [len(DIALECT.findall(text)) for text in prose(source)] == [1, 1]
