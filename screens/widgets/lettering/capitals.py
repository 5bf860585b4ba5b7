"""The capitals A to Z, drawn for any height from 9 pixels up; smaller ones are in `small`.

Widths are shares of the height: most letters are alike, E F L narrower, M W wider, I a stem. Each entry is
the strokes of one letter; the names of lengths are those of `pen.Pen`. Ø, Ł and similar letters are here too,
because they are letters of their own; é and ş are made in `marks`.
"""

from __future__ import annotations

from collections.abc import Callable

from screens.widgets.lettering.pen import Pen, whole

Strokes = Callable[[Pen], object]


def _a(p: Pen) -> None:
    if p.w < 4 * p.t:  # a pointed top would leave no light inside
        p.ring(0, 0, p.w, 2 * p.h, "ab")
        p.bar(0, p.m, p.w, p.m + p.t)
        return
    leg = p.slant((p.w - p.t) / 2, p.h)
    p.slope((p.w - leg) / 2, 0, 0, p.h, leg)
    p.mirror()
    y = round(p.h * 0.6)
    p.between(y, y + p.t)


def _k(p: Pen) -> None:
    arm = p.slant(p.w - p.t, p.h // 2)
    p.bar(0, 0, p.t, p.h)
    p.slope(p.w - arm, 0, p.t, p.m + p.t, arm)
    p.slope(p.t, p.m, p.w - arm, p.h, arm)


def _m(p: Pen) -> None:
    deep = round(p.h * 0.6)
    arm = p.slant((p.w - p.t) / 2 - p.t / 2, deep)
    p.bar(0, 0, p.t, p.h)
    p.slope(0, 0, (p.w - arm) // 2, deep, arm)
    p.mirror()


def _n(p: Pen) -> None:
    arm = p.slant(p.w - p.t, p.h)
    p.bar(0, 0, p.t, p.h)
    p.bar(p.w - p.t, 0, p.w, p.h)
    p.slope(0, 0, p.w - arm, p.h, arm)


def _q(p: Pen) -> None:
    tail = p.slant(p.w / 2, p.h // 2)
    p.ring(0, 0, p.w, p.h)
    p.slope(p.w // 2, p.h - p.q, p.w - tail, p.h, tail)


def _r(p: Pen) -> None:
    below = p.m + p.t + p.t // 2
    leg = p.slant(p.w / 2, p.h - below)
    p.ring(0, 0, p.w, below, "bc")
    p.bar(0, 0, p.t, p.h)
    p.slope(p.w // 2 - p.t // 2, below - p.t, p.w - leg, p.h, leg)


def _s(p: Pen) -> None:
    corner = whole(min(p.r, (p.m + p.t) / 2))
    p.ring(0, 0, p.w, p.m + p.t, gaps=((p.w - corner, p.k, p.w, p.h),))
    p.ring(0, p.m, p.w, p.h, gaps=((0, 0, corner, p.h - p.k),))
    p.bar(corner - 1, p.m, p.w - corner + 1, p.m + p.t)


def _v(p: Pen) -> None:
    arm = p.slant((p.w - p.t) / 2, p.h)
    p.slope(0, 0, (p.w - arm) // 2, p.h, arm)
    p.mirror()


def _w(p: Pen) -> None:
    arm = p.slant(p.w / 4, p.h)
    foot = round((p.w - arm) / 4)
    p.slope(0, 0, foot, p.h, arm)
    p.slope((p.w - arm) // 2, round(p.h * 0.3), foot, p.h, arm)
    p.mirror()


def _x(p: Pen) -> None:
    p.slope(0, 0, p.w - p.slant(p.w - p.t, p.h), p.h, p.slant(p.w - p.t, p.h))
    p.mirror()


def _y(p: Pen) -> None:
    arm = p.slant((p.w - p.t) / 2, p.m + p.t)
    p.slope(0, 0, (p.w - arm) // 2, p.m + p.t, arm)
    p.bar(p.c, p.m, p.c + p.t, p.h)
    p.mirror()


def _z(p: Pen) -> None:
    arm = p.slant(p.w - p.t, p.h - 2 * p.t)
    p.bar(0, 0, p.w, p.t)
    p.slope(p.w - arm, p.t, 0, p.h - p.t, arm)
    p.bar(0, p.h - p.t, p.w, p.h)


def _ae(p: Pen) -> None:
    right = p.w // 2
    leg = p.slant(right - p.t, p.h)
    p.slope(right, 0, 0, p.h, leg)
    p.bar(right, 0, right + p.t, p.h)
    p.bar(right, 0, p.w, p.t)
    p.between(round(p.h * 0.6), round(p.h * 0.6) + p.t)
    p.bar(right, p.m, p.w - p.n, p.m + p.t)
    p.bar(right, p.h - p.t, p.w, p.h)


def _oe(p: Pen) -> None:
    right = p.w // 2
    p.ring(0, 0, right + p.t, p.h, "ad")
    p.bar(right, 0, p.w, p.t)
    p.bar(right, p.m, p.w - p.n, p.m + p.t)
    p.bar(right, p.h - p.t, p.w, p.h)


CAPITALS: dict[str, Strokes] = {
    "A": _a,
    "B": lambda p: p.ring(0, 0, p.w - p.u, p.m + p.t, "bc").ring(0, p.m, p.w, p.h, "bc").bar(0, 0, p.t, p.h),
    "C": lambda p: p.ring(0, 0, p.w, p.h, gaps=((p.w - p.t, p.q, p.w, p.h - p.q),)),
    "D": lambda p: p.ring(0, 0, p.w, p.h, "bc"),
    "E": lambda p: (
        p.bar(0, 0, p.t, p.h)
        .bar(0, 0, p.w, p.t)
        .bar(0, p.m, p.w - p.n, p.m + p.t)
        .bar(0, p.h - p.t, p.w, p.h)
    ),
    "F": lambda p: p.bar(0, 0, p.t, p.h).bar(0, 0, p.w, p.t).bar(0, p.m, p.w - p.n, p.m + p.t),
    "G": lambda p: p.ring(0, 0, p.w, p.h, gaps=((p.w - p.t, p.k, p.w, p.m),)).bar(
        p.w // 2, p.m, p.w, p.m + p.t
    ),
    "H": lambda p: p.bar(0, 0, p.t, p.h).bar(p.w - p.t, 0, p.w, p.h).bar(0, p.m, p.w, p.m + p.t),
    "I": lambda p: p.bar(0, 0, p.t, p.h),
    "J": lambda p: p.ring(0, -p.h, p.w, p.h, "cd", gaps=((0, 0, p.w - p.t, p.h - p.q),)),
    "K": _k,
    "L": lambda p: p.bar(0, 0, p.t, p.h).bar(0, p.h - p.t, p.w, p.h),
    "M": _m,
    "N": _n,
    "O": lambda p: p.ring(0, 0, p.w, p.h),
    "P": lambda p: p.ring(0, 0, p.w, p.m + p.t + p.t // 2, "bc").bar(0, 0, p.t, p.h),
    "Q": _q,
    "R": _r,
    "S": _s,
    "T": lambda p: p.bar(0, 0, p.w, p.t).bar(p.c, 0, p.c + p.t, p.h),
    "U": lambda p: p.ring(0, -p.h, p.w, p.h, "cd"),
    "V": _v,
    "W": _w,
    "X": _x,
    "Y": _y,
    "Z": _z,
    "Æ": _ae,
    "Œ": _oe,
    "Ø": lambda p: p.ring(0, 0, p.w, p.h).slope(p.w - 1.5 * p.t, 0, 0.5 * p.t, p.h, p.t),
    "Ł": lambda p: (
        p.bar(p.t, 0, 2 * p.t, p.h)
        .bar(p.t, p.h - p.t, p.w, p.h)
        .slope(2.5 * p.t, p.m - p.n, 0, p.m + p.t + p.n, p.t)
    ),
    "Đ": lambda p: p.ring(p.t, 0, p.w, p.h, "bc").bar(0, p.m, p.w // 2 + p.n, p.m + p.t),
    "Þ": lambda p: p.ring(0, p.q - p.t, p.w, p.h - p.q + p.t, "bc").bar(0, 0, p.t, p.h),
}

NARROW = frozenset("EFL")
WIDE = frozenset("MWÆŒ")
STEM = frozenset("I")
