"""The raw side of a terminal: every byte is kept, with its time."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pty import Pty, plain

SHOW_KEYS = [sys.executable, str(Path(__file__).with_name("show_keys.py"))]


@pytest.fixture
def pty() -> Iterator[Pty]:
    with Pty(SHOW_KEYS, size=(100, 30)) as opened:
        opened.wait_for("size 100x30")
        yield opened


def test_bytes_as_written(pty: Pty) -> None:
    """The escape sequences are in the output as the program wrote them."""
    assert b"\x1b[38;2;255;128;0mHARNESS\x1b[0m" in pty.output


def test_times(pty: Pty) -> None:
    """Start, key and answer are times of one clock, in that order."""
    pressed = pty.keys("f5")
    painted = pty.wait_for(repr(b"\x1b[15~"))
    assert pty.started < pressed < painted


def test_only_what_came_after_the_key(pty: Pty) -> None:
    """A text that was written before the last key does not count as its answer."""
    pty.keys("a")
    pty.wait_for("key 0 b'a'")
    pty.send(b"")
    with pytest.raises(AssertionError, match=r"'size 100x30': not in 0.1 seconds"):
        pty.wait_for("size 100x30", seconds=0.1)


def test_resize(pty: Pty) -> None:
    """The program gets a signal for a new size."""
    pty.resize(80, 24)
    pty.wait_for("size 80x24")


def test_quiet(pty: Pty) -> None:
    """Nothing more is read once the program has stopped painting."""
    pty.read_quiet()
    assert pty.read_for(0.1) == b""


def test_end(pty: Pty) -> None:
    """The exit status is known at the end, and a wait says that the program ended."""
    pty.keys("q")
    with pytest.raises(AssertionError, match="the program ended"):
        pty.wait_for("NOWHERE")
    assert pty.wait_end() == 3


def test_close_ends_the_program() -> None:
    """No process remains after a pty is closed, even when it was never read."""
    opened = Pty(SHOW_KEYS)
    opened.close()
    with pytest.raises(ProcessLookupError):
        os.kill(opened.pid, 0)


def test_plain() -> None:
    """Colours, moves, titles and clipboard sequences are not letters."""
    assert plain(b"\x1b]52;c;aGk=\x07a\x1b[1;31mb\x1b[0m\x1b(Bc\x1b]0;t\x1b\\d\x1b7e") == "abcde"
