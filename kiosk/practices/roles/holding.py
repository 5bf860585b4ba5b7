"""Tell the draws who holds a role beyond them, and who held one before and can help."""

from __future__ import annotations

from collections.abc import Collection

from kiosk.practices.roles.rules import Held, State
from kiosk.practices.room import Room


def goes_on(held: Held, drawn: Collection[str], date: str) -> bool:
    """True if a term goes on after a draw of these roles on `date`: it is not over, and not replaced."""
    if held.until:
        return held.until > date or (held.until == date and held.role not in drawn)
    return held.role not in drawn or held.meetings > 0


class Answers:
    """Answers the questions of other practices about the roles (`asked.Offices`)."""

    def __init__(self, state: State, room: Room) -> None:
        self._state, self._room = state, room

    def held(self, drawn: Collection[str]) -> dict[str, str]:
        date = self._room.date()
        going_on = (held for held in reversed(self._state.held) if goes_on(held, drawn, date))
        return {held.person: held.role for held in going_on}

    def helper(self, role: str, draw: str, seated: Collection[str]) -> str | None:
        date, here = self._room.date(), set(self._room.present())
        holders = [held for held in self._state.held if held.role == role]
        busy = {held.shadow for held in holders if held.draw == draw}
        busy.update(held.person for held in holders if goes_on(held, (role,), date))
        for person in reversed(self._state.holders.get(role, [])):
            if person in here and person not in seated and person not in busy:
                return person
        return None
