"""Naming a person by a few letters, and typing into lines and pages that stay clean."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

import pytest
from hypothesis import given, settings
from textual.binding import Binding, BindingType
from textual.events import Paste
from textual.message import Message

from kiosk.cleaning import MARK, clean
from screens.widgets.entry import Candidate, NameEntry
from screens.widgets.field import Field
from screens.widgets.page import Page
from tests.pictures import text_rows
from tests.screens.widgets.hostile import texts
from tests.screens.widgets.wall import Wall, harmless

PEOPLE: list[Candidate] = [
    ("m001", "Amina", "here"),
    ("m002", "Jérôme Martin", "here"),
    ("m003", "Jeremiah", ""),
    ("m004", "Łukasz", "waiting"),
]


class Naming(Wall):
    """A wall with a line for names, whose screen binds the letter J."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("j", "stolen", "stolen")]

    def __init__(self, people: Callable[[], list[Candidate]] = lambda: PEOPLE) -> None:
        super().__init__(lambda: [NameEntry(people)])
        self.heard: list[Message] = []
        self.stolen = 0

    def action_stolen(self) -> None:
        self.stolen += 1

    def on_name_entry_chosen(self, event: NameEntry.Chosen) -> None:
        self.heard.append(event)

    def on_name_entry_unknown(self, event: NameEntry.Unknown) -> None:
        self.heard.append(event)

    def on_name_entry_left(self, event: NameEntry.Left) -> None:
        self.heard.append(event)


async def _typed(app: Naming, *keys: str) -> Message:
    """Open the line and press these keys; returns the line's message."""
    async with app.run_test(size=(80, 6)) as pilot:
        app.query_one(NameEntry).open("Who wants to speak?", "contribution")
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        assert app.stolen == 0
        (said,) = app.heard
        return said


@pytest.mark.parametrize(
    ("keys", "person"),
    [
        ("jer", "m002"),
        ("JER", "m002"),
        ("mart", "m002"),
        ("jere", "m003"),
        ("luk", "m004"),
        ("amina", "m001"),
    ],
)
async def test_a_few_letters_name_a_person(keys: str, person: str) -> None:
    """Accents and capitals need not be typed; ENTER takes the first match."""
    said = await _typed(Naming(), *keys, "enter")
    assert isinstance(said, NameEntry.Chosen)
    assert (said.person, said.entry.purpose) == (person, "contribution")


async def test_arrows_choose_another_match() -> None:
    """Down goes to the next match and wraps around; up goes back."""
    assert getattr(await _typed(Naming(), *"jer", "down", "enter"), "person", "") == "m003"
    assert getattr(await _typed(Naming(), *"jer", "down", "down", "enter"), "person", "") == "m002"
    assert getattr(await _typed(Naming(), *"jer", "up", "enter"), "person", "") == "m003"


async def test_the_matches_are_on_the_wall() -> None:
    """Each match has its word, and the one that ENTER takes has a sign."""
    app = Naming()
    async with app.run_test(size=(80, 6)) as pilot:
        app.query_one(NameEntry).open("Who wants to speak?")
        await pilot.press(*"jer")
        await pilot.pause()
        assert "▸ Jérôme Martin here" in text_rows(app)[2]
        assert "Jeremiah" in text_rows(app)[2]


async def test_a_name_that_nobody_has_is_given_as_it_was_typed() -> None:
    """Free text comes back cleaned, with single spaces."""
    said = await _typed(Naming(), *"bo", "space", "space", *"b", "enter")
    assert isinstance(said, NameEntry.Unknown)
    assert said.name == "bo b"


async def test_escape_names_nobody() -> None:
    """ESC leaves the line with any letters in it."""
    said = await _typed(Naming(), *"jer", "escape")
    assert isinstance(said, NameEntry.Left)
    assert not said.on


async def test_space_in_the_empty_line_is_the_next_step() -> None:
    """Nothing was typed, so SPACE means the next step, as elsewhere."""
    said = await _typed(Naming(), "space")
    assert isinstance(said, NameEntry.Left)
    assert said.on


async def test_an_empty_line_names_nobody() -> None:
    """ENTER without letters sends no message."""
    app = Naming()
    async with app.run_test(size=(80, 6)) as pilot:
        app.query_one(NameEntry).open("Who?")
        await pilot.press("enter")
        await pilot.pause()
        assert app.heard == []


