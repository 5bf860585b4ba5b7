"""What other practices may ask of the rules."""

from __future__ import annotations

from typing import Protocol

from kiosk.practices.room import Room
from kiosk.practices.rules.events import RotationRule


class Rules(Protocol):
    """The rules that hold now."""

    def quorum(self) -> int:
        """How many members must be present; 0 where no quorum was set."""

    def turn_seconds(self) -> int:
        """Planned length of a speaking turn, seconds."""

    def stand_aside_limit(self) -> int:
        """How many may stand aside before a proposal is not adopted; 0 for no limit."""

    def rotation(self) -> RotationRule:
        """How roles go round."""


def rules(room: Room) -> Rules:
    """The rules of this room."""
    answers: Rules = room.ask("rules")
    return answers
