"""A fake random generator on a pseudo-terminal: healthy, or faulty in every way that a real one may be.

    with FakeSerial(by_kind("onerng"), "stuck") as fake:
        read(fake.plug, fake.open)                # DeviceFault: The OneRNG failed its health test. ...

It is as strict as the real device: it sends nothing before it was opened at the right rates in the right
order, before DTR was set, or before the commands that start it were written. A pseudo-terminal passes on
neither rates nor DTR, so the line is opened with `open`, which opens the real one and records both. The demo
uses one too. Its bytes come from a seed: worthless as randomness, which mixing makes harmless.
"""

from __future__ import annotations

import base64
import os
import select
import tty
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from random import Random
from threading import Event, Thread
from typing import Self

from devices.generators import GENERATORS, Generator
from devices.hardware import RandomDevice
from devices.line import Line, open_line
from devices.plugs import Plug, find, offers
from kiosk.ports import Clock, Offer

_CHUNK = 256
_PATIENCE = 0.02
"""Seconds between two checks for something to do."""

Chunks = Callable[[Random], Iterator[bytes]]
"""The bytes that a device sends, in pieces; after the last it falls silent."""


def _healthy(chance: Random) -> Iterator[bytes]:
    while True:
        yield chance.randbytes(_CHUNK)


def _silent(chance: Random) -> Iterator[bytes]:
    yield from ()


def _short(chance: Random) -> Iterator[bytes]:
    yield chance.randbytes(2000)


def _slow(chance: Random) -> Iterator[bytes]:
    """Send a few bytes, then pause (no bytes), again and again."""
    while True:
        yield chance.randbytes(3)
        yield b""


def _stuck(chance: Random) -> Iterator[bytes]:
    """Work for a while; then every byte is the same."""
    yield chance.randbytes(3000)
    while True:
        yield b"\x5c" * _CHUNK


def _biased(chance: Random) -> Iterator[bytes]:
    """Send more than half zeros, never nine in a row."""
    while True:
        eights = (
            (b"\0" if chance.random() < 0.6 else chance.randbytes(1) for _ in range(8)) for _ in range(28)
        )
        yield b"".join(b"".join(eight) + b"\x01" for eight in eights)


def _hex(chance: Random) -> Iterator[bytes]:
    while True:
        yield chance.randbytes(_CHUNK).hex().encode()


def _base64(chance: Random) -> Iterator[bytes]:
    while True:
        yield base64.encodebytes(chance.randbytes(_CHUNK))


def _zeros_first(chance: Random) -> Iterator[bytes]:
    """Send zeros first, as a board does that resets when it is opened."""
    yield bytes(600)
    yield from _healthy(chance)


def _counter(chance: Random) -> Iterator[bytes]:
    while True:
        yield bytes(range(256))


MANNERS: dict[str, Chunks] = {
    "healthy": _healthy,
    "zeros first": _zeros_first,
    "unplugged": _short,
    "silent": _silent,
    "short": _short,
    "slow": _slow,
    "stuck": _stuck,
    "biased": _biased,
    "hex": _hex,
    "base64": _base64,
    "counter": _counter,
}
"""The ways in which a device may behave. "unplugged" is gone after 2000 bytes; no test finds "counter"."""


MADE_UP = Generator("made-up", "made-up generator", None)
"""The demo's generator, named so that nobody takes its draws for real ones."""


