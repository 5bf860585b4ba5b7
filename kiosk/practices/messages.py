"""What people ask of a practice, and what it records: commands and events; and why something comes back."""

from __future__ import annotations

from typing import ClassVar

import msgspec
from msgspec import Struct

from kiosk.terms import Title, Token


class Command(msgspec.Struct, tag_field="do", forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """What a person asks for. It has no field for a time or for randomness: the desk adds those.

    Field order is the order of words in the prompt. `WHEN` says when it makes sense:
    "meeting" while one is open, "break" during a break too, "between" when none is open, "left-open" while
    one is open, even if it was left open on another day, "always" at any time. In a break only "break" works,
    and "ever", which is for the journal itself: it must never have to wait for anything else.
    """

    WHEN: ClassVar[str] = "meeting"


class Event(msgspec.Struct, tag_field="kind", omit_defaults=True, kw_only=True, gc=False):
    """What happened, in the past tense: one line of the journal. Its tag is `name/version`."""


def event_kind(event: type[Event] | Event) -> str:
    """Return the kind of an event in the journal: `turn.began/1`."""
    return str(event.__struct_config__.tag)


def command_name(command: type[Command] | Command) -> str:
    """Return the name of a command: `floor.ask`."""
    return str(command.__struct_config__.tag)


class Origin(Struct, frozen=True, omit_defaults=True):
    """Why something comes back by itself: its `kind`, its number `n`, and its `title` if it has one.

    Each kind is one of a practice's `returns`. A kind that this version does not know keeps its title.
    """

    kind: Token
    n: int
    title: Title = ""
    planned: int = 0
    item_kind: str = ""
