"""Years of weekly meetings, decided by the desk as they would be in a room, but kept in memory.

Twenty-seven members, about 170 entries an evening: people arrive, a facilitator is drawn, fifty turns are
spoken, proposals tested, decisions reviewed when they are due; now and then a turn is paused, or a wrong key
is undone. Nothing is signed or flushed, since neither is measured with it.

    python -m tests.bench.years N > FILE      N entries, one a line
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any, cast

from devices.fakes import FixedEntropy, VirtualClock
from kiosk.desk.desk import Answer, Desk
from kiosk.journal.envelope import entry_bytes
from kiosk.journal.journal import Journal
from kiosk.left_out import Passed
from kiosk.practices import agenda, decision, floor, meeting, roster, rules
from kiosk.practices.lot import commands as lot
from kiosk.practices.messages import Command
from kiosk.practices.proposal import commands as proposal
from kiosk.practices.record.rules import Undo
from kiosk.practices.roster.events import MemberJoined
from kiosk.terms import Stamp
from tests.bench.evening import NAMES

WEEK = 7 * 86_400_000
TITLES = (
    "Rent strike fund",
    "Quiet hours",
    "Boiler",
    "Repairs in the courtyard",
    "Who stores the ladder",
    "Any other business",
)
TEXT = "We pay 40 % of collected rents into the strike fund until 1 March,\nreviewed each month."


class Paper:
    """Replaces the journal: keeps entries, signs and flushes nothing."""

    def __init__(self) -> None:
        self.lines: list[bytes] = []
        self.state, self.failed, self.locked, self.root = b"", False, False, bytes(32)
        self.findings: list[str] = []
        self.damage: list[str] = []
        self.passed: list[Passed] = []

    @property
    def size(self) -> int:
        return len(self.lines)

    signed_size = size

    def append(
        self,
        kind: str,
        fields: Mapping[str, object],
        stamp: Stamp,
        rehearse: Callable[[bytes], None] | None = None,
    ) -> int:
        entry = entry_bytes(len(self.lines), kind, fields, stamp)
        if rehearse is not None:
            rehearse(entry)
        self.lines.append(entry)
        return len(self.lines) - 1

    def read(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        return iter(self.lines[start:stop])

    def keep_opening(self, fold: str, state: bytes) -> None:
        """Keep nothing."""

    def keep_head(self) -> None:
        """Keep nothing."""

    def close(self) -> None:
        """Do nothing, since nothing is open."""


class Years:
    """Plays one evening after another; the same `chance` gives the same years."""

    def __init__(self, folder: Path, chance: Random) -> None:
        self.paper, self.chance = Paper(), chance
        self.clock = VirtualClock()
        self.clock.follows_server = True
        self.paper.append(
            "journal.founded/1",
            {"origin": "maple-street-4", "key": "", "assembly": "Maple Street 4", "software": "benchmark"},
            Stamp("2026-11-22T18:00:00.000Z", "00000001", 0, "ok"),
        )
        self.desk = Desk(folder, cast(Journal, self.paper), self.clock, FixedEntropy())
        self.ask(rules.rules.SetQuorum(number=5))
        self.people = [self._joined(name) for name in NAMES]

    def ask(self, command: Command, seconds: int = 5) -> Answer:
        """Ask the desk, which must accept, and let time pass."""
        answer = self.desk.ask(command)
        self.clock.advance(1000 * seconds)
        return answer

    def _joined(self, name: str) -> str:
        event = self.ask(roster.rules.AddMember(name=name)).event
        assert isinstance(event, MemberJoined)
        return event.member

    def evening(self) -> None:
        """Play a whole evening, a week after the last."""
        chance = self.chance
        began = self.clock.wall()
        self.ask(meeting.rules.Open(title="Weekly meeting"))
        here = chance.sample(self.people, chance.randint(14, 20))
        for person in here:
            self.ask(meeting.rules.Arrive(person=person))
        drafts = [agenda.events.Draft(title=title, planned=900) for title in TITLES]
        self.ask(agenda.commands.Adopt(items=drafts), 60)
        self._draw(here)
        for item in [planned.id for planned in self.desk.state.agenda.items]:
            if chance.random() < 0.05:
                self.ask(agenda.commands.Skip(item=item, why="no time left"))
                continue
            self.ask(agenda.commands.Open(item=item, believes=self.desk.state.agenda.open))
            self._talk(chance.sample(here, chance.randint(3, 9)))
            if chance.random() < 0.3:
                self._propose(here)
        self._review()
        self.ask(meeting.rules.Close())
        self.clock.advance(WEEK - (self.clock.wall() - began))

    def _draw(self, here: list[str]) -> None:
        """Draw the evening's facilitator quickly; four times a year also a media contact with dice."""
        roles = {"facilitator": 1, "minutes": 1}
        if self.chance.random() < 0.08:
            self.ask(lot.Freeze(roles={"media-contact": 1}, count=12, days={"media-contact": 90}), 60)
            self.ask(lot.Commit(), 60)
            self.ask(lot.Throw(symbols="415266"))
            self.ask(lot.Throw(symbols="134251"))
            self.ask(lot.Reveal())
            self._answer()
        self.ask(lot.Freeze(roles=roles, throw="none"))
        self.ask(lot.Commit())
        self.ask(lot.Reveal())
        self._answer()

    def _answer(self) -> None:
        """Let nearly everybody who is drawn say yes."""
        while (draw := self.desk.state.lot.draw) and (asked := draw.asked()):
            role, person = asked
            no = self.chance.random() < 0.1 and len(draw.waiting()) > 1
            self.ask(lot.Decline(role=role, person=person) if no else lot.Accept(role=role, person=person))

    def _talk(self, people: list[str]) -> None:
        """Let everybody ask, then speak in turn; now and then stop a clock or take a wrong key back."""
        for person in people:
            self.ask(floor.commands.Ask(person=person))
        before = ""
        for person in people:
            self.ask(floor.commands.Begin(person=person, after=before), self.chance.randint(20, 110))
            before = person
            if self.chance.random() < 0.05:
                self.ask(floor.commands.PauseTurn(person=person), 30)
                self.ask(floor.commands.ResumeTurn(person=person), 20)
            if self.chance.random() < 0.05:
                self.ask(floor.commands.Extend(person=person))
                self.ask(Undo())
        self.ask(floor.commands.End(person=before))

    def _propose(self, here: list[str]) -> None:
        chance, present = self.chance, len(here)
        self.ask(proposal.Write(text=TEXT, title="Strike fund", proposer=chance.choice(here)), 300)
        self.ask(proposal.ReadOut(), 120)
        self.ask(proposal.Amend(text=TEXT + "\nIn winter 30 %."), 60)
        self.ask(proposal.ReadOut(), 60)
        against = chance.random() < 0.2
        counts = {"agree": present - 3, "reservations": 1, "stand-aside": 1, "block": int(against)}
        for position, number in counts.items():
            reason = "it is too much in winter" if position == "block" and number else ""
            self.ask(proposal.CountHands(position=cast(Any, position), number=number, reason=reason))
        self.ask(proposal.ReadBack())
        if against:
            self.ask(proposal.Reject())
        else:
            year = int(self.desk.stamp().at[:4]) + 1
            self.ask(proposal.Adopt(review=f"{year}-{chance.randint(1, 12):02d}-15"))

    def _review(self) -> None:
        """Keep half of the decisions that are due for another year, and repeal the other half."""
        today = self.desk.stamp().at[:10]
        for due in decision.rules.soon(self.desk.state.decision, today, 0):
            if self.chance.random() < 0.5:
                self.ask(decision.rules.Review(decision=due.number, outcome="repeal"))
            else:
                review = f"{int(today[:4]) + 1}{today[4:8]}15"
                self.ask(decision.rules.Review(decision=due.number, outcome="keep", review=review))


def entries(count: int) -> list[bytes]:
    """Return so many entries of such years."""
    with tempfile.TemporaryDirectory() as folder:
        years = Years(Path(folder), Random(4))
        while years.paper.size < count:
            years.evening()
        years.desk.close()
    return years.paper.lines[:count]


if __name__ == "__main__":
    sys.stdout.buffer.writelines(line + b"\n" for line in entries(int(sys.argv[1])))
