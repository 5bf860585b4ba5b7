"""A small assembly to play with: a real desk and journal in a temporary folder, and a made-up clock.

    def test_x(tmp_path):
        play = Play(tmp_path)
        ana, bo = play.open_meeting("Ana", "Bo")
        play.ask(floor.Ask(person=ana))
        assert play.refused(floor.Ask(person=ana)) == "Ana is already waiting."

Time does not pass, except a second at each accepted command; `play.clock.advance(90_000)` moves it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from devices.fakes import FixedEntropy, VirtualClock
from kiosk.desk.desk import Answer, Desk
from kiosk.desk.registry import REGISTRY, Registry, State
from kiosk.errors import Refused
from kiosk.practices.meeting.rules import Close, Open
from kiosk.practices.messages import Command
from kiosk.practices.roster.events import GuestJoined, MemberJoined
from kiosk.practices.roster.rules import AddGuest, AddMember

DAY = 86_400_000


class Play:
    """`desk`, `clock` and `entropy` of an assembly founded in `folder` on 22 November 2026, 19:42 local time.

    The clock follows a server: it is trusted until `clock.follows_server` is False.
    """

    registry: Registry = REGISTRY
    """Its practices; a subclass that founds nothing itself has the kiosk's."""

    def __init__(self, folder: Path, name: str = "Maple Street 4", registry: Registry = REGISTRY) -> None:
        self.folder = folder / "assembly"
        self.clock = VirtualClock(offset=60)
        self.clock.follows_server = True
        self.entropy = FixedEntropy()
        self.registry = registry
        self.desk = Desk.found(self.folder, name, self.clock, self.entropy, "kiosk test", registry)

    @property
    def state(self) -> State:
        return self.desk.state

    def ask(self, command: Command) -> Answer:
        """Ask the desk, which must accept; a second passes."""
        answer = self.desk.ask(command)
        self.clock.advance(1000)
        return answer

    def refused(self, command: Command) -> str:
        """Return the sentence of the refusal, equal beforehand and when asked; nothing is recorded."""
        size, before = self.desk.journal.size, self.desk.refusal(command)
        with pytest.raises(Refused) as refused:
            self.desk.ask(command)
        assert refused.value.sentence == before
        assert self.desk.journal.size == size
        return before

    def add(self, name: str, here: bool | None = None, cell: str = "") -> str:
        """Add a member, present if a meeting is open (unless `here` is given); returns the id."""
        inside = self.state.meeting.open is not None if here is None else here
        event = self.ask(AddMember(name=name, here=inside, cell=cell)).event
        assert isinstance(event, MemberJoined)
        return event.member

    def guest(self, name: str, here: bool | None = None) -> str:
        """Add a guest; returns the id."""
        inside = self.state.meeting.open is not None if here is None else here
        event = self.ask(AddGuest(name=name, here=inside)).event
        assert isinstance(event, GuestJoined)
        return event.guest

    def open_meeting(self, *names: str, said: str = "") -> list[str]:
        """Open a meeting with these new members present; returns their ids."""
        self.ask(Open(said=said))
        return [self.add(name) for name in names]

    def next_meeting(self, days: int = 7) -> None:
        """Close the meeting, let days pass, and open another with nobody present."""
        self.ask(Close())
        self.clock.advance(days * DAY)
        self.ask(Open())

    def restart(self, reboot: bool = False) -> None:
        """Stop and start the kiosk, with the machine if `reboot`."""
        self.desk.close()
        if reboot:
            self.clock.reboot()
        self.desk = Desk.open(self.folder, self.clock, self.entropy, registry=self.registry)
