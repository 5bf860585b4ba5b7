"""One sitting replayed from the journal: the assembly as it was at the opening, then entry by entry.

Acts that were taken back are left out, as they are on the screens; what they were numbered stays used. It
gives the head of the journal at the end of the sitting, which the minutes carry. It writes nothing, and it
tells nothing by itself: `build` does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from weakref import WeakKeyDictionary

import msgspec
from msgspec import Struct

from kiosk.desk.fold import Assembly
from kiosk.desk.folding import fold_undone, reboot
from kiosk.desk.registry import State
from kiosk.journal.key import fingerprint
from kiosk.journal.merkle import Frontier, leaf_hash
from kiosk.journal.words import head_words
from kiosk.minutes.document import Head
from kiosk.minutes.heads import signed_head
from kiosk.minutes.source import Source
from kiosk.practices.meeting.events import MeetingClosed
from kiosk.practices.messages import Event, event_kind
from kiosk.practices.record.events import Undone
from kiosk.practices.roster.events import Forgotten, Renamed
from kiosk.terms import Entry

_ENVELOPE = msgspec.json.Decoder(Entry)
_pack = msgspec.msgpack.Encoder().encode
_CLOSED, UNDONE = event_kind(MeetingClosed), event_kind(Undone)
_CORRECTS = frozenset((event_kind(Renamed), event_kind(Forgotten)))
_OF_NAMES = tuple(f'"kind":"{kind}"'.encode() for kind in (*sorted(_CORRECTS), UNDONE))
BLOCK = 4_096


class _Opening(Struct, frozen=True):
    """An assembly as it stood before entry `n`: its state, packed; its last entry; the tree so far."""

    n: int
    state: bytes
    last: Entry | None
    frontier: Frontier
    passed: int = 0
    """How many times the room has gone on without some entries: what was folded may be among them."""


_openings: WeakKeyDictionary[object, _Opening] = WeakKeyDictionary()
"""Of each open journal, where the latest sitting began: reading back is asked for again and again."""


def _opening(source: Source, first: int) -> _Opening:
    """Return the assembly at the sitting's beginning, folded from the latest opening known before it."""
    known = _openings.get(source.journal) if source.journal is not None else None
    passed = len(source.left_out.passed)
    if known is not None and (known.n, known.passed) == (first, passed):
        return known
    if known is None or known.n > first or known.passed != passed:
        known = _Opening(0, _pack(source.registry.state()), None, Frontier())
    assembly = Assembly.at(known.state, known.n, known.last, source.left_out.passed, source.registry)
    frontier = known.frontier.copy()
    assembly.replay(_into_tree(source.read(known.n, first), frontier))
    opening = _Opening(first, _pack(assembly.state), assembly.last, frontier, passed)
    if source.journal is not None:
        _openings[source.journal] = opening
    return opening


def _leave_out(assembly: Assembly, entry: Entry, line: bytes) -> None:
    """Skip an entry, but apply its reboot and the numbers that it used: those stay after an undo."""
    if assembly.last is not None and assembly.last.boot != entry.boot:
        reboot(assembly.registry, assembly.state, assembly.last)
    assembly.last = entry
    if entry.kind in assembly.registry.kinds:
        event = assembly.registry.decoders[entry.kind](line)
        fold_undone(assembly.registry, assembly.state, entry, event)


def _into_tree(lines: Iterable[bytes], frontier: Frontier) -> Iterator[bytes]:
    """Yield the same entries, and add each to the tree as a leaf."""
    rest = iter(lines)
    while block := list(islice(rest, BLOCK)):
        frontier.extend([leaf_hash(line) for line in block])
        yield from block


class Replay:
    """Entries `first` up to but without `stop`, folded one by one on top of everything before."""

    def __init__(self, source: Source, first: int, stop: int) -> None:
        opening = _opening(source, first)
        self._source, self._first = source, first
        self._lines = list(source.read(first, stop))
        self._frontier = opening.frontier.copy()
        self._frontier.extend([leaf_hash(line) for line in self._lines])
        passed, registry = source.left_out.passed, source.registry
        self.assembly = Assembly.at(opening.state, opening.n, opening.last, passed, registry)
        self.taken_back = _taken_back(self._lines)
        """The entries of this sitting that were undone."""
        self.closing: Entry | None = None
        """The entry that closed the sitting, known after the last step."""

    @property
    def state(self) -> State:
        """Return the state after the last step."""
        return self.assembly.state

    def steps(self) -> Iterator[tuple[Entry, Event]]:
        """Yield each entry that counts, with its event; it is folded into the state already.

        The closing itself is not folded: the state at the end is that of the room before it broke up.
        """
        for line in self._lines:
            entry = _ENVELOPE.decode(line)
            if entry.n in self._source.left_out:
                self.assembly.leave_out(line)  # as it is on the wall, where later entries were folded too
            elif entry.n in self.taken_back or entry.kind == UNDONE:
                _leave_out(self.assembly, entry, line)
            elif entry.kind == _CLOSED:
                _leave_out(self.assembly, entry, line)
                self.closing = entry
            else:
                self.assembly.apply(line)
                if entry.n not in self.assembly.left_out:
                    yield entry, self.assembly.registry.decoders[entry.kind](line)

    @property
    def unknown(self) -> int:
        """Return how many entries of this sitting were not folded."""
        return sum(n in self.assembly.left_out for n in range(self._first, self._first + len(self._lines)))

    def lines(self, since: int = 0) -> list[bytes]:
        """Return this sitting's entries that are understood, undone ones too; from `since` on if earlier.

        0 is no entry of a sitting.
        """
        earlier = list(self._source.read(since, self._first)) if 0 < since < self._first else []
        return [*self._understood(since, earlier), *self._understood(self._first, self._lines)]

    def _understood(self, first: int, lines: Iterable[bytes]) -> list[bytes]:
        """Return these lines without those that are left out; the first is entry `first`."""
        out = (self._source.left_out, self.assembly.left_out)
        return [line for n, line in enumerate(lines, first) if not any(n in each for each in out)]

    def head(self) -> Head:
        """Return the journal's head at the end of these entries, with the key of that time."""
        size, root = self._frontier.size, self._frontier.root()
        verifier = self._source.key_at(size)
        checkpoint, proof = signed_head(self._source, self._frontier)
        return Head(
            origin=verifier.name,
            size=size,
            root=root.hex(),
            words=list(head_words(root)),
            fingerprint=fingerprint(verifier.public),
            vkey=verifier.vkey,
            checkpoint=checkpoint,
            proof=proof,
        )


def corrections(lines: Iterable[bytes], people: Collection[str] | None = None) -> list[Entry]:
    """Return the entries that correct or delete a name, of one of these people, or of anybody if None.

    A correction that was undone does not count.
    """
    found: dict[int, Entry] = {}
    for line in lines:
        if not any(name in line for name in _OF_NAMES):
            continue
        entry = _ENVELOPE.decode(line)
        if entry.kind == UNDONE:
            found.pop(_undoing(line).of, None)
        elif entry.kind in _CORRECTS:
            person = msgspec.json.decode(line, type=_Named).person
            if people is None or person in people:
                found[entry.n] = entry
    return list(found.values())


class _Named(Struct):
    person: str


def _taken_back(lines: Iterable[bytes]) -> frozenset[int]:
    """Return the numbers of the entries that others among these undo."""
    name = f'"kind":"{UNDONE}"'.encode()
    undoings = (line for line in lines if name in line and _ENVELOPE.decode(line).kind == UNDONE)
    return frozenset(event.of for event in map(_undoing, undoings))


_undoing = msgspec.json.Decoder(Undone).decode
