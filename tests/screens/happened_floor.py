"""What has happened on the floor before a room looks at it: kinds of speaking, rules, rounds, clocks.

Each step begins with an evening of `happened`: Bahar speaks, Chris and Jérôme wait, and so on.
"""

from __future__ import annotations

from kiosk.practices import agenda, floor, rules
from kiosk.practices.floor.events import SpeakKind
from tests.screens.happened import MINUTE, SECOND, adopted_agenda, heard, item_open, speaking
from tests.screens.house import House

BAHAR, CHRIS, EVA, GUEL, IVO, JEROME, RIE, SAMIR = 1, 2, 4, 6, 8, 9, 17, 18


def asks(house: House, place: int, kind: SpeakKind = "contribution") -> None:
    """Somebody asks to speak for this."""
    house.ask(floor.commands.Ask(person=house.person(place), kind=kind))


def all_kinds(house: House) -> None:
    """Bahar speaks; somebody waits for each kind but a question to the speaker."""
    speaking(house)
    kinds: tuple[SpeakKind, ...] = ("response", "clarifying", "information")
    for place, kind in zip((EVA, GUEL, IVO), kinds, strict=True):
        asks(house, place, kind)
    note = "We do not hear you back here."
    house.ask(floor.commands.Ask(person=house.person(RIE), kind="order", category="access", note=note))


def question_waits(house: House) -> None:
    """Ivo has a question to Bahar, who speaks."""
    speaking(house)
    asks(house, IVO, "interposed")


def question_put(house: House) -> None:
    """Ivo asks, and Bahar's clock stands still."""
    question_waits(house)
    house.ask(floor.commands.Begin(person=house.person(IVO), after=house.person(BAHAR)))
    house.clock.advance(12 * SECOND)


def answered(house: House) -> None:
    """Bahar answers Ivo."""
    question_put(house)
    house.ask(floor.commands.End(person=house.person(IVO)))
    house.clock.advance(8 * SECOND)


def wrong_order(house: House) -> None:
    """Rie speaks to what was called a point of order."""
    speaking(house)
    asks(house, RIE, "order")
    house.ask(floor.commands.Begin(person=house.person(RIE), after=house.person(BAHAR)))
    house.clock.advance(5 * SECOND)


def sides(house: House) -> None:
    """For and against: Bahar is for it, and others wait."""
    heard(house)
    house.ask(floor.commands.SetItem(sides=True))
    for place, kind in ((BAHAR, "pro"), (CHRIS, "pro"), (EVA, "contra"), (JEROME, "contra")):
        asks(house, place, kind)  # type: ignore[arg-type]
    house.ask(floor.commands.Begin(person=house.person(BAHAR)))
    house.clock.advance(20 * SECOND)


def fewest_turns(house: House) -> None:
    """Fewest turns first, in this item."""
    speaking(house)
    house.ask(floor.commands.SetRule(rule="fewest-turns"))


def alternating(house: House) -> None:
    """Two lists take turns; nobody has named them since the kiosk was started."""
    speaking(house)
    house.ask(floor.commands.SetRule(rule="alternating", lists=2))


def rounds(house: House) -> None:
    """People speak in rounds here, and none was begun."""
    item_open(house)
    house.ask(floor.commands.SetRule(rule="rounds"))


def round_going(house: House) -> None:
    """The first of a round speaks."""
    rounds(house)
    house.ask(floor.commands.BeginRound())
    assert house.state.floor.round is not None
    house.ask(floor.commands.Begin(person=house.state.floor.round.left[0]))
    house.clock.advance(15 * SECOND)


def check_in(house: House) -> None:
    """The first item, a check-in, is open."""
    adopted_agenda(house)
    house.ask(agenda.commands.Open(item=1))


def list_closed(house: House) -> None:
    """The list is closed while somebody speaks."""
    speaking(house)
    house.ask(floor.commands.CloseList())


def list_closed_and_empty(house: House) -> None:
    """The list is closed, and everybody on it has spoken."""
    item_open(house)
    house.ask(floor.commands.CloseList())


def nobody_is_timed(house: House) -> None:
    """Nobody is timed in this item, and Bahar speaks."""
    heard(house)
    house.ask(floor.commands.SetItem(timed=False))
    for place in (BAHAR, CHRIS, JEROME):
        asks(house, place)
    house.ask(floor.commands.Begin(person=house.person(BAHAR)))
    house.clock.advance(40 * SECOND)


def counting_up(house: House) -> None:
    """Clocks count up."""
    speaking(house)
    house.ask(rules.rules.SetClocks(count="up"))


def no_figures(house: House) -> None:
    """Clocks show no figures."""
    speaking(house, 100)
    house.ask(rules.rules.SetClocks(count="none"))


def forgotten(house: House) -> None:
    """An item is open, people talk perhaps, and nobody began a turn for a while."""
    item_open(house)
    house.clock.advance(31 * SECOND)


def forgotten_with_list(house: House) -> None:
    """The same, with somebody on the list."""
    item_open(house)
    asks(house, BAHAR)
    house.clock.advance(31 * SECOND)


def late(house: House) -> None:
    """The evening is twelve minutes late."""
    speaking(house)
    house.clock.advance(36 * MINUTE)


def two_orders(house: House) -> None:
    """Two rise to a point of order; one of them waits for a contribution too."""
    speaking(house)
    asks(house, CHRIS, "order")
    asks(house, RIE, "order")
