"""The top line: assembly, meeting, item; faults, clock, and the journal's mark."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from kiosk.cleaning import shown
from kiosk.language import words

_, ngettext = words("topline")


class TopLine(Static):
    """One row. When it is too long the left part is shortened; the mark is never cut."""

    DEFAULT_CSS = """
    TopLine { height: 1; width: 100%; padding: 0 1; color: $text-muted; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(markup=False, id=id)
        self._shown: tuple[str, int, str, bool, str, int, int] | None = None

    def show(
        self, *, left: str, faults: int, clock: str, sure: bool, mark: str, entries: int, waiting: int = 0
    ) -> None:
        """`mark` is "recorded", "recording", "unsigned" or "failed"; `sure` whether the clock is believed."""
        wanted = (left, faults, clock, sure, mark, entries, waiting)
        if wanted != self._shown:
            self._shown = wanted
            self._paint()

    def _paint(self) -> None:
        if not self._shown or not self.content_size.width:
            return
        left, faults, clock, sure, mark, entries, waiting = self._shown
        right = "   ".join(part for part in (self._faults(faults), clock + ("" if sure else "?"), "") if part)
        word, style = self._mark(mark, entries, waiting)
        room = max(0, self.content_size.width - cell_len(right) - cell_len(word) - 4)
        text = Content(shown(left)).truncate(room, ellipsis=True)
        gap = " " * max(2, room - text.cell_length + 2)
        self.update(Content.assemble(text, gap, right, "  ", (word, style)))

    def on_resize(self) -> None:
        self._paint()

    @staticmethod
    def _faults(faults: int) -> str:
        return f"⚠ {faults}" if faults else ""

    @staticmethod
    def _mark(mark: str, entries: int, waiting: int) -> tuple[str, str]:
        match mark:
            case "recording":
                return "◌ " + _("recording"), "$text-warning"
            case "unsigned":
                return "◍ " + _("{n} not signed").format(n=waiting), "$text-warning"
            case "failed":
                return "■ " + _("NOT RECORDED"), "bold $text-error"
            case _:
                return "● " + _("{n} recorded").format(n=f"{entries:,}"), "$text-success"
