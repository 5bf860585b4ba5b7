"""Each command is reached by people: by a key or a row of a screen, or else at the prompt, for a reason."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from kiosk.desk.registry import REGISTRY
from kiosk.practices.messages import Command, command_name
from tests.one_more import REGISTRY as HOUSE

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "commands.md").read_text()
WITHOUT_A_KEY = {
    "roster.cell": "an assembly moves people between cells once in months: the prompt, or `kiosk run`",
    "roster.name-cell": "founding names the cells of the list; later it is rare: the prompt, or `kiosk run`",
    "roster.leave": "leaving for good is typed: a key beside that for leaving the room would be pressed",
}
"""Commands that no screen asks for, and why."""


def asked_by(folder: Path) -> set[tuple[str, str]]:
    """Every module and name of a practice that the screens use, by whatever name they import it."""
    return {found for path in folder.rglob("*.py") for found in _used(ast.parse(path.read_text()))}


def _used(module: ast.Module) -> set[tuple[str, str]]:
    imported = {
        name.asname or name.name: f"{node.module}.{name.name}"
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kiosk.practices")
        for name in node.names
    }
    found = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Name | ast.Attribute):
            root, _dot, rest = ast.unparse(node).partition(".")
            whole = imported.get(root, "") + (f".{rest}" if rest else "")
            found.add((whole.rpartition(".")[0], whole.rpartition(".")[2]))
    return found


ASKED = asked_by(ROOT / "screens")


@pytest.mark.parametrize("command", REGISTRY.commands, ids=command_name)
def test_a_screen_asks_for_every_command(command: type[Command]) -> None:
    """Or there is a reason why none does."""
    name = command_name(command)
    assert ((command.__module__, command.__name__) in ASKED) != (name in WITHOUT_A_KEY)


@pytest.mark.parametrize("command", REGISTRY.commands, ids=command_name)
def test_every_command_has_a_line_in_the_docs(command: type[Command]) -> None:
    """With its name, as it is typed at the prompt."""
    assert f"| `{command_name(command)}" in PAGE


@pytest.mark.parametrize("command", HOUSE.commands, ids=command_name)
def test_every_command_says_what_it_is(command: type[Command]) -> None:
    """In a first paragraph of whole sentences, which the docs show; and when it makes sense."""
    assert (command.__doc__ or "").strip().split("\n\n")[0].endswith(".")
    assert command.WHEN in ("meeting", "break", "between", "left-open", "always", "ever")


def test_no_screen_asks_for_what_nobody_decides() -> None:
    """The owner of a command is the practice whose folder it stands in; its name is nobody else's."""
    for command, practice in HOUSE.commands.items():
        assert f".{practice.name}." in command.__module__
    names = [command_name(command) for command in HOUSE.commands]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", HOUSE.practices)
def test_what_comes_back_has_words(name: str) -> None:
    """A practice in which something falls due names its kinds and says what it is; the kinds are its own."""
    practice = HOUSE.practices[name]
    assert bool(practice.returns) == (practice.due is not None) == (practice.called is not None)
    others = [other for other in HOUSE.practices.values() if other is not practice]
    assert not set(practice.returns) & {kind for other in others for kind in other.returns}


def test_every_practice_keeps_a_field_of_the_state() -> None:
    """Of its own type, in the order in which they hear: the registry refuses anything else."""
    state = HOUSE.state()
    assert state.__struct_fields__ == tuple(HOUSE.practices)
    for name, practice in HOUSE.practices.items():
        assert type(getattr(state, name)) is practice.state
