"""The top line: assembly, meeting, item; faults, clock, and the journal's mark."""

from __future__ import annotations

from typing import Literal, assert_never

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.widget import Widget

from kiosk.cleaning import shown
from kiosk.language import contexts, words
from screens.widgets.symbols import plain, symbol

_, ngettext = words("topline")
pgettext, npgettext = contexts("topline")

_APART = " · "
_LEAST = 8
"""Least columns of a shortened part of the left; below that, the first parts are dropped."""


Mark = Literal["recorded", "recording", "unsigned", "left out", "damaged", "failed"]
"""The state of the journal."""


class TopLine(Widget):
    """One row, composed for its width when it is painted, without a new layout.

    If it is too long, its left parts are shortened, the longest first; the mark is never cut.
    """

    DEFAULT_CSS = """
    TopLine { height: 1; width: 100%; padding: 0 1; color: $text-muted; text-wrap: nowrap; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.set_reactive(Widget.auto_links, False)
        self._shown: tuple[str, int, str, bool, Mark, int, int] | None = None

    def show(
        self, *, left: str, faults: int, clock: str, sure: bool, mark: Mark, entries: int, waiting: int = 0
    ) -> None:
        """Show these. The parts of `left` have " · " between them; `sure` is False if the clock is not
        trusted.

        `entries` and `waiting` are the numbers of the mark.
        """
        wanted = (left, faults, clock, sure, mark, entries, waiting)
        if wanted != self._shown:
            self._shown = wanted
            self.refresh()

    def render(self) -> Content:
        """Return the row for the present number of columns."""
        if not self._shown or not self.content_size.width:
            return Content("")
        left, faults, clock, sure, mark, entries, waiting = self._shown
        word, style = self._mark(mark, entries, waiting)
        fault = f"{symbol('fault', plain(self))} {faults}" if faults else ""
        width = self.content_size.width - cell_len(word)
        for told in ((fault, clock + ("" if sure else "?")), (fault,), ()):
            right = "".join(part + "   " for part in told if part)
            if cell_len(right) <= width:
                break
        text = shortened(shown(left), max(0, width - cell_len(right) - 2), plain(self))
        gap = " " * (width - cell_len(text) - cell_len(right))
        return Content.assemble(text, gap, right, (word, style))

    def _mark(self, mark: Mark, entries: int, waiting: int) -> tuple[str, str]:
        ascii = plain(self)
        match mark:
            case "recording":
                told = pgettext("the journal", "recording")
                return f"{symbol('recording', ascii)} {told}", "$text-warning"
            case "unsigned":
                told = _("{n} not signed").format(n=waiting)
                return f"{symbol('not signed', ascii)} {told}", "$text-warning"
            case "left out":
                told = _("{n} not understood").format(n=f"{waiting:,}")
                return f"{symbol('not recorded', ascii)} {told}", "bold $text-warning"
            case "damaged":
                told = pgettext("the journal", "DAMAGED")
                return f"{symbol('not recorded', ascii)} {told}", "bold reverse $text-error"
            case "failed":
                told = _("NOT RECORDED")
                return f"{symbol('not recorded', ascii)} {told}", "bold reverse $text-error"
            case "recorded":
                told = _("{n} recorded").format(n=f"{entries:,}")
                return f"{symbol('recorded', ascii)} {told}", "$text-success"
            case _:
                assert_never(mark)


def shortened(left: str, room: int, plain: bool = False) -> str:
    """Return the parts of the left in at most `room` columns. The last part, the place in the agenda, goes
    last."""
    between = f" {symbol('between', plain)} "
    parts = left.split(_APART)
    while parts and cell_len(between.join(parts)) > room:
        sizes = [cell_len(part) for part in parts]
        longest = sizes.index(max(sizes))
        over = cell_len(between.join(parts)) - room
        if sizes[longest] - over >= _LEAST or (len(parts) == 1 and room > 0):
            parts[longest] = _cut(parts[longest], max(1, sizes[longest] - over), plain)
        elif sizes[longest] > _LEAST:
            parts[longest] = _cut(parts[longest], _LEAST, plain)
        else:
            del parts[0]
    return between.join(parts)


def _cut(part: str, columns: int, plain: bool) -> str:
    dots = symbol("cut", plain)
    if columns <= cell_len(dots):
        return dots[:columns]
    return set_cell_size(part, columns - cell_len(dots)).rstrip() + dots
