"""The text that the room decides on, large where there is room."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from textual.content import Content

from screens.widgets.bigtext import BigText
from screens.widgets.statement import Statement
from tests.pictures import text_rows
from tests.screens.widgets.hostile import texts
from tests.screens.widgets.wall import Wall, harmless

TEXT = "We pay a tenth of the rents into the strike fund."
CSS = "Statement { height: 1fr; }"


def _say(app: Wall, text: str, below: str = "") -> None:
    app.query_one(Statement).show(text, Content("A title"), Content(f"said: {text}"), Content(below))


@pytest.mark.parametrize(("size", "large"), [((160, 20), True), ((160, 3), False), ((30, 12), False)])
async def test_the_text_is_large_where_it_fits(size: tuple[int, int], large: bool) -> None:
    """Where it does not fit, it is in ordinary letters; never both, and never neither."""
    app = Wall(lambda: [Statement()], css=CSS)
    async with app.run_test(size=size) as pilot:
        _say(app, TEXT)
        await pilot.pause()
        wall = "\n".join(text_rows(app))
        assert app.query_one(BigText).display == large == ("said:" not in wall)
        assert "A title" in wall


async def test_what_stands_below_keeps_its_room() -> None:
    """Large letters never push the lines below off the wall, also after a change of size."""
    app = Wall(lambda: [Statement()], css=CSS)
    async with app.run_test(size=(160, 30)) as pilot:
        _say(app, TEXT, below="changed since version 1\nand once more")
        for height in (30, 14, 8, 30):
            await pilot.resize_terminal(160, height)
            await pilot.pause()
            assert "and once more" in "\n".join(text_rows(app))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts)
async def test_hostile_texts_are_only_texts(text: str) -> None:
    """No markup, no action, no control character reaches a cell, in any proposal."""
    app = Wall(lambda: [Statement()], css=CSS)
    async with app.run_test(size=(120, 24)) as pilot:
        app.query_one(Statement).show(text, Content(""), Content(""), Content(""))
        await pilot.pause()
        assert harmless(app)
