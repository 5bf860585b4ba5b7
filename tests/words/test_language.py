"""Catalogues, lists and dates: a language says its own words, in its own order, and English is the rest."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from threading import Thread

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from kiosk import language
from kiosk.language import contexts, languages, own_name, speak, speaking, words
from kiosk.language.dates import day_and_month, in_full
from kiosk.language.lists import both, either, listed, sentences
from tests.words.__main__ import _renew
from tests.words.pseudo import PSEUDO
from tests.words.translated import faults, placeholders


@pytest.fixture
def french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A few words of French, compiled."""
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    lists = Catalog(domain="lists", locale="fr")
    for of, last in (("list", "{before} et {after}"), ("list with or", "{before} ou {after}")):
        lists.add("{before}, {after}", last if of == "list" else "", context=f"{of}: the last")
        lists.add("{before}, {after}", last, context=f"{of}: exactly two")
    dates = Catalog(domain="dates", locale="fr")
    dates.add("November", "novembre", context="month")
    dates.add("Sunday", "dimanche", context="weekday")
    dates.add("{weekday} {day} {month} {year}", "{weekday} {day} {month} {year}")
    dates.add("{day} {month}", "{day} {month}")
    dates.add("Nov", "nov.", context="month, shortened")
    names = Catalog(domain="languages", locale="fr")
    names.add("English", "français", context="a language's name for itself")
    for catalogue in (lists, dates, names):
        assert _renew(folder / f"{catalogue.domain}.po", catalogue) == []
        _translate(folder / f"{catalogue.domain}.po", catalogue)
    monkeypatch.setattr(language, "LOCALES", tmp_path)
    return tmp_path


def _translate(path: Path, wanted: Catalog) -> None:
    """Fill a catalogue as a translator does, then compile it again."""
    from babel.messages.pofile import write_po

    with path.open("rb") as file:
        catalogue = read_po(file, locale="fr", domain=wanted.domain)
    for message in wanted:
        if message.id:
            found = catalogue.get(message.id, message.context)
            assert found is not None
            found.string = message.string
    with path.open("wb") as file:
        write_po(file, catalogue)
    assert _renew(path, wanted) == []


def test_a_language_is_a_folder_of_compiled_catalogues(french: Path) -> None:
    """English is always there; what a catalogue lacks stays English."""
    assert languages() == ["en", "fr"]
    assert [own_name(each) for each in languages()] == ["English", "français"]
    with speaking("fr"):
        assert in_full(date(2026, 11, 22)) == "dimanche 22 novembre 2026"
        assert day_and_month(date(2026, 12, 1)) == "1 Dec"
        assert listed(("Ana", "Ben", "Chris")) == "Ana, Ben et Chris"
        assert listed(("Ana", "Ben")) == "Ana et Ben"
    assert in_full(date(2026, 11, 22)) == "Sunday 22 November 2026"


def test_a_language_that_is_not_there_is_english() -> None:
    """A journal from a kiosk that had more languages is read all the same."""
    with speaking("tlh"):
        assert listed(("Ana", "Ben")) == "Ana, Ben"
        assert own_name("tlh") == "tlh"


@pytest.mark.parametrize(
    ("things", "plain", "all_of_them", "one_of_them"),
    [
        ((), "", "", ""),
        (("a",), "a", "a", "a"),
        (("a", "b"), "a, b", "a and b", "a or b"),
        (("a", "b", "{c}"), "a, b, {c}", "a, b and {c}", "a, b or {c}"),
    ],
)
def test_english_lists(things: tuple[str, ...], plain: str, all_of_them: str, one_of_them: str) -> None:
    """Commas; an "and" or an "or" where a sentence needs one; names may hold braces."""
    assert (listed(things), both(things), either(things)) == (plain, all_of_them, one_of_them)
    assert sentences(things) == " ".join(things)


def test_a_thread_may_speak_another_language(spoken: None) -> None:
    """Minutes are written in their own, while the wall goes on in the room's."""
    told = []

    def minutes() -> None:
        with speaking(PSEUDO):
            told.append(listed(("a", "b")))

    thread = Thread(target=minutes)
    thread.start()
    thread.join()
    assert told == ["⟦a, b⟧"]
    assert listed(("a", "b")) == "a, b"


def test_a_language_takes_hold_at_the_next_call(spoken: None) -> None:
    """Nothing is looked up at import."""
    _, ngettext = words("lists")
    pgettext, npgettext = contexts("dates")
    speak(PSEUDO)
    assert pgettext("month", "May") == "⟦Ṁáý⟧"
    speak("en")
    assert (pgettext("month", "May"), language.spoken()) == ("May", "en")
    assert ngettext("one", "many", 2) == "many"
    assert npgettext("month", "one", "many", 1) == "one"


@pytest.mark.parametrize(
    ("english", "translation", "fault"),
    [
        ("{name} speaks", "{name} parle", ""),
        ("{name} speaks", "{nom} parle", "['nom'] in '{nom} parle' is unknown to the code"),
        ("{name} speaks", "parle", "['name'] is missing in 'parle'"),
        ("{name} speaks", "{name parle", "expected '}' before end of string in '{name parle'"),
        ("{key[moment.next]} goes on", "{key[moment.next]} continue", ""),
    ],
)
def test_a_translation_that_would_end_a_meeting_is_not_compiled(
    tmp_path: Path, english: str, translation: str, fault: str
) -> None:
    """A placeholder that the code does not know raises KeyError on the wall."""
    catalogue = Catalog(domain="floor", locale="fr")
    catalogue.add(english, translation)
    found = list(faults(catalogue))
    assert found == ([f"{english!r}: {fault}"] if fault else [])


def test_a_plural_may_leave_the_number_out() -> None:
    """ "One person" needs no figure; anything else has to be there."""
    catalogue = Catalog(domain="floor", locale="fr")
    catalogue.add(("{n} turn of {name}", "{n} turns of {name}"), ("un tour de {name}", "{n} tours"))
    assert [fault.partition(": ")[2] for fault in faults(catalogue)] == ["['name'] is missing in '{n} tours'"]
    assert placeholders("{n:,} of {m}") == {"n", "m"}