@settings(max_examples=25, deadline=None)
@given(texts, texts)
async def test_hostile_names_are_only_names(name: str, word: str) -> None:
    """No markup, no action, no control character, in the question, the names or the words about them."""
    people = [("m001", f"a{name}", word)]
    app = Naming(lambda: people)
    async with app.run_test(size=(60, 6)) as pilot:
        app.query_one(NameEntry).open(name)
        await pilot.press("a")
        await pilot.pause()
        assert harmless(app)


async def _pasted(make: Callable[[], Field | Page], text: str) -> tuple[str, bool]:
    """Return what a line or page holds after a paste, and if what it shows is harmless."""
    app = Wall(lambda: [make()])
    async with app.run_test(size=(60, 8)) as pilot:
        widget = app.query_one("Field, Page")
        assert isinstance(widget, Field | Page)
        widget.focus()
        widget.post_message(Paste(text))
        await pilot.pause()
        return (widget.value if isinstance(widget, Field) else widget.text), harmless(app)


@settings(max_examples=25, deadline=None)
@given(texts)
async def test_what_is_pasted_into_a_line_is_clean(text: str) -> None:
    """The value is one line of the allowed length, without control characters."""
    value, safe = await _pasted(lambda: Field(max_length=60), text)
    assert safe
    assert len(value) <= 60
    assert clean(value) == value


@settings(max_examples=25, deadline=None)
@given(texts)
async def test_what_is_pasted_into_a_page_is_clean(text: str) -> None:
    """Several lines are each as clean."""
    value, safe = await _pasted(Page, text)
    assert safe
    assert clean(value, multiline=True) == value.replace("\t", " ")


@pytest.mark.parametrize(
    ("pasted", "value"),
    [
        ("Ana", "xAnaz"),
        ("\n\n  \nAna\nBo", "xAna Boz"),
        ("A\vB\u2028C", "xA B Cz"),
        ("Ana\rBo", "xAna Boz"),
        ("", "xz"),
        ("\n", "xz"),
        ("A\x1b[2JB", f"xA{MARK}[2JBz"),
        ("y" * 1_000_000, "x" + "y" * 8 + "z"),
    ],
    ids=["name", "lines", "breaks", "carriage", "nothing", "blank", "escape", "megabyte"],
)
async def test_a_line_takes_every_line_that_fits(pasted: str, value: str) -> None:
    """Lines are inserted at the cursor with a blank between them, as far as there is room."""
    app = Wall(lambda: [Field("xz", max_length=10)])
    async with app.run_test() as pilot:
        field = app.query_one(Field)
        field.focus()
        await pilot.press("end", "left")
        field.post_message(Paste(pasted))
        await pilot.pause()
        assert field.value == value


async def test_a_roster_is_pasted_line_by_line() -> None:
    """Line ends of every system become line feeds, and the cursor is after the text."""
    app = Wall(lambda: [Page()])
    async with app.run_test() as pilot:
        page = app.query_one(Page)
        page.focus()
        page.post_message(Paste("Ana\r\nBo\tB\rJe\u0301ro\u0302me"))
        await pilot.pause()
        assert page.text == "Ana\nBo\tB\nJérôme"
        assert page.cursor_location == (2, 6)


async def test_lines_and_pages_begin_clean() -> None:
    """Initial values are cleaned as well."""
    app = Wall(lambda: [Field("a\x1bb\nc"), Page("a\x1bb\nc")])
    async with app.run_test():
        assert app.query_one(Field).value == f"a{MARK}b c"
        assert app.query_one(Page).text == f"a{MARK}b\nc"


@pytest.mark.parametrize(("purpose", "letters"), [("contribution", "jer"), ("leave", "")])
async def test_a_line_that_is_opened_again_keeps_its_letters(purpose: str, letters: str) -> None:
    """The letters are kept unless the line is opened for another purpose."""
    app = Naming()
    async with app.run_test(size=(80, 6)) as pilot:
        entry = app.query_one(NameEntry)
        entry.open("Who wants to speak?", "contribution")
        await pilot.press(*"jer")
        entry.open("And who?", purpose)
        await pilot.pause()
        assert entry.query_one(Field).value == letters
