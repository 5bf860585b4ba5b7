"""A kiosk whose keys were moved, on a terminal: with valid lines, and with one that is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.assembly import KIOSK, entries, found, recorded, sitting, sound
from tests.needs import needs
from tests.terminal import Terminal

pytestmark = [pytest.mark.e2e, needs("tmux")]


def _with_keys(folder: Path, lines: str) -> Path:
    found(folder, sitting())
    settings = folder / "kiosk.toml"
    settings.write_text(f"{settings.read_text()}[keys]\n{lines}\n")
    return folder


def test_the_wall_names_the_key_that_works(tmp_path: Path) -> None:
    """With A moved to J, SPACE to F11 and F5 to F12 the wall names these, and the old keys do nothing."""
    lines = '"floor.ask" = "j"\n"moment.next" = "f11"\n"app.proposal" = "f12"'
    folder = _with_keys(tmp_path / "data", lines)
    with Terminal([KIOSK, "--data", str(folder)], size=(100, 30)) as terminal:
        terminal.wait_for("F11 or J adds whoever wants to speak.")
        terminal.wait_for("J add a name")
        size = len(entries(folder))
        terminal.keys("a")
        terminal.keys("j")
        terminal.wait_for("Who wants to speak?")
        terminal.type("bahar")
        terminal.keys("enter")
        terminal.wait_for("Press F11: Bahar speaks.")
        terminal.keys("space")
        terminal.keys("f5")
        terminal.keys("f11")
        terminal.wait_for(lambda screen: recorded(screen) == size + 2)
        terminal.keys("J")
        terminal.keys("f1")
        terminal.wait_for("In the line")
        terminal.keys("escape")
        terminal.keys("f12")
        terminal.wait_for("F11 next")
    assert [entry["kind"] for entry in entries(folder)[size:]] == ["floor.asked/1", "turn.began/1"]
    sound(folder)


def test_a_line_that_cannot_be_is_said_and_nothing_moves(tmp_path: Path) -> None:
    """The kiosk starts with its own keys, and the devices screen names the line to change."""
    folder = _with_keys(tmp_path / "data", '"floor.pause" = "j"\n"floor.ask" = "x"')
    with Terminal([KIOSK, "--data", str(folder)], size=(100, 30)) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("f2")
        terminal.wait_for("A add a name")
        terminal.keys("f9")
        terminal.wait_for("what is plugged in, and well")
        terminal.keys("d")
        terminal.wait_for("X would be both pass (floor.pass) and add a name (floor.ask).")
        terminal.wait_for('change the line "floor.ask" = "x"')
    sound(folder)
