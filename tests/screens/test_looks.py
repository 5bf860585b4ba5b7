"""Pictures of every moment, at the smallest usable size and at a projector's.

Look at a changed picture, then keep it with `pytest tests/screens/test_looks.py --snapshot-update`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Protocol

import pytest
from textual.pilot import Pilot

from screens.app.app import KioskApp
from tests.screens.hands import Hands
from tests.screens.house import LARGE, SMALL, House, Nowhere
from tests.screens.scenes import SCENES, Scene


class Snapshot(Protocol):
    """pytest-textual-snapshot's fixture."""

    def __call__(
        self,
        app: KioskApp,
        *,
        terminal_size: tuple[int, int],
        run_before: Callable[[Pilot[int]], Awaitable[None]],
    ) -> bool:
        """Compare with the picture kept, in cells."""


ANYWHERE = {"agenda-files", "lobby-time"}
"""Scenes that show the path of the test's folder, or a dialog that another scene has."""
ON_A_PROJECTOR = (
    "lobby-first lobby-after arrive-nobody arrive-here agenda-going agenda-sixty agenda-import agenda-marked "
    "floor-nobody floor-running floor-over floor-on-order floor-long-list floor-break "
    "floor-kinds floor-question-put floor-answered floor-sides floor-fewest-turns floor-lists floor-round "
    "floor-keys floor-typing-keys "
    "floor-closed floor-untimed floor-counting-up floor-no-figures floor-forgotten floor-spreading "
    "lot-frozen lot-committed lot-throwing lot-asking lot-drawn lot-corrected-drawn lot-owed-first lot-turns "
    "lot-shortfall "
    "proposal-amended proposal-counting proposal-read-back minutes-read-back minutes-closed "
    "mandates-held mandates-beside journal journal-entry journal-proof journal-head key-unsigned devices "
    "devices-tested more circulation-weeks"
).split()
NOBODY = ("lobby-first", "arrive-nobody", "lot-choose", "floor-no-item")
TWO_HUNDRED = ("lobby-first", "arrive-here", "lot-frozen", "floor-long-list")


def _looks(house: House, scene: Scene, size: tuple[int, int], compare: Snapshot) -> bool:
    scene.before(house)
    app = house.app()

    async def reach(pilot: Pilot[int]) -> None:
        hands = Hands(house, app, pilot)
        await hands.rest()
        await hands.visit(scene.moment)
        await hands.settled()
        await hands.press(*scene.keys)

    try:
        return compare(app, terminal_size=size, run_before=reach)
    finally:
        house.desk.close()


@pytest.mark.parametrize("name", [name for name in SCENES if name not in ANYWHERE])
def test_a_moment_on_a_small_wall(snap_compare: Snapshot, tmp_path: Path, name: str) -> None:
    """The picture shows 27 people at 80x24."""
    assert _looks(House(tmp_path), SCENES[name], SMALL, snap_compare)


@pytest.mark.parametrize("name", ON_A_PROJECTOR)
def test_a_moment_on_a_projector(snap_compare: Snapshot, tmp_path: Path, name: str) -> None:
    """The picture shows 27 people at 120x36."""
    assert _looks(House(tmp_path), SCENES[name], LARGE, snap_compare)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x36"])
@pytest.mark.parametrize("name", NOBODY)
def test_a_moment_with_nobody(
    snap_compare: Snapshot, tmp_path: Path, name: str, size: tuple[int, int]
) -> None:
    """An empty wall says what it is for, and which key fills it."""
    assert _looks(House(tmp_path, people=0), SCENES[name], size, snap_compare)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x36"])
@pytest.mark.parametrize("name", TWO_HUNDRED)
def test_a_moment_with_two_hundred_people(
    snap_compare: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, size: tuple[int, int]
) -> None:
    """The picture shows two hundred people present."""
    monkeypatch.setattr("tests.screens.happened.HERE", 200)
    assert _looks(House(tmp_path, people=200), SCENES[name], size, snap_compare)


@pytest.mark.parametrize("look", ["day", "contrast", "console"])
def test_the_floor_in_another_look(snap_compare: Snapshot, tmp_path: Path, look: str) -> None:
    """The looks are paper, high contrast, and sixteen colours with the signs of a plain console."""
    assert _looks(House(tmp_path, look=look), SCENES["floor-running"], SMALL, snap_compare)


PHASES = (
    "floor-wrap-up floor-last-10 floor-over floor-paused floor-on-order floor-question-put floor-no-figures "
    "floor-closed floor-forgotten floor-break-over"
).split()


@pytest.mark.parametrize("name", PHASES)
def test_a_phase_in_sixteen_colours(snap_compare: Snapshot, tmp_path: Path, name: str) -> None:
    """A phase has a word and a sign of plain ASCII."""
    assert _looks(House(tmp_path, look="console"), SCENES[name], SMALL, snap_compare)


@pytest.mark.parametrize("name", PHASES)
def test_a_phase_without_colours(
    snap_compare: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Without colours the word and the sign are enough."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert _looks(House(tmp_path), SCENES[name], SMALL, snap_compare)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x36"])
@pytest.mark.parametrize("step", [1, 2, 3])
def test_the_first_start(snap_compare: Snapshot, tmp_path: Path, size: tuple[int, int], step: int) -> None:
    """The first start asks three questions."""
    house = Nowhere(tmp_path)
    app = house.app()

    async def reach(pilot: Pilot[int]) -> None:
        hands = Hands(house, app, pilot)
        await hands.rest()
        if step > 1:
            await hands.type("Maple Street 4")
        if step > 2:
            await hands.paste("Ana Lima, north\nBahar, south\nWilhelmina-Constanze von und zu Hohenfels")
            await hands.press("f2", "enter")

    assert snap_compare(app, terminal_size=size, run_before=reach)


def test_not_recorded(snap_compare: Snapshot, tmp_path: Path) -> None:
    """After a failed write the wall shows mark, sentence, and what to do."""
    from tests.screens.test_not_recorded import Card

    card = Card()
    house = House(tmp_path, disk=card)
    SCENES["floor-running"].before(house)
    app = house.app()

    async def reach(pilot: Pilot[int]) -> None:
        hands = Hands(house, app, pilot)
        await hands.rest()
        await hands.visit("floor")
        await hands.settled()
        card.dead = True
        await hands.press("space")

    assert snap_compare(app, terminal_size=SMALL, run_before=reach)


def test_a_refusal(snap_compare: Snapshot, tmp_path: Path) -> None:
    """A refusal is a sentence near the field."""
    assert _looks(
        House(tmp_path),
        Scene("floor", SCENES["floor-running"].before, ("a", "j", "e", "enter")),
        SMALL,
        snap_compare,
    )
