"""Play a role that is given back in the demo."""

from __future__ import annotations

from kiosk.practices.contract import Moment, Scene
from kiosk.practices.roles.rules import Release

GIVEN_BACK = {"The keys are too heavy": "yard-keys"}
"""Item -> the role that its holder gives back there."""


class Story(Scene):
    """Gives the keys of the yard back."""

    def play(self, moment: Moment) -> None:
        if moment == "deciding":
            for held in self.player.state.roles.held:
                if held.role == GIVEN_BACK.get(self.player.title):
                    self.player.ask(Release(role=held.role, person=held.person))
