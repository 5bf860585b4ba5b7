"""Proofs that anybody can check with a few hashes instead of the whole journal (RFC 6962; RFC 9162, 2.1).

An inclusion proof shows that one entry is in the tree of a head; a consistency proof, that the tree of a
later head begins with the entries of an earlier one. A tlog-proof file (C2SP tlog-proof@v1) carries the
first:

    c2sp.org/tlog-proof@v1
    extra eyJhdCI6IjIwMjYtMTEtMjJUMTg6MDQ6MTEuMjAzWiIs...
    index 3
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
    (more hashes, and an empty line; then the checkpoint, a signed note)

The kiosk puts the entry itself into `extra`, so that the file is enough. No such format exists for
consistency; the kiosk's own goes with minutes whose own head was not signed:

    assembly-kiosk/consistency@v1
    from 40 to 42
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
    (more hashes)
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from itertools import islice

from msgspec import Struct

from kiosk.journal.merkle import Frontier, leaf_hash, node_hash
from kiosk.journal.note import MalformedNote, base64_bytes
from kiosk.language import words

_, ngettext = words("journal")

FIRST_LINE = b"c2sp.org/tlog-proof@v1\n"
CONSISTENCY = b"assembly-kiosk/consistency@v1\n"
MOST_HASHES = 63
_AT_ONCE = 4_096
_SIZES = re.compile(r"from (0|[1-9][0-9]{0,18}) to (0|[1-9][0-9]{0,18})")
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})")


class WrongProof(ValueError):
    """These hashes do not prove the claim."""


def _root(leaves: Sequence[bytes]) -> bytes:
    frontier = Frontier()
    frontier.extend(leaves)
    return frontier.root()


def _split(count: int) -> int:
    """Return the largest power of two below `count`."""
    return 1 << ((count - 1).bit_length() - 1)


def inclusion(leaves: Sequence[bytes], n: int) -> list[bytes]:
    """Return the hashes that lead from leaf `n` to the root of all these leaf hashes, the lowest first."""
    if not 0 <= n < len(leaves):
        raise IndexError(n)
    proof, low, high = [], 0, len(leaves)
    while high - low > 1:
        middle = low + _split(high - low)
        if n < middle:
            proof.append(_root(leaves[middle:high]))
            high = middle
        else:
            proof.append(_root(leaves[low:middle]))
            low = middle
    return proof[::-1]


def inclusion_of(leaves: Iterable[bytes], n: int, size: int) -> list[bytes]:
    """Return the same hashes from the first `size` leaf hashes of an iterator, without keeping the leaves.

    Raises IndexError when there is no such leaf, or fewer leaves than `size`.
    """
    if not 0 <= n < size:
        raise IndexError(n)
    ranges, low, high = [], 0, size
    while high - low > 1:
        middle = low + _split(high - low)
        ranges.append((middle, high) if n < middle else (low, middle))
        low, high = (low, middle) if n < middle else (middle, high)
    roots, coming, at = {}, iter(leaves), 0
    for start, stop in sorted(ranges):
        if start > at:
            next(coming, None)  # leaf n itself
        frontier = Frontier()
        while some := list(islice(coming, min(_AT_ONCE, stop - start - frontier.size))):
            frontier.extend(some)
        if frontier.size != stop - start:
            raise IndexError(stop)
        roots[start], at = frontier.root(), stop
    return [roots[start] for start, _stop in reversed(ranges)]


def included_root(leaf: bytes, n: int, size: int, proof: Sequence[bytes]) -> bytes:
    """Return the root of the tree of `size` leaves in which `leaf` is the n-th. Raises WrongProof."""
    if not 0 <= n < size:
        raise WrongProof(_("no such leaf in a tree of this size"))
    if len(leaf) != 32:
        raise WrongProof(_("a leaf is known by a hash of 32 bytes"))
    last, root = size - 1, leaf
    for sibling in proof:
        if not last:
            raise WrongProof(_("too many hashes"))
        if n & 1 or n == last:
            root = node_hash(sibling, root)
            while n and not n & 1:
                n, last = n >> 1, last >> 1
        else:
            root = node_hash(root, sibling)
        n, last = n >> 1, last >> 1
    if last:
        raise WrongProof(_("too few hashes"))
    return root


def consistency(leaves: Sequence[bytes], size: int) -> list[bytes]:
    """Return the hashes that show that the tree of all these leaves begins with that of the first `size`."""
    if not 0 < size <= len(leaves):
        raise IndexError(size)
    proof, low, high, whole = [], 0, len(leaves), True
    while size != high - low:
        middle = low + _split(high - low)
        if size <= middle - low:
            proof.append(_root(leaves[middle:high]))
            high = middle
        else:
            proof.append(_root(leaves[low:middle]))
            size, low, whole = size - (middle - low), middle, False
    if not whole:
        proof.append(_root(leaves[low:high]))
    return proof[::-1]


def check_consistency(size: int, root: bytes, later: int, later_root: bytes, proof: Sequence[bytes]) -> None:
    """Raise WrongProof unless the tree of `later` leaves begins with the tree of the first `size`."""
    if not 0 < size <= later:
        raise WrongProof(_("a tree continues a smaller one that is not empty"))
    if size == later:
        if proof or root != later_root:
            raise WrongProof(_("two roots of one size"))
        return
    path = list(proof) if size & (size - 1) else [root, *proof]
    if not path:
        raise WrongProof(_("too few hashes"))
    n, last = size - 1, later - 1
    while n & 1:
        n, last = n >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if not last:
            raise WrongProof(_("too many hashes"))
        if n & 1 or n == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while n and not n & 1:
                n, last = n >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        n, last = n >> 1, last >> 1
    if last or old != root or new != later_root:
        raise WrongProof(_("the later tree does not begin with the earlier one"))


class Consistency(Struct, frozen=True):
    """A consistency proof as a file: the tree of `later` entries begins with the tree of the first `size`."""

    size: int
    later: int
    hashes: tuple[bytes, ...]

    def encode(self) -> bytes:
        """Return the file's bytes."""
        hashes = b"".join(b64encode(digest) + b"\n" for digest in self.hashes)
        return CONSISTENCY + b"from %d to %d\n" % (self.size, self.later) + hashes


