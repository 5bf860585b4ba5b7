"""The state of an assembly: a fold of its journal, built from the practices and nothing else.

`Assembly.apply` takes one entry after another, live or at a replay, and gives the names of the parts it
touched. An undone act is one that is left out of the fold: the state is rolled back to a mark and folded
again without it. It is not the door (that is the desk), and it reads no clock, no names and no files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
from msgspec import Struct

from kiosk import SOFTWARE, practices, terms
from kiosk.errors import Refused
from kiosk.language import words
from kiosk.practices import agenda, decision, floor, lot, meeting, proposal, record, roles, roster, rules
from kiosk.practices.contract import Command, Event, event_kind
from kiosk.terms import Entry

_, ngettext = words("assembly")

MARK = 256
"""Acts between two marks; so many at least, twice as many at most, can be taken back."""


class State(Struct):
    """One part a practice, named after it. Changed only by `Assembly.apply`."""

    record: record.State = msgspec.field(default_factory=record.State)
    rules: rules.State = msgspec.field(default_factory=rules.State)
    roster: roster.State = msgspec.field(default_factory=roster.State)
    meeting: meeting.State = msgspec.field(default_factory=meeting.State)
    agenda: agenda.State = msgspec.field(default_factory=agenda.State)
    floor: floor.State = msgspec.field(default_factory=floor.State)
    lot: lot.State = msgspec.field(default_factory=lot.State)
    roles: roles.State = msgspec.field(default_factory=roles.State)
    proposal: proposal.State = msgspec.field(default_factory=proposal.State)
    decision: decision.State = msgspec.field(default_factory=decision.State)


PRACTICES: dict[str, ModuleType] = {
    "record": record,
    "rules": rules,
    "roster": roster,
    "meeting": meeting,
    "agenda": agenda,
    "floor": floor,
    "lot": lot,
    "roles": roles,
    "proposal": proposal,
    "decision": decision,
}


@lru_cache(maxsize=1)
def commands() -> dict[type[Command], str]:
    """Every command, and the practice that decides it."""
    return {command: name for name, module in PRACTICES.items() for command in module.COMMANDS}


class Kind(Struct, frozen=True):
    """How one kind of event is read and folded: its owner, and the practices that hear it too."""

    type: type[Event]
    owner: str
    folds: tuple[tuple[str, Callable[[Any, Event, Entry], None]], ...]


@lru_cache(maxsize=1)
def kinds() -> dict[str, Kind]:
    """The table kind -> fold. The owner folds first, then the hearers in the order of PRACTICES."""
    table: dict[str, Kind] = {}
    for owner, module in PRACTICES.items():
        for event in module.EVENTS:
            hearers = [name for name, other in PRACTICES.items() if event in getattr(other, "HEARS", ())]
            folds = tuple((name, PRACTICES[name].fold) for name in (owner, *hearers))
            table[event_kind(event)] = Kind(event, owner, folds)
    return table


@lru_cache(maxsize=1)
def _decoders() -> dict[str, msgspec.json.Decoder[Event]]:
    return {name: msgspec.json.Decoder(kind.type) for name, kind in kinds().items()}


def check_readable(event: Event) -> None:
    """Raises msgspec.ValidationError for an event that a replay could not read: a bug, found before it is
    written, since a journal with such an entry could never be opened again."""
    _decoders()[event_kind(event)].decode(_to_json(event))


_to_json = msgspec.json.Encoder().encode
_ENVELOPE = msgspec.json.Decoder(Entry)
_STATE = msgspec.msgpack.Decoder(State)
_pack = msgspec.msgpack.Encoder().encode

OF_THE_JOURNAL = frozenset(map(event_kind, (record.Founded, record.Recovered, record.Signed)))
"""What the journal says of itself: nobody did it, nobody can take it back."""
UNDONE, ATTESTED = event_kind(record.Undone), event_kind(record.ClockAttested)


class Kept(Struct, array_like=True):
    """What `Assembly.keep` puts into the opening cache: everything but the acts, which are in the journal."""

    state: State
    size: int
    unknown: int
    last: Entry | None
    heard: Entry | None
    acts: int
    undone: list[int]
    base: bytes
    mark: bytes
    boots: list[tuple[int, Entry]]


_KEPT = msgspec.msgpack.Decoder(Kept)


@lru_cache(maxsize=1)
def fold_version() -> str:
    """Names the code that folds: a state that another version kept is not believed, alike or not."""
    digest = sha256(SOFTWARE.encode())
    for path in sorted(
        [Path(__file__), Path(terms.__file__), *Path(practices.__file__ or "").parent.rglob("*.py")]
    ):
        digest.update(path.read_bytes())
    return f"{SOFTWARE} {digest.hexdigest()[:16]}"


class Assembly:
    """The live state. `size` entries were applied, `unknown` of them of kinds from a later version.

    `last` is the last entry, `heard` the last sign of people at work: not a recovery, nor saying the time.
    """

    def __init__(self) -> None:
        self.state = State()
        self.size = 0
        self.unknown = 0
        self.last: Entry | None = None
        self.heard: Entry | None = None
        self._acts: list[tuple[Entry, Event]] = []
        self._undone: set[int] = set()
        self._base = _pack(self.state)
        self._mark = b""
        self._boots: list[tuple[int, Entry]] = []

    def keep(self) -> bytes:
        """What `resumed` needs to go on from here."""
        first = self._acts[0][0].n if self._acts else self.size
        undone, boots = sorted(self._undone), self._boots
        kept = Kept(
            self.state,
            self.size,
            self.unknown,
            self.last,
            self.heard,
            first,
            undone,
            self._base,
            self._mark,
            boots,
        )
        return _pack(kept)

    @classmethod
    def resumed(cls, data: bytes, read: Callable[[int, int], Iterable[bytes]]) -> Assembly:
        """The state that `keep` gave; `read` gives the entries again that can still be taken back.

        Raises msgspec.MsgspecError when it is another version's.
        """
        kept, assembly = _KEPT.decode(data), cls()
        assembly.state, assembly.size, assembly.unknown = kept.state, kept.size, kept.unknown
        assembly.last, assembly.heard = kept.last, kept.heard
        assembly._undone, assembly._boots = set(kept.undone), kept.boots
        assembly._base, assembly._mark = kept.base, kept.mark
        for line in read(kept.acts, kept.size):
            entry = _ENVELOPE.decode(line)
            decoder = _decoders().get(entry.kind)
            if decoder is not None:
                assembly._acts.append((entry, decoder.decode(line)))
        return assembly

    def apply(self, line: bytes) -> frozenset[str]:
        """Fold one entry (its canonical JSON); gives the names of the practices it touched."""
        entry = _ENVELOPE.decode(line)
        if self.last is not None and self.last.boot != entry.boot:
            self._boots.append((entry.n, self.last))
            self._rebooted(self.last)
        self.size += 1
        self.last = entry
        if entry.kind not in OF_THE_JOURNAL and entry.kind != ATTESTED:
            self.heard = entry
        if entry.clock != "unsure" and entry.at > self.state.record.trusted:
            self.state.record.trusted = entry.at
        decoder = _decoders().get(entry.kind)
        if decoder is None:
            self.unknown += 1
            return frozenset()
        return self._take(entry, decoder.decode(line))

    def _take(self, entry: Entry, event: Event) -> frozenset[str]:
        self._acts.append((entry, event))
        if isinstance(event, record.Undone):
            self._undone.add(event.of)
            self._again()
            touched = frozenset(PRACTICES)
        else:
            touched = self._fold(entry, event)
            if len(self._acts) == MARK:
                self._mark = _pack(self.state)
        if len(self._acts) >= 2 * MARK:
            self._forget_oldest()
        return touched

    def _forget_oldest(self) -> None:
        """Acts before the mark can no longer be taken back; the mark becomes the base."""
        self._base, self._mark = self._mark, _pack(self.state)
        del self._acts[:MARK]
        first = self._acts[0][0].n
        self._boots = [(n, last) for n, last in self._boots if n >= first]
        self._undone = {n for n in self._undone if n >= first}

    def _fold(self, entry: Entry, event: Event) -> frozenset[str]:
        folds = kinds()[entry.kind].folds
        for name, fold in folds:
            fold(getattr(self.state, name), event, entry)
        return frozenset(name for name, _fold in folds)

    def _rebooted(self, last: Entry) -> None:
        for name, module in PRACTICES.items():
            if hasattr(module, "rebooted"):
                module.rebooted(getattr(self.state, name), last)

    def _again(self) -> None:
        """Fold everything since the base once more, without what was undone."""
        trusted = self.state.record.trusted
        self.state = _STATE.decode(self._base)
        boots = list(self._boots)
        for count, (entry, event) in enumerate(self._acts, start=1):
            while boots and boots[0][0] <= entry.n:
                self._rebooted(boots.pop(0)[1])
            if entry.n in self._undone:
                owner = PRACTICES[kinds()[entry.kind].owner]
                if hasattr(owner, "stays"):
                    owner.stays(getattr(self.state, kinds()[entry.kind].owner), event)
            else:
                self._fold(entry, event)
            if count == MARK:
                self._mark = _pack(self.state)
        self.state.record.trusted = trusted

    def last_act(self) -> tuple[int, str] | None:
        """Entry and kind of the last act of people that still holds."""
        for entry, _event in reversed(self._acts):
            if entry.n not in self._undone and entry.kind != UNDONE and entry.kind not in OF_THE_JOURNAL:
                return entry.n, entry.kind
        return None

    def check_undo(self, n: int) -> None:
        """Raises Refused where the practice says that this act stays."""
        for entry, event in reversed(self._acts):
            if entry.n == n:
                owner = kinds()[entry.kind].owner
                refuse = getattr(PRACTICES[owner], "can_undo", None)
                if refuse is not None:
                    refuse(getattr(self.state, owner), event)
                return
        raise Refused(_("This act is too long ago to be undone."))
