"""What is painted of a wall of which a part changed is what Textual would have painted there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip

from screens.painting import Sparing
from tests.screens.house import LARGE, SMALL, House
from tests.screens.scenes import speaking

Chops = Sequence[Mapping[int, Strip]]


class Both:
    """Draws each part of the wall twice, and counts the rows that were the same both ways."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.parts = self.rows = 0
        self._sparing = Sparing._render_chops
        monkeypatch.setattr(Sparing, "_render_chops", self._drawn())

    def _drawn(self) -> Callable[[Sparing, Region, Callable[[int], bool]], Chops]:
        def draw(compositor: Sparing, crop: Region, wanted: Callable[[int], bool]) -> Chops:
            drawn = self._sparing(compositor, crop, wanted)
            whole = Compositor()
            whole.size, whole._visible_widgets = compositor.size, compositor.visible_widgets
            whole._cuts = compositor.cuts
            full = whole._render_chops(crop, wanted)
            self.parts += crop.size != compositor.size
            for part in compositor._changed or {crop}:
                for row in part.intersection(crop).line_range:
                    assert _within(drawn[row], part) == _within(full[row], part), (part, row)
                    self.rows += 1
            return drawn

        return draw


def _within(row: Mapping[int, Strip], part: Region) -> list[tuple[int, Strip]]:
    """The pieces of a row that begin inside the columns of the part that changed."""
    return [(x, strip) for x, strip in row.items() if part.x <= x < part.right]


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x36"])
async def test_a_part_is_painted_as_the_whole_would_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    """Ticks, keys, a line that is typed in, dialogs in front of the wall, other moments."""
    house = House(tmp_path)
    speaking(house)
    async with house.hands(size=size, at="floor") as hands:
        await hands.settled()
        both = Both(monkeypatch)
        for _second in range(3):
            await hands.wait(1_000)
        await hands.press("p", "+", "p", "a", "e", "w", "escape", "!", "escape", "question_mark", "escape")
        await hands.press("f3", "down", "down", "f6", "escape", "space", "space")
        await hands.wait(100_000)
    assert both.parts > 10
    assert both.rows > 100
