"""Play the first rules of the demo's assembly."""

from __future__ import annotations

from kiosk.practices.contract import Moment, Scene
from kiosk.practices.rules.rules import SetQuorum, SetStandAside


class Story(Scene):
    """Sets a quorum, and a limit for standing aside."""

    def play(self, moment: Moment) -> None:
        if moment == "founding" and self.player.evening == 1:
            self.player.ask(SetQuorum(percent=40))
            self.player.ask(SetStandAside(number=3))
