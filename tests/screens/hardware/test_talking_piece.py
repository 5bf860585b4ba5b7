"""The talking piece begins and ends turns on any screen; late and doubled presses do nothing."""

from __future__ import annotations

from pathlib import Path
from time import monotonic

import pytest

from kiosk.practices.floor.commands import Ask
from tests.screens.hands import Hands
from tests.screens.happened import heard, item_open, on_break, paused, speaking
from tests.screens.house import House


async def _press(hands: Hands, means: str = "next", after: float = 1.0) -> None:
    """Press so many seconds after the wall last changed."""
    hands.house.buttons.press(means, hands.app.meant.changed + after)
    await hands.rest()


async def test_a_turn_is_begun_and_ended(tmp_path: Path) -> None:
    """As with SPACE, the next person speaks, and after the last the turn is over."""
    house = House(tmp_path)
    heard(house)
    for place in (1, 2):
        house.ask(Ask(person=house.person(place)))
    start = house.desk.journal.size
    async with house.hands(at="floor") as hands:
        for after in (1, 2, 3):
            await _press(hands, after=after)
        assert house.kinds(start) == ["turn.began", "turn.began", "turn.ended"]
        assert house.state.floor.turn is None
        await _press(hands, after=4)
        assert house.desk.journal.size == start + 3
        assert not hands.entry_open()


async def test_it_pauses_and_goes_on(tmp_path: Path) -> None:
    """Both keys resume a paused clock."""
    house = House(tmp_path)
    speaking(house)
    start = house.desk.journal.size
    async with house.hands(at="floor") as hands:
        for after, means in ((1, "pause"), (2, "pause"), (3, "pause"), (4, "next")):
            await _press(hands, means, after)
    assert house.kinds(start) == ["turn.paused", "turn.resumed"] * 2


async def test_on_another_screen_the_wall_says_what_it_did(tmp_path: Path) -> None:
    """Nothing happens that the room does not see."""
    house = House(tmp_path)
    speaking(house)
    async with house.hands(at="agenda") as hands:
        told = []
        for after, means in enumerate(("pause", "next", "next", "next", "next"), start=1):
            await _press(hands, means, after)
            told.append(hands.refusal().partition(": ")[2])
        assert told == [
            "Bahar's clock stands still.",
            "Bahar's clock goes on.",
            "Chris speaks.",
            "Jérôme speaks.",
            "Jérôme's turn is over.",
        ]
        assert hands.moment == "agenda"


@pytest.mark.parametrize("after", [-0.1, -5.0])
async def test_a_late_press_is_not_done(tmp_path: Path, after: float) -> None:
    """It was pressed before the wall changed, so the person has not seen who speaks now."""
    house = House(tmp_path)
    speaking(house)
    async with house.hands(at="floor") as hands:
        await hands.press("space")
        size = house.desk.journal.size
        await _press(hands, after=after)
        assert house.desk.journal.size == size


async def test_a_doubled_press_is_one(tmp_path: Path) -> None:
    """A foot bounces, so presses within a short time count as one."""
    house = House(tmp_path)
    speaking(house)
    size = house.desk.journal.size
    async with house.hands(at="floor") as hands:
        at = monotonic() + 1
        for later in (0.0, 0.1, 0.3, 0.6):
            house.buttons.press("next", at + later)
        await hands.rest()
    assert house.desk.journal.size == size + 1


@pytest.mark.parametrize("before", [item_open, on_break])
async def test_where_there_is_no_turn_it_does_nothing(tmp_path: Path, before: object) -> None:
    """It opens no item and ends no break."""
    house = House(tmp_path)
    assert callable(before)
    before(house)
    size = house.desk.journal.size
    async with house.hands(at="floor") as hands:
        await _press(hands)
        await _press(hands, "", 2)
        assert (house.desk.journal.size, hands.entry_open()) == (size, False)


async def test_a_question_is_answered_by_the_keyboard_alone(tmp_path: Path) -> None:
    """While a dialog is in front of the moment, a press does nothing."""
    house = House(tmp_path)
    paused(house)
    size = house.desk.journal.size
    async with house.hands(at="floor") as hands:
        await hands.press("?")
        await _press(hands)
        assert house.desk.journal.size == size


async def test_on_the_devices_screen_it_is_tried_out(tmp_path: Path) -> None:
    """There a press is shown, and ends no turn."""
    house = House(tmp_path)
    speaking(house)
    size = house.desk.journal.size
    async with house.hands(at="devices") as hands:
        await _press(hands)
        assert house.desk.journal.size == size
