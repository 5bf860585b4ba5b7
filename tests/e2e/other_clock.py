"""The kiosk on a made-up machine with a wrong clock and several boots: a test may not change this one.

    python -m tests.e2e.other_clock FILE KIOSK-ARGUMENT...

FILE holds a boot id of eight digits, the milliseconds by which the time of day is wrong, and how long this
machine had been up at that boot; it is read each time the kiosk looks at its clock.
"""

from __future__ import annotations

import sys
from pathlib import Path

from devices.clock import SystemClock
from kiosk.__main__ import main as kiosk


def _said(file: str) -> list[str]:
    return Path(file).read_text().split()


def say(clock: Path, what: str) -> None:
    """Write to the file what the kiosk's clock shows from now on; the kiosk never reads half of it."""
    beside = clock.with_suffix(".new")
    beside.write_text(what)
    beside.rename(clock)


def main(file: str, *arguments: str) -> int:
    """Run the kiosk."""

    class OtherClock(SystemClock):
        """A clock that shows what the file holds."""

        def wall(self) -> int:
            return super().wall() + int(_said(file)[1])

        def up(self) -> int:
            return super().up() - int(_said(file)[2])

        def boot(self) -> str:
            return _said(file)[0]

    import devices.clock

    devices.clock.SystemClock = OtherClock  # type: ignore[misc]
    sys.argv = ["kiosk", *arguments]
    return kiosk()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
