"""Play how people speak at the demo's evenings."""

from __future__ import annotations

from itertools import cycle, islice

from kiosk.practices.contract import Moment, Player, Scene
from kiosk.practices.floor.commands import Ask, Begin, End
from kiosk.practices.floor.order import queue

LENGTHS = (74, 118, 41, 131, 96, 25, 143, 60)
"""Lengths of the turns in seconds, one after the other."""
SPEAKERS = {
    "Who we are": 9,
    "Quiet hours": 4,
    "Rent strike fund": 7,
    "Media contact": 0,
    "Keys of the yard": 0,
    "The boiler": 6,
    "Boiler contact": 0,
    "Cameras at the door": 8,
    "What the owner answered": 2,
    "The keys are too heavy": 1,
    "Common kitchen on Sundays": 7,
    "A letter to the owner": 5,
    "How was this evening?": 4,
}
"""Agenda item -> number of speakers. Other items have three, and draws have none."""


class Story(Scene):
    """Lets people speak in turns; where more than five do, one of them has a point of order."""

    def __init__(self, play: Player) -> None:
        super().__init__(play)
        self._evening, self._speakers = 0, iter(list[str]())
        self._lengths = cycle(LENGTHS)

    def play(self, moment: Moment) -> None:
        if moment != "talking":
            return
        if self._evening != self.player.evening:
            self._evening = self.player.evening
            self._speakers = cycle(
                [person for person in self.player.room.present() if person.startswith("m")]
            )
        kind = self.player.kind
        count = SPEAKERS.get(self.player.title, 0 if kind == "lot" else 3)
        if count:
            self._talk(list(islice(self._speakers, count)))

    def _talk(self, waiting: list[str]) -> None:
        play = self.player
        for person in waiting:
            play.ask(Ask(person=person))
        if len(waiting) > 5:
            play.ask(Ask(person=waiting[2], kind="order"))
        before = ""
        while line := queue(play.state.floor, play.room.present()):
            play.ask(Begin(person=line[0].person, after=before), next(self._lengths))
            before = line[0].person
        play.ask(End(person=before))
