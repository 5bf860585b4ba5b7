"""What a practice adds to the minutes of a sitting: its chapter.

    CHAPTER = Chapter(data=Draws, listener=Listener, blocks=blocks)     in kiosk/practices/lot/minutes.py

A listener hears the entries of a sitting and gives typed data, which the document keeps under the practice's
name. From the data alone `blocks` makes what readers see; each passage names its place, and the places stand
in the same order on every page. So a practice that comes later touches no file of the minutes.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import Any, Protocol

from msgspec import Struct

from kiosk.practices.blocks import Block, Person, Said
from kiosk.practices.messages import Event, Origin
from kiosk.terms import Entry


class Place(IntEnum):
    """Where a passage stands, from the top of the page to its end."""

    DECIDED = 10
    """In short: what holds from now on."""
    LOOKED_AT = 11
    """In short: what was decided earlier and looked at again."""
    DRAWN = 12
    GIVEN = 13
    """In short: what was given to people, and what they took on."""
    ENDED = 14
    """In short: what was given back or has ended."""
    PUT_OFF = 15
    COMES_BACK = 16
    """In short: what the next meeting takes up."""
    BELONGS = 17
    """In short: who joined and who left."""
    RULES = 18
    ITEM = 30
    """What happened: the agenda item itself, before all that belongs to it."""
    REVIEWED = 31
    PROPOSED = 32
    LOT = 33
    TASK = 34
    BREAK = 39
    OWN = 50
    """A section of a practice's own."""
    HERE = 60
    VOICE = 61
    RECORD = 69
    PROOF = 80
    """After everything: what lets a reader check."""

    @property
    def in_short(self) -> bool:
        return self < Place.ITEM

    @property
    def happened(self) -> bool:
        return Place.ITEM <= self < Place.OWN

    @property
    def section(self) -> bool:
        return Place.OWN <= self < Place.PROOF


class Passage(Struct, frozen=True):
    """Blocks that belong together. `item` is the agenda item that was open, 0 for none.

    A passage at ITEM has the item's `number` and `heading` in people's words; `quiet` if it was not reached.
    A section or a proof has a `title`; `instead` stands in its place in a form that leaves proofs out.
    """

    place: Place
    blocks: tuple[Block, ...]
    item: int = 0
    number: int = 0
    heading: str = ""
    quiet: bool = False
    title: Said | None = None
    instead: Said | None = None


class Sum(Struct, frozen=True):
    """A phrase for reading back: `2 decisions`. `also` is told only where nothing else would be."""

    place: Place
    said: Said
    also: bool = False


class Due(Struct, frozen=True):
    """A day for the calendar: `uid` names the same thing in later minutes, `decision-3`."""

    uid: str
    date: str
    summary: Said
    text: str = ""


class Told(Struct, frozen=True):
    """What a chapter has to say. `warnings` stand above everything; `files` lie beside the minutes."""

    passages: list[Passage] = []
    sums: list[Sum] = []
    warnings: list[Said] = []
    days: list[Due] = []
    files: dict[str, str] = {}


class Evening(Struct, frozen=True):
    """The sitting that is told: the assembly's name, the sitting's number and its date."""

    assembly: str
    number: int
    date: str


class Company(Protocol):
    """What a listener may ask about the room, as it was after the entry it hears."""

    def members(self) -> list[str]:
        """Ids of the roster in order of joining."""

    def present(self) -> list[str]:
        """Who is in the room, members and guests, in order of arrival."""

    def been(self) -> list[str]:
        """Everybody who was here at any time of this sitting, in order of arrival."""

    def quorum(self) -> int:
        """How many members must be present; 0 where no quorum was set."""

    def item(self) -> int:
        """The id of the agenda item that is open, 0 for none."""

    def date(self) -> str:
        """The local date of the sitting."""

    def time(self, at: str) -> str:
        """The local hour of a time of the journal: `19:02`."""

    def called(self, origin: Origin) -> str:
        """The words for something that came back by itself."""

    def person(self, person: str) -> Person:
        """An id with its name."""


class Ended(Struct, frozen=True):
    """How the telling ended: `last` is the closing of the sitting, or its last entry while it is open.

    `taken_back` acts were undone; `unknown` entries were not understood. `lines(n)` gives the sitting's
    entries, undone ones too, as canonical JSON; from entry `n` on where `n` is before the sitting, else all.
    """

    last: Entry
    closed: bool
    taken_back: int
    unknown: int
    lines: Callable[[int], list[bytes]]


class Listener:
    """Hears one sitting from its first entry to its last; made anew for each.

    `state` is always the practice's own part of the assembly's state, with the entry folded in.
    """

    def __init__(self, company: Company) -> None:
        self.company = company

    def begin(self, state: Any) -> None:
        """How things stood before the first entry."""

    def take(self, entry: Entry, event: Event, state: Any) -> None:
        """An entry that counts: one that was taken back is not heard."""

    def data(self, state: Any, ended: Ended) -> Struct | None:
        """What the document keeps, None where there was nothing."""
        raise NotImplementedError


class Chapter(Struct, frozen=True):
    """A practice's part of the minutes. `blocks` may ask nothing but the data and the evening."""

    data: type[Struct]
    listener: Callable[[Company], Listener]
    blocks: Callable[[Any, Evening], Told]
