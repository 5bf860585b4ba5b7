"""What the demo plays of the harm ledger: a camera could hurt somebody."""

from __future__ import annotations

from kiosk.practices.contract import Moment, Scene
from tests.one_more.harm.rules import AddRow, Begin


class Story(Scene):
    """A ledger is begun and stays open."""

    def play(self, moment: Moment) -> None:
        if moment == "talking" and self.player.title == "Cameras at the door":
            self.player.ask(Begin(action="A camera above the door"))
            self.player.ask(AddRow(who="Visitors without papers", harm="they could not come any more"))
