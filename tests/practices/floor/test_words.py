"""The words on the wall for what people speak for; an entry with any other name is not folded at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import pytest

from kiosk.practices.floor.events import Category, Rule, SpeakKind
from kiosk.practices.floor.order import category_word, kind_word, rule_word

KINDS = {
    "contribution": "contribution",
    "order": "point of order",
    "response": "direct response",
    "clarifying": "question to understand",
    "information": "information",
    "interposed": "question to the speaker",
    "answer": "answer",
    "pro": "for it",
    "contra": "against it",
}
CATEGORIES = {
    "": "",
    "safety": "somebody is not well",
    "access": "somebody cannot hear, see or follow",
    "rules": "our own rules",
    "process": "how we go on",
}
RULES = {
    "first-come": "first come, first served",
    "fewest-turns": "fewest turns first",
    "least-time": "least time first",
    "new-voices": "new voices first",
    "alternating": "the lists take turns",
    "rounds": "in rounds",
    "by-lot": "by lot",
}


@pytest.mark.parametrize(
    ("word", "said"), [(kind_word, KINDS), (category_word, CATEGORIES), (rule_word, RULES)]
)
def test_every_name_has_its_words(word: Callable[[str], str], said: dict[str, str]) -> None:
    """The sentence on the wall, for each that an entry can hold."""
    assert {name: word(name) for name in said} == said


def test_no_name_was_forgotten() -> None:
    """The tables cover every name in an entry; an answer is a turn without a request."""
    assert {*get_args(SpeakKind), "answer"} == set(KINDS)
    assert set(get_args(Category)) == set(CATEGORIES)
    assert set(get_args(Rule)) == set(RULES)
