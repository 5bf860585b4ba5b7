"""The order of the speaking list: classes first, then the rule that the assembly has given itself.

Points of order come first, the urgent ones before the others; then questions to the speaker, information,
questions to understand, direct responses; then contributions. Inside a class it is first come, first served;
only contributions follow the rule. Every place has a reason that can be said aloud. These functions are pure:
they read the state and change nothing.

An order by lot goes by turns first, then by ticket. It is recomputed as a draw is (lot/1): ticket =
SHA-256(seed " " role " " id LF), the lowest first, where the role is `floor-<meeting>-<item>-<k>` for a
member's k-th contribution of the evening. Asking again gives the same ticket. By tickets alone people who
ask often draw again until a ticket is low; so it was before, and so those records are still read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from kiosk.language import contexts, words
from kiosk.practices.floor.events import Category, Rule, SpeakKind
from kiosk.practices.floor.state import (
    CONTRIBUTIONS,
    Speaking,
    State,
    Waiting,
    by_lists,
    interruptible,
    manner,
    ruling,
    speakers,
    turns_of,
)
from kiosk.practices.floor.tickets import ticket

_, ngettext = words("floor")
pgettext, npgettext = contexts("floor")

RANK: dict[SpeakKind, int] = {
    "order": 0,
    "interposed": 1,
    "information": 2,
    "clarifying": 3,
    "response": 4,
    "contribution": 5,
    "pro": 5,
    "contra": 5,
}
"""The classes, by what people ask to speak for."""
CATEGORIES: tuple[Category, ...] = ("safety", "access", "rules", "process", "")
"""Points of order, most urgent first: a person is not well or not safe; a person cannot hear, see or follow;
we do not keep to our own rules; how we go on (close, postpone, a break); anything else."""


class Lists(Struct):
    """The lists that take turns: their `names`, and for each person the list `chosen`, from 1.

    They are never recorded, nor part of the state: the screen keeps them in memory, and asks again after a
    restart. A person who has not chosen is on list 0.
    """

    names: list[str] = []
    chosen: dict[str, int] = {}


def queue(state: State, present: Sequence[str], lists: Lists | None = None) -> list[Waiting]:
    """Return the speaking list in the order in which people will speak, without people who are not here."""
    here = set(present)
    classes: dict[int, list[Waiting]] = {}
    for place in state.waiting:
        if place.person in here and (place.kind != "interposed" or interruptible(state)):
            classes.setdefault(RANK[place.kind], []).append(place)
    line: list[Waiting] = []
    for rank in sorted(classes):
        if rank < RANK["contribution"]:
            line += _letting_go_first(classes[rank], _by_urgency)
    going = _in_round(state, here)
    asked = {place.person for place in going}
    rest = [place for place in classes.get(RANK["contribution"], []) if place.person not in asked]
    return [*line, *going, *_letting_go_first(rest, lambda places: _by_rule(state, places, lists))]


def _by_urgency(places: list[Waiting]) -> list[Waiting]:
    return sorted(places, key=lambda place: (CATEGORIES.index(place.category), place.n))


def _in_round(state: State, here: set[str]) -> list[Waiting]:
    going = state.round
    if going is None:
        return []
    return [Waiting(person, "contribution", going.n, round=True) for person in going.left if person in here]


def _by_rule(state: State, places: list[Waiting], lists: Lists | None) -> list[Waiting]:
    """Return contributions in the order of the rule; first come, first served where it leaves them equal."""
    came = sorted(places, key=lambda place: place.n)
    speak = {turn.person for turn in speakers(state) if turn.kind != "order"}
    rule = ruling(state).rule
    match rule:
        case "fewest-turns":
            came.sort(key=lambda place: turns_of(state, place.person))
        case "least-time":  # how long they will have spoken is not known before they have finished
            came.sort(key=lambda place: (place.person in speak, state.spoken.get(place.person, 0)))
        case "new-voices":
            came.sort(key=lambda place: turns_of(state, place.person) > 0)
        case "by-lot":
            came.sort(key=lambda place: drawn(state, place.person))
        case "first-come" | "alternating" | "rounds":
            pass
        case _:
            assert_never(rule)
    if manner(state).sides:
        return alternate(came, lambda place: _SIDES.index(place.kind), _last_side(state))
    if by_lists(rule):
        chosen = lists.chosen if lists else {}
        return alternate(came, lambda place: chosen.get(place.person, 0), chosen.get(_last(state)[0], 0))
    return came


_SIDES = ("contribution", "pro", "contra")


def _last_side(state: State) -> int:
    kind = _last(state)[1]
    return _SIDES.index(kind) if kind in _SIDES else 0


def _last(state: State) -> tuple[str, str]:
    """Return (person, kind) of the contribution going on, else of the last one."""
    turn = state.held or state.turn
    return (turn.person, turn.kind) if turn and turn.kind in CONTRIBUTIONS else state.last


def alternate(places: list[Waiting], list_of: Callable[[Waiting], int], last: int) -> list[Waiting]:
    """Return the places by turns from each list, beginning after list `last`; each list keeps its order."""
    waiting: dict[int, list[Waiting]] = {}
    for place in reversed(places):
        waiting.setdefault(list_of(place), []).append(place)
    line = []
    while waiting:
        numbers = sorted(waiting)
        last = next((number for number in numbers if number > last), numbers[0])
        line.append(waiting[last].pop())
        if not waiting[last]:
            del waiting[last]
    return line


def drawn(state: State, person: str) -> tuple[int, str]:
    """Return what an order by lot sorts by: the person's turns, and the ticket for the next one (lot/1)."""
    how = ruling(state)
    turns = turns_of(state, person) if how.turns_first else state.turns.get(person, 0)
    role = f"floor-{state.meeting}-{state.item}-{turns + 1}"
    return turns if how.turns_first else 0, ticket(how.seed, role, person)


