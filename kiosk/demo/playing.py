"""The story, played by asking the desk for whole evenings of commands at once."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from kiosk.demo import story
from kiosk.desk.desk import Desk
from kiosk.desk.registry import State
from kiosk.ports import Clock
from kiosk.practices import agenda, meeting
from kiosk.practices.agenda.scene import TOPICS
from kiosk.practices.agenda.state import next_item
from kiosk.practices.contract import TONIGHT, Moment, Without
from kiosk.practices.messages import Command, Event, Origin
from kiosk.practices.room import Room
from kiosk.terms import local, said_time, wall_text
from kiosk.zones import moment_of

MINUTE = 60_000
BEFORE: tuple[Moment, ...] = (
    "joining",
    "founding",
    "coming",
    "visiting",
    "mending",
    "drawing",
    "drawn",
    "adopting",
)
"""The moments before the first item of an evening."""
WHILE_OPEN: tuple[Moment, ...] = ("talking", "deciding", "pausing")
"""The moments while an item is open."""


class MovingClock(Clock, Protocol):
    """A clock that moves on command (devices.fakes.VirtualClock)."""

    def advance(self, milliseconds: int) -> None: ...


def furnish(desk: Desk, clock: MovingClock) -> None:
    """Play the story into a desk that was just founded; the clock is at `story.began(present)`.

    The clock is at the present when this returns, and tonight's meeting is open. Raises what the desk raises:
    NotRecorded if the card is full.
    """
    play = _Play(desk, clock)
    for evening in story.AGO:
        play.past(evening)
    play.tonight()
    clock.advance(max(0, play.present - clock.wall()))


class _Play:
    """The player that scenes ask: commands, and the time they take (`kiosk.practices.contract.Player`)."""

    def __init__(self, desk: Desk, clock: MovingClock) -> None:
        self.desk, self.clock = desk, clock
        self.present = clock.wall() + story.FOUNDED_AGO * story.DAY
        self.evening = 0
        self._open: agenda.state.Item | None = None
        practices = desk.registry.practices.values()
        self._scenes = [
            practice.scene()(self) for practice in practices if not isinstance(practice.scene, Without)
        ]

    @property
    def state(self) -> State:
        return self.desk.state

    @property
    def room(self) -> Room:
        return self.desk.room

    @property
    def people(self) -> list[str]:
        return list(self.state.roster.members)

    @property
    def item(self) -> int:
        return self._open.id if self._open else 0

    @property
    def title(self) -> str:
        return self._open.title if self._open and not self._open.origin else ""

    @property
    def kind(self) -> str:
        return self._open.kind if self._open else ""

    @property
    def origin(self) -> Origin | None:
        return self._open.origin if self._open else None

    def ask(self, command: Command, seconds: int = 4) -> Event:
        event = self.desk.ask(command).event
        self.clock.advance(seconds * 1000)
        return event

    def day(self, days: int) -> str:
        return self._on_the_wall(self.present + days * story.DAY).strftime("%Y-%m-%d")

    def hour(self, minutes: int) -> str:
        return self._on_the_wall(self.clock.wall() + minutes * MINUTE).strftime("%H:%M")

    def _on_the_wall(self, moment: int) -> datetime:
        """Return the local time at a moment, in ms since 1970."""
        return local(wall_text(moment), self.clock.offset(moment))

    def past(self, evening: int) -> None:
        """Play one meeting of the past, from opening to closing."""
        begins = said_time(f"{self.day(-story.AGO[evening])}T19:02")
        self.clock.advance(moment_of(begins, self.desk.stamp()) - self.clock.wall())
        self._begin(evening, 30)
        self._talk_through()
        self.ask(meeting.rules.Close())

    def tonight(self) -> None:
        """Play the evening that has just begun: people are present, roles are drawn, the agenda waits."""
        begins = self.present - story.TONIGHT_BEGAN * MINUTE
        begins -= begins % MINUTE
        self.clock.advance(begins - self.clock.wall())
        self._begin(TONIGHT, 20)

    def _begin(self, evening: int, seconds: int) -> None:
        """Open a meeting at the minute on the clock, and play what comes before the first item."""
        self.evening, self._open = evening, None
        said = self._on_the_wall(self.clock.wall()).strftime("%Y-%m-%dT%H:%M")
        self.ask(meeting.rules.Open(said=said), seconds)
        for moment in BEFORE:
            self._play(moment)

    def _talk_through(self) -> None:
        """Play item after item, until none waits."""
        fates = {topic.title: topic.fate for topic in TOPICS[self.evening]}
        while item := next_item(self.state.agenda):
            match fates.get(item.title, "done"):
                case "skipped":
                    self.ask(agenda.commands.Skip(item=item.id))
                case "carried":
                    self.ask(agenda.commands.Carry(item=item.id))
                case "done" | "extended":
                    self.ask(agenda.commands.Open(item=item.id, believes=self.state.agenda.open), 20)
                    self._open = item
                    for moment in WHILE_OPEN:
                        self._play(moment)
        self.ask(agenda.commands.Close(item=self.state.agenda.open))

    def _play(self, moment: Moment) -> None:
        for scene in self._scenes:
            scene.play(moment)
