"""The phases of a turn are each heard once, whatever screen is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.practices.floor.timing import elapsed
from tests.screens.happened import speaking
from tests.screens.house import House


@pytest.mark.parametrize("moment", ["floor", "agenda"])
async def test_each_phase_is_heard_once(tmp_path: Path, moment: str) -> None:
    """Wrap up warns, the last ten seconds have the end sound, then over; on any screen."""
    house = House(tmp_path)
    speaking(house, 1)
    async with house.hands(at=moment) as hands:
        heard = []
        for milliseconds in (88_000, 1_000, 1_000, 18_000, 1_000, 1_000, 8_000, 1_000, 1_000, 300_000):
            await hands.wait(milliseconds)
            heard.append(list(house.chime.played))
        assert heard[0] == []
        assert heard[1] == heard[3] == ["warning"]
        assert heard[4] == heard[6] == ["warning", "end"]
        assert heard[-1] == ["warning", "end", "over"]


async def test_the_chime_gets_ready_half_a_minute_ahead(tmp_path: Path) -> None:
    """It prepares no sooner, because playing takes memory and a kiosk may run for hours before a turn."""
    house = House(tmp_path)
    speaking(house, 1)
    async with house.hands(at="agenda") as hands:
        await hands.wait(58_000)
        assert not house.chime.ready
        await hands.wait(2_000)
        assert (house.chime.ready, house.chime.played) == (True, [])


async def test_a_turn_that_is_paused_or_lengthened(tmp_path: Path) -> None:
    """A paused clock rings no phase twice; a phase that begins again is heard again."""
    house = House(tmp_path)
    speaking(house, 1)
    async with house.hands(at="floor") as hands:
        await hands.wait(90_500)
        await hands.press("p")
        await hands.wait(500_000)
        await hands.press("p")
        assert house.chime.played == ["warning"]
        await hands.press("+")
        await hands.wait(1_000)
        assert house.chime.played == ["warning"]
        await hands.wait(60_000)
        assert house.chime.played == ["warning", "warning"]


async def test_a_kiosk_that_starts_in_a_phase_is_silent(tmp_path: Path) -> None:
    """The phase was heard before the restart; a turn that begins with its last seconds is silent too."""
    house = House(tmp_path)
    speaking(house, 95)
    house.restart()
    async with house.hands(at="floor") as hands:
        await hands.wait(1_000)
        assert house.chime.played == []
        await hands.wait(15_000)
        assert house.chime.played == ["end"]


async def test_the_next_turn_begins_in_silence(tmp_path: Path) -> None:
    """Sounds belong to the present speaker."""
    house = House(tmp_path)
    speaking(house, 1)
    async with house.hands(at="floor") as hands:
        await hands.wait(130_000)
        assert house.chime.played == ["over"]
        assert house.state.floor.turn
        before = house.state.floor.turn.person
        await hands.press("space")
        assert house.state.floor.turn.person != before
        await hands.wait(1_000)
        assert elapsed(house.state.floor.turn, house.desk.stamp(), house.desk.stamp()) > 0
        assert house.chime.played == ["over"]