def _letting_go_first(
    places: list[Waiting], order: Callable[[list[Waiting]], list[Waiting]]
) -> list[Waiting]:
    """Return the places in this order, but people who let others go first behind all who waited at that time.

    Nobody gains by it: they also stay behind those whom the order puts before them. Once all who waited then
    have spoken, the place is like any other.
    """
    free = [_freed(place, places) for place in places]
    letting = sorted((place for place in free if place.lowered), key=lambda place: place.lowered)
    free = [place for place in free if not place.lowered]
    line = order(free)
    for place in letting:
        own = order([*free, place])
        ahead = {other.person for other in own[: own.index(place)]}
        behind = [at for at, other in enumerate(line) if other.n < place.lowered or other.person in ahead]
        line.insert(behind[-1] + 1 if behind else 0, place)
    return line


def _freed(place: Waiting, places: list[Waiting]) -> Waiting:
    if place.lowered and not any(other.n < place.lowered for other in places if other is not place):
        return replace(place, lowered=0)
    return place


def why(state: State, place: Waiting, lists: Lists | None = None) -> str:
    """Return why the person has this place, in a few words: "first time tonight"."""
    if place.kind not in CONTRIBUTIONS:
        return _about(place)
    if place.round:
        return _("round {n}").format(n=state.rounds)
    if place.lowered:
        return _("lets others go first")
    if place.kind != "contribution":
        return kind_word(place.kind)
    rule = ruling(state).rule
    match rule:
        case "alternating":
            return _list_of(place.person, lists)
        case "by-lot" if ruling(state).turns_first:
            return _("turn {n}, by lot").format(n=turns_of(state, place.person) + 1)
        case "by-lot":
            return _("by lot")
        case "least-time" if place.person in state.spoken:
            seconds = state.spoken[place.person] // 1000
            return _("spoke for {time}").format(time=f"{seconds // 60}:{seconds % 60:02d}")
        case "first-come" | "fewest-turns" | "least-time" | "new-voices" | "rounds":
            turns = turns_of(state, place.person)
            if turns == 0:
                return _("no turn yet") if place.person in state.spoken else _("first time tonight")
            return ngettext("spoke once", "spoke {n} times", turns).format(n=turns)
        case _:
            assert_never(rule)


def _about(place: Waiting) -> str:
    if place.kind == "order" and place.category:
        return _("point of order: {category}").format(category=category_word(place.category))
    return kind_word(place.kind)


def _list_of(person: str, lists: Lists | None) -> str:
    number = lists.chosen.get(person, 0) if lists else 0
    if lists is None or not number:
        return _("has not chosen a list")
    name = lists.names[number - 1] if number <= len(lists.names) else ""
    return _("list {name}").format(name=name or number)


def kind_word(kind: Speaking) -> str:
    """Return what a turn is for, as people read it."""
    match kind:
        case "contribution":
            return pgettext("kind of contribution", "contribution")
        case "order":
            return _("point of order")
        case "response":
            return _("direct response")
        case "clarifying":
            return _("question to understand")
        case "information":
            return pgettext("kind of contribution", "information")
        case "interposed":
            return _("question to the speaker")
        case "answer":
            return pgettext("kind of contribution", "answer")
        case "pro":
            return _("for it")
        case "contra":
            return _("against it")
        case _:
            assert_never(kind)


def category_word(category: Category) -> str:
    """Return what a point of order is about, as people read it."""
    match category:
        case "safety":
            return _("somebody is not well")
        case "access":
            return _("somebody cannot hear, see or follow")
        case "rules":
            return _("our own rules")
        case "process":
            return _("how we go on")
        case "":
            return ""
        case _:
            assert_never(category)


def rule_word(rule: Rule) -> str:
    """Return a rule as the wall shows it."""
    match rule:
        case "first-come":
            return _("first come, first served")
        case "fewest-turns":
            return _("fewest turns first")
        case "least-time":
            return _("least time first")
        case "new-voices":
            return _("new voices first")
        case "alternating":
            return _("the lists take turns")
        case "rounds":
            return _("in rounds")
        case "by-lot":
            return _("by lot")
        case _:
            assert_never(rule)
