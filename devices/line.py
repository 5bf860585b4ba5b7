"""A serial line to a generator: opened for this program alone, started, and closed again on every way out.

Every wait on it is finite: with an infinite one the kiosk could never end. It judges no byte.
"""

from __future__ import annotations

import errno
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from time import sleep
from typing import Protocol

from devices.generators import Generator
from devices.plugs import Plug

READ_TIMEOUT, WRITE_TIMEOUT = 0.25, 0.5
"""Seconds."""
TROUBLE = (OSError, termios.error)
"""What a line raises when it is gone or cannot be opened; pyserial's own errors are OSErrors."""


class Line(Protocol):
    """The part of pyserial's Serial that is used."""

    dtr: bool

    def read(self, size: int = 1, /) -> bytes:
        """Return up to `size` bytes, fewer if they have not come after READ_TIMEOUT. Raises TROUBLE."""

    def write(self, data: bytes, /) -> object:
        """Send the data. Raises TROUBLE."""

    def close(self) -> None:
        """Close the port."""


Opener = Callable[[str, int], Line]
"""Opens the line at a path with a rate in baud. Raises TROUBLE."""


def open_line(path: str, rate: int) -> Line:
    """Open a line, 8N1, locked against every other program that asks; opening sets DTR. Raises TROUBLE."""
    import serial

    line: Line = serial.Serial(path, rate, timeout=READ_TIMEOUT, write_timeout=WRITE_TIMEOUT, exclusive=True)
    return line


@contextmanager
def streaming(plug: Plug, opener: Opener) -> Iterator[Line]:
    """Start a generator and yield its line; stop and close it at the end. Raises TROUBLE."""
    generator = plug.generator
    pause = generator.pause
    for rate in generator.knock:
        knocking = opener(plug.path, rate)
        sleep(pause)
        pause = 0.0
        knocking.close()
    line = opener(plug.path, generator.rate)
    try:
        if generator.ready:
            _set_dtr(line, True)
        for command in generator.start:
            line.write(command)
        yield line
    finally:
        _stop(line, generator)


def _stop(line: Line, generator: Generator) -> None:
    """Send the commands that stop a generator, ignoring one that was unplugged."""
    with suppress(*TROUBLE):
        for command in generator.stop:
            line.write(command)
        if generator.ready:
            _set_dtr(line, False)
    with suppress(*TROUBLE):
        line.close()


def _set_dtr(line: Line, on: bool) -> None:
    """Set DTR, except on a pseudo-terminal, which has no such wire, raises, and does not need it."""
    try:
        line.dtr = on
    except OSError as error:
        if error.errno not in (errno.ENOTTY, errno.EINVAL):
            raise
