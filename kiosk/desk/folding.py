"""How acts become state: folded in place where that is quick, on copies where a fold may raise.

These are functions of a state and of acts; `fold.Assembly` keeps both. A fold that raises leaves its part
half changed, so `fold_carefully` then starts again from a copy.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from operator import length_hint
from typing import Any

import msgspec
from msgspec import Struct

from kiosk.desk.offsets import Offsets
from kiosk.desk.registry import Registry, State
from kiosk.left_out import LeftOut
from kiosk.practices.messages import Event
from kiosk.practices.record.events import Undone
from kiosk.terms import Entry

Act = tuple[Entry, Event | None]
"""An entry with its event, None where it is left out."""
Boots = list[tuple[int, Entry]]
"""For each boot: the number of its first entry, and the last entry of the boot before."""

NEVER = 2**53
"""A number that no entry has."""
pack = msgspec.msgpack.Encoder().encode


class Kept(Struct, array_like=True):
    """The content of the opening cache (`Assembly.keep`): all but the acts, which are in the journal.

    `state`, `base` and `mark` are packed states.
    """

    state: bytes
    size: int
    left_out: LeftOut
    last: Entry | None
    heard: Entry | None
    acts: int
    undone: list[int]
    base: bytes
    mark: bytes
    boots: Boots
    offsets: Offsets


class Rehearsed(Struct, frozen=True):
    """What an entry will make of the state: `parts` that replace those of the same name.

    `event` is None for a kind of a later version. An undoing replaces the whole `state` and the `mark`.
    """

    entry: Entry
    event: Event | None
    parts: dict[str, Any]
    touched: frozenset[str]
    state: State | None = None
    mark: bytes = b""


def copied(registry: Registry, state: State, name: str) -> Any:
    """Return a deep copy of one part of the state."""
    return registry.parts[name](pack(getattr(state, name)))


def after_boot(registry: Registry, state: State, last: Entry) -> dict[str, Any]:
    """Return copies of the parts that change when the next entry is of another boot than `last`.

    A part whose `rebooted` raises stays unchanged: that is a fault of the kiosk, and belongs to no entry.
    """
    parts: dict[str, Any] = {}
    for name, practice in registry.practices.items():
        if practice.rebooted is not None:
            part = copied(registry, state, name)
            try:
                practice.rebooted(part, last)
            except Exception:  # noqa: BLE001  see above: no fault may lock a record away
                continue
            parts[name] = part
    return parts


def fold_quickly(
    registry: Registry, state: State, acts: Iterable[Act], boots: Boots, undone: Collection[int]
) -> None:
    """Fold acts in order, in place. Applies `boots` before them, and removes those from the list.

    Of `undone` acts only what stays is applied, acts without an event are skipped. If a fold raises, so
    does this, and the state can no longer be used.
    """
    table = _table(registry, state)
    rebooted = boots[0][0] if boots else NEVER
    for entry, event in acts:
        n = entry.n
        while rebooted <= n:
            reboot(registry, state, boots.pop(0)[1])
            table = _table(registry, state)
            rebooted = boots[0][0] if boots else NEVER
        if event is None:
            continue
        if n in undone:
            fold_undone(registry, state, entry, event)
        else:
            for fold, part in table[entry.kind]:
                fold(part, event, entry)


def fold_carefully(
    registry: Registry, state: State, acts: Iterable[Act], boots: Boots, undone: Collection[int]
) -> tuple[State, list[Entry]]:
    """Return the state after these acts without those that raise, and the entries of those.

    When an act raises, everything since a mark is folded again without it, because a listening practice may
    have raised after the owner folded. An undoing is never among the entries returned: its act is already
    undone, and stays so whatever a listener does.
    """
    failed: list[Entry] = []
    rest, mark = list(acts), pack(state)
    while True:
        trial, ahead, coming = registry.unpack(mark), list(boots), iter(rest)
        try:
            fold_quickly(registry, trial, coming, ahead, undone)
        except Exception:  # noqa: BLE001  the bytes are right, so it is this version that cannot fold them
            at = len(rest) - length_hint(coming) - 1
            entry, event = rest[at]
            if not isinstance(event, Undone):
                failed.append(entry)
            trial = registry.unpack(mark)
            fold_quickly(registry, trial, rest[:at], boots, undone)  # these acts did not raise
            rest, mark = rest[at + 1 :], pack(trial)
        else:
            boots[:] = ahead
            return trial, failed


def reboot(registry: Registry, state: State, last: Entry) -> None:
    """Pause everything that runs on the clock of the boot before."""
    for name, part in after_boot(registry, state, last).items():
        setattr(state, name, part)


def _table(registry: Registry, state: State) -> dict[str, list[tuple[Any, Any]]]:
    return {
        kind: [(fold, getattr(state, name)) for name, fold in described.folds]
        for kind, described in registry.kinds.items()
    }


def fold_undone(registry: Registry, state: State, entry: Entry, event: Event) -> None:
    """Apply what remains of an act that was undone."""
    owner = registry.kinds[entry.kind].owner
    if (stays := registry.practices[owner].stays) is not None:
        stays(getattr(state, owner), event)
