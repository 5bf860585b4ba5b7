"""What every practice may ask, read-only: people, the meeting, the time, the journal, and other practices.

It is not a place for rules: what a practice knows of its own, others ask by its `asked` module.
"""

from __future__ import annotations

from typing import Any, Protocol

from kiosk.left_out import LeftOut
from kiosk.practices.messages import Origin
from kiosk.terms import Stamp


class Room(Protocol):
    """The read-only view that `decide` is given."""

    @property
    def journal(self) -> Journal:
        """The journal, as far as practices may know it."""

    def ask(self, practice: str) -> Any:
        """The answers of the practice of this name; ask by its `asked` module, which says their type."""

    def name(self, person: str) -> str:
        """A person's name for a sentence; the id itself when forgotten."""

    def named(self, name: str) -> list[str]:
        """Ids of the people in the roster, and guests, with this name (NFC, case and spaces folded)."""

    def alike(self, name: str) -> list[str]:
        """The same, and those whose names look like this one on a wall (`kiosk.look_alikes`)."""

    def known(self, person: str) -> bool:
        """True for a member of the roster, and for a guest."""

    def members(self) -> list[str]:
        """Ids of the roster in order of joining."""

    def cell(self, person: str) -> str:
        """The cell a member belongs to, "" for none."""

    def present(self) -> list[str]:
        """Ids of the members and guests in the room now, in order of arrival."""

    def meeting(self) -> int:
        """The number of the open meeting, 0 between meetings."""

    def on_break(self) -> bool: ...

    def date(self) -> str:
        """The local date of the open meeting, "" between meetings."""

    def due(self, date: str) -> list[Origin]:
        """What comes back by itself in a meeting on `date` (YYYY-MM-DD)."""

    def called(self, origin: Origin) -> str:
        """The words for something that comes back by itself."""

    def stamp(self) -> Stamp:
        """The last entry's stamp: what was known of time when the journal was last written."""


class Journal(Protocol):
    """What practices may know of the journal that they are recorded in."""

    def slug(self) -> str:
        """The assembly's name for machines, `[a-z0-9-]`, at most 32 characters."""

    def root(self) -> bytes:
        """The Merkle root, 32 bytes, before the entry being decided."""

    def unsigned(self) -> int:
        """How many entries at the end no signature covers yet."""

    def locked(self) -> bool:
        """True while the key waits for its passphrase."""

    def damage(self) -> list[str]:
        """What keeps the journal from being signed, a sentence each; [] while all is well."""

    def left_out(self) -> LeftOut:
        """The entries that could not be folded."""

    def last_act(self) -> tuple[int, str] | None:
        """Entry and kind of the last act that can still be undone."""

    def check_undo(self, n: int) -> None:
        """Raise Refused where act `n` cannot be undone."""


def members_present(room: Room) -> int:
    """Return how many members are in the room, which is what a quorum asks: guests are heard, not counted."""
    members = set(room.members())
    return sum(person in members for person in room.present())
