"""One letter, figure or sign as a picture of a given size, with accents, or no picture at all.

A letter with a mark is drawn lower to make room for it, while its neighbours stay as they are: so a line has
the same height for every name.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from screens.widgets.lettering.capitals import CAPITALS, NARROW, STEM, WIDE
from screens.widgets.lettering.figures import FIGURES, SIGNS
from screens.widgets.lettering.marks import ABOVE, BELOW, mark
from screens.widgets.lettering.pen import Bitmap, Pen
from screens.widgets.lettering.small import SMALL

_ALIKE = str.maketrans("Ð´ʼ‘−\u00a0‐•“”„«»", "Đ’’’– -·" + '"' * 5)


class Size(NamedTuple):
    """A size: letters `h` pixels high in a line of `box` pixels, `w` wide, strokes `t` thick."""

    box: int
    h: int
    w: int
    t: int

    @property
    def rise(self) -> int:
        """Return the height of a mark in pixels."""
        return 1 if self.box < 7 else max(2, round(self.box / 7.5))

    @property
    def air(self) -> int:
        """Return the pixels between a letter and the mark above it."""
        return 1 if self.box < 22 else 2


class _Marked(NamedTuple):
    """A letter with the pictures of its marks."""

    base: str
    above: list[Bitmap]
    below: list[Bitmap]

    @property
    def breadth(self) -> int:
        """Return the width of the marks, side by side if two of them are on the same side of the letter."""
        return max(sum(len(picture[0]) + 1 for picture in marks) - 1 for marks in (self.above, self.below))


@lru_cache(maxsize=4096)
def breadth(character: str, size: Size) -> int | None:
    """Return the width of a character in pixels without drawing it; None if it has no picture."""
    marked = _apart(character, size)
    if marked is None:
        return None
    letter = _width(marked.base, size)
    return None if letter is None else max(letter, marked.breadth)


@lru_cache(maxsize=1024)
def glyph(character: str, size: Size) -> Bitmap:
    """Return the picture of an upper-case character that has a `breadth`, `size.box` pixels high."""
    marked, width = _apart(character, size), breadth(character, size)
    if marked is None or width is None:
        raise KeyError(character)
    over = max((len(picture) + size.air for picture in marked.above), default=0)
    under = max((len(picture) for picture in marked.below), default=0)
    body = _letter(marked.base, size, min(size.h, size.box - over - under))
    rows = [
        *_row(marked.above, over, width),
        *(_centred(row, width) for row in body),
        *_row(marked.below, under, width),
    ]
    return (*[" " * width] * (size.box - len(rows)), *rows)


def _apart(character: str, size: Size) -> _Marked | None:
    base, carried = parts(character)
    if any(sign not in ABOVE and sign not in BELOW for sign in carried):
        return None
    return _Marked(
        base,
        [mark(ABOVE[sign], size.t, size.rise) for sign in carried if sign in ABOVE],
        [mark(BELOW[sign], size.t, size.rise) for sign in carried if sign in BELOW],
    )


def parts(character: str) -> tuple[str, str]:
    """Return a character as a letter and its marks."""
    apart = unicodedata.normalize("NFD", character.translate(_ALIKE))
    return apart[:1], apart[1:]


def _letter(base: str, size: Size, height: int) -> Bitmap:
    """Return a letter without marks, `height` pixels high, with the width and strokes of its size."""
    if size.h in SMALL:
        return _lower(SMALL[size.h][base], height)
    if base not in _DRAWN:
        return _stretched(SMALL[7][base], size)
    pen = Pen(_width(base, size) or 0, height, size.t)
    _DRAWN[base](pen)
    return pen.bitmap()


def _width(base: str, size: Size) -> int | None:
    """Return the width of a letter without marks, in pixels; None if it has no picture."""
    if size.h in SMALL:
        small = SMALL[size.h].get(base)
        return len(small[0]) if small else None
    if base in SIGNS:
        share, strokes, _draw = SIGNS[base]
        return round(share * size.w + strokes * size.t)
    if base in STEM:
        return size.t
    if base in WIDE:
        return size.w + 2 * size.t
    if base in NARROW:
        return size.w - max(1, size.t // 2)
    if base in _DRAWN:
        return size.w
    return round(len(SMALL[7][base][0]) * size.h / 8) if base in SMALL[7] else None


_DRAWN = {**CAPITALS, **FIGURES, **{sign: draw for sign, (_share, _strokes, draw) in SIGNS.items()}}


def _stretched(small: Bitmap, size: Size) -> Bitmap:
    """Return a sign that exists only in a small size, with each pixel repeated to fill the size."""
    wide = round(len(small[0]) * size.h / 8)
    columns = [n * len(small[0]) // wide for n in range(wide)]
    return tuple("".join(small[row * 7 // size.h][n] for n in columns) for row in range(size.h))


def _lower(letter: Bitmap, height: int) -> Bitmap:
    """Return a small letter with fewer rows. Rows most like a neighbour go first, the outer rows last."""
    rows = list(letter)
    while len(rows) > height:
        middle = (len(rows) - 1) / 2
        inner = range(1, len(rows) - 1)
        cost = {n: min(_unlike(rows[n], rows[n - 1]), _unlike(rows[n], rows[n + 1])) for n in inner}
        del rows[min(inner, key=lambda n: (cost[n], -abs(n - middle), -n))]
    return tuple(rows)


def _unlike(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def _breadth(pictures: list[Bitmap]) -> int:
    return sum(len(picture[0]) for picture in pictures) + max(0, len(pictures) - 1)


def _row(pictures: list[Bitmap], height: int, width: int) -> list[str]:
    """Return marks side by side, the low ones at the bottom; `height` includes the air below them."""
    top = max((len(picture) for picture in pictures), default=0)
    even = [(*[" " * len(picture[0])] * (top - len(picture)), *picture) for picture in pictures]
    rows = [_centred(" ".join(picture[n] for picture in even), width) for n in range(top)]
    return rows + [" " * width] * (height - top)


def _centred(row: str, width: int) -> str:
    left = (width - len(row)) // 2
    return " " * left + row + " " * (width - len(row) - left)
