"""The table of an assembly: its practices, their state, and how each kind of entry is read and folded.

It is built from the practices and nothing else. What is folded when, and taken back, is `fold`'s.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import Struct

from kiosk.practices import (
    agenda,
    circulation,
    decision,
    floor,
    lot,
    meeting,
    proposal,
    record,
    roles,
    roster,
    rules,
)
from kiosk.practices.contract import Command, Event, Practice, event_kind
from kiosk.terms import Entry


class State(Struct):
    """One part a practice, named after it. Changed only by `fold.Assembly`."""

    record: record.rules.State = msgspec.field(default_factory=record.rules.State)
    rules: rules.rules.State = msgspec.field(default_factory=rules.rules.State)
    roster: roster.rules.State = msgspec.field(default_factory=roster.rules.State)
    meeting: meeting.rules.State = msgspec.field(default_factory=meeting.rules.State)
    agenda: agenda.state.State = msgspec.field(default_factory=agenda.state.State)
    floor: floor.state.State = msgspec.field(default_factory=floor.state.State)
    lot: lot.state.State = msgspec.field(default_factory=lot.state.State)
    roles: roles.rules.State = msgspec.field(default_factory=roles.rules.State)
    proposal: proposal.state.State = msgspec.field(default_factory=proposal.state.State)
    decision: decision.rules.State = msgspec.field(default_factory=decision.rules.State)
    circulation: circulation.rules.State = msgspec.field(default_factory=circulation.rules.State)


PRACTICES: dict[str, Practice] = {
    practice.name: practice
    for practice in (
        record.PRACTICE,
        rules.PRACTICE,
        roster.PRACTICE,
        meeting.PRACTICE,
        agenda.PRACTICE,
        floor.PRACTICE,
        lot.PRACTICE,
        roles.PRACTICE,
        proposal.PRACTICE,
        decision.PRACTICE,
        circulation.PRACTICE,
    )
}
"""In the order of the fields of State, which is the order in which they hear an event."""


@lru_cache(maxsize=1)
def commands() -> dict[type[Command], str]:
    """Every command, and the practice that decides it."""
    return {command: name for name, practice in PRACTICES.items() for command in practice.commands}


class Kind(Struct, frozen=True):
    """How one kind of event is read and folded: its owner, and the practices that hear it too."""

    type: type[Event]
    owner: str
    folds: tuple[tuple[str, Callable[[Any, Event, Entry], None]], ...]


@lru_cache(maxsize=1)
def kinds() -> dict[str, Kind]:
    """The table kind -> fold. The owner folds first, then the hearers in the order of PRACTICES."""
    table: dict[str, Kind] = {}
    for owner, practice in PRACTICES.items():
        for event in practice.events:
            hearers = [name for name, other in PRACTICES.items() if event in other.hears]
            folds = tuple((name, PRACTICES[name].fold) for name in (owner, *hearers))
            table[event_kind(event)] = Kind(event, owner, folds)
    return table


class Decoders(dict[str, Callable[[bytes], Any]]):
    """Kind -> what makes its event of an entry; KeyError for a kind that is not known.

    Each is made when the first entry of its kind is read: an evening has a fifth of all kinds, and the first
    frame would wait for the others.
    """

    def __missing__(self, kind: str) -> Callable[[bytes], Any]:
        made = self[kind] = msgspec.json.Decoder(kinds()[kind].type).decode
        return made


@lru_cache(maxsize=1)
def decoders() -> Decoders:
    """Return the one table of decoders."""
    return Decoders()
