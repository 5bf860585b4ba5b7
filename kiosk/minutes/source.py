"""The source of minutes: an open desk, or an assembly's folder read by another process.

Both give the same: entries, names, the state now, and who signed. The entries are those that lead to the root
which is held: by the open journal, or by the newest signature on the card. Nothing is read before it is asked
for, and nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from kiosk.desk.fold import Assembly
from kiosk.desk.offsets import Offsets
from kiosk.desk.registry import REGISTRY, Registry, State
from kiosk.errors import JournalDamaged, Refused
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
    from kiosk.desk.desk import Desk

_, ngettext = words("minutes")

Sign = Callable[[str, bytes], bytes]
"""Returns the 64 bytes of an SSHSIG, in a namespace, over a file. Raises Refused if nothing can be sealed."""


class Source(Struct, frozen=True):
    """Where minutes come from: the state now, entries by number, names, and who signed.

    `read` gives entries that were checked, `lines` the same with TAB and the signature that stands there in
    base64, not yet verified. `keys` sign, each from an entry on; `signed_size` entries are covered by a
    signature. `seal` seals what was made from them; where it is None, `unsealed` says why.
    `left_out` are entries that were not folded; `offsets` tell local time at each entry.
    """

    state: State
    read: Callable[[int, int], Iterator[bytes]]
    size: int
    name: Callable[[str], str]
    keys: Sequence[tuple[int, Verifier]]
    lines: Callable[[int, int], Iterator[bytes]]
    signed_size: int
    left_out: LeftOut
    offsets: Offsets
    seal: Sign | None = None
    unsealed: str = ""
    damage: Sequence[str] = ()
    """What is not as it was recorded: nothing is published then."""
    registry: Registry = REGISTRY
    journal: object = None
    """The open journal, if it is one: what was worked out for a sitting is kept as long as it lives."""

    @property
    def verifier(self) -> Verifier:
        """Return the current signing key."""
        return self.keys[-1][1]

    def key_at(self, size: int) -> Verifier:
        """Return the key that signed the head of `size` entries."""
        return next(key for since, key in reversed(self.keys) if size > since or not since)


def of_desk(desk: Desk) -> Source:
    """Return the source of an open desk. If its key is locked or entries are unsigned, nothing is sealed.

    While there is damage, nothing is made.
    """
    journal = desk.journal
    unsealed = _("The journal's key is locked, so this is not sealed yet.") if journal.locked else ""
    if not unsealed and journal.signed_size < journal.size:
        unsealed = unsigned_entries()
    return Source(
        desk.state,
        journal.read,
        journal.size,
        desk.room.own_name,
        journal.keys,
        journal.lines,
        journal.signed_size,
        desk.assembly.left_out,
        desk.assembly.offsets,
        None if unsealed else journal.seal,
        unsealed,
        journal.damage,
        desk.registry,
        journal,
    )


def of_folder(folder: Path, registry: Registry = REGISTRY) -> Source:
    """Return the source of an assembly's folder, read without a lock.

    Its key seals where this account may read it and it has no passphrase. Raises JournalDamaged, or Refused
    where nothing is founded.
    """
    place = Place(folder)
    follower = Follower(folder, keep=True)
    entries = follower.poll()
    reading, assembly = follower.reading, Assembly(follower.reading.passed, registry)
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
    if seal is not None and reading.signed_size < reading.size:
        seal, unsealed = None, unsigned_entries()
    return Source(
        assembly.state,
        lambda start, stop: iter(entries[start:stop]),
        len(entries),
        names.name,
        reading.keys,
        lambda start, stop: map(_line, entries[start:stop], follower.signatures[start:stop]),
        reading.signed_size,
        assembly.left_out,
        assembly.offsets,
        seal,
        unsealed,
        registry=registry,
    )


def unsigned_entries() -> str:
    """Return why nothing is sealed while the journal ends with unsigned entries.

    Even the minutes of an older meeting depend on them: they may correct a name, or leave entries out.
    """
    return _("The journal's last entries are not signed yet, so this is not sealed.")


def _seal_of(place: Place, reading: Reading) -> tuple[Sign | None, str]:
    """Return (function that seals with the key in this folder, ""), or (None, why not)."""
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


def _line(entry: bytes, signature: bytes) -> bytes:
    return entry + b"\t" + signature
