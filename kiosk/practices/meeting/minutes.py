"""The minutes' chapter on attendance: who was here, the quorum, who left early, and the breaks."""

from __future__ import annotations

from msgspec import Struct

from kiosk.language import contexts, words
from kiosk.practices.blocks import Facts, Hour, Paragraph, People, Person, Said, say
from kiosk.practices.chapter import Chapter, Company, Ended, Evening, Listener, Passage, Place, Told
from kiosk.practices.meeting import events
from kiosk.practices.meeting.events import BreakBegan, BreakEnded, Departed
from kiosk.practices.meeting.quorum import Quorum, Watch, sentences
from kiosk.practices.meeting.rules import State
from kiosk.practices.messages import Event
from kiosk.practices.roster import events as roster
from kiosk.practices.rules import events as rules
from kiosk.terms import Entry

_, ngettext = words("meeting")
pgettext, npgettext = contexts("meeting")

_COUNTED = (*events.EVENTS, *roster.EVENTS, *rules.EVENTS)
"""Events that can change the number of members who are here, or who are needed for the quorum."""


class Gone(Struct, frozen=True):
    """A person who left before the end."""

    person: Person
    time: str


class Break(Struct, frozen=True):
    """A break. `until` was agreed; `ended` is "" if the meeting was closed in it; `item` was open, or 0."""

    began: str
    until: str
    ended: str = ""
    item: int = 0


class Attendance(Struct, frozen=True):
    """Members and guests who were here at any time, in order of arrival; each quorum that was in force."""

    members: list[Person] = []
    guests: list[Person] = []
    left_early: list[Gone] = []
    quorums: list[Quorum] = []
    breaks: list[Break] = []


class Attending(Listener):
    """Counts who is here, and keeps departures and breaks."""

    def __init__(self, company: Company) -> None:
        super().__init__(company)
        self._left: dict[str, str] = {}
        self._quorum = Watch()
        self._breaks: list[Break] = []

    def take(self, entry: Entry, event: Event, state: State) -> None:
        time = self.company.time
        if isinstance(event, Departed):
            self._left[event.person] = time(entry.at)
        elif isinstance(event, BreakBegan):
            self._breaks.append(Break(time(entry.at), event.until, item=self.company.item()))
        elif isinstance(event, BreakEnded) and self._breaks:
            last = self._breaks[-1]
            self._breaks[-1] = Break(last.began, last.until, time(entry.at), last.item)
        if isinstance(event, _COUNTED) and state.open is not None:
            members = set(self.company.members())
            here = sum(person in members for person in state.open.here)
            self._quorum.look(time(entry.at), self.company.quorum_rule(), self.company.quorum(), here)

    def data(self, state: State, ended: Ended) -> Attendance:
        person = self.company.person
        been, present = self.company.been(), self.company.present()
        return Attendance(
            members=[person(id_) for id_ in been if not id_.startswith("g")],
            guests=[person(id_) for id_ in been if id_.startswith("g")],
            left_early=[Gone(person(id_), self._left.get(id_, "")) for id_ in been if id_ not in present],
            quorums=self._quorum.found(),
            breaks=self._breaks,
        )


def blocks(data: Attendance, evening: Evening) -> Told:
    groups = (
        (say(pgettext("heading of a list of people", "Members")), data.members),
        (say(pgettext("heading of a list of people", "Guests")), data.guests),
    )
    sentence = _("{person} left at {time}.")
    left = tuple(say(sentence, person=gone.person, time=Hour(gone.time)) for gone in data.left_early)
    here = Passage(
        Place.HERE,
        (
            Paragraph((_here(data), *sentences(data.quorums))),
            People(tuple((title, tuple(people)) for title, people in groups if people)),
            Facts(left, many=True),
        ),
        title=say(_("Who was here")),
    )
    breaks = [(Paragraph((_on_break(pause),), quiet=True), pause.item) for pause in data.breaks]
    return Told([*(Passage(Place.BREAK, (told,), item) for told, item in breaks), here])


def _here(data: Attendance) -> Said:
    count = len(data.members)
    members = say(ngettext("{n} member was here", "{n} members were here", count), n=count)
    if not data.guests:
        return say(_("{members}."), members=members)
    guests = say(ngettext("{n} guest", "{n} guests", len(data.guests)), n=len(data.guests))
    return say(_("{members}, and {guests}."), members=members, guests=guests)


def _on_break(pause: Break) -> Said:
    if not pause.ended:
        sentence = _("Break from {began}, until {until} as agreed; it did not end before the meeting.")
    elif pause.ended[-5:] == pause.until:
        sentence = _("Break from {began} to {ended}, as agreed.")
    else:
        sentence = _("Break from {began} to {ended}; {until} was agreed.")
    return say(sentence, began=Hour(pause.began), ended=Hour(pause.ended), until=pause.until)


CHAPTER = Chapter(Attendance, Attending, blocks)
