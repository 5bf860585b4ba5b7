"""What happened on the floor, as the journal records it."""

from __future__ import annotations

from typing import Literal, get_args

from kiosk.practices.messages import Event
from kiosk.terms import Count, PersonId

SpeakKind = Literal[
    "contribution", "order", "response", "clarifying", "information", "interposed", "pro", "contra"
]
"""What a person asks to speak for."""
Category = Literal["", "safety", "access", "rules", "process"]
"""What a point of order is about, most urgent first (see `order.CATEGORIES`); "" if nobody said."""
Rule = Literal["first-come", "fewest-turns", "least-time", "new-voices", "alternating", "rounds", "by-lot"]
Scope = Literal["item", "meeting", "assembly"]


class Asked(Event, tag="floor.asked/1"):
    person: PersonId
    speak: SpeakKind = "contribution"
    category: Category = ""
    note: str = ""


class Withdrew(Event, tag="floor.withdrew/1"):
    person: PersonId
    speak: SpeakKind = "contribution"


class Lowered(Event, tag="floor.lowered/1"):
    person: PersonId
    speak: SpeakKind = "contribution"


class MadeOrdinary(Event, tag="floor.made-ordinary/1"):
    person: PersonId


class ListClosed(Event, tag="floor.closed/1"):
    """The ordinary list takes no more names in this item."""


class ListReopened(Event, tag="floor.reopened/1"):
    """The ordinary list takes names again."""


class RuleSetBefore(Event, tag="floor.rule-set/1"):
    """A speaking rule was adopted, when an order by lot did not count turns: the lowest ticket was next, also
    for a fifth turn before a first one. Such events are read, never written."""

    rule: Rule
    scope: Scope = "item"
    item: Count = 0
    lists: Count = 2
    seed: str = ""
    source: str = ""
    fault: str = ""


class RuleSet(RuleSetBefore, tag="floor.rule-set/2"):
    """A speaking rule was adopted. `item` counts for the scope "item" only. `seed`, 64 hex digits, is the
    kiosk's randomness for an order by lot, in which people with the fewest turns come first; `source` and
    `fault` are those of `kiosk.ports.Drawn`."""


class ItemSet(Event, tag="floor.item-set/1"):
    """How people speak in an item was changed. A field that was not changed is None, and left out."""

    item: Count
    turn: Count | None = None
    timed: bool | None = None
    sides: bool | None = None


class RoundBegan(Event, tag="floor.round-began/1"):
    """A round began. `people` are in the order of asking; every other round goes `backwards`.

    `seed`, 64 hex digits, drew who begins the first round of a meeting; `source` and `fault` are those of
    `kiosk.ports.Drawn`. "" where nothing was drawn.
    """

    round: Count
    people: list[PersonId]
    backwards: bool = False
    seed: str = ""
    source: str = ""
    fault: str = ""


class Passed(Event, tag="floor.passed/1"):
    person: PersonId


class TurnBegan(Event, tag="turn.began/1"):
    """A turn of `planned` seconds began. It ends the turn before, or interrupts it with a question."""

    person: PersonId
    speak: SpeakKind
    planned: int


class TurnEnded(Event, tag="turn.ended/1"):
    person: PersonId


class TurnPaused(Event, tag="turn.paused/1"):
    person: PersonId


class TurnResumed(Event, tag="turn.resumed/1"):
    person: PersonId


class TurnExtended(Event, tag="turn.extended/1"):
    person: PersonId
    seconds: int


class TurnHandedOver(Event, tag="turn.handed-over/1"):
    """The speaker handed over: `to` speaks for the `planned` seconds that were left."""

    person: PersonId
    to: PersonId
    planned: int


class TurnPutBack(Event, tag="turn.put-back/1"):
    person: PersonId


TurnEvent = TurnBegan | TurnEnded | TurnPaused | TurnResumed | TurnExtended | TurnHandedOver | TurnPutBack
"""Events about the person who speaks."""

OwnEvent = (
    Asked
    | Withdrew
    | TurnBegan
    | TurnEnded
    | TurnPaused
    | TurnResumed
    | TurnExtended
    | Lowered
    | MadeOrdinary
    | ListClosed
    | ListReopened
    | RuleSetBefore
    | RuleSet
    | ItemSet
    | RoundBegan
    | Passed
    | TurnHandedOver
    | TurnPutBack
)
EVENTS: tuple[type[Event], ...] = get_args(OwnEvent)
