"""Accents over and under letters: é ş ğ ő ž ñ and all that Unicode can decompose.

This module draws the marks; `glyphs` puts them on letters. A mark that is missing here has no picture, and
then the whole name is shown in ordinary letters rather than misspelt.
"""

from __future__ import annotations

from functools import cache

from screens.widgets.lettering.pen import Bitmap, Pen

ABOVE = {
    "\u0300": "grave",
    "\u0301": "acute",
    "\u0302": "circumflex",
    "\u0303": "tilde",
    "\u0304": "macron",
    "\u0306": "breve",
    "\u0307": "dot",
    "\u0308": "diaeresis",
    "\u0309": "hook",
    "\u030a": "ring",
    "\u030b": "double acute",
    "\u030c": "caron",
}
BELOW = {
    "\u0323": "dot",
    "\u0326": "comma",
    "\u0327": "cedilla",
    "\u0328": "ogonek",
    "\u0331": "macron",
}

_ONE_ROW = {
    "grave": "## ",
    "acute": " ##",
    "tilde": "###",
    "macron": "###",
    "dot": "#",
    "diaeresis": "# #",
    "double acute": "# #",
}
_TWO_ROWS = {
    "grave": "# / #",
    "acute": " #/# ",
    "circumflex": " # /# #",
    "tilde": " ## #/# ## ",
    "macron": "###",
    "breve": "#  #/ ## ",
    "dot": "#",
    "diaeresis": "# #",
    "hook": "##/ #",
    "ring": "##/##",
    "double acute": " # #/# # ",
    "caron": "# #/ # ",
    "comma": " #/# ",
    "cedilla": " # /## ",
    "ogonek": " # / ##",
}


@cache
def mark(name: str, t: int, rows: int) -> Bitmap:
    """Return the picture of a mark for strokes `t` thick, about `rows` pixels high."""
    if rows < 2:
        return (_ONE_ROW.get(name, "##"),)
    if t == 1:
        return tuple(_TWO_ROWS[name].split("/"))
    pen = Pen(_STROKES_WIDE.get(name, 2) * t, rows + (name == "ring"), t)
    _draw(name, pen)
    return pen.bitmap()


_STROKES_WIDE = {
    "dot": 1,
    "macron": 3,
    "diaeresis": 3,
    "circumflex": 3,
    "caron": 3,
    "breve": 3,
    "tilde": 4,
    "double acute": 4,
}


def _draw(name: str, p: Pen) -> None:
    """Draw a mark for thick strokes."""
    half, side = p.h // 2, p.t // 2
    match name:
        case "acute" | "grave" | "comma":
            p.slope(p.t, 0, 0, p.h, p.t)
        case "double acute":
            p.slope(side, 0, 0, p.h, p.t)
            p.slope(2 * p.t + side, 0, 2 * p.t, p.h, p.t)
        case "circumflex" | "caron":
            p.slope(p.t, 0, 0, p.h, p.t)
            p.mirror()
        case "tilde":
            p.bar(side, 0, 2 * p.t, half)
            p.bar(3 * p.t, 0, p.w, half)
            p.bar(0, half, p.t, p.h)
            p.bar(2 * p.t, half, p.w - side, p.h)
        case "breve":
            p.bar(0, 0, p.t, half)
            p.bar(2 * p.t, 0, p.w, half)
            p.bar(side, half, p.w - side, p.h)
        case "diaeresis":
            p.bar(0, 0, p.t, p.h)
            p.bar(2 * p.t, 0, p.w, p.h)
        case "ring":
            p.bar(1, 0, p.w - 1, p.h)
            p.bar(0, 1, p.w, p.h - 1)
            p.rub(p.t - 1, p.t - 1, p.w - p.t + 1, p.h - p.t + 1)
        case "macron":
            p.bar(0, half, p.w, p.h)
        case "cedilla" | "ogonek" | "hook":
            p.bar(side, 0, side + p.t, half)
            p.bar(0, half, p.t + side, p.h)
        case _:
            p.bar(0, 0, p.w, p.h)
    if name in ("grave", "ogonek"):
        p.flip()
    elif name == "caron":
        p.turn()
