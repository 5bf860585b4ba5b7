"""Which cell people mean: they write its name, in any script; entries and draws hold its id.

    cell_meant("Süd", room)     "sud"      what is recorded, and what pool.txt of a draw holds
    room.cell_name("sud")       "Süd"      what is shown

An id stays when a name changes. Cells that nobody named have only their id, as in older journals.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from kiosk.errors import Refused
from kiosk.language import words
from kiosk.language.lists import listed
from kiosk.look_alikes import folded
from kiosk.plain_names import plainly
from kiosk.practices.room import Room
from kiosk.slugs import slug

_, ngettext = words("roster")

_ID = re.compile(r"[a-z0-9._-]{1,32}")
_LONGEST = 32
"""Most characters of a cell's id (lot/1)."""


def cells_called(text: str, cells: Iterable[str], name: Callable[[str], str]) -> list[str]:
    """Return the ids of those cells that the text can mean, only the best kind of fit.

    An id means itself. A name fits as it is written, else without its accents, in large or small letters.
    """
    known = list(cells)
    if text in known:
        return [text]
    exact = [cell for cell in known if folded(name(cell)) == folded(text)]
    plain = plainly(text)
    return exact or [cell for cell in known if plain and plain in (plainly(name(cell)), cell)]


def cell_meant(text: str, room: Room) -> str:
    """Return the id of the cell that the text means; "" for "". What may be an id is one, known or not.

    Raises Refused for a name that no cell has, or that several may have.
    """
    fitting = cells_called(text, room.cells(), room.cell_name)
    if len(fitting) == 1:
        return fitting[0]
    if len(fitting) > 1:
        names = listed(_("{name} ({id})").format(name=room.cell_name(cell), id=cell) for cell in fitting)
        raise Refused(_('"{cell}" could be {cells}: write the id.').format(cell=text, cells=names))
    if not text or _ID.fullmatch(text):
        return text
    raise Refused(_("No cell is called {cell}. Name it first: roster.name-cell {cell}").format(cell=text))


def free_id(name: str, room: Room) -> str:
    """Return an id for a new cell of this name that no other cell has: `sud`, else `sud-2`."""
    taken, bare = set(room.cells()), slug(name, _LONGEST - 4, "cell")
    found, number = bare, 1
    while found in taken:
        number += 1
        found = f"{bare}-{number}"
    return found
