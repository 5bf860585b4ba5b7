"""Minutes are built here: one sitting, folded from the entries that tell of it.

    build(desk, 7)        the closed meeting 7       raises Refused when there is none
    of_open(desk)         the one that is open, for reading back before it is closed

Built from entries alone, and from the names kept beside them: the same journal and the same names give the
same document. An act that was taken back is counted and otherwise left out; a draw that was aborted stays in
sight. It decides nothing and it writes no file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.desk.registry import State
from kiosk.errors import JournalDamaged, Refused
from kiosk.language import words
from kiosk.minutes.attendance import Attendance
from kiosk.minutes.deciding import Deciding
from kiosk.minutes.document import Minutes, Person, Voice
from kiosk.minutes.draws import Draws
from kiosk.minutes.items import Items, open_now
from kiosk.minutes.replay import Replay
from kiosk.minutes.source import Source, of_desk
from kiosk.practices import floor
from kiosk.practices.floor.circulation import heard
from kiosk.practices.meeting.events import MeetingOpened
from kiosk.practices.meeting.rules import Sitting
from kiosk.practices.record.events import Recovered
from kiosk.terms import ClockTrust, Entry, local, local_date, said_time

if TYPE_CHECKING:
    from kiosk.desk.desk import Desk

_, ngettext = words("minutes")

_HOUR = "%H:%M"


def build(of: Desk | Source, meeting: int) -> Minutes:
    """The minutes of a closed meeting. Raises Refused when no closed meeting has this number."""
    source = source_of(of)
    for past in source.state.meeting.past:
        if past.number == meeting:
            return _Told(source, past.first, past.last + 1).minutes()
    raise Refused(_("There is no closed meeting {number}.").format(number=meeting))


def of_open(of: Desk | Source) -> Minutes:
    """The minutes of the open meeting so far. Raises Refused between meetings."""
    source = source_of(of)
    sitting = source.state.meeting.open
    if sitting is None:
        raise Refused(_("No meeting is open."))
    return _Told(source, sitting.n, source.size).minutes()


def source_of(of: Desk | Source) -> Source:
    """Where minutes of this assembly come from."""
    return of if isinstance(of, Source) else of_desk(of)


def newest(of: Desk | Source) -> int:
    """The number of the meeting closed last, 0 before any."""
    past = of.state.meeting.past
    return past[-1].number if past else 0


class _Told:
    """The entries of a sitting, told once from the first to the last."""

    def __init__(self, source: Source, first: int, stop: int) -> None:
        self._source = source
        self._replay = Replay(source, first, stop)
        self._offset = 0
        self._began = ""
        self._clock: ClockTrust = "ok"
        self._recovered = 0
        self._items = Items(self._hour, self._person, source.registry.called)
        self._attendance = Attendance(self._time, self._person)
        self._deciding = Deciding(self._time, self._person)
        self._draws = Draws(self._hour, self._person)

    def minutes(self) -> Minutes:
        self._deciding.begin(self._replay.state)
        entry = None
        for entry, event in self._replay.steps():
            state = self._replay.state
            if isinstance(event, MeetingOpened):
                self._offset = event.offset
                self._began = said_time(event.said).strftime(_HOUR) if event.said else self._time(entry)
                if event.said:
                    self._clock = "people"
            if entry.clock != "ok" and not (isinstance(event, MeetingOpened) and event.said):
                self._clock = "unsure" if "unsure" in (entry.clock, self._clock) else "people"
            self._recovered += isinstance(event, Recovered)
            item = open_now(state)
            self._attendance.take(entry, event, state, item)
            self._items.take(event)
            self._deciding.take(entry, event, state, item)
            self._draws.take(event, state, item)
        last = self._replay.closing or entry
        sitting = self._replay.state.meeting.open
        if sitting is None or last is None:
            raise JournalDamaged(_("The entries of this meeting do not begin with its opening."))
        return self._document(sitting, last)

    def _document(self, sitting: Sitting, last: Entry) -> Minutes:
        state, closing = self._replay.state, self._replay.closing
        return Minutes(
            assembly=state.record.assembly,
            number=sitting.number,
            title=sitting.title or _("Meeting {number}").format(number=sitting.number),
            date=sitting.date,
            began=self._began,
            ended=self._time(closing) if closing else "",
            ended_on=_other_day(closing, sitting) if closing else "",
            head=self._replay.head(),
            clock=self._clock,
            members=self._attendance.members(sitting),
            guests=self._attendance.guests(sitting),
            left_early=self._attendance.left_early(sitting),
            quorum=self._attendance.quorum(state),
            items=self._items.items(state, last, closing is not None),
            proposals=self._deciding.proposals(state),
            decisions=self._deciding.decisions,
            reviews=self._deciding.reviews,
            draws=self._draws.draws(self._replay.draws()),
            given_back=self._draws.given_back,
            breaks=self._attendance.breaks,
            voice=_voice(state, sitting, last),
            taken_back=len(self._replay.taken_back),
            recovered=self._recovered,
            unknown=self._replay.unknown,
        )

    def _time(self, entry: Entry) -> str:
        return self._hour(entry.at)

    def _hour(self, at: str) -> str:
        return local(at, self._offset).strftime(_HOUR)

    def _person(self, person: str) -> Person:
        return Person(person, self._source.name(person))


def _other_day(closing: Entry, sitting: Sitting) -> str:
    """The date of the close where it is another than the sitting's: past midnight, or left open."""
    day = local_date(closing.at, sitting.offset)
    return day if day != sitting.date and closing.clock != "unsure" else ""


def _voice(state: State, sitting: Sitting, last: Entry) -> Voice:
    """Totals of the whole sitting; whoever was still speaking at the end has been heard too."""
    if state.floor.turn is not None:
        floor.folding.finish(state.floor, last)
    told = heard(state.floor, sitting.been)
    return Voice(
        heard=told.heard,
        present=told.present,
        contributions=sum(state.floor.turns.values()),
        share=told.share,
        seconds=sum(state.floor.spoken.values()) // 1000,
    )
