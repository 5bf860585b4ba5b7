"""What is plugged into a kiosk while it runs: what was found, what is heard, and whoever presses a button.

Nothing here is needed: each gap is a sentence on the devices screen. It opens no device itself (screens.boot
picks them) and shows nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from kiosk.desk.desk import Desk
from kiosk.ports import Button, Buttons, Chime, DeviceLine, Diagnosis
from screens.hardware.ringing import Ringing
from screens.hardware.scanner import Scanner
from screens.hardware.talking_piece import Presses


class Plugged:
    """The devices of one kiosk.

    `probe` looks what is plugged in; `diagnose` reads the random device at length; both block, the second
    for seconds, and raises DeviceFault. `scanner` is the sign that a badge scanner sends before each code,
    "" for none.
    """

    def __init__(
        self,
        *,
        probe: Callable[[], list[DeviceLine]] = list,
        diagnose: Callable[[], Diagnosis] | None = None,
        chime: Chime | None = None,
        buttons: Buttons | None = None,
        scanner: str = "",
    ) -> None:
        self.diagnose, self.chime = diagnose, chime
        self.scanner = Scanner(scanner)
        self.lines: list[DeviceLine] = []
        self._probe, self._buttons = probe, buttons
        self._ringing, self._presses = Ringing(chime), Presses()

    def look(self) -> None:
        """See what is plugged in now. Blocks."""
        self.lines = self._probe()

    def faults(self) -> list[str]:
        """One sentence for each device that is missing or ill."""
        return [line.sentence for line in self.lines if line.fault]

    def ring(self, desk: Desk) -> int:
        """Ring if a phase of a turn has begun; gives the ms until the next may begin."""
        return self._ringing.look(desk)

    def listen(self, pressed: Callable[[Button], None], changed: Callable[[], None]) -> None:
        """From now on the talking piece counts; both are called from its own thread."""
        if self._buttons is not None:
            self._buttons.listen(pressed, changed)

    def meant(self, press: Button, shown: float) -> bool:
        """Whether a press was meant, on a wall that looks so since `shown`, of the clock of `press.at`."""
        return self._presses.meant(press, shown)
