"""What an opening remembers for the next one, so that a journal of years opens like one of yesterday.

`DIR/cache/opening` is derived and disposable: a signature of the journal's newest key over its SHA-256, then
one msgpack array. It says up to which byte the file was read, how many entries that were, the right edge of
their tree, the signature under the last of them, and the folded state. It is written at the close of a
meeting and every thousand entries, never while a key press waits.

A cache that does not fit (another software or fold, a shorter file, another last line, a signature that does
not verify) is neither repaired nor believed: the journal is read from its beginning. What it vouches for is
checked in the background (`background`).
"""

from __future__ import annotations

import os
from binascii import a2b_base64
from contextlib import suppress

import msgspec
from msgspec import Struct

from kiosk.errors import JournalDamaged
from kiosk.journal import signing
from kiosk.journal.disk import read_regular
from kiosk.journal.lines import LONGEST_LINE
from kiosk.journal.merkle import BLOCK, Frontier
from kiosk.journal.note import Checkpoint, Signer, Verifier, parse_vkey
from kiosk.journal.offsets import Starts
from kiosk.journal.place import Place
from kiosk.journal.reading import Reading

EVERY = 1_000
"""Entries after which the kiosk writes a new cache."""
LARGEST = 1 << 26


class Kept(Struct, array_like=True, forbid_unknown_fields=True):
    """`fold` names the software and its fold; `length` bytes of the file hold `size` entries, all signed for.

    `peaks` are the peaks of the frontier, `blocks` the roots of its full blocks, joined; `signature` is under
    the last entry; `keys` are (first entry, vkey); `marks` those of `Starts`; `torn` the files in torn/ that
    entries mention; `state` is the fold's own business.
    """

    fold: str
    length: int
    size: int
    peaks: list[bytes]
    blocks: bytes
    signature: bytes
    keys: list[tuple[int, str]]
    marks: list[int]
    torn: list[str]
    state: bytes


_decoder = msgspec.msgpack.Decoder(Kept)


def write(place: Place, kept: Kept, signer: Signer) -> None:
    """Replace the cache in one rename. Not flushed, since half a cache does not verify. Raises OSError."""
    payload = msgspec.msgpack.encode(kept)
    folder = place.opening.parent
    folder.mkdir(mode=0o700, exist_ok=True)
    beside = place.opening.with_name("opening.new")
    with suppress(FileNotFoundError):
        beside.unlink()
    file = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(file, "wb") as out:
        out.write(signing.opening_cache(signer, payload) + payload)
    beside.replace(place.opening)


def resume(place: Place, file: int, fold: str, sizes: set[int]) -> tuple[Reading, bytes] | None:
    """Return (the reading as it was then, the folded state), or None when no cache fits."""
    try:
        data = read_regular(place.opening, LARGEST)
        kept = _decoder.decode(data[64:])
        if kept.fold != fold or kept.size < 1 or kept.length > os.fstat(file).st_size:
            return None
        return _reading(kept, data, file, sizes), kept.state
    except (OSError, ValueError, IndexError, JournalDamaged):
        return None


def head(place: Place) -> bytes:
    """Return the signed head in the cache as a note, for the caller to check; b"" when none can be read.

    A cache that no longer fits has a head too: the entries it counts were signed here.
    """
    try:
        kept = _decoder.decode(read_regular(place.opening, LARGEST)[64:])
        keys = [(since, parse_vkey(vkey)) for since, vkey in kept.keys]
        signer = next(key for since, key in reversed(keys) if kept.size > since or not since)
        claim = Checkpoint(signer.name, kept.size, _frontier(kept).root())
        return claim.note(signer, kept.signature)
    except (OSError, ValueError, StopIteration):
        return b""


def _reading(kept: Kept, data: bytes, file: int, sizes: set[int]) -> Reading:
    """Rebuild the reading. Raises ValueError (with its kinds), IndexError or JournalDamaged for a misfit."""
    reading = _founded(file, sizes)
    keys = [(since, parse_vkey(vkey)) for since, vkey in kept.keys]
    assert reading.verifier is not None
    if keys[0][1].vkey != reading.verifier.vkey or {key.name for _, key in keys} != {reading.verifier.name}:
        raise ValueError("a cache of another journal")
    reading.keys, reading.verifier = keys, keys[-1][1]
    if not reading.verifier.verify(signing.cache_text(data[64:]), data[:64]):
        raise ValueError("nobody vouches for this cache")
    reading.frontier = _frontier(kept)
    head = Checkpoint(reading.verifier.name, kept.size, reading.frontier.root())
    signer = reading.key_at(kept.size)
    if signer is None or not signer.verify(head.text, kept.signature):
        raise ValueError("the head in the cache is not signed")
    if _last_signature(file, kept.length) != kept.signature:
        raise ValueError("the journal's line is not the one that the cache ends with")
    reading.head, reading.signature, reading.signer = head, kept.signature, signer
    reading.first, reading.recovered = kept.size, set(kept.torn)
    reading.starts = Starts(kept.marks, kept.size, kept.length)
    reading.roots = {kept.size: head.root} if kept.size in reading.sizes else {}
    return reading


def _founded(file: int, sizes: set[int]) -> Reading:
    """Read entry 0 alone."""
    line, lf, _rest = os.pread(file, LONGEST_LINE + 1, 0).partition(b"\n")
    if not lf:
        raise ValueError("no whole first line")
    reading = Reading(sizes=sizes)
    reading.take([line])
    reading.settle()
    return reading


def _frontier(kept: Kept) -> Frontier:
    if len(kept.peaks) != kept.size.bit_count() or any(len(peak) != 32 for peak in kept.peaks):
        raise ValueError("a frontier has one hash for each bit of its size")
    frontier = Frontier()
    if len(kept.blocks) != kept.size // BLOCK * 32:
        raise ValueError("a root for each full block")
    frontier.size, frontier.peaks = kept.size, list(kept.peaks)
    frontier.blocks = [kept.blocks[at : at + 32] for at in range(0, len(kept.blocks), 32)]
    return frontier


def _last_signature(file: int, length: int) -> bytes:
    """Return the 64 bytes of the signature on the line that ends at this offset."""
    start = max(0, length - LONGEST_LINE - 1)
    block = os.pread(file, length - start, start)
    if not block.endswith(b"\n"):
        raise ValueError("no line ends where the cache ends")
    return a2b_base64(block[:-1].rpartition(b"\n")[2].rpartition(b"\t")[2])


def keys_text(keys: list[tuple[int, Verifier]]) -> list[tuple[int, str]]:
    """Return a reading's keys as the cache keeps them."""
    return [(since, key.vkey) for since, key in keys]
