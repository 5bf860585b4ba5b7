"""The practices of an assembly: their state, their commands, and how each kind of entry is read and folded.

A registry is built from its practices alone, and passed to all who need one: tests use registries with an
additional practice. `fold` decides when entries are folded and undone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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
from kiosk.practices.contract import Practice
from kiosk.practices.messages import Command, Event, Origin, event_kind
from kiosk.practices.room import Room
from kiosk.terms import Entry


class State(Struct):
    """One part for each practice, named after it. Changed only by `fold.Assembly`."""

    record: record.rules.State = msgspec.field(default_factory=record.rules.State)
    rules: rules.rules.State = msgspec.field(default_factory=rules.rules.State)
    roster: roster.rules.State = msgspec.field(default_factory=roster.rules.State)
    meeting: meeting.rules.State = msgspec.field(default_factory=meeting.rules.State)
    agenda: agenda.state.State = msgspec.field(default_factory=agenda.state.State)
    floor: floor.state.State = msgspec.field(default_factory=floor.state.State)
    lot: lot.state.State = msgspec.field(default_factory=lot.state.State)
    proposal: proposal.state.State = msgspec.field(default_factory=proposal.state.State)
    decision: decision.rules.State = msgspec.field(default_factory=decision.rules.State)
    roles: roles.rules.State = msgspec.field(default_factory=roles.rules.State)
    circulation: circulation.rules.State = msgspec.field(default_factory=circulation.rules.State)


class Kind(Struct, frozen=True):
    """How one kind of event is read and folded: its owner, and the other practices that hear it."""

    type: type[Event]
    owner: str
    folds: tuple[tuple[str, Callable[[Any, Event, Entry], None]], ...]


class Decoders(dict[str, Callable[[bytes], Any]]):
    """Kind -> what makes its event of an entry; KeyError for an unknown kind.

    Each is made when the first entry of its kind is read: most evenings have a fifth of all kinds, and the
    first frame would wait for the others.
    """

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        super().__init__()
        self._kinds = kinds

    def __missing__(self, kind: str) -> Callable[[bytes], Any]:
        made = self[kind] = msgspec.json.Decoder(self._kinds[kind].type).decode
        return made


class Registry:
    """A set of practices, in the order in which they hear an event: that of the fields of their state.

    `practices` maps names; `commands` maps a command to the practice that decides it; `kinds` maps the tags
    of events; `decoders` maps a kind to the decoder of an entry to its event; `parts` maps a name to the
    decoder of a packed part of the state. Raises ValueError where state and practices do not fit.
    """

    def __init__(self, practices: Iterable[Practice], state: type[State]) -> None:
        self.practices = {practice.name: practice for practice in practices}
        self.state = state
        if state.__struct_fields__ != tuple(self.practices):
            raise ValueError("the fields of the state are the names of the practices, in their order")
        self.commands: dict[type[Command], Practice] = {
            command: practice for practice in self.practices.values() for command in practice.commands
        }
        self.kinds = {
            event_kind(event): self._kind(practice, event)
            for practice in self.practices.values()
            for event in practice.events
        }
        self.decoders = Decoders(self.kinds)
        self.parts: dict[str, Callable[[bytes], Any]] = {
            name: msgspec.msgpack.Decoder(practice.state).decode for name, practice in self.practices.items()
        }
        self.unpack: Callable[[bytes], State] = msgspec.msgpack.Decoder(state).decode
        self._returns = {kind: practice for practice in self.practices.values() for kind in practice.returns}

    def _kind(self, owner: Practice, event: type[Event]) -> Kind:
        """Return the folds of an event: the owner's first, then those of the practices that hear it.

        Who hears a kind hears its later versions too, where those extend its class.
        """
        hearers = [other for other in self.practices.values() if issubclass(event, other.hears)]
        return Kind(event, owner.name, tuple((who.name, who.fold) for who in (owner, *hearers)))

    def due(self, state: State, room: Room, date: str) -> list[Origin]:
        """Return what comes back by itself in a meeting on `date` (YYYY-MM-DD), of all practices."""
        return [
            origin
            for name, practice in self.practices.items()
            if practice.due is not None
            for origin in practice.due(getattr(state, name), room, date)
        ]

    def called(self, origin: Origin) -> str:
        """Return the words for something that comes back; its title where no practice knows its kind."""
        practice = self._returns.get(origin.kind)
        return practice.called(origin) if practice and practice.called else origin.title


REGISTRY = Registry(
    (
        record.PRACTICE,
        rules.PRACTICE,
        roster.PRACTICE,
        meeting.PRACTICE,
        agenda.PRACTICE,
        floor.PRACTICE,
        lot.PRACTICE,
        proposal.PRACTICE,
        decision.PRACTICE,
        roles.PRACTICE,
        circulation.PRACTICE,
    ),
    State,
)
"""The practices of this kiosk."""
