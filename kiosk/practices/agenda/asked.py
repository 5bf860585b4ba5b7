"""What other practices may ask of the agenda."""

from __future__ import annotations

from typing import Protocol

from kiosk.practices.contract import Heard
from kiosk.practices.room import Room


class Agenda(Protocol):
    """What the agenda can be asked."""

    def open_item(self) -> int:
        """Return the id of the open item, 0 for none."""

    def carried(self) -> list[int]:
        """Return the ids, in the last meeting, of the items that come back in the next one."""


def agenda(room: Room) -> Agenda:
    """Return the agenda of this room."""
    answers: Agenda = room.ask("agenda")
    return answers


class Told(Protocol):
    """What other practices' sentences may ask the teller of the agenda."""

    def item(self, number: int) -> str:
        """Return `item 3 “Rent strike fund”`, or `item 3` if its title was not heard."""


def told(heard: Heard) -> Told:
    """Return the teller of the agenda, which knows the titles heard so far."""
    telling: Told = heard.teller("agenda")
    return telling
