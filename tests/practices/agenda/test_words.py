"""Kinds, names and columns: words of an agenda that have a meaning."""

from __future__ import annotations

import pytest

from kiosk.practices.agenda.events import Kind
from kiosk.practices.agenda.importer import kinds, tables
from kiosk.practices.agenda.importer.people import Roster, by_whom, could_be_name

ROSTER = Roster({"m001": "Ana Lima", "m002": "Rie", "m003": "Jérôme Martin", "m004": "Ana Souza"})


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Break", "break"),
        ("Lunch", "break"),
        ("Coffee and tea break until 20:15", "break"),
        ("Break down of costs", None),
        ("Breakout groups", None),
        ("Lunch arrangements", None),
        ("Draw facilitator", "lot"),
        ("Draw up a budget", None),
        ("Elections by lot", "lot"),
        ("A lot of work", None),
        ("Check-in", "round"),
        ("Check - in : how is everyone?", "round"),
        ("Opening circle", "round"),
        ("Retrospective", "reflection"),
        ("Approval of the minutes", "proposal"),
        ("Secretary's Report", "report"),
        ("Report on the proposal", "report"),
        ("Discussion of the proposal", "discussion"),
        ("Rent", None),
    ],
)
def test_a_word_of_the_title_says_the_kind(title: str, kind: Kind | None) -> None:
    """The first such word decides; without one there is no kind."""
    assert kinds.by_word(title) == kind


def test_a_tag_says_the_kind_and_leaves() -> None:
    """A tag that names no kind stays in the title."""
    assert kinds.tagged("Buy a drill #proposal") == ("proposal", "Buy a drill")
    assert kinds.tagged("#break Tea") == ("break", "Tea")
    assert kinds.tagged("Look at #3776 and #tools") == (None, "Look at #3776 and #tools")


def test_a_section_of_reports_holds_reports() -> None:
    """The last word of a heading, in the plural, gives the kind."""
    assert kinds.of_section("Proposals") == "proposal"
    assert kinds.of_section("Task group updates") == "report"
    assert kinds.of_section("Working group with a report") is None


@pytest.mark.parametrize(
    "text",
    [
        "Ana",
        "Samina Husain",
        "G. Mirsky",
        "Zbigniew van der Berg",
        "O'Neil",
        "@pearl, @otto-1",
        "山田 太郎",
        "A & B",
    ],
)
def test_what_looks_like_a_name(text: str) -> None:
    """Capitalised words, initials, handles and scripts without capitals are names, up to six people."""
    assert could_be_name(text)


@pytest.mark.parametrize(
    "text", ["", "slides", "why it rises", "IETF", "TBD", "20 min", "Friday", "the group", "A" * 200]
)
def test_what_does_not_look_like_a_name(text: str) -> None:
    """Small words, abbreviations, days and figures are not names."""
    assert not could_be_name(text)


def test_the_roster_knows_whole_and_first_names() -> None:
    """Names match without accents and capitals; two people with one first name both match."""
    assert ROSTER.who("jerome martin") == ["m003"]
    assert ROSTER.who("Ana") == ["m001", "m004"]
    assert ROSTER.who("Ana Lima") == ["m001"]
    assert ROSTER.knows("Rie and Jérôme")
    assert not ROSTER.knows("Rie and Chris")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Rent, by Ana", ("Rent", "Ana")),
        ("Rent presented by Samina Husain", ("Rent", "Samina Husain")),
        ("Stand by me by Rie and Ana", ("Stand by me", "Rie and Ana")),
        ("Finish by Friday", None),
        ("A letter by the writing group", None),
        ("Cut by 20 %", None),
    ],
)
def test_by_names_who_presents(text: str, found: tuple[str, str] | None) -> None:
    """A name at the end after the word by is the presenter; a day or a group is not."""
    assert by_whom(text, ROSTER) == found


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Topic", "title"),
        ("**Agenda item**", "title"),
        ("Topic / Question", "title"),
        ("What", "maybe title"),
        ("timebox", "length"),
        ("Time (min)", "length"),
        ("Duration (minutes)", "length"),
        ("Est. time", "length"),
        ("Start time", "start"),
        ("Starts", "start"),
        ("Presenter(s)", "presenter"),
        ("Owner", "presenter"),
        ("Type", "kind"),
        ("#", "number"),
        ("Action item", ""),
        ("Emoji", ""),
        ("Time zone", ""),
        ("Stage", ""),
        ("", ""),
        ("---", ""),
    ],
)
def test_what_a_column_is_called_says_its_role(name: str, role: str) -> None:
    """Fillers, units and full stops are ignored; an unknown word makes the column unknown."""
    assert tables._role(name.replace("*", "")) == role
