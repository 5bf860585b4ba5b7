"""What other practices may ask of the decisions."""

from __future__ import annotations

from typing import Protocol

from kiosk.practices.room import Room


class Decisions(Protocol):
    """The decisions that hold now."""

    def holds(self, number: int) -> bool:
        """True if this decision was adopted and not repealed."""


def decisions(room: Room) -> Decisions:
    """The decisions of this room."""
    answers: Decisions = room.ask("decision")
    return answers
