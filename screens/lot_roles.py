"""The roles of a draw as somebody types them: `facilitator, timekeeper 2, media contact 1 30 days`."""

from __future__ import annotations

import re

from msgspec import Struct


class Wanted(Struct, frozen=True):
    """A role to be drawn: its id, what people call it, seats, and days of its term (0: this meeting)."""

    role: str
    title: str
    seats: int
    days: int = 0


def token(name: str) -> str:
    """A role's name as an id of lot/1."""
    return re.sub(r"[^a-z0-9._]+", "-", name.casefold()).strip("-")[:32] or "role"


_ROLE = re.compile(r"^\s*(?P<name>.*?)(?:\s+(?P<seats>\d{1,2}))?(?:\s+(?P<days>\d{1,3})\s*(?:d|days?))?\s*$")


def role_said(part: str) -> tuple[str, int, int]:
    """`media contact 2 30 days` as name, seats and days; one seat and no days where none are said."""
    found = _ROLE.match(part)
    if found is None or not found["name"]:
        return "", 0, 0
    return found["name"], max(1, int(found["seats"] or 1)), int(found["days"] or 0)
