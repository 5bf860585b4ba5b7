"""The devices attached to a running kiosk: their findings, chimes, and presses of a button.

None of them is required: each gap is a sentence on the devices screen. It opens no device itself
(screens.boot chooses them) and shows nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from kiosk.desk.desk import Desk
from kiosk.ports import Button, Buttons, Chime, DeviceLine, Diagnosis
from screens.hardware.bursts import Bursts
from screens.hardware.ringing import Ringing
from screens.hardware.scanner import Scanner
from screens.hardware.talking_piece import Presses


class Plugged:
    """The devices of one kiosk.

    `probe` looks for attached devices; `diagnose` reads the random device at length, raises DeviceFault, and
    takes seconds; both block. `scanner` is the character that a badge scanner sends before each code, "" for
    none, `letters` what it types and what that means; `burst` the longest time between two of its keys, in
    seconds, 0 where nobody looks.
    """

    def __init__(
        self,
        *,
        probe: Callable[[], list[DeviceLine]] = list,
        diagnose: Callable[[], Diagnosis] | None = None,
        chime: Chime | None = None,
        buttons: Buttons | None = None,
        scanner: str = "",
        letters: tuple[str, str] = ("", ""),
        burst: float = 0.0,
    ) -> None:
        self.diagnose, self.chime = diagnose, chime
        self.scanner, self.bursts = Scanner(scanner, *letters), Bursts(burst)
        self.lines: list[DeviceLine] = []
        self._probe, self._buttons = probe, buttons
        self._ringing, self._presses = Ringing(chime), Presses()

    def look(self) -> None:
        """Look for attached devices now. Blocks."""
        self.lines = self._probe()

    def faults(self) -> list[str]:
        """Return one sentence for each device that is missing or ill."""
        return [line.sentence for line in self.lines if line.fault]

    def ring(self, desk: Desk) -> int:
        """Ring if a phase of a turn has begun; returns the ms until the next may begin."""
        return self._ringing.look(desk)

    def listen(self, pressed: Callable[[Button], None], changed: Callable[[], None]) -> None:
        """Listen to the talking piece; both functions are called from its own thread."""
        if self._buttons is not None:
            self._buttons.listen(pressed, changed)

    def meant(self, press: Button, shown: float) -> bool:
        """True if a press was meant for a wall that looks so since `shown` (same clock as `press.at`)."""
        return self._presses.meant(press, shown)
