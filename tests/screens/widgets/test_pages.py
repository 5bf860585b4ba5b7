"""Words and lists of names, page by page: nothing is cut off, and no name is on two pages."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.content import Content

from screens.widgets.holders import Holder
from screens.widgets.pages import ALONE, GAP, Block, Large, Names, Pages, in_columns
from tests.pictures import text_rows
from tests.screens.hands import until

NAMES = st.text("abcdefgh é", min_size=1, max_size=44).filter(lambda name: name == name.strip())


class Wall(App[None]):
    """Only the pages, as large as the terminal."""

    def __init__(self, plain: bool = False) -> None:
        super().__init__()
        self._plain = plain

    def compose(self) -> ComposeResult:
        yield Pages(plain=self._plain)

    @property
    def pages(self) -> Pages:
        return self.query_one(Pages)


def _people(count: int) -> tuple[Content, ...]:
    return tuple(Content(f"Person {n:03d}") for n in range(1, count + 1))


@settings(max_examples=60, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=60), st.integers(20, 160))
def test_columns_hold_everybody_in_order(names: list[str], width: int) -> None:
    """Read along the rows, each name is whole if the wall is wide enough, with blanks between two."""
    rows = [row.plain for row in in_columns([Content(name) for name in names], width)]
    assert all(cell_len(row) <= width for row in rows)
    at = 0
    text = "\n".join(rows)
    for name in names:
        written = name if cell_len(name) <= width else name[: width - 1]
        found = text.find(written, at)
        assert found >= at, name
        at = found + len(written)


def test_a_long_name_takes_two_places() -> None:
    """It displaces no other name."""
    names = ["Ana", "Bo", "Wilhelmina-Constanze", "Eva", "Ivo"]
    rows = [row.plain for row in in_columns([Content(name) for name in names], 40)]
    assert rows == ["Ana  Bo   Wilhelmina-Constanze     Eva", "Ivo"]
    assert in_columns([], 40) == []
    assert len(in_columns(_people(3), 40, ALONE)) == 3
    assert GAP == 2


async def test_nobody_of_hundreds_is_cut_off() -> None:
    """Every name is on one page, each page says which it is, and the title comes again."""
    app = Wall()
    async with app.run_test(size=(60, 12)) as pilot:
        blocks: list[Block] = [Content("Before the list."), Names(Content("In the hat:"), _people(100))]
        app.pages.show(blocks, "hat")
        await pilot.pause()
        assert app.pages.count > 2
        seen: list[str] = []
        for page in range(app.pages.count):
            await pilot.pause()
            rows = text_rows(app)
            assert f"page {page + 1} of {app.pages.count}" in rows[-1]
            assert any("In the hat:" in row for row in rows)
            assert ("Before the list." in rows[0]) == (page == 0)
            seen += [word for row in rows for word in row.split() if word.isdigit() and len(word) == 3]
            app.pages.turn(1)
        assert seen == [f"{n:03d}" for n in range(1, 101)]
        assert app.pages.at == app.pages.count - 1
        app.pages.turn(-50)
        assert app.pages.at == 0


async def test_another_thing_begins_at_its_first_page() -> None:
    """The same content keeps the page that people turned to; a larger wall has fewer pages."""
    app = Wall()
    async with app.run_test(size=(60, 12)) as pilot:
        app.pages.show([Names(Content("One:"), _people(300))], "one")
        app.pages.turn(2)
        app.pages.show([Names(Content("One:"), _people(301))], "one")
        assert app.pages.at == 2
        app.pages.show([Names(Content("Two:"), _people(300))], "two")
        assert app.pages.at == 0
        app.pages.turn(2)
        await pilot.resize_terminal(160, 90)
        await until(lambda: app.pages.count == 1, "the larger wall still has pages")
        await pilot.pause()
        assert app.pages.at == 0
        assert not any("page" in row for row in text_rows(app))


async def test_names_are_large_where_there_is_room() -> None:
    """Pictures of letters are above the rest; else spaced letters, else pages."""
    holders = tuple(Holder("cook", f"Eva Lindqvist {letter}", "✓ ") for letter in "ABCDEFGH")
    app = Wall()
    async with app.run_test(size=(60, 12)) as pilot:
        app.pages.show([Large(holders[:1]), Content("below")])
        await pilot.pause()
        rows = text_rows(app)
        assert rows[0].strip() == "✓ cook"
        assert "█" in "".join(rows)
        assert any(row.strip() == "below" for row in rows)
        app.pages.show([Large(holders), Content("below")])
        await pilot.pause()
        assert any("L I N D Q V I S T   H" in row for row in text_rows(app))
        app.pages.show([Large(holders * 2), Content("below")])
        await pilot.pause()
        assert "page 1 of 2" in text_rows(app)[-1]


async def test_a_name_is_no_markup() -> None:
    """Any name is shown as it is."""
    app = Wall()
    async with app.run_test(size=(60, 12)) as pilot:
        app.pages.show([Names(Content("[b]In:"), (Content("[/]"), Content("[@click=app.quit]Ana[/]")))])
        await pilot.pause()
        assert "[@click=app.quit]Ana[/]" in "\n".join(text_rows(app))
