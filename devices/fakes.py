"""Devices that do what a test says, as strict as the real ones: a clock, randomness, a chime, buttons.

They ship with the kiosk because `--clock virtual`, the demo and the benchmarks use them too.
"""

from __future__ import annotations

import errno
import hashlib
import hmac
import os
from collections.abc import Callable
from time import monotonic

from devices.buttons import EV_KEY, EV_SYN, EVENT, SYN_REPORT
from devices.chime import SOUNDS
from kiosk.errors import DeviceFault
from kiosk.ports import Button, DeviceLine, Drawn
from kiosk.zones import offset_in


class VirtualClock:
    """A clock that moves only when told. `wall` is ms since 1970, `up` ms since boot.

    Local time is that of a `zone`, else always `offset` minutes east of UTC.
    """

    def __init__(
        self, wall: int = 1_795_372_920_000, up: int = 600_000, offset: int = 0, zone: str = ""
    ) -> None:
        self._wall, self._up, self._offset, self._zone = wall, up, offset, zone
        self._boots = 1
        self.follows_server = False

    def wall(self) -> int:
        return self._wall

    def up(self) -> int:
        return self._up

    def boot(self) -> str:
        return f"{self._boots:08x}"

    def synchronised(self) -> bool:
        return self.follows_server

    def offset(self, wall: int) -> int:
        return offset_in(self._zone, wall) if self._zone else self._offset

    def zone(self) -> str:
        return self._zone

    def advance(self, milliseconds: int) -> None:
        """Let time pass: both clocks advance."""
        if milliseconds < 0:
            raise ValueError("time since boot never goes back; use step() for the wall clock")
        self._wall += milliseconds
        self._up += milliseconds

    def step(self, milliseconds: int) -> None:
        """Set the wall clock, as a person or a server would; time since boot does not change."""
        self._wall += milliseconds

    def reboot(self, away: int = 60_000, up: int = 20_000) -> None:
        """Turn the power off for `away` ms and boot; the machine has been up for `up` ms afterwards."""
        self._wall += away + up
        self._up = up
        self._boots += 1


class FixedEntropy:
    """Randomness that a test can predict: each draw differs, the sequence is always the same.

    `fault` is why a random device gave nothing usable, "" for none.
    """

    def __init__(self, seed: bytes = b"kiosk") -> None:
        self._seed, self._count, self.fault = seed, 0, ""

    def _next(self) -> bytes:
        self._count += 1
        return hashlib.sha256(self._seed + self._count.to_bytes(8, "big")).digest()

    def draw(self) -> Drawn:
        return Drawn(hmac.new(self._next(), b"", hashlib.sha256).digest(), "os", self.fault)

    def salt(self) -> bytes:
        return self._next()[:16]


class FakeChime:
    """Records what was played; `broken` is the fault it reports, and then nothing plays."""

    def __init__(self, broken: str = "") -> None:
        self.played: list[str] = []
        self.broken = broken
        self.ready = False

    def get_ready(self) -> None:
        self.ready = True

    def play(self, sound: str) -> None:
        if sound not in SOUNDS:
            raise ValueError(f"no such sound: {sound}")
        if not self.broken:
            self.played.append(sound)

    def fault(self) -> str:
        return self.broken

    def try_out(self) -> None:
        if self.broken:
            raise DeviceFault(self.broken)
        self.played += SOUNDS


class FakeButtons:
    """Presses that a test makes, reported at once."""

    def __init__(self) -> None:
        self._heard: list[Callable[[Button], None]] = []

    def listen(self, heard: Callable[[Button], None], changed: Callable[[], None]) -> None:
        self._heard.append(heard)

    def press(self, means: str = "next", at: float | None = None) -> None:
        for heard in self._heard:
            heard(Button("pedal", 28, means, monotonic() if at is None else at))

    def line(self) -> DeviceLine:
        return DeviceLine("talking piece", "ok", "In use: pedal. Press it here to try it.")

    def close(self) -> None:
        self._heard = []


class FakePiece:
    """A talking piece whose kernel is a pipe: it writes the same structs as a real one.

    `refuses` is the error number with which it cannot be opened, 0 for none.
    """

    def __init__(self) -> None:
        self.refuses, self.opened = 0, 0
        self._writes = -1

    def open(self, path: str) -> int:
        """Open the pipe, as `devices.buttons.open_input` opens a device."""
        if self.refuses:
            raise OSError(self.refuses, os.strerror(self.refuses), path)
        if self._writes >= 0:
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), path)
        reads, self._writes = os.pipe()
        os.set_blocking(reads, False)
        self.opened += 1
        return reads

    def press(self, code: int, value: int = 1) -> None:
        """Press a key (1), release it (0), or repeat it (2); the kernel ends each with a report."""
        self.write((EV_KEY, code, value), (EV_SYN, SYN_REPORT, 0))

    def write(self, *events: tuple[int, int, int]) -> None:
        """Write events of (type, code, value) at the present time."""
        seconds, micros = divmod(int(monotonic() * 1e6), 1_000_000)
        os.write(self._writes, b"".join(EVENT.pack(seconds, micros, *event) for event in events))

    def write_half(self, code: int) -> None:
        """Write the first bytes of a struct alone; no kernel does that, and it must have no effect."""
        os.write(self._writes, EVENT.pack(0, 0, EV_KEY, code, 1)[:10])

    def unplug(self) -> None:
        """Pull the cable; it cannot be found until `refuses` is 0 again."""
        self.refuses = errno.ENOENT
        os.close(self._writes)
        self._writes = -1
