"""Tells entries one after the other: the envelope, the owner's sentence, and what to remember of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import Struct

from kiosk.desk.registry import decoders, kinds
from kiosk.language import words
from kiosk.practices.contract import event_kind
from kiosk.practices.record.events import Undone
from kiosk.telling import drawing, evening, floor, house, matters, people
from kiosk.telling.heard import HEARD, Heard
from kiosk.terms import Entry

_, ngettext = words("telling")

_KIND = re.compile(rb'"kind":"([^"\\]*)"')
_ENVELOPE = msgspec.json.Decoder(Entry)
_SENTENCES: dict[str, Callable[[Any, Heard, Entry], str]] = {
    "record": house.record,
    "rules": house.rules,
    "roster": people.roster,
    "meeting": people.meeting,
    "floor": floor.floor,
    "roles": people.roles,
    "agenda": evening.agenda,
    "lot": drawing.lot,
    "proposal": matters.proposal,
    "decision": matters.decision,
}
"""Practice -> what says its events."""


class Told(Struct, frozen=True):
    """An entry in words: its number, when (as the journal writes it), kind, practice, and the sentence."""

    n: int
    at: str
    kind: str
    practice: str
    sentence: str


@lru_cache(maxsize=1)
def _heard_kinds() -> frozenset[bytes]:
    return frozenset(event_kind(event).encode() for event in HEARD)


def none(_n: int) -> bool:
    """No entry is left out."""
    return False


class Teller:
    """Give it entries in order, from wherever in the journal. `name` gives a person's name by the id.

    `read` gives entry n again, for the words of what was taken back; without it only the kind is said.
    Nothing follows from an entry that is `left_out`, and its sentence says so.
    """

    def __init__(
        self,
        name: Callable[[str], str],
        read: Callable[[int], bytes] | None = None,
        left_out: Callable[[int], bool] = none,
    ) -> None:
        self._heard, self._read, self._left_out = Heard(name), read, left_out

    def tell(self, line: bytes) -> Told:
        """The sentence of one entry (its canonical JSON). A kind of a later version is told by its name."""
        entry = _ENVELOPE.decode(line)
        if entry.kind not in kinds():
            return Told(entry.n, entry.at, entry.kind, "", _unknown(entry.kind))
        owner = kinds()[entry.kind].owner
        try:
            sentence = self._sentence(owner, entry, line)
        except Exception:  # noqa: BLE001  what the fold left out cannot be told either, whatever it raises
            sentence = _unknown(entry.kind)
        else:
            if self._left_out(entry.n):
                sentence = _("Left out: {sentence}").format(sentence=sentence)
        return Told(entry.n, entry.at, entry.kind, owner, sentence)

    def _sentence(self, owner: str, entry: Entry, line: bytes) -> str:
        event = decoders()[entry.kind](line)
        sentence = _SENTENCES[owner](event, self._heard, entry)
        if isinstance(event, Undone):
            with suppress(Exception):  # what was taken back is of a later version: only its kind is said
                sentence = self._taken_back(event.of, entry.n) or sentence
        if isinstance(event, HEARD) and not self._left_out(entry.n):
            self._heard.hear(event, entry)
        return sentence

    def listen(self, line: bytes) -> None:
        """Only remember what later sentences need of this entry: much faster than telling it."""
        found = _KIND.search(line)
        if found is not None and found[1] in _heard_kinds():
            entry = _ENVELOPE.decode(line)
            if not self._left_out(entry.n):
                with suppress(Exception):  # what cannot be told is no hindrance to the rest
                    self._heard.hear(decoders()[entry.kind](line), entry)

    def _taken_back(self, of: int, n: int) -> str:
        """The act that entry `n` undoes, in its own words; not how long anybody spoke, long before."""
        if self._read is None or of >= n:
            return ""
        line = self._read(of)
        entry = _ENVELOPE.decode(line)
        if entry.kind not in kinds():
            return ""
        sentence = _SENTENCES[kinds()[entry.kind].owner]
        act = sentence(decoders()[entry.kind](line), self._heard.without_turn(), entry)
        return house.taken_back(of, act)


def _unknown(kind: str) -> str:
    return _("Not understood by this kiosk: {kind}.").format(kind=house.plain_kind(kind))


def unreadable(n: int, at: str) -> Told:
    """An entry whose bytes on the card are not those that were recorded."""
    sentence = _("Not as it was recorded, or near an entry that is not.")
    return Told(n, at, "", "", sentence)


def sentences(lines: Iterable[bytes], name: Callable[[str], str]) -> Iterator[Told]:
    """Entries in words, in order."""
    teller = Teller(name)
    return map(teller.tell, lines)
