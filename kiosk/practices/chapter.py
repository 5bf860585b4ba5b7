"""The chapter that a practice adds to the minutes of a sitting.

    CHAPTER = Chapter(data=Draws, listener=Listener, blocks=blocks)     in kiosk/practices/lot/minutes.py

A listener hears the entries of a sitting and returns typed data, which the document keeps under the name of
the practice. From the data alone `blocks` makes what readers see. Each passage names its place, and the
places have the same order on every page. So a new practice touches no file of the minutes.
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
    """The place of a passage, from the top of the page to its end."""

    DECIDED = 10
    """In short: what is in force from now on."""
    LOOKED_AT = 11
    """In short: what was decided earlier and reviewed."""
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
    """What happened: the agenda item itself, before everything that belongs to it."""
    REVIEWED = 31
    PROPOSED = 32
    LOT = 33
    TASK = 34
    BREAK = 39
    OWN = 50
    """A section of one practice."""
    HERE = 60
    VOICE = 61
    RECORD = 69
    PROOF = 80
    """At the end: what a reader needs to check the minutes."""

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
    A section or a proof has a `title`; a form that leaves proofs out shows `instead`.
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
    """A phrase for reading back: `2 decisions`. An `also` phrase is read only if there is no other."""

    place: Place
    said: Said
    also: bool = False


class Due(Struct, frozen=True):
    """A day for the calendar: `uid` names the same thing in later minutes, `decision-3`.

    One that is `cancelled` is taken out of the calendars that earlier minutes put it into.
    """

    uid: str
    date: str
    summary: Said
    text: str = ""
    cancelled: bool = False


class Told(Struct, frozen=True):
    """The content of a chapter. `warnings` come before everything; `files` are put next to the minutes."""

    passages: list[Passage] = []
    sums: list[Sum] = []
    warnings: list[Said] = []
    days: list[Due] = []
    files: dict[str, str] = {}


class Evening(Struct, frozen=True):
    """The sitting of the minutes: the assembly's name, the sitting's number and its date."""

    assembly: str
    number: int
    date: str


class Company(Protocol):
    """What a listener may ask about the room, as it was after the entry it hears."""

    def members(self) -> list[str]:
        """Return the ids of the roster in order of joining."""

    def present(self) -> list[str]:
        """Return the ids of members and guests in the room, in order of arrival."""

    def been(self) -> list[str]:
        """Return the ids of everybody who was here at any time of this sitting, in order of arrival."""

    def quorum(self) -> int:
        """Return how many members must be present; 0 if no quorum is set."""

    def quorum_rule(self) -> tuple[int, int]:
        """Return the quorum as it was set: (number, percent of the roster), (0, 0) for none."""

    def item(self) -> int:
        """Return the id of the open agenda item, 0 for none."""

    def date(self) -> str:
        """Return the local date of the sitting."""

    def time(self, at: str) -> str:
        """Return a time of the journal as local time of day, `19:02`; on another day than the sitting's date
        with its own: `2026-11-23T00:10`."""

    def called(self, origin: Origin) -> str:
        """Return the words for something that came back by itself."""

    def person(self, person: str) -> Person:
        """Return an id with its name."""


class Ended(Struct, frozen=True):
    """The end of the entries: `last` is the closing of the sitting, or its last entry while it is open.

    `taken_back` acts were undone; `unknown` entries were not understood. `lines(n)` returns the sitting's
    entries, undone ones too, as canonical JSON; if `n` is before the sitting, from entry `n` on.
    """

    last: Entry
    closed: bool
    taken_back: int
    unknown: int
    lines: Callable[[int], list[bytes]]


class Listener:
    """Hears one sitting from its first entry to its last. A new one is made for each sitting.

    `state` is always the practice's own part of the assembly's state, with the entry folded in.
    """

    def __init__(self, company: Company) -> None:
        self.company = company

    def begin(self, state: Any) -> None:
        """Hear the state before the first entry."""

    def take(self, entry: Entry, event: Event, state: Any) -> None:
        """Hear an entry; those that were undone are not heard."""

    def data(self, state: Any, ended: Ended) -> Struct | None:
        """Return what the document keeps, None if there is nothing."""
        raise NotImplementedError


class Chapter(Struct, frozen=True):
    """A practice's part of the minutes. `blocks` must use the data and the evening only."""

    data: type[Struct]
    listener: Callable[[Company], Listener]
    blocks: Callable[[Any, Evening], Told]
