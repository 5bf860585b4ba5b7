"""A code that phones read off the wall: minutes, Wi-Fi, the head of the journal.

Dark modules on white with the quiet zone of the standard (four modules), in colours of its own that no theme
changes: few phones read inverted or washed-out codes. It takes the largest modules that fit, then the best
error correction of that size. Of several texts it shows the first whose code fits; otherwise it says so in
words, with the last text to type. The caller upper-cases the text if that is allowed, which makes the code
smaller.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from kiosk.cleaning import shown
from kiosk.language import words

_, ngettext = words("qr")

QUIET = 4
"""Modules of white around the code (ISO/IEC 18004).

Below it is one less if only half a row is missing: at 80x24 an address with the journal's head takes 41 half
rows, and there are 40.
"""

Modules = tuple[tuple[bool, ...], ...]
"""Rows of the code without its quiet zone; True is dark."""


class Code(NamedTuple):
    """A code ready to paint: its rows of cells and the size of a module."""

    strips: tuple[Strip, ...]
    big: bool
    """True if a module is two columns by one row; else one column by half a row."""


class QrCode(Widget):
    """A QR code in the largest modules that fit the widget."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    QrCode { width: 1fr; height: 1fr; content-align: center middle; }
    """

    def __init__(
        self, data: str = "", *, id: str | None = None, classes: str | None = None, plain: bool = False
    ) -> None:
        """Make the widget. `data` is encoded as it is; `plain` paints whole cells, for a console without half
        blocks."""
        super().__init__(id=id, classes=classes)
        self._texts: tuple[str, ...] = (data,)
        self._plain = plain

    @property
    def data(self) -> str:
        """Return the text of the code: the first text whose code fits, else the last one."""
        room = self.content_size
        fitting = (text for text in self._texts if text and self._code(text, room) is not None)
        return next(fitting, self._texts[-1])

    def update(self, *texts: str) -> None:
        """Show the code of the first text that fits; equal texts repaint nothing."""
        if texts != self._texts:
            self._texts = texts
            self.refresh()

    def fits(self) -> bool:
        """True if a code is shown, not words in its place."""
        return bool(self.data) and self._code(self.data, self.content_size) is not None

    def render_line(self, y: int) -> Strip:
        """Return one row of the code, or of the words in its place."""
        width, height = self.content_size
        data = self.data
        code = self._code(data, self.content_size) if data else None
        strips = code.strips if code else self._words(width)
        across, down = self.styles.content_align
        spare, style = height - len(strips), self.rich_style
        row = y - {"top": 0, "middle": max(0, spare) // 2, "bottom": max(0, spare)}[down]
        if not 0 <= row < len(strips):
            return Strip.blank(width, style)
        room = width - strips[row].cell_length
        left = {"left": 0, "center": room // 2, "right": room}.get(across, 0)
        return Strip.join([Strip.blank(left, style), strips[row]]).adjust_cell_length(width, style)

    def _code(self, data: str, room: Size) -> Code | None:
        return _painted(data, room.width, room.height, self._plain)

    def _words(self, width: int) -> tuple[Strip, ...]:
        """Return the words shown if the code does not fit: the size it needs, and the text to type."""
        data = self._texts[-1]
        if not data:
            return ()
        text = _("No room here for the code. Make the window larger, or type: {text}")
        text = text.format(text=shown(data))
        style = self.rich_style
        return tuple(Strip([Segment(line, style)], cell_len(line)) for line in _wrapped(text, width))


@lru_cache(maxsize=16)
def _painted(data: str, width: int, height: int, plain: bool) -> Code | None:
    """Return the code in big modules if they fit, else in half ones, with the best error correction that
    fits.

    If neither fits, it is the smallest code with one module less of white below.
    """
    for big in (True,) if plain else (True, False):
        for level in "QML":
            side = side_of(data, level) + 2 * QUIET
            if big and 2 * side <= width and side <= height:
                return Code(_in_whole_cells(_with_quiet(matrix(data, level))), True)
            if not big and side <= width and (side + 1) // 2 <= height:
                return Code(_in_halves(_with_quiet(matrix(data, level))), False)
    side = side_of(data, "L") + 2 * QUIET
    if not plain and side <= width and side // 2 == height:
        return Code(_in_halves(_with_quiet(matrix(data, "L")))[:height], False)
    return None


@lru_cache(maxsize=24)
def side_of(data: str, level: str) -> int:
    """Return the modules of a side without the quiet zone; more than any wall has if no code can hold the
    text.

    `level` is the error correction, "L", "M" or "Q". Nothing is drawn yet, which would take ten times longer.
    """
    from qrcode.exceptions import DataOverflowError

    try:
        version: int = _prepared(data, level).best_fit()
    except (DataOverflowError, ValueError):
        return 1_000
    return 17 + 4 * version


def matrix(data: str, level: str) -> Modules:
    """Return the modules for `data` at error correction `level`. Raises ValueError if no code can hold it."""
    code = _prepared(data, level)
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())


def _prepared(data: str, level: str) -> Any:
    import qrcode  # takes 53 ms, so it waits for the first code
    from qrcode import constants

    levels = {
        "L": constants.ERROR_CORRECT_L,
        "M": constants.ERROR_CORRECT_M,
        "Q": constants.ERROR_CORRECT_Q,
    }
    code = qrcode.QRCode(error_correction=levels[level], border=0)
    code.add_data(data, optimize=20)
    return code


def _with_quiet(modules: Modules) -> Modules:
    side = len(modules) + 2 * QUIET
    white, edge = (False,) * side, (False,) * QUIET
    return (white,) * QUIET + tuple(edge + row + edge for row in modules) + (white,) * QUIET


def _in_whole_cells(modules: Modules) -> tuple[Strip, ...]:
    return tuple(_strip([(dark, dark) for dark in row for _half in (0, 1)]) for row in modules)


def _in_halves(modules: Modules) -> tuple[Strip, ...]:
    if len(modules) % 2:
        modules = (*modules, (False,) * len(modules[0]))
    return tuple(
        _strip(list(zip(a, b, strict=True))) for a, b in zip(modules[::2], modules[1::2], strict=True)
    )


def _strip(cells: list[tuple[bool, bool]]) -> Strip:
    """Return one row of cells, each an upper and a lower half; equal neighbours are one segment."""
    segments: list[Segment] = []
    start = 0
    for end in range(1, len(cells) + 1):
        if end == len(cells) or cells[end] != cells[start]:
            upper, lower = ("#000000" if dark else "#ffffff" for dark in cells[start])
            text = (" " if upper == lower else "▀") * (end - start)
            segments.append(Segment(text, Style(color=upper, bgcolor=lower)))
            start = end
    return Strip(segments, len(cells))


def _wrapped(text: str, width: int) -> list[str]:
    """Return words on lines of at most `width` columns; a longer word is broken, since it has to be typed."""
    lines = [""]
    for word in text.split():
        if lines[-1] and cell_len(lines[-1]) + 1 + cell_len(word) > width:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + word
        while cell_len(lines[-1]) > width > 0:
            long = lines.pop()
            lines += [long[:width], long[width:]]
    return lines
