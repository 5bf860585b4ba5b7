"""A serial line to a generator: opened for us alone, told to start, and closed again whatever happens.

Every wait on it is finite: with none the kiosk could never end. It judges no byte.
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
"""What a line raises when it is gone, or cannot be had; pyserial's own errors are the first."""


class Line(Protocol):
    """The part of pyserial's Serial that is used."""

    dtr: bool

    def read(self, size: int = 1, /) -> bytes:
        """Up to `size` bytes, fewer when they have not come after READ_TIMEOUT; raises TROUBLE."""

    def write(self, data: bytes, /) -> object:
        """Send; raises TROUBLE."""

    def close(self) -> None:
        """Let the port go."""


Opener = Callable[[str, int], Line]
"""Opens the line at a path with a rate in baud; raises TROUBLE."""


def open_line(path: str, rate: int) -> Line:
    """8N1, locked against every other program that asks; DTR is set by opening."""
    import serial

    line: Line = serial.Serial(path, rate, timeout=READ_TIMEOUT, write_timeout=WRITE_TIMEOUT, exclusive=True)
    return line


@contextmanager
def streaming(plug: Plug, opener: Opener) -> Iterator[Line]:
    """The line to a generator that was told to start; told to stop and closed at the end. Raises TROUBLE."""
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
    """Whatever was unplugged cannot be told to stop any more."""
    with suppress(*TROUBLE):
        for command in generator.stop:
            line.write(command)
        if generator.ready:
            _set_dtr(line, False)
    with suppress(*TROUBLE):
        line.close()


def _set_dtr(line: Line, on: bool) -> None:
    """A pseudo-terminal has no such wire and says so; nothing depends on it there."""
    try:
        line.dtr = on
    except OSError as error:
        if error.errno not in (errno.ENOTTY, errno.EINVAL):
            raise
