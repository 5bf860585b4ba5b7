"""No match and no table in the product takes a value that it does not know for another one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.practices.contract.places import FOLDERS

ROOT = Path(__file__).parents[3]
OPEN = {
    "kiosk/cleaning.py _cleaner": "types as msgspec describes them",
    "kiosk/typed/name_lookup.py _texts": "types as msgspec describes them",
    "kiosk/typed/command_fields.py _field": "types as msgspec describes them",
    "kiosk/journal/canonical.py _refuse_other_keys": "any value of JSON",
    "kiosk/minutes/named.py _persons": "any value in a document",
    "kiosk/minutes/named.py _with": "any value in a document",
    "kiosk/language/misfit.py _bounded": "signs in the sentences of msgspec: the pattern lets four through",
    "kiosk/language/misfit.py _expected": "types in the sentences of msgspec: any other does not fit",
    "screens/circulation/circulation.py _about_item": "two yes or no: the last case is no and no",
    "kiosk/minutes/render.py _clean": "any value in a document",
    "kiosk/practices/lot/result.py _step": "a line that somebody wrote",
    "kiosk/practices/agenda/importer/inline.py take": "tokens of Markdown",
    "devices/reading.py _why": "errors of the system",
    "kiosk/cli/_browsers.py answer": "a path that somebody asks for",
    "kiosk/cli/_browsers.py _handle": "a path that somebody asks for",
    "kiosk/cli/serve.py on_message": "what the server tells: only two things are for people",
    "kiosk/cli/serve.py _handler": "what the server tells: only two things are for people",
    "kiosk/cli/_ports.py why_not": "errors of the system",
    "screens/floor/keys.py offered": "actions of Textual",
    "screens/lot/lot.py check_action": "actions of Textual",
    "screens/widgets/lettering/marks.py _draw": "marks of letters, which the test of every letter draws",
}
"""Matches on something that has no last value, and what that is."""
LOOKED_UP = {
    "kiosk/cli/names.py run": "argparse lets no other word through, and one more raises KeyError",
    "kiosk/cli/key.py run": "argparse lets no other word through, and one more raises KeyError",
    "kiosk/typed/member_list_file.py _odd": "ways in which a row was mended; one more raises KeyError",
    "screens/terminal/reports.py _sequence_end": "what no other letter begins is a string of a terminal",
    "screens/agenda/agenda.py _row": "the title of what else comes back says why",
    "screens/welcome/welcome.py check_action": "actions of Textual",
    "screens/widgets/qr.py render_line": "where Textual puts things",
    "screens/widgets/bigtext.py render_line": "where Textual puts things",
}
"""Tables inside a function, and what other values mean there."""


def functions() -> Iterator[tuple[str, ast.AST]]:
    """Every function of the product, by `file name`."""
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    yield f"{path.relative_to(ROOT)} {node.name}", node


def leftovers(function: ast.AST) -> Iterator[ast.Match]:
    """Every match whose `case _` neither raises nor hands on what is left of the subject, as to assert_never.

    What is handed on is checked by mypy against the type of whoever takes it.
    """
    for node in ast.walk(function):
        if isinstance(node, ast.Match):
            last = node.cases[-1]
            bare = isinstance(last.pattern, ast.MatchAs) and last.pattern.pattern is None and not last.guard
            subject = ast.unparse(node.subject)
            handed = [
                ast.unparse(given)
                for statement in last.body
                for call in ast.walk(statement)
                if isinstance(call, ast.Call)
                for given in call.args
            ]
            if bare and subject not in handed and not isinstance(last.body[0], ast.Raise):
                yield node


def test_a_match_takes_no_unknown_value_for_another() -> None:
    """`case _` is for what has no last value; of everything else mypy reports what is left."""
    assert {where for where, function in functions() if any(leftovers(function))} == set(OPEN)


def test_no_table_inside_a_function_says_what_a_value_means() -> None:
    """mypy does not count the keys of a dict; a match it counts, and a table of a module has a test."""
    assert sorted({where for where, function in functions() if any(_looked_up(function))}) == sorted(
        LOOKED_UP
    )


def _looked_up(function: ast.AST) -> Iterator[ast.Dict]:
    """Every dict that is written down where something is looked up in it, by words."""
    for node in ast.walk(function):
        match node:
            case ast.Subscript(value=ast.Dict() as table):
                pass
            case ast.Call(func=ast.Attribute(value=ast.Dict() as table, attr="get")):
                pass
            case _:
                continue
        if table.keys and all(isinstance(key, ast.Constant) for key in table.keys):
            yield table
