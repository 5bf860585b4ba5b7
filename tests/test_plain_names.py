"""A name as it is looked up: what nobody sees is not typed either."""

from __future__ import annotations

import pytest

from kiosk.plain_names import plainly
from kiosk.typed.name_lookup import found

LEYLA = [
    "Leyla",
    "LEYLA",
    "Leylâ",
    "Ley\u00adla",
    "Ley\N{REPLACEMENT CHARACTER}la",
    "\u200bLeyla",
    "Ley\u200dla",
    "Ley\u2060la\ufeff",
    "Le\u034fyla\ufe0f",
    "\u3164Leyla",
    "Le\u0301yla\u202e",
]


@pytest.mark.parametrize("name", LEYLA, ids=ascii)
def test_typing_leyla_finds_her(name: str) -> None:
    """Whatever unseen letters, marks or accents the name has, in a journal of any version."""
    assert plainly(name) == "leyla"
    assert found("leyla", ["m001", "m002"], {"m001": "Bo", "m002": f"{name} Kaya"}.__getitem__) == ["m002"]
    assert found(name, ["m002"], {"m002": "Leyla Kaya"}.__getitem__) == ["m002"]


def test_vowels_that_are_marks_stay() -> None:
    """Two names in Devanagari that differ in a vowel sign are two."""
    assert plainly("राम") != plainly("रुम")
