"""Who was here, who left before the end, whether the quorum was there, which breaks there were."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.desk.registry import State
from kiosk.minutes.document import Break, Gone, Person, Quorum
from kiosk.practices import meeting, roster, rules
from kiosk.practices.contract import Event
from kiosk.practices.meeting.events import BreakBegan, BreakEnded, Departed
from kiosk.practices.meeting.rules import Sitting
from kiosk.terms import Entry

_COUNTED = (*meeting.events.EVENTS, *roster.events.EVENTS, *rules.events.EVENTS)
"""Events after which another number of members may be here, or be needed."""


class Attendance:
    """Takes the entries of a sitting one after the other. `time` gives an entry's local time."""

    def __init__(self, time: Callable[[Entry], str], person: Callable[[str], Person]) -> None:
        self._time, self._person = time, person
        self._left: dict[str, str] = {}
        self._most, self._reached = 0, ""
        self.breaks: list[Break] = []

    def take(self, entry: Entry, event: Event, state: State, item: int) -> None:
        """`item` is the agenda item that is open, 0 for none."""
        match event:
            case Departed():
                self._left[event.person] = self._time(entry)
            case BreakBegan():
                self.breaks.append(Break(self._time(entry), event.until, item=item))
            case BreakEnded() if self.breaks:
                last = self.breaks[-1]
                self.breaks[-1] = Break(last.began, last.until, self._time(entry), last.item)
            case _:
                pass
        if isinstance(event, _COUNTED) and state.meeting.open is not None:
            here = _members_here(state, state.meeting.open)
            self._most = max(self._most, here)
            if not self._reached and 0 < _needed(state) <= here:
                self._reached = self._time(entry)

    def quorum(self, state: State) -> Quorum:
        """How it stood with the quorum of the rules that hold at the end."""
        needed = _needed(state)
        return Quorum(needed, self._most, self._reached if needed else "")

    def members(self, sitting: Sitting) -> list[Person]:
        """Everybody of the roster who was here at any time, in order of arrival."""
        return [self._person(person) for person in sitting.been if not person.startswith("g")]

    def guests(self, sitting: Sitting) -> list[Person]:
        """The guests, likewise."""
        return [self._person(person) for person in sitting.been if person.startswith("g")]

    def left_early(self, sitting: Sitting) -> list[Gone]:
        """Those who left and did not come back, in order of arrival."""
        return [
            Gone(self._person(person), self._left.get(person, ""))
            for person in sitting.been
            if person not in sitting.here
        ]


def _needed(state: State) -> int:
    return rules.rules.quorum_of(state.rules, len(state.roster.members))


def _members_here(state: State, sitting: Sitting) -> int:
    return sum(person in state.roster.members for person in sitting.here)
