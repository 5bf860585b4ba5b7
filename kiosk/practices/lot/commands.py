"""What people say at a draw. None of it can name a winner, a weight or an exception: there is no such word.

Who is in the hat follows from who is in the room; what is random comes from the machine and from the dice.
A command names the draw, line or person that it believes in, so that a stale or doubled key is refused.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from msgspec import Meta, Struct

from kiosk.practices.messages import Command
from kiosk.terms import Count, PersonId, Reason, Title, Token

RoleName = Annotated[str, Meta(pattern=r"^[a-z0-9._-]{1,32}$")]
Seats = Annotated[int, Meta(ge=1, le=1_000)]
Amount = Annotated[int, Meta(ge=0, le=1_000)]
Days = Annotated[int, Meta(ge=0, le=3_660)]
Sittings = Annotated[int, Meta(ge=1, le=1_000)]
Moons = Annotated[int, Meta(ge=1, le=120)]
Number = Annotated[str, Meta(pattern=r"^[0-9]{3,}$")]
"""A draw's number, `007`: never used twice in an assembly."""
NumberOrNone = Annotated[str, Meta(pattern=r"^([0-9]{3,})?$")] | Literal[""]
"""The same, or "" for the one going on."""


class Wish(Struct, frozen=True, forbid_unknown_fields=True):
    """A quota: of the seats of `role`, at least and at most so many go to people of this cell."""

    role: Token
    attribute: Literal["cell"]
    value: Token
    least: Amount = 0
    most: Amount = 1_000


class Freeze(Command, tag="lot.freeze"):
    """Fix who is in the hat: everybody here but those `excluded` (member -> reason, in one word).

    `roles` role -> seats, in drawing order. The room will throw `count` of `throw`, as many as are wanted
    if 0. A term, by role, is so many `days`, `meetings` (this one counted), or until the n-th full moon
    (`moons`); until the end of this meeting where nothing is said. In a `staggered` role the seats end one
    after another.
    """

    roles: dict[RoleName, Seats]
    throw: Literal["dice", "cards", "coin", "none"] = "dice"
    count: Count = 0
    excluded: dict[PersonId, Token] = {}
    quotas: list[Wish] = []
    days: dict[RoleName, Days] = {}
    titles: dict[RoleName, Title] = {}
    meetings: dict[RoleName, Sittings] = {}
    moons: dict[RoleName, Moons] = {}
    staggered: list[RoleName] = []


class Unfreeze(Command, tag="lot.unfreeze"):
    """Somebody was missing or stood there twice: open the pool again, before anything is thrown."""

    draw: NumberOrNone = ""


class Commit(Command, tag="lot.commit"):
    """Fix the kiosk's secret, and show what it is sealed with."""

    draw: NumberOrNone = ""


class Word(Command, tag="lot.word"):
    """Somebody calls a word into the draw, before the first throw. `line` is its number, 0 for the next."""

    word: Title
    line: Count = 0


class Throw(Command, tag="lot.throw"):
    """What somebody threw, as it lies on the table: `4 1 5 2`, `TC AS` or `H T T`."""

    symbols: Title
    line: Count = 0


class Correct(Command, tag="lot.correct"):
    """The line typed last was a typing error: this is what was said or thrown.

    A second time, or when nothing is left to throw, it makes the label B.
    """

    text: Title
    line: Count = 0


class Reveal(Command, tag="lot.reveal"):
    """Open the kiosk's secret: the draw is done."""

    draw: NumberOrNone = ""


class Accept(Command, tag="lot.accept"):
    """Whoever was drawn says yes, aloud."""

    role: Token
    person: PersonId


class Decline(Command, tag="lot.decline"):
    """The person drawn says no, aloud: recorded and published by id, never why."""

    role: Token
    person: PersonId


class Abort(Command, tag="lot.abort"):
    """Give up a draw before anything is thrown. It stays visible, and its number is not used again."""

    draw: NumberOrNone = ""
    reason: Reason = ""


class Quick(Command, tag="lot.quick"):
    """Draw at once, by the kiosk alone. It can be recomputed, and is labelled C: the machine is trusted."""

    roles: dict[RoleName, Seats]
    excluded: dict[PersonId, Token] = {}
    quotas: list[Wish] = []
    days: dict[RoleName, Days] = {}
    titles: dict[RoleName, Title] = {}
    meetings: dict[RoleName, Sittings] = {}
    moons: dict[RoleName, Moons] = {}
    staggered: list[RoleName] = []


OwnCommand = Freeze | Unfreeze | Commit | Word | Throw | Correct | Reveal | Accept | Decline | Abort | Quick
COMMANDS: tuple[type[Command], ...] = get_args(OwnCommand)
