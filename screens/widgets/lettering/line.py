"""Large letters for the room they have: as high as possible, on more lines if that makes them larger.

A line too wide becomes narrower, then smaller. What fits in no size, or holds a character without a picture,
is set in ordinary capitals with spaces between them; then without the spaces; then on as many lines as there
is room for; and at last cut, with an ellipsis. Pure text in, pure text out: the colours are the widget's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations, pairwise
from typing import Literal, NamedTuple

from rich.cells import cell_len, set_cell_size

from screens.widgets.lettering.glyphs import Size, breadth, glyph, parts
from screens.widgets.lettering.marks import ABOVE, BELOW

Align = Literal["left", "center", "right", "justify"]

_HALVES = {("#", "#"): "█", ("#", " "): "▀", (" ", "#"): "▄", (" ", " "): " "}
_LINES = 3
_WORDS = 8
"""A text of more words is never broken: it is no name, and would only become a block of grey."""


class Picture(NamedTuple):
    """Rows of the terminal, all `width` columns wide; `drawn` if they are pictures of letters."""

    rows: tuple[str, ...]
    width: int
    drawn: bool


@lru_cache(maxsize=256)
def lettered(
    text: str, rows: int, columns: int, plain: bool = False, room_for: str = "", align: Align = "left"
) -> Picture:
    """The text in capitals, as large as `rows` by `columns` cells allow, broken at blanks and hyphens.

    `plain` draws in whole cells of "#". A text with `room_for` stays on one line and is set no larger than
    that would be: a clock keeps its size while its figures run.
    """
    best: tuple[Size, int] | None = None
    lines: list[str] = []
    for broken in [[text.upper()]] if room_for else _broken(text.upper()):
        box = _box(rows, len(broken), plain)
        found = _largest(broken, room_for.upper(), box, columns, plain)
        if found and (best is None or found[0].box > best[0].box):
            best, lines = found, broken
    if best is None:
        return _in_ordinary_letters(text, 1 if room_for else rows, columns)
    size, across = best
    drawn = [_draw(line, size) for line in lines]
    wide = max(len(line[0]) for line in drawn)
    between = [" " * wide] * _space(size.box, plain)
    pixels: list[str] = []
    for line in drawn:
        pixels += between if pixels else []
        pixels += [_placed(row, wide, align) for row in line]
    cells = _in_whole_cells(pixels, across) if plain else _in_halves(pixels)
    return Picture(cells, wide * across, True)


def _broken(text: str) -> Iterator[list[str]]:
    """The text on one line, then on two and three, each broken so that the longest line is shortest."""
    yield [text]
    words = re.findall(r"[^\s-]*-|[^\s-]+", text)
    for count in range(2, min(_LINES, len(words)) + 1 if len(words) <= _WORDS else 0):
        ways = []
        for cuts in combinations(range(1, len(words)), count - 1):
            edges = (0, *cuts, len(words))
            lines = [_joined(words[a:b]) for a, b in pairwise(edges)]
            ways.append(lines)
        yield min(ways, key=lambda lines: max(map(len, lines)))


def _joined(words: list[str]) -> str:
    return "".join(word if word.endswith("-") else word + " " for word in words).strip()


def _box(rows: int, lines: int, plain: bool) -> int:
    """The pixels of height for each of so many lines."""
    height = rows if plain else 2 * rows
    box = height // lines
    while box > 0 and lines * box + (lines - 1) * _space(box, plain) > height:
        box -= 1
    return box if plain else box - box % 2


def _space(box: int, plain: bool) -> int:
    """Pixels between two lines; a hand-drawn line of 8 brings its own."""
    if box < 9:
        return 0 if box == 8 else 2 - plain
    return 2 if box < 20 else 4


def _largest(lines: list[str], widest: str, box: int, columns: int, plain: bool) -> tuple[Size, int] | None:
    """The largest size in which all lines fit, and the columns for each pixel of it."""
    for high in range(box, 5, -1 if plain else -2):
        for size in _sizes(high, "".join(lines)):
            across = [_wide(line, size) for line in [*lines, widest] if line]
            if not across or min(across) < 0:
                return None
            for cells in (2, 1) if plain else (1,):
                if max(across) * cells <= columns:
                    return size, cells
    return None


def _wide(text: str, size: Size) -> int:
    """The pixels a line needs, or -1 if a character has no picture."""
    widths = [breadth(character, size) for character in text]
    known = [width for width in widths if width is not None]
    return sum(known) + size.t * (len(known) - 1) if len(known) == len(widths) else -1


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
    normal, narrow = max(2, round(high / 6)), max(2, round(high / 7))
    return [
        size._replace(h=high, w=_even(high * 0.62, normal), t=normal),
        size._replace(h=high, w=_even(high * 0.48, narrow), t=narrow),
    ]


def _even(width: float, thick: int) -> int:
    """A width with light between two stems, and the same on both sides of a central one."""
    whole = max(round(width), 3 * thick)
    return whole + (whole - thick) % 2


def _draw(text: str, size: Size) -> list[str]:
    pictures = [glyph(character, size) for character in text]
    return [(" " * size.t).join(picture[row] for picture in pictures) for row in range(size.box)]


def _placed(row: str, width: int, align: Align) -> str:
    if align == "center":
        return " " * ((width - len(row)) // 2) + row + " " * ((width - len(row) + 1) // 2)
    return row.rjust(width) if align == "right" else row.ljust(width)


def _in_halves(pixels: list[str]) -> tuple[str, ...]:
    pairs = zip(pixels[::2], pixels[1::2], strict=True)
    return tuple("".join(_HALVES[pair] for pair in zip(upper, lower, strict=True)) for upper, lower in pairs)


def _in_whole_cells(pixels: list[str], columns: int) -> tuple[str, ...]:
    return tuple("".join(pixel * columns for pixel in row) for row in pixels)


def _in_ordinary_letters(text: str, rows: int, columns: int) -> Picture:
    spaced = " ".join(_letters(text.upper()))
    for candidate in (spaced, text):
        if cell_len(candidate) <= columns:
            return Picture((candidate,), cell_len(candidate), False)
    lines = _filled(text, columns)
    if len(lines) > max(1, rows):
        kept = lines[: max(1, rows)]
        lines = [*kept[:-1], _cut(" ".join([kept[-1], lines[len(kept)]]), columns)]
    wide = max(map(cell_len, lines))
    return Picture(tuple(line + " " * (wide - cell_len(line)) for line in lines), wide, False)


def _filled(text: str, columns: int) -> list[str]:
    """The words on lines of at most so many columns; a word that is wider is cut."""
    lines: list[str] = []
    for word in text.split():
        if lines and cell_len(lines[-1]) + 1 + cell_len(word) <= columns:
            lines[-1] += " " + word
        else:
            lines.append(_cut(word, columns))
    return lines or [""]


def _cut(text: str, columns: int) -> str:
    """The text, or as much of it as there is room for before an ellipsis."""
    if cell_len(text) <= columns:
        return text
    return set_cell_size(text, columns - 1).rstrip() + "…" if columns > 0 else ""


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
