"""Names on the wall: large, calm, never parsed, never cut in half."""

from __future__ import annotations

from typing import Protocol

import pytest
from hypothesis import HealthCheck, given, settings
from textual.app import App

from screens.widgets.bigtext import BigText
from tests.pictures import text_rows
from tests.screens.widgets.hostile import texts
from tests.screens.widgets.wall import Wall, harmless, repaints


class Snapshot(Protocol):
    """pytest-textual-snapshot's fixture."""

    def __call__(self, app: App[None], *, terminal_size: tuple[int, int]) -> bool:
        """Compare with the picture kept, in cells."""


NAMES = ("Bahar", "Jérôme", "Wilhelmina-Constanze", "Łukasz Şükrü", "Người 7", "Жанна")


def _names(*names: str, plain: bool = False) -> Wall:
    css = "BigText { height: 1fr; }"
    return Wall(lambda: [BigText(name, plain=plain) for name in names], "kiosk-night", css)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 45)], ids=str)
def test_names_as_they_look(snap_compare: Snapshot, size: tuple[int, int]) -> None:
    """The picture shows three names at the sizes of a wall."""
    assert snap_compare(_names("Bahar", "Jérôme", "Wilhelmina-Constanze"), terminal_size=size)


def test_accents_as_they_look(snap_compare: Snapshot) -> None:
    """The picture shows marks over and under letters, and a name in a script without pictures."""
    assert snap_compare(_names("Łukasz Şükrü", "Ağaç Őry", "Жанна"), terminal_size=(120, 36))


def test_names_on_a_console(snap_compare: Snapshot) -> None:
    """Whole cells replace half blocks."""
    assert snap_compare(_names("Bahar", "Rie", plain=True), terminal_size=(80, 24))


async def test_an_equal_text_repaints_nothing() -> None:
    """An equal name repaints nothing; another name repaints only this widget."""
    app = _names("Bahar", "Rie")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        seen, first = repaints(app), app.query(BigText).first()
        first.update("Bahar")
        await pilot.pause()
        assert seen == []
        first.update("Leyla")
        await pilot.pause()
        assert seen == [{"BigText"}]
        assert first.text == "Leyla"


@pytest.mark.parametrize(
    ("place", "row", "column"),
    [("left top", 0, 0), ("center middle", 5, 16), ("right bottom", 11, 33)],
)
async def test_letters_stand_where_the_stylesheet_says(place: str, row: int, column: int) -> None:
    """content-align places the picture in the widget."""
    css = f"BigText {{ width: 40; height: 12; content-align: {place}; }}"
    app = Wall(lambda: [BigText("Ж" * 4)], css=css)
    async with app.run_test(size=(80, 24)):
        rows = text_rows(app)
        shown = next(at for at, text in enumerate(rows) if text.strip())
        assert (shown, rows[shown].index("Ж")) == (row, column)


@pytest.mark.parametrize(
    ("title", "rows"),
    [
        ("Rent strike fund", 4),
        ("Boiler: report of the working group on heating, hot water and leaks", 8),
        ("Жанна", 4),
    ],
)
async def test_a_box_that_follows_its_letters(title: str, rows: int) -> None:
    """The box is as low as one line, higher for a long title up to its bound, and never too high."""
    css = "BigText { height: auto; min-height: 4; max-height: 8; }"
    app = Wall(lambda: [BigText("A")], css=css)
    async with app.run_test(size=(110, 24)) as pilot:
        big = app.query_one(BigText)
        big.update(title)
        await pilot.pause()
        assert big.size.height == rows


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts)
async def test_hostile_names_are_only_names(text: str) -> None:
    """No markup, no action, no control character reaches a cell, whatever a name holds."""
    app = _names(text)
    async with app.run_test(size=(60, 12)):
        assert harmless(app)
