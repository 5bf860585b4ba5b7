"""The live state of an assembly: a fold of its journal, and what can still be taken back of it.

`Assembly.apply` takes one entry as it is recorded, and gives the names of the parts it touched. An undone act
is one that is left out of the fold: the state is rolled back to a mark and folded again without it.
`Assembly.replay` takes many that were recorded before, and ends in the same state: it reads ahead, and leaves
out at once what is undone later. It is not the door (that is the desk), and it reads no clock, no names and
no files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache, partial
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path

import msgspec
from msgspec import Struct

from kiosk import SOFTWARE, assembly, practices, terms
from kiosk.assembly import PRACTICES, State, decoders, kinds
from kiosk.errors import JournalDamaged, Refused
from kiosk.language import words
from kiosk.practices import record, roster
from kiosk.practices.contract import Event, event_kind
from kiosk.terms import Entry

_, ngettext = words("assembly")

MARK = 256
"""Acts between two marks; so many at least, twice as many at most, can be taken back."""
BLOCK = 1_024
"""Entries that a replay reads at a time."""
_NEVER = 2**53
"""A number that no entry has."""

Act = tuple[Entry, Event]


ENVELOPE = msgspec.json.Decoder(Entry)
_STATE = msgspec.msgpack.Decoder(State)
_pack = msgspec.msgpack.Encoder().encode

OF_THE_JOURNAL = frozenset(
    event_kind(event) for event in (record.Founded, record.Recovered, record.Signed, record.KeyChanged)
)
"""What the journal says of itself: nobody did it, nobody can take it back."""
UNDONE, ATTESTED = event_kind(record.Undone), event_kind(record.ClockAttested)
_QUIET = OF_THE_JOURNAL | {ATTESTED}
"""No sign of people at work."""


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
    folding = map(Path, (__file__, assembly.__file__, terms.__file__))
    for path in sorted([*folding, *Path(practices.__file__ or "").parent.rglob("*.py")]):
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
        self._unread: Callable[[], Iterable[bytes]] = tuple
        self._undone: set[int] = set()
        self._base = self._marked()
        self._mark = b""
        self._boots: list[tuple[int, Entry]] = []

    @classmethod
    def at(cls, state: bytes, size: int, last: Entry | None) -> Assembly:
        """How things stood after `size` entries, their `state` packed; nothing of it can be taken back."""
        assembly = cls()
        assembly.size, assembly.last, assembly._base = size, last, state
        assembly._back_to_base()
        return assembly

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
        assembly._unread = partial(read, kept.acts, kept.size)
        return assembly

    @cached_property
    def _acts(self) -> list[Act]:
        """Every act since the base. A resumed fold reads them again only when the first is needed."""
        entries = ((ENVELOPE.decode(line), line) for line in self._unread())
        table = decoders()
        return [(entry, table[entry.kind](line)) for entry, line in entries if entry.kind in table]

    def apply(self, line: bytes) -> frozenset[str]:
        """Fold one entry (its canonical JSON); gives the names of the practices it touched."""
        act = self._read([line])
        if self._boots and self.last is not None and self._boots[-1][0] == self.last.n:
            self._rebooted(self._boots[-1][1])
        if act is None:
            return frozenset()
        entry, event = act
        touched = frozenset(PRACTICES)
        if isinstance(event, record.Undone):
            self._fold_again()
        else:
            touched = self._fold(entry, event)
            if len(self._acts) == MARK:
                self._mark = self._marked()
        if len(self._acts) >= 2 * MARK:
            self._base, self._mark = self._mark, self._marked()
            self._let_go(MARK)
        return touched

    def replay(self, lines: Iterable[bytes]) -> None:
        """Fold many entries: the same as `apply` on each, and much sooner, since each act is folded once.

        Raises JournalDamaged for an entry of a known kind that has not its shape, or cannot follow here.
        """
        blocks = iter(partial(_some, iter(lines)), [])
        first = next(blocks, None)
        if first is None:
            return
        boots = list(self._boots)
        self._back_to_base()
        for block in chain([first], blocks):
            known = len(self._boots)
            self._read(block)
            boots += self._boots[known:]
            sure = _first_undoable(len(self._acts))
            self._fold_all(self._acts[:sure], boots)
            self._let_go(sure)
        self._base = self._marked()
        self._fold_all(self._acts[:MARK], boots)
        if len(self._acts) >= MARK:
            self._mark = self._marked()
        self._fold_all(self._acts[MARK:], boots)
        for _n, last in boots:
            self._rebooted(last)

    def _read(self, lines: Iterable[bytes]) -> tuple[Entry, Event] | None:
        """What entries say of themselves, unfolded; the last, if its kind is none of a later version.

        In one loop with few look-ups: a journal of years is read with it.
        """
        last, heard, trusted = self.last, self.heard, self.state.record.trusted
        table, acts, act = decoders(), self._acts, None
        try:
            for line in lines:
                entry = ENVELOPE.decode(line)
                if last is not None and last.boot != entry.boot:
                    self._boots.append((entry.n, last))
                last, kind = entry, entry.kind
                if kind not in _QUIET:
                    heard = entry
                if entry.clock != "unsure" and entry.at > trusted:
                    trusted = entry.at
                if kind in table:
                    act = entry, table[kind](line)
                    if kind == UNDONE and self._reaches(act[1].of):
                        self._undone.add(act[1].of)
                    acts.append(act)
                else:
                    act = None
                    self.unknown += 1
                self.size += 1
        except msgspec.ValidationError as error:
            raise _not_understood(self.size, error) from error
        self.last, self.heard, self.state.record.trusted = last, heard, trusted
        return act

    def _reaches(self, n: int) -> bool:
        """Whether the act of entry `n` is recent enough to be taken back by the next one."""
        return bool(self._acts) and self._acts[_first_undoable(len(self._acts))][0].n <= n

    def _let_go(self, acts: int) -> None:
        """So many of the oldest acts can no longer be taken back."""
        if acts:
            del self._acts[:acts]
            first = self._acts[0][0].n
            self._boots = [(n, last) for n, last in self._boots if n >= first]
            self._undone = {n for n in self._undone if n >= first}

    def _marked(self) -> bytes:
        """The state, to come back to. What time could be trusted does not go back with it."""
        trusted, self.state.record.trusted = self.state.record.trusted, ""
        mark = _pack(self.state)
        self.state.record.trusted = trusted
        return mark

    def _back_to_base(self) -> None:
        trusted = self.state.record.trusted
        self.state = _STATE.decode(self._base)
        self.state.record.trusted = max(trusted, self.state.record.trusted)

    def _fold_again(self) -> None:
        """Fold everything since the base once more, without what was undone."""
        boots = list(self._boots)
        self._back_to_base()
        self._fold_all(self._acts[:MARK], boots)
        if len(self._acts) >= MARK:
            self._mark = self._marked()
        self._fold_all(self._acts[MARK:], boots)

    def _fold(self, entry: Entry, event: Event) -> frozenset[str]:
        folds = kinds()[entry.kind].folds
        for name, fold in folds:
            fold(getattr(self.state, name), event, entry)
        return frozenset(name for name, _fold in folds)

    def _fold_all(self, acts: Iterable[Act], boots: list[tuple[int, Entry]]) -> None:
        """Fold acts in order but those that were undone; `boots` before them happen too, and are used up."""
        parts = {name: getattr(self.state, name) for name in PRACTICES}
        table = {kind: [(fold, parts[name]) for name, fold in each.folds] for kind, each in kinds().items()}
        undone, rebooted, n = self._undone, boots[0][0] if boots else _NEVER, 0
        try:
            for entry, event in acts:
                n = entry.n
                while rebooted <= n:
                    self._rebooted(boots.pop(0)[1])
                    rebooted = boots[0][0] if boots else _NEVER
                if n in undone:
                    self._stays(entry, event)
                else:
                    for fold, part in table[entry.kind]:
                        fold(part, event, entry)
        except (LookupError, ValueError, AttributeError) as error:
            raise _not_understood(n, error) from error

    def _stays(self, entry: Entry, event: Event) -> None:
        """What remains of an act that was undone."""
        owner = kinds()[entry.kind].owner
        if hasattr(PRACTICES[owner], "stays"):
            PRACTICES[owner].stays(getattr(self.state, owner), event)

    def _rebooted(self, last: Entry) -> None:
        for name, module in PRACTICES.items():
            if hasattr(module, "rebooted"):
                module.rebooted(getattr(self.state, name), last)

    def last_act(self) -> tuple[int, str] | None:
        """Entry and kind of the last act of people that still holds."""
        for entry, _event in reversed(self._acts):
            if entry.n not in self._undone and entry.kind != UNDONE and entry.kind not in OF_THE_JOURNAL:
                return entry.n, entry.kind
        return None

    def replaced_names(self) -> set[str]:
        """The commitments that corrections have replaced and that can come back, if they are undone."""
        return {
            event.before
            for entry, event in self._acts
            if isinstance(event, roster.Renamed) and entry.n not in self._undone
        }

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


def _some(lines: Iterator[bytes]) -> list[bytes]:
    return list(islice(lines, BLOCK))


def _first_undoable(acts: int) -> int:
    """Where, after so many acts since a base, those begin that can still be taken back."""
    return max(0, MARK * (acts // MARK - 1))


def _not_understood(n: int, why: Exception) -> JournalDamaged:
    return JournalDamaged(_("Entry {n} cannot be understood: {why}.").format(n=n, why=why), n)
