"""A name as it is typed in a hurry: the form in which names are compared when people are looked up."""

from __future__ import annotations

import unicodedata

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})


def plainly(name: str) -> str:
    """Return the name without accents and capitals, with single spaces: `Jérôme  M.` as `jerome m.`."""
    if name.isascii():
        return " ".join(name.casefold().split())
    letters = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(bare.translate(_LETTERS).casefold().split())
