"""The story, played by somebody who presses the keys of whole evenings, quicker than anybody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import cycle, islice
from typing import Protocol

from kiosk.demo import story
from kiosk.demo.story import Evening, Topic
from kiosk.desk.desk import Desk
from kiosk.ports import Clock
from kiosk.practices import agenda, decision, floor, meeting, proposal, roles, roster, rules
from kiosk.practices.contract import Command, Event
from kiosk.practices.floor.order import queue
from kiosk.practices.lot import commands as lot
from kiosk.practices.record.rules import Undo
from kiosk.practices.roster.events import GuestJoined, MemberJoined
from kiosk.terms import local, said_time, wall_text

MINUTE = 60_000
LENGTHS = (74, 118, 41, 131, 96, 25, 143, 60)
"""Seconds that people speak, one after the other."""
DICE = "4152663125431624361524"


class MovingClock(Clock, Protocol):
    """A clock that moves when told (devices.fakes.VirtualClock)."""

    def advance(self, milliseconds: int) -> None: ...


def furnish(desk: Desk, clock: MovingClock) -> None:
    """Play the story into a desk that was just founded; the clock stands at `story.began(present)`.

    It stands at the present when this returns, and tonight's meeting is open. Raises what the desk raises:
    NotRecorded where there is no room for it.
    """
    play = _Play(desk, clock)
    for evening in story.PAST:
        play.evening(evening)
    play.tonight()
    clock.advance(max(0, play.present - clock.wall()))


class _Play:
    """The hands on the keys: what is asked, and how long it takes."""

    def __init__(self, desk: Desk, clock: MovingClock) -> None:
        self.desk, self.clock = desk, clock
        self.present = clock.wall() + story.FOUNDED_AGO * story.DAY
        self.people: list[str] = []
        self.lengths, self.dice = cycle(LENGTHS), cycle(DICE)

    def ask(self, command: Command, seconds: int = 4) -> Event:
        """The command is accepted, and some time passes."""
        event = self.desk.ask(command).event
        self.clock.advance(seconds * 1000)
        return event

    def day(self, days: int) -> str:
        """The local date so many days from the present."""
        return local(wall_text(self.present + days * story.DAY), self.clock.offset()).strftime("%Y-%m-%d")

    def said(self) -> str:
        """What the room says that the time is: the minute on the clock."""
        return local(wall_text(self.clock.wall()), self.clock.offset()).strftime("%Y-%m-%dT%H:%M")

    def evening(self, evening: Evening) -> None:
        """One meeting of the past, from opening to closing."""
        begins = said_time(f"{self.day(-evening.ago)}T19:02")
        now = local(wall_text(self.clock.wall()), self.clock.offset())
        self.clock.advance((begins - now) // timedelta(milliseconds=1))
        self.ask(meeting.rules.Open(said=self.said()), 30)
        self.arrive(evening.away)
        self.draw_for_the_evening(ceremony=evening is story.THIRD)
        self.adopt(evening.topics)
        self.talk_through(evening)
        self.ask(meeting.rules.Close())

    def tonight(self) -> None:
        """The evening that has just begun: people are here, roles are drawn, the agenda waits."""
        begins = self.present - story.TONIGHT_BEGAN * MINUTE
        begins -= begins % MINUTE
        self.clock.advance(begins - self.clock.wall())
        self.ask(meeting.rules.Open(said=self.said()), 20)
        self.arrive(7)
        self.draw_for_the_evening(ceremony=False)
        self.adopt(story.TONIGHT)

    def arrive(self, away: int) -> None:
        """Who comes, one after the other; at the first evening everybody is written into the roster."""
        if not self.people:
            self.join()
            for person in self.people[::away]:
                self.ask(meeting.rules.Depart(person=person))
            return
        for place, person in enumerate(self.people, start=2):
            if place % away:
                self.ask(meeting.rules.Arrive(person=person), 3)
        if self.desk.state.meeting.last == len(story.PAST):
            self.guest()

    def join(self) -> None:
        """The founding evening: everybody says their name, and the assembly gives itself its first rules."""
        for cell, names in story.CELLS.items():
            for name in names.split("|"):
                event = self.ask(roster.rules.AddMember(name=name, cell=cell, here=True), 12)
                assert isinstance(event, MemberJoined)
                self.people.append(event.member)
        self.ask(rules.rules.SetQuorum(percent=40))
        self.ask(rules.rules.SetStandAside(number=3))

    def guest(self) -> None:
        """Somebody visits, is marked as gone by mistake, and the mistake is undone."""
        event = self.ask(roster.rules.AddGuest(name=story.GUEST, here=True))
        assert isinstance(event, GuestJoined)
        self.ask(meeting.rules.Depart(person=event.guest))
        self.ask(Undo())

    def draw_for_the_evening(self, ceremony: bool) -> None:
        """The roles that end with the meeting; the items that asked for them by themselves are done then."""
        self.draw(story.DRAWN_EACH_EVENING, ceremony)
        back = [item for item in self.desk.state.agenda.items if item.origin]
        items = [item.id for item in back if item.title in story.DRAWN_EACH_EVENING]
        for item in items:
            self.ask(agenda.commands.Open(item=item, believes=self.desk.state.agenda.open), 2)
        if items:
            self.ask(agenda.commands.Close(item=items[-1]))

    def draw(self, drawn: Sequence[str], ceremony: bool, ends: int = 0) -> None:
        """Draw roles, for the evening or until so many days from today; the first one drawn may decline."""
        days = (said_time(f"{self.day(ends)}T00:00") - said_time(self.said())).days + 1 if ends else 0
        seats, terms = dict.fromkeys(drawn, 1), {role: days for role in drawn if days}
        if ceremony:
            self.ceremony(lot.Freeze(roles=seats, days=terms))
        else:
            self.ask(lot.Quick(roles=seats, days=terms))
        willing = not days
        while (draw := self.desk.state.lot.draw) and (asked := draw.asked()):
            role, person = asked
            said = lot.Accept if willing else lot.Decline
            self.ask(said(role=role, person=person), 8)
            willing = True

    def ceremony(self, freeze: lot.Freeze) -> None:
        """Freeze, commit, a word, four dice at a time, reveal."""
        self.ask(freeze, 60)
        self.ask(lot.Commit(), 40)
        self.ask(lot.Word(word="chestnut"), 20)
        while (draw := self.desk.state.lot.draw) and draw.left_to_throw:
            self.ask(lot.Throw(symbols=" ".join(islice(self.dice, min(4, draw.left_to_throw)))), 15)
        self.ask(lot.Reveal(), 20)

    def adopt(self, topics: Sequence[Topic]) -> None:
        """The agenda is read out and adopted; what came back by itself stands in front of it."""
        items = [
            agenda.events.Draft(
                title=topic.title,
                kind=topic.kind,
                planned=topic.minutes * 60,
                presenter=self.people[topic.presenter - 1] if topic.presenter else "",
                notes=list(topic.notes),
            )
            for topic in topics
        ]
        self.ask(agenda.commands.Adopt(items=items), 60)

    def talk_through(self, evening: Evening) -> None:
        """Item after item, until none waits."""
        topics = {topic.title: topic for topic in evening.topics}
        speakers = cycle([person for person in self.desk.room.present() if person.startswith("m")])
        while item := agenda.state.next_item(self.desk.state.agenda):
            topic = topics.get(item.title, Topic(item.title, speakers=0 if item.kind == "lot" else 3))
            if topic.fate in ("skipped", "carried"):
                self.ask(
                    (agenda.commands.Skip if topic.fate == "skipped" else agenda.commands.Carry)(item=item.id)
                )
                continue
            self.ask(agenda.commands.Open(item=item.id, believes=self.desk.state.agenda.open), 20)
            self.topic(item, topic, speakers)
        self.ask(agenda.commands.Close(item=self.desk.state.agenda.open))

    def topic(self, item: agenda.state.Item, topic: Topic, speakers: Iterator[str]) -> None:
        """Everything that happens while one item is open."""
        if topic.speakers:
            self.talk(list(islice(speakers, topic.speakers)))
        if topic.fate == "extended":
            self.ask(agenda.commands.Extend(item=item.id, seconds=600))
        role, ends = topic.term
        if role:
            self.draw([role], ceremony=False, ends=ends)
        for held in self.desk.state.roles.held:
            if held.role == topic.given_back:
                self.ask(roles.rules.Release(role=held.role, person=held.person))
        if item.origin and item.origin.kind == "review":
            again = self.day(story.KEPT_UNTIL)
            self.ask(decision.rules.Review(decision=item.origin.n, outcome="keep", review=again))
        if topic.proposal:
            self.propose(topic.title, topic.proposal)
        if topic.pause:
            self.pause()

    def talk(self, waiting: list[str]) -> None:
        """People speak in turns; where many do, somebody rises to a point of order."""
        for person in waiting:
            self.ask(floor.commands.Ask(person=person))
        if len(waiting) > 5:
            self.ask(floor.commands.Ask(person=waiting[2], kind="order"))
        before = ""
        while line := queue(self.desk.state.floor, self.desk.room.present()):
            self.ask(floor.commands.Begin(person=line[0].person, after=before), next(self.lengths))
            before = line[0].person
        self.ask(floor.commands.End(person=before))

    def propose(self, title: str, said: story.Proposal) -> None:
        """A proposal is written, read out, amended, tested by hands, and something comes of it."""
        self.ask(proposal.commands.Write(title=title, text=said.text), 90)
        self.ask(proposal.commands.ReadOut(), 40)
        if said.amended:
            self.ask(proposal.commands.Amend(text=said.amended), 90)
            self.ask(proposal.commands.ReadOut(), 40)
        for position, number in zip(proposal.state.POSITIONS, said.hands, strict=True):
            if any(said.hands):
                reason = said.doubt if position == "block" else ""
                self.ask(proposal.commands.CountHands(position=position, number=number, reason=reason), 15)
        match said.outcome:
            case "deferred":
                self.ask(proposal.commands.Defer(), 20)
            case "rejected":
                self.ask(proposal.commands.ReadBack(), 10)
                self.ask(proposal.commands.Reject(), 20)
            case "adopted":
                self.ask(proposal.commands.ReadBack(), 10)
                self.ask(proposal.commands.Adopt(review=self.day(said.review)), 20)

    def pause(self) -> None:
        """A break of a quarter of an hour."""
        until = local(wall_text(self.clock.wall()), self.clock.offset()) + timedelta(minutes=15)
        self.ask(meeting.rules.Pause(until=until.strftime("%H:%M")), 15 * 60)
        self.ask(meeting.rules.Resume())
