"""Build the minutes of one sitting from its entries.

    build(desk, 7)        the closed meeting 7       raises Refused when there is none
    of_open(desk)         the open meeting, for reading back before it is closed

Minutes depend on entries and names only: the same journal and the same names give the same document. An act
that was undone is counted and otherwise left out; an aborted draw is shown. This decides nothing and writes
no file.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kiosk.desk.offsets import Offsets
from kiosk.errors import JournalDamaged, Refused
from kiosk.language import speaking, spoken, words
from kiosk.minutes.chapters import chapters
from kiosk.minutes.document import Minutes
from kiosk.minutes.named import people_in, tell_apart
from kiosk.minutes.replay import Replay, corrections
from kiosk.minutes.source import Source, of_desk
from kiosk.practices.blocks import Person
from kiosk.practices.chapter import Ended
from kiosk.practices.meeting.events import MeetingOpened
from kiosk.practices.meeting.rules import Sitting
from kiosk.practices.messages import Origin
from kiosk.practices.rules.rules import quorum_of
from kiosk.terms import Entry, local, local_date, said_time

if TYPE_CHECKING:
    from kiosk.desk.desk import Desk

_, ngettext = words("minutes")

_HOUR = "%H:%M"


def build(of: Desk | Source, meeting: int) -> Minutes:
    """Return the minutes of a closed meeting. Raises Refused if no closed meeting has this number."""
    source = source_of(of)
    for past in source.state.meeting.past:
        if past.number == meeting:
            return _told(source, past.first, past.last + 1)
    raise Refused(_("There is no closed meeting {number}.").format(number=meeting))


def of_open(of: Desk | Source) -> Minutes:
    """Return the minutes of the open meeting so far. Raises Refused between meetings."""
    source = source_of(of)
    sitting = source.state.meeting.open
    if sitting is None:
        raise Refused(_("No meeting is open."))
    return _told(source, sitting.n, source.size)


def source_of(of: Desk | Source) -> Source:
    """Return the source of this assembly's minutes."""
    return of if isinstance(of, Source) else of_desk(of)


def newest(of: Desk | Source) -> int:
    """Return the number of the meeting closed last, 0 before any."""
    past = of.state.meeting.past
    return past[-1].number if past else 0


class _Company:
    """Answers what chapters ask about the room (`chapter.Company`), at the current entry of the replay."""

    def __init__(self, source: Source, replay: Replay) -> None:
        self._source, self._replay = source, replay
        self._offsets: dict[str, int] = {}
        self._doubtful: set[str] = set()

    def members(self) -> list[str]:
        return list(self._replay.state.roster.members)

    def present(self) -> list[str]:
        return self.sitting().here

    def been(self) -> list[str]:
        return self.sitting().been

    def quorum(self) -> int:
        state = self._replay.state
        return quorum_of(state.rules, len(state.roster.members))

    def quorum_rule(self) -> tuple[int, int]:
        rules = self._replay.state.rules
        return rules.quorum_number, rules.quorum_percent

    def item(self) -> int:
        return self._replay.state.agenda.open

    def date(self) -> str:
        return self.sitting().date

    def meet(self, entry: Entry) -> None:
        """Note offset and doubt of an entry, whose `at` chapters may ask about later."""
        self._offsets[entry.at] = self._source.offsets.at(entry.n)
        if entry.clock == "unsure":
            self._doubtful.add(entry.at)

    def _moment(self, at: str) -> datetime:
        return local(at, self._offsets.get(at, self.sitting().offset))

    def hour(self, at: str) -> str:
        """Return the hour of local time."""
        return self._moment(at).strftime(_HOUR)

    def time(self, at: str) -> str:
        """Return the local time; a day is not taken from a clock that nobody could trust."""
        hour, day = self.hour(at), self._moment(at).date().isoformat()
        return hour if day == self.date() or at in self._doubtful else f"{day}T{hour}"

    def called(self, origin: Origin) -> str:
        return self._source.registry.called(origin)

    def person(self, person: str) -> Person:
        return Person(person, self._source.name(person))

    def sitting(self) -> Sitting:
        """Return the sitting of these minutes. Raises JournalDamaged before it was opened."""
        sitting = self._replay.state.meeting.open
        if sitting is None:
            raise JournalDamaged(_("The entries of this meeting do not begin with its opening."))
        return sitting


def _told(source: Source, first: int, stop: int) -> Minutes:
    """Return the minutes in the language set at the sitting's end, which is known only after a replay."""
    minutes, present = _told_once(source, first, stop), spoken()
    with speaking(minutes.language):
        return minutes if spoken() == present else _told_once(source, first, stop)


def _told_once(source: Source, first: int, stop: int) -> Minutes:
    """Return the minutes in the current language, from one replay of the entries."""
    replay = Replay(source, first, stop)
    company = _Company(source, replay)
    listeners = {name: chapter.listener(company) for name, chapter in chapters(source.registry).items()}
    for name, listener in listeners.items():
        listener.begin(getattr(replay.state, name))
    began, entry = "", None
    for entry, event in replay.steps():
        company.meet(entry)
        if isinstance(event, MeetingOpened):
            began = said_time(event.said).strftime(_HOUR) if event.said else company.hour(entry.at)
        for name, listener in listeners.items():
            listener.take(entry, event, getattr(replay.state, name))
    sitting, closing = company.sitting(), replay.closing
    last = closing or entry
    assert last is not None  # the sitting was opened by an entry
    company.meet(last)
    ended = Ended(last, closing is not None, len(replay.taken_back), replay.unknown, replay.lines)
    minutes = Minutes(
        assembly=replay.state.record.assembly,
        number=sitting.number,
        title=sitting.title or _("Meeting {number}").format(number=sitting.number),
        date=sitting.date,
        began=began,
        ended=company.hour(closing.at) if closing else "",
        ended_on=_other_day(closing, sitting, source.offsets) if closing else "",
        head=replay.head(),
        language=replay.state.rules.language,
        practices={
            name: data
            for name, listener in listeners.items()
            if (data := listener.data(getattr(replay.state, name), ended)) is not None
        },
    )
    roster = replay.state.roster
    minutes = tell_apart(
        minutes, {person: roster.cells.get(cell, cell) for person, cell in roster.members.items()}
    )
    later = corrections(source.read(stop, source.size), people_in(minutes))
    if not later:
        return minutes
    return replace(minutes, made_anew=local_date(later[-1].at, source.offsets.at(later[-1].n)))


def _other_day(closing: Entry, sitting: Sitting, offsets: Offsets) -> str:
    """Return the date of the close if it is not the sitting's (past midnight, or left open), else ""."""
    day = local_date(closing.at, offsets.at(closing.n))
    return day if day != sitting.date and closing.clock != "unsure" else ""
