"""Read what people type at a draw: a word called out, dice as they lie on the table, cards, coin tosses.

It knows no draw: how much is still to be thrown, and what a line corrects, the caller knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kiosk.errors import Refused
from kiosk.language import words
from kiosk.practices.lot.pool import Kind
from kiosk.practices.lot.seed import WORD, symbols

_, ngettext = words("lot")

LONGEST_WORD = 32

_SUITS = str.maketrans({"♣": "C", "♦": "D", "♥": "H", "♠": "S"})
_HOW: dict[Kind, Callable[[], str]] = {
    "dice": lambda: _("Type the dice as they lie, digits from 1 to 6: 4 1 5 2."),
    "cards": lambda: _("Type each card as rank and suit, ranks 2-9 T J Q K A, suits C D H S: TC AS."),
    "coin": lambda: _("Type H for heads and T for tails: H T T."),
}


def word_typed(typed: str) -> str:
    """Return a word as seed.txt writes it; raises Refused for what the format does not allow."""
    word = "-".join(typed.split())
    if not WORD.fullmatch(word) or len(word) > LONGEST_WORD:
        sentence = _("A word here has letters without accents, digits and signs, at most {most}.")
        raise Refused(sentence.format(most=LONGEST_WORD))
    return word


def throws_typed(kind: Kind, typed: str) -> tuple[str, ...]:
    """Return the symbols typed, ignoring blanks and case; raises Refused with a sentence that says how."""
    text = re.sub(r"[\s,;/-]", "", typed).upper().translate(_SUITS)
    if kind == "cards":
        text = text.replace("10", "T")
    found = symbols(kind, text)
    if found is None:
        raise Refused(_HOW[kind]())
    return found


def too_many(left: int, count: int) -> str:
    """Return the sentence that refuses `count` throws where only `left` are still to be thrown."""
    sentence = ngettext(
        "Only {left} is still to be thrown, and these are {count}.",
        "Only {left} are still to be thrown, and these are {count}.",
        left,
    )
    return sentence.format(left=left, count=count)
