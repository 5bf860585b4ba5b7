"""What people ask for on the floor.

A command names the speaker, or the turn, that the sender saw, so that a key that is stale or pressed twice is
refused. No command has a field for anything random.
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
    """Ask to speak for this person: a contribution, a point of order, a question, a direct response.

    A point of order may have a `category`; a `note` says in a word what it is about, and stays in the record.
    `pro` and `contra` are possible only in an item with sides.
    """

    person: PersonId
    kind: SpeakKind = "contribution"
    category: Category = ""
    note: Title = ""


class Withdraw(Command, tag="floor.withdraw"):
    """Take a person off the list, who no longer wants to speak."""

    person: PersonId
    kind: SpeakKind = "contribution"


class Lower(Command, tag="floor.lower"):
    """Let everybody go first who waits now in the same class as this person."""

    person: PersonId
    kind: SpeakKind = "contribution"


class MakeOrdinary(Command, tag="floor.ordinary"):
    """This is no point of order: the person who waits with it, or speaks to it, joins the ordinary list."""

    person: PersonId


class CloseList(Command, tag="floor.close"):
    """Close the ordinary list. Points of order and questions are still taken."""


class ReopenList(Command, tag="floor.reopen"):
    """Open the ordinary list again."""


class SetRule(Command, tag="floor.rule"):
    """Set the order in which people speak: in an item, in this meeting, or until the assembly changes it.

    `item` is the number of the item, 0 for the open one; `lists` is how many lists take turns.
    """

    WHEN = "always"
    rule: Rule
    scope: Scope = "item"
    item: Count = 0
    lists: Lists = 2


class SetItem(Command, tag="floor.item"):
    """Set how people speak in an item; what is left out stays as it is.

    `turn` is the length of a turn in seconds, 0 for what the rules say; without `timed` nobody is timed;
    with `sides` people speak for or against, by turns. `item` 0 is the open one.
    """

    item: Count = 0
    turn: ItemTurn | None = None
    timed: bool | None = None
    sides: bool | None = None


class BeginRound(Command, tag="floor.round"):
    """Begin a round: everybody here is asked once, one after the other. `round` is its number, 0 for next."""

    round: Count = 0


class Pass(Command, tag="floor.pass"):
    """Pass in a round: this person says nothing this time."""

    person: PersonId


class Begin(Command, tag="turn.begin"):
    """Begin this person's turn; `after` is the person who speaks until now, "" for nobody.

    `kind` is what the turn is for, "" for the person's first place on the list. `turn` is the entry that
    began the turn before (`Turn.n`), 0 for the running one: one person may speak twice in a row.
    """

    person: PersonId
    after: PersonOrNobody = ""
    kind: SpeakKind | Literal[""] = ""
    turn: Entries = 0


class End(Command, tag="turn.end"):
    """End the turn. After an interposed question the answer begins, then the speaker goes on.

    `turn` is the entry that began it (`Turn.n`), 0 for the running one.
    """

    person: PersonId
    turn: Entries = 0


class PauseTurn(Command, tag="turn.pause"):
    """Pause the clock of this person's turn."""

    person: PersonId


class ResumeTurn(Command, tag="turn.resume"):
    """Let the clock of this person's turn run again."""

    person: PersonId


class Extend(Command, tag="turn.extend"):
    """Give this person more time, as the room wishes."""

    person: PersonId
    seconds: TurnLength = 60


class HandOver(Command, tag="turn.handover"):
    """Hand the rest of the speaker's turn over to another person."""

    person: PersonId
    to: PersonId


class PutBack(Command, tag="turn.putback"):
    """Put the person who speaks, or spoke last, back on the list; the turn is not counted."""

    person: PersonId


TurnCommand = Begin | End | PauseTurn | ResumeTurn | Extend | HandOver | PutBack
"""Commands about the person who speaks."""

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
