"""The state of the floor: who waits, who speaks, by which rule, and how often each person spoke tonight.

    asked -> waiting -> turn (held while an interposed question and its answer are heard) -> counted

All of it belongs to the open meeting, except the assembly's rule, the totals of the last meetings (`past`),
and the meeting in which each member was heard last (`voices`): its size is bounded by the roster.
"""

from __future__ import annotations

from typing import Literal, assert_never

from msgspec import Struct

from kiosk.practices.floor.events import Category, Rule, SpeakKind

CONTRIBUTIONS = frozenset(("contribution", "pro", "contra"))
"""Kinds that count as a turn. They are one class, in which a person waits at most once."""
KEPT = 26
"""How many meetings are kept in `past`: half a year of weekly ones."""


Speaking = SpeakKind | Literal["answer"]
"""What a turn is for: what the speaker asked to speak for, or the answer to a question."""


class Waiting(Struct):
    """A place on the speaking list, given by entry `n`.

    `lowered` is the entry at which the person let the others go first, 0 for never. In a place in a `round`,
    `n` is the entry that began the round.
    """

    person: str
    kind: SpeakKind
    n: int
    category: Category = ""
    note: str = ""
    lowered: int = 0
    round: bool = False


class Turn(Struct):
    """A turn. `before` ms were spoken until `up` in boot `boot`; the clock runs unless `paused`.

    `kind` is what the turn is for, "answer" after an interposed question. `planned` is in seconds, 0 where
    nobody is timed. Entry `n` began it, entry `asked` gave the place on the list; `round`: it is in a round.
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
    """A speaking rule; `lists` is the number of lists to alternate between, `seed` for an order by lot.

    `turns_first`: an order by lot goes by turns, then by ticket. It is False in records of before.
    """

    rule: Rule = "first-come"
    lists: int = 2
    seed: str = ""
    turns_first: bool = False


class Manner(Struct):
    """How people speak in one item. `turn` is in seconds, 0 for the assembly's; `ruling` is its own, or None.

    `seed` is kept until the meeting ends: an order by lot is not drawn a second time.
    """

    turn: int = 0
    timed: bool = True
    sides: bool = False
    ruling: Ruling | None = None
    seed: str = ""


class Round(Struct):
    """A round: `left` are still to be asked, in order; entry `n` began it.

    `asked` are in the order in which they were called or passed; `passed` are those of them who passed.
    `times` counts how often each was asked since the last round that reached everybody.
    """

    number: int
    left: list[str]
    n: int
    asked: list[str] = []
    passed: list[str] = []
    times: dict[str, int] = {}


class Evening(Struct, frozen=True):
    """Totals of a meeting: how many people were `heard`, `new` of them for the first time in this assembly;
    the three longest held `share` percent of the time; `turns` contributions; `seconds` in all."""

    meeting: int
    heard: int
    new: int
    share: int
    turns: int
    seconds: int


class State(Struct):
    """`turns` counts contributions of the open meeting, `spoken` (ms) all but points of order, per person;
    `said` is `spoken` by item (0 before any was open), `first` the item in which a person was heard first.

    `held` is the turn that a question interrupts. `before` is the turn that ended last, `last` the last
    contribution as (person, kind). Nobody has been speaking since `quiet_up` in boot `quiet_boot`.
    `item` and `meeting` are those opened last. `left_round` is the last round, if an item was opened since;
    `circle` is the seed that drew who began the first round of this meeting, also if that was undone.
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
    left_round: Round | None = None
    circle: str = ""
    said: dict[int, dict[str, int]] = {}
    first: dict[str, int] = {}
    quiet_boot: str = ""
    quiet_up: int = 0
    voices: dict[str, int] = {}
    past: list[Evening] = []


def manner(state: State) -> Manner:
    """Return how people speak in the item opened last."""
    return state.manners.get(state.item) or Manner()


def ruling(state: State) -> Ruling:
    """Return the rule in force: the item's, else tonight's, else the assembly's."""
    return manner(state).ruling or state.tonight or state.always


def speakers(state: State) -> list[Turn]:
    """Return the turns that are not over: the running one, and the one that a question interrupts."""
    return [turn for turn in (state.turn, state.held) if turn is not None]


def turns_of(state: State, person: str) -> int:
    """Return how many turns the person has had tonight, with one that is not over yet."""
    running = sum(turn.person == person and turn.kind in CONTRIBUTIONS for turn in speakers(state))
    return state.turns.get(person, 0) + running


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
    """True if a question may be put to the speaker: only in a contribution, and one at a time."""
    return state.turn is not None and state.held is None and state.turn.kind in CONTRIBUTIONS


def waits(state: State, person: str, kind: str) -> bool:
    """True if the person already waits in the class of this kind, where each person waits at most once."""
    counts = kind in CONTRIBUTIONS
    return any(
        place.person == person and (place.kind == kind or (counts and place.kind in CONTRIBUTIONS))
        for place in state.waiting
    )


def three_longest(spoken: dict[str, int]) -> int:
    """Return the share of the three people who spoke longest, in percent of all speaking time."""
    total = sum(spoken.values())
    return round(100 * sum(sorted(spoken.values(), reverse=True)[:3]) / total) if total else 0
