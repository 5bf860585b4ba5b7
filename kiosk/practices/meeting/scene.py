"""Play who comes to the demo's evenings, and when people take a break."""

from __future__ import annotations

from kiosk.practices.contract import TONIGHT, Moment, Scene
from kiosk.practices.meeting.rules import Arrive, Depart, Pause, Resume

AWAY = {1: 9, 2: 6, 3: 5, TONIGHT: 7}
"""Evening -> n: every n-th person of the roster is away."""
PAUSE_AFTER = ("Quiet hours", "Cameras at the door", "Common kitchen on Sundays")
"""Items with a break of a quarter of an hour."""


class Story(Scene):
    """Lets people come and go; a guest is marked as gone by mistake."""

    def play(self, moment: Moment) -> None:
        play = self.player
        if moment == "coming":
            self._come()
        if moment == "visiting" and play.evening == 3:
            play.ask(Depart(person=play.room.present()[-1]))
        if moment == "pausing" and play.title in PAUSE_AFTER:
            play.ask(Pause(until=play.hour(15)), 15 * 60)
            play.ask(Resume())

    def _come(self) -> None:
        """Mark arrivals; at the first evening all who joined are here already, so mark departures."""
        play, away = self.player, AWAY[self.player.evening]
        if play.evening == 1:
            for person in play.people[::away]:
                play.ask(Depart(person=person))
            return
        for place, person in enumerate(play.people, start=2):
            if place % away:
                play.ask(Arrive(person=person), 3)
