"""A long journal read by several processes, a share of the file each, so that all cores work.

This only saves time. The process that reads a share checks what can be checked without the entries before it,
and returns perfect subtrees of the tree of hashes; here they are joined in order. At the first fault the
answer is `NotShared`: then one process reads everything, and names the entry. The end of the file is never
shared out, since only there a line may be torn.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from hashlib import sha256
from itertools import pairwise
from typing import Any

import msgspec
from msgspec import Struct

from kiosk.errors import JournalDamaged
from kiosk.journal.envelope import Common
from kiosk.journal.lines import LONGEST_LINE, Lines
from kiosk.journal.merkle import Frontier, node_hash
from kiosk.journal.note import Checkpoint, Verifier, parse_vkey
from kiosk.journal.offsets import STEP, Starts
from kiosk.journal.reading import Reading

SHARE, SHARE_SIGNED = 1 << 22, 1 << 19
"""Bytes of a share; fewer where every signature in it is checked, which takes a second."""
END = 1 << 20
"""Bytes at the end that are not shared out."""


class NotShared(Exception):
    """One process must read this journal."""


class Share(Struct, frozen=True):
    """Entries `n` to `n + size` - 1: perfect subtrees from left to right as (root, leaves).

    `marks` are the offsets of entries whose number STEP divides, `bare` how many lines have no signature,
    `noticed` the arguments for calls of `Reading.notice`.
    """

    n: int
    size: int
    trees: list[tuple[bytes, int]]
    marks: list[int]
    bare: int
    noticed: list[tuple[int, str, dict[str, Any], bool]]


class Signatures(Struct, frozen=True):
    """The entries of a share whose signature is wrong, and the last right one: (size, root, 64 bytes)."""

    wrong: list[int]
    head: tuple[int, bytes, bytes] | None


class _Run(Frontier):
    """Perfect subtrees of a tree whose beginning is not known: `trees`, none of them across a `cut`."""

    __slots__ = ("cut", "trees")

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = self.cut = size
        self.trees: list[tuple[bytes, int]] = []

    def push(self, subtree: bytes, leaves: int) -> None:
        """Add a subtree; two neighbours that make a perfect one are merged."""
        start = self.size
        self.size += leaves
        while self.trees and self.trees[-1][1] == leaves and not (start - leaves) % (2 * leaves):
            if start - leaves < self.cut:
                break
            subtree = node_hash(self.trees.pop()[0], subtree)
            start, leaves = start - leaves, 2 * leaves
        self.trees.append((subtree, leaves))


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0))


def read_shared(
    file: int, length: int, reading: Reading, progress: Callable[[int, int], None] | None = None
) -> None:
    """Read most of an open file of `length` bytes into an empty `reading`; the rest begins at `starts.end`.

    `progress` is called with (bytes read, length). Raises NotShared where the file is short, where there is
    one core, or where anything in it is out of order: `reading` must not be used then.
    """
    share = SHARE_SIGNED if reading.every else SHARE
    if cores() < 2 or length < 2 * share + END:
        raise NotShared
    try:
        first = _line_after(file, 0)
        reading.take([os.pread(file, first - 1, 0)])
        offsets = [first, *(_line_after(file, at) for at in range(share, length - END, share))]
        with _pool() as pool:
            # /proc names the open file itself: its path may belong to another one by now.
            _put_together(f"/proc/{os.getpid()}/fd/{file}", offsets, reading, pool, progress, length)
    except (JournalDamaged, OSError, BrokenProcessPool, ValueError) as error:
        # ValueError: no process can be started where standard error is no file, as under a full screen.
        raise NotShared from error


def _line_after(file: int, offset: int) -> int:
    """Return where the first line after this offset begins."""
    block = os.pread(file, LONGEST_LINE + 1, offset)
    lf = block.find(b"\n")
    if lf < 0:
        raise NotShared
    return offset + lf + 1


@contextmanager
def _pool() -> Iterator[ProcessPoolExecutor]:
    """Yield a pool whose processes are ended on every way out.

    Forked only where no other thread runs: a fork would copy the locks that it holds, and not the thread.
    """
    how = "fork" if threading.active_count() == 1 else "spawn"
    context = multiprocessing.get_context(how)
    pool = ProcessPoolExecutor(cores(), context, _begin)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin() -> None:
    """Ignore CTRL C: the process that started this one handles it, and ends this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _put_together(
    path: str,
    offsets: Sequence[int],
    reading: Reading,
    pool: ProcessPoolExecutor,
    progress: Callable[[int, int], None] | None,
    length: int,
) -> None:
    spans = list(pairwise(offsets))
    founded, sizes = reading.founding is not None, sorted(reading.sizes)
    before: list[tuple[int, list[bytes]]] = []
    marks = reading.starts.marks()
    pieces = [pool.submit(read_share, path, *span, founded, sizes) for span in spans]
    for (_start, stop), piece in zip(spans, pieces, strict=True):
        share = piece.result()
        if share.n != reading.size:
            raise NotShared
        before.append((reading.size, reading.frontier.peaks.copy()))
        for root, leaves in share.trees:
            reading.frontier.push(root, leaves)
            if reading.size in reading.sizes:
                reading.roots[reading.size] = reading.frontier.root()
        reading.without_signature += share.bare
        for notice in share.noticed:
            reading.notice(*notice)
        marks += share.marks
        if progress is not None and not reading.every:
            progress(stop, length)
    reading.starts = Starts(marks, reading.size, offsets[-1])
    if reading.every and reading.verifier is not None:
        vkey = reading.verifier.vkey
        checks = [
            pool.submit(check_signatures, path, *span, founded, vkey, *tree)
            for span, tree in zip(spans, before, strict=True)
        ]
        for (_start, stop), check in zip(spans, checks, strict=True):
            _vouch(reading, reading.verifier, check.result())
            if progress is not None:
                progress(stop, length)