class FakeSerial:
    """A generator on a pseudo-terminal, with one of the MANNERS.

    `opened` holds the rates of all openings, `heard` all commands, in the order in which they came.
    """

    def __init__(self, generator: Generator = GENERATORS[0], manner: str = "healthy", seed: int = 1) -> None:
        self.generator, self.manner = generator, manner
        self.opened: list[int] = []
        self.heard: list[bytes] = []
        self.dtr = False
        self._half = b""
        self._seed = seed
        self._ours, theirs = os.openpty()
        tty.setraw(theirs)
        os.set_blocking(self._ours, False)
        # This end stays open: without it, writing before a client opens the line would be an error here.
        self._theirs = theirs
        self.plug = Plug(generator, os.ttyname(theirs))
        self._line: _Watched | None = None
        self._bell, self._ring = os.pipe()
        self._ended = Event()
        self._thread = Thread(target=self._run, name="fake generator", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Unplug it and end its thread."""
        if not self._ended.is_set():
            self._ended.set()
            os.write(self._ring, b"!")
            self._thread.join(5)
            self._unplug()
            for held in (self._theirs, self._bell, self._ring):
                os.close(held)

    def open(self, path: str, rate: int) -> Line:
        """Open the line as `devices.line.open_line` does, and record the opening, its rate, and DTR."""
        line = _Watched(self, open_line(path, rate))
        self.opened.append(rate)
        self._line = line
        os.write(self._ring, b"!")
        return line

    def streams(self) -> bool:
        """True if it was opened, and has received all commands that start this kind."""
        rates = [*self.generator.knock, self.generator.rate]
        return (
            self._line is not None
            and self.opened[-len(rates) :] == rates
            and (self.dtr or not self.generator.ready)
            and self.heard[len(self.heard) - len(self.generator.start) :] == list(self.generator.start)
        )

    def _run(self) -> None:
        """In the thread: listen, and stream from the beginning each time it is opened."""
        line: _Watched | None = None
        chunks: Iterator[bytes] = iter(())
        while not self._ended.is_set():
            self._listen()
            if not self.streams():
                # Nothing to send: sleep until it is opened, written to, or unplugged.
                pause = _PATIENCE if self._line else None
                if self._bell in select.select([self._bell, self._ours], [], [], pause)[0]:
                    os.read(self._bell, 1)
                continue
            if self._line is not line:
                line, chunks = self._line, MANNERS[self.manner](Random(self._seed))
            if not self._send(next(chunks, None)):
                return

    def _listen(self) -> None:
        with suppress(OSError):  # nothing was written
            self._half += os.read(self._ours, 4096)
        *commands, self._half = self._half.split(b"\n")
        self.heard += [command + b"\n" for command in commands]

    def _send(self, chunk: bytes | None) -> bool:
        """Send one piece while the line is open; returns False once it was unplugged."""
        if chunk is None and self.manner == "unplugged":
            self._unplug()
            return False
        if not chunk:
            self._ended.wait(_PATIENCE)
        left = memoryview(chunk or b"")
        while left and self.streams() and not self._ended.is_set():
            if select.select([], [self._ours], [], _PATIENCE)[1]:
                with suppress(BlockingIOError):
                    left = left[os.write(self._ours, left) :]
        return True

    def _unplug(self) -> None:
        if self._ours >= 0:
            os.close(self._ours)
            self._ours = -1


class _Watched:
    """A line that reports DTR and its closing to the fake."""

    def __init__(self, fake: FakeSerial, line: Line) -> None:
        self._fake, self._line = fake, line

    @property
    def dtr(self) -> bool:
        return self._fake.dtr

    @dtr.setter
    def dtr(self, on: bool) -> None:
        self._fake.dtr = on
        self._line.dtr = on  # raises, as on every pseudo-terminal

    def read(self, size: int = 1, /) -> bytes:
        return self._line.read(size)

    def write(self, data: bytes, /) -> object:
        return self._line.write(data)

    def close(self) -> None:
        if self._fake._line is self:
            self._fake._line = None
        self._fake.dtr = False
        self._line.close()


def made_up(configured: Callable[[], str], folder: Path, clock: Clock) -> RandomDevice:
    """Return the random device of a demo: it starts when it is first used, and ends with the program."""

    @cache
    def fake() -> FakeSerial:
        return FakeSerial(MADE_UP, seed=int.from_bytes(os.urandom(8)))

    return RandomDevice(
        configured,
        folder,
        clock,
        find=lambda setting: fake().plug if setting == MADE_UP.kind else find(setting),
        offers=lambda: [Offer(MADE_UP.name, MADE_UP.kind), *offers()],
        opener=lambda path, rate: fake().open(path, rate),
    )
