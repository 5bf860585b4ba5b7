"""What every entry carries besides its kind's own fields, and the kinds that the journal itself writes.

    {"at":"2026-11-22T18:04:11.203Z","boot":"1f2e3d4c","clock":"ok","kind":"turn.began/1","n":214,"up":812345}

`n` counts from 0 and alone gives the order; the rest is the stamp of the key press (`kiosk.terms.Stamp`).
`"east":120`, minutes of local time east of UTC, stands in an entry where it is not what it was before.
All other kinds belong to the practices.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from kiosk.errors import Refused
from kiosk.journal import canonical
from kiosk.language import words
from kiosk.terms import Stamp

_, ngettext = words("journal")

FOUNDED = "journal.founded/1"
"""Entry 0: `origin`, `key` (vkey), `assembly` (its name), `software`."""
RECOVERED = "journal.recovered/1"
"""What a torn write left: `bytes`, `sha256`, `file` (in torn/; "" when only an LF was missing)."""

KEY_CHANGED = "journal.key-changed/1"
"""Later entries are signed with another key: `key` (its vkey, same name). The old key signs this entry."""

SIGNED = "journal.signed/1"
"""People looked at the last `count` entries, which had no signature: this entry's signature covers them."""

RENAMED = "person.renamed/1"
"""A name was corrected: `person`, and `name`, the commitment to the new one."""
FORGOTTEN = "person.forgotten/1"
"""The name of `person` was deleted."""
UNDONE = "act.undone/1"
"""The act of entry `of` was taken back."""


class Numbered(Struct):
    """What every entry carries, even in a journal made for testing, whose entry 0 is no founding."""

    n: int
    kind: str


class Common(Numbered):
    """What every entry of a founded journal carries."""

    at: str
    boot: str
    up: int
    clock: str
    east: Annotated[int, Meta(ge=-1_440, le=1_440)] | UnsetType = UNSET


_COMMON = frozenset(Common.__struct_fields__)


def entry_bytes(
    n: int, kind: str, fields: Mapping[str, object], stamp: Stamp, east: int | None = None
) -> bytes:
    """Return the canonical bytes of an entry. `east` is the offset of the entries before, None if unknown.

    Raises Refused when they are too many, NotCanonical for values that no entry can hold, ValueError when
    `fields` has a field of the envelope.
    """
    if not _COMMON.isdisjoint(fields):
        raise ValueError(f"{sorted(_COMMON.intersection(fields))} belong to the envelope")
    common: dict[str, object] = {
        "n": n,
        "kind": kind,
        "at": stamp.at,
        "boot": stamp.boot,
        "up": stamp.up,
        "clock": stamp.clock,
    }
    if east is not None and stamp.offset != east:
        common["east"] = stamp.offset
    try:
        return canonical.encode({**fields, **common})
    except canonical.TooLong as error:
        raise Refused(_("This is too long for one entry of the journal: shorten it or split it.")) from error
