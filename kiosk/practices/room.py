"""The read-only view of the room for every practice: people, meeting, time, journal, other practices.

It is no place for rules: other practices are asked through their `asked` modules.
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
        """Return what practices may know of the journal."""

    def ask(self, practice: str) -> Any:
        """Return the answers of a practice; call it through that practice's `asked`, which has their type."""

    def name(self, person: str) -> str:
        """Return a person's name for a sentence, told apart from others; the id if the name was deleted."""

    def own_name(self, person: str) -> str:
        """Return the name alone, to be compared, corrected, or shown with the id. Never shown by itself."""

    def beside(self, person: str) -> str:
        """Return what tells a person from others of the same name: a cell or the id; "" if nobody has it."""

    def named(self, name: str) -> list[str]:
        """Return the ids of members and guests with this name (NFC, case and spaces folded)."""

    def alike(self, name: str) -> list[str]:
        """Return the ids of members and guests whose names are or look like this (`kiosk.look_alikes`)."""

    def known(self, person: str) -> bool:
        """True for a member of the roster, or a guest."""

    def members(self) -> list[str]:
        """Return the ids of the roster in order of joining."""

    def cell(self, person: str) -> str:
        """Return the cell that a member belongs to, "" for none."""

    def cells(self) -> list[str]:
        """Return the ids of all cells: those with members in order of joining, then those without."""

    def cell_name(self, cell: str) -> str:
        """Return the name of a cell for a sentence; the id of one without a name."""

    def present(self) -> list[str]:
        """Return the ids of the members and guests in the room, in order of arrival."""

    def meeting(self) -> int:
        """Return the number of the open meeting, 0 between meetings."""

    def on_break(self) -> bool: ...

    def date(self) -> str:
        """Return the local date of the open meeting, "" between meetings."""

    def due(self, date: str) -> list[Origin]:
        """Return what comes back by itself in a meeting on `date` (YYYY-MM-DD)."""

    def called(self, origin: Origin) -> str:
        """Return the words for something that comes back by itself."""

    def stamp(self) -> Stamp:
        """Return the last entry's stamp: what was known of time when the journal was last written."""


class Journal(Protocol):
    """What practices may know of the journal that they are recorded in."""

    def slug(self) -> str:
        """Return the assembly's name for machines, `[a-z0-9-]`, at most 32 characters."""

    def root(self) -> bytes:
        """Return the Merkle root, 32 bytes, before the entry being decided."""

    def unsigned(self) -> int:
        """Return how many entries at the end no signature covers yet."""

    def locked(self) -> bool:
        """True while the key waits for its passphrase."""

    def damage(self) -> list[str]:
        """Return a sentence for each reason why the journal cannot be signed; [] if there is none."""

    def left_out(self) -> LeftOut:
        """Return the entries that could not be folded."""

    def last_act(self) -> tuple[int, str] | None:
        """Return (entry, kind) of the last act that can still be undone, None for none."""

    def check_undo(self, n: int) -> None:
        """Raise Refused if act `n` cannot be undone."""


def members_present(room: Room) -> int:
    """Return how many members are in the room, without guests: this is what a quorum counts."""
    members = set(room.members())
    return sum(person in members for person in room.present())
