"""The terminal that other tests rely on: it reads what is painted and sends what is typed."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.keys import NAMED
from tests.needs import needs
from tests.terminal import Terminal

SHOW_KEYS = [sys.executable, str(Path(__file__).with_name("show_keys.py"))]

pytestmark = [pytest.mark.e2e, needs("tmux")]


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    with Terminal(SHOW_KEYS, size=(100, 30)) as opened:
        opened.wait_for("HARNESS")
        yield opened


def test_size(terminal: Terminal) -> None:
    """The program finds the size it was given, and gets a signal when that changes."""
    assert len(terminal.wait_for("size 100x30")) == 30
    terminal.resize(80, 24)
    assert len(terminal.wait_for("size 80x24")) == 24


def test_letters_beyond_ascii(terminal: Terminal) -> None:
    """Text painted in UTF-8 is read back unchanged."""
    assert terminal.screen()[0] == "HARNESS ✓ é"


def test_colours(terminal: Terminal) -> None:
    """Full colours reach the terminal as requested."""
    assert "38;2;255;128;0m" in terminal.colours()[0].replace(":", ";")


@pytest.mark.parametrize("name", NAMED)
def test_named_key(terminal: Terminal, name: str) -> None:
    """A key arrives as one press, as the bytes that a terminal sends for it."""
    terminal.keys(name)
    shown = terminal.wait_for("key 0")[2]
    alternatives = {"home": b"\x1b[1~", "end": b"\x1b[4~"}  # tmux's terminal has its own for these two
    assert shown in {f"key 0 {NAMED[name].sent!r}", f"key 0 {alternatives.get(name, b'-')!r}"}


def test_typed_text(terminal: Terminal) -> None:
    """Text arrives letter for letter, tmux's own separator and words that look like keys included."""
    for text in ("Jérôme;", "Enter", ";", "-x", "#{pid} \\;"):
        terminal.type(text)
        terminal.wait_for(repr(text.encode()))


def test_unknown_key(terminal: Terminal) -> None:
    """An unknown name is refused instead of being typed letter by letter."""
    with pytest.raises(ValueError, match="no key"):
        terminal.keys("entr")


def test_escape_stands_alone(terminal: Terminal) -> None:
    """A key pressed after escape is its own key, not Alt with that key."""
    terminal.keys("escape", "a")
    screen = terminal.wait_for("key 1")
    assert screen[2:4] == [r"key 0 b'\x1b'", "key 1 b'a'"]


def test_what_is_waited_for_and_does_not_come(terminal: Terminal) -> None:
    """The failure shows the last screen."""
    with pytest.raises(AssertionError, match=r"(?s)'NOWHERE': not in 0.2 seconds.*size 100x30"):
        terminal.wait_for("NOWHERE", seconds=0.2)


def test_the_end_is_noticed_at_once(terminal: Terminal) -> None:
    """Waiting for a program that has ended fails with its status, before the time is up."""
    terminal.keys("q")
    began = time.monotonic()
    with pytest.raises(AssertionError, match="ended with 3"):
        terminal.wait_for("NOWHERE", seconds=60)
    assert time.monotonic() - began < 30
    assert terminal.wait_end() == 3


def test_kill9(terminal: Terminal) -> None:
    """A killed program is gone, and its last screen can still be read."""
    pid = terminal.pid
    terminal.kill9()
    assert terminal.status() == -9
    assert not Path(f"/proc/{pid}").exists()
    assert terminal.screen()[0].startswith("HARNESS")


def test_close_ends_the_program() -> None:
    """No process remains after a terminal is closed."""
    opened = Terminal(SHOW_KEYS)
    opened.wait_for("HARNESS")
    pid = opened.pid
    opened.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
