"""Names that look alike on a wall: `Dan`, `Dаn` with a Cyrillic letter, `Dan` with an invisible joiner.

The room is asked about such names as about equal ones; no name is refused for its letters. The table holds
letters of other scripts that are drawn like a Latin letter or a digit, from Unicode's confusables (UTS 39).
Complete tables are a megabyte and take a tenth of a second to load, for scripts mixed in ways that no
keyboard gives. It decides nothing about draws: their ids are compared, never their names.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LOOKS_LIKE = {
    "a": "ɑαа",
    "b": "ƄЬ",
    "c": "ϲсⅽ",
    "d": "ԁ",
    "e": "еҽ",
    "f": "ꬵẝք",
    "g": "ɡᶃց",
    "h": "һհ",
    "i": "ıɪɩιіɩ",
    "j": "ϳј",
    "k": "κкᴋ",
    "n": "ոռ",
    "o": "ᴏᴑοσоօ",
    "p": "ρϱр",
    "q": "ԛգզ",
    "r": "ᴦг",
    "s": "ѕꜱ",
    "u": "ᴜʋυս",
    "v": "ᴠνѵ",
    "w": "ɯᴡѡԝա",
    "x": "хχ",
    "y": "ɣʏγуү",
    "z": "ᴢ",
    "A": "ΑАᎪ",
    "B": "ΒВᏴ",
    "C": "ϹСᏟ",
    "D": "Ꭰ",
    "E": "ΕЕᎬ",
    "F": "Ϝ",
    "G": "ԌᏀ",
    "H": "ΗНᎻ",
    "J": "ͿЈᎫ",
    "K": "ΚКᏦ",
    "L": "Ꮮ",
    "M": "ΜϺМᎷ",
    "N": "Ν",
    "O": "ΟОՕ0",
    "P": "ΡРᏢ",
    "Q": "Ԛ",
    "R": "ƦᎡ",
    "S": "ЅՏᏚ",
    "T": "ΤТᎢ",
    "U": "Ս",
    "V": "ѴᏙ",
    "W": "ԜᎳ",
    "X": "ΧХ",
    "Y": "ΥҮУᎩ",
    "Z": "ΖᏃ",
    "3": "ЗӠȜ",
    "6": "б",
    "ǀ": "Il1|ΙІӀ׀",
}
"""Characters that look like the key; casefolding keeps them apart from other keys: `Ian` is not `Lan`."""
_LATIN = str.maketrans({other: key for key, others in _LOOKS_LIKE.items() for other in others})
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Letters and marks by category for which nothing is painted; format characters are found by category."""


def folded(name: str) -> str:
    """Return a name so that names people call the same are equal: NFC, case and spaces folded (lot/1)."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def alike(one: str, other: str) -> bool:
    """True if two names are equal, or cannot be told apart on a wall."""
    return not looks(one).isdisjoint(looks(other))


@lru_cache(maxsize=1 << 15)
def looks(text: str) -> frozenset[str]:
    """Return how a text looks as typed, in small and in large letters; texts that look alike share one."""
    small, large = _skeleton(text.casefold()), _skeleton(text.upper())
    return frozenset((f"={folded(text)}", f"a{_skeleton(text)}", f"b{small}", f"c{large}"))


def _skeleton(text: str) -> str:
    """Return the text with each letter as the Latin one that it looks like, without unpainted characters."""
    if not text.isascii():
        text = _UNSEEN.sub("", text)
        if not text.isprintable():
            text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
        parts = unicodedata.normalize("NFD", text).translate(_LATIN)
        text = unicodedata.normalize("NFKC", parts)
    return " ".join(text.translate(_LATIN).casefold().split())
