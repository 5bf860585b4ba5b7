"""Entries as they were recorded: bytes off the card that lead to a root which is known.

    tree = Recorded(blocks, peaks, size)
    lines_of(path, starts, tree, 40, 50)   the lines of entries 40 to 49, or JournalDamaged

Everybody who can write the card can change the file, also while the kiosk runs. So no entry is believed
because it was right before: each block of 256 entries is hashed again, and its root is compared with the one
that was computed when the block was recorded or verified. The last block, which is not full yet, is compared
with the right edge of the tree. A block costs about 0.1 ms.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from kiosk.errors import JournalDamaged
from kiosk.journal.lines import Lines
from kiosk.journal.merkle import BLOCK, Frontier
from kiosk.journal.note import Checkpoint, Verifier
from kiosk.journal.offsets import Starts
from kiosk.language import words

_, ngettext = words("journal")


class Recorded(Struct, frozen=True):
    """A tree of `size` leaves as far as checking needs it.

    `blocks` are the roots of the full blocks, 32 bytes each (more may be appended: they belong to a larger
    tree); `peaks` the roots of the perfect subtrees, the largest first, as `Frontier` has them.
    """

    blocks: Sequence[bytes]
    peaks: tuple[bytes, ...]
    size: int


class Tip(Struct, frozen=True):
    """The end of the journal as every thread sees it: one value, replaced whole after a flush."""

    tree: Recorded
    root: bytes
    head: Checkpoint
    signature: bytes
    signed_by: Verifier


def lines_of(path: Path, starts: Starts, tree: Recorded, start: int, stop: int) -> Iterator[list[bytes]]:
    """Yield lists of the lines of entries `start` to `stop` - 1, without their LF.

    Whole blocks are read and checked; the signatures on the lines are not. Raises JournalDamaged.
    """
    at, end = start - start % BLOCK, min(stop + -stop % BLOCK, tree.size)
    known, *offsets = starts.span(at, end)
    skip, pending = at - known, list[bytes]()
    file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        for lines in Lines(file, *offsets):
            pending += lines[skip:]
            skip = max(0, skip - len(lines))
            pending = pending[: end - at]
            whole = len(pending) if at + len(pending) == end else len(pending) - len(pending) % BLOCK
            if whole:
                check([line.partition(b"\t")[0] for line in pending[:whole]], at, tree)
                yield pending[max(0, start - at) : min(whole, stop - at)]
                at, pending = at + whole, pending[whole:]
    finally:
        os.close(file)
    if at < end:
        raise JournalDamaged(_("The journal became shorter while it was open."), at + len(pending))


def check(entries: Sequence[bytes], first: int, tree: Recorded) -> None:
    """Check whole blocks of entries from entry `first` on. Raises JournalDamaged, naming the block.

    `entries` begin at a multiple of 256 and end at one, or at the end of the tree.
    """
    for start in range(0, len(entries), BLOCK):
        leaves = [sha256(b"\0" + entry).digest() for entry in entries[start : start + BLOCK]]
        frontier = Frontier()
        frontier.extend(leaves)
        number = (first + start) // BLOCK
        known = tree.blocks[number : number + 1] if len(leaves) == BLOCK else _last_peaks(tree)
        if frontier.peaks != list(known):
            raise changed(first + start, first + start + len(leaves) if len(leaves) == BLOCK else None)


def _last_peaks(tree: Recorded) -> Sequence[bytes]:
    """Return the peaks over the leaves after the last full block."""
    count = (tree.size % BLOCK).bit_count()
    return tree.peaks[len(tree.peaks) - count :]


def changed(start: int, stop: int | None) -> JournalDamaged:
    """Return the error for entries `start` to `stop` - 1, or to the end, that are not those recorded.

    The last block grows with each entry; naming no end keeps it one finding.
    """
    sentence = _(
        "Entries {start} to {last} on the card are not those that were recorded. Nothing is signed until "
        "they are put back from a copy."
    )
    if stop is None:
        sentence = _(
            "Entries on the card from {start} on are not those that were recorded. Nothing is signed until "
            "they are put back from a copy."
        )
    return JournalDamaged(sentence.format(start=start, last=(stop or 0) - 1), start)
