"""Somebody presses a wrong key, and it is taken back."""

from __future__ import annotations

from kiosk.practices.contract import TONIGHT, Moment, Scene
from kiosk.practices.record.rules import Undo


class Story(Scene):
    """The guest of tonight was marked as gone by mistake (`meeting.scene`)."""

    def play(self, moment: Moment) -> None:
        if moment == "mending" and self.player.evening == TONIGHT:
            self.player.ask(Undo())
