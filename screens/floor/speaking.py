"""The speaker and the time left, as large as possible; in a break, the time until it ends.

It is given the state and the time: remaining time is a pure function of them. In an untimed turn there are no
figures, and the name takes all the room. While nobody speaks although an item is open, a reminder appears
here after some time. It is not the list.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content

from kiosk.desk.registry import State
from kiosk.language import words
from kiosk.practices.floor.state import Turn
from kiosk.practices.floor.timing import Showing, elapsed, phase_of, stands_still
from kiosk.practices.meeting.rules import break_left
from kiosk.practices.room import Room
from kiosk.terms import Stamp
from kiosk.typed.name_lookup import call_name
from screens.floor import views
from screens.widgets.bigtext import BigText
from screens.widgets.clockface import ClockFace, until_change
from screens.widgets.prose import Prose

_, ngettext = words("floor_screen")

FLASH = 1_000
"""Milliseconds for which the clock is shown reversed when a phase begins."""
LONG = 60_000
"""Milliseconds until the next look at a clock that does not change by itself."""


class Speaking(Container):
    """The clock, the name, and the reminder that nobody is being timed."""

    def __init__(self, *, plain: bool, id: str) -> None:
        super().__init__(id=id)
        self._plain, self._phase, self._flash_until = plain, "", 0

    def compose(self) -> ComposeResult:
        yield ClockFace(id="clock", plain=self._plain)
        yield BigText(id="name")
        yield Prose(id="reminder")

    def show(self, state: State, room: Room, stamp: Stamp) -> int:
        """Show this state; returns the ms until it changes by itself."""
        turn, resting = state.floor.turn, room.on_break()
        reminder = views.untimed(state, room, stamp) if turn is None else Content("")
        told = self.query_one("#reminder", Prose)
        told.update(reminder)
        told.display = bool(reminder)
        self.query_one("#name", BigText).display = not reminder
        self.query_one(ClockFace).display = turn is not None or resting
        if resting:
            return self._show_break(state, stamp)
        if turn is not None:
            return self._show_turn(state, turn, room, stamp)
        self.query_one("#name", BigText).update("")
        return views.until_untimed(state, stamp)

    def _show_turn(self, state: State, turn: Turn, room: Room, stamp: Stamp) -> int:
        left = turn.planned * 1000 - elapsed(turn, stamp, room.stamp())
        still, count = stands_still(turn, stamp), state.rules.clocks if turn.planned else "none"
        phase: Showing = "paused" if still else phase_of(left / 1000, turn.planned)
        if phase == "speaking" and turn.kind == "order":
            phase = "order"
        self.set_class(count == "none", "-bare")
        self.query_one(ClockFace).show(
            left,
            turn.planned * 1000,
            phase,
            flash=self._flashes(phase, stamp.up),
            count=count,
            what=views.kind_of(turn, state.floor.held, room),
        )
        self.query_one("#name", BigText).update(call_name(turn.person, room))
        if not turn.planned:
            return LONG
        return 1_000 if still else max(20, until_change(left))

    def _show_break(self, state: State, stamp: Stamp) -> int:
        sitting = state.meeting.open
        left = break_left(sitting, stamp) if sitting else None
        if sitting is None or left is None:
            return LONG
        self.set_class(False, "-bare")
        self.query_one("#name", BigText).update(_("back {hour}").format(hour=sitting.break_until))
        self.query_one(ClockFace).show(left, 0, "break" if left >= 0 else "over")
        return max(20, until_change(left))

    def _flashes(self, phase: str, up: int) -> bool:
        """True in the second in which a phase that needs attention begins: the chime for the eye."""
        if phase != self._phase:
            self._phase = phase
            self._flash_until = up + FLASH if phase in ("wrap up", "last", "over") else 0
        return up < self._flash_until
