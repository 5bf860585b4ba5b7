"""The speaker's clock on the wall: late ticks do not add up, and changes of the time have no effect."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from kiosk.practices import floor, rules
from kiosk.practices.floor.timing import elapsed
from screens.widgets.clockface import ClockFace, time_text, until_change
from tests.practices.play import DAY
from tests.screens.hands import Hands
from tests.screens.house import House
from tests.screens.scenes import SCENES, speaking

HOUR = 3_600_000


def _shown(hands: Hands) -> tuple[object, ...]:
    """Return what the clock shows now, its figures first."""
    return hands.app.screen.query_one(ClockFace)._shown


def _asked_for(hands: Hands) -> int:
    """Return the milliseconds after which the wall reads the clock again."""
    return hands.app._wait


def _left(house: House) -> int:
    turn = house.state.floor.turn
    assert turn is not None
    stamp = house.desk.stamp()
    return turn.planned * 1000 - elapsed(turn, stamp, house.desk.room.stamp())


async def test_a_turn_of_eight_hours_is_never_a_second_late(tmp_path: Path) -> None:
    """However late a tick is, the clock shows the present second, and the next tick is at its end."""
    house, late = House(tmp_path), Random(5)
    house.ask(rules.rules.SetTurn(seconds=3_600))
    speaking(house, 1)
    async with house.hands(at="floor") as hands:
        gone = asked = 0
        while gone < 8 * HOUR:
            if gone > asked * 2 * HOUR:
                # A meeting of yesterday without entries for hours counts as left open.
                asked += 1
                house.ask(floor.commands.Ask(person=house.person(10 + asked)))
                hands.app.tick()
            wait = _asked_for(hands) + late.choice((0, 1, 7, 40, 900, 2_500, 61_000, 600_000))
            await hands.wait(wait)
            gone += wait
            left = _left(house)
            assert _shown(hands)[0] == time_text(left, HOUR)
            assert _asked_for(hands) == max(20, until_change(left))


@pytest.mark.parametrize("days", [1, -1])
@pytest.mark.parametrize("server", [True, False], ids=["as a server says", "by hand"])
@pytest.mark.parametrize("scene", ["floor-running", "floor-over", "floor-paused", "floor-on-order"])
async def test_the_time_of_day_is_nothing_to_a_turn(
    tmp_path: Path, scene: str, server: bool, days: int
) -> None:
    """With the time set a day forward or back in a turn, the clock shows the same and continues."""
    house = House(tmp_path)
    SCENES[scene].before(house)
    house.clock.follows_server = server
    async with house.hands(at="floor") as hands:
        await hands.settled()
        before = _shown(hands)
        house.clock.step(days * DAY)
        await hands.wait(0)
        assert hands.moment == "floor"
        assert _shown(hands) == before
        left = _left(house)
        await hands.wait(1_000)
        assert hands.moment == "floor"
        assert _left(house) == left - (0 if scene == "floor-paused" else 1_000)


async def test_a_break_is_looked_at_when_its_second_ends(tmp_path: Path) -> None:
    """The next look is at the end of the second, not a second later, which would drift."""
    house = House(tmp_path)
    SCENES["floor-break"].before(house)
    async with house.hands(at="floor") as hands:
        for late in (0, 300, 40, 5, 990):
            wait = _asked_for(hands)
            await hands.wait(wait + late)
            assert _asked_for(hands) == max(20, 1_000 - late)
