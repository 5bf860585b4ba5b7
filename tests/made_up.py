"""A made-up room for tests of display code: names and who is here, without any rules."""

from __future__ import annotations

from typing import Any

from kiosk.left_out import LeftOut
from kiosk.look_alikes import alike, folded
from kiosk.practices.messages import Origin
from kiosk.terms import Stamp


class RoomOf:
    """A Room with members m001, m002... and guests g001... of these names; the members are here."""

    def __init__(self, *names: str, guests: tuple[str, ...] = ()) -> None:
        self.names = {f"m{n:03d}": name for n, name in enumerate(names, start=1)}
        self.journal = JournalOf()
        self.guests = {f"g{n:03d}": name for n, name in enumerate(guests, start=1)}

    def name(self, person: str) -> str:
        return self.names.get(person) or self.guests.get(person, person)

    def own_name(self, person: str) -> str:
        return self.name(person)

    def beside(self, person: str) -> str:
        return ""

    def named(self, name: str) -> list[str]:
        everybody = {**self.names, **self.guests}
        return [person for person, known in everybody.items() if folded(known) == folded(name)]

    def alike(self, name: str) -> list[str]:
        everybody = {**self.names, **self.guests}
        return [person for person, known in everybody.items() if alike(known, name)]

    def known(self, person: str) -> bool:
        return person in self.names or person in self.guests

    def members(self) -> list[str]:
        return list(self.names)

    def cell(self, person: str) -> str:
        return ""

    def cells(self) -> list[str]:
        return []

    def cell_name(self, cell: str) -> str:
        return cell

    def present(self) -> list[str]:
        return list(self.names)

    def meeting(self) -> int:
        return 1

    def on_break(self) -> bool:
        return False

    def ask(self, practice: str) -> Any:
        raise LookupError(practice)

    def date(self) -> str:
        return "2026-11-22"

    def due(self, date: str) -> list[Origin]:
        return []

    def called(self, origin: Origin) -> str:
        return origin.title

    def stamp(self) -> Stamp:
        return Stamp("2026-11-22T18:00:00.000Z", "00000000", 0, "ok")


class JournalOf:
    """A Journal that is sound and writes nothing."""

    def slug(self) -> str:
        return "maple-street-4"

    def root(self) -> bytes:
        return bytes(32)

    def unsigned(self) -> int:
        return 0

    def locked(self) -> bool:
        return False

    def damage(self) -> list[str]:
        return []

    def left_out(self) -> LeftOut:
        return LeftOut()

    def last_act(self) -> tuple[int, str] | None:
        return None

    def check_undo(self, n: int) -> None:
        return None
