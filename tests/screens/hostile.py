"""The corpus of hostile texts, and an assembly whose every name, title and note is one of them.

`tests/vectors/hostile.json` holds groups, `{"about": ..., "texts": [...]}`; `["x", 20]` is twenty x.
The texts are ours. With `uncleaned` they are in the journal unchanged, as if a restored copy or a later
version had written them: the desk cleans texts once, and each renderer does again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from unicodedata import category

import pytest
from textual.app import App

from kiosk.cleaning import JOINERS, clean, has_visible
from kiosk.practices import agenda, floor, meeting, proposal
from kiosk.practices.agenda.events import Draft
from kiosk.practices.lot import commands as lot
from kiosk.terms import NAME, REASON, TEXT, TITLE
from tests.screens.house import House

SCROLLBAR = {"@mouse.down", "@mouse.up"}
"""Actions of Textual's own scroll bars."""
VECTORS = Path(__file__).parents[1] / "vectors" / "hostile.json"


def corpus() -> list[str]:
    """Return every text of every group."""
    groups = json.loads(VECTORS.read_text("ascii"))
    return [
        text if isinstance(text, str) else text[0] * text[1] for group in groups for text in group["texts"]
    ]


def fitting(text: str, limit: int) -> str:
    """Return the text cut to the limit of a field, with a visible character."""
    cut = text[:limit]
    return cut if has_visible(clean(cut).strip()) else f"{cut[: limit - 1]}x"


def let_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Switch the desk's cleaning off, and let the journal take any text that is UTF-8."""
    monkeypatch.setattr("kiosk.desk.desk.checked", lambda command: command)


def recordable(texts: Sequence[str]) -> list[str]:
    """Return those that UTF-8 can encode."""
    return [text for text in texts if text.isprintable() or not _halves(text)]


def _halves(text: str) -> bool:
    return any(category(sign) == "Cs" for sign in text)


class Hostile(House):
    """An assembly in which all texts are names, titles, sections and notes, with an open meeting."""

    def __init__(self, folder: Path, texts: Sequence[str]) -> None:
        super().__init__(folder, people=0)
        self.texts = list(texts)
        self.names = [" ".join(fitting(text, NAME).split(" ")) for text in texts]

    def install(self) -> None:
        """Set names of members and guests, a meeting's title and an agenda."""
        self.ask(meeting.rules.Open(title=fitting(self.texts[0], TITLE)))
        for place, name in enumerate(self.names):
            if place % 7:
                self.name_member(name)
            else:
                self.name_guest(name)
        items = [
            Draft(
                title=fitting(text, TITLE),
                section=fitting(text, TITLE) if place % 3 == 0 else "",
                notes=[fitting(text, REASON)],
                presenter=self.desk.room.present()[place],
            )
            for place, text in enumerate(self.texts)
        ]
        self.ask(agenda.commands.Adopt(items=items))

    def name_member(self, name: str) -> None:
        from kiosk.practices.roster.rules import AddMember

        self.desk.ask(AddMember(name=name, here=True, another=True))

    def name_guest(self, name: str) -> None:
        from kiosk.practices.roster.rules import AddGuest

        self.desk.ask(AddGuest(name=name, here=True, another=True))

    def next_speaker(self, place: int) -> None:
        """Let person and item number `place` come next; one person waits, another has a point of order."""
        people = self.desk.room.present()
        one, other = people[place], people[(place + 1) % len(people)]
        turn = self.state.floor.turn
        self.desk.ask(agenda.commands.Open(item=place + 1, believes=self.state.agenda.open))
        for person in (one, other):
            self.desk.ask(floor.commands.Ask(person=person))
        self.desk.ask(floor.commands.Ask(person=other, kind="order"))
        self.desk.ask(floor.commands.Begin(person=other))
        self.desk.ask(floor.commands.Begin(person=one, after=other))
        assert turn is None or turn != self.state.floor.turn

    def propose(self, place: int, block: bool | None = None) -> None:
        """Propose this text, amend it to the next one, read it out with reasons; every other is blocked."""
        blocks = int(place % 2 if block is None else block)
        text, after = self.texts[place], self.texts[(place + 1) % len(self.texts)]
        self.desk.ask(
            proposal.commands.Write(
                text=fitting(text, TEXT), title=fitting(text, TITLE), proposer=self.desk.room.present()[place]
            )
        )
        self.desk.ask(proposal.commands.Amend(text=fitting(after, TEXT // 2) + "\n" + fitting(text, 1_000)))
        self.desk.ask(proposal.commands.ReadOut())
        for position in ("agree", "reservations", "stand-aside"):
            self.desk.ask(proposal.commands.CountHands(position=position, number=1))
        self.desk.ask(proposal.commands.GiveReason(position="reservations", text=fitting(text, REASON)))
        self.desk.ask(
            proposal.commands.CountHands(
                position="block", number=blocks, reason=fitting(after, REASON) * blocks
            )
        )

    def adopt(self) -> None:
        """Adopt the last proposal, unless it is blocked."""
        self.desk.ask(proposal.commands.ReadBack())
        if not self.desk.refusal(proposal.commands.Adopt(review="2027-02-22")):
            self.desk.ask(proposal.commands.Adopt(review="2027-02-22"))

    def draw(self, place: int) -> None:
        """Draw a role of this name for a month."""
        title = fitting(self.texts[place], TITLE)
        self.desk.ask(lot.Quick(roles={"role": 1}, titles={"role": title}, days={"role": 30}))

    def accept(self) -> None:
        draw = self.state.lot.draw
        asked = draw.asked() if draw else None
        if asked:
            self.desk.ask(lot.Accept(role=asked[0], person=asked[1]))


def check_harmless(app: App[int], about: object = "") -> None:
    """Check that no cell carries an action, a link or a handler, and no control character is painted."""
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            for sign in set(segment.text) - JOINERS:
                assert category(sign) not in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp"), (about, sign)
                assert category(sign) != "Cf", (about, sign)
            if segment.style is not None:
                assert not segment.style.link, (about, segment)
                acts = {key for key in segment.style.meta if key.startswith("@")} - SCROLLBAR
                assert not acts, (about, segment)
