"""The names of an assembly's people as they are shown: two of one name get a cell or a number.

Worked out once for each change of the roster, the room or the names: a wall asks for everybody's name at
every second and every key.
"""

from __future__ import annotations

from collections.abc import Callable

from kiosk.desk.registry import State
from kiosk.journal.names import Names
from kiosk.practices.told_apart import told_apart, with_beside


class ShownNames:
    """Names for sentences and lists. `state` returns the live state; an entry replaces its parts."""

    def __init__(self, state: Callable[[], State], names: Names) -> None:
        self._state, self._names = state, names
        self._of: tuple[object, ...] = ()
        self._beside: dict[str, str] = {}

    def beside(self, person: str) -> str:
        """Return what tells this person apart: a cell or the number; "" if nobody else has the name."""
        state, names = self._state(), self._names
        of = (state.roster, state.meeting, names.held)
        if len(of) != len(self._of) or any(one is not other for one, other in zip(of, self._of, strict=True)):
            self._of, self._beside = of, told_apart_in(state, names.name)
        return self._beside.get(person, "")

    def name(self, person: str) -> str:
        """Return the name as it is shown; the id of a person whose name was deleted."""
        return with_beside(self._names.name(person), self.beside(person))


def told_apart_in(state: State, name: Callable[[str], str]) -> dict[str, str]:
    """Return id -> the cell or the number that follows the name, for this state of an assembly."""
    roster, sitting = state.roster, state.meeting.open
    cells = {person: roster.cells.get(cell, cell) for person, cell in roster.members.items()}
    now = {*roster.members, *(sitting.here if sitting else ())}
    people = dict.fromkeys([*roster.names, *roster.forgotten])
    return told_apart({person: name(person) for person in people}, cells, now)
