"""A small assembly to play with: a real desk and journal in a temporary folder, and a made-up clock.

    def test_x(tmp_path):
        play = Play(tmp_path)
        ana, bo = play.open_meeting("Ana", "Bo")
        play.ask(floor.Ask(person=ana))
        assert play.refused(floor.Ask(person=ana)) == "Ana is already waiting."

Time stands still but for a second at each accepted command; `play.clock.wait(90)` moves it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.assembly import State
from kiosk.desk import Answer, Desk
from kiosk.errors import Refused
from kiosk.ports import Drawn
from kiosk.practices.contract import Command
from kiosk.practices.meeting import Close, Open
from kiosk.practices.room import GuestJoined, MemberJoined
from kiosk.practices.roster import AddGuest, AddMember

EVENING = 1_795_370_400_000
"""2026-11-22 18:00 UTC, in ms since 1970."""


class PlayClock:
    """A clock that moves when told: `wait` lets time pass, `step` sets the wall clock wrong, `reboot`."""

    def __init__(self, wall: int = EVENING, synchronised: bool = True, offset: int = 60) -> None:
        self._wall, self._up, self._boots = wall, 5_000, 1
        self._synchronised, self._offset = synchronised, offset

    def wall(self) -> int:
        return self._wall

    def up(self) -> int:
        return self._up

    def boot(self) -> str:
        return f"{self._boots:08x}"

    def synchronised(self) -> bool:
        return self._synchronised

    def offset(self) -> int:
        return self._offset

    def wait(self, seconds: float) -> None:
        self._wall += round(seconds * 1000)
        self._up += round(seconds * 1000)

    def step(self, wall: int, synchronised: bool | None = None) -> None:
        self._wall = wall
        if synchronised is not None:
            self._synchronised = synchronised

    def reboot(self) -> None:
        self._boots += 1
        self._up = 3_000


class PlayEntropy:
    """Randomness that is the same in every run: block 1, 2, 3..."""

    def __init__(self) -> None:
        self._block = 0

    def draw(self) -> Drawn:
        self._block += 1
        return Drawn(self._block.to_bytes(32, "big"), "os")

    def salt(self) -> bytes:
        self._block += 1
        return self._block.to_bytes(16, "big")


class Play:
    """`desk` and `clock` of an assembly founded in `folder`."""

    def __init__(self, folder: Path, clock: PlayClock | None = None, name: str = "Maple Street 4") -> None:
        self.folder = folder / "assembly"
        self.clock = clock or PlayClock()
        self.entropy = PlayEntropy()
        self.desk = Desk.found(self.folder, name, self.clock, self.entropy, "kiosk test")

    @property
    def state(self) -> State:
        return self.desk.state

    def ask(self, command: Command) -> Answer:
        """The command is accepted; a second passes."""
        answer = self.desk.ask(command)
        self.clock.wait(1)
        return answer

    def refused(self, command: Command) -> str:
        """The sentence with which the command is refused, beforehand and when asked; nothing is recorded."""
        size, before = self.desk.journal.size, self.desk.refusal(command)
        with pytest.raises(Refused) as refused:
            self.desk.ask(command)
        assert refused.value.sentence == before
        assert self.desk.journal.size == size
        return before

    def add(self, name: str, here: bool | None = None, cell: str = "") -> str:
        """Somebody joins, and is in the room if a meeting is open (unless told); the id."""
        inside = self.state.meeting.open is not None if here is None else here
        event = self.ask(AddMember(name=name, here=inside, cell=cell)).event
        assert isinstance(event, MemberJoined)
        return event.member

    def guest(self, name: str, here: bool | None = None) -> str:
        """Somebody is named who does not belong; the id."""
        inside = self.state.meeting.open is not None if here is None else here
        event = self.ask(AddGuest(name=name, here=inside)).event
        assert isinstance(event, GuestJoined)
        return event.guest

    def open_meeting(self, *names: str, said: str = "") -> list[str]:
        """A sitting begins with these new members in the room; their ids."""
        self.ask(Open(said=said))
        return [self.add(name) for name in names]

    def next_meeting(self, days: int = 7) -> None:
        """The sitting ends, days pass, and another begins with nobody there yet."""
        self.ask(Close())
        self.clock.wait(days * 86_400)
        self.ask(Open())

    def restart(self, reboot: bool = False) -> None:
        """The kiosk stops and starts again, with the machine if `reboot`."""
        self.desk.close()
        if reboot:
            self.clock.reboot()
        self.desk = Desk.open(self.folder, self.clock, self.entropy)
