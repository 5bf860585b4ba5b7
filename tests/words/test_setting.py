"""The language that an assembly has set: refused, recorded, told, on the wall at once, in the minutes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk import language
from kiosk.desk.early_language import language_of
from kiosk.minutes.build import build
from kiosk.minutes.render import render
from kiosk.practices import meeting
from kiosk.practices.record.rules import Undo
from kiosk.practices.rules.rules import SetLanguage
from tests.practices.play import Play
from tests.screens.house import House
from tests.screens.scenes import SCENES
from tests.words.pseudo import PSEUDO

NOVEMBER = "Ñöṽéṁƀéř"


def test_only_a_language_with_words_is_accepted(tmp_path: Path) -> None:
    """English always; another when it has a catalogue."""
    play = Play(tmp_path)
    assert play.refused(SetLanguage(language="fr")) == "This kiosk has no words in fr; it speaks: en."
    play.ask(SetLanguage(language="en"))
    assert play.state.rules.language == "en"


def test_it_holds_after_a_restart_and_can_be_taken_back(tmp_path: Path, spoken: None) -> None:
    """An entry like the other rules; before the journal is opened, the card says which it was."""
    play = Play(tmp_path)
    assert language_of(play.folder) == "en"
    play.ask(SetLanguage(language=PSEUDO))
    assert language_of(play.folder) == PSEUDO
    play.restart()
    assert play.state.rules.language == PSEUDO
    play.ask(Undo())
    assert play.state.rules.language == "en"


@pytest.mark.parametrize("text", [b"", b"no journal\n", b'{"kind":"rules.language-set/1"}\n'])
def test_a_card_that_says_nothing_is_english(tmp_path: Path, text: bytes) -> None:
    """No journal, an empty one, one that is torn, a language that is not there."""
    assert language_of(tmp_path) == "en"
    (tmp_path / "journal").mkdir()
    (tmp_path / "journal" / "entries").write_bytes(text)
    assert language_of(tmp_path) == "en"
    (tmp_path / "journal" / "entries").write_bytes(b'{"kind":"rules.language-set/1","language":"tlh"}\n')
    assert language_of(tmp_path) == "en"


def test_minutes_speak_the_language_of_their_close(tmp_path: Path, spoken: None) -> None:
    """Two meetings, a language between them: each stays as it was, whatever is spoken when it is written."""
    play = Play(tmp_path)
    play.add("Ana")
    for chosen in ("en", PSEUDO):
        play.ask(meeting.rules.Open())
        play.ask(SetLanguage(language=chosen))
        play.ask(meeting.rules.Close())
    first, second = (build(play.desk, number) for number in (1, 2))
    assert (first.language, second.language) == ("en", PSEUDO)
    assert NOVEMBER not in render(first, "markdown").decode()
    for form in ("markdown", "text", "html"):
        assert NOVEMBER in render(second, form).decode()
    assert f'<html lang="{PSEUDO}">' in render(second, "html").decode()
    language.speak(PSEUDO)
    assert render(build(play.desk, 1), "markdown") == render(first, "markdown")


async def test_the_wall_changes_at_the_next_paint(tmp_path: Path, spoken: None) -> None:
    """W lists the languages by their own names; the choice is on the wall at once, and U takes it back."""
    house = House(tmp_path)
    SCENES["more"].before(house)
    async with house.hands(at="more") as hands:
        await hands.press("w")
        assert "English" in hands.wall()
        await hands.press("2")
        assert house.kinds()[-1] == "rules.language-set"
        assert "Quorum" not in hands.wall()
        await hands.visit("circulation")
        assert "meetings before" not in hands.wall()
        await hands.press("u")
        assert house.kinds()[-1] == "act.undone"
        assert "meetings before" in hands.wall()


async def test_with_english_alone_there_is_nothing_to_choose(tmp_path: Path) -> None:
    """A sentence, and no entry."""
    house = House(tmp_path)
    async with house.hands(at="more") as hands:
        size = house.desk.journal.size
        await hands.press("w")
        assert "This kiosk has words in English only." in hands.refusal()
        assert house.desk.journal.size == size


@pytest.fixture
def removed(tmp_path: Path, locales: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """Yield an assembly with a closed meeting that had set a language whose catalogues are gone."""
    house = House(tmp_path)
    with monkeypatch.context() as there:
        there.setattr(language, "LOCALES", locales)
        for command in (SetLanguage(language=PSEUDO), meeting.rules.Open(), meeting.rules.Close()):
            house.ask(command)
    yield house
    language.speak(language.ENGLISH)


async def test_a_language_that_was_removed_gives_way_to_english(removed: House) -> None:
    """The wall is English; W records that, since there is nothing to choose from."""
    async with removed.hands(at="more") as hands:
        assert "Quorum" in hands.wall()
        await hands.press("w")
        assert removed.desk.state.rules.language == "en"
        size = removed.desk.journal.size
        await hands.press("w")
        assert "This kiosk has words in English only." in hands.refusal()
        assert removed.desk.journal.size == size


def test_pages_in_english_say_that_they_are(removed: House) -> None:
    """A reader's browser would pronounce English as the other language; the document keeps what was set."""
    minutes = build(removed.desk, 1)
    assert minutes.language == PSEUDO
    assert '<html lang="en">' in render(minutes, "html").decode()
    with language.speaking(PSEUDO):
        assert language.spoken() == "en"
    language.speak(PSEUDO)
    assert language.spoken() == "en"
