"""Reading members from what people have: typed lines, a pasted list, a CSV file.

One person per line. A first line that names its columns (name, first name, last name, cell) is a heading;
without one, the first column is the name and the second the cell. Bullets and numbers in front of a name
are removed. It adds nobody to the roster: the room looks at the list first.
"""

from __future__ import annotations

import csv
import io
import re

from msgspec import Struct

from kiosk.cleaning import clean, has_visible
from kiosk.errors import Refused
from kiosk.language import words
from kiosk.look_alikes import looks
from kiosk.terms import NAME

_, ngettext = words("rollcall")

_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,4}[.)])\s+")
_COLUMNS = {
    "name": "name",
    "names": "name",
    "full name": "name",
    "member": "name",
    "first name": "first",
    "firstname": "first",
    "given name": "first",
    "last name": "last",
    "lastname": "last",
    "surname": "last",
    "family name": "last",
    "cell": "cell",
    "group": "cell",
    "circle": "cell",
}


class Listed(Struct, frozen=True):
    """One person of a list; `cell` is its name or ""; `twice` is True if an earlier name looks like it."""

    name: str
    cell: str = ""
    twice: bool = False


def read_people(text: str) -> list[Listed]:
    """Return people in the order of the lines; raises Refused for a name that is too long."""
    rows = _rows(text)
    heading = [_COLUMNS.get(cell.strip().casefold(), "") for cell in rows[0]] if rows else []
    if "name" in heading or "first" in heading:
        rows = rows[1:]
    else:
        heading = ["name", "cell"]
    people: list[Listed] = []
    seen: set[str] = set()
    for row in rows:
        fields = dict(zip(heading, row, strict=False))
        name = fields.get("name") or f"{fields.get('first', '')} {fields.get('last', '')}"
        name = _short(_BULLET.sub("", name))
        if not has_visible(name):
            continue
        people.append(Listed(name, _short(fields.get("cell", "")), not seen.isdisjoint(looks(name))))
        seen |= looks(name)
    return people


def _rows(text: str) -> list[list[str]]:
    lines = [line for line in text.replace("\0", "").splitlines() if line.strip()]
    for separator in ("\t", ";", ","):
        if any(separator in line for line in lines):
            return list(csv.reader(io.StringIO("\n".join(lines)), delimiter=separator, strict=False))
    return [[line] for line in lines]


def _short(text: str) -> str:
    """Return the name of a person or a cell, cleaned, with single blanks. Raises Refused if too long."""
    name = " ".join(clean(text).split())
    if len(name) > NAME:
        raise Refused(
            _("A name has at most {most} characters; this one has {n}: {start}...").format(
                most=NAME, n=len(name), start=name[:20]
            )
        )
    return name
