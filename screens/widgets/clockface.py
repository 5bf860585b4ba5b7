"""The speaker's clock: time left, or time over, in figures for the last row of the hall.

It is given the time and reads no clock: remaining time is a pure function of the desk's stamp. One update
repaints this one leaf, and an equal one repaints nothing. A phase has a word, a sign and a bar; colour only
underlines them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal, assert_never

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from kiosk.cleaning import shown
from kiosk.language import contexts, words
from kiosk.practices.floor.timing import Showing
from kiosk.practices.rules.events import Counting
from screens.widgets.bigtext import painted
from screens.widgets.lettering.line import lettered
from screens.widgets.symbols import symbol

_, ngettext = words("clock")
pgettext, npgettext = contexts("clock")

Face = Showing | Literal["break"]
PHASES: tuple[Face, ...] = ("speaking", "wrap up", "last", "over", "paused", "order", "break")
"""The phases of a clock. `phase_of` returns the first four; the caller knows the others."""

_CALM = ("speaking", "paused", "break")


def time_text(left_ms: int, planned_ms: int, count: Counting = "down") -> str:
    """Return the time as shown: `1:24` left (a begun second counts whole), `+0:12` over.

    Without a planned time, and when clocks count up, `0:12` is the time gone. Returns "" if clocks do not
    count.
    """
    if count == "none":
        return ""
    if count == "up":
        return _minutes((planned_ms - left_ms) // 1000)
    if left_ms > 0:
        return _minutes(-(-left_ms // 1000))
    return ("+" if planned_ms > 0 else "") + _minutes(-left_ms // 1000)


def until_change(left_ms: int) -> int:
    """Return the milliseconds until `time_text` changes, 1 to 1,000, in any way of counting.

    It is computed at every look from the clock, so a late wake-up delays no later one.
    """
    return left_ms % 1000 or 1000


class ClockFace(Widget):
    """A word, large figures and a bar, as high as the widget."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"clockface--calm", "clockface--eye", "clockface--quiet"}
    DEFAULT_CSS = """
    ClockFace {
        width: 1fr;
        min-width: 34;
        height: 8;
    }
    ClockFace > .clockface--calm { color: $primary; }
    ClockFace > .clockface--eye { color: $accent; text-style: bold; }
    ClockFace > .clockface--quiet { color: $text-muted; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None, plain: bool = False) -> None:
        """Make the widget; `plain` draws with ASCII only, for a console without half blocks."""
        super().__init__(id=id, classes=classes)
        self._plain = plain
        self._shown: tuple[object, ...] = ()
        self._face: list[Strip] = []
        self._face_of: tuple[object, ...] = ()
        self._inks: dict[str, Style] = {}
        self._left, self._planned, self._flash = 0, 0, False
        self._phase: Face = "speaking"
        self._count: Counting = "down"
        self._what = ""

    def show(
        self,
        left_ms: int,
        planned_ms: int,
        phase: Face,
        *,
        flash: bool = False,
        count: Counting = "down",
        what: str = "",
    ) -> None:
        """Show the time left in a phase; negative is time over, or without a plan the time gone.

        `flash` reverses the face, for at most 3 s when a phase begins: the chime for the eye. `count` is how
        the clock counts, `what` replaces the word SPEAKING unless it is "". Raises ValueError for a phase
        outside PHASES.
        """
        if phase not in PHASES:
            raise ValueError(f"no such phase: {phase}")
        self._left, self._planned, self._phase, self._flash = left_ms, planned_ms, phase, flash
        self._count, self._what = count, shown(what)
        wanted = (time_text(left_ms, planned_ms, count), self._bar(), self._word(), phase, flash)
        if wanted == self._shown:
            return
        before = self._face if self._stands() else []
        self._shown = wanted
        if not before:
            self.refresh()
        elif regions := list(_changed(before, self._put_together())):
            self.refresh(*regions)

    def render_line(self, y: int) -> Strip:
        """Return one row of the face. The face is composed once, not for each row."""
        face = self._face if self._stands() else self._put_together()
        return face[y] if y < len(face) else Strip([])

    def _stands(self) -> bool:
        return self._face_of == (self._shown, self.content_size)

    def _put_together(self) -> list[Strip]:
        self._face, self._face_of = self._drawn(), (self._shown, self.content_size)
        return self._face

    def notify_style_update(self) -> None:
        """Compose the face again after a change of stylesheet or class."""
        super().notify_style_update()
        self._face_of = ()
        self._inks.clear()

    def _drawn(self) -> list[Strip]:
        """Return the rows: the word first, the bar last, the figures between them."""
        width, height = self.content_size
        eye, quiet, ink = self._style("eye"), self._style("quiet"), self._style("")
        style = self._style("calm") if self._phase in _CALM else eye
        if self._flash:
            eye = quiet = ink = style = style + Style(reverse=True)
        bar = self._bar()
        # On a high wall, leave a free row above the bar.
        figures = self._figures(
            height - 2 if height < 10 else height - 3, eye if self._phase == "over" else ink
        )
        rows = [Strip([Segment(self._word(), style + Style(bold=True))]), *figures]
        rows += [Strip([])] * (height - len(rows))
        if bar and height > 2:
            rows[height - 1] = Strip([Segment(bar, style), Segment(self._planned_text(), quiet)])
        return [row.adjust_cell_length(width, ink) for row in rows[:height]]

    def _style(self, part: str) -> Style:
        """Return the ink of a part, "" for the figures. It is computed once for each stylesheet."""
        if part not in self._inks:
            found = self.get_component_rich_style(f"clockface--{part}") if part else self.rich_style
            self._inks[part] = found
        return self._inks[part]

    def _figures(self, rows: int, style: Style) -> list[Strip]:
        text = time_text(self._left, self._planned, self._count)
        if not text:
            return []
        picture = lettered(text, max(rows, 0), self.content_size.width, self._plain, self._widest() or text)
        above = [Strip([])] * ((rows - len(picture.rows)) // 2)
        return [*above, *(painted(picture, row, style, self._plain) for row in range(len(picture.rows)))]

    def _widest(self) -> str:
        """Return the widest figures of this turn, so that they keep one size; "" without a planned time.

        From ten minutes on these are the planned time's: a turn that is over by as much gets smaller figures.
        """
        planned = self._planned // 1000
        if planned < 600:
            return "+" + _minutes(max(planned, 60)) if planned else ""
        return "0" * len(str(planned // 60)) + ":00"

    def _word(self) -> str:
        match self._phase:
            case "speaking":
                word = self._what or pgettext("clock of a turn", "SPEAKING")
            case "wrap up":
                word = _("WRAP UP")
            case "last":
                word = _("LAST 10 s")
            case "over":
                word = self._over()
            case "paused":
                word = pgettext("clock of a turn", "PAUSED")
            case "order":
                word = _("POINT OF ORDER")
            case "break":
                word = _("BREAK, time left")
            case _:
                assert_never(self._phase)
        sign = symbol("paused" if self._phase == "break" else self._phase, self._plain)
        return f"{sign} {word}"

    def _over(self) -> str:
        if self._count == "none":
            return pgettext("clock of a turn", "OVER")
        return _("OVER {time}").format(time=time_text(self._left, self._planned))

    def _planned_text(self) -> str:
        if self._count == "none":
            return ""
        return "  " + _("of {time}").format(time=_minutes(self._planned // 1000))

    def _bar(self) -> str:
        """Return the part of the planned time that is left, in cells; empty without a planned time."""
        room = self.content_size.width - cell_len(self._planned_text())
        if self._planned <= 0 or room < 4:
            return ""
        full = max(0, min(room, -(-self._left * room // self._planned)))
        return symbol("left", self._plain) * full + symbol("gone", self._plain) * (room - full)


def _changed(before: list[Strip], after: list[Strip]) -> Iterator[Region]:
    """Yield where two faces of one size differ, row by row: in a running clock often only the last figure."""
    for row, (old, new) in enumerate(zip(before, after, strict=True)):
        if old == new:
            continue
        left, right = 0, old.cell_length
        if _parts(old) == _parts(new) and len(old.text) == right:
            other = [x for x, (was, is_) in enumerate(zip(old.text, new.text, strict=True)) if was != is_]
            left, right = other[0], other[-1] + 1
        yield Region(left, row, right - left, 1)


def _parts(row: Strip) -> list[tuple[Style | None, int]]:
    return [(part.style, len(part.text)) for part in row]


def _minutes(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02d}"
