"""The tree of hashes over all entries (RFC 6962): one root of 32 bytes identifies the whole journal.

    leaf = SHA-256(00 || entry)    node = SHA-256(01 || left || right)

A tree of n leaves is split at the largest power of two below n; the root of no leaves is SHA-256 of nothing.
`Frontier` holds what appending needs, the roots of the perfect subtrees from left to right, one for each bit
of the size: appending costs about one hash. It holds no leaves and gives no proofs. It collects the roots of
blocks of 256 leaves as they are completed: with those a reader checks a few entries against the root of all
without reading all (`checked`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

EMPTY_ROOT = sha256(b"").digest()
BLOCK = 256
"""Leaves of a block, the unit of checking: few enough to hash in 0.1 ms, and 32 bytes of root per 50 kB."""


def leaf_hash(entry: bytes) -> bytes:
    """Return 32 bytes for one entry."""
    return sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return 32 bytes for two neighbouring subtrees."""
    return sha256(b"\1" + left + right).digest()


class Frontier:
    """The right edge of a growing tree: `size` leaves so far, and their root."""

    __slots__ = ("blocks", "peaks", "size")

    def __init__(self) -> None:
        self.size = 0
        self.peaks: list[bytes] = []
        self.blocks: list[bytes] = []
        """The roots of the blocks completed since this frontier was made: a copy begins with none."""

    def copy(self) -> Frontier:
        """Return a frontier of the same tree that grows on its own."""
        twin = Frontier()
        twin.size = self.size
        twin.peaks = self.peaks.copy()
        return twin

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash."""
        self.push(leaf, 1)

    def extend(self, leaves: Sequence[bytes]) -> None:
        """Add many leaf hashes; perfect runs are hashed level by level, which is faster."""
        done = 0
        while done < len(leaves):
            run = 1 << ((len(leaves) - done).bit_length() - 1)
            if self.size:
                run = min(run, self.size & -self.size)
            level = leaves[done : done + run]
            while len(level) > 1:
                pairs = zip(level[::2], level[1::2], strict=True)
                level = [sha256(b"\1" + left + right).digest() for left, right in pairs]
                if run == len(level) * BLOCK:
                    self.blocks += level
            self.push(level[0], run)
            done += run

    def push(self, subtree: bytes, leaves: int) -> None:
        """Add the root of a perfect subtree of `leaves` leaves, a power of two that divides the size."""
        carry = self.size // leaves
        self.size += leaves
        while carry & 1:
            subtree = node_hash(self.peaks.pop(), subtree)
            carry, leaves = carry >> 1, leaves << 1
            if leaves == BLOCK:
                self.blocks.append(subtree)
        self.peaks.append(subtree)

    def root(self) -> bytes:
        """Return the root of all leaves so far, 32 bytes; O(log size)."""
        if not self.peaks:
            return EMPTY_ROOT
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Return the root over these leaf hashes."""
    frontier = Frontier()
    frontier.extend(list(leaves))
    return frontier.root()
