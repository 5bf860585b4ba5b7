"""One letter, figure or sign as a picture of a given size, accents and all, or none at all.

A letter that carries a mark becomes lower to make room for it, while the letters beside it stay as they are:
so a line keeps its height whoever is called.
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

_ALIKE = str.maketrans(
    {"Ð": "Đ", "´": "’", "ʼ": "’", "‘": "’", "“": '"', "”": '"', "−": "–", "\u00a0": " ", "‐": "-"}
)


class Size(NamedTuple):
    """How large: letters `h` pixels high in a line of `box` pixels, `w` wide, strokes `t` thick."""

    box: int
    h: int
    w: int
    t: int

    @property
    def rise(self) -> int:
        """How high a mark is, in pixels."""
        return 1 if self.box < 7 else max(2, round(self.box / 7.5))

    @property
    def air(self) -> int:
        """Pixels between a letter and the mark above it."""
        return 1 if self.box < 22 else 2


@lru_cache(maxsize=2048)
def glyph(character: str, size: Size) -> Bitmap | None:
    """The picture of one upper-case character, `size.box` pixels high; None if there is none."""
    base, carried = parts(character)
    if any(sign not in ABOVE and sign not in BELOW for sign in carried):
        return None
    above = [mark(ABOVE[sign], size.t, size.rise) for sign in carried if sign in ABOVE]
    below = [mark(BELOW[sign], size.t, size.rise) for sign in carried if sign in BELOW]
    over = max((len(picture) + size.air for picture in above), default=0)
    under = max((len(picture) for picture in below), default=0)
    body = _letter(base, size, min(size.h, size.box - over - under))
    if body is None:
        return None
    width = max(len(body[0]), _breadth(above), _breadth(below))
    rows = [*_row(above, over, width), *(_centred(row, width) for row in body), *_row(below, under, width)]
    return (*[" " * width] * (size.box - len(rows)), *rows)


def parts(character: str) -> tuple[str, str]:
    """A character as a letter and the marks it carries."""
    apart = unicodedata.normalize("NFD", character.translate(_ALIKE))
    return apart[:1], apart[1:]


def _letter(base: str, size: Size, height: int) -> Bitmap | None:
    """A bare letter, `height` pixels high, as wide and thick as its size says."""
    if size.h in SMALL:
        small = SMALL[size.h].get(base)
        return small and _lower(small, height)
    if base in CAPITALS:
        pen = Pen(_width(base, size), height, size.t)
        CAPITALS[base](pen)
    elif base in FIGURES:
        pen = Pen(size.w, height, size.t)
        FIGURES[base](pen)
    elif base in SIGNS:
        share, strokes, draw = SIGNS[base]
        pen = Pen(round(share * size.w + strokes * size.t), height, size.t)
        draw(pen)
    else:
        return _stretched(SMALL[7].get(base), size)
    return pen.bitmap()


def _stretched(small: Bitmap | None, size: Size) -> Bitmap | None:
    """A sign that is drawn by hand only, each pixel repeated to fill the size."""
    if small is None:
        return None
    wide = round(len(small[0]) * size.h / 8)
    columns = [n * len(small[0]) // wide for n in range(wide)]
    return tuple("".join(small[row * 7 // size.h][n] for n in columns) for row in range(size.h))


def _width(letter: str, size: Size) -> int:
    if letter in STEM:
        return size.t
    if letter in WIDE:
        return size.w + 2 * size.t
    return size.w - max(1, size.t // 2) if letter in NARROW else size.w


def _lower(letter: Bitmap, height: int) -> Bitmap:
    """A small letter with fewer rows: those that are most like a neighbour go first, the outer ones last."""
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
    """Marks side by side, as two of them on one letter are set; `height` includes the air below them."""
    top = max((len(picture) for picture in pictures), default=0)
    even = [(*[" " * len(picture[0])] * (top - len(picture)), *picture) for picture in pictures]
    rows = [_centred(" ".join(picture[n] for picture in even), width) for n in range(top)]
    return rows + [" " * width] * (height - top)


def _centred(row: str, width: int) -> str:
    left = (width - len(row)) // 2
    return " " * left + row + " " * (width - len(row) - left)
