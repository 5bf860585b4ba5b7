"""What people ask of a practice, and what it records: commands and events; and why something comes back."""

from __future__ import annotations

from typing import ClassVar

import msgspec
from msgspec import Struct

from kiosk.terms import Title, Token


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


def event_kind(event: type[Event] | Event) -> str:
    """`turn.began/1`: the kind under which an event stands in the journal."""
    return str(event.__struct_config__.tag)


def command_name(command: type[Command] | Command) -> str:
    """`floor.ask`: the name under which a command is asked for."""
    return str(command.__struct_config__.tag)


class Origin(Struct, frozen=True, omit_defaults=True):
    """Why something comes back by itself: `kind` of thing, `n` its number, `title` where it has words.

    Each kind is one of a practice's `returns`. A kind that this version does not know keeps its title.
    """

    kind: Token
    n: int
    title: Title = ""
    planned: int = 0
    item_kind: str = ""
