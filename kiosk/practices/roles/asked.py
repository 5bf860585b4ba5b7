"""What other practices may use of the roles."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from kiosk.practices.room import Room


class Offices(Protocol):
    """What the roles can be asked."""

    def held(self, drawn: Collection[str]) -> dict[str, str]:
        """Return member -> a role that the member holds and goes on holding while these roles are `drawn`."""

    def helper(self, role: str, draw: str, seated: Collection[str]) -> str | None:
        """Return the latest holder of a role who is here: not one of the people `seated` in this draw, not
        one who goes on holding the role, and nobody who helps there already. None if there is nobody."""


def offices(room: Room) -> Offices:
    """Return the roles of this room."""
    answers: Offices = room.ask("roles")
    return answers


def role_title(role: str) -> str:
    """Return a role's id as people read it."""
    return role.replace("-", " ").replace("_", " ")
