"""Where minutes come from: an open house, or an assembly's folder seen from beside it.

Both give the same: entries, names, the state now, and who signed. Nothing is read before it is asked for, and
nothing is written.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Struct

from kiosk.assembly import State
from kiosk.errors import JournalDamaged, Refused
from kiosk.fold import Assembly
from kiosk.journal.follower import Follower
from kiosk.journal.key import load
from kiosk.journal.lines import line_of
from kiosk.journal.names import Names
from kiosk.journal.note import Checkpoint, MalformedNote, Verifier, base64_bytes, parse_vkey
from kiosk.journal.place import Place
from kiosk.journal.starts import Starts
from kiosk.language import words

if TYPE_CHECKING:
    from kiosk.desk import Desk

_, ngettext = words("minutes")


class Source(Struct, frozen=True):
    """Where minutes come from: the state now, entries by number, names, and who signed.

    `signature` gives the 64 bytes under the entry that completes a tree, b"" where there are none; `key`
    seals the minutes, None where it is not at hand.
    """

    state: State
    read: Callable[[int, int], Iterator[bytes]]
    size: int
    name: Callable[[str], str]
    verifier: Verifier
    signature: Callable[[Checkpoint], bytes]
    key: Ed25519PrivateKey | None = None
    journal: object = None
    """The open journal, if it is one: what was worked out for a sitting is kept as long as it lives."""


def of_desk(desk: Desk) -> Source:
    """The open house. Its key signs the head, which gives what stands in the journal (Ed25519).

    While the key is locked nothing is sealed, and the newest head may be missing: what no signature covers
    yet is not vouched for here either.
    """
    journal = desk.journal

    def signature(head: Checkpoint) -> bytes:
        if journal.locked or head.size > journal.signed_size:
            return b""
        return journal.private_key.sign(head.text)

    return Source(
        desk.state,
        journal.read,
        journal.size,
        desk.name,
        parse_vkey(journal.vkey),
        signature,
        None if journal.locked else journal.private_key,
        journal,
    )


def of_folder(folder: Path) -> Source:
    """An assembly seen from beside it, without a lock.

    Its key seals where this account may read it; else the signatures are those that stand on the card.
    Raises JournalDamaged, or Refused where nothing is founded.
    """
    place = Place(folder)
    follower, assembly = Follower(folder), Assembly()
    entries = follower.poll()
    assembly.replay(entries)
    if follower.reading.verifier is None:
        raise Refused(_("There is no assembly in {folder} yet.").format(folder=folder))
    reading, names = follower.reading, Names(place.names, lambda: assembly.state.roster.names)
    try:
        key = load(place.key)
    except JournalDamaged:
        key = None

    def read(start: int, stop: int) -> Iterator[bytes]:
        return iter(entries[start:stop])

    def signature(head: Checkpoint) -> bytes:
        if key is not None and head.size <= reading.signed_size:
            return key.sign(head.text)
        return _signature_of(place.entries, reading.starts, head.size - 1)

    return Source(assembly.state, read, len(entries), names.name, follower.reading.verifier, signature, key)


def _signature_of(path: Path, starts: Starts, n: int) -> bytes:
    """The signature at the end of the line of entry `n`, b"" where it has none."""
    file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        line = line_of(file, starts.span(n, n + 1), n)
    finally:
        os.close(file)
    try:
        return base64_bytes(line.rpartition(b"\t")[2])
    except MalformedNote:
        return b""
