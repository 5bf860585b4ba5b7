"""Numbers that may be something else: a length, a word; and numbers whose last part is a letter."""

from __future__ import annotations

import pytest

from kiosk.practices.agenda.importer import read_agenda


def items(text: str) -> list[tuple[str, int]]:
    """Return the titles with the minutes of each."""
    return [(item.title, item.planned // 60) for item in read_agenda(text).items]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("1 Welcome\n2 Minutes\n3 Reports", [("Welcome", 0), ("Minutes", 0), ("Reports", 0)]),
        ("1 Welcome\n2 Hours of the bar\n3 Vote", [("Welcome", 0), ("Hours of the bar", 0), ("Vote", 0)]),
        ("1 Minutes\n2 Reports\n3 Vote", [("Minutes", 0), ("Reports", 0), ("Vote", 0)]),
        ("1 Welcome\n2 Minutes\n3 Minutes of May", [("Welcome", 0), ("Minutes", 0), ("Minutes of May", 0)]),
        (
            "1 Opening\n1.1 Agenda\n1.2 Minutes (5 min)\n2 Vote",
            [("Agenda", 0), ("Minutes", 5), ("Vote", 0)],
        ),
        ("1 Accueil\n2 Minutes de mai\n3 Vote", [("Accueil", 0), ("Minutes de mai", 0), ("Vote", 0)]),
        ("1 welcome\n2 minutes\n3 reports", [("welcome", 0), ("minutes", 0), ("reports", 0)]),
        ("5 min Welcome\n6 min Reports\n7 min Vote", [("Welcome", 5), ("Reports", 6), ("Vote", 7)]),
        ("9 Reports\n10 min\n10 Vote\n11 End", [("Reports", 10), ("Vote", 0), ("End", 0)]),
    ],
)
def test_a_numbering_that_goes_on_is_no_length(text: str, right: list[tuple[str, int]]) -> None:
    """`2 Minutes` between 1 and 3 is an item; `10 min` below an item is its length."""
    assert items(text) == right


@pytest.mark.parametrize("form", ["{}. ", "{}) ", "TOP {} ", "TOP {}: ", "{} "])
def test_a_letter_after_the_figure_is_a_level(form: str) -> None:
    """`2a` and `2b` are parts of 2, whose length they share."""
    rows = [("1", "Welcome"), ("2", "Reports (30 min)"), ("2a", "Money (15 min)"), ("2b", "House (15 min)")]
    text = "\n".join(form.format(number) + title for number, title in [*rows, ("3", "Vote")])
    assert items(text) == [("Welcome", 0), ("Money", 15), ("House", 15), ("Vote", 0)]


def test_a_word_with_a_figure_is_no_number() -> None:
    """`3D printer` after 2 is not part d of 3."""
    assert items("1 Reports\n2 Talk\n3D printer\n4 Vote") == [("Reports", 0), ("Talk", 0), ("Vote", 0)]
