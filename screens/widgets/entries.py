"""Entries of the journal in plain words, a row each, as many as fit.

The widget holds no entries: it asks for those it shows, so a journal of a million entries is as fast as one
of ten. The chosen entry is shown in full, on several rows; the others are cut at the edge of the wall.
"""

from __future__ import annotations

from collections.abc import Callable

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.widget import Widget

from kiosk.cleaning import shown
from kiosk.telling.teller import Told
from kiosk.terms import local
from screens.relative_dates import short
from screens.widgets.symbols import plain, symbol

WHOLE = 4
"""Most rows of the chosen entry."""

Part = tuple[str, str]


class Entries(Widget):
    """Rows of entries in words, one of them chosen."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Entries { height: 1fr; width: 100%; }
    """

    def __init__(self, *, id: str | None = None, whole: bool = False) -> None:
        """Make the widget; with `whole`, every entry is shown in full, not only the chosen one."""
        super().__init__(id=id)
        self._whole = whole
        self._entry_at: Callable[[int], Told] | None = None
        self._offset: Callable[[int], int] = lambda _n: 0
        self.count, self.chosen, self._top = 0, 0, 0

    def show(self, count: int, told: Callable[[int], Told], offset: Callable[[int], int]) -> None:
        """Show `count` rows; `told(k)` returns the k-th from the top.

        `offset(n)` returns the minutes of local time east of UTC at entry n.
        """
        self.count, self._entry_at, self._offset = count, told, offset
        self.choose(self.chosen)

    def choose(self, place: int) -> None:
        """Choose a row, or the nearest one if there is no such row."""
        self.chosen = max(0, min(place, self.count - 1))
        self.refresh()

    def move(self, rows: int) -> None:
        """Choose the row that is so many rows below; negative is above."""
        self.choose(self.chosen + rows)

    @property
    def page(self) -> int:
        """Return the rows of a page, less one that is shown again on the next."""
        return max(1, self.size.height - WHOLE)

    def entry(self) -> Told | None:
        """Return the chosen entry; None if there is none."""
        return self._entry_at(self.chosen) if self._entry_at is not None and self.count else None

    def render(self) -> Content:
        """Return the rows around the chosen one."""
        height, width = self.size.height, self.size.width
        if self._entry_at is None or not self.count or not height:
            return Content("")
        self._top = max(min(self._top, self.chosen), self.chosen - height + 1)
        while self._top < self.chosen and self._rows_to_chosen(width) > height:
            self._top += 1
        lines: list[list[Part]] = []
        for place in range(self._top, self.count):
            if len(lines) >= height:
                break
            lines += self._lines(place, width)
        return Content.assemble(*[part for line in lines[:height] for part in (*line, ("\n", ""))][:-1])

    def _rows_to_chosen(self, width: int) -> int:
        """Return the number of rows from the top to the end of the chosen entry."""
        return sum(len(self._lines(place, width)) for place in range(self._top, self.chosen + 1))

    def _lines(self, place: int, width: int) -> list[list[Part]]:
        """Return the rows of one entry."""
        assert self._entry_at is not None
        told = self._entry_at(place)
        if self._whole or place == self.chosen:
            return self._full_rows(told, width, place == self.chosen)[:WHOLE]
        return [self._row(told, width)]

    def _before(self, told: Told, chosen: bool) -> list[Part]:
        """Return the mark, the number and the time."""
        when = local(told.at, self._offset(told.n))
        mark = symbol("chosen", plain(self)) if chosen else " "
        columns = max(3, len(f"{max(told.n, self._entry_at(0).n if self._entry_at else 0):,}"))
        return [
            (f"{mark} ", "bold $accent"),
            (f"{told.n:>{columns},}", "bold $accent" if chosen else "bold"),
            (f"  {short(when.date()):>6} {when:%H:%M}  ", "$text-muted"),
        ]

    def _row(self, told: Told, width: int) -> list[Part]:
        before = self._before(told, False)
        room = width - sum(cell_len(text) for text, _style in before)
        return [*before, (cut(shown(told.sentence), room, plain(self)), "")]

    def _full_rows(self, told: Told, width: int, chosen: bool) -> list[list[Part]]:
        before, style = self._before(told, chosen), "bold" if chosen else ""
        indent = sum(cell_len(text) for text, _style in before)
        lines = wrapped(shown(told.sentence), max(10, width - indent))
        rows = [[*before, (lines[0], style)]]
        return rows + [[(" " * indent, ""), (line, style)] for line in lines[1:]]


def cut(text: str, room: int, plain: bool = False) -> str:
    """Return the text in at most `room` columns, with dots if it is cut."""
    if cell_len(text) <= room:
        return text
    dots = symbol("cut", plain)
    return set_cell_size(text, max(0, room - cell_len(dots))).rstrip() + dots if room > 0 else ""


def wrapped(text: str, width: int) -> list[str]:
    """Return the text on lines of at most `width` columns; a longer word is broken."""
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and cell_len(lines[-1]) + 1 + cell_len(word) > width:
            lines.append("")
        line = f"{lines[-1]} {word}" if lines[-1] else word
        while cell_len(line) > width:
            head = set_cell_size(line, width).rstrip()
            lines[-1:] = [head, ""]
            line = line[len(head) :]
        lines[-1] = line
    return lines
