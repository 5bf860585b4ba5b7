"""The live state of an assembly: a fold of its journal, and the acts that can still be undone.

`Assembly.rehearse` folds one entry on copies of the parts that it touches, before it is recorded; `install`
makes the copies the state afterwards. So a fold that fails changes nothing, and its entry is never written.
An undone act is skipped by the fold: the state returns to a mark and is folded again without the act.
`Assembly.replay` folds many entries that were recorded before, and ends in the same state: it reads ahead,
and skips acts that are undone later. Entries that cannot be folded are left out (`left_out`). It decides
nothing (the desk does), and it reads no clock, no names and no files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cached_property, partial
from itertools import chain, islice
from typing import Any

import msgspec

from kiosk import left_out
from kiosk.desk.folding import (
    Act,
    Boots,
    Kept,
    Rehearsed,
    after_boot,
    copied,
    fold_carefully,
    fold_quickly,
    pack,
    reboot,
)
from kiosk.desk.offsets import OPENED, Offsets
from kiosk.desk.registry import REGISTRY, Registry, State
from kiosk.errors import JournalDamaged, Refused
from kiosk.language import words
from kiosk.left_out import LeftOut, Passed
from kiosk.practices import record, roster
from kiosk.practices.messages import Event, event_kind
from kiosk.terms import Entry

_, ngettext = words("assembly")

MARK = 256
"""Acts between two marks; at least this many can be undone, and at most twice as many."""
BLOCK = 1_024
"""Entries that a replay reads at a time."""

ENVELOPE = msgspec.json.Decoder(Entry)

UNDONE = event_kind(record.events.Undone)
LEFT_OUT = left_out.KIND
_QUIET = record.rules.OF_THE_JOURNAL | record.rules.ATTESTING
"""Kinds of entry that are no sign of people at work."""

_KEPT = msgspec.msgpack.Decoder(Kept)


class Assembly:
    """The live state. `size` entries were applied, except those `left_out`.

    `heard` is the last sign of people at work: neither a recovery nor a time that the room attested.
    `passed` holds what entries are known to leave out, as far as that is known in advance.
    """

    def __init__(self, passed: Iterable[Passed] = (), registry: Registry = REGISTRY) -> None:
        self.registry = registry
        self.state = registry.state()
        self.size = 0
        self.left_out = LeftOut(passed=list(passed))
        self.last: Entry | None = None
        self.heard: Entry | None = None
        self._unread: Callable[[], Iterable[bytes]] = tuple
        self._undone: set[int] = set()
        self._base = self._marked()
        self._mark = b""
        self._boots: Boots = []
        self.offsets = Offsets()

    @classmethod
    def at(
        cls,
        state: bytes,
        size: int,
        last: Entry | None,
        passed: Iterable[Passed] = (),
        registry: Registry = REGISTRY,
    ) -> Assembly:
        """Return the assembly after `size` entries, with their packed `state`; none of them can be undone."""
        assembly = cls(passed, registry)
        assembly.size, assembly.last, assembly._base = size, last, state
        assembly._back_to_base()
        return assembly

    def keep(self) -> bytes:
        """Return what `resumed` needs to continue from here."""
        first = self._acts[0][0].n if self._acts else self.size
        undone, boots, base, mark = sorted(self._undone), self._boots, self._base, self._mark
        told = pack(self.state), self.size, self.left_out, self.last, self.heard
        return pack(Kept(*told, first, undone, base, mark, boots, self.offsets))

    @classmethod
    def resumed(
        cls, data: bytes, read: Callable[[int, int], Iterable[bytes]], registry: Registry = REGISTRY
    ) -> Assembly:
        """Return the assembly that `keep` packed; `read` gives the entries again that can still be undone.

        Raises msgspec.MsgspecError for the data of another version.
        """
        kept, assembly = _KEPT.decode(data), cls(registry=registry)
        assembly.state = registry.unpack(kept.state)
        assembly.size, assembly.left_out = kept.size, kept.left_out
        assembly.last, assembly.heard = kept.last, kept.heard
        assembly._undone, assembly._boots = set(kept.undone), kept.boots
        assembly.offsets = kept.offsets
        assembly._base, assembly._mark = kept.base, kept.mark
        assembly._unread = partial(read, kept.acts, kept.size)
        return assembly

    @cached_property
    def _acts(self) -> list[Act]:
        """Return every entry since the base. A resumed fold reads them again when the first is needed.

        Entries that are left out count too: how far back an undo reaches must not depend on what a version
        understands. If they are damaged on the card nothing can be undone, and everything else works.
        """
        table = self.registry.decoders
        try:
            entries = [(ENVELOPE.decode(line), line) for line in self._unread()]
        except JournalDamaged:
            self._base, self._mark, self._undone, self._boots = self._marked(), b"", set(), []
            return []
        return [
            (entry, None if entry.n in self.left_out else table[entry.kind](line)) for entry, line in entries
        ]

    def rehearse(self, line: bytes) -> Rehearsed:
        """Fold one entry (its canonical JSON) on copies; the state stays as it is.

        Raises whatever the fold raises, msgspec.ValidationError for an entry without its kind's shape.
        """
        entry, _before = ENVELOPE.decode(line), self._acts
        if entry.kind not in self.registry.kinds or self.left_out.is_passed(entry.n, entry.kind):
            return Rehearsed(entry, None, self._after_boot(entry), frozenset())
        event = self.registry.decoders[entry.kind](line)
        if isinstance(event, record.events.Undone):
            state, mark = self._without(event.of, (entry, event))
            return Rehearsed(entry, event, {}, frozenset(self.registry.practices), state, mark)
        parts = self._after_boot(entry)
        folds = self.registry.kinds[entry.kind].folds
        for name, fold in folds:
            if name not in parts:
                parts[name] = copied(self.registry, self.state, name)
            fold(parts[name], event, entry)
        return Rehearsed(entry, event, parts, frozenset(name for name, _fold in folds))

    def install(self, rehearsed: Rehearsed) -> frozenset[str]:
        """Replace the state by what was rehearsed, right after it; returns the names of the touched parts."""
        entry, event = rehearsed.entry, rehearsed.event
        booted = self._hear(entry)
        self.offsets.hear(entry, event)
        self.size += 1
        if rehearsed.state is not None:
            trusted = self.state.record.trusted
            self.state, self._mark = rehearsed.state, rehearsed.mark
            self.state.record.trusted = trusted
        else:
            for name, part in rehearsed.parts.items():
                if name == "record":
                    part.trusted = self.state.record.trusted
                setattr(self.state, name, part)
        if event is None:
            self.left_out.add(entry.n, entry.kind)
        elif isinstance(event, record.events.LeftOut):
            self.left_out.pass_by(Passed(event.ranges, event.kinds))
        self._keep_act(entry, event)
        return frozenset(self.registry.practices) if booted else rehearsed.touched

    def apply(self, line: bytes) -> frozenset[str]:
        """Fold one entry of a verified journal; returns the names of the parts it touched.

        An entry that cannot be folded is left out: its bytes are right, so this version does not understand
        it, and a fault of the kiosk must never lock a record away.
        """
        try:
            rehearsed = self.rehearse(line)
        except Exception:  # noqa: BLE001  a fold may raise anything: see above
            return self.leave_out(line)
        return self.install(rehearsed)

    def leave_out(self, line: bytes) -> frozenset[str]:
        """Skip an entry that cannot or must not be folded: only its boot and its time count."""
        entry = ENVELOPE.decode(line)
        touched = self.install(Rehearsed(entry, None, self._after_boot(entry), frozenset()))
        if entry.kind == LEFT_OUT and not self.left_out.is_passed(entry.n, entry.kind):
            with suppress(msgspec.ValidationError):  # what it names holds, as in a replay, which reads ahead
                event = self.registry.decoders[LEFT_OUT](line)
                self.left_out.pass_by(Passed(event.ranges, event.kinds))
        return touched

    def become(self, other: Assembly) -> None:
        """Copy everything from another assembly, which is not used afterwards."""
        self.__dict__.update(other.__dict__)

    def _hear(self, entry: Entry) -> bool:
        """Read boot, kind and time off the envelope; True if the entry is the first of another boot."""
        boots = self._boot_before(entry)
        self._boots += boots
        self.last = entry
        if entry.kind not in _QUIET:
            self.heard = entry
        if entry.clock != "unsure" and entry.at > self.state.record.trusted:
            self.state.record.trusted = entry.at
        return bool(boots)

    def _keep_act(self, entry: Entry, event: Event | None) -> None:
        """Remember an act, so that it can be undone; forget the acts that are too old."""
        if isinstance(event, record.events.Undone) and self._reaches(event.of):
            self._undone.add(event.of)
        self._acts.append((entry, event))
        if len(self._acts) == MARK and not isinstance(event, record.events.Undone):
            self._mark = self._marked()
        if len(self._acts) >= 2 * MARK:
            self._base, self._mark = self._mark, self._marked()
            self._let_go(MARK)

    def replay(self, lines: Iterable[bytes]) -> None:
        """Fold many verified entries, as `apply` does for each, and much faster, because each act is folded
        once."""
        blocks = iter(partial(_next_block, iter(lines)), [])
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
            reboot(self.registry, self.state, last)

    def _read(self, lines: Iterable[bytes]) -> None:
        """Read the entries without folding them: envelopes, events, what is undone and what is left out.

        One loop with few look-ups, because it reads a journal of years.
        """
        last, heard, trusted = self.last, self.heard, self.state.record.trusted
        table, known = self.registry.decoders, self.registry.kinds
        acts, passed = self._acts, bool(self.left_out.passed)
        for line in lines:
            entry = ENVELOPE.decode(line)
            if last is not None and last.boot != entry.boot:
                self._boots.append((entry.n, last))
            last, kind = entry, entry.kind
            if kind not in _QUIET:
                heard = entry
            if entry.clock != "unsure" and entry.at > trusted:
                trusted = entry.at
            if entry.east is not None:
                self.offsets.hear(entry)
            self.size += 1
            if kind not in known or (passed and self.left_out.is_passed(entry.n, kind)):
                self.left_out.add(entry.n, kind)
                acts.append((entry, None))
                continue
            try:
                event = table[kind](line)
            except msgspec.ValidationError:  # another shape of this kind, from a later version
                self.left_out.add(entry.n, kind)
                acts.append((entry, None))
                continue
            if kind == UNDONE and self._reaches(event.of):
                self._undone.add(event.of)
            elif kind == LEFT_OUT:
                self.left_out.pass_by(Passed(event.ranges, event.kinds))
            elif kind == OPENED:
                self.offsets.hear(entry, event)
            acts.append((entry, event))
        self.last, self.heard, self.state.record.trusted = last, heard, trusted

    def _reaches(self, n: int) -> bool:
        """True if the act of entry `n` is recent enough for the next entry to undo it."""
        return bool(self._acts) and self._acts[_first_undoable(len(self._acts))][0].n <= n

    def _let_go(self, acts: int) -> None:
        """Forget the oldest acts, so many of them: they can no longer be undone."""
        if acts:
            del self._acts[:acts]
            first = self._acts[0][0].n
            self._boots = [(n, last) for n, last in self._boots if n >= first]
            self._undone = {n for n in self._undone if n >= first}

    def _marked(self) -> bytes:
        """Return the packed state to go back to, without the trusted time, which never goes back."""
        trusted, self.state.record.trusted = self.state.record.trusted, ""
        mark = pack(self.state)
        self.state.record.trusted = trusted
        return mark

    def _back_to_base(self) -> None:
        trusted = self.state.record.trusted
        self.state = self.registry.unpack(self._base)
        self.state.record.trusted = max(trusted, self.state.record.trusted)

    def _without(self, n: int, undone: Act) -> tuple[State, bytes]:
        """Return the state and the mark, folded again from the base without the act of entry `n`.

        `undone` is the act that undoes it, which comes last. Raises whatever a fold raises.
        """
        live, before, acts = self.state, self._undone, [*self._acts, undone]
        boots = [*self._boots, *self._boot_before(undone[0])]
        self._undone = before | {n} if self._reaches(n) else before
        try:
            self._back_to_base()
            fold_quickly(self.registry, self.state, acts[:MARK], boots, self._undone)
            mark = self._marked() if len(acts) >= MARK else b""
            fold_quickly(self.registry, self.state, acts[MARK:], boots, self._undone)
            for _n, last in boots:
                reboot(self.registry, self.state, last)
            return self.state, mark
        finally:
            self.state, self._undone = live, before

    def _boot_before(self, entry: Entry) -> Boots:
        """Return the boot that this entry, the next one, begins; an empty list if it begins none."""
        booted = self.last is not None and self.last.boot != entry.boot
        return [(entry.n, self.last)] if booted and self.last is not None else []

    def _after_boot(self, entry: Entry) -> dict[str, Any]:
        """Return copies of the parts that change because the next entry is of another boot."""
        boots = self._boot_before(entry)
        return after_boot(self.registry, self.state, boots[0][1]) if boots else {}

    def _fold_all(self, acts: list[Act], boots: Boots) -> None:
        """Fold verified acts; those that raise are left out. Applies earlier `boots`, and removes those."""
        if not acts:
            return
        mark, ahead, trusted = self._marked(), list(boots), self.state.record.trusted
        try:
            fold_quickly(self.registry, self.state, acts, boots, self._undone)
        except Exception:  # noqa: BLE001  a fold may raise anything; `fold_carefully` finds the entry
            boots[:] = ahead
            self.state, failed = fold_carefully(
                self.registry, self.registry.unpack(mark), acts, boots, self._undone
            )
            self.state.record.trusted = trusted
            first = self._acts[0][0].n
            for entry in failed:
                self._acts[entry.n - first] = (entry, None)
                self.left_out.add(entry.n, entry.kind)

    def last_act(self) -> tuple[int, str] | None:
        """Return entry and kind of the last act of people that is not undone."""
        for entry, event in reversed(self._acts):
            n, kind = entry.n, entry.kind
            if n in self._undone or event is None or kind == UNDONE:
                continue
            if kind not in record.rules.OF_THE_JOURNAL:
                return n, kind
        return None

    def replaced_names(self) -> set[str]:
        """Return the commitments that corrections replaced and that return if the correction is undone."""
        return {
            event.before
            for entry, event in self._acts
            if isinstance(event, roster.events.Renamed) and entry.n not in self._undone
        }

    def check_undo(self, n: int) -> None:
        """Raise Refused where the practice says that this act cannot be undone."""
        for entry, event in reversed(self._acts):
            if entry.n == n and event is not None:
                owner = self.registry.kinds[entry.kind].owner
                refuse = self.registry.practices[owner].can_undo
                if refuse is not None:
                    refuse(getattr(self.state, owner), event)
                return
        raise Refused(_("This act is too long ago to be undone."))


def _next_block(lines: Iterator[bytes]) -> list[bytes]:
    return list(islice(lines, BLOCK))


def _first_undoable(acts: int) -> int:
    """Return the index of the first act that can be undone, after so many acts since a base."""
    return max(0, MARK * (acts // MARK - 1))
