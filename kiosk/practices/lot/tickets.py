"""Each person's ticket in a draw: a hash of seed, role and person. The lowest tickets win.

A ticket depends on nobody else's, so permuting the list, leaving somebody out or a decline moves nobody.
It is not a shuffle: there are no positions, and nothing that one late change of the list could move.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable


def ticket(seed: str, role: str, person: str) -> str:
    """SHA-256(S " " role " " id LF) in hex; S in hex."""
    return hashlib.sha256(f"{seed} {role} {person}\n".encode("ascii")).hexdigest()


def order(seed: str, role: str, people: Iterable[str], first: Collection[str] = ()) -> list[str]:
    """The ids in the order in which a role is offered: `first` people before the others, ticket ascending."""
    sha256, start, owed = hashlib.sha256, f"{seed} {role} ", frozenset(first)
    drawn = sorted(
        (person not in owed, sha256(f"{start}{person}\n".encode("ascii")).digest(), person)
        for person in people
    )
    return [person for _later, _ticket, person in drawn]
