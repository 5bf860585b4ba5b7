"""A ticket for each person, where the floor draws an order: the same hash as in a draw (lot/1)."""

from __future__ import annotations

import hashlib


def ticket(seed: str, role: str, person: str) -> str:
    """Return SHA-256(seed " " role " " id LF), 64 hex digits: the lowest is first."""
    return hashlib.sha256(f"{seed} {role} {person}\n".encode("ascii")).hexdigest()
