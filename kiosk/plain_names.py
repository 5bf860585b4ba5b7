"""A name as it is typed in a hurry: the form in which names are compared when people are looked up."""

from __future__ import annotations

import unicodedata

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})


_UNSEEN = frozenset(
    "\u034f\u115f\u1160\u2800\u3164\uffa0\N{REPLACEMENT CHARACTER}" + "".join(map(chr, range(0xFE00, 0xFE10)))
)
"""Letters for which nothing is painted, and the mark for what could not be shown: nobody types them."""


def plainly(name: str) -> str:
    """Return the name without accents, capitals and what nobody sees: `Jérôme  M.` as `jerome m.`.

    Spaces are single. A mark for what could not be shown is left out, too: `Ley�la` is found by `leyla`.
    """
    if name.isascii():
        return " ".join(name.casefold().split())
    letters = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(
        letter for letter in letters if not unicodedata.combining(letter) and letter not in _UNSEEN
    )
    if not bare.isprintable():
        bare = "".join(letter for letter in bare if unicodedata.category(letter) != "Cf")
    return " ".join(bare.translate(_LETTERS).casefold().split())
