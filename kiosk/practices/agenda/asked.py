"""What other practices may ask of the agenda."""

from __future__ import annotations

from typing import Protocol

from kiosk.practices.contract import Heard
from kiosk.practices.room import Room


class Agenda(Protocol):
    """The answers of the agenda."""

    def open_item(self) -> int:
        """The id of the item that is talked about, 0 for none."""

    def carried(self) -> list[int]:
        """Ids, in the last meeting, of the items that come back in the next one."""


def agenda(room: Room) -> Agenda:
    """The agenda of this room."""
    answers: Agenda = room.ask("agenda")
    return answers


class Told(Protocol):
    """What sentences may ask of the sentences about the agenda."""

    def item(self, number: int) -> str:
        """`item 3 “Rent strike fund”`, or `item 3` while its title was not heard."""


def told(heard: Heard) -> Told:
    """The sentences about the agenda, as far as they were heard."""
    telling: Told = heard.teller("agenda")
    return telling
