"""Seats without a holder: given back, left by a person who left the assembly, or taken by nobody in a draw.

A vacant seat is due until it is drawn. Who is drawn for it takes what is left of its term. Nothing here is
recorded: it follows from the entries, and a term that has ended is no vacancy.
"""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct
from msgspec.structs import replace

from kiosk.practices.lot.events import DrawnQuickly, Frozen


class Vacancy(Struct, frozen=True):
    """A vacant seat of a role, and the term that it has: up to the day `until`, or for so many `days` or
    `meetings`, this one counted; else this meeting. `draw` gave the seat last, or left it open."""

    draw: str
    title: str = ""
    until: str = ""
    days: int = 0
    meetings: int = 0


class Drawing(Struct):
    """The draw that is going on: for each role the seat that is drawn, and how many nobody has taken yet.

    `earlier` are the seats that were vacant when it began, the first in the list of vacant ones: it fills
    those alone. A seat that becomes vacant while it goes on stays vacant, also one that it gave itself.
    """

    draw: str
    seats: dict[str, Vacancy]
    free: dict[str, int]
    revealed: bool = False
    earlier: dict[str, int] = {}


def drawing(vacant: dict[str, list[Vacancy]], event: Frozen | DrawnQuickly) -> Drawing:
    """Return the draw that begins with this event."""
    lines = (line.split(" ") for line in event.pool.split("\n", 60) if line.startswith("role "))
    free = {role: int(seats) for _word, role, seats in lines}
    seats = {
        role: Vacancy(
            event.draw,
            event.titles.get(role, ""),
            days=event.days.get(role, 0),
            meetings=event.meetings.get(role, 0),
        )
        for role in free
    }
    earlier = {role: len(vacant[role]) for role in free if role in vacant}
    return Drawing(event.draw, seats, free, isinstance(event, DrawnQuickly), earlier)


def taken(vacant: dict[str, list[Vacancy]], going_on: Drawing | None, role: str, draw: str) -> None:
    """Note that a seat of a role was taken in a draw: the one that was vacant for longest when it began."""
    if going_on is not None and going_on.draw == draw and role in going_on.free:
        going_on.free[role] -= 1
        if not going_on.earlier.get(role):
            return
        going_on.earlier[role] -= 1
    if role in vacant:
        del vacant[role][0]
        if not vacant[role]:
            del vacant[role]


def leave_open(vacant: dict[str, list[Vacancy]], over: Drawing) -> None:
    """Note the seats that nobody took in a draw. One that was vacant before it is not counted twice."""
    for role, free in over.free.items():
        there = over.earlier.get(role, 0)
        if free > there:
            vacant.setdefault(role, []).extend([over.seats[role]] * (free - there))


def at_the_end(vacant: dict[str, list[Vacancy]], going_on: Drawing | None) -> dict[str, list[Vacancy]]:
    """Return the vacant seats as they are if the draw that is going on gets no more answers."""
    found = {role: [*seats] for role, seats in vacant.items()}
    if going_on is not None and going_on.revealed:
        leave_open(found, going_on)
    return found


def goes_on(vacant: dict[str, list[Vacancy]], going_on: Drawing) -> Drawing:
    """Return a draw that was not revealed when the meeting closed: it fills what is vacant from then on."""
    return replace(going_on, earlier={role: len(vacant.get(role, ())) for role in going_on.free})


def closed(vacant: dict[str, list[Vacancy]], drawn_tonight: Collection[str]) -> list[tuple[str, Vacancy]]:
    """Count a meeting that closed. Returns (role, seat) of those whose term has ended with it.

    A seat for this meeting alone ends with it; a role that was drawn tonight comes back in any case.
    """
    ended: list[tuple[str, Vacancy]] = []
    for role, seats in list(vacant.items()):
        left = []
        for seat in seats:
            if seat.until or seat.days:
                left.append(seat)
            elif seat.meetings > 1:
                left.append(replace(seat, meetings=seat.meetings - 1))
            elif seat.meetings:
                ended.append((role, seat))
            elif role not in drawn_tonight:
                left.append(seat)
        vacant[role] = left
        if not left:
            del vacant[role]
    return ended
