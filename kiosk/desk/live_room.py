"""Answers what practices ask about each other (`kiosk.practices.room.Room`), from the live state.

It only reads and decides nothing.
"""

from __future__ import annotations

from typing import Any

from kiosk.desk.fold import Assembly
from kiosk.desk.registry import State
from kiosk.desk.shown_names import ShownNames
from kiosk.journal.journal import Journal
from kiosk.journal.names import Names
from kiosk.left_out import LeftOut
from kiosk.look_alikes import folded, looks
from kiosk.practices.messages import Origin
from kiosk.terms import Stamp

MOST_DUE = 60
"""Most things that come back in one meeting, because an entry has 64 KiB; the others are due next time."""


class LiveRoom:
    """A Room on the live assembly, its journal and the names kept next to it."""

    def __init__(self, assembly: Assembly, journal: Journal, names: Names) -> None:
        self._assembly, self._names = assembly, names
        self._shown = ShownNames(lambda: self._state, names)
        self.journal = LiveJournal(assembly, journal)

    @property
    def _state(self) -> State:
        return self._assembly.state

    def ask(self, practice: str) -> Any:
        answers = self._assembly.registry.practices[practice].answers
        if answers is None:
            raise LookupError(f"the practice {practice} answers no questions")
        return answers(getattr(self._state, practice), self)

    def name(self, person: str) -> str:
        return self._shown.name(person)

    def own_name(self, person: str) -> str:
        return self._names.name(person)

    def beside(self, person: str) -> str:
        return self._shown.beside(person)

    def named(self, name: str) -> list[str]:
        wanted = folded(name)
        people = [*self._state.roster.members, *self._state.roster.guests]
        return [person for person in people if folded(self._names.name(person)) == wanted]

    def alike(self, name: str) -> list[str]:
        wanted, people = looks(name), [*self._state.roster.members, *self._state.roster.guests]
        return [person for person in people if not wanted.isdisjoint(looks(self._names.name(person)))]

    def known(self, person: str) -> bool:
        return person in self._state.roster.members or person in self._state.roster.guests

    def members(self) -> list[str]:
        return list(self._state.roster.members)

    def cell(self, person: str) -> str:
        return self._state.roster.members.get(person, "")

    def cells(self) -> list[str]:
        roster = self._state.roster
        return [cell for cell in dict.fromkeys([*roster.members.values(), *roster.cells]) if cell]

    def cell_name(self, cell: str) -> str:
        return self._state.roster.cells.get(cell, cell)

    def present(self) -> list[str]:
        sitting = self._state.meeting.open
        return list(sitting.here) if sitting else []

    def meeting(self) -> int:
        sitting = self._state.meeting.open
        return sitting.number if sitting else 0

    def on_break(self) -> bool:
        sitting = self._state.meeting.open
        return bool(sitting and sitting.break_until)

    def date(self) -> str:
        sitting = self._state.meeting.open
        return sitting.date if sitting else ""

    def due(self, date: str) -> list[Origin]:
        return self._assembly.registry.due(self._state, self, date)[:MOST_DUE]

    def called(self, origin: Origin) -> str:
        return self._assembly.registry.called(origin)

    def stamp(self) -> Stamp:
        last = self._assembly.last
        if last is None:
            return Stamp("1970-01-01T00:00:00.000Z", "00000000", 0, "unsure")
        return Stamp(last.at, last.boot, last.up, last.clock)


class LiveJournal:
    """What practices can read about the open journal (`kiosk.practices.room.Journal`)."""

    def __init__(self, assembly: Assembly, journal: Journal) -> None:
        self._assembly, self._journal = assembly, journal

    def slug(self) -> str:
        """Return the slug from the origin `assembly-kiosk/<slug>-<8 hex>`."""
        origin = self._assembly.state.record.origin
        return origin.rpartition("/")[2].rpartition("-")[0][:32].strip("-") or "assembly"

    def root(self) -> bytes:
        return self._journal.root

    def unsigned(self) -> int:
        return self._journal.size - self._journal.signed_size

    def locked(self) -> bool:
        return self._journal.locked

    def damage(self) -> list[str]:
        return self._journal.damage

    def left_out(self) -> LeftOut:
        return self._assembly.left_out

    def last_act(self) -> tuple[int, str] | None:
        return self._assembly.last_act()

    def check_undo(self, n: int) -> None:
        self._assembly.check_undo(n)
