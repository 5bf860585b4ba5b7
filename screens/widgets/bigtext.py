"""Letters as large as the widget, for the speaker, the open item and the next person.

The text may be a typed name: it is painted cell by cell and never parsed. A text with a character that has no
picture is set in ordinary letters (`lettering.ordinary`). This is no clock; that is `clockface.ClockFace`.
"""

from __future__ import annotations

import re

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from kiosk.cleaning import shown
from screens.terminal.themes import CONSOLE
from screens.widgets.lettering.line import Picture, lettered
from screens.widgets.symbols import plain as on_a_console


class BigText(Widget):
    """Large capitals as high as the widget, placed by its `content-align`; on more lines if that makes them
    larger.

    With `height: auto` the widget is as high as its letters: at most its `max-height`, and with a single line
    if its `min-height` is enough for that.
    """

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
        """Make the widget; `plain` draws in whole cells, for a console without half blocks."""
        super().__init__(id=id, classes=classes)
        self._text = shown(text)
        self._plain = plain

    @property
    def text(self) -> str:
        """Return the text that is shown."""
        return self._text

    def update(self, text: str) -> None:
        """Show another text; an equal one repaints nothing."""
        cleaned = shown(text)
        if cleaned != self._text:
            had = self._rows_wanted()
            self._text = cleaned
            self.refresh(layout=had != self._rows_wanted())

    def _rows_wanted(self) -> int:
        """Return the rows of a widget that is as high as its letters."""
        if not self.styles.is_auto_height:
            return 0
        return self.get_content_height(self.container_size, self.app.size, self.content_size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of rows that the letters need."""
        least, most = self.styles.min_height, self.styles.max_height
        rows = int(least.value) if least else 1
        picture = self._picture(self._text, rows, width)
        if not picture.drawn and most and most.value > rows:
            picture = self._picture(self._text, int(most.value), width)
        return max(len(picture.rows), 1 if picture.drawn else rows)

    def rows_for(self, text: str, rows: int, width: int) -> int:
        """Return the rows of the text in large letters within `rows` by `width` cells; 0 if they do not
        fit."""
        picture = self._picture(shown(text), rows, width)
        return len(picture.rows) if picture.drawn else 0

    def _picture(self, text: str, rows: int, width: int) -> Picture:
        across = self.styles.content_align[0]
        fine = not (self._plain or on_a_console(self) or self.app.theme == CONSOLE.name)
        return lettered(text, rows, width, self._plain, align=across, fine=fine)

    def render_line(self, y: int) -> Strip:
        """Return one row of the picture."""
        width, height = self.content_size
        across, down = self.styles.content_align
        picture = self._picture(self._text, height, width)
        spare = height - len(picture.rows)
        row = y - {"top": 0, "middle": spare // 2, "bottom": spare}[down]
        style = self.rich_style
        if not 0 <= row < len(picture.rows):
            return Strip.blank(width, style)
        room = width - picture.width
        left = {"left": 0, "center": room // 2, "right": room}.get(across, 0)
        strip = Strip.join([Strip.blank(left, style), painted(picture, row, style, self._plain)])
        return strip.adjust_cell_length(width, style)


def painted(picture: Picture, row: int, style: Style, plain: bool = False) -> Strip:
    """Return one row of a picture in a style, as wide as the picture.

    A whole cell is "#" in ink on ink: solid with colours, and still visible without them.
    """
    text = picture.rows[row]
    if not picture.drawn:
        return Strip([Segment(text, style + Style(bold=True))], picture.width)
    if not plain:
        return Strip([Segment(text, style)], picture.width)
    ink = style + Style(bgcolor=style.color)
    runs = [match.group() for match in re.finditer("#+| +", text)]
    return Strip([Segment(run, ink if run[0] == "#" else style) for run in runs], picture.width)
