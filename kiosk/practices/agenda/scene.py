"""Play the agendas of the demo's evenings."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from kiosk.practices.agenda.commands import Adopt, Close, Extend, Open
from kiosk.practices.agenda.events import Draft, Kind
from kiosk.practices.contract import TONIGHT, Moment, Scene


class Topic(Struct, frozen=True):
    """An item of the demo's agenda: planned minutes, its presenter (place in the roster, from 1), and what
    becomes of it if it is not simply talked through."""

    title: str
    kind: Kind = "discussion"
    minutes: int = 10
    presenter: int = 0
    notes: tuple[str, ...] = ()
    fate: Literal["done", "extended", "skipped", "carried"] = "done"


TOPICS = {
    1: (
        Topic("Who we are", "round", 20),
        Topic("Quiet hours", "proposal", 15, presenter=10),
        Topic(
            "Rent strike fund",
            "proposal",
            25,
            presenter=1,
            notes=("The increase is 11 %.", "Who cannot pay says so to the media contact, in private."),
            fate="extended",
        ),
        Topic("Media contact", "lot", 5),
        Topic("Keys of the yard", "lot", 5),
        Topic("Bicycles in the hall", fate="carried"),
    ),
    2: (
        Topic("The boiler", "proposal", 20, presenter=21),
        Topic("Boiler contact", "lot", 5),
        Topic("Cameras at the door", "proposal", 20, presenter=14),
        Topic("Summer in the yard", fate="skipped"),
    ),
    3: (
        Topic("What the owner answered", "report", 10, presenter=13),
        Topic("The keys are too heavy", minutes=5),
        Topic("Common kitchen on Sundays", "proposal", 20, presenter=19),
        Topic("A letter to the owner", "proposal", 15, presenter=13),
        Topic("How was this evening?", "reflection", 5),
    ),
    TONIGHT: (
        Topic("Arriving", "round", 10),
        Topic("Report from the boiler room", "report", 10, presenter=21, notes=("Three offers are in.",)),
        Topic(
            "Which boiler?",
            "proposal",
            25,
            presenter=21,
            notes=(
                "Gas is cheaper now, heat pumps are cheaper in eight years.",
                "The owner has to pay, says § 14.",
            ),
        ),
        Topic("Rent strike: the next month", "discussion", 20, presenter=1),
        Topic("Break", "break", 10),
        Topic("Who keeps the keys of the yard", "lot", 5),
        Topic("How was this evening?", "reflection", 5),
    ),
}
"""Evening -> the items of its agenda."""


class Story(Scene):
    """Adopts the agenda of each evening, after the items that came back by themselves."""

    def play(self, moment: Moment) -> None:
        play = self.player
        if moment == "drawn":
            self._tick_off()
        if moment == "adopting":
            play.ask(Adopt(items=[self._draft(topic) for topic in TOPICS[play.evening]]), 60)
        if moment == "deciding" and self._fate() == "extended":
            play.ask(Extend(item=play.item, seconds=600))

    def _fate(self) -> str:
        play = self.player
        return next((topic.fate for topic in TOPICS[play.evening] if topic.title == play.title), "done")

    def _tick_off(self) -> None:
        """Close the items that asked for the roles just drawn."""
        play = self.player
        drawn = {held.role for held in play.state.roles.held}
        back = [item for item in play.state.agenda.items if item.origin and item.title in drawn]
        for item in back:
            play.ask(Open(item=item.id, believes=play.state.agenda.open), 2)
        if back:
            play.ask(Close(item=back[-1].id))

    def _draft(self, topic: Topic) -> Draft:
        return Draft(
            title=topic.title,
            kind=topic.kind,
            planned=topic.minutes * 60,
            presenter=self.player.people[topic.presenter - 1] if topic.presenter else "",
            notes=list(topic.notes),
        )
