"""The assembly that a command works on: opened for writing, or only watched.

This is where the command line picks its devices. Writing takes the journal's lock, so there is one writer;
watching takes none, and may run beside the kiosk on the wall.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.cli._terminal import complain
from kiosk.errors import Refused
from kiosk.journal.place import Place
from kiosk.language import words

if TYPE_CHECKING:
    from kiosk.desk import Desk
    from kiosk.ports import Clock, Entropy

_, ngettext = words("cli")


def system_clock() -> Clock:
    """This machine's clock."""
    from devices.clock import SystemClock

    return SystemClock()


def randomness() -> Entropy:
    """The operating system's randomness."""
    from devices.entropy import OsEntropy

    return OsEntropy()


def must_exist(data: Path) -> None:
    """Raises Refused where no assembly was founded."""
    if not Place(data).journal.exists():
        sentence = _("There is no assembly in {folder} yet. Found one: kiosk init NAME")
        raise Refused(sentence.format(folder=data))


@contextmanager
def desk_at(data: Path, clock: Clock) -> Iterator[Desk]:
    """The open house, for commands that record; what opening found is said on standard error.

    Raises Refused where there is no assembly, and where another kiosk has the journal open.
    """
    from kiosk.desk import Desk
    from kiosk.journal.journal import JournalBusy

    must_exist(data)
    try:
        desk = Desk.open(data, clock, randomness())
    except JournalBusy as busy:
        sentence = _("{busy} Close the other kiosk first; journal, verify, export and follow work beside it.")
        raise Refused(sentence.format(busy=busy.sentence)) from busy
    for finding in desk.journal.findings:
        complain(finding)
    try:
        yield desk
    finally:
        desk.close()
