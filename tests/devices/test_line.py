"""A line to a generator: its calls, their order, and that it is always closed."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import termios
from collections.abc import Callable
from contextlib import suppress

import pytest
from msgspec.structs import replace

from devices.fake_serial import FakeSerial
from devices.generators import BOARD, GENERATORS, Generator
from devices.line import open_line, streaming
from devices.plugs import Plug

EVERY = [replace(generator, pause=0.0) for generator in (*GENERATORS, BOARD)]


class Noted:
    """A line that records its calls; `trouble` is raised by the call that `at` names."""

    def __init__(self, notes: list[str], at: str = "", trouble: Exception | None = None) -> None:
        self._notes, self._at, self._trouble = notes, at, trouble

    def _note(self, call: str) -> None:
        self._notes.append(call)
        if self._trouble is not None and call.startswith(self._at):
            raise self._trouble

    @property
    def dtr(self) -> bool:
        return False

    @dtr.setter
    def dtr(self, on: bool) -> None:
        self._note(f"dtr {on:d}")

    def read(self, size: int = 1, /) -> bytes:
        return bytes(size)

    def write(self, data: bytes, /) -> None:
        self._note(f"write {data.decode().strip()}")

    def close(self) -> None:
        self._note("close")


def opening(notes: list[str], at: str = "", trouble: Exception | None = None) -> Callable[[str, int], Noted]:
    """Return an opener of such lines, which records the rates."""

    def opener(path: str, rate: int) -> Noted:
        notes.append(f"open {rate}")
        return Noted(notes, at, trouble)

    return opener


ORDER = {
    "truerng": "open 115200, dtr 1, dtr 0, close",
    "truerngpro": "open 110, close, open 300, close, open 110, close, open 300, dtr 1, dtr 0, close",
    "truerngpro-v2": "open 110, close, open 300, close, open 110, close, open 300, dtr 1, dtr 0, close",
    "onerng": "open 115200, dtr 1, write cmd0, write cmdO, write cmdo, write cmdw, dtr 0, close",
    "neug": "open 115200, close",
    "board": "open 115200, close",
}


@pytest.mark.parametrize("generator", EVERY, ids=lambda generator: generator.kind)
def test_what_is_done_to_a_generator(generator: Generator) -> None:
    """The handshake of lot/1, and nothing else; a board and a NeuG get no command."""
    notes: list[str] = []
    with streaming(Plug(generator, "/dev/ttyACM0"), opening(notes)):
        pass
    assert ", ".join(notes) == ORDER[generator.kind]


@pytest.mark.parametrize("trouble", [OSError(errno.EIO, "gone"), termios.error(errno.EIO, "gone")])
@pytest.mark.parametrize("at", ["dtr 1", "write cmdO", "write cmdo", "dtr 0", "close"])
def test_it_is_closed_whatever_happens(at: str, trouble: Exception) -> None:
    """Unplugged at any step: closing is still tried, and is the last call."""
    notes: list[str] = []
    with (
        suppress(OSError, termios.error),
        streaming(Plug(EVERY[3], "/dev/ttyACM0"), opening(notes, at, trouble)),
    ):
        pass
    assert notes[-1] == "close"


@pytest.mark.parametrize("number", [errno.ENOTTY, errno.EINVAL])
def test_a_line_without_dtr(number: int) -> None:
    """Pseudo-terminals have no such wire; that stops nothing."""
    notes: list[str] = []
    with streaming(Plug(EVERY[0], "/dev/pts/1"), opening(notes, "dtr", OSError(number, "no such wire"))):
        notes.append("streaming")
    assert "streaming" in notes


def test_a_pseudo_terminal_has_no_dtr() -> None:
    """It raises errno 25, and a real line to it streams all the same."""
    with FakeSerial(BOARD) as fake:
        line = open_line(fake.plug.path, BOARD.rate)
        with pytest.raises(OSError, match=os.strerror(errno.ENOTTY)):
            line.dtr = True
        line.close()
        with streaming(Plug(replace(BOARD, ready=True), fake.plug.path), fake.open) as ready:
            assert len(ready.read(64)) == 64


def test_serial_lines_are_loaded_late() -> None:
    """A kiosk without such a device does not load pyserial."""
    wanted = "devices.entropy, devices.hardware, devices.fake_serial, devices.reading, screens.boot"
    code = f"import sys, {wanted}; print([name for name in sys.modules if name.startswith('serial')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("[]\n", "")
