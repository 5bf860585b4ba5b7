"""The table of an assembly: its practices, their state, and how each kind of entry is read and folded.

It is built from the practices and nothing else. What is folded when, and taken back, is `fold`'s.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from types import ModuleType
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
from kiosk.practices.contract import Command, Event, event_kind
from kiosk.terms import Entry


class State(Struct):
    """One part a practice, named after it. Changed only by `fold.Assembly`."""

    record: record.State = msgspec.field(default_factory=record.State)
    rules: rules.State = msgspec.field(default_factory=rules.State)
    roster: roster.State = msgspec.field(default_factory=roster.State)
    meeting: meeting.State = msgspec.field(default_factory=meeting.State)
    agenda: agenda.State = msgspec.field(default_factory=agenda.State)
    floor: floor.State = msgspec.field(default_factory=floor.State)
    lot: lot.State = msgspec.field(default_factory=lot.State)
    roles: roles.State = msgspec.field(default_factory=roles.State)
    proposal: proposal.State = msgspec.field(default_factory=proposal.State)
    decision: decision.State = msgspec.field(default_factory=decision.State)
    circulation: circulation.State = msgspec.field(default_factory=circulation.State)


PRACTICES: dict[str, ModuleType] = {
    "record": record,
    "rules": rules,
    "roster": roster,
    "meeting": meeting,
    "agenda": agenda,
    "floor": floor,
    "lot": lot,
    "roles": roles,
    "proposal": proposal,
    "decision": decision,
    "circulation": circulation,
}


@lru_cache(maxsize=1)
def commands() -> dict[type[Command], str]:
    """Every command, and the practice that decides it."""
    return {command: name for name, module in PRACTICES.items() for command in module.COMMANDS}


class Kind(Struct, frozen=True):
    """How one kind of event is read and folded: its owner, and the practices that hear it too."""

    type: type[Event]
    owner: str
    folds: tuple[tuple[str, Callable[[Any, Event, Entry], None]], ...]


@lru_cache(maxsize=1)
def kinds() -> dict[str, Kind]:
    """The table kind -> fold. The owner folds first, then the hearers in the order of PRACTICES."""
    table: dict[str, Kind] = {}
    for owner, module in PRACTICES.items():
        for event in module.EVENTS:
            hearers = [name for name, other in PRACTICES.items() if event in getattr(other, "HEARS", ())]
            folds = tuple((name, PRACTICES[name].fold) for name in (owner, *hearers))
            table[event_kind(event)] = Kind(event, owner, folds)
    return table


@lru_cache(maxsize=1)
def decoders() -> dict[str, Callable[[bytes], Any]]:
    """Kind -> what makes its event of an entry."""
    return {name: msgspec.json.Decoder(kind.type).decode for name, kind in kinds().items()}
