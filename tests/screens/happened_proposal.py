"""Events before a scene of a proposal: written, amended, read out, counted, and what came of it."""

from __future__ import annotations

from kiosk.practices import proposal
from tests.screens.happened import item_open
from tests.screens.house import House

TEXT = "We pay 30 % of collected rents into the strike fund until 1 March."
AMENDED = "We pay 40 % of collected rents into the strike fund until 1 March, reviewed each month."


def written(house: House) -> None:
    """Write a proposal without reading it out."""
    item_open(house)
    house.ask(proposal.commands.Write(text=TEXT, title="Strike fund", proposer=house.person(0)))


def amended(house: House) -> None:
    """Amend it, so that the changed words are shown."""
    written(house)
    house.ask(proposal.commands.Amend(text=AMENDED))


def read_out(house: House) -> None:
    """Read it out, before any position is counted."""
    amended(house)
    house.ask(proposal.commands.ReadOut())


def counting(house: House) -> None:
    """Count two of the four positions."""
    read_out(house)
    count(house, "agree", 17)
    count(house, "reservations", 2)


def count(house: House, position: str, number: int, reason: str = "") -> None:
    """Count so many hands."""
    house.ask(proposal.commands.CountHands(position=position, number=number, reason=reason))  # type: ignore[arg-type]


def counted(house: House) -> None:
    """Count all four positions, without reading them back."""
    counting(house)
    count(house, "stand-aside", 1)
    house.ask(proposal.commands.GiveReason(position="stand-aside", text="I am paid by the owner."))
    count(house, "block", 0)


def read_back(house: House) -> None:
    """Read the counts back, without a decision yet."""
    counted(house)
    house.ask(proposal.commands.ReadBack())


def two(house: House) -> None:
    """Write a second proposal while the first is open."""
    read_out(house)
    house.ask(proposal.commands.Write(text="We meet on Mondays."))


def adopted(house: House) -> None:
    """Adopt the proposal."""
    read_back(house)
    house.ask(proposal.commands.Adopt(review="2027-02-22"))


def blocked(house: House) -> None:
    """Read back counts with a block."""
    counting(house)
    count(house, "stand-aside", 0)
    count(house, "block", 1, "Those who cannot pay would be named.")
    house.ask(proposal.commands.ReadBack())
