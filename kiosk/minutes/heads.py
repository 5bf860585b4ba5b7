"""The signed head that minutes go with: the signature that stands in the journal, given out, never made.

The entry that closed a meeting carries one, unless the key was locked then. In that case it is the first
signed head after it, with a proof that the later tree begins with the entries of these minutes.
"""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.journal.merkle import Frontier, leaf_hash
from kiosk.journal.note import Checkpoint
from kiosk.journal.proof import Consistency, consistency
from kiosk.minutes.source import Source


def signed_head(source: Source, end: Frontier) -> tuple[str, str]:
    """(checkpoint, proof) for the tree that `end` is the right edge of, computed from checked entries.

    A signed note and, where its size is a later one, the text of a consistency proof; else "". Both are ""
    while no signature covers these entries.
    """
    for frontier in _growing(source, end):
        head = Checkpoint(source.verifier.name, frontier.size, frontier.root())
        verifier, signature = source.key_at(head.size), source.signature(head.size - 1)
        if len(signature) == 64 and verifier.verify(head.text, signature):
            note = head.note(verifier, signature).decode()
            return note, _proof(source, end.size, head.size) if head.size > end.size else ""
    return "", ""


def _growing(source: Source, end: Frontier) -> Iterator[Frontier]:
    """The tree, and then with one entry more each, as far as signatures reach."""
    if end.size > source.signed_size:
        return
    yield end
    frontier = end.copy()
    for line in source.read(end.size, source.signed_size):
        frontier.append(leaf_hash(line))
        yield frontier


def _proof(source: Source, size: int, later: int) -> str:
    leaves = [leaf_hash(line) for line in source.read(0, later)]
    return Consistency(size, later, tuple(consistency(leaves, size))).encode().decode()
