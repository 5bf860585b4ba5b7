"""Large letters in a given room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from screens.widgets.lettering.line import Align, _box, _in_a_room, _largest, lettered

BLOCKS = set(" ▀▄█")
QUARTERS = set(" ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█")
LONG = "Boiler: report of the working group on heating, hot water and everything that leaks in winter"


@given(
    st.text(st.one_of(st.characters(), st.sampled_from("ABJéşŁ -’李👨\u200d\u0301")), max_size=70),
    st.integers(0, 40),
    st.integers(0, 160),
    st.sampled_from(("plain", "halves", "fine")),
)
def test_letters_never_leave_their_room(text: str, rows: int, columns: int, how: str) -> None:
    """For any text and room there are no more rows or columns, and every row is as wide as stated."""
    picture = lettered(text, rows, columns, how == "plain", fine=how == "fine")
    assert len(picture.rows) <= max(rows, 1)
    assert picture.width <= columns
    assert {cell_len(row) for row in picture.rows} == {picture.width}
    if picture.drawn:
        assert set("".join(picture.rows)) <= {"plain": set(" #"), "halves": BLOCKS, "fine": QUARTERS}[how]


@pytest.mark.parametrize("rows", [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 16])
def test_letters_fill_the_height_they_are_given(rows: int) -> None:
    """Given enough width, a short name is as high as its room: from three rows up it scales."""
    picture = lettered("Bahar", rows, 300)
    inked = [row for row in picture.rows if row.strip()]
    assert (len(picture.rows), len(inked)) == (rows, rows)


def test_a_small_name_as_drawn() -> None:
    """Four rows are hand-drawn, to be read here as on the wall."""
    assert lettered("Rie", 4, 40).rows == (
        "▄▄▄▄  ▄ ▄▄▄▄",
        "█   █ █ █   ",
        "█▀█▀  █ █▀▀ ",
        "█  ▀▄ █ █▄▄▄",
    )


def test_a_name_with_accents_as_drawn() -> None:
    """The accents are there at four rows too, and the letters without keep their height."""
    assert lettered("Jérôme", 4, 40).rows == (
        "    ▄  ▄▀  ▄▄▄▄   ▄▀▄  ▄   ▄ ▄▄▄▄",
        "    █ ▄▄▄▄ █   █  ▄▄▄  █▀▄▀█ █   ",
        "    █ █▄▄  █▀█▀  █   █ █ ▀ █ █▀▀ ",
        "▀▄▄▄▀ █▄▄▄ █  ▀▄ ▀▄▄▄▀ █   █ █▄▄▄",
    )


def test_a_long_name_is_broken_when_that_makes_it_larger() -> None:
    """It has two lines of six rows instead of one line of spaced capitals."""
    picture = lettered("Wilhelmina-Constanze", 13, 88)
    assert picture.drawn
    assert len(picture.rows) == 13
    assert picture.rows[6].strip() == ""


def test_a_name_without_room_is_set_in_ordinary_letters() -> None:
    """It is set in capitals with spaces, then plain, then cut."""
    name = "Wilhelmina-Constanze"
    assert lettered(name, 4, 45) == (("W I L H E L M I N A - C O N S T A N Z E",), 39, False)
    assert lettered(name, 4, 30) == ((name,), 20, False)
    assert lettered(name, 4, 12) == (("Wilhelmina-…",), 12, False)


def test_a_long_name_without_room_takes_as_many_lines_as_there_are() -> None:
    """The whole name is worth more than large letters; the rest is cut."""
    name = "Wilhelmina von und zu Hohenfels"
    assert [row.rstrip() for row in lettered(name, 4, 20).rows] == ["Wilhelmina von und", "zu Hohenfels"]
    assert [row.rstrip() for row in lettered(name, 2, 12).rows] == ["Wilhelmina", "von und zu…"]


def test_a_long_title_is_set_half_as_wide() -> None:
    """Where a line has no room for large letters of the usual width, quarters of a cell are drawn."""
    assert not lettered("Rent strike fund", 3, 44).drawn
    assert lettered("Rent strike", 3, 28, fine=True).rows == (
        "▛▚▐▀▘▙▐▝▜▀  ▞▀▝▜▀▐▀▖▌▌▞▐▀▘",
        "▙▞▐▀ ▛▟ ▐   ▝▚ ▐ ▐▄▘▌█ ▐▀ ",
        "▌▚▐▄▖▌▜ ▐   ▄▞ ▐ ▐▝▖▌▌▚▐▄▖",
    )


def test_letters_as_high_are_rather_wide() -> None:
    """Half width is used only if it makes letters higher; on two lines the usual width wins."""
    assert set("".join(lettered("Rent strike", 8, 40, fine=True).rows)) <= BLOCKS


@pytest.mark.parametrize(("rows", "columns"), [(7, 120), (11, 156), (20, 156), (40, 200)])
def test_a_sentence_fills_lines(rows: int, columns: int) -> None:
    """A text of many words becomes a page of large letters, at most six lines of at most eight rows."""
    picture = lettered(LONG, rows, columns, fine=True)
    assert picture.drawn
    assert rows >= len(picture.rows) > min(rows, 40) / 2
    assert not lettered(LONG, 5, columns, fine=True).drawn


def test_a_sentence_too_long_is_set_in_ordinary_letters() -> None:
    """More than six lines of capitals would be hard to read."""
    assert not lettered(LONG * 6, 40, 120, fine=True).drawn


def test_one_missing_picture_sets_the_whole_name_in_ordinary_letters() -> None:
    """A half-drawn name would be another name."""
    assert lettered("Ana Жук", 6, 100) == (("A N A   Ж У К",), 13, False)


def test_joined_letters_stay_together() -> None:
    """Spacing does not separate marks and joined emoji."""
    assert lettered("n\u0303👩\u200d👧", 2, 40).rows == ("N\u0303 👩\u200d👧",)


def test_a_clock_keeps_its_size_while_it_runs() -> None:
    """With room for its widest text, every time of a turn is drawn at one height."""
    drawn = [lettered(text, 6, 34, room_for="+2:00") for text in ("2:00", "1:24", "0:01", "+0:12")]
    assert {len(picture.rows) for picture in drawn} == {6}
    assert all(picture.drawn for picture in drawn)


def test_a_console_without_half_blocks_gets_whole_cells() -> None:
    """A pixel is then two columns wide where there is room, because a cell is twice as high as wide."""
    picture = lettered("I", 6, 20, plain=True)
    assert picture.rows == ("##",) * 6
    assert lettered("I", 6, 1, plain=True).rows == ("#",) * 6


@pytest.mark.parametrize(("align", "between"), [("left", (0, 0)), ("center", (8, 12)), ("right", (20, 22))])
def test_lines_are_placed_among_each_other(align: Align, between: tuple[int, int]) -> None:
    """The shorter line of two is at the left, in the middle or at the right of the longer."""
    picture = lettered("HHHH-I", 10, 24, align=align)
    assert between[0] <= picture.rows[-1].index("█") <= between[1]


@given(
    st.one_of(st.text("+0123456789:", max_size=7), st.sampled_from(("ÉŞ", "A€", "ANA"))),
    st.sampled_from(("+2:00", "00:00", "000:00", "É")),
    st.integers(0, 30),
    st.integers(0, 100),
    st.booleans(),
)
def test_a_known_size_is_the_size_that_a_search_finds(
    text: str, widest: str, rows: int, columns: int, plain: bool
) -> None:
    """The figures of a running clock are not measured again each second, with the same result."""
    box, ways = _box(rows, 1, plain), (2, 1) if plain else (1,)
    assert _in_a_room(text, widest, box, columns, ways) == _largest([text], widest, box, columns, ways)
