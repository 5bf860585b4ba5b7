"""Where minutes come from: an open house, or an assembly's folder seen from beside it.

Both give the same: entries, names, the state now, and who signed. The entries are those that lead to the root
which is held: by the open journal, or by the newest signature on the card. Nothing is read before it is asked
for, and nothing is written.
"""

from __future__ import annotations

from binascii import Error as Base64Error
from binascii import a2b_base64
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from kiosk.assembly import State
from kiosk.errors import JournalDamaged, Refused
from kiosk.fold import Assembly
from kiosk.journal import key, signing
from kiosk.journal.follower import Follower
from kiosk.journal.names import Names
from kiosk.journal.note import Verifier
from kiosk.journal.opening import signer_of
from kiosk.journal.place import Place
from kiosk.journal.reading import Reading
from kiosk.language import words
from kiosk.left_out import LeftOut

if TYPE_CHECKING:
    from kiosk.desk import Desk

_, ngettext = words("minutes")

Sign = Callable[[str, bytes], bytes]
"""Gives the 64 bytes of an SSHSIG, in a namespace, over a file. Raises Refused where nothing is sealed."""


class Source(Struct, frozen=True):
    """Where minutes come from: the state now, entries by number, names, and who signed.

    `read` gives entries that were checked. `keys` sign, each from an entry on; `signature` gives the 64 bytes
    that stand on the line of an entry, not yet verified, b"" where there are none; `signed_size` entries are
    covered by a signature. `seal` seals what was made from them; where it is None, `unsealed` says why.
    `left_out` are entries that were not folded.
    """

    state: State
    read: Callable[[int, int], Iterator[bytes]]
    size: int
    name: Callable[[str], str]
    keys: Sequence[tuple[int, Verifier]]
    signature: Callable[[int], bytes]
    signed_size: int
    left_out: LeftOut
    seal: Sign | None = None
    unsealed: str = ""
    damage: Sequence[str] = ()
    """What is not as it was recorded: nothing is published then."""
    journal: object = None
    """The open journal, if it is one: what was worked out for a sitting is kept as long as it lives."""

    @property
    def verifier(self) -> Verifier:
        """The key that signs now."""
        return self.keys[-1][1]

    def key_at(self, size: int) -> Verifier:
        """The key that signed the head of so many entries."""
        return next(key for since, key in reversed(self.keys) if size > since or not since)


def of_desk(desk: Desk) -> Source:
    """The open house. While its key is locked nothing is sealed; while there is damage, nothing is made."""
    journal = desk.journal
    locked = _("The journal's key is locked, so this is not sealed yet.") if journal.locked else ""
    return Source(
        desk.state,
        journal.read,
        journal.size,
        desk.name,
        journal.keys,
        lambda n: _signature(journal.line(n)),
        journal.signed_size,
        desk.assembly.left_out,
        None if journal.locked else journal.seal,
        locked,
        journal.damage,
        journal,
    )


def of_folder(folder: Path) -> Source:
    """An assembly seen from beside it, without a lock.

    Its key seals where this account may read it and it has no passphrase. Raises JournalDamaged, or Refused
    where nothing is founded.
    """
    place = Place(folder)
    follower = Follower(folder, keep=True)
    entries = follower.poll()
    reading, assembly = follower.reading, Assembly(follower.reading.passed)
    if reading.verifier is None:
        raise Refused(_("There is no assembly in {folder} yet.").format(folder=folder))
    assembly.replay(entries)
    names = Names(place.names, lambda: assembly.state.roster.names)
    seal, unsealed = _seal_of(place, reading)
    if names.judge(assembly.state.roster.forgotten).misfits:
        seal, unsealed = (
            None,
            _("A name does not fit the journal, so this is not sealed."),
        )
    return Source(
        assembly.state,
        lambda start, stop: iter(entries[start:stop]),
        len(entries),
        names.name,
        reading.keys,
        lambda n: _bytes_of(follower.signatures[n]),
        reading.signed_size,
        assembly.left_out,
        seal,
        unsealed,
    )


def _seal_of(place: Place, reading: Reading) -> tuple[Sign | None, str]:
    """What seals with the key in this folder, or None and why not."""
    assert reading.verifier is not None
    try:
        signer = signer_of(key.load(place.key), reading.verifier)
    except key.Locked:
        return None, _("The journal's key has a passphrase, so this is not sealed. The wall seals it.")
    except JournalDamaged as trouble:
        if trouble.__cause__ is not None and isinstance(trouble.__cause__, OSError):
            return None, _("The journal's key cannot be read by this account, so this is not sealed.")
        return None, trouble.sentence
    return partial(signing.seal, signer), ""


def _signature(line: bytes) -> bytes:
    return _bytes_of(line.rpartition(b"\t")[2])


def _bytes_of(text: bytes) -> bytes:
    try:
        return a2b_base64(text)
    except Base64Error:
        return b""
