"""A line of large letters for the room it has: as high as possible, narrower if need be, then smaller.

What fits in no size, or holds a character without a picture, is set in ordinary capitals with spaces
between them; then without the spaces; and at last cut, with an ellipsis. Pure text in, pure text out:
the colours are the widget's.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from screens.widgets.lettering.glyphs import Size, glyph, parts
from screens.widgets.lettering.marks import ABOVE, BELOW

_HALVES = {("#", "#"): "█", ("#", " "): "▀", (" ", "#"): "▄", (" ", " "): " "}


class Line(NamedTuple):
    """Rows of the terminal, all `width` columns wide; `drawn` if these are pictures of letters."""

    rows: tuple[str, ...]
    width: int
    drawn: bool


@lru_cache(maxsize=256)
def lettered(text: str, rows: int, columns: int, plain: bool = False, room_for: str = "") -> Line:
    """The text in capitals, as large as `rows` by `columns` cells allow.

    `plain` draws in whole cells of "#". A text with `room_for` is set no larger than that would be: a clock
    keeps its size while its figures run.
    """
    capitals, widest = text.upper(), room_for.upper()
    for box in range(rows, 5, -1) if plain else range(2 * rows, 5, -2):
        for size in _sizes(box, capitals):
            line = _draw(capitals, size)
            if line is None:
                return _in_ordinary_letters(text, columns)
            wide = max(len(line[0]), len((_draw(widest, size) or [""])[0]))
            for across in (2, 1) if plain else (1,):
                if wide * across <= columns:
                    cells = _in_whole_cells(line, across) if plain else _in_halves(line)
                    return Line(cells, len(cells[0]), True)
    return _in_ordinary_letters(text, columns)


def _sizes(box: int, text: str) -> list[Size]:
    """The ways to fill so many pixels of height: in two widths, if not so small that one is drawn by hand.

    All letters of a line are equally high, and low enough for the marks that some carry; only in the
    hand-drawn sizes a letter with a mark is lower than its neighbours, or nothing would be left of them.
    """
    size = Size(box, box, 0, 0)
    carried = set("".join(parts(character)[1] for character in text))
    high = box
    if box >= 10:
        high -= size.rise + size.air if carried & ABOVE.keys() else 0
        high -= size.rise if carried & BELOW.keys() else 0
    if high < 9:
        return [size._replace(h=min(high, 7), w=5, t=1)]
    thick = max(2, round(high / 6))
    return [size._replace(h=high, w=_alike(high * share, thick), t=thick) for share in (0.62, 0.48)]


def _alike(width: float, thick: int) -> int:
    """A width that leaves the same on both sides of a central stem."""
    whole = round(width)
    return whole + (whole - thick) % 2


def _draw(text: str, size: Size) -> list[str] | None:
    pictures = [glyph(character, size) for character in text]
    drawn = [picture for picture in pictures if picture is not None]
    if not drawn or len(drawn) < len(pictures):
        return None
    return [(" " * size.t).join(picture[row] for picture in drawn) for row in range(size.box)]


def _in_halves(line: list[str]) -> tuple[str, ...]:
    pairs = zip(line[::2], line[1::2], strict=True)
    return tuple("".join(_HALVES[pair] for pair in zip(upper, lower, strict=True)) for upper, lower in pairs)


def _in_whole_cells(line: list[str], columns: int) -> tuple[str, ...]:
    return tuple("".join(pixel * columns for pixel in row) for row in line)


def _in_ordinary_letters(text: str, columns: int) -> Line:
    spaced = " ".join(_letters(text.upper()))
    for candidate in (spaced, text):
        if cell_len(candidate) <= columns:
            return Line((candidate,), cell_len(candidate), False)
    cut = set_cell_size(text, max(0, columns - 1)).rstrip() + "…" if columns > 0 else ""
    return Line((cut,), cell_len(cut), False)


def _letters(text: str) -> list[str]:
    """The text letter by letter, marks and joined parts kept with what they belong to."""
    letters: list[str] = []
    for character in text:
        joined = letters and (cell_len(character) == 0 or letters[-1].endswith("\N{ZERO WIDTH JOINER}"))
        if joined:
            letters[-1] += character
        else:
            letters.append(character)
    return letters
