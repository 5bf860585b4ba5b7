"""Devices that do what a test says, as strict as the real ones: a clock, randomness, a chime, buttons.

They ship with the kiosk because `--clock virtual`, the demo and the benchmarks use them too.
"""

from __future__ import annotations

import hashlib
import hmac

from devices.chime import SOUNDS
from kiosk.errors import DeviceFault
from kiosk.ports import Button, Drawn


class VirtualClock:
    """A clock that moves only when told. `wall` ms since 1970, `up` ms since boot."""

    def __init__(self, wall: int = 1_795_372_920_000, up: int = 600_000, offset: int = 0) -> None:
        self._wall, self._up, self._offset = wall, up, offset
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

    def offset(self) -> int:
        return self._offset

    def advance(self, milliseconds: int) -> None:
        """Time passes."""
        if milliseconds < 0:
            raise ValueError("time since boot never goes back; use step() for the wall clock")
        self._wall += milliseconds
        self._up += milliseconds

    def step(self, milliseconds: int) -> None:
        """Somebody sets the wall clock; time since boot does not notice."""
        self._wall += milliseconds

    def reboot(self, away: int = 60_000, up: int = 20_000) -> None:
        """The power was off for `away` ms; the machine has been up for `up` ms since."""
        self._wall += away + up
        self._up = up
        self._boots += 1


class FixedEntropy:
    """Randomness that a test can foretell: each draw differs, the sequence is always the same.

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
    """Remembers what was played; `broken` is the fault it reports, and then nothing plays."""

    def __init__(self, broken: str = "") -> None:
        self.played: list[str] = []
        self.broken = broken

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
    """Gives the presses a test has put in, each once."""

    def __init__(self) -> None:
        self._waiting: list[Button] = []

    def press(self, code: int, device: str = "pedal") -> None:
        self._waiting.append(Button(device, code))

    def pressed(self) -> list[Button]:
        now, self._waiting = self._waiting, []
        return now
