"""Draws from a list of lines, without a roster or an assembly: a hundred thousand people, panels, speakers.

Line 17 of the file is `l000017` in the draw; empty lines count for nobody. The draw's assembly is
`list-<first 16 hex of the file's SHA-256>`, so anybody with the file can tell that this list was used. What
is drawn is one of four things:

    seats       a given number of lines
    panel       one line, which is a panel that was put together elsewhere
    order       all lines, in the order of their tickets, for example speakers
    tie-break   one of two or more lines

No line has a weight: each is in the hat once. This module reads no file and asks nobody.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import Literal, get_args

from msgspec import Struct

from kiosk.errors import Refused
from kiosk.language import words
from kiosk.look_alikes import folded, looks
from kiosk.practices.lot.freeze import with_room
from kiosk.practices.lot.pool import Kind, Person, Pool, Role

_, ngettext = words("lot")

What = Literal["seats", "panel", "order", "tie-break"]
WHATS: tuple[What, ...] = get_args(What)
ROLE: dict[What, str] = {"seats": "seat", "panel": "panel", "order": "place", "tie-break": "tie-break"}
"""The role in pool.txt; tickets are hashed with it."""
MOST_LINES = 999_999
NO_JOURNAL = "0" * 64
"""`prev` of a draw that no journal came before."""


class Listed(Struct, frozen=True):
    """A file of lines: `digest` its SHA-256 in hex, `lines` id -> text, in the order of the file."""

    digest: str
    lines: dict[str, str]

    @property
    def assembly(self) -> str:
        """Return the assembly's name in the `draw` line of pool.txt."""
        return f"list-{self.digest[:16]}"


def read_list(data: bytes, text: str, repeated: bool = False, without: Collection[int] = ()) -> Listed:
    """Return the lines of a file's `text` but those `without` a place in the hat, by number.

    Raises Refused for an empty list, and for lines that are or look the same (ignoring case, blanks and how
    accents are encoded), unless they may be `repeated`.
    """
    parted = text.removesuffix("\n").split("\n")
    if len(parted) > MOST_LINES:
        raise Refused(_("{most} lines are the most that a draw takes.").format(most=MOST_LINES))
    lines = {
        f"l{n:06d}": line.strip() for n, line in enumerate(parted, 1) if line.strip() and n not in without
    }
    if not lines:
        raise Refused(_("Nothing stands in this list."))
    if not repeated:
        _refuse_twins(lines)
    return Listed(hashlib.sha256(data).hexdigest(), lines)


def _refuse_twins(lines: dict[str, str]) -> None:
    seen: dict[str, str] = {}
    for id_, line in lines.items():
        for look in looks(line):
            if (other := seen.setdefault(look, id_)) != id_:
                same = _(
                    "Lines {first} and {second} say the same: “{line}”. Take one out, or say --repeated:"
                    " then each counts by itself."
                )
                like = _(
                    "Lines {first} and {second} look the same: “{line}”. Take one out, or say --repeated:"
                    " then each counts by itself."
                )
                sentence = same if folded(line) == folded(lines[other]) else like
                first, second = number_of(other), number_of(id_)
                raise Refused(sentence.format(first=first, second=second, line=line[:80]))


def number_of(id_: str) -> int:
    """Return the line number of an id, counted from 1."""
    return int(id_[1:])


def pool_of(listed: Listed, number: str, what: What, seats: int = 0, throw: Kind | None = None) -> Pool:
    """Return the pool of a draw from a list; `seats` counts for "seats" only. Raises Refused."""
    people = len(listed.lines)
    match what:
        case "order":
            seats = people
        case "panel" | "tie-break":
            seats = 1
        case "seats":
            pass
    if what == "tie-break" and people < 2:
        raise Refused(_("A tie is between two lines or more."))
    if not 0 < seats <= people:
        sentence = ngettext(
            "Between 1 and {people} seat can be drawn from this list.",
            "Between 1 and {people} seats can be drawn from this list.",
            people,
        )
        raise Refused(sentence.format(people=people))
    everybody = tuple(map(Person, listed.lines))
    pool = Pool(listed.assembly, number, NO_JOURNAL, (Role(ROLE[what], seats),), everybody)
    return with_room(pool, throw) if throw else pool
