"""Who speaks, what it is about, who is next: a line of letters as high as the widget.

The text may be a name that somebody typed: it is painted cell by cell and never parsed. What has no picture
is set in ordinary letters (`lettering.line`). This is no clock; that is `clockface.ClockFace`.
"""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from kiosk.cleaning import shown
from screens.widgets.lettering.line import Line, lettered


class BigText(Widget):
    """One line of large capitals; its height is the widget's, its place that of `content-align`."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    BigText {
        width: 1fr;
        height: 4;
        content-align: left middle;
    }
    """

    def __init__(
        self, text: str = "", *, id: str | None = None, classes: str | None = None, plain: bool = False
    ) -> None:
        """`plain` draws in whole cells, for a console without half blocks."""
        super().__init__(id=id, classes=classes)
        self._text = shown(text)
        self._plain = plain

    @property
    def text(self) -> str:
        """What is shown, as it was told."""
        return self._text

    def update(self, text: str) -> None:
        """Show another text; an equal one repaints nothing."""
        cleaned = shown(text)
        if cleaned != self._text:
            self._text = cleaned
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row of the picture."""
        width, height = self.content_size
        line = lettered(self._text, height, width, self._plain)
        across, down = self.styles.content_align
        row = (
            y - {"top": 0, "middle": (height - len(line.rows)) // 2, "bottom": height - len(line.rows)}[down]
        )
        style = self.rich_style
        if not 0 <= row < len(line.rows):
            return Strip.blank(width, style)
        return painted(line, row, style, self._plain).text_align(width, across)


def painted(line: Line, row: int, style: Style, plain: bool = False) -> Strip:
    """One row of a line of letters in a style, as wide as the line.

    A whole cell is "#" in ink on ink: solid where there are colours, and still there where there are none.
    """
    text = line.rows[row]
    if not line.drawn:
        return Strip([Segment(text, style + Style(bold=True))], line.width)
    if not plain:
        return Strip([Segment(text, style)], line.width)
    ink = style + Style(bgcolor=style.color)
    parts = [Segment(run, ink if run[0] == "#" else style) for run in _runs(text)]
    return Strip(parts, line.width)


def _runs(text: str) -> list[str]:
    runs: list[str] = []
    for sign in text:
        if runs and runs[-1][0] == sign:
            runs[-1] += sign
        else:
            runs.append(sign)
    return runs
