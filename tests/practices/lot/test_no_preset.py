"""No preset, no weight, no override, proved from every command, option and setting.

tests/practices/lot/test_commands.py checks the lot's own commands word by word; this file checks the rest.
"""

from __future__ import annotations

import argparse
import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli import command_names
from kiosk.cli._parser import parser_for
from kiosk.cli.commands import described
from kiosk.desk.registry import REGISTRY
from kiosk.settings import Settings
from tests.practices.lot.test_commands import PERSON

HOUSE = Path(__file__).parents[3]
TELLING = re.compile(
    r"winner|weight|preset|prefer|prior|bias|odds|chance|random|entropy|secret|seed|overrid|force|favou?r"
    r"|handicap|guarantee|always|never|cheat|fix(?!ed)|rig(?!ht)",
    re.IGNORECASE,
)
"""Words that would name a field, an option or a setting that steers a draw."""

DRAW = {
    "FILE",
    "--seats",
    "--panels",
    "--order",
    "--tie-break",
    "--throw",
    "--thrown",
    "--word",
    "--declined",
    "--to",
    "--number",
    "--repeated",
    "--without",  # lines of the file that are nobody, before the hat is frozen; the record lists who is in it
    "--all-lines",
}
"""Every argument of `kiosk draw`. A new word here is a decision about fairness."""


def fields() -> Iterator[tuple[str, str, str]]:
    """Yield every field of every command, nested fields too: command, field, its schema."""
    said = described()

    def below(do: str, part: Any) -> Iterator[tuple[str, str, str]]:
        if isinstance(part, dict):
            if "$ref" in part:
                yield from below(do, said["$defs"][part["$ref"].rpartition("/")[2]])
            for name, field in part.get("properties", {}).items():
                yield do, name, str(field)
            for value in part.values():
                yield from below(do, value)
        elif isinstance(part, list):
            for value in part:
                yield from below(do, value)

    for command in said["commands"]:
        yield from below(command["do"], command["schema"])


def options() -> Iterator[tuple[str, str]]:
    """Yield every option and argument of every command line: command, option."""

    def below(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                for each in action.choices.values():
                    yield from below(each)
            else:
                for name in action.option_strings or [str(action.metavar)]:
                    yield parser.prog, name

    yield from below(parser_for(command_names()))


def test_no_command_of_any_practice_has_a_field_that_steers_a_draw() -> None:
    """No field of any command has the name of a winner, a weight or a secret."""
    everything = list(fields())
    assert len({do for do, _name, _schema in everything}) > 50
    assert [(do, name) for do, name, _schema in everything if TELLING.search(name)] == []


def test_only_an_answer_names_a_person_and_a_role() -> None:
    """No command puts a person into a role: answers name a person who was drawn, or give a role back."""
    people = {do for do, name, schema in fields() if PERSON in schema}
    roles = {do for do, name, _schema in fields() if name in ("role", "roles")}
    assert people & roles == {"lot.accept", "lot.decline", "lot.freeze", "lot.quick", "role.release"}


def test_only_a_draw_gives_somebody_a_role() -> None:
    """The practice of roles records only that a role is returned; that it is held, it hears from the lot."""
    giving = {
        name: [event.__name__ for event in practice.events if "Accepted" in event.__name__]
        for name, practice in REGISTRY.practices.items()
    }
    assert {name: events for name, events in giving.items() if events} == {
        "lot": ["LotAcceptedBefore", "LotAccepted"]
    }


def test_kiosk_draw_is_told_nothing_but_these_words() -> None:
    """`kiosk draw` has exactly the options listed here."""
    said = {name for prog, name in options() if prog == "kiosk draw"}
    assert said - {"-h", "--help", "--data", "--json", "--language"} == DRAW


def test_no_command_line_has_an_option_that_steers_a_draw() -> None:
    """No option has such a name; SEED is the file that `kiosk lot check` reads, after the draw."""
    assert [(prog, name) for prog, name in options() if TELLING.search(name)] == [("kiosk lot check", "SEED")]


def test_the_settings_name_a_device_and_nothing_else_about_chance() -> None:
    """kiosk.toml can add a random device, whose bytes cannot make a draw worse (lot/1, Commit)."""
    about = [name for name in Settings.__struct_fields__ if TELLING.search(name)]
    assert about == ["random"]
    assert Settings().random.__struct_fields__ == ("device",)


SOURCES = [
    *sorted((HOUSE / "kiosk/practices/lot").glob("*.py")),
    HOUSE / "kiosk/cli/draw.py",
    HOUSE / "kiosk/cli/_drawing.py",
    HOUSE / "kiosk/cli/_throwing.py",
    HOUSE / "kiosk/desk/secrets_and_names.py",
    HOUSE / "devices/entropy.py",
]


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.name)
def test_nothing_is_read_from_the_environment_and_no_other_chance_is_used(file: Path) -> None:
    """No environment variable and no module for random numbers is used: randomness has one port."""
    tree = ast.parse(file.read_text())
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    names |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert not names & {"environ", "getenv", "environb"}
    assert not names & {"getrandbits", "randrange", "shuffle", "SystemRandom", "token_bytes"}
    if file.name != "entropy.py":
        assert "urandom" not in names
    imported = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert not imported & {"random", "secrets", "numpy", "uuid"}
