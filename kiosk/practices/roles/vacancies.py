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
    """The draw that is going on: for each role the seat that is drawn, and how many nobody has taken yet."""

    draw: str
    seats: dict[str, Vacancy]
    free: dict[str, int]
    revealed: bool = False


def drawing(event: Frozen | DrawnQuickly) -> Drawing:
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
    return Drawing(event.draw, seats, free, isinstance(event, DrawnQuickly))


def taken(vacant: dict[str, list[Vacancy]], going_on: Drawing | None, role: str, draw: str) -> None:
    """Note that a seat of a role was taken in a draw: the one that has been vacant for longest."""
    if going_on is not None and going_on.draw == draw and role in going_on.free:
        going_on.free[role] -= 1
    if role in vacant:
        del vacant[role][0]
        if not vacant[role]:
            del vacant[role]


def leave_open(vacant: dict[str, list[Vacancy]], over: Drawing) -> None:
    """Note the seats that nobody took in a draw. One that was vacant before it is not counted twice."""
    for role, free in over.free.items():
        there = len(vacant.get(role, ()))
        if free > there:
            vacant.setdefault(role, []).extend([over.seats[role]] * (free - there))


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
