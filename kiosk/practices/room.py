"""What a practice may ask of the others, read-only.

Who is present, which rule holds, what the open item is, what time it is said to be. It is not a place for
rules of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from kiosk.left_out import LeftOut
from kiosk.practices.contract import Origin
from kiosk.terms import Stamp

if TYPE_CHECKING:
    from kiosk.practices.rules.events import RotationRule


class Room(Protocol):
    """The read-only view that `decide` is given."""

    def name(self, person: str) -> str:
        """A person's name for a sentence; the id itself when forgotten."""

    def named(self, name: str) -> list[str]:
        """Ids of the people in the roster, and guests, with this name (NFC, case and spaces folded)."""

    def alike(self, name: str) -> list[str]:
        """The same, and those whose names look like this one on a wall (`kiosk.typed.look_alikes`)."""

    def known(self, person: str) -> bool:
        """In the roster, or a guest."""

    def members(self) -> list[str]:
        """Ids of the roster in order of joining."""

    def cell(self, person: str) -> str:
        """The cell a member belongs to, "" for none."""

    def present(self) -> list[str]:
        """Who is in the room now, members and guests, in order of arrival."""

    def meeting(self) -> int:
        """The number of the open meeting, 0 between meetings."""

    def on_break(self) -> bool: ...

    def item(self) -> int:
        """The id of the agenda item that is open, 0 for none."""

    def quorum(self) -> int:
        """How many members must be present; 0 where no quorum was set."""

    def turn_seconds(self) -> int:
        """Planned length of a speaking turn, seconds."""

    def stand_aside_limit(self) -> int:
        """How many may stand aside before a proposal is not adopted; 0 for no limit."""

    def rotation(self) -> RotationRule:
        """How roles go round."""

    def rotates(self) -> bool:
        """Whether a cycle is running that another rule would change."""

    def decided(self, number: int) -> bool:
        """Whether this decision holds now."""

    def date(self) -> str:
        """The local date of the open meeting, "" between meetings."""

    def slug(self) -> str:
        """The assembly's name for machines, `[a-z0-9-]`, at most 32 characters."""

    def root(self) -> bytes:
        """The journal's Merkle root, 32 bytes, before the entry being decided."""

    def unsigned(self) -> int:
        """How many entries at the journal's end no signature covers yet."""

    def locked(self) -> bool:
        """Whether the journal's key waits for its passphrase."""

    def damage(self) -> list[str]:
        """What keeps the journal from being signed, a sentence each; [] while all is well."""

    def left_out(self) -> LeftOut:
        """The entries that could not be folded."""

    def due(self, date: str) -> list[Origin]:
        """What comes back by itself in a meeting on `date` (YYYY-MM-DD)."""

    def last_act(self) -> tuple[int, str] | None:
        """Entry and kind of the last act that can still be undone."""

    def check_undo(self, n: int) -> None:
        """Raises Refused where act `n` cannot be undone."""

    def stamp(self) -> Stamp:
        """The last entry's stamp: what was known of time when the journal was last written."""


def members_present(room: Room) -> int:
    """How many of the roster are in the room, which is what a quorum asks: guests are heard, not counted."""
    members = set(room.members())
    return sum(person in members for person in room.present())
