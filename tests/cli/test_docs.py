"""docs/commands.md describes the program: every command, every option, every row.

python -m tests.cli.test_docs      writes the tables of the commands again
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.cleaning import shown
from kiosk.cli import command_names
from kiosk.cli._parser import parser_for
from kiosk.cli.commands import table

PAGE = Path(__file__).parents[2] / "docs" / "commands.md"
BEGIN, END = "<!-- commands begin -->\n", "\n<!-- commands end -->"
COMMON = {"-h", "--help", "--data", "--json", "--language"}


def parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Yield a parser and its subparsers."""
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from parsers(below)


def words(parser: argparse.ArgumentParser) -> set[str]:
    """Return the options and arguments of a command, as its help names them."""
    found: set[str] = set()
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            continue
        found |= set(action.option_strings) or {str(action.metavar)}
    return found - COMMON


ALL = {parser.prog: parser for parser in parsers(parser_for(command_names()))}


def sections() -> dict[str, str]:
    """Return the page's sections about `kiosk ...`: heading -> text."""
    parts = re.split(r"^## (kiosk.*)$|^# .*$", PAGE.read_text(), flags=re.MULTILINE)
    return {parts[at]: parts[at + 1] for at in range(1, len(parts) - 1, 2) if parts[at]}


def test_every_command_has_its_section() -> None:
    """Each command and subcommand has one section, and no section is about a missing one."""
    assert set(sections()) == set(ALL)


@pytest.mark.parametrize("prog", sorted(ALL))
def test_every_option_is_in_its_section(prog: str) -> None:
    """Every option and argument of a command is explained in its section."""
    text = sections()[prog]
    missing = {word for word in words(ALL[prog]) if not re.search(rf"(?<![\w-]){word}(?![\w-])", text)}
    assert missing == set()


@pytest.mark.parametrize("prog", sorted(ALL))
def test_no_section_promises_an_option_that_is_not_there(prog: str) -> None:
    """An option named in a section belongs to that command."""
    promised = set(re.findall(r"(?<![\w-])--[a-z-]+", sections()[prog]))
    assert promised - words(ALL[prog]) - COMMON == set()


def test_the_tables_are_the_programs_own() -> None:
    """Each command of the assembly has its row; `python -m tests.cli.test_docs` writes them."""
    assert PAGE.read_text().partition(BEGIN)[2].partition(END)[0] == shown(table(), multiline=True)


def write() -> None:
    """Put the tables into the page."""
    head, _begin, rest = PAGE.read_text().partition(BEGIN)
    _old, _end, tail = rest.partition(END.lstrip())
    PAGE.write_text(f"{head}{BEGIN}{shown(table(), multiline=True)}{END}{tail}")


if __name__ == "__main__":
    write()
