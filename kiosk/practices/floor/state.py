"""What the floor knows: who waits, who speaks, by which rule, and how often each person has spoken tonight.

    asked -> waiting -> turn (held while an interposed question and its answer are heard) -> counted

All of it is of the open meeting, but for the standing rule, the totals of the last meetings (`past`), and
in which meeting each member was heard last (`voices`): that is bounded by the assembly.
"""

from __future__ import annotations

from typing import Literal, assert_never

from msgspec import Struct

from kiosk.practices.floor.events import Category, Rule, SpeakKind

CONTRIBUTIONS = frozenset(("contribution", "pro", "contra"))
"""What counts as a turn; these are one class, in which a person waits at most once."""
KEPT = 26
"""So many meetings are looked back on: half a year of weekly ones."""


Speaking = SpeakKind | Literal["answer"]
"""What is being said: what somebody asked to speak for, or the answer to a question."""


class Waiting(Struct):
    """A place on the speaking list; `n` is the entry that gave it.

    `lowered` is the entry at which the person let the others go first, 0 for never. A place in a round has
    `round`, and the entry that began it.
    """

    person: str
    kind: SpeakKind
    n: int
    category: Category = ""
    note: str = ""
    lowered: int = 0
    round: bool = False


class Turn(Struct):
    """Who speaks. `before` ms were spoken until `up` in boot `boot`; the clock runs unless `paused`.

    `kind` is what it was asked for, or "answer" after an interposed question. `planned` seconds, 0 where
    nobody is timed. Entry `n` began it, entry `asked` gave the place on the list; `round`: it was in a round.
    """

    person: str
    kind: Speaking
    planned: int
    boot: str
    up: int
    before: int = 0
    paused: bool = False
    rebooted: bool = False
    n: int = 0
    asked: int = 0
    round: bool = False


class Ruling(Struct, frozen=True):
    """By which rule people come to speak; `lists` to alternate between, `seed` for an order by lot."""

    rule: Rule = "first-come"
    lists: int = 2
    seed: str = ""


class Manner(Struct):
    """How one item is spoken about. `turn` seconds, 0 for the assembly's rule; `ruling` of its own, or none.

    `seed` is kept for as long as the meeting lasts: an order by lot is not drawn a second time.
    """

    turn: int = 0
    timed: bool = True
    sides: bool = False
    ruling: Ruling | None = None
    seed: str = ""


class Round(Struct):
    """A round that goes on: `left` are still to be asked, in order; entry `n` began it."""

    number: int
    left: list[str]
    n: int
    backwards: bool = False


class Evening(Struct, frozen=True):
    """Totals of a meeting: how many were `heard`, `new` of them for the first time in this assembly; `share`
    percent of the time held by the three longest, `turns` contributions, `seconds` in all."""

    meeting: int
    heard: int
    new: int
    share: int
    turns: int
    seconds: int


class State(Struct):
    """`turns` counts contributions of the open meeting, `spoken` (ms) all but points of order, per person;
    `said` is `spoken` by item (0 before any was open), `first` the item in which somebody was heard first.

    `held` is the speaker whom a question interrupts. `before` is the turn that ended last, `last` the last
    contribution: who, and what kind. `quiet_up` in boot `quiet_boot` is since when nobody has been speaking.
    `item` and `meeting` are those opened last. `starters` began the rounds of this meeting, none twice.
    """

    waiting: list[Waiting] = []
    turn: Turn | None = None
    turns: dict[str, int] = {}
    spoken: dict[str, int] = {}
    held: Turn | None = None
    closed: bool = False
    before: Turn | None = None
    last: tuple[str, str] = ("", "")
    meeting: int = 0
    item: int = 0
    always: Ruling = Ruling()
    tonight: Ruling | None = None
    seed: str = ""
    manners: dict[int, Manner] = {}
    round: Round | None = None
    rounds: int = 0
    starters: list[str] = []
    said: dict[int, dict[str, int]] = {}
    first: dict[str, int] = {}
    quiet_boot: str = ""
    quiet_up: int = 0
    voices: dict[str, int] = {}
    past: list[Evening] = []


def manner(state: State) -> Manner:
    """How the item opened last is spoken about."""
    return state.manners.get(state.item) or Manner()


def ruling(state: State) -> Ruling:
    """The rule that holds now: the item's, else tonight's, else the assembly's."""
    return manner(state).ruling or state.tonight or state.always


def by_lists(rule: Rule) -> bool:
    """True if everybody chooses a list, and the lists take turns."""
    match rule:
        case "alternating":
            return True
        case "first-come" | "fewest-turns" | "least-time" | "new-voices" | "rounds" | "by-lot":
            return False
        case _:
            assert_never(rule)


def in_rounds(rule: Rule) -> bool:
    """True if everybody here is asked once, one after the other."""
    match rule:
        case "rounds":
            return True
        case "first-come" | "fewest-turns" | "least-time" | "new-voices" | "alternating" | "by-lot":
            return False
        case _:
            assert_never(rule)


def by_lot(rule: Rule) -> bool:
    """True if the order is drawn, once for an item or a meeting."""
    match rule:
        case "by-lot":
            return True
        case "first-come" | "fewest-turns" | "least-time" | "new-voices" | "alternating" | "rounds":
            return False
        case _:
            assert_never(rule)


def interruptible(state: State) -> bool:
    """Whether a question may be put to the speaker: to a contribution, and one at a time."""
    return state.turn is not None and state.held is None and state.turn.kind in CONTRIBUTIONS


def waits(state: State, person: str, kind: str) -> bool:
    """Whether somebody waits in the class of this kind: at most once."""
    counts = kind in CONTRIBUTIONS
    return any(
        place.person == person and (place.kind == kind or (counts and place.kind in CONTRIBUTIONS))
        for place in state.waiting
    )


def three_longest(spoken: dict[str, int]) -> int:
    """The share of those three who spoke longest, in percent of all the time."""
    total = sum(spoken.values())
    return round(100 * sum(sorted(spoken.values(), reverse=True)[:3]) / total) if total else 0
