"""Quotas of cells as people type them before a draw: `north 1-2, south 1`, or one of each.

It reads the text and refuses what cannot be meant. Whether the people in the room can meet a quota is decided
by the practice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from kiosk.errors import Refused
from kiosk.language import contexts, words
from kiosk.language.lists import listed
from kiosk.practices.cells import cells_called
from kiosk.practices.lot.commands import Wish

_, ngettext = words("lot_screen")
pgettext, npgettext = contexts("lot_screen")

MOST = 1_000
"""No upper limit."""

_QUOTA = re.compile(r"^(?P<of>.+?)\s+(?P<least>\d{1,3})(?:\s*[-–]\s*(?P<most>\d{1,3}))?$")


def largest(seats: Mapping[str, int]) -> str:
    """Return the role with the most seats, the first of several: quotas without a role are for it."""
    return max(seats, key=lambda role: seats[role], default="")


def each_cell(seats: Mapping[str, int], cells: Sequence[str]) -> list[Wish]:
    """Return the wish for at least one from each of these cells, in the role with the most seats."""
    return [Wish(largest(seats), "cell", cell, 1) for cell in cells]


def typed(text: str, seats: Mapping[str, int], cells: Mapping[str, str]) -> list[Wish]:
    """Return the quotas in a line with commas. `cells` maps the id of each cell that is here to its name.

    A role's name before a quota names another role, a dash means none.

    Raises Refused for a role that is not drawn, for a cell of which no member is present, and for other
    words.
    """
    wishes: dict[tuple[str, str], Wish] = {}
    for part in text.strip(" -").split(","):
        if not part.strip():
            continue
        found = _QUOTA.match(part.strip())
        if found is None:
            raise Refused(_("Type a cell and how many: north 1-2, south 1."))
        role, cell = _role_and_cell(found["of"], seats, cells)
        least, most = int(found["least"]), int(found["most"] or MOST)
        if least > most:
            raise Refused(_("The smaller number comes first: north 1-2."))
        wishes[role, cell] = Wish(role, "cell", cell, least, most)
    return list(wishes.values())


def _role_and_cell(of: str, seats: Mapping[str, int], cells: Mapping[str, str]) -> tuple[str, str]:
    """Return the role and the cell of `council: Haus Süd` or `Haus Süd`; the longest name of a cell wins."""
    words = of.replace(":", ": ").split()
    for at in range(len(words)):
        fitting = cells_called(" ".join(words[at:]), cells, cells.__getitem__)
        if len(fitting) == 1:
            return _role(" ".join(words[:at]).rstrip(": "), seats), fitting[0]
    known = listed(cells.values()) or pgettext("cells", "none")
    cell = of.rpartition(":")[2].strip() or of
    raise Refused(_("Nobody of cell {cell} is here; the cells here: {known}.").format(cell=cell, known=known))


def _role(name: str | None, seats: Mapping[str, int]) -> str:
    if not name:
        return largest(seats)
    for role in seats:
        if role.casefold() == re.sub(r"[^a-z0-9._]+", "-", name.casefold()).strip("-"):
            return role
    raise Refused(_("{role} is not drawn now.").format(role=name))


def as_typed(wishes: Sequence[Wish], seats: Mapping[str, int], name: Callable[[str], str] = str) -> str:
    """Return quotas as `typed` reads them; `name` returns the name of a cell."""
    texts = []
    for wish in wishes:
        role = "" if wish.role == largest(seats) else f"{wish.role}: "
        most = "" if wish.most >= MOST else f"-{wish.most}"
        texts.append(f"{role}{name(wish.value)} {wish.least}{most}")
    return ", ".join(texts)


def told(wishes: Sequence[Wish], name: Callable[[str], str] = str) -> list[str]:
    """Return quotas of one role in words, equal ones together: “at least 1 of each cell: north, roof”."""
    alike: dict[tuple[int, int], list[str]] = {}
    for wish in wishes:
        alike.setdefault((wish.least, wish.most), []).append(name(wish.value))
    rows = []
    for (least, most), cells in alike.items():
        sentence = _quota(least, most, len(cells))
        rows.append(sentence.format(least=least, most=most, cells=listed(cells)))
    return rows


def _quota(least: int, most: int, cells: int) -> str:
    if most >= MOST:
        return ngettext("at least {least} of cell {cells}", "at least {least} of each cell: {cells}", cells)
    if least == most:
        return ngettext("exactly {least} of cell {cells}", "exactly {least} of each cell: {cells}", cells)
    if not least:
        return ngettext("at most {most} of cell {cells}", "at most {most} of each cell: {cells}", cells)
    return ngettext("{least} to {most} of cell {cells}", "{least} to {most} of each cell: {cells}", cells)
