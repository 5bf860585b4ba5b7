"""What a terminal shows as pixels: the cells that tmux reports, in their colours.

For codes that a phone must be able to read. A cell is one pixel wide and two high; half blocks are drawn,
letters are left out. Real fonts and their seams are covered by tests.sway.
"""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt
import zxingcpp

from tests.terminal import Screen

Colour = tuple[int, int, int]
Cell = tuple[Colour, Colour]
"""The upper and the lower half of a cell."""

INK, PAPER = (200, 200, 200), (0, 0, 0)
_PIECES = re.compile(r"\x1b\[([0-9;:]*)m|(.)", re.DOTALL)


def codes(colours: Screen, zoom: int = 6) -> list[str]:
    """Return the texts of all QR codes on a screen as `Terminal.colours` gives it."""
    rows = [_cells(row) for row in colours]
    width = max(map(len, rows))
    pixels = np.zeros((2 * len(rows), width, 3), np.uint8)
    for y, row in enumerate(rows):
        for x, (upper, lower) in enumerate(row):
            pixels[2 * y, x], pixels[2 * y + 1, x] = upper, lower
    picture: npt.NDArray[np.uint8] = np.kron(pixels, np.ones((zoom, zoom, 1), np.uint8))
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def _cells(row: str) -> list[Cell]:
    ink, paper, cells = INK, PAPER, list[Cell]()
    for codes, sign in _PIECES.findall(row):
        if not sign:
            ink, paper = _styled(codes, ink, paper)
            continue
        cells.append({"▀": (ink, paper), "▄": (paper, ink), "█": (ink, ink)}.get(sign, (paper, paper)))
    return cells


def _styled(codes: str, ink: Colour, paper: Colour) -> tuple[Colour, Colour]:
    """Return the colours after an SGR sequence; only full colours and resets are known here."""
    numbers = [int(number or 0) for number in re.split("[;:]", codes)]
    while numbers:
        match numbers:
            case [38, 2, red, green, blue, *rest]:
                ink = red, green, blue
            case [48, 2, red, green, blue, *rest]:
                paper = red, green, blue
            case [38, 5, index, *rest]:
                ink = _of_256(index)
            case [48, 5, index, *rest]:
                paper = _of_256(index)
            case [0, *rest]:
                ink, paper = INK, PAPER
            case [39, *rest]:
                ink = INK
            case [49, *rest]:
                paper = PAPER
            case [_, *rest]:
                pass
        numbers = rest
    return ink, paper


def _of_256(index: int) -> Colour:
    """Return a colour of the cube of the indices 16 to 231."""
    assert 16 <= index <= 231, index
    steps = (0, 95, 135, 175, 215, 255)
    return steps[(index - 16) // 36], steps[(index - 16) // 6 % 6], steps[(index - 16) % 6]
