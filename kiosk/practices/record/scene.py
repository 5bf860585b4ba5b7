"""Play an undo in the demo."""

from __future__ import annotations

from kiosk.practices.contract import Moment, Scene
from kiosk.practices.record.rules import Undo


class Story(Scene):
    """Undoes a mistake of the third evening: the guest was marked as gone (`meeting.scene`)."""

    def play(self, moment: Moment) -> None:
        if moment == "mending" and self.player.evening == 3:
            self.player.ask(Undo())
