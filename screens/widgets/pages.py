"""Texts and lists of names that may be too long for the wall: page by page, nothing cut off.

The people in the hat and the people out must be readable for three people and for three hundred. Names are
set in columns, and each page shows its number. A group stays together if a page has room for it. It scrolls
nothing, and it knows no keys.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from rich.cells import cell_len
from textual.content import Content
from textual.message import Message

from kiosk.language import words
from screens.keys.keymap import key
from screens.terminal.themes import CONSOLE
from screens.widgets.cut_name import cut_name
from screens.widgets.holders import Holder, set_large
from screens.widgets.lettering.ordinary import in_ordinary_letters
from screens.widgets.prose import Prose
from screens.widgets.symbols import plain as on_a_console

_, ngettext = words("pages")

GAP = 2
"""Columns between two names."""
ALONE = 10_000
"""A column width beyond any wall: one name below the other."""
CAPTION = 18
"""Columns of what a person holds, before the name."""
BESIDE = 2
"""Least rows of a list on the same page as its title."""


class Names(Struct, frozen=True):
    """A list that is set in columns: its title, "" for none, and its contents.

    A column is `place` cells wide; 0 for as wide as most of the list need.
    """

    title: Content
    cells: tuple[Content, ...]
    place: int = 0


class Large(Struct, frozen=True):
    """Names as large as the rest of the page allows; in ordinary letters if they do not fit."""

    holders: tuple[Holder, ...]


Block = Content | Names | Large


class Pages(Prose):
    """`show` puts blocks below one another, `turn` goes to another page."""

    DEFAULT_CSS = """
    Pages { height: 1fr; }
    """

    class Changed(Message):
        """The number of pages changed."""

    def __init__(self, *, id: str | None = None, plain: bool = False) -> None:
        super().__init__(id=id)
        self._blocks: tuple[Block, ...] = ()
        self._subject: object = None
        self._plain = plain
        self.at, self.count = 0, 1

    def show(self, blocks: Sequence[Block], of: object = None) -> None:
        """Show these blocks. `of` is their subject: a new one begins at its first page."""
        if of != self._subject:
            self.at = 0
        self._blocks, self._subject = tuple(blocks), of
        self._fit()

    def turn(self, step: int) -> None:
        """Go on by so many pages, or back if negative."""
        self.at += step
        self._fit()

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        """Set the blocks for the present size; does nothing before the first layout."""
        width, height = self.content_size
        if not width or not height:
            return
        pages = self._set(width, height)
        if len(pages) > 1:
            pages = self._set(width, height - 1)
        before, self.count = self.count, len(pages)
        self.at = max(0, min(self.at, self.count - 1))
        lines = pages[self.at]
        if self.count > 1:
            used = sum(self._rows(line, width) for line in lines)
            text = _("page {k} of {n}").format(k=self.at + 1, n=self.count)
            turning = text + (
                "   " + _("{key[lot.page]} the next").format(key=key)
                if self.at + 1 < self.count
                else "   " + _("{key[lot.page-back]} back").format(key=key)
            )
            lines = [*lines, *[Content("")] * (height - 1 - used), Content.styled(turning, "bold $accent")]
        self.update(Content("\n").join(lines), layout=False)
        if before != self.count:
            self.post_message(self.Changed())

    def _rows(self, content: Content, width: int) -> int:
        return max(1, content.get_height({}, width))

    def _set(self, width: int, height: int) -> list[list[Content]]:
        """Return the pages, each as contents below one another."""
        pages: list[list[Content]] = [[]]
        left = height
        for place, block in enumerate(self._blocks):
            if isinstance(block, Large):
                after = [more for more in self._blocks[place + 1 :] if isinstance(more, Content)]
                rest = sum(self._rows(more, width) for more in after)
                large = set_large(block.holders, left - rest, width, self._plain, self._fine)
                if large is not None:
                    pages[-1] += large
                    left -= len(large)
                    continue
                spaced = len(block.holders) <= left - rest
                words = tuple(_in_words(holder, width if spaced else 0) for holder in block.holders)
                block = Names(Content(""), words, ALONE if spaced else 0)
            if isinstance(block, Content):
                rows = self._rows(block, width)
                if rows > left and pages[-1]:
                    pages.append([])
                    left = height
                pages[-1].append(block)
                left -= rows
                continue
            left = self._set_names(block, pages, left, width, height)
        return pages

    def _set_names(self, block: Names, pages: list[list[Content]], left: int, width: int, height: int) -> int:
        """Set a list on the last page and on as many more as it needs; returns the rows left on the last."""
        lines, title = in_columns(block.cells, width, block.place), block.title
        while lines:
            above = self._rows(title, width) if title.plain else 0
            if left < above + min(BESIDE, len(lines)) and pages[-1]:
                pages.append([])
                left = height
            fitting = max(1, left - above)
            pages[-1] += [title] * bool(above) + lines[:fitting]
            left -= above + len(lines[:fitting])
            lines = lines[fitting:]
            title = Content.assemble(title, " …") if lines and title is block.title and above else title
        return left

    @property
    def _fine(self) -> bool:
        return not (self._plain or on_a_console(self) or self.app.theme == CONSOLE.name)


def _in_words(holder: Holder, room: int = 0) -> Content:
    """Return a holder in ordinary letters, spaced if there is `room` for that."""
    caption = f"{holder.caption:<{CAPTION}}"
    left = room - cell_len(holder.sign + caption)
    name = in_ordinary_letters(holder.name, 1, left)[0] if left > 0 else holder.name
    return Content.assemble((holder.sign, "bold $success"), caption, (name, "bold"))


def in_columns(cells: Sequence[Content], width: int, place: int = 0) -> list[Content]:
    """Return the cells side by side, read along the rows; one that is longer than most takes two places."""
    if not cells:
        return []
    lengths = sorted(cell_len(cell.plain) for cell in cells)
    usual = max(long for long in lengths if long <= 2 * lengths[len(lengths) // 2]) + GAP
    place = place or (max(1, width // max(1, (width + GAP) // usual)) if usual < width else width)
    lines: list[Content] = []
    row: list[Content] = []
    at = 0
    for whole in cells:
        cell = whole if cell_len(whole.plain) <= width else _cut(whole, width)
        long = cell_len(cell.plain)
        if at and at + long > width:
            lines.append(Content.assemble(*row).rstrip())
            row, at = [], 0
        wide = -(-(long + GAP) // place) * place
        row += [cell, Content(" " * (wide - long))]
        at += wide
    lines.append(Content.assemble(*row).rstrip())
    return lines


def _cut(cell: Content, width: int) -> Content:
    """Return the cell in one style and at most `width` columns."""
    style = cell.spans[0].style if cell.spans else ""
    return Content.styled(cut_name(cell.plain, width), style)
