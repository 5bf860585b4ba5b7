"""The signed head that minutes go with: the signature that stands in the journal, given out, never made.

The entry that closed a meeting carries one, unless the key was locked then. In that case it is the first
signed head after it, with a proof that the later tree begins with the entries of these minutes.
"""

from __future__ import annotations

from kiosk.journal.lines import SIGNATURE
from kiosk.journal.merkle import Frontier, leaf_hash
from kiosk.journal.note import Checkpoint, MalformedNote, base64_bytes
from kiosk.journal.proof import Consistency, consistency
from kiosk.minutes.source import Source


def signed_head(source: Source, end: Frontier) -> tuple[str, str]:
    """Return (checkpoint, proof) for the tree with the right edge `end`, computed from checked entries.

    A signed note and, where its size is a later one, the text of a consistency proof; else "". Both are ""
    while no signature covers these entries.
    """
    if end.size > source.signed_size:
        return "", ""
    frontier = end.copy()
    for size, line in enumerate(source.lines(end.size - 1, source.signed_size), end.size):
        entry, _tab, text = line.partition(b"\t")
        if size > end.size:
            frontier.append(leaf_hash(entry))
        if signature := _bytes_of(text):
            head, verifier = Checkpoint(source.verifier.name, size, frontier.root()), source.key_at(size)
            if verifier.verify(head.text, signature):
                note = head.note(verifier, signature).decode()
                return note, _proof(source, end.size, size) if size > end.size else ""
    return "", ""


def signature_fits(source: Source, size: int, root: bytes) -> bool:
    """True if the last of so many entries carries a signature, and this is the root that it covers."""
    if not 0 < size <= source.signed_size:
        return False
    text = next(iter(source.lines(size - 1, size))).partition(b"\t")[2]
    head = Checkpoint(source.verifier.name, size, root)
    return source.key_at(size).verify(head.text, _bytes_of(text)) if text else False


def _bytes_of(text: bytes) -> bytes:
    """Return the 64 bytes of a signature's line, b"" if it holds no signature."""
    try:
        return base64_bytes(text) if len(text) == SIGNATURE else b""
    except MalformedNote:
        return b""


def _proof(source: Source, size: int, later: int) -> str:
    leaves = [leaf_hash(line) for line in source.read(0, later)]
    return Consistency(size, later, tuple(consistency(leaves, size))).encode().decode()
