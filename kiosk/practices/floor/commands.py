"""What people ask of the floor.

A command names who is believed to be speaking, or the turn that is believed to run, so that a key that is
stale or pressed twice is refused. What is random is no field of any of them.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from msgspec import Meta

from kiosk.practices.floor.events import Category, Rule, Scope, SpeakKind
from kiosk.practices.messages import Command
from kiosk.terms import Count, Entries, PersonId, PersonOrNobody, Title

TurnLength = Annotated[int, Meta(ge=1, le=86_400)]
ItemTurn = Annotated[int, Meta(ge=0, le=3_600)]
Lists = Annotated[int, Meta(ge=2, le=6)]


class Ask(Command, tag="floor.ask"):
    """Somebody asks to speak: a contribution, a point of order, a question, an answer to what was said.

    A point of order may say which (`category`); a `note` is a word about what it is for, and stays in the
    record. `pro` and `contra` only where the item asks for them.
    """

    person: PersonId
    kind: SpeakKind = "contribution"
    category: Category = ""
    note: Title = ""


class Withdraw(Command, tag="floor.withdraw"):
    """Somebody no longer wants to speak."""

    person: PersonId
    kind: SpeakKind = "contribution"


class Lower(Command, tag="floor.lower"):
    """Somebody lets all go first who wait now in the same class."""

    person: PersonId
    kind: SpeakKind = "contribution"


class MakeOrdinary(Command, tag="floor.ordinary"):
    """This is no point of order: whoever waits with it, or speaks to it, joins the ordinary list."""

    person: PersonId


class CloseList(Command, tag="floor.close"):
    """Nobody joins the ordinary list any more. Points of order and questions are still taken."""


class ReopenList(Command, tag="floor.reopen"):
    """The ordinary list takes names again."""


class SetRule(Command, tag="floor.rule"):
    """In which order people speak: in this item, in this meeting, or until the assembly changes it.

    `item` is the one that is meant, 0 for the open one; `lists` how many there are to alternate between.
    """

    WHEN = "always"
    rule: Rule
    scope: Scope = "item"
    item: Count = 0
    lists: Lists = 2


class SetItem(Command, tag="floor.item"):
    """How an item is spoken about; what is left out stays as it is.

    `turn` is the length of a turn in seconds, 0 for what the rules say; without `timed` nobody is timed;
    with `sides` people speak for or against, by turns. `item` 0 is the open one.
    """

    item: Count = 0
    turn: ItemTurn | None = None
    timed: bool | None = None
    sides: bool | None = None


class BeginRound(Command, tag="floor.round"):
    """Everybody here is asked once, one after the other; `round` is its number, 0 for whichever is next."""

    round: Count = 0


class Pass(Command, tag="floor.pass"):
    """Whose turn it is in the round says nothing this time."""

    person: PersonId


class Begin(Command, tag="turn.begin"):
    """This person speaks now; `after` is who is believed to be speaking until now, "" for nobody.

    `kind` is what for, "" for whatever comes first of it. `turn` is the entry that began the turn before
    (`Turn.n`), 0 for whichever runs: one person may speak twice in a row.
    """

    person: PersonId
    after: PersonOrNobody = ""
    kind: SpeakKind | Literal[""] = ""
    turn: Entries = 0


class End(Command, tag="turn.end"):
    """The turn is over; after an interposed question the answer begins, after the answer the speaker goes on.

    `turn` is the entry that began it (`Turn.n`), 0 for whichever runs.
    """

    person: PersonId
    turn: Entries = 0


class PauseTurn(Command, tag="turn.pause"):
    """The clock of this person's turn stands still."""

    person: PersonId


class ResumeTurn(Command, tag="turn.resume"):
    """The clock of this person's turn runs on."""

    person: PersonId


class Extend(Command, tag="turn.extend"):
    """The room gives this person more time."""

    person: PersonId
    seconds: TurnLength = 60


class HandOver(Command, tag="turn.handover"):
    """The speaker gives the rest of the turn to somebody else."""

    person: PersonId
    to: PersonId


class PutBack(Command, tag="turn.putback"):
    """Who speaks, or spoke last, goes back to the place on the list; the turn is not counted."""

    person: PersonId


TurnCommand = Begin | End | PauseTurn | ResumeTurn | Extend | HandOver | PutBack
"""Commands about whoever speaks."""

OwnCommand = (
    Ask
    | Withdraw
    | Begin
    | End
    | PauseTurn
    | ResumeTurn
    | Extend
    | Lower
    | MakeOrdinary
    | CloseList
    | ReopenList
    | SetRule
    | SetItem
    | BeginRound
    | Pass
    | HandOver
    | PutBack
)
COMMANDS: tuple[type[Command], ...] = get_args(OwnCommand)
