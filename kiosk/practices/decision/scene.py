"""Play the reviews of the demo: all decisions are kept."""

from __future__ import annotations

from kiosk.practices.contract import Moment, Scene
from kiosk.practices.decision.rules import Review

KEPT_UNTIL = 2
"""Days from today until a decision that was reviewed is reviewed again."""


class Story(Scene):
    """Keeps each decision that is due for review, until shortly after tonight."""

    def play(self, moment: Moment) -> None:
        origin = self.player.origin
        if moment == "deciding" and origin is not None and origin.kind == "review":
            again = self.player.day(KEPT_UNTIL)
            self.player.ask(Review(decision=origin.n, outcome="keep", review=again))
