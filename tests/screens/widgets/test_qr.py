"""The QR code on the wall, read by a phone's decoder from the cells that would be painted."""

from __future__ import annotations

import subprocess
import sys

import pytest
from textual.widgets import Static

from screens.widgets.qr import QUIET, QrCode, matrix, side_of
from tests.pictures import codes, screen_bitmap, text_rows
from tests.screens.widgets.wall import LOOKS, SIZES, Wall

SHORT = "HTTP://10.42.0.1/A7K2Q"
WIFI = "WIFI:T:WPA;S:Assembly;P:garden-oak-7;;"


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("data", [SHORT, WIFI], ids=["address", "wifi"])
async def test_a_phone_reads_the_code(look: str, size: tuple[int, int], data: str) -> None:
    """zxing reads the code from the compositor's cells in every theme, at every size."""
    app = Wall(lambda: [QrCode(data)], look)
    async with app.run_test(size=size):
        assert codes(app) == [data]


@pytest.mark.parametrize("look", LOOKS)
async def test_a_console_without_half_blocks_shows_whole_cells(look: str) -> None:
    """In plain mode the code consists of coloured blanks, and a phone still reads it."""
    app = Wall(lambda: [QrCode(SHORT, plain=True)], look)
    async with app.run_test(size=(120, 36)):
        assert codes(app) == [SHORT]
        assert set("".join(text_rows(app))) == {" "}


@pytest.mark.parametrize(
    ("size", "big"), [((80, 24), False), ((120, 36), True), ((160, 45), True)], ids=["80", "120", "160"]
)
async def test_modules_are_as_large_as_the_room_allows(size: tuple[int, int], big: bool) -> None:
    """A module has two columns by one row where that fits, half blocks where it does not."""
    app = Wall(lambda: [QrCode(SHORT)])
    async with app.run_test(size=size):
        assert ("▀" not in "".join(text_rows(app))) is big


async def test_correction_is_given_up_before_the_code_is() -> None:
    """A text that fits at 80x24 only with the lowest correction is shown with that."""
    text = "x" * 100
    assert (side_of(text, "Q"), side_of(text, "L")) == (17 + 4 * 8, 17 + 4 * 5)
    app = Wall(lambda: [QrCode(text)])
    async with app.run_test(size=(80, 24)):
        assert codes(app) == [text]


HEAD = "HTTP://192.168.178.123:8080/A7K2Q/12345.7U3I7DPCP4DXEMGC5P3PD65LG6LW5XDUCIZF4DHPB454HA7QWFXA"
"""The address of minutes with the journal's head: 33 modules a side."""


@pytest.mark.parametrize("look", LOOKS)
async def test_the_head_fits_the_twenty_rows_of_a_small_wall(look: str) -> None:
    """41 half rows are in 40: the white below is one module narrower, and a decoder still reads it."""
    app = Wall(lambda: [QrCode(HEAD)], look)
    async with app.run_test(size=(41, 20)):
        assert codes(app) == [HEAD]
        assert app.query_one(QrCode).fits()
        pixels = screen_bitmap(app, zoom=1)
        white = (pixels == 255).all(axis=2)
        assert white[:QUIET].all()
        assert white[-(QUIET - 1) :].all()


@pytest.mark.parametrize(
    ("size", "read"),
    [((41, 20), [HEAD]), ((40, 20), [SHORT]), ((41, 19), [SHORT]), ((30, 8), [])],
    ids=["fits", "narrow", "low", "none"],
)
async def test_of_several_texts_the_first_that_fits_is_shown(size: tuple[int, int], read: list[str]) -> None:
    """A smaller wall gets the short address rather than none; without room for either it is shown to type."""
    app = Wall(lambda: [QrCode()])
    async with app.run_test(size=size) as pilot:
        app.query_one(QrCode).update(HEAD, SHORT)
        await pilot.pause()
        assert codes(app) == read
        assert app.query_one(QrCode).data == (read or [SHORT])[0]
        assert (SHORT in " ".join(text_rows(app))) is (not read)


async def test_what_does_not_fit_is_said_in_words() -> None:
    """Words and the text to type replace a code that no phone can read."""
    app = Wall(lambda: [QrCode(SHORT)])
    async with app.run_test(size=(40, 8)):
        told = " ".join(" ".join(text_rows(app)).split())
        assert told == f"No room here for the code. Make the window larger, or type: {SHORT}"
        assert not app.query_one(QrCode).fits()


async def test_no_code_can_hold_a_novel() -> None:
    """For a text beyond the largest code the words are shown, at any size of the wall."""
    app = Wall(lambda: [QrCode("x" * 5_000)])
    async with app.run_test(size=(200, 110)):
        assert not app.query_one(QrCode).fits()


async def test_an_empty_code_is_blank() -> None:
    """Before there is a text nothing is painted."""
    app = Wall(lambda: [QrCode()])
    async with app.run_test(size=(80, 24)):
        assert not "".join(text_rows(app)).strip()


async def test_another_text_shows_another_code() -> None:
    """update() replaces the code."""
    app = Wall(lambda: [QrCode(SHORT)])
    async with app.run_test(size=(80, 24)) as pilot:
        app.query_one(QrCode).update(WIFI)
        await pilot.pause()
        assert codes(app) == [WIFI]


async def test_the_quiet_zone_is_white_in_every_direction() -> None:
    """Four modules of pure white surround the code, on a dark wall too."""
    app = Wall(lambda: [QrCode(SHORT)])
    async with app.run_test(size=(80, 24)):
        pixels = screen_bitmap(app, zoom=1)
        side = len(matrix(SHORT, "Q"))
        white = (pixels == 255).all(axis=2)
        rows, columns = white.any(axis=1).nonzero()[0], white.any(axis=0).nonzero()[0]
        assert columns[-1] - columns[0] + 1 == side + 2 * QUIET
        inner = white[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        assert inner[:QUIET].all()
        assert inner[:, :QUIET].all()
        assert inner[-QUIET:].all()
        assert inner[:, -QUIET:].all()


async def test_words_of_strangers_are_not_markup() -> None:
    """A text that looks like markup or like an escape sequence is shown as characters."""
    app = Wall(lambda: [QrCode("[@click=app.quit]x[/]\x1b[2J"), Static("end")])
    async with app.run_test(size=(60, 6)):
        told = " ".join(" ".join(text_rows(app)).split())
        assert "[@click=app.quit]x[/]\N{REPLACEMENT CHARACTER}[2J" in told


def test_the_code_library_is_imported_late() -> None:
    """qrcode costs 53 ms, so it is not loaded before a code is shown."""
    asked = "import sys, screens.widgets.qr; print('qrcode' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout == "False\n"
