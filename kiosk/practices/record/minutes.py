"""The minutes' chapter on the record: what a reader should know about the entries of this sitting."""

from __future__ import annotations

from msgspec import Struct

from kiosk.language import words
from kiosk.practices.blocks import Listed, Point, Said, say
from kiosk.practices.chapter import Chapter, Company, Ended, Evening, Listener, Passage, Place, Told
from kiosk.practices.meeting.events import MeetingOpened
from kiosk.practices.messages import Event
from kiosk.practices.record.events import ClockAttested, Recovered
from kiosk.practices.record.rules import State
from kiosk.terms import ClockTrust, Entry, said_time

_, ngettext = words("record")


class Record(Struct, frozen=True):
    """`clock` is the lowest trust in the clock; people said the time at the opening if `confirmed`, and later
    at the hours `attested`; `taken_back` acts were undone; the power failed `recovered` times; `unknown`
    entries are not understood, and have no sentence."""

    clock: ClockTrust = "ok"
    confirmed: bool = False
    attested: list[str] = []
    taken_back: int = 0
    recovered: int = 0
    unknown: int = 0


class Recording(Listener):
    """Reads from the envelopes of the entries how far their times can be trusted."""

    def __init__(self, company: Company) -> None:
        super().__init__(company)
        self._clock: ClockTrust = "ok"
        self._recovered = 0
        self._confirmed = False
        self._attested: list[str] = []

    def take(self, entry: Entry, event: Event, state: State) -> None:
        """Take one entry's trust in the clock; a time confirmed at the opening is trusted as people are."""
        self._recovered += isinstance(event, Recovered)
        if isinstance(event, ClockAttested):
            self._attested.append(said_time(event.said).strftime("%H:%M"))
        if isinstance(event, MeetingOpened) and event.said:
            self._clock, self._confirmed = "people", True
        elif entry.clock != "ok":
            self._clock = "unsure" if "unsure" in (entry.clock, self._clock) else "people"

    def data(self, state: State, ended: Ended) -> Record | None:
        sure = self._clock, self._confirmed, self._attested
        told = Record(*sure, ended.taken_back, self._recovered, ended.unknown)
        return told if told != Record() else None


def blocks(data: Record, evening: Evening) -> Told:
    points = tuple(map(Point, _corrections(data)))
    doubt = say(_("Times may be wrong: the kiosk's clock could not be trusted for all of this meeting."))
    return Told(
        [Passage(Place.RECORD, (Listed(points),), title=say(_("About this record")))] if points else [],
        warnings=[doubt] if data.clock == "unsure" else [],
    )


def _corrections(data: Record) -> list[Said]:
    told = []
    if data.confirmed and data.clock == "people":
        told.append(say(_("The people in the room said what time it was when the meeting began.")))
    elif data.clock == "people" and not data.attested:
        told.append(say(_("People in the room had said what time it was before this meeting.")))
    for hour in data.attested:
        told.append(
            say(_("During the meeting the people in the room set the clock: it was {hour}."), hour=hour)
        )
    if data.taken_back:
        taken_back = ngettext(
            "{n} act was taken back during the meeting. The journal holds both.",
            "{n} acts were taken back during the meeting. The journal holds them and their undoing.",
            data.taken_back,
        )
        told.append(say(taken_back, n=data.taken_back))
    if data.recovered:
        told.append(say(_("The power failed during the meeting; everything that was recorded is here.")))
    if data.unknown:
        unknown = ngettext(
            "{n} entry was not understood by the kiosk and is not told here.",
            "{n} entries were not understood by the kiosk and are not told here.",
            data.unknown,
        )
        told.append(say(unknown, n=data.unknown))
    return told


CHAPTER = Chapter(Record, Recording, blocks)
