"""Checks in every moment of an evening: grey keys, SPACE, undo, a restart, and being mounted once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.actions import parse
from textual.dom import DOMNode

from kiosk.practices import meeting
from kiosk.practices.record.rules import Undo
from screens.moment import Moment
from tests.screens.hands import Hands
from tests.screens.house import House
from tests.screens.scenes import SCENES, Scene

PLAIN = {name: scene for name, scene in SCENES.items() if not scene.keys}
"""Scenes that need entries but no keys."""


def _grey(hands: Hands) -> Iterator[str]:
    """Yield the first key of every binding of the moment and the app that is not possible now."""
    screen = hands.app.screen
    nodes: tuple[DOMNode, ...] = (screen, hands.app)
    for node in nodes:
        for key, bindings in node._bindings.key_to_bindings.items():
            for binding in bindings:
                _namespace, action, parameters = parse(binding.action)
                if node.check_action(action, tuple(parameters)) is not True:
                    yield key


@pytest.mark.parametrize("name", PLAIN)
async def test_grey_keys_do_nothing_and_a_restart_returns_to_the_same_wall(tmp_path: Path, name: str) -> None:
    """Grey keys cause no entry, dialog or words; a restart restores each cell of the wall; then SPACE,
    where the coach line names it, is accepted and has an effect."""
    house, scene = House(tmp_path), SCENES[name]
    scene.before(house)
    async with house.hands(at=scene.moment) as hands:
        await hands.settled()
        before = hands.wall()
        await hands.out_of_the_line()
        still = hands.still()
        for key in _grey(hands):
            await hands.press(key)
            assert hands.still() == still, key
    house.restart()
    async with house.hands() as hands:
        assert hands.moment == scene.moment
        await hands.settled()
        await hands.same_wall(before)
        coach, still = " ".join(hands.coach()), hands.still()
        await hands.press("space")
        assert "SPACE" not in coach or (hands.refusal() == "" and hands.still() != still)


UNDONE = (
    "arrive-here",
    "agenda-six",
    "floor-running",
    "lot-asking",
    "proposal-adopted",
    "minutes-closed",
    "more",
)
KEPT = ("lobby-first", "lot-committed", "devices", "journal")


@pytest.mark.parametrize("name", [*UNDONE, *KEPT])
async def test_undo_is_one_entry_or_one_sentence(tmp_path: Path, name: str) -> None:
    """U undoes the last act from any screen, or says why it stays."""
    house, scene = House(tmp_path), SCENES[name]
    scene.before(house)
    if name == "devices":
        house.ask(meeting.rules.Open())
    refused, size = house.desk.refusal(Undo()), house.desk.journal.size
    assert bool(refused) == (name in ("lot-committed", "devices"))
    async with house.hands(at=scene.moment) as hands:
        await hands.out_of_the_line()
        await hands.press("u")
        assert hands.moment == scene.moment
        assert (refused or "Taken back:") in hands.refusal()
        assert house.kinds(size) == ([] if refused else ["act.undone"])


async def test_one_undo_of_two_pressed_at_once(tmp_path: Path) -> None:
    """The second press applied to an act that was not on the wall as the last one yet."""
    house = House(tmp_path)
    SCENES["floor-running"].before(house)
    size = house.desk.journal.size
    async with house.hands(at="floor") as hands:
        hands.send("u")
        hands.send("u")
        await hands.rest()
        assert house.kinds(size) == ["act.undone"]


def test_every_moment_has_its_scenes() -> None:
    """A new screen needs a scene."""
    from screens.app.registry import MOMENTS

    assert {scene.moment for scene in SCENES.values()} == set(MOMENTS)


async def test_a_moment_is_mounted_once(tmp_path: Path) -> None:
    """Visited again it is the same screen in the same place, and nothing is composed again."""
    from screens.app.registry import MOMENTS

    house = House(tmp_path)
    Scene("floor", SCENES["floor-running"].before).before(house)
    async with house.hands() as hands:
        first: dict[str, tuple[Moment, frozenset[DOMNode]]] = {}
        for _round in range(2):
            for moment in MOMENTS:
                await hands.visit(moment)
                screen = hands.app.screen
                assert isinstance(screen, Moment)
                seen = (screen, frozenset(screen.walk_children()))
                assert first.setdefault(moment, seen) == seen
