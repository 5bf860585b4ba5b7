"""The commands by which the people of a list join: their cells are named first, once each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kiosk.cleaning import has_visible
from kiosk.look_alikes import alike, folded
from kiosk.practices.messages import Command
from kiosk.practices.room import Room
from kiosk.practices.roster.rules import AddMember, NameCell
from kiosk.typed.member_list_file import Listed

_ID = re.compile(r"[a-z0-9._-]{1,32}")


def joining(people: Sequence[Listed], room: Room) -> Iterator[Command]:
    """Yield the commands for these people, in order. Each must be recorded before the next is asked for.

    Every name was confirmed by the room before. A cell is named unless its name may be an id as it is.
    """
    for person in people:
        cell = _known(person.cell, room) if has_visible(person.cell) else ""
        if has_visible(person.cell) and not cell:
            if _ID.fullmatch(person.cell) and person.cell not in room.cells():
                cell = person.cell
            else:
                yield NameCell(name=person.cell)
                cell = _known(person.cell, room)
        yield AddMember(name=person.name, cell=cell, another=True)


def _known(name: str, room: Room) -> str:
    """Return the id of the cell with this name, else of one that looks the same, "" if there is none.

    Süd is not Sud.
    """
    cells = {cell: room.cell_name(cell) for cell in room.cells()}
    same = [cell for cell, called in cells.items() if folded(called) == folded(name)]
    return next(iter(same or [cell for cell, called in cells.items() if alike(called, name)]), "")
