"""Names that look alike on a wall: `Dan`, `Dаn` with a Cyrillic letter, `Dan` with a joiner nobody sees.

Such names are asked about as equal ones are; nobody is refused for the letters of a name. The table holds
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
"""Looks like the key, which casefolding leaves apart from the other keys: `Ian` is not `Lan`."""
_LATIN = str.maketrans({other: key for key, others in _LOOKS_LIKE.items() for other in others})
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Letters and marks by category, for which nothing is painted; format characters go by their category."""


def folded(name: str) -> str:
    """Return a name as two people would say it is the same: NFC, case and spaces folded (lot/1)."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def alike(one: str, other: str) -> bool:
    """True if two names are equal, or cannot be told apart on a wall."""
    return not looks(one).isdisjoint(looks(other))


@lru_cache(maxsize=1 << 15)
def looks(text: str) -> frozenset[str]:
    """Return what a text looks like as it is, in small and in large letters; alike texts share one."""
    small, large = _skeleton(text.casefold()), _skeleton(text.upper())
    return frozenset((f"={folded(text)}", f"a{_skeleton(text)}", f"b{small}", f"c{large}"))


def _skeleton(text: str) -> str:
    """The text with each letter as the Latin one that it looks like, without what is not painted."""
    if not text.isascii():
        text = _UNSEEN.sub("", text)
        if not text.isprintable():
            text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
        parts = unicodedata.normalize("NFD", text).translate(_LATIN)
        text = unicodedata.normalize("NFKC", parts)
    return " ".join(text.translate(_LATIN).casefold().split())
