"""`kiosk demo`: the kiosk on a made-up assembly. Nothing of it is kept.

The assembly is played into a temporary folder, in memory where the machine allows it, and removed at the end,
also after a signal. Everything done in it is real: entries are signed and flushed, draws are drawn. Only the
people are not.
"""

from __future__ import annotations

import os
import shutil
import signal
import stat
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from types import FrameType
from typing import TYPE_CHECKING

from kiosk.language import words

if TYPE_CHECKING:
    from kiosk.cli._parser import Commands

_, ngettext = words("cli")

PREFIX = "kiosk-demo-"
MEMORY = Path("/dev/shm")
"""Linux keeps files here in memory: fast, and gone with the power."""


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
    """Open the kiosk on a made-up assembly; returns the exit code."""
    from kiosk.cli import on_screen

    with made_up() as folder:
        return on_screen(folder, demo=True)


@contextmanager
def made_up() -> Iterator[Path]:
    """Yield a temporary folder with the made-up assembly, removed on every way out."""
    place = MEMORY if os.access(MEMORY, os.W_OK | os.X_OK) else Path(gettempdir())
    _sweep(place)
    with TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-", dir=place) as folder, _stopped_in_order(folder):
        furnish_at(Path(folder))
        yield Path(folder)


def _sweep(place: Path) -> None:
    """Remove the folders of this account's demos that were killed before they could."""
    for folder in place.glob(f"{PREFIX}*-*"):
        number = folder.name.removeprefix(PREFIX).partition("-")[0]
        try:
            status = folder.lstat()
            if stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid() and not _runs(int(number)):
                shutil.rmtree(folder, ignore_errors=True)
        except (OSError, ValueError):
            continue


def _runs(process: int) -> bool:
    """True if a process with this number runs, in any account."""
    return Path(f"/proc/{process}").exists() or not Path("/proc/self").exists()


def furnish_at(folder: Path) -> None:
    """Found the made-up assembly in a folder, and play its last weeks."""
    from devices.fakes import VirtualClock
    from kiosk import SOFTWARE
    from kiosk.cli._house import randomness, system_clock
    from kiosk.demo.playing import furnish
    from kiosk.demo.story import NAME, began
    from kiosk.desk.desk import Desk

    present = system_clock()
    wall = present.wall()
    clock = VirtualClock(wall=began(wall), offset=present.offset(wall), zone=present.zone())
    desk = Desk.found(folder, NAME, clock, randomness(folder), SOFTWARE)
    try:
        furnish(desk, clock)
    finally:
        desk.close()


@contextmanager
def _stopped_in_order(folder: str) -> Iterator[None]:
    """End the process on SIGTERM or SIGHUP (systemd, a closed terminal), and remove its folder.

    After SIGHUP there is no terminal to restore, and a screen that is just starting would wait for ever for a
    thread that reads from it: the process then ends at once.
    """

    def stop(number: int, frame: FrameType | None) -> None:
        if number == signal.SIGHUP:
            shutil.rmtree(folder, ignore_errors=True)
            os._exit(128 + number)
        sys.exit(128 + number)

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
