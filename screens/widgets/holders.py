"""Names for the last row of the hall, each below a caption, as large as possible.

Pure text in, rows out. A typed name is set in pictures of letters and never parsed. If even the smallest of
them do not fit there is no picture, and the caller shows the names in ordinary letters.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct
from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size

from screens.widgets.lettering.line import Picture, lettered

MOST_ACROSS = 4
GAP = 3
"""Columns between two names side by side."""
ROOMY = Size(1_000, 60)
"""A size in cells in which every text that can have a picture has one."""
AIRY = 6
"""Names of at least so many rows have a free row between them."""


class Holder(Struct, frozen=True):
    """A holder: the caption (what is held), the name, and a sign before it ("✓ ")."""

    caption: str
    name: str
    sign: str = ""


class _Setting(Struct, frozen=True):
    """The names in so many columns and rows.

    `size` is the room of the smallest letters, in cells, not counting the longest third of the names.
    """

    size: float
    columns: int
    rows: int
    pictures: tuple[Picture, ...]


@lru_cache(maxsize=16)
def set_large(
    holders: tuple[Holder, ...], rows: int, width: int, plain: bool = False, fine: bool = True
) -> tuple[Content, ...] | None:
    """Return the rows of the largest setting of all names in this room; None if they do not fit.

    Columns are read downwards. A caption that all share is shown once, above. `plain` draws in whole cells,
    `fine` may use quarters of a cell.
    """
    if not holders or rows < 1 or width < 1:
        return None
    once = len(holders) > 1 and len({holder.caption for holder in holders}) == 1
    room = rows - 1 if once else rows
    settings = [
        found
        for across in range(1, MOST_ACROSS + 1)
        if (found := _setting(holders, across, room, width, 0 if once else 1, plain, fine))
    ]
    if not settings:
        return None
    best = max(settings, key=lambda holder: (holder.size, -holder.columns))
    lines: list[Content] = []
    if once:
        lines.append(Content.styled(_caption(holders[0]), "bold $accent"))
    return (*lines, *_painted(holders, best, width, captions=not once, plain=plain))


def _setting(
    holders: tuple[Holder, ...], across: int, rows: int, width: int, caption: int, plain: bool, fine: bool
) -> _Setting | None:
    """Return all names in so many columns, or None if most of them have no picture there.

    A name without a picture of its own (a sign, another script) is set in ordinary letters among the others,
    and so is a name that is far longer than the others, or it would make them all small.
    """
    down = -(-len(holders) // across)
    if (across > 1 and across > len(holders)) or rows // down < caption + 3:
        return None
    height = rows // down
    high = height - caption - (1 if height - caption > AIRY and down > 1 else 0)
    wide = (width - GAP * (across - 1)) // across
    pictures = tuple(lettered(holder.name, high, wide, plain, fine=fine) for holder in holders)
    sizes = sorted(
        picture.width * len(picture.rows) / len(holder.name) if picture.drawn else 0
        for picture, holder in zip(pictures, holders, strict=True)
        if picture.drawn or lettered(holder.name, ROOMY.height, ROOMY.width, plain).drawn
    )
    smallest = sizes[len(sizes) // 3] if sizes else 0
    return _Setting(smallest, across, height, pictures) if smallest else None


def _caption(holder: Holder) -> str:
    return f"{holder.sign}{holder.caption}"


def _painted(
    holders: tuple[Holder, ...], setting: _Setting, width: int, captions: bool, plain: bool
) -> list[Content]:
    """Return the rows, with the columns side by side."""
    down = -(-len(holders) // setting.columns)
    wide = (width - GAP * (setting.columns - 1)) // setting.columns
    tallest = max(len(picture.rows) for picture in setting.pictures)
    height = min(setting.rows, tallest + captions + (1 if setting.rows > tallest + captions else 0))
    rows = []
    for y in range(down * height):
        parts: list[Content | tuple[str, str]] = []
        for column in range(setting.columns):
            at, row = column * down + y // height, y % height
            if at >= len(holders):
                continue
            picture = setting.pictures[at]
            if captions and row == 0:
                text = _within(_caption(holders[at]), wide)
                parts.append((text, "bold $accent"))
            else:
                row -= captions
                text = picture.rows[row] if row < len(picture.rows) else ""
                parts += _inked(text) if plain and picture.drawn else [(text, "bold")]
            parts.append((" " * (wide - cell_len(text) + GAP), ""))
        rows.append(Content.assemble(*parts).rstrip())
    return rows


def _within(text: str, columns: int) -> str:
    """Return as much of a caption as fits."""
    while cell_len(text) > columns:
        text = text[:-1]
    return text


def _inked(text: str) -> list[Content | tuple[str, str]]:
    """Return a row of a picture in whole cells: "#" is painted in the colour of ink."""
    return [(run, "$foreground on $foreground" if run[0] == "#" else "") for run in re.findall("#+| +", text)]
