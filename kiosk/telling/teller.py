"""Puts entries into words one after the other: the envelope, the owner's sentence, and what to remember."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import lru_cache

import msgspec
from msgspec import Struct

from kiosk.desk.registry import REGISTRY, Registry
from kiosk.language import words
from kiosk.practices.contract import Tells, Without
from kiosk.practices.messages import Event
from kiosk.practices.record.events import Undone
from kiosk.practices.record.telling import taken_back
from kiosk.practices.wording import plain_kind
from kiosk.terms import Entry

_, ngettext = words("telling")

_KIND = re.compile(rb'"kind":"([^"\\]*)"')
_ENVELOPE = msgspec.json.Decoder(Entry)


class Told(Struct, frozen=True):
    """An entry in words: its number, time (as the journal writes it), kind, practice, and the sentence."""

    n: int
    at: str
    kind: str
    practice: str
    sentence: str


@lru_cache(maxsize=8)
def _heard_kinds(registry: Registry) -> frozenset[bytes]:
    """Return the kinds that some practice's sentences need later."""
    tellers = [
        practice.tells()
        for practice in registry.practices.values()
        if not isinstance(practice.tells, Without)
    ]
    heard = tuple({event for teller in tellers for event in teller.HEARS})
    return frozenset(kind.encode() for kind, known in registry.kinds.items() if issubclass(known.type, heard))


class Heard:
    """One teller for each practice, with what it has heard (`kiosk.practices.contract.Heard`)."""

    def __init__(self, name: Callable[[str], str], cell: Callable[[str], str], registry: Registry) -> None:
        self.name, self.cell, self.called = name, cell, registry.called
        self._last: Entry | None = None
        self._tellers: dict[str, Tells] = {
            practice.name: practice.tells()(self)
            for practice in registry.practices.values()
            if not isinstance(practice.tells, Without)
        }

    def teller(self, practice: str) -> Tells:
        """Return the sentences of a practice."""
        return self._tellers[practice]

    def last(self) -> Entry | None:
        """Return the last entry that was heard."""
        return self._last

    def hear(self, event: Event, entry: Entry) -> None:
        """Let the practices that need this event for later sentences hear it."""
        hearing = [teller for teller in self._tellers.values() if isinstance(event, teller.HEARS)]
        if not hearing:
            return
        if self._last is not None and self._last.boot != entry.boot:
            for teller in self._tellers.values():
                teller.rebooted(self._last)
        self._last = entry
        for teller in hearing:
            teller.hear(event, entry)


def none(_n: int) -> bool:
    """Return False: no entry is left out."""
    return False


class Teller:
    """Puts entries into words, in order, from anywhere in the journal. `name` returns the name for an id,
    `cell` that of a cell.

    `read` returns entry n again, for the words of an undone act; without it only the kind is named.
    No later sentence builds on an entry that is `left_out`, and its own sentence says so.
    """

    def __init__(
        self,
        name: Callable[[str], str],
        read: Callable[[int], bytes] | None = None,
        left_out: Callable[[int], bool] = none,
        registry: Registry = REGISTRY,
        cell: Callable[[str], str] = str,
    ) -> None:
        self._heard, self._read, self._left_out = Heard(name, cell, registry), read, left_out
        self._registry = registry

    def tell(self, line: bytes) -> Told:
        """Return an entry (canonical JSON) in words. A kind of a later version is described by its name."""
        entry = _ENVELOPE.decode(line)
        if entry.kind not in self._registry.kinds:
            return Told(entry.n, entry.at, entry.kind, "", _unknown(entry.kind))
        owner = self._registry.kinds[entry.kind].owner
        try:
            sentence = self._sentence(owner, entry, line)
        except Exception:  # noqa: BLE001  an entry that the fold left out may raise anything here too
            sentence = _unknown(entry.kind)
        else:
            if self._left_out(entry.n):
                sentence = _("Left out: {sentence}").format(sentence=sentence)
        return Told(entry.n, entry.at, entry.kind, owner, sentence)

    def _sentence(self, owner: str, entry: Entry, line: bytes) -> str:
        event = self._registry.decoders[entry.kind](line)
        sentence = self._heard.teller(owner).sentence(event, entry)
        if isinstance(event, Undone):
            with suppress(Exception):  # the undone act is of a later version: only its kind is named
                sentence = self._taken_back(event.of, entry.n) or sentence
        if not self._left_out(entry.n):
            self._heard.hear(event, entry)
        return sentence

    def listen(self, line: bytes) -> None:
        """Remember only what later sentences need of this entry: much faster than `tell`."""
        found = _KIND.search(line)
        if found is not None and found[1] in _heard_kinds(self._registry):
            entry = _ENVELOPE.decode(line)
            if not self._left_out(entry.n):
                with suppress(Exception):  # an entry without words must not stop the others
                    self._heard.hear(self._registry.decoders[entry.kind](line), entry)

    def _taken_back(self, of: int, n: int) -> str:
        """Return the words of the act that entry `n` undoes, without speaking times (unknown here)."""
        if self._read is None or of >= n:
            return ""
        line = self._read(of)
        entry = _ENVELOPE.decode(line)
        if entry.kind not in self._registry.kinds:
            return ""
        teller = self._heard.teller(self._registry.kinds[entry.kind].owner).long_before()
        act = teller.sentence(self._registry.decoders[entry.kind](line), entry)
        return taken_back(of, act)


def _unknown(kind: str) -> str:
    return _("Not understood by this kiosk: {kind}.").format(kind=plain_kind(kind))


def unreadable(n: int, at: str) -> Told:
    """Return the words for an entry whose bytes on the card are not those that were recorded."""
    sentence = _("Not as it was recorded, or near an entry that is not.")
    return Told(n, at, "", "", sentence)


def sentences(lines: Iterable[bytes], name: Callable[[str], str]) -> Iterator[Told]:
    """Return entries in words, in order."""
    teller = Teller(name)
    return map(teller.tell, lines)
