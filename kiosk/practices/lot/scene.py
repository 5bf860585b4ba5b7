"""Play the draws of the demo's evenings; the third has a ceremony with dice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import cycle, islice

from kiosk.practices.contract import Moment, Player, Scene
from kiosk.practices.lot.commands import Accept, Commit, Decline, Freeze, Quick, Reveal, Throw, Word

EACH_EVENING = ("facilitator", "timekeeper", "minutes")
TERMS = {
    "Media contact": ("media-contact", 3),
    "Keys of the yard": ("yard-keys", 20),
    "Boiler contact": ("boiler-contact", 9),
}
"""Agenda item -> (role drawn there for longer than the evening, days from today to the end of its term)."""
DICE = "4152663125431624361524"
CEREMONY = 3
"""The evening whose draw is a ceremony with dice."""


class Story(Scene):
    """Draws three roles each evening, and some for longer; the first person drawn for an evening declines."""

    def __init__(self, play: Player) -> None:
        super().__init__(play)
        self._dice = cycle(DICE)

    def play(self, moment: Moment) -> None:
        if moment == "drawing":
            self._draw(EACH_EVENING, ceremony=self.player.evening == CEREMONY)
        if moment == "deciding" and self.player.title in TERMS:
            role, ends = TERMS[self.player.title]
            self._draw([role], ceremony=False, ends=ends)

    def _draw(self, drawn: Sequence[str], ceremony: bool, ends: int = 0) -> None:
        """Draw roles for the evening, or until `ends` days from today."""
        play, today = self.player, date.fromisoformat(self.player.room.date())
        days = (date.fromisoformat(play.day(ends)) - today).days if ends else 0
        seats, terms = dict.fromkeys(drawn, 1), {role: days for role in drawn if days}
        if ceremony:
            self._throw(Freeze(roles=seats, days=terms))
        else:
            play.ask(Quick(roles=seats, days=terms))
        willing = not days
        while (draw := play.state.lot.draw) and (asked := draw.asked()):
            role, person = asked
            said = Accept if willing else Decline
            play.ask(said(role=role, person=person), 8)
            willing = True

    def _throw(self, freeze: Freeze) -> None:
        """Play a ceremony: freeze, commit, a word, four dice at a time, reveal."""
        play = self.player
        play.ask(freeze, 60)
        play.ask(Commit(), 40)
        play.ask(Word(word="chestnut"), 20)
        while (draw := play.state.lot.draw) and draw.left_to_throw:
            play.ask(Throw(symbols=" ".join(islice(self._dice, min(4, draw.left_to_throw)))), 15)
        play.ask(Reveal(), 20)
