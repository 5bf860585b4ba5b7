"""What other practices may ask of the draws."""

from __future__ import annotations

from typing import Protocol

from kiosk.practices.room import Room


class Draws(Protocol):
    """What the draws can be asked about the rotation of roles."""

    def rotates(self) -> bool:
        """True while a cycle is running, which a change of the rotation rule would affect."""


def draws(room: Room) -> Draws:
    """Return the draws of this room."""
    answers: Draws = room.ask("lot")
    return answers
