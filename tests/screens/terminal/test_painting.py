"""A wall of which a part changed is painted as Textual would have painted that part."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from textual._compositor import ChopsUpdate, Compositor, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from screens.terminal.painting import Sparing
from tests.screens.hands import Hands
from tests.screens.house import LARGE, SMALL, House
from tests.screens.scenes import speaking

Chops = Sequence[Mapping[int, Strip]]


class Both:
    """Draws each part of the wall twice, and counts the rows that were equal."""

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
    """Return the pieces of a row that begin inside the columns of the changed part."""
    return [(x, strip) for x, strip in row.items() if part.x <= x < part.right]


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x36"])
async def test_a_part_is_painted_as_the_whole_would_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    """Ticks, keys, typing, dialogs and other moments paint equal rows."""
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


class Terminal:
    """A terminal that is sent only the parts: cursor moves, colours, letters of one cell."""

    def __init__(self, hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
        self.hands, self.sent = hands, 0
        self.rows = self._wall()
        whole, part = Sparing.render_full_update, Sparing.render_partial_update

        def full(compositor: Sparing, simplify: bool = False) -> LayoutUpdate:
            self.sent = -1
            return whole(compositor, simplify)

        def partial(compositor: Sparing) -> ChopsUpdate | None:
            update = part(compositor)
            if update is not None and self.sent >= 0:
                self._take(update.render_segments(hands.app.console))
            return update

        monkeypatch.setattr(Sparing, "render_full_update", full)
        monkeypatch.setattr(Sparing, "render_partial_update", partial)

    def _wall(self) -> list[str]:
        return self.hands.wall().split("\n")

    def _take(self, sent: str) -> None:
        self.sent += len(sent)
        for row, column, rest in re.findall(r"\x1b\[(\d+);(\d+)H((?:(?!\x1b\[\d+;\d+H).)*)", sent, re.DOTALL):
            text, y, x = re.sub(r"\x1b\[[\d;]*m", "", rest), int(row) - 1, int(column) - 1
            whole = self.rows[y].ljust(self.hands.app.size.width)
            self.rows[y] = whole[:x] + text + whole[x + len(text) :]

    def check(self) -> None:
        """Check that it shows what the wall shows; a wall that was painted whole is copied."""
        if self.sent < 0:
            self.rows, self.sent = self._wall(), 0
        assert [row.rstrip() for row in self.rows] == [row.rstrip() for row in self._wall()]


async def test_what_is_sent_makes_the_wall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that is sent only the parts shows the wall after each second and each key."""
    house = House(tmp_path)
    speaking(house)
    async with house.hands(size=LARGE, at="floor") as hands:
        await hands.settled()
        terminal = Terminal(hands, monkeypatch)
        sent = 0
        for milliseconds in (1_000, 1_000, 9_000, 40_000, 35_000, 1_000, 1_000, 61_000, 500_000):
            await hands.wait(milliseconds)
            sent += max(0, terminal.sent)
            terminal.check()
        for key in ("p", "+", "p", "a", "e", "v", "escape", "w", "escape", "f3", "down", "f2", "space"):
            await hands.press(key)
            terminal.check()
    assert sent > 1_000
