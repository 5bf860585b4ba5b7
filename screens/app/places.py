"""The table of places: where people can go, in the order of an evening. A new one is one line here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk.practices.agenda.state import Item
from screens import (
    agenda,
    arrive,
    circulation,
    devices,
    floor,
    journal,
    lobby,
    lot,
    mandates,
    minutes,
    more,
    proposal,
)
from screens.place import Place

if TYPE_CHECKING:
    from screens.moment import Moment

PLACES: tuple[Place, ...] = (
    lobby.PLACE,
    arrive.PLACE,
    agenda.PLACE,
    lot.PLACE,
    floor.PLACE,
    proposal.PLACE,
    mandates.PLACE,
    minutes.PLACE,
    devices.PLACE,
    journal.PLACE,
    more.PLACE,
    circulation.PLACE,
)


def named(name: str) -> Place | None:
    """Return the place of this name, None if there is none."""
    return next((place for place in PLACES if place.name == name), None)


def in_a_meeting(name: str) -> bool:
    """True for a place that has no use between meetings, nor in a meeting that was left open."""
    place = named(name)
    return place is not None and place.in_a_meeting


def for_item(item: Item) -> Place | None:
    """Return the place where this agenda item is dealt with, None for the floor, where all others are.

    An item that returned by itself (a draw, a review) belongs to the place of its practice.
    """
    kinds = {item.kind, item.origin.kind if item.origin else item.kind}
    return next((place for place in PLACES if kinds & set(place.opened_by)), None)


def moments() -> dict[str, Callable[[], Moment]]:
    """Return, by name, a function that makes the screen of each place."""
    return {place.name: lambda place=place: place.screen()() for place in PLACES}  # type: ignore[misc]


def by_key() -> list[Place]:
    """Return the places with a key that works everywhere, in the order of their keys."""
    return sorted((place for place in PLACES if place.key), key=lambda place: int(place.key[1:]))


def by_letter() -> list[Place]:
    """Return the places with a letter on the page of everything else."""
    return [place for place in PLACES if place.letter]
