"""`kiosk demo`: the kiosk on a made-up assembly. Nothing of it is kept.

The assembly is played into a temporary folder, in memory where this machine has such a folder, and removed at
the end, also when the kiosk is told to stop. Whatever is done in it is as real as in any other: entries are
signed and flushed, draws are drawn. Only the people are not.
"""

from __future__ import annotations

import os
import signal
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import TYPE_CHECKING

from kiosk.language import words

if TYPE_CHECKING:
    from kiosk.cli._parser import Commands

_, ngettext = words("cli")

MEMORY = Path("/dev/shm")
"""Where files live in memory on Linux: quick, and gone with the power."""


def add(subparsers: Commands) -> None:
    subparsers.add_parser(
        "demo",
        help=_("open the kiosk on a made-up assembly"),
        description=_(
            "Open the kiosk on a made-up assembly: 27 people in three cells, past meetings, roles and\n"
            "decisions about to fall due, an agenda. Do what you like: it is gone when you leave."
        ),
    )


def run(args: Namespace) -> int:
    return play()


def play() -> int:
    """Open the kiosk on a made-up assembly; gives the exit code."""
    from kiosk.cli import on_screen

    with made_up() as folder:
        return on_screen(folder, demo=True)


@contextmanager
def made_up() -> Iterator[Path]:
    """A temporary folder with the made-up assembly in it, removed afterwards whatever happens."""
    memory = MEMORY if os.access(MEMORY, os.W_OK | os.X_OK) else None
    with _stopped_in_order(), TemporaryDirectory(prefix="kiosk-demo-", dir=memory) as folder:
        furnish_at(Path(folder))
        yield Path(folder)


def furnish_at(folder: Path) -> None:
    """Found the made-up assembly in a folder, its last weeks behind it."""
    from devices.fakes import VirtualClock
    from kiosk import SOFTWARE
    from kiosk.cli._house import randomness, system_clock
    from kiosk.demo import NAME, began, furnish
    from kiosk.desk import Desk

    present = system_clock()
    clock = VirtualClock(wall=began(present.wall()), offset=present.offset())
    desk = Desk.found(folder, NAME, clock, randomness(), SOFTWARE)
    try:
        furnish(desk, clock)
    finally:
        desk.close()


@contextmanager
def _stopped_in_order() -> Iterator[None]:
    """Told to stop (a hang-up, systemd), the process ends like any other: its folder goes with it."""

    def stop(number: int, frame: FrameType | None) -> None:
        sys.exit(128 + number)

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