def parse_consistency(data: bytes) -> Consistency:
    """Parse a consistency proof, the inverse of `Consistency.encode`. Raises MalformedNote."""
    try:
        first, sizes, *lines, end = data.decode("ascii").split("\n")
    except ValueError as error:
        raise MalformedNote(_("a consistency proof is ASCII, in lines")) from error
    found = _SIZES.fullmatch(sizes)
    if end or first.encode() + b"\n" != CONSISTENCY or found is None or len(lines) > MOST_HASHES + 1:
        raise MalformedNote(_("not a consistency proof"))
    hashes = tuple(base64_bytes(line) for line in lines)
    if any(len(digest) != 32 for digest in hashes):
        raise MalformedNote(_("a hash has 32 bytes"))
    return Consistency(int(found[1]), int(found[2]), hashes)


class Proof(Struct, frozen=True):
    """A tlog-proof file: which entry, the hashes, and the head they lead to; none of it checked."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes | None = None

    def encode(self) -> bytes:
        """Return the file's bytes."""
        extra = b"" if self.extra is None else b"extra " + b64encode(self.extra) + b"\n"
        hashes = b"".join(b64encode(digest) + b"\n" for digest in self.hashes)
        return FIRST_LINE + extra + b"index %d\n" % self.index + hashes + b"\n" + self.checkpoint

    def root(self, entry: bytes, size: int) -> bytes:
        """Return the root of the tree of `size` entries in which `entry` is at `index`. Raises WrongProof."""
        return included_root(leaf_hash(entry), self.index, size, self.hashes)


def parse_proof(data: bytes) -> Proof:
    """Parse a tlog-proof file, the inverse of `Proof.encode`. Raises MalformedNote."""
    head, blank, checkpoint = data.partition(b"\n\n")
    try:
        first, *lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        raise MalformedNote(_("a proof is ASCII")) from error
    if not blank or first.encode() + b"\n" != FIRST_LINE:
        raise MalformedNote(_("not a tlog-proof"))
    extra = None
    if lines and lines[0].startswith("extra "):
        extra = base64_bytes(lines.pop(0).removeprefix("extra "))
    index = _INDEX.fullmatch(lines[0]) if lines else None
    if index is None or len(lines) > MOST_HASHES + 1:
        raise MalformedNote(_("a proof has an index and at most 63 hashes"))
    hashes = tuple(base64_bytes(line) for line in lines[1:])
    if any(len(digest) != 32 for digest in hashes):
        raise MalformedNote(_("a hash has 32 bytes"))
    return Proof(int(index[1]), hashes, checkpoint, extra)
