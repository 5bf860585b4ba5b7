"""A pen of square pixels: the few strokes that form the large letters and figures.

Two pixels share a terminal cell (half blocks), so a pixel is about as high as wide. Every stroke lies on
whole pixels: bars are exact, and a sloping stroke has the same width in every row, so that nothing wobbles.
It knows no letter; the shapes are in `capitals`, `figures` and `marks`.
"""

from __future__ import annotations

from math import ceil, floor, hypot, sqrt

Bitmap = tuple[str, ...]
"""Rows of "#" (ink) and " " (paper), all of one length."""

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels; right and bottom just outside."""


class Pen:
    """A glyph that is being drawn: `w` by `h` pixels, strokes `t` thick.

    `m` is the top of a middle bar, `q` how far down a hook comes round (a C), `k` the same in a bowl of half
    the height (an S), `r` the radius of a round corner, `n` half a stroke, `u` by how much an upper bowl is
    narrower than the lower one, `c` the left edge of a central stem. Strokes return the pen, so that calls
    can be chained.
    """

    def __init__(self, w: int, h: int, t: int) -> None:
        self.w, self.h, self.t = w, h, t
        self.m = (h - t) // 2
        self.q = t + (h - 2 * t) // 3
        self.k = self.hook(self.m)
        self.r = max(t + 1, round(w * 0.42))
        self.n = max(1, t // 2)
        self.u = 0 if w <= 3 * t else 1 if w < 4 * t else self.n
        self.c = (w - t) // 2
        self._rows = [0] * h  # the pixels of each row as bits, the leftmost lowest

    def hook(self, below: int) -> int:
        """Return how far down a hook comes round if the next stroke starts at `below`, with an opening
        between."""
        return max(self.t, min(self.q, below - max(2, round((below - self.t) * 0.6))))

    def bar(self, left: int, top: int, right: int, bottom: int) -> Pen:
        """Draw an upright or level stroke: a filled box, cut at the glyph's edges."""
        for y in range(max(0, top), min(self.h, bottom)):
            self._rows[y] |= self._bits(left, right)
        return self

    def rub(self, left: int, top: int, right: int, bottom: int) -> Pen:
        """Remove the ink in a box."""
        for y in range(max(0, top), min(self.h, bottom)):
            self._rows[y] &= ~self._bits(left, right)
        return self

    def ring(
        self, left: int, top: int, right: int, bottom: int, round_at: str = "abcd", gaps: tuple[Box, ...] = ()
    ) -> Pen:
        """Draw a closed bowl; `round_at` names its round corners clockwise from the upper left, `gaps` open
        it."""
        t = self.t
        radius = min(self.r, (right - left) / 2, (bottom - top) / 2)
        outer, inner = (left, top, right, bottom), (left + t, top + t, right - t, bottom - t)
        for y in range(max(0, top), min(self.h, bottom)):
            ink = self._bits(*_span(y, outer, radius, round_at))
            ink &= ~self._bits(*_span(y, inner, max(0.0, radius - t), round_at))
            for x0, y0, x1, y1 in gaps:
                if y0 <= y < y1:
                    ink &= ~self._bits(x0, x1)
            self._rows[y] |= ink
        return self

    def slope(self, upper: float, top: int, lower: float, bottom: int, thick: int | None = None) -> Pen:
        """Draw a slope; its left edge runs from `upper` in the row `top` to `lower` in the last row."""
        wide = thick or self.slant(lower - upper, bottom - top)
        for row in range(top, bottom):
            share = (row - top) / (bottom - top - 1) if bottom - top > 1 else 0
            x = floor(upper + (lower - upper) * share + 0.5)
            self.bar(x, row, x + wide, row + 1)
        return self

    def slant(self, across: float, down: int) -> int:
        """Return the pixels of a row that a stroke of this slope covers to look as thick as the others."""
        return max(self.t, round(self.t * hypot(across, down) / max(1, down)))

    def between(self, top: int, bottom: int) -> Pen:
        """Draw a level bar from the leftmost to the rightmost ink of its rows: the bar of an A."""
        for y in range(top, bottom):
            row = self._rows[y]
            self.bar((row & -row).bit_length() - 1, y, row.bit_length(), y + 1)
        return self

    def mirror(self) -> Pen:
        """Copy the ink to the other side, so that the glyph is symmetrical."""
        self._rows = [row | self._flipped(row) for row in self._rows]
        return self

    def flip(self) -> Pen:
        """Swap left and right."""
        self._rows = [self._flipped(row) for row in self._rows]
        return self

    def turn(self) -> Pen:
        """Turn the glyph upside down, by half a turn."""
        self._rows.reverse()
        return self.flip()

    def bitmap(self) -> Bitmap:
        """Return the glyph as rows."""
        return tuple(
            f"{row:0{self.w}b}"[::-1].replace("0", " ").replace("1", "#") if self.w else ""
            for row in self._rows
        )

    def _bits(self, left: int, right: int) -> int:
        left, right = max(0, left), min(self.w, right)
        return (1 << right) - (1 << left) if right > left else 0

    def _flipped(self, row: int) -> int:
        return int(f"{row:0{self.w}b}"[::-1], 2)


def whole(value: float) -> int:
    """Round up: a corner cleared by one pixel too many is better than a speck."""
    return ceil(value)


def _span(y: int, box: Box, radius: float, round_at: str) -> tuple[int, int]:
    """Return the left and right edge of a box with round corners in the row `y`."""
    left, top, right, bottom = box
    if not top <= y < bottom:
        return 0, 0
    above, below = top + radius - (y + 0.5), y + 0.5 - (bottom - radius)
    corners = ("a", "b") if above > 0 else ("d", "c")
    away = max(above, below)
    cut = 0
    if away > 0:
        cut = max(0, ceil(radius - 0.5 - sqrt(max(0.0, radius**2 + 0.15 - away**2)) - 1e-9))
    return left + cut * (corners[0] in round_at), right - cut * (corners[1] in round_at)
