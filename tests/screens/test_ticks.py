"""The cost of a second: a tick repaints only what changed."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from textual.app import App

from tests.screens.hands import Hands
from tests.screens.house import House
from tests.screens.scenes import SCENES, speaking
from tests.screens.widgets.wall import repaints


def _painted(hands: Hands) -> list[set[str]]:
    """Return a list that gets the class names of the widgets of each repaint from now on."""
    return repaints(cast("App[None]", hands.app))


async def test_a_second_on_the_floor_repaints_the_clock_alone(tmp_path: Path) -> None:
    """Only at the full minute the item's line and the top line are painted too."""
    house = House(tmp_path)
    speaking(house)
    async with house.hands(at="floor") as hands:
        await hands.settled()
        await hands.wait(1_000)
        seen = _painted(hands)
        for _second in range(5):
            await hands.wait(1_000)
        assert seen == [{"ClockFace"}] * 5
        seen.clear()
        await hands.wait(60_000 - house.clock.wall() % 60_000)
        painted = set().union(*seen)
        assert {"ClockFace", "TopLine"} <= painted <= {"ClockFace", "TopLine", "Static", "Prose"}


@pytest.mark.parametrize(
    "name", ["floor-nobody", "floor-paused", "lobby-after", "arrive-here", "agenda-six", "minutes-closed"]
)
async def test_a_tick_at_which_nothing_changed_repaints_nothing(tmp_path: Path, name: str) -> None:
    """A wall on which nothing happens is not painted again."""
    house, scene = House(tmp_path), SCENES[name]
    scene.before(house)
    async with house.hands(at=scene.moment) as hands:
        await hands.settled()
        await hands.out_of_the_line()
        await hands.wait(0)
        seen = _painted(hands)
        await hands.wait(0)
        assert seen == []


async def test_an_entry_repaints_what_it_touched(tmp_path: Path) -> None:
    """A pause repaints the clock, the coach lines and the number of entries; names and item stay."""
    house = House(tmp_path)
    speaking(house)
    async with house.hands(at="floor") as hands:
        seen = _painted(hands)
        await hands.press("p")
        painted = set().union(*seen)
        assert {"ClockFace", "Coach", "TopLine"} <= painted
        assert "BigText" not in painted


async def test_a_tick_while_the_kiosk_is_leaving_finds_nothing_to_write_on(tmp_path: Path) -> None:
    """A tick that was due when the kiosk was left comes after the wall was taken away."""
    house = House(tmp_path)
    speaking(house)
    async with house.hands(at="floor") as hands:
        hands.app._running = False
        await hands.app.screen.query("*").remove()
        hands.app.tick()
        hands.app.top()
        hands.app._running = True
