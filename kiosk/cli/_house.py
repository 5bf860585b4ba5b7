"""The assembly that a command works on: opened for writing, or only watched.

This is where the command line picks its devices. Writing takes the journal's lock, so there is one writer;
watching takes none, and works while the kiosk on the wall runs.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.cli._terminal import complain
from kiosk.errors import Refused
from kiosk.journal.place import Place
from kiosk.language import words

if TYPE_CHECKING:
    from devices.buttons import TalkingPiece
    from devices.chime import CardChime
    from devices.hardware import RandomDevice
    from kiosk.desk.desk import Desk
    from kiosk.journal.journal import Journal
    from kiosk.ports import Clock, Entropy

_, ngettext = words("cli")


def system_clock() -> Clock:
    """Return this machine's clock."""
    from devices.clock import SystemClock

    return SystemClock()


def random_device(data: Path) -> RandomDevice:
    """Return the random device of kiosk.toml, if it names one."""
    from devices.hardware import RandomDevice
    from kiosk.settings import read_settings

    return RandomDevice(lambda: read_settings(data).random.device, data, system_clock())


def card_chime(data: Path) -> CardChime:
    """Return the sound card, as loud as kiosk.toml asks for."""
    from devices.chime import CardChime
    from kiosk.settings import read_settings

    return CardChime(lambda: read_settings(data).sound)


def talking_piece(data: Path) -> TalkingPiece:
    """Return the talking piece of kiosk.toml, if it names one."""
    from devices.buttons import TalkingPiece
    from kiosk.settings import read_settings

    return TalkingPiece(lambda: read_settings(data).piece)


def randomness(data: Path) -> Entropy:
    """Return the operating system's randomness, to which a random device adds."""
    from devices.entropy import DeviceEntropy

    return DeviceEntropy(lambda: random_device(data).read())


def must_exist(data: Path) -> None:
    """Raise Refused if no assembly was founded in `data`."""
    if not Place(data).journal.exists():
        sentence = _("There is no assembly in {folder} yet. Found one: kiosk init NAME")
        raise Refused(sentence.format(folder=data))


def asked(prompt: str) -> str:
    """Read a passphrase, unseen, or the next line of a pipe. Raises Refused at the end of input."""
    if sys.stdin.isatty():
        from getpass import getpass

        return getpass(f"{prompt} ")
    line = sys.stdin.readline()
    if not line:
        raise Refused(_("A passphrase was to be read, and nothing was given."))
    return line.rstrip("\n")


def unlock(journal: Journal) -> None:
    """Ask for the passphrase of a locked key, after showing the entries that its next signature will cover.

    Raises Refused for a wrong passphrase.
    """
    waiting = journal.unsigned()
    if waiting:
        sentence = _(
            "These entries are not yet signed; with the key open, the next entry's signature covers them:"
        )
        complain(sentence)
    for entry in waiting:
        complain(entry.decode())
    journal.unlock(asked(_("Passphrase of the journal's key:")))


@contextmanager
def desk_at(data: Path, clock: Clock) -> Iterator[Desk]:
    """Open the desk for commands that record; findings of the opening go to standard error.

    Raises Refused where there is no assembly, and where another kiosk has the journal open.
    """
    from kiosk.desk.desk import Desk
    from kiosk.journal.opening import JournalBusy

    must_exist(data)
    try:
        desk = Desk.open(data, clock, randomness(data))
    except JournalBusy as busy:
        sentence = _("{busy} Close the other kiosk first; journal, verify, export and follow work beside it.")
        raise Refused(sentence.format(busy=busy.sentence)) from busy
    for finding in [*desk.journal.damage, *desk.journal.findings]:
        complain(finding)
    if desk.journal.locked and sys.stdin.isatty():
        unlock(desk.journal)
    try:
        yield desk
    finally:
        desk.close()
