"""Large letters for a given room: as high as possible, on more lines if that makes them larger.

A line too wide becomes narrower, then smaller; at the smallest sizes, if `fine` is allowed, half as wide. A
name is broken into even lines, a sentence is filled like a page. A text that fits in no size, or has a
character without a picture, is left to `ordinary`. Pure text in, pure text out: the widget adds colours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations, pairwise
from typing import Literal, NamedTuple

from rich.cells import cell_len

from screens.widgets.lettering.glyphs import Size, breadth, glyph, parts
from screens.widgets.lettering.marks import ABOVE, BELOW
from screens.widgets.lettering.ordinary import in_ordinary_letters

Align = Literal["left", "center", "right", "justify"]

_HALVES = {("#", "#"): "█", ("#", " "): "▀", (" ", "#"): "▄", (" ", " "): " "}
_QUARTERS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""Indexed by their ink: 1 upper left, 2 upper right, 4 lower left, 8 lower right."""
_LINES = 3
_WORDS = 8
"""Most words of a name; a longer text is a sentence."""
_SMALL = 8
"""Greatest height in pixels at which letters may be half as wide: drawn by hand, they stay readable."""
_FILLED, _TALLEST = 6, 16
"""Most lines of a sentence, and the greatest height of its letters in pixels.

With more lines it would look like a grey block; with larger letters a line has too few words to be read
fluently.
"""


class Picture(NamedTuple):
    """Rows of the terminal, all `width` columns wide; `drawn` is True for pictures of letters."""

    rows: tuple[str, ...]
    width: int
    drawn: bool


class _Setting(NamedTuple):
    """A setting of a text: its lines, their size, and the columns of a pixel (a half with `fine`)."""

    size: Size
    across: float
    lines: list[str]


@lru_cache(maxsize=256)
def lettered(
    text: str,
    rows: int,
    columns: int,
    plain: bool = False,
    room_for: str = "",
    align: Align = "left",
    fine: bool = False,
) -> Picture:
    """Return the text in capitals as large as `rows` by `columns` cells allow, broken at blanks and hyphens.

    `plain` draws in whole cells of "#", `fine` may use quarters of a cell too. With `room_for`, the text
    stays on one line and is no larger than that text would be: a clock keeps its size while its figures run.
    """
    capitals = text.upper()
    ways = (2, 1) if plain else (1, 0.5) if fine else (1,)
    if room_for:
        best = _in_a_room(capitals, room_for.upper(), _box(rows, 1, plain), columns, ways)
    elif len(capitals.split()) > _WORDS:
        best = _sentence(capitals, rows, columns, ways)
    else:
        best = None
        for lines in _broken(capitals):
            found = _largest(lines, "", _box(rows, len(lines), plain), columns, ways)
            if found and (best is None or (found.size.box, found.across) > (best.size.box, best.across)):
                best = found
    if best is None:
        ordinary = in_ordinary_letters(text, 1 if room_for else rows, columns)
        return Picture(ordinary, cell_len(ordinary[0]), False)
    return _picture(best, plain, align)


def _picture(best: _Setting, plain: bool, align: Align) -> Picture:
    drawn = [_draw(line, best.size) for line in best.lines]
    wide = max(len(line[0]) for line in drawn)
    between = [" " * wide] * _space(best.size.box, plain)
    pixels: list[str] = []
    for line in drawn:
        pixels += between if pixels else []
        pixels += [_placed(row, wide, align) for row in line]
    if plain:
        cells = _in_whole_cells(pixels, int(best.across))
    else:
        cells = _in_halves(pixels) if best.across == 1 else _in_quarters(pixels)
    return Picture(cells, len(cells[0]), True)


def _broken(text: str) -> Iterator[list[str]]:
    """Yield the text on one line, then on two and three, each broken so that the longest line is shortest."""
    yield [text]
    words = _words(text)
    for count in range(2, min(_LINES, len(words)) + 1):
        ways = []
        for cuts in combinations(range(1, len(words)), count - 1):
            edges = (0, *cuts, len(words))
            lines = [_joined(words[a:b]) for a, b in pairwise(edges)]
            ways.append(lines)
        yield min(ways, key=lambda lines: max(map(len, lines)))


def _words(text: str) -> list[str]:
    """Return the units of a line break: words, and the parts of words with a hyphen."""
    return re.findall(r"[^\s-]*-|[^\s-]+", text)


def _joined(words: list[str]) -> str:
    return "".join(word if word.endswith("-") else word + " " for word in words).strip()


