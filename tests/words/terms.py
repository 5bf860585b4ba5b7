"""What the words of the assembly mean: said beside each sentence that translators find them in.

Each word means one thing, in English and in every other language: these are the notes of `make words`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MEANS = {
    "journal": "the signed file of everything that was recorded; no diary and no log",
    "entry": "one line of the journal",
    "head": "the signed state of the whole journal: its size and one hash",
    "roster": "the list of everybody who belongs to the assembly",
    "cell": "an autonomous group of 8 to 12 people in the assembly; no table square",
    "quorum": "how many members must be in the room",
    "minutes": "the record of a meeting that members take home; where it is a length, it says so",
    "floor": "who speaks and who waits to speak",
    "turn": "somebody's time to speak; a turn of a role: having had it in this cycle",
    "point of order": "an interruption about how the meeting is run",
    "draw": "the act of deciding by lot; never painting",
    "lot": "chance that everybody can check; not a plot of land, not much",
    "hat": "those among whom a draw chooses",
    "seat": "one of the places of a role that a draw fills",
    "role": "a task that somebody is drawn for, as facilitator",
    "term": "how long a role lasts",
    "facilitator": "who leads through the meeting, drawn by lot",
    "proposal": "a text that the room is asked about; not a motion",
    "stand aside": "a position: let it happen without me",
    "block": "a position: it must not happen, and here is why",
    "decision": "what was adopted and holds until it is looked at again",
    "mandate": "a task for a limited time, given to a person",
    "recall": "ending a mandate now",
    "round": "everybody is asked once, one after another",
    "wall": "the screen that the whole room sees",
    "stick": "a USB stick",
}
"""Terms of the project, in the meaning that they have here."""

_FOUND = {term: re.compile(rf"\b{re.escape(term)}(s|es|ies)?\b", re.IGNORECASE) for term in MEANS}
_FOUND["entry"] = re.compile(r"\bentr(y|ies)\b", re.IGNORECASE)


def notes(sentence: str) -> Iterator[str]:
    """Yield what each term in a sentence means."""
    for term, pattern in _FOUND.items():
        if pattern.search(sentence):
            yield f"{term}: {MEANS[term]}"
