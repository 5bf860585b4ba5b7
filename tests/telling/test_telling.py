"""Each kind of entry has a sentence that a person who was not there understands."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.desk.registry import REGISTRY
from kiosk.journal.follower import Follower
from kiosk.journal.names import Names
from kiosk.practices import agenda, floor, meeting, proposal, roster
from kiosk.practices.agenda.events import Draft
from kiosk.practices.lot import commands as lots
from kiosk.practices.record.rules import Undo
from kiosk.telling.teller import Teller, sentences
from tests.journal.golden import frozen
from tests.practices.play import Play


def test_a_kind_of_a_later_version_is_told_by_its_name() -> None:
    """A kind of a later version is described by its name, and the following entries too."""
    line = (
        b'{"at":"2026-11-22T18:42:00.000Z","boot":"1f2e3d4c","clock":"ok","kind":"harm.noted/1","n":9,"up":1}'
    )
    assert Teller(str).tell(line).sentence == "Not understood by this kiosk: harm noted."


@pytest.mark.parametrize("folder", frozen()[:2], ids=lambda path: path.name)
def test_evenings_that_nobody_planned_are_told(folder: Path) -> None:
    """Random evenings are described from the beginning, and from the middle, where less is known."""
    follower = Follower(folder)
    lines, names = follower.poll(), Names(folder / "names.json", lambda: follower.reading.names)
    whole = [told.sentence for told in sentences(lines, names.name)]
    assert all(whole)
    assert len(list(sentences(lines[70:], names.name))) == len(whole) - 70


def sentences_since(play: Play, since: int) -> list[str]:
    """Return the sentences of the entries from `since` on."""
    teller = Teller(play.desk.name, lambda n: next(iter(play.desk.journal.read(n, n + 1))))
    return [teller.tell(line).sentence for line in play.desk.journal.read()][since:]


def test_an_evening_in_plain_words(tmp_path: Path) -> None:
    """Names, titles, and speaking times are in the sentences; pauses do not count, undone acts are named."""
    play = Play(tmp_path)
    ana, bo = play.open_meeting("Ana", "Bo")
    play.ask(agenda.commands.Adopt(items=[Draft(title="Rent strike fund"), Draft(title="Boiler")]))
    since = play.desk.journal.size
    play.ask(agenda.commands.Open(item=2))
    for person in (ana, bo):
        play.ask(floor.commands.Ask(person=person))
    play.ask(floor.commands.Begin(person=ana))
    play.clock.advance(99_000)
    play.ask(floor.commands.PauseTurn(person=ana))
    play.clock.advance(600_000)
    play.ask(floor.commands.ResumeTurn(person=ana))
    play.ask(floor.commands.Begin(person=bo, after=ana))
    play.clock.advance(29_000)
    play.ask(floor.commands.End(person=bo))
    play.ask(Undo())
    play.ask(proposal.commands.Write(text="We pay 30 %.", proposer=ana))
    play.ask(meeting.rules.Depart(person=bo))
    assert sentences_since(play, since) == [
        "Now it is about item 2 “Boiler”.",
        "Ana asked to speak.",
        "Bo asked to speak.",
        "Ana began to speak.",
        "The clock of Ana was stopped.",
        "The clock of Ana went on.",
        "Bo began to speak; Ana had spoken for 1:41.",
        "Bo finished speaking after 0:30.",
        f"Taken back, entry {since + 7}: Bo finished speaking.",
        "Ana put forward proposal 1: “We pay 30 %.”",
        "Bo left the room.",
    ]


def test_a_power_cut_stops_the_clock_of_a_turn(tmp_path: Path) -> None:
    """Only the time up to the last entry before the cut counts."""
    play = Play(tmp_path)
    (ana,) = play.open_meeting("Ana")
    play.ask(floor.commands.Ask(person=ana))
    play.ask(floor.commands.Begin(person=ana))
    play.clock.advance(20_000)
    play.ask(floor.commands.Extend(person=ana))
    play.restart(reboot=True)
    play.clock.advance(600_000)
    play.ask(roster.rules.AddMember(name="Bo", here=True))
    play.ask(floor.commands.ResumeTurn(person=ana))
    play.clock.advance(9_000)
    play.ask(floor.commands.End(person=ana))
    assert sentences_since(play, 0)[-1] == "Ana finished speaking after 0:31."


def test_a_debate_in_plain_words(tmp_path: Path) -> None:
    """Questions, answers, yielding and the speaking rule have their sentences."""
    play = Play(tmp_path)
    ana, bo, eva = play.open_meeting("Ana", "Bo", "Eva")
    play.ask(agenda.commands.Adopt(items=[Draft(title="Roof", planned=600)]))
    play.ask(agenda.commands.Open(item=1))
    since = play.desk.journal.size
    play.ask(floor.commands.SetRule(rule="fewest-turns"))
    play.ask(floor.commands.SetItem(turn=90, sides=True))
    play.ask(floor.commands.Ask(person=ana, kind="pro"))
    play.ask(floor.commands.Begin(person=ana))
    play.clock.advance(19_000)
    play.ask(floor.commands.Ask(person=bo, kind="interposed"))
    play.ask(floor.commands.Begin(person=bo, after=ana))
    play.clock.advance(4_000)
    play.ask(floor.commands.End(person=bo))
    play.clock.advance(6_000)
    play.ask(floor.commands.End(person=ana))
    play.ask(floor.commands.HandOver(person=ana, to=eva))
    play.ask(floor.commands.PutBack(person=eva))
    play.ask(floor.commands.Ask(person=bo, kind="order", category="access", note="the back row"))
    play.ask(floor.commands.MakeOrdinary(person=bo))
    play.ask(floor.commands.BeginRound())
    play.ask(floor.commands.Pass(person=bo))
    assert sentences_since(play, since) == [
        "Item 1 “Roof”: people speak in this order: fewest turns first.",
        "Item 1 “Roof”: a turn is 1:30 long, people speak for and against by turns.",
        "Ana asked to speak for it.",
        "Ana began to speak.",
        "Bo has a question to the speaker.",
        "Bo put a question to Ana, who had spoken for 0:21.",
        "Bo finished speaking after 0:05.",
        "Ana finished speaking after 0:07.",
        "Ana handed the turn over to Eva.",
        "Eva went back to the place on the list.",
        "Bo rose to a point of order: somebody cannot hear, see or follow, the back row.",
        "It was no point of order: Bo joined the ordinary list.",
        "Round 1 began: 3 people are asked; Eva begins, by lot.",
        "Bo passed.",
    ]


def test_every_practice_is_a_subject() -> None:
    """Each practice has a name in plain words, so that people can filter by it."""
    titles = [practice.title() for practice in REGISTRY.practices.values()]
    assert len(set(titles)) == len(titles)
    assert set(titles) & set(REGISTRY.practices) <= {"roles"}


def test_a_correction_and_the_label_that_follows_are_told(tmp_path: Path) -> None:
    """The sentence gives the corrected line without judging; a second one says why the label is B."""
    play = Play(tmp_path)
    play.open_meeting("Ana", "Bo")
    play.ask(lots.Freeze(roles={"scribe": 1}))
    play.ask(lots.Commit())
    while (draw := play.state.lot.draw) and draw.left_to_throw:
        play.ask(lots.Throw(symbols="6"))
    since = play.desk.journal.size
    play.ask(lots.Correct(text="1"))
    play.ask(lots.Reveal())
    lines = len(draw.lines) if draw else 0
    assert sentences_since(play, since) == [
        f"Draw 001: line {lines} was corrected, it is 1 now.",
        "Draw 001: the secret was opened, label B. A line was corrected after all were thrown: who typed"
        " could have chosen.",
    ]
