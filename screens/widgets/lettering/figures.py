"""The figures and the signs between them, drawn for any height from 9 pixels up.

All figures are equally wide, so that a running clock does not jump. The names of lengths are those of
`pen.Pen`.
"""

from __future__ import annotations

from screens.widgets.lettering.capitals import Strokes
from screens.widgets.lettering.pen import Pen


def _one(p: Pen) -> None:
    stem = p.c + p.n
    p.bar(stem, 0, stem + p.t, p.h)
    p.slope(stem, 0, max(0, stem - p.q + p.n), p.q, p.t)


def _two(p: Pen) -> None:
    p.ring(0, 0, p.w, p.m + 2 * p.t, gaps=((0, p.k, p.w - p.t, p.h), (0, p.m, p.w, p.h)))
    arm = p.slant(p.w - p.t, p.h - p.t - p.m)
    p.slope(p.w - arm, p.m, 0, p.h - p.t, arm)
    p.bar(0, p.h - p.t, p.w, p.h)


def _three(p: Pen) -> None:
    open_left = (0, p.k, p.w // 3 + p.n, p.h - p.k)
    p.ring(0, 0, p.w - p.u, p.m + p.t, gaps=(open_left,))
    p.ring(0, p.m, p.w, p.h, gaps=(open_left,))
    p.bar(p.w // 3, p.m, p.w - p.r, p.m + p.t)


def _four(p: Pen) -> None:
    if p.w < 4 * p.t:  # a closed shape would leave no light inside
        p.bar(0, 0, p.t, p.m + p.t)
        p.bar(0, p.m, p.w, p.m + p.t)
        p.bar(p.w - p.t, 0, p.w, p.h)
        return
    stem = p.w - p.t - p.n - (p.t > 1)
    bar = p.h - p.t - max(1, round(p.h * 0.2))
    arm = p.slant(stem, bar)
    p.bar(stem, 0, stem + p.t, p.h)
    p.slope(stem + p.t - arm, 0, 0, bar + p.t, arm)
    p.bar(0, bar, p.w, bar + p.t)


def _five(p: Pen) -> None:
    bowl = p.m - p.t + p.n
    p.ring(0, bowl, p.w, p.h, "bcd", gaps=((0, bowl + p.t, p.t, p.h - p.k),))
    p.bar(0, 0, p.w, p.t)
    p.bar(0, 0, p.t, bowl + p.t)


def _six(p: Pen) -> None:
    bowl = p.m - (p.m - 2 * p.t) // 2
    p.ring(0, 0, p.w, p.h, gaps=((p.w - p.t, p.hook(bowl), p.w, bowl),))
    p.ring(0, bowl, p.w, p.h)


def _nine(p: Pen) -> None:
    _six(p)
    p.turn()


def _seven(p: Pen) -> None:
    arm = p.slant(p.w / 2, p.h - p.t)
    p.bar(0, 0, p.w, p.t)
    p.slope(p.w - arm, p.t, round(p.w * 0.28), p.h, arm)


def _query(p: Pen) -> None:
    p.ring(0, 0, p.w, p.m + p.t, gaps=((0, p.q, p.c, p.h),))
    p.bar(p.c, p.m, p.c + p.t, p.h - 2 * p.t)
    p.bar(p.c, p.h - p.t, p.c + p.t, p.h)


def _percent(p: Pen) -> None:
    size = 3 * p.t
    p.ring(0, 0, size, size)
    p.ring(p.w - size, p.h - size, p.w, p.h)
    p.slope(p.w - 2 * p.t, 0, p.t, p.h, p.t)


def _upper_dot(p: Pen) -> Pen:
    high = round(p.h * 0.3)
    return p.bar(p.w - p.t, high, p.w, high + p.t)


def _upright(p: Pen) -> Pen:
    arm = p.c
    return p.bar(p.c, p.m - arm, p.c + p.t, p.m + p.t + arm)


def _dots(p: Pen) -> None:
    high = round(p.h * 0.22)
    p.bar(0, high, p.t, high + p.t)
    p.bar(0, p.h - high - p.t, p.t, p.h - high)


FIGURES: dict[str, Strokes] = {
    "0": lambda p: p.ring(0, 0, p.w, p.h),
    "1": _one,
    "2": _two,
    "3": _three,
    "4": _four,
    "5": _five,
    "6": _six,
    "7": _seven,
    "8": lambda p: p.ring(p.u // 2, 0, p.w - p.u // 2, p.m + p.t).ring(0, p.m, p.w, p.h),
    "9": _nine,
}

SIGNS: dict[str, tuple[float, float, Strokes]] = {
    # Width: a share of a letter's, and so many strokes more.
    " ": (0.3, 0, lambda p: p),
    ":": (0, 1, _dots),
    ".": (0, 1, lambda p: p.bar(0, p.h - p.t, p.t, p.h)),
    ",": (0, 1.6, lambda p: p.slope(p.w - p.t, p.h - p.t - p.n, 0, p.h, p.t)),
    ";": (0, 1.6, lambda p: _upper_dot(p.slope(p.w - p.t, p.h - p.t - p.n, 0, p.h, p.t))),
    "!": (0, 1, lambda p: p.bar(0, 0, p.t, p.h - 2 * p.t).bar(0, p.h - p.t, p.t, p.h)),
    "?": (1, 0, _query),
    "'": (0, 1, lambda p: p.bar(0, 0, p.t, p.q)),
    "’": (0, 1.6, lambda p: p.slope(p.w - p.t, 0, 0, p.q, p.t)),
    '"': (0, 3, lambda p: p.bar(0, 0, p.t, p.q).bar(2 * p.t, 0, p.w, p.q)),
    "-": (0.2, 2, lambda p: p.bar(0, p.m, p.w, p.m + p.t)),
    "–": (0.5, 2.5, lambda p: p.bar(0, p.m, p.w, p.m + p.t)),
    "—": (1, 4, lambda p: p.bar(0, p.m, p.w, p.m + p.t)),
    "_": (1, 0, lambda p: p.bar(0, p.h - p.t, p.w, p.h)),
    "·": (0, 1, lambda p: p.bar(0, p.m, p.t, p.m + p.t)),
    "/": (0.6, 0, lambda p: p.slope(p.w - p.t, 0, 0, p.h, p.t)),
    "(": (0.2, 1, lambda p: p.ring(0, 0, 2 * p.w, p.h, gaps=((p.w, 0, 2 * p.w, p.h),))),
    ")": (0.2, 1, lambda p: p.ring(-p.w, 0, p.w, p.h)),
    "+": (0, 3, lambda p: _upright(p.bar(0, p.m, p.w, p.m + p.t))),
    "=": (0.8, 0, lambda p: p.bar(0, p.m - p.t, p.w, p.m).bar(0, p.m + p.t, p.w, p.m + 2 * p.t)),
    "%": (1, 2, _percent),
}