def _box(rows: int, lines: int, plain: bool) -> int:
    """Return the pixels of height for each of so many lines."""
    height = rows if plain else 2 * rows
    box = height // lines
    while box > 0 and lines * box + (lines - 1) * _space(box, plain) > height:
        box -= 1
    return box if plain else box - box % 2


def _space(box: int, plain: bool) -> int:
    """Return the pixels between two lines; hand-drawn lines of 8 pixels include their own."""
    if box < 9:
        return 0 if box == 8 else 2 - plain
    return 2 if box < 20 else 4


def _largest(
    lines: list[str], widest: str, box: int, columns: int, ways: tuple[float, ...]
) -> _Setting | None:
    """Return the largest size in which all lines fit; None if there is none."""
    for high in _heights(box, ways):
        for size, across in _widths(high, "".join(lines), ways):
            widths = [_wide(line, size) for line in [*lines, widest] if line]
            if not widths or min(widths) < 0:
                return None
            if max(widths) * across <= columns:
                return _Setting(size, across, lines)
    return None


def _in_a_room(text: str, widest: str, box: int, columns: int, ways: tuple[float, ...]) -> _Setting | None:
    """Return the largest size in which both texts fit. It is cached: in a running clock only `text`
    changes."""
    known = _room(widest, box, columns, ways)
    if known and text.isascii() and 0 <= _wide(text, known.size) * known.across <= columns:
        return known._replace(lines=[text])
    return _largest([text], widest, box, columns, ways)


@lru_cache(maxsize=32)
def _room(widest: str, box: int, columns: int, ways: tuple[float, ...]) -> _Setting | None:
    return _largest([widest], "", box, columns, ways) if widest.isascii() else None


def _sentence(text: str, rows: int, columns: int, ways: tuple[float, ...]) -> _Setting | None:
    """Return the largest size in which a long text fits, with lines as full as possible."""
    whole = ways[0] == 2
    for high in _heights(min(_TALLEST, _box(rows, 1, whole)), ways):
        for size, across in _widths(high, text, ways):
            lines = _filled(text, size, int(columns / across))
            if len(lines) <= _FILLED and lines and high <= _box(rows, len(lines), whole):
                return _Setting(size, across, lines)
    return None


def _heights(box: int, ways: tuple[float, ...]) -> range:
    """Return every height in pixels from `box` down, in whole rows of the terminal."""
    return range(box, 5, -1 if ways[0] == 2 else -2)


def _widths(high: int, text: str, ways: tuple[float, ...]) -> Iterator[tuple[Size, float]]:
    """Yield the sizes of so many pixels of height, with the columns of a pixel; the widest first."""
    for size in _sizes(high, text):
        for across in ways:
            if across >= 1 or high <= _SMALL:
                yield size, across


def _filled(text: str, size: Size, pixels: int) -> list[str]:
    """Return the words on lines of at most so many pixels; empty if a word is wider or has no picture."""
    lines: list[str] = []
    for word in _words(text):
        between = "" if not lines or lines[-1].endswith("-") else " "
        longer = lines[-1] + between + word if lines else ""
        if longer and 0 <= _wide(longer, size) <= pixels:
            lines[-1] = longer
        elif 0 <= _wide(word, size) <= pixels:
            lines.append(word)
        else:
            return []
    return lines


def _wide(text: str, size: Size) -> int:
    """Return the width of a line in pixels, or -1 if a character has no picture."""
    widths = [breadth(character, size) for character in text]
    known = [width for width in widths if width is not None]
    return sum(known) + size.t * (len(known) - 1) if len(known) == len(widths) else -1


def _sizes(box: int, text: str) -> list[Size]:
    """Return the sizes for so many pixels of height: two widths, or a single one drawn by hand.

    All letters of a line are equally high, and low enough for all marks; only in the hand-drawn sizes a
    letter with a mark is lower than its neighbours, or nothing would be left of them.
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
    """Return a width with light between two stems, and equal sides around a central stem."""
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


def _in_quarters(pixels: list[str]) -> tuple[str, ...]:
    """Return rows of cells, each with two by two pixels."""
    even = [row + " " * (len(row) % 2) for row in pixels]
    rows = []
    for upper, lower in zip(even[::2], even[1::2], strict=True):
        ink = (upper[::2], upper[1::2], lower[::2], lower[1::2])
        cells = zip(*ink, strict=True)
        rows.append("".join(_QUARTERS[sum((at == "#") << n for n, at in enumerate(cell))] for cell in cells))
    return tuple(rows)


def _in_whole_cells(pixels: list[str], columns: int) -> tuple[str, ...]:
    return tuple("".join(pixel * columns for pixel in row) for row in pixels)
