"""What other practices may ask of the draws."""

from __future__ import annotations

from typing import Protocol

from kiosk.practices.room import Room


class Draws(Protocol):
    """The draws, and whose turn it is to be in the hat."""

    def rotates(self) -> bool:
        """True while a cycle is running that another rule would change."""


def draws(room: Room) -> Draws:
    """The draws of this room."""
    answers: Draws = room.ask("lot")
    return answers
