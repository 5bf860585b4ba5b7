"""Hundreds of turns leave no objects behind in the kiosk; `make bench ONLY=soak` does it for eight hours."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from kiosk.practices import floor
from tests.bench.soaking import Made, made
from tests.screens.hands import Hands, until
from tests.screens.house import House
from tests.screens.scenes import item_open

PEOPLE, TURNS = 200, 150


async def _a_turn(hands: Hands, turn: int) -> None:
    """Let a person ask and speak while time passes, with a look at other screens now and then."""
    house = hands.house
    house.desk.ask(floor.commands.Ask(person=house.person(turn * 7 % PEOPLE)))
    await hands.press("space")
    await hands.wait(19_200 if turn % 3 else 140_000)
    if turn % 25 == 0:
        await hands.press("p", "p", "+")
        await hands.press("a", "e", "escape", "w", "escape", "question_mark", "escape", "colon", "escape")
        await hands.press("f3", "f6", "escape", "f9", "f2")


async def test_many_turns_leave_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There are as many tasks, timers, widgets and threads as after the first twenty-five turns."""
    monkeypatch.setattr("tests.screens.happened.HERE", PEOPLE)
    house = House(tmp_path, people=PEOPLE)
    item_open(house)
    counts: list[Made] = []
    kept: list[str] = []
    monkeypatch.setattr("screens.app.warm_up.QUIET", 0.01)
    monkeypatch.setattr("screens.app.warm_up.keep", lambda: kept.append("from the garbage collector"))
    async with house.hands(at="floor") as hands:
        await hands.settled()
        # Until every moment is mounted a timer waits for a quiet second, which may come between two counts.
        await until(lambda: len(kept) == 2, "the kiosk did not prepare every moment")
        for turn in range(TURNS):
            await _a_turn(hands, turn)
            if turn in (25, TURNS - 1):
                await hands.rest()
                gc.collect()
                counts.append(made(hands.app)._replace(peak=0))
        assert house.state.floor.turn is not None
        assert len([kind for kind in house.kinds() if kind == "turn.began"]) == TURNS
    assert counts[0] == counts[1]
