"""Whatever happens in an evening, its minutes say what a plain reference works out from the entries alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from kiosk.errors import Refused
from kiosk.minutes.build import build
from kiosk.minutes.render import render
from kiosk.practices import agenda, floor, meeting, proposal, roster, rules
from kiosk.practices.lot import commands as lots
from kiosk.practices.messages import Command
from kiosk.practices.proposal.state import POSITIONS
from kiosk.practices.record.rules import Undo
from tests.minutes.reference import Reference
from tests.practices.play import Play

NAMES = ("Ana", "Bo", "Cem", "Dodo", "Eva", "Fritz")
TITLES = ("Roof", "Yard", "Rent", "Bikes", "Kitchen", "Party", "Boiler", "Letter")
MINUTE = 60_000


class Evening:
    """Asks for one thing after another by chance; what is refused does not happen."""

    def __init__(self, play: Play, chance: Random) -> None:
        self.play, self.chance = play, chance
        self.acts: list[Callable[[], Command | None]] = [
            *[self.move] * 4,
            *[self.decide] * 14,
            *[self.deal] * 6,
            *[self.speak] * 3,
            self.rule,
            *[self.join] * 2,
            *[self.draw] * 2,
            self.pause,
            Undo,
        ]

    def act(self) -> None:
        sitting = self.play.state.meeting.open
        on_break = sitting is not None and sitting.break_until
        command = self.pause() if on_break else self.chance.choice(self.acts)()
        if command is not None:
            try:
                self.play.ask(command)
            except Refused:
                return
        self.play.clock.advance(self.chance.choice((0, 1_000, 9_000, 40_000, MINUTE, 8 * MINUTE)))

    def people(self) -> list[str]:
        return [*self.play.state.roster.members, *self.play.state.roster.guests]

    def move(self) -> Command:
        person = self.chance.choice(self.people())
        sitting = self.play.state.meeting.open
        assert sitting is not None
        here = person in sitting.here
        return meeting.rules.Depart(person=person) if here else meeting.rules.Arrive(person=person)

    def rule(self) -> Command:
        return self.chance.choice(
            (
                rules.rules.SetQuorum(number=self.chance.randrange(5)),
                rules.rules.SetQuorum(percent=self.chance.choice((0, 40, 50, 60))),
            )
        )

    def join(self) -> Command:
        name, here = f"New {self.play.desk.journal.size}", self.chance.random() < 0.5
        if self.chance.random() < 0.3:
            return roster.rules.AddGuest(name=name, here=here)
        return roster.rules.AddMember(name=name, here=here, another=True)

    def decide(self) -> Command:
        """Go on with the proposal on the wall, mostly in the order that leads to an outcome."""
        proposals, chance = self.play.state.proposal, self.chance
        now, number = proposals.proposals.get(proposals.current), chance.randrange(3)
        if now is None or now.outcome != "open":
            return proposal.commands.Write(text=f"We do {proposals.last + 1} things, together, with care.")
        if chance.random() < 0.15:
            text = chance.choice((f"We do {now.version} other things.", now.versions[0]))
            return chance.choice((proposal.commands.Amend(text=text), proposal.commands.Defer()))
        if not now.read:
            return proposal.commands.ReadOut()
        if now.test is None or len(now.test.counts) < len(POSITIONS) or chance.random() < 0.1:
            asked = now.test.counts if now.test else {}
            position = next((each for each in POSITIONS if each not in asked), chance.choice(POSITIONS))
            number = 0 if position == "block" and chance.random() < 0.8 else number
            reason = "too dear" if position == "block" and number else ""
            return proposal.commands.CountHands(position=position, number=number, reason=reason)
        if not now.test.read_back:
            return proposal.commands.ReadBack()
        return chance.choice(
            (
                proposal.commands.Adopt(review="2027-03-01"),
                proposal.commands.Adopt(review="2027-03-01"),
                proposal.commands.Reject(),
                proposal.commands.ReadOut(),
            )
        )

    def deal(self) -> Command:
        """Add an item, open one, or say what becomes of it."""
        items, chance = self.play.state.agenda.items, self.chance
        if len(items) < len(TITLES) and chance.random() < 0.2:
            return agenda.commands.Add(title=TITLES[len(items)], planned=chance.choice((0, 90, 600, 1_210)))
        now = self.play.state.agenda.open
        over = [each.id for each in items if each.status in ("done", "carried")]
        if over and chance.random() < 0.4:
            return agenda.commands.PutBack(item=chance.choice(over))
        item = chance.randrange(1, len(items) + 1) if items else 1
        return chance.choice(
            (
                agenda.commands.Open(item=item, believes=now),
                agenda.commands.Open(item=item, believes=now),
                agenda.commands.Close(item=now or item),
                agenda.commands.Carry(item=item),
                agenda.commands.PutBack(item=item),
                agenda.commands.Extend(item=item, seconds=chance.choice((60, 100))),
            )
        )

    def speak(self) -> Command:
        turn = self.play.state.floor.turn
        waiting = [place.person for place in self.play.state.floor.waiting]
        if turn is not None:
            return floor.commands.End(person=turn.person)
        if waiting:
            return floor.commands.Begin(person=waiting[0])
        return floor.commands.Ask(person=self.chance.choice(self.people()))

    def draw(self) -> Command:
        draw = self.play.state.lot.draw
        if draw is not None and draw.waiting():
            role, person = draw.waiting()[0]
            return lots.Accept(role=role, person=person)
        return lots.Quick(roles={self.chance.choice(("facilitator", "timekeeper")): 1})

    def pause(self) -> Command:
        sitting = self.play.state.meeting.open
        assert sitting is not None
        return meeting.rules.Resume() if sitting.break_until else meeting.rules.Pause(until="23:55")


def below(text: str, heading: str) -> dict[str, str]:
    """Return what stands below each heading that begins like this: its name, and its text."""
    found = re.findall(rf"^{heading} (.*)\n\n((?:(?!^#).*\n)*)", text, flags=re.MULTILINE)
    return dict(found)


def as_written(markdown: str) -> str:
    """Return the words without the marks of a list or a quotation, on one line."""
    return " ".join(re.sub(r"^ *(?:- |> |>$)", "", line) for line in markdown.splitlines())


@pytest.mark.parametrize("seed", range(10))
def test_minutes_say_what_the_entries_say(tmp_path: Path, seed: int) -> None:
    """Quorum, counts, presence, texts, roles and lengths, in Markdown, text and on the page."""
    play = Play(tmp_path)
    play.open_meeting(*NAMES[: 3 + seed % 4])
    if seed % 2:
        play.clock.advance(200 * MINUTE)
    evening = Evening(play, Random(seed))
    for _turn in range(150):
        evening.act()
    if play.desk.room.on_break():
        evening.act()
    play.ask(meeting.rules.Close())
    names = {person: play.desk.name(person) for person in evening.people()}
    told, minutes = Reference(play.desk.journal.read(), names), build(play.desk, 1)
    markdown = render(minutes, "markdown").decode()
    text = " ".join(render(minutes, "text").decode().split())
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", render(minutes, "html").decode()))
    play.desk.close()
    check_markdown(told, markdown)
    for form in (text, page, as_written(markdown)):
        for sentence in (told.attendance(), told.voice(), *told.left_early()):
            assert sentence in form
        for adopted in set(told.texts()):
            assert form.count(adopted) == told.texts().count(adopted) + proposed(told, adopted)
    for number in numbers(told):
        for sentence in told.tests(number):
            assert sentence in text


def check_markdown(told: Reference, markdown: str) -> None:
    """Compare what stands below headings: the order counts there."""
    parts = below(markdown, "###").items()
    items = {title.split(". ", 1)[1]: lines.splitlines()[0] for title, lines in parts if ". " in title}
    assert items == told.items()
    cards = below(markdown, "#### Proposal")
    assert sorted(int(title.split(",")[0]) for title in cards) == numbers(told)
    for title, lines in cards.items():
        tests = re.findall(r"^- (Version \d+, asked at .*)$", lines, flags=re.MULTILINE)
        assert tests == told.tests(int(title.split(",")[0]))
    short = markdown.split("## What happened")[0]
    drawn = re.findall(r"^- ((?:facilitator|timekeeper): .*)$", short, flags=re.MULTILINE)
    assert [line for line in drawn if "not answered" not in line] == [*told.roles(), *told.vacant()]


def numbers(told: Reference) -> list[int]:
    return [entry["proposal"] for entry in told.of("proposal.written")]


def proposed(told: Reference, adopted: str) -> int:
    """Return how many other proposals say this text, or said it before."""
    decided = {entry["proposal"] for entry in told.of("proposal.adopted") if entry["text"] == adopted}
    said = told.of("proposal.written", "proposal.amended")
    return sum(entry["text"] == adopted and entry["proposal"] not in decided for entry in said)
