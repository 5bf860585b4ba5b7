"""Private methods of Textual are replaced in the version they were tested with, and in no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual._compositor import Compositor

from screens.terminal import textual_version
from screens.terminal.painting import Sparing
from screens.terminal.textual_version import TESTED, is_tested
from tests.screens.house import House
from tests.screens.scenes import speaking

LOCK = Path(__file__).resolve().parents[3] / "requirements.lock"


def test_the_tested_version_is_the_pinned_one() -> None:
    """A change of the pinned version requires running the tests of painting and changing TESTED."""
    assert f"textual=={TESTED} " in LOCK.read_text()
    assert is_tested()


async def test_another_version_draws_the_wall_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The wall is the same after the same second and keys."""
    walls = []
    for version, compositor in ((TESTED, Sparing), ("8.2.9", Compositor)):
        monkeypatch.setattr(textual_version, "TESTED", version)
        is_tested.cache_clear()
        (tmp_path / version).mkdir()
        house = House(tmp_path / version)
        speaking(house)
        async with house.hands(at="floor") as hands:
            assert type(hands.app.screen._compositor) is compositor
            await hands.wait(1_000)
            await hands.press("p", "a")
            walls.append(hands.wall())
    is_tested.cache_clear()
    assert walls[0] == walls[1]
