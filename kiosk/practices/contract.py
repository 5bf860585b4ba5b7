"""What every practice of the assembly is made of, and what it may ask of the machine.

A practice is one module (or package) that holds a practice's commands, events, state, rules and refusals
together. It exports

    COMMANDS  the commands it decides          EVENTS  the events it records
    State     its part of the state, a msgspec Struct with defaults, changed only by `fold`
    decide(state, room, command, stamp) -> Event      one event, or raises Refused(sentence); changes nothing
    fold(state, event, entry) -> None                 applies an event; reads no clock, no names, no files

and, where it needs them,

    HEARS                                   events of other practices (from `room`) that it folds as well
    complete(state, event, command, beside) -> Event
                                            adds what only the machine can add (a salt, a secret), flushed
                                            beside the journal, before the event is recorded
    settled(event, beside) -> None          after the event is recorded: secrets that may go now
    can_undo(state, event) -> None          raises Refused where an act cannot be taken back
    stays(state, event) -> None             what remains of an act that was undone: numbers are not reused
    rebooted(state, last) -> None           the next entry is of another boot: `last` is the last one before;
                                            what ran on CLOCK_BOOTTIME stands still with the time it had

A practice imports no other practice, only `room`. It is not a screen: it knows no keys and no colours.
"""

from __future__ import annotations

from typing import ClassVar, Protocol

import msgspec

from kiosk.ports import Entropy


class Command(msgspec.Struct, tag_field="do", forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """What a person said. No field for a time or for randomness: the desk adds those.

    Field order is the order of words in the prompt. `WHEN` says when it makes sense:
    "meeting" while one is open, "break" during a break too, "between" when none is open, "left-open" while
    one is open, even if it was left open on another day, "always" at any time. In a break only "break" works,
    and "ever", which is for the journal itself: it must never have to wait for anything else.
    """

    WHEN: ClassVar[str] = "meeting"


class Event(msgspec.Struct, tag_field="kind", omit_defaults=True, kw_only=True, gc=False):
    """What happened, in the past tense: one line of the journal. Its tag is `name/version`."""


class Names(Protocol):
    """The names of people, beside the journal."""

    def name(self, person: str) -> str:
        """The name, or the id itself for somebody unknown or forgotten."""

    def add(self, person: str, name: str, salt: bytes) -> str:
        """Keep a name, flushed; gives the commitment (64 hex digits) that goes into the entry."""

    def correct(self, person: str, name: str, salt: bytes) -> str:
        """Lay a corrected name ready, flushed, to be shown after its entry; gives the commitment."""


class Beside(Protocol):
    """What the desk keeps beside the journal: names, a draw's secret, randomness."""

    @property
    def names(self) -> Names: ...

    @property
    def entropy(self) -> Entropy: ...

    def secret(self, number: str) -> bytes | None:
        """A draw's K, 32 bytes, if its file exists."""

    def keep_secret(self, number: str, secret: bytes) -> None:
        """Write K to lots/<number>.secret (0600) and flush file and directory."""

    def burn_secret(self, number: str) -> None:
        """Delete K's file, if there is one."""


def event_kind(event: type[Event] | Event) -> str:
    """`turn.began/1`: the kind under which an event stands in the journal."""
    return str(event.__struct_config__.tag)


def command_name(command: type[Command] | Command) -> str:
    """`floor.ask`: the name under which a command is asked for."""
    return str(command.__struct_config__.tag)
