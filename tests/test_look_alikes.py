"""Names that people cannot tell apart on a wall."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.look_alikes import alike, folded

PAIRS = {
    "a Cyrillic letter": ("Dan", "D\u0430n"),
    "a zero-width joiner": ("Dan", "Da\u200dn"),
    "a zero-width non-joiner": ("Dan", "Dan\u200c"),
    "a soft hyphen": ("Dan", "D\u00adan"),
    "a variation selector": ("Dan", "Dan\ufe0f"),
    "a filler": ("Dan", "Dan\u3164"),
    "full width": ("Dan", "\uff24\uff41\uff4e"),
    "mathematical letters": ("Dan", "\U0001d403\U0001d41a\U0001d427"),
    "all in Cyrillic": ("Poca", "\u0420\u043e\u0441\u0430"),
    "small against large letters": ("PAULA", "\u0420aula"),
    "large Cyrillic letters": ("Paul", "\u0420\u0410UL"),
    "a Greek capital": ("Hana", "\u0397ana"),
    "an accent over a Cyrillic letter": ("Zo\u00eb", "Zo\u0435\u0308"),
    "a letter of two parts": ("Zo\u00eb", "Zo\u0451"),
    "a small l": ("Ian", "lan"),
    "a figure": ("Ian", "1an"),
    "a nought": ("Olga", "0lga"),
    "an old sigma": ("Cem", "\u03f9em"),
    "blanks": ("Ana Lima", "Ana\u00a0 Lima"),
    "capitals": ("Dan", "dAN"),
    "sharp s": ("Strauß", "STRAUSS"),
}
DIFFERENT = (
    "Lan Ian|Dan Don|Jerome Jérôme|Marnie Mamie|Ana Anna|Zoë Zoe|Ali Aii|Clara Ciara|राम रम|דוד דויד|"
    "Ömer Omer|Noa Noah|Søren Soren|Yusuf Jusuf"
).split("|")


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS.keys())
def test_they_look_alike(pair: tuple[str, str]) -> None:
    """The two names look alike, in either order."""
    assert alike(*pair)
    assert alike(*reversed(pair))


@pytest.mark.parametrize("pair", DIFFERENT)
def test_they_do_not(pair: str) -> None:
    """Common names that people tell apart cause no question."""
    one, other = pair.split(" ")
    assert not alike(one, other)


@given(st.text(max_size=20))
def test_equal_names_look_alike(text: str) -> None:
    """Equal names look alike, in any characters, so a name that was asked about stays a look-alike."""
    assert alike(text, text)
    assert alike(text, folded(text))


@given(st.text(max_size=20), st.integers(0, 20))
def test_what_is_not_painted_changes_nothing(text: str, at: int) -> None:
    """A joiner anywhere in a name does not change its looks."""
    assert alike(text, text[:at] + "\u200d" + text[at:])
