"""Events on the floor before a scene: kinds of speaking, rules, rounds, clocks.

Each step starts from an evening of `happened`: Bahar speaks, Chris and Jérôme wait, and so on.
"""

from __future__ import annotations

from kiosk.practices import agenda, floor, rules
from kiosk.practices.floor.events import SpeakKind
from tests.screens.happened import MINUTE, SECOND, adopted_agenda, heard, item_open, speaking
from tests.screens.house import House

BAHAR, CHRIS, EVA, GUEL, IVO, JEROME, RIE, SAMIR = 1, 2, 4, 6, 8, 9, 17, 18


def asks(house: House, place: int, kind: SpeakKind = "contribution") -> None:
    """Let a person ask to speak for this."""
    house.ask(floor.commands.Ask(person=house.person(place), kind=kind))


def all_kinds(house: House) -> None:
    """Let Bahar speak, and a person wait for each kind except a question to the speaker."""
    speaking(house)
    kinds: tuple[SpeakKind, ...] = ("response", "clarifying", "information")
    for place, kind in zip((EVA, GUEL, IVO), kinds, strict=True):
        asks(house, place, kind)
    note = "We do not hear you back here."
    house.ask(floor.commands.Ask(person=house.person(RIE), kind="order", category="access", note=note))


def question_waits(house: House) -> None:
    """Let Ivo wait with a question to Bahar, who speaks."""
    speaking(house)
    asks(house, IVO, "interposed")


def question_put(house: House) -> None:
    """Let Ivo ask, while Bahar's clock is paused."""
    question_waits(house)
    house.ask(floor.commands.Begin(person=house.person(IVO), after=house.person(BAHAR)))
    house.clock.advance(12 * SECOND)


def answered(house: House) -> None:
    """Let Bahar answer Ivo."""
    question_put(house)
    house.ask(floor.commands.End(person=house.person(IVO)))
    house.clock.advance(8 * SECOND)


def wrong_order(house: House) -> None:
    """Let Rie speak to a supposed point of order."""
    speaking(house)
    asks(house, RIE, "order")
    house.ask(floor.commands.Begin(person=house.person(RIE), after=house.person(BAHAR)))
    house.clock.advance(5 * SECOND)


def sides(house: House) -> None:
    """Take sides for and against: Bahar speaks for it, and others wait."""
    heard(house)
    house.ask(floor.commands.SetItem(sides=True))
    for place, kind in ((BAHAR, "pro"), (CHRIS, "pro"), (EVA, "contra"), (JEROME, "contra")):
        asks(house, place, kind)  # type: ignore[arg-type]
    house.ask(floor.commands.Begin(person=house.person(BAHAR)))
    house.clock.advance(20 * SECOND)


def fewest_turns(house: House) -> None:
    """Set fewest turns first, in this item."""
    speaking(house)
    house.ask(floor.commands.SetRule(rule="fewest-turns"))


def alternating(house: House) -> None:
    """Alternate between two lists that have no names since the kiosk was started."""
    speaking(house)
    house.ask(floor.commands.SetRule(rule="alternating", lists=2))


def rounds(house: House) -> None:
    """Set rounds as the rule, without beginning one."""
    item_open(house)
    house.ask(floor.commands.SetRule(rule="rounds"))


def round_going(house: House) -> None:
    """Let the first person of a round speak."""
    rounds(house)
    house.ask(floor.commands.BeginRound())
    assert house.state.floor.round is not None
    house.ask(floor.commands.Begin(person=house.state.floor.round.left[0]))
    house.clock.advance(15 * SECOND)


def check_in(house: House) -> None:
    """Open the first item, a check-in."""
    adopted_agenda(house)
    house.ask(agenda.commands.Open(item=1))


def list_closed(house: House) -> None:
    """Close the list while a person speaks."""
    speaking(house)
    house.ask(floor.commands.CloseList())


def list_closed_and_empty(house: House) -> None:
    """Close the list, and let everybody on it speak."""
    item_open(house)
    house.ask(floor.commands.CloseList())


def nobody_is_timed(house: House) -> None:
    """Let Bahar speak in an item without a timer."""
    heard(house)
    house.ask(floor.commands.SetItem(timed=False))
    for place in (BAHAR, CHRIS, JEROME):
        asks(house, place)
    house.ask(floor.commands.Begin(person=house.person(BAHAR)))
    house.clock.advance(40 * SECOND)


def counting_up(house: House) -> None:
    """Set clocks that count up."""
    speaking(house)
    house.ask(rules.rules.SetClocks(count="up"))


def no_figures(house: House) -> None:
    """Set clocks without figures."""
    speaking(house, 100)
    house.ask(rules.rules.SetClocks(count="none"))


def forgotten(house: House) -> None:
    """Open an item and let time pass without a turn."""
    item_open(house)
    house.clock.advance(31 * SECOND)


def forgotten_with_list(house: House) -> None:
    """Add a waiting person to `forgotten`."""
    item_open(house)
    asks(house, BAHAR)
    house.clock.advance(31 * SECOND)


def late(house: House) -> None:
    """Make the evening twelve minutes late."""
    speaking(house)
    house.clock.advance(36 * MINUTE)


def two_orders(house: House) -> None:
    """Let two people wait with points of order, one of them also for a contribution."""
    speaking(house)
    asks(house, CHRIS, "order")
    asks(house, RIE, "order")
