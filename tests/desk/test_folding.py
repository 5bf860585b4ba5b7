"""Folds that fail: wherever they raise, a journal gives one state, and every other entry is folded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from unittest.mock import patch

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.desk import fold, folding
from kiosk.desk.fold import Assembly
from kiosk.desk.registry import REGISTRY, Kind, State
from kiosk.journal.canonical import encode
from kiosk.practices.contract import Practice
from kiosk.practices.messages import Event
from kiosk.practices.record.events import LeftOut, Undone
from kiosk.terms import Entry
from tests.practices.play import Play
from tests.practices.random_evening import Evening


class Fault(NamedTuple):
    """Where a fold raises: entry `n` in the `place`-th practice that folds it, or `stays` of its kind."""

    n: int
    place: int
    where: str


@contextmanager
def failing(faults: list[Fault]) -> Iterator[None]:
    """Make folds raise at these entries, after they have half changed their part."""
    at = {(fault.n, fault.place) for fault in faults if fault.where == "fold"}

    def broken(place: int, fold_: Callable[[Any, Event, Entry], None]) -> Callable[[Any, Event, Entry], None]:
        def folds(part: Any, event: Event, entry: Entry) -> None:
            fold_(part, event, entry)
            if (entry.n, place) in at:
                raise ZeroDivisionError(entry.n)

        return folds

    table = {
        name: Kind(
            kind.type,
            kind.owner,
            tuple((part, broken(place, each)) for place, (part, each) in enumerate(kind.folds)),
        )
        for name, kind in REGISTRY.kinds.items()
    }
    stay, reboot = (any(fault.where == where for fault in faults) for where in ("stays", "rebooted"))
    faulty = {name: _faulty(practice, stay, reboot) for name, practice in REGISTRY.practices.items()}
    with patch.object(REGISTRY, "kinds", table), patch.dict(REGISTRY.practices, faulty):
        yield


def _faulty(practice: Practice, stay: bool, reboot: bool) -> Practice:
    """Return the practice with those of these hooks raising that it has."""
    if stay and practice.stays is not None:
        practice = replace(practice, stays=_raising(practice.stays))
    if reboot and practice.rebooted is not None:
        practice = replace(practice, rebooted=_raising(practice.rebooted))
    return practice


def _raising(done: Callable[..., None]) -> Callable[..., None]:
    def raises(*given_: Any) -> None:
        done(*given_)
        raise KeyError("of ours")

    return raises


def _evening(folder: Path, seed: int) -> list[bytes]:
    """Play a random evening; returns its entries, with kinds of a later version in between."""
    play = Play(folder)
    people = Evening(play, Random(seed))
    for turn in range(110):
        people.act()
        if turn % 13 == 5:
            play.desk.journal.append("mandate.given/1", {"to": "m001", "turn": turn}, play.desk.stamp())
            play.restart(reboot=turn % 2 == 0)
            left_out = play.desk.room.journal.left_out().naming()
            fields = msgspec.to_builtins(LeftOut(ranges=left_out.ranges, kinds=left_out.kinds))
            assert fields.pop("kind") == "entries.left-out/1"
            if turn % 3 == 0:
                play.restart()
            play.desk.journal.append("entries.left-out/1", fields, play.desk.stamp())
            play.restart()
    lines = list(play.desk.journal.read())
    play.desk.close()
    return lines


@cache
def evening(seed: int) -> list[bytes]:
    """Return the entries of that evening, played once."""
    with TemporaryDirectory() as folder:
        return _evening(Path(folder), seed)


def _retold(lines: list[bytes], skipped: set[int], undone: set[int]) -> State:
    """Fold every entry once from the beginning, each on copies, except those left out."""
    state, last = State(), None
    for line in lines:
        entry = fold.ENVELOPE.decode(line)
        if last is not None and last.boot != entry.boot:
            folding.reboot(REGISTRY, state, last)
        last = entry
        if entry.n not in skipped:
            event = msgspec.json.decode(line, type=REGISTRY.kinds[entry.kind].type)
            folding.fold_quickly(REGISTRY, state, [(entry, event)], [], undone)
        if entry.clock != "unsure":
            state.record.trusted = max(state.record.trusted, entry.at)
    return state


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_a_replay_ends_in_one_state_whatever_raises(data: st.DataObject) -> None:
    """The state is the same in any pieces, with any marks, and resumed from any opening cache."""
    lines = evening(data.draw(st.integers(0, 2)))
    undone, spots = _taken_back(lines)
    wheres = st.sampled_from(["fold", "fold", "fold", "stays", "rebooted"])
    faults = data.draw(st.lists(st.builds(Fault, spots, st.integers(0, 3), wheres), max_size=4))
    cuts = sorted(data.draw(st.sets(st.integers(0, len(lines)), max_size=3)) | {0, len(lines)})
    mark = data.draw(st.sampled_from([4, 32, 256]))
    with (
        failing(faults),
        patch.object(fold, "MARK", mark),
        patch.object(fold, "BLOCK", 7 if mark < 9 else 100),
    ):
        whole = Assembly()
        whole.replay(lines)
        assert whole.size == len(lines)
        in_pieces = Assembly()
        for start, stop in pairwise(cuts):
            in_pieces.replay(lines[start:stop])
            in_pieces = Assembly.resumed(in_pieces.keep(), lambda a, b: lines[a:b])
        careful = Assembly()
        for line in lines:
            careful.apply(line)
        stays = any(fault.where == "stays" for fault in faults)  # then the act is left out, not its undoing
        for other in (in_pieces,) if stays else (in_pieces, careful):
            if not any(n in other.left_out for n in undone):
                assert other.keep() == whole.keep()
                assert other.last_act() == whole.last_act()
        skipped = {n for n in range(len(lines)) if n in whole.left_out}
        expected = {fault.n for fault in faults if fault.where == "fold"}
        unknown = {n for n, line in enumerate(lines) if b"mandate.given/1" in line and n in skipped}
        if not stays:
            assert skipped <= expected | unknown | _built_on(lines, skipped)
        assert folding.pack(_retold(lines, skipped, undone)) == folding.pack(whole.state)


def _taken_back(lines: list[bytes]) -> tuple[set[int], st.SearchStrategy[int]]:
    """Return the undone entries, and where a fold may raise: at neither these nor an undoing.

    A replay, which reads ahead, does not fold an undone act, so whether that act raises depends on it.
    """
    undoings = {n: line for n, line in enumerate(lines) if b'"kind":"act.undone/1"' in line}
    undone = {msgspec.json.decode(line, type=Undone).of for line in undoings.values()}
    return undone, st.sampled_from([n for n in range(1, len(lines)) if n not in undone and n not in undoings])


def _built_on(lines: list[bytes], skipped: set[int]) -> set[int]:
    """Return the entries after the first one left out: they may build on it and be left out too."""
    return set(range(min(skipped, default=len(lines)), len(lines)))


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_what_the_room_named_is_left_out_by_every_later_version(data: st.DataObject) -> None:
    """A version without the fault ends in the same state once an entry names what was not folded."""
    lines = evening(data.draw(st.integers(0, 2)))
    _undone, spots = _taken_back(lines)
    faults = data.draw(st.lists(st.builds(Fault, spots, st.integers(0, 1), st.just("fold")), max_size=4))
    with failing(faults):
        ours = Assembly()
        ours.replay(lines)
        cache = ours.keep()
    last = fold.ENVELOPE.decode(lines[-1])
    named = ours.left_out.naming()
    fields = {
        "at": last.at,
        "boot": last.boot,
        "clock": last.clock,
        "kind": "entries.left-out/1",
        "kinds": named.kinds,
        "n": len(lines),
        "ranges": [list(each) for each in named.ranges],
        "up": last.up,
    }
    said = encode(fields)
    ours.install(ours.rehearse(said))
    assert ours.left_out.waiting == 0
    theirs = Assembly(ours.left_out.passed)
    theirs.replay([*lines, said])
    assert folding.pack(theirs.state) == folding.pack(ours.state)
    assert theirs.left_out == ours.left_out
    assert theirs.last_act() == ours.last_act()
    again = Assembly.resumed(cache, lambda a, b: lines[a:b])
    again.left_out.pass_by(named)
    again.replay([said])
    assert again.keep() == ours.keep()


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_a_rehearsal_that_fails_changes_nothing(data: st.DataObject) -> None:
    """Wherever a rehearsal raises, nothing changes; without the fault the entry is folded as usual."""
    lines = evening(data.draw(st.integers(0, 2)))
    at = data.draw(st.integers(1, len(lines) - 1))
    now = Assembly()
    now.replay(lines[:at])
    before = now.keep()
    faults = [Fault(at, data.draw(st.integers(0, 2)), "fold"), Fault(0, 0, "stays")]
    with failing(faults), suppress(ZeroDivisionError, KeyError):
        rehearsed = now.rehearse(lines[at])
        assert rehearsed.event is None or len(REGISTRY.kinds[rehearsed.entry.kind].folds) < 3
    assert now.keep() == before
    now.install(now.rehearse(lines[at]))
    whole = Assembly()
    whole.replay(lines[: at + 1])
    assert now.keep() == whole.keep()


def test_how_far_back_an_undo_reaches_does_not_depend_on_what_is_understood() -> None:
    """A version that leaves entries out can take back the same acts as the one that wrote them all."""
    turn = b'{"at":"2026-11-22T18:00:00.000Z","boot":"00000001","clock":"ok","kind":%s,"n":%d,%s"up":1}'
    lines = [
        turn % (b'"x.y/1"', n, b"") if n % 3 == 0 else turn % (b'"rules.turn-set/1"', n, b'"seconds":40,')
        for n in range(767)
    ]
    lines[256] = turn % (b'"rules.stand-aside-set/1"', 256, b'"number":4,')
    lines.append(turn % (b'"act.undone/1"', 767, b'"of":256,"was":"rules.turn-set/1",'))
    known = dict(REGISTRY.kinds) | {"x.y/1": REGISTRY.kinds["finding.seen/1"]}
    ours, theirs = Assembly(), Assembly()
    ours.replay(lines)
    decoders = dict(REGISTRY.decoders)
    decoders["x.y/1"] = lambda line: REGISTRY.kinds["finding.seen/1"].type(finding="", count=1)
    with patch.object(REGISTRY, "kinds", known), patch.object(REGISTRY, "decoders", decoders):
        theirs.replay(lines)
    assert theirs.left_out.count == 0
    assert ours.left_out.count == 256
    assert folding.pack(ours.state) == folding.pack(theirs.state)
    assert (ours.state.rules.turn_seconds, ours.state.rules.stand_aside) == (40, 0)
