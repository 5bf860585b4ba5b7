"""Events before a scene at the end of an evening: roles held, minutes read back, the meeting closed."""

from __future__ import annotations

from kiosk.practices import agenda, decision, meeting
from kiosk.practices.lot import commands as lot
from tests.practices.play import DAY
from tests.screens.happened import answer
from tests.screens.happened_proposal import adopted
from tests.screens.house import House


def holding(house: House) -> None:
    """Hold roles for tonight and for longer, with a decision and an overdue review."""
    adopted(house)
    house.ask(lot.Quick(roles={"media-contact": 1}, days={"media-contact": 30}))
    answer(house, lot.Accept)
    house.ask(lot.Quick(roles={"facilitator": 1}))
    answer(house, lot.Accept)


def read_minutes(house: House) -> None:
    """Read the evening back before it is closed."""
    holding(house)
    house.ask(agenda.commands.Carry(item=6, why="nobody was left to talk about it"))


def closed(house: House) -> None:
    """Close the meeting, so that its minutes can be fetched."""
    read_minutes(house)
    house.ask(meeting.rules.Close())
    house.server.start()


def unserved(house: House) -> None:
    """Close the meeting while no phone reaches the kiosk."""
    closed(house)
    house.server.fault_ = "There is no network, so phones cannot fetch the minutes: use a stick or paper."


def months_later(house: House) -> None:
    """Let months pass after the last meeting, so that something is due."""
    closed(house)
    house.clock.advance(100 * DAY)


def reviewed(house: House) -> None:
    """Open the next meeting, in which a decision of the last one is reviewed."""
    months_later(house)
    house.ask(meeting.rules.Open())
    house.ask(decision.rules.Review(decision=1, outcome="keep", review="2027-06-30"))
