"""Somebody presses a wrong key, and it is taken back."""

from __future__ import annotations

from kiosk.practices.contract import Moment, Scene
from kiosk.practices.record.rules import Undo


class Story(Scene):
    """The guest of the third evening was marked as gone by mistake (`meeting.scene`)."""

    def play(self, moment: Moment) -> None:
        if moment == "mending" and self.player.evening == 3:
            self.player.ask(Undo())
