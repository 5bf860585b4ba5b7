"""A made-up evening, always the same to the last byte, from which golden minutes are made.

    evening = Evening(tmp_path)
    evening.play()                    # seven members, a guest, four items, two draws, two proposals; closed
    build(evening.desk, 1)

`texts` replaces what people typed, so that hostile words take the place of harmless ones.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from devices.fakes import FixedEntropy, VirtualClock
from kiosk.desk.desk import Answer, Desk, stamp_of
from kiosk.journal.journal import Journal
from kiosk.practices import agenda, floor, lot, meeting, proposal, record, roster, rules
from kiosk.practices.lot import commands as lots
from kiosk.practices.messages import Command

SEED = bytes(range(32))
NAMES = ("Amina Haddad", "Bahar", "Chris", "Jérôme Martin", "Leyla", "Rie", "Dimitra")
FUND = "We pay 30 % of collected rents into the strike fund until 1 March."
FUND_2 = "We pay 40 % of collected rents into the strike fund until 1 March,\nreviewed each month."
MINUTE = 60_000


def as_typed(text: str) -> str:
    """Return the text unchanged."""
    return text


class Evening:
    """An assembly with its own key, clock and randomness in `folder`."""

    def __init__(
        self, folder: Path, texts: Callable[[str], str] = as_typed, name: str = "Maple Street 4"
    ) -> None:
        self.folder = folder / "assembly"
        self.said = texts
        # 22 November 2026, 19:00 local time
        self.clock = VirtualClock(wall=1_795_370_400_000, offset=60)
        self.clock.follows_server = True
        journal = Journal.found(self.folder, texts(name), stamp_of(self.clock, None), "kiosk test", SEED)
        self.desk = Desk(self.folder, journal, self.clock, FixedEntropy())

    def ask(self, command: Command, minutes: float = 0) -> Answer:
        """Ask the desk, which must accept; a second passes, then so many minutes."""
        answer = self.desk.ask(command)
        self.clock.advance(1000 + int(minutes * MINUTE))
        return answer

    def play(self) -> None:
        """Play the whole evening and close the meeting."""
        self.arrive()
        self.plan()
        self.draw()
        self.report()
        self.decide()
        self.refuse()
        self.end()

    def arrive(self) -> None:
        """Set a quorum of four; seven members and a guest arrive, one late, and one leaves early."""
        self.ask(rules.rules.SetQuorum(number=4))
        self.ask(meeting.rules.Open(title=self.said("Weekly meeting"), said="2026-11-22T19:00"))
        for name in NAMES:
            self.ask(roster.rules.AddMember(name=self.said(name), here=name != "Dimitra"))
        self.ask(roster.rules.AddGuest(name=self.said("Prof. Okonkwo"), here=True))

    def plan(self) -> None:
        """Adopt four items, one with notes, one with a guest as presenter."""
        items = [
            agenda.events.Draft(
                title=self.said("Report from the boiler council"),
                kind="report",
                planned=600,
                presenter="g001",
            ),
            agenda.events.Draft(
                title=self.said("Rent strike fund"),
                kind="proposal",
                planned=1200,
                presenter="m001",
                notes=[
                    self.said("figures are in the blue folder"),
                    self.said("see the letter of 3 November"),
                ],
            ),
            agenda.events.Draft(title=self.said("Quiet hours"), kind="proposal", planned=900),
            agenda.events.Draft(title=self.said("Summer party"), planned=900),
            agenda.events.Draft(
                title=self.said("Noticeboard"), planned=300, section=self.said("Any other business")
            ),
        ]
        self.ask(agenda.commands.Adopt(items=items))

    def draw(self) -> None:
        """Give up one draw, then hold a whole ceremony for two roles, in which a member declines."""
        self.ask(lots.Freeze(roles={"facilitator": 1}))
        self.ask(lots.Abort(reason=self.said("Dimitra is on the stairs, we wait for her")))
        self.ask(meeting.rules.Arrive(person="m007"))
        self.ask(
            lots.Freeze(
                roles={"facilitator": 1, "media-contact": 1},
                days={"media-contact": 90},
                titles={"media-contact": self.said("media contact")},
            )
        )
        self.ask(lots.Commit())
        dice = "4152661342513621"
        while left := self.draw_in_progress().left_to_throw:
            count, start = min(8, left), len(self.draw_in_progress().thrown)
            self.ask(lots.Throw(symbols=" ".join((dice * 3)[start : start + count])))
        self.ask(lots.Reveal())
        role, person = self.draw_in_progress().waiting()[0]
        self.ask(lots.Decline(role=role, person=person))
        while self.draw_in_progress().waiting():
            role, person = self.draw_in_progress().waiting()[0]
            self.ask(lots.Accept(role=role, person=person))

    def draw_in_progress(self) -> lot.state.Draw:
        """Return the draw in progress."""
        assert self.desk.state.lot.draw is not None
        return self.desk.state.lot.draw

    def report(self) -> None:
        """Play the first item: a guest and three members speak, one of them only to a point of order."""
        self.ask(agenda.commands.Open(item=1))
        before = ""
        for person, minutes in (("g001", 5), ("m002", 2), ("m003", 1.5), ("m002", 0.5)):
            self.ask(floor.commands.Ask(person=person))
            self.ask(floor.commands.Begin(person=person, after=before), minutes)
            before = person
        self.ask(floor.commands.End(person=before))

    def decide(self) -> None:
        """Play the second item: a proposal is amended, tested and becomes decision 1; then a break."""
        self.ask(agenda.commands.Open(item=2, believes=1), 3)
        self.ask(
            proposal.commands.Write(text=self.said(FUND), title=self.said("Strike fund"), proposer="m001")
        )
        self.ask(proposal.commands.ReadOut(), 6)
        self.ask(proposal.commands.Amend(text=self.said(FUND_2)))
        self.ask(proposal.commands.ReadOut())
        self.ask(proposal.commands.CountHands(position="agree", number=4))
        self.ask(proposal.commands.CountHands(position="reservations", number=1))
        self.ask(
            proposal.commands.GiveReason(
                position="reservations", text=self.said("forty per cent is a lot in winter")
            )
        )
        self.ask(proposal.commands.CountHands(position="stand-aside", number=1))
        self.ask(proposal.commands.CountHands(position="block", number=0))
        self.ask(proposal.commands.ReadBack())
        self.ask(proposal.commands.Adopt(review="2027-03-01"))
        self.ask(meeting.rules.Pause(until="19:30"), 12)
        self.ask(meeting.rules.Resume())

    def refuse(self) -> None:
        """Play the third item: the proposal is blocked, and an act is undone on the way."""
        self.ask(agenda.commands.Open(item=3, believes=2))
        self.ask(
            proposal.commands.Write(text=self.said("Silence in the courtyard from 20:00."), proposer="m005")
        )
        self.ask(proposal.commands.ReadOut())
        for position, number in (("agree", 3), ("reservations", 0), ("stand-aside", 0)):
            self.ask(proposal.commands.CountHands(position=position, number=number))  # type: ignore[arg-type]
        self.ask(
            proposal.commands.CountHands(
                position="block", number=1, reason=self.said("children play there until nine")
            )
        )
        self.ask(proposal.commands.ReadBack())
        self.ask(proposal.commands.Reject(), 4)
        self.ask(agenda.commands.Skip(item=5, why=self.said("nothing new")))
        self.ask(record.rules.Undo())

    def end(self) -> None:
        """Let a member leave and two items be left over, and close the meeting."""
        self.ask(meeting.rules.Depart(person="m006"))
        self.ask(agenda.commands.Carry(item=4, why=self.said("no time left")))
        self.ask(lots.Quick(roles={"minutes": 1}))
        role, person = self.draw_in_progress().waiting()[0]
        self.ask(lots.Accept(role=role, person=person))
        self.ask(meeting.rules.Close())
