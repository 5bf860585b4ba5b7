"""What other practices may ask of the rules."""

from __future__ import annotations

from typing import Protocol

from kiosk.practices.room import Room
from kiosk.practices.rules.events import RotationRule


class Rules(Protocol):
    """What the rules in force can be asked."""

    def quorum(self) -> int:
        """Return how many members must be present; 0 if no quorum is set."""

    def turn_seconds(self) -> int:
        """Return the planned length of a speaking turn, in seconds."""

    def stand_aside_limit(self) -> int:
        """Return how many members may stand aside before a proposal cannot be adopted; 0 for no limit."""

    def rotation(self) -> RotationRule:
        """Return the rule for the rotation of roles."""


def rules(room: Room) -> Rules:
    """Return the rules of this room."""
    answers: Rules = room.ask("rules")
    return answers
