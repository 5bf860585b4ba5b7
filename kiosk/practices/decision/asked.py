"""What other practices may ask of the decisions."""

from __future__ import annotations

from typing import Protocol

from kiosk.practices.room import Room


class Decisions(Protocol):
    """What the decisions in force can be asked."""

    def holds(self, number: int) -> bool:
        """True if this decision was adopted and is not repealed."""


def decisions(room: Room) -> Decisions:
    """Return the decisions of this room."""
    answers: Decisions = room.ask("decision")
    return answers
