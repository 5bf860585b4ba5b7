"""Play what is proposed at the demo's evenings, and the outcomes."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from kiosk.practices.contract import Moment, Scene
from kiosk.practices.proposal.commands import (
    Adopt,
    Amend,
    CountHands,
    Defer,
    ReadBack,
    ReadOut,
    Reject,
    Write,
)
from kiosk.practices.proposal.state import POSITIONS


class Proposed(Struct, frozen=True):
    """A proposal of the demo and its outcome.

    `hands` are (agree, reservations, stand aside, block); `review` is in days from today, for an adopted one;
    `amended` is the text of its second version; `doubt` the reason of a block.
    """

    text: str
    outcome: Literal["adopted", "rejected", "deferred"] = "adopted"
    hands: tuple[int, int, int, int] = (0, 0, 0, 0)
    amended: str = ""
    doubt: str = ""
    review: int = 0


PROPOSALS = {
    "Quiet hours": Proposed(
        "Between 22:00 and 7:00 the yard is quiet. Whoever wants to celebrate puts a note on the "
        "door three days before.",
        hands=(19, 4, 1, 0),
        review=-10,
    ),
    "Rent strike fund": Proposed(
        "We pay 30 % of the rent increase that we refuse into a common fund.",
        amended="We pay 30 % of the rent increase that we refuse into a common fund, reviewed each month.",
        hands=(17, 5, 2, 0),
        review=-1,
    ),
    "The boiler": Proposed(
        "Three of us ask for three offers to repair the boiler, and bring them to the next meeting.",
        hands=(18, 3, 0, 0),
        review=9,
    ),
    "Cameras at the door": Proposed(
        "We put a camera above the front door.",
        "rejected",
        hands=(6, 4, 5, 2),
        doubt="Visitors who must not be seen could not come any more.",
    ),
    "Common kitchen on Sundays": Proposed(
        "Every Sunday from 17:00 a cell cooks for the whole house, in turn: north, south, garden.",
        amended="Every Sunday from 17:00 a cell cooks for whoever comes, in turn: north, south, "
        "garden. Costs are shared by who can.",
        hands=(15, 4, 2, 0),
        review=52,
    ),
    "A letter to the owner": Proposed(
        "We send the letter about the rent in the name of the whole house.", "deferred"
    ),
}
"""Title of the agenda item -> the proposal made there."""


class Story(Scene):
    """Writes a proposal, reads it out, amends it, counts hands, and concludes it."""

    def play(self, moment: Moment) -> None:
        if moment == "deciding" and self.player.title in PROPOSALS:
            self._propose(self.player.title, PROPOSALS[self.player.title])

    def _propose(self, title: str, said: Proposed) -> None:
        play = self.player
        play.ask(Write(title=title, text=said.text), 90)
        play.ask(ReadOut(), 40)
        if said.amended:
            play.ask(Amend(text=said.amended), 90)
            play.ask(ReadOut(), 40)
        for position, number in zip(POSITIONS, said.hands, strict=True):
            if any(said.hands):
                reason = said.doubt if position == "block" else ""
                play.ask(CountHands(position=position, number=number, reason=reason), 15)
        match said.outcome:
            case "deferred":
                play.ask(Defer(), 20)
            case "rejected":
                play.ask(ReadBack(), 10)
                play.ask(Reject(), 20)
            case "adopted":
                play.ask(ReadBack(), 10)
                play.ask(Adopt(review=play.day(said.review)), 20)
