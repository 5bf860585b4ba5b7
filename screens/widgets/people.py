"""The rows of a list of people as they were understood: names and cells in columns, one row chosen.

Rows that are no person are muted and say why; what is only likely has a ▲. It shows as many rows as fit.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.widget import Widget

from kiosk.cleaning import shown
from kiosk.language import contexts, words
from kiosk.typed.member_list_file import Line, said_of
from screens.widgets.entries import cut
from screens.widgets.symbols import plain, symbol

_, ngettext = words("members")
pgettext, npgettext = contexts("members")

WIDEST = 36
"""Most columns of a name, so that the cell stays near it."""


class PeopleRows(Widget):
    """`show` takes the rows, `move` chooses another one, `next_doubt` the next one with a ▲."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    PeopleRows { height: 1fr; width: 100%; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: Sequence[Line] = ()
        self.chosen, self._top, self._seen = 0, 0, 0

    def show(self, lines: Sequence[Line]) -> None:
        """Show these rows; the chosen row stays the same."""
        self._lines = lines
        self.move(0)

    def move(self, rows: int) -> None:
        """Choose the row that is so many rows below; negative is above."""
        self.chosen = max(0, min(self.chosen + rows, len(self._lines) - 1))
        self.refresh()

    def turn(self, pages: int) -> None:
        """Go on by so many pages, or back if negative."""
        self._top += pages * self.page
        self.move(pages * self.page)

    @property
    def unseen(self) -> bool:
        """True until the last row was on the wall."""
        return self._seen < len(self._lines)

    def next_doubt(self) -> None:
        """Choose the next row with a doubt; after the last one, the first."""
        doubtful = [place for place, line in enumerate(self._lines) if line.doubt]
        self.chosen = next(
            (place for place in doubtful if place > self.chosen), next(iter(doubtful), self.chosen)
        )
        self.refresh()

    @property
    def page(self) -> int:
        """Return the rows of a page."""
        return max(1, self.size.height - 2)

    def render(self) -> Content:
        """Return the headings, the rows around the chosen one, and which of them these are."""
        height, count = self.page, len(self._lines)
        self._top = max(0, min(max(self._top, self.chosen - height + 1), self.chosen, count - height))
        here = self._lines[self._top : self._top + height]
        self._seen = max(self._seen, self._top + len(here))
        name, cell = pgettext("the heading of a column", "Name"), pgettext("the heading of a column", "Cell")
        names = max([cell_len(shown(line.name)) for line in here] + [cell_len(name)])
        widths = (min(names, WIDEST), max(len(str(line.row.line)) for line in here) if here else 1)
        title = " " * (widths[1] + 4) + set_cell_size(name, widths[0]) + "  " + cell
        rows = [Content.styled(title, "$text-muted")]
        rows += [self._row(line, self._top + n == self.chosen, widths) for n, line in enumerate(here)]
        if count > height:
            told = _("{first} to {last} of {n}").format(
                first=self._top + 1, last=self._top + len(here), n=count
            )
            rows += [Content("")] * (height + 1 - len(rows)) + [Content.styled(told, "bold $accent")]
        return Content("\n").join(rows)

    def _row(self, line: Line, chosen: bool, widths: tuple[int, int]) -> Content:
        sign = symbol("wrap up", plain(self)) if line.doubt else " "
        mark = symbol("chosen", plain(self)) if chosen else " "
        what = said_of(line)
        text = shown(line.name if not line.left else " ".join(line.row.fields))
        quiet = "$text-muted" if line.left else ""
        width = max(widths[0], WIDEST) if line.left else widths[0]
        name = cut(text, width, plain(self))
        name += " " * (widths[0] - cell_len(name))
        cell = cut(shown(line.cell), 24, plain(self)) if not line.left else ""
        between = "  " if cell else ""
        return Content.assemble(
            (f"{mark} ", "bold $accent"),
            (f"{line.row.line:>{widths[1]}}", "$text-muted"),
            (f"{sign} ", "bold $text-warning"),
            (name, quiet or ("bold" if chosen else "")),
            (f"  {cell}", quiet),
            (f"{between}{what}" if what else "", "$text-warning" if line.doubt else "$text-muted"),
        ).truncate(self.size.width, ellipsis=True)
