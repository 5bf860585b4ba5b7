"""A pen of square pixels: the few strokes that the large letters and figures are made of.

Two pixels share a terminal cell (half blocks), so a pixel is about as high as wide. Every stroke lies on
whole pixels: bars are exact, and a sloping stroke has the same width in every row, so that nothing wobbles.
It knows no letter; the shapes are in `capitals`, `figures` and `marks`.
"""

from __future__ import annotations

from math import ceil, floor, hypot

Bitmap = tuple[str, ...]
"""Rows of "#" (ink) and " " (paper), all of one length."""

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels; right and bottom just outside."""


class Pen:
    """One glyph being drawn: `w` by `h` pixels, strokes `t` thick.

    `m` is the top of a middle bar, `q` how far down a hook comes round (a C), `k` the same in a bowl of half
    the height (an S), `r` the radius of a round corner, `n` the pixel or so by which an upper bowl is
    narrower than the lower one, `c` the left edge of a central stem. Strokes give the pen back, to go on.
    """

    def __init__(self, w: int, h: int, t: int) -> None:
        self.w, self.h, self.t = w, h, t
        self.m = (h - t) // 2
        self.q = t + (h - 2 * t) // 3
        self.k = self.hook(self.m)
        self.r = max(t + 1, round(w * 0.42))
        self.n = max(1, t // 2)
        self.c = (w - t) // 2
        self._ink: set[tuple[int, int]] = set()

    def hook(self, below: int) -> int:
        """How far down a hook comes round when the next stroke starts at `below`: it leaves an opening."""
        return max(self.t, min(self.q, below - max(2, round((below - self.t) * 0.6))))

    def bar(self, left: int, top: int, right: int, bottom: int) -> Pen:
        """An upright or level stroke: a filled box, cut at the glyph's edges."""
        self._ink |= {
            (x, y)
            for y in range(max(0, top), min(self.h, bottom))
            for x in range(max(0, left), min(self.w, right))
        }
        return self

    def rub(self, left: int, top: int, right: int, bottom: int) -> Pen:
        """Take the ink out of a box."""
        self._ink -= {(x, y) for y in range(top, bottom) for x in range(left, right)}
        return self

    def ring(
        self, left: int, top: int, right: int, bottom: int, round_at: str = "abcd", gaps: tuple[Box, ...] = ()
    ) -> Pen:
        """A closed bowl; `round_at` names its round corners clockwise from the upper left, `gaps` open it."""
        radius = min(self.r, (right - left) / 2, (bottom - top) / 2)
        t = self.t
        ink = set()
        for y in range(max(0, top), min(self.h, bottom)):
            for x in range(max(0, left), min(self.w, right)):
                if any(x0 <= x < x1 and y0 <= y < y1 for x0, y0, x1, y1 in gaps):
                    continue
                inner = (left + t, top + t, right - t, bottom - t)
                if _inside(x, y, (left, top, right, bottom), radius, round_at) and not _inside(
                    x, y, inner, max(0.0, radius - t), round_at
                ):
                    ink.add((x, y))
        self._ink |= ink
        return self

    def slope(self, upper: float, top: int, lower: float, bottom: int, thick: int | None = None) -> Pen:
        """A sloping stroke whose left edge runs from `upper` in the row `top` to `lower` in the last row."""
        wide = thick or self.slant(lower - upper, bottom - top)
        for row in range(top, bottom):
            share = (row - top) / (bottom - top - 1) if bottom - top > 1 else 0
            x = floor(upper + (lower - upper) * share + 0.5)
            self.bar(x, row, x + wide, row + 1)
        return self

    def slant(self, across: float, down: int) -> int:
        """How many pixels of a row a stroke of this slope covers to look as thick as the others."""
        return max(self.t, round(self.t * hypot(across, down) / max(1, down)))

    def between(self, top: int, bottom: int) -> Pen:
        """A level bar from the leftmost to the rightmost ink of its rows: the bar of an A."""
        for row in range(top, bottom):
            inked = [x for x, y in self._ink if y == row]
            self.bar(min(inked), row, max(inked), row + 1)
        return self

    def mirror(self) -> Pen:
        """Repeat the ink on the other side, so that what should be symmetrical is."""
        self._ink |= {(self.w - 1 - x, y) for x, y in self._ink}
        return self

    def flip(self) -> Pen:
        """Left becomes right."""
        self._ink = {(self.w - 1 - x, y) for x, y in self._ink}
        return self

    def turn(self) -> Pen:
        """Turn the glyph upside down, half a turn."""
        self._ink = {(self.w - 1 - x, self.h - 1 - y) for x, y in self._ink}
        return self

    def bitmap(self) -> Bitmap:
        """The glyph as rows."""
        return tuple(
            "".join("#" if (x, y) in self._ink else " " for x in range(self.w)) for y in range(self.h)
        )


def whole(value: float) -> int:
    """Round up: corners are cleared a pixel too far rather than leaving a speck."""
    return ceil(value)


def _inside(x: int, y: int, box: Box, radius: float, round_at: str) -> bool:
    left, top, right, bottom = box
    if not (left <= x < right and top <= y < bottom):
        return False
    dx = max(left + radius - (x + 0.5), 0.0), max(x + 0.5 - (right - radius), 0.0)
    dy = max(top + radius - (y + 0.5), 0.0), max(y + 0.5 - (bottom - radius), 0.0)
    corners = (("a", dx[0], dy[0]), ("b", dx[1], dy[0]), ("c", dx[1], dy[1]), ("d", dx[0], dy[1]))
    return all(
        name not in round_at or across == 0 or down == 0 or across**2 + down**2 <= radius**2 + 0.15
        for name, across, down in corners
    )