def _vouch(reading: Reading, verifier: Verifier, found: Signatures) -> None:
    reading.wrong += found.wrong
    if found.head is not None:
        size, root, reading.signature = found.head
        reading.head, reading.signer = Checkpoint(verifier.name, size, root), verifier


def read_share(path: str, start: int, stop: int, founded: bool, sizes: Sequence[int]) -> Share:
    """Read the lines between two offsets; `sizes` are those whose roots are needed. Raises JournalDamaged."""
    file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        reading = _Amidst(os.pread(file, LONGEST_LINE + 1, start), founded)
        first, offset = reading.size, start
        run, marks, bare = _Run(first), list[int](), 0
        cuts = [*(size for size in sizes if size > first), 1 << 62]
        for lines in Lines(file, start, stop):
            entries, signatures, _new_key = reading.check(lines)
            leaves = [sha256(b"\0" + entry).digest() for entry in entries]
            while cuts[0] <= run.size + len(leaves):
                upto = cuts[0] - run.size
                run.extend(leaves[:upto])
                leaves, run.cut = leaves[upto:], cuts.pop(0)
            run.extend(leaves)
            bare += len(lines) - len(signatures)
            for mark in range(-reading.size % STEP, len(lines), STEP):
                marks.append(offset + sum(map(len, lines[:mark])) + mark)
            offset += sum(map(len, lines)) + len(lines)
            reading.frontier.size = run.size
    finally:
        os.close(file)
    return Share(first, run.size - first, run.trees, marks, bare, reading.noticed)


def check_signatures(
    path: str, start: int, stop: int, founded: bool, vkey: str, size: int, peaks: list[bytes]
) -> Signatures:
    """Check every signature of a share, whose tree so far has these peaks. Raises JournalDamaged."""
    file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        reading = _Amidst(os.pread(file, LONGEST_LINE + 1, start), founded, parse_vkey(vkey))
        reading.frontier.size, reading.frontier.peaks = size, peaks
        for lines in Lines(file, start, stop):
            reading.take(lines)
    finally:
        os.close(file)
    head = reading.head
    return Signatures(reading.wrong, (head.size, head.root, reading.signature) if head else None)


class _Amidst(Reading):
    """A reading that begins in the middle; what it notices is replayed by the reading that began at 0."""

    def __init__(self, line: bytes, founded: bool, key: Verifier | None = None) -> None:
        super().__init__(key, every=key is not None)
        self.noticed: list[tuple[int, str, dict[str, Any], bool]] = []
        if founded:
            self.founding = {}
            self._common = msgspec.json.Decoder(Common).decode
        try:
            self.frontier.size = self._common(line.partition(b"\t")[0]).n
        except msgspec.MsgspecError as error:
            raise JournalDamaged(str(error)) from error

    def notice(self, n: int, kind: str, value: dict[str, Any], signed: bool) -> None:
        self.noticed.append((n, kind, value, signed))
