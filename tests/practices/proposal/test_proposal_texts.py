"""Texts of a proposal: its name, its positions, the suggested date, the words that changed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.practices.proposal.changes import changed
from kiosk.practices.proposal.events import Position
from kiosk.practices.proposal.state import POSITIONS, Proposal, called, suggested_review, title_of

FUND = "We pay 30 % of collected rents into the strike fund until 1 March."
AMENDED = "We pay 40 % of collected rents into the strike fund until 1 March, reviewed each month."


@pytest.mark.parametrize(
    ("title", "text", "said"),
    [
        ("Fund", "x", "Fund"),
        ("", "One\n  two ", "One two"),
        ("", "word " * 40, ("word " * 24).strip()[:119] + "…"),
    ],
)
def test_a_proposal_without_a_title_is_called_by_its_beginning(title: str, text: str, said: str) -> None:
    """The name is the beginning, one line of at most 120 characters."""
    now = Proposal(1, title, None, 5, 0, [text])
    assert title_of(now) == said
    assert len(title_of(now)) <= 120


@pytest.mark.parametrize("position", POSITIONS)
def test_every_position_has_a_name_for_people(position: Position) -> None:
    """The names have no hyphens."""
    assert called(position) == position.replace("-", " ")


@pytest.mark.parametrize(
    ("day", "review"),
    [
        ("2026-11-22", "2027-02-22"),
        ("2026-11-30", "2027-02-28"),
        ("2027-11-30", "2028-02-29"),
        ("2026-12-31", "2027-03-31"),
        ("2026-09-30", "2026-12-30"),
    ],
)
def test_a_review_is_suggested_three_months_on(day: str, review: str) -> None:
    """The date is the same day three months later, or the last day of a shorter month."""
    assert suggested_review(day) == review


@given(st.dates(max_value=date(9000, 1, 1)))
def test_the_suggested_review_is_about_90_days_away(day: date) -> None:
    """The date is real and 89 to 92 days ahead."""
    assert 89 <= (date.fromisoformat(suggested_review(day.isoformat())) - day).days <= 92


def test_an_amendment_is_shown_word_by_word() -> None:
    """An amount keeps its unit; punctuation is a word of its own."""
    assert changed(FUND, AMENDED) == [
        ("same", "We pay "),
        ("gone", "30 % "),
        ("new", "40 % "),
        ("same", "of collected rents into the strike fund until 1 March"),
        ("new", ", reviewed each month"),
        ("same", "."),
    ]


def test_a_small_change_in_a_long_text_stays_small() -> None:
    """Frequent words are compared too: one changed word of 2,000 is one word gone and one new."""
    text = "the rent of the house is the rent of us all " * 180
    parts = changed(text + "30 " + text, text + "40 " + text)
    assert [(kind, words) for kind, words in parts if kind != "same"] == [("gone", "30 "), ("new", "40 ")]


WORDS = st.lists(st.sampled_from(["a", "b ", "  ", "\n", "c, ", "30 %", "é", ".", "李"])).map("".join)


@given(WORDS, WORDS)
def test_no_word_is_lost_between_two_versions(old: str, new: str) -> None:
    """Same and new words give the new text exactly; same and gone words the old one except for blanks."""
    parts = changed(old, new)
    assert "".join(words for kind, words in parts if kind != "gone") == new
    kept = "".join(words for kind, words in parts if kind != "new")
    assert "".join(kept.split()) == "".join(old.split())
    assert all(kind == "same" for kind, _words in changed(new, new))
