"""What people ask for at a draw. No command has a field for a winner, a weight or an exception.

Who is in the hat follows from who is in the room; chance comes from the machine and from the dice. A command
names the draw, line or person that the sender saw, so that a stale or doubled key press is refused.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from msgspec import Meta, Struct

from kiosk.practices.messages import Command
from kiosk.terms import Cell, Count, PersonId, Reason, Title, Token

RoleName = Annotated[str, Meta(pattern=r"^[a-z0-9._-]{1,32}$")]
Seats = Annotated[int, Meta(ge=1, le=1_000)]
Amount = Annotated[int, Meta(ge=0, le=1_000)]
Days = Annotated[int, Meta(ge=0, le=3_660)]
Sittings = Annotated[int, Meta(ge=1, le=1_000)]
Moons = Annotated[int, Meta(ge=1, le=120)]
Number = Annotated[str, Meta(pattern=r"^[0-9]{3,}$")]
"""A draw's number, `007`: never used twice in an assembly."""
NumberOrNone = Annotated[str, Meta(pattern=r"^([0-9]{3,})?$")] | Literal[""]
"""A draw's number, or "" for the draw that is going on."""


class Wish(Struct, frozen=True, forbid_unknown_fields=True):
    """A quota: of the seats of `role`, at least and at most so many go to people of a cell.

    `value` is the cell's name or id.
    """

    role: Token
    attribute: Literal["cell"]
    value: Cell
    least: Amount = 0
    most: Amount = 1_000


class Freeze(Command, tag="lot.freeze"):
    """Fix who is in the hat: the members present, without the `excluded` (member -> reason, in one word).

    `roles` maps a role to its seats, in drawing order. The room will throw `count` of `throw`; with 0 the
    kiosk says how many. The term of a role is given in `days`, in `meetings` (this one counts), or as the
    n-th full moon (`moons`); without one it ends with this meeting. In a `staggered` role the terms of the
    seats end one after another, in the order in which they are drawn. Members who hold another role are out;
    those in `also` are in the hat all the same.
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
    also: list[PersonId] = []


class Unfreeze(Command, tag="lot.unfreeze"):
    """Open the hat again, before anything is thrown: a person is missing, or is in it twice."""

    draw: NumberOrNone = ""


class Commit(Command, tag="lot.commit"):
    """Fix the kiosk's secret and show its seal, for everybody to photograph."""

    draw: NumberOrNone = ""


class Word(Command, tag="lot.word"):
    """Add a word that a person calls out, before the first throw. `line` is its number, 0 for the next."""

    word: Title
    line: Count = 0


class Throw(Command, tag="lot.throw"):
    """Record what a person threw, as it lies on the table: `4 1 5 2`, `TC AS` or `H T T`."""

    symbols: Title
    line: Count = 0


class Correct(Command, tag="lot.correct"):
    """Correct a typing error in the last line: `text` is what was really said or thrown.

    A second correction of the line, or one when nothing is left to throw, makes the label B.
    """

    text: Title
    line: Count = 0


class Reveal(Command, tag="lot.reveal"):
    """Open the kiosk's secret: this shows who is drawn."""

    draw: NumberOrNone = ""


class Accept(Command, tag="lot.accept"):
    """Record that the person drawn says yes, aloud."""

    role: Token
    person: PersonId


class Decline(Command, tag="lot.decline"):
    """Record that the person drawn says no, aloud. It is published by id, and never says why."""

    role: Token
    person: PersonId


class Abort(Command, tag="lot.abort"):
    """Give up a draw before anything is thrown. It stays visible, and its number is never used again."""

    draw: NumberOrNone = ""
    reason: Reason = ""


class Quick(Command, tag="lot.quick"):
    """Draw at once, by the kiosk alone. The label is C: it can be recomputed, but the machine is trusted.

    Everything else is as in `lot.freeze`.
    """

    roles: dict[RoleName, Seats]
    excluded: dict[PersonId, Token] = {}
    quotas: list[Wish] = []
    days: dict[RoleName, Days] = {}
    titles: dict[RoleName, Title] = {}
    meetings: dict[RoleName, Sittings] = {}
    moons: dict[RoleName, Moons] = {}
    staggered: list[RoleName] = []
    also: list[PersonId] = []


OwnCommand = Freeze | Unfreeze | Commit | Word | Throw | Correct | Reveal | Accept | Decline | Abort | Quick
COMMANDS: tuple[type[Command], ...] = get_args(OwnCommand)
