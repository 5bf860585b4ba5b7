"""The whole journal in words: the same wherever reading begins, and searchable."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.practices import floor
from kiosk.telling import pages as module
from kiosk.telling.pages import Filter, Pages
from kiosk.telling.teller import sentences
from tests.practices.play import Play


@pytest.fixture
def play(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Play:
    """Return forty turns in an assembly whose pages are short."""
    monkeypatch.setattr(module, "SPAN", 32)
    monkeypatch.setattr(module, "BLOCK", 8)
    monkeypatch.setattr(module, "KEPT", 2)
    play = Play(tmp_path)
    people = play.open_meeting("Ana", "Bo", "Jérôme")
    before = ""
    for turn in range(40):
        person = people[turn % 3]
        play.ask(floor.commands.Ask(person=person))
        play.ask(floor.commands.Begin(person=person, after=before))
        before = person
    return play


def test_a_page_says_what_the_whole_says(play: Play) -> None:
    """Each entry has the same sentence, forwards and backwards, with or without remembered pages."""
    lines = list(play.desk.journal.read())
    whole = list(sentences(lines, play.desk.name))
    pages = Pages(play.desk.journal, play.desk.name)
    assert [pages.told(n) for n in range(len(lines))] == whole
    assert [pages.told(n) for n in reversed(range(len(lines)))] == whole[::-1]
    assert pages.line(7) == lines[7]


def test_new_entries_are_told(play: Play) -> None:
    """New entries are described, also those of a page that was remembered before."""
    pages = Pages(play.desk.journal, play.desk.name)
    last = play.desk.journal.size - 1
    assert "began to speak" in pages.told(last).sentence
    play.ask(floor.commands.End(person="m001"))
    assert pages.told(last + 1).sentence.startswith("Ana finished speaking after")
    assert "began to speak" in pages.told(last).sentence


def test_a_name_that_changes_is_told_anew(play: Play) -> None:
    """After `forget` a changed name is in the sentences, as after forgetting a member."""
    names = {"m001": "Ana", "m002": "Bo"}
    pages = Pages(play.desk.journal, lambda person: names.get(person, person))
    n = next(n for n in range(play.desk.journal.size) if pages.told(n).sentence.startswith("Ana asked"))
    del names["m001"]
    pages.forget()
    assert pages.told(n).sentence == "m001 asked to speak."


def found(play: Play, wanted: Filter) -> list[str]:
    """Return all matching entries, the oldest first."""
    pages = Pages(play.desk.journal, play.desk.name)
    steps = list(pages.backwards(wanted))
    assert [start for start, _found in steps] == [64, 32, 0]
    return [told.sentence for _start, some in steps for told in some][::-1]


def test_entries_are_found_by_their_words(play: Play) -> None:
    """Accents and capitals need not be typed; practice and text can be combined; the kind is searched."""
    assert found(play, Filter(text="jerome ASKED")) == ["Jérôme asked to speak."] * 13
    assert len(found(play, Filter("floor"))) == 80
    assert len(found(play, Filter("floor", "bo began"))) == 13
    assert found(play, Filter("roster", "bo")) == ["Bo joined the assembly, and is here."]
    assert len(found(play, Filter(text="turn.began"))) == 40
    assert len(found(play, Filter())) == play.desk.journal.size
    assert found(play, Filter(text="nobody")) == []


def test_an_entry_that_is_left_out_says_so(play: Play) -> None:
    """The sentence says that the entry is left out, and later sentences do not build on it."""
    began = play.desk.journal.size - 1
    said = Pages(play.desk.journal, play.desk.name).told(began).sentence
    person, before = play.state.floor.turn, "m002"
    assert person is not None
    play.ask(floor.commands.Ask(person=before))
    play.ask(floor.commands.Begin(person=before, after=person.person))
    pages = Pages(play.desk.journal, play.desk.name, lambda n: n == began)
    assert pages.told(began).sentence == f"Left out: {said}"
    spoke = Pages(play.desk.journal, play.desk.name).told(began + 2).sentence
    assert play.desk.name(person.person) in spoke
    assert play.desk.name(person.person) not in pages.told(began + 2).sentence
