"""The lines of the journal's file: `ENTRY TAB SIGNATURE LF`, and what may follow the last LF.

Reads in blocks, so that a journal of any length, or a file of a terabyte of zeros, takes the same memory.
Whether a line is an entry is decided elsewhere (`reading`).
"""

from __future__ import annotations

import os
import string
from base64 import b64encode
from collections.abc import Iterator, Sequence

from kiosk.journal.canonical import LONGEST

SIGNATURE = 88
"""Characters of a signature: 64 bytes in base64."""
LONGEST_LINE = LONGEST + 1 + SIGNATURE
BLOCK = 1 << 16
"""Bytes read at once: few enough that a block's entries stay in the processor's cache."""
_ALPHABET = (string.ascii_letters + string.digits + "+/").encode()


def line_bytes(entry: bytes, signature: bytes) -> bytes:
    """Return the line of an entry, with its LF. `signature` has 64 bytes, or none while the key is locked."""
    return entry + b"\t" + b64encode(signature) + b"\n"


def all_strict(texts: Sequence[bytes]) -> bool:
    """True if each of these is a signature of 64 bytes in strict base64."""
    if not texts:
        return True
    together, count = b"".join(texts), len(texts)
    return (
        set(map(len, texts)) == {SIGNATURE}
        and together.translate(None, _ALPHABET) == b"==" * count
        and together[86::SIGNATURE] == together[87::SIGNATURE] == b"=" * count
        and not together[85::SIGNATURE].translate(None, b"AQgw")  # 64 bytes leave four bits unused: zeros
    )


def line_of(file: int, span: tuple[int, int, int], n: int) -> bytes:
    """Return entry `n`'s line without LF; `span` is `Starts.span(n, n + 1)`. b"" when the file lost it."""
    known, start, stop = span
    for lines in Lines(file, start, stop):
        if n < known + len(lines):
            return lines[n - known]
        known += len(lines)
    return b""


class Lines:
    """The whole lines between two offsets of an open file, in lists, without their LF.

    A line longer than any entry comes without its middle, still too long. When all are read, `end` is the
    offset after the last LF, and `tail` the first bytes from there on, at most one more than a line has.
    """

    def __init__(self, file: int, start: int, stop: int, block: int = BLOCK) -> None:
        self._file = file
        self._block = block
        self._stop = stop
        self.end = start
        self.tail = b""

    def __iter__(self) -> Iterator[list[bytes]]:
        offset, rest = self.end, b""
        while offset < self._stop:
            block = os.pread(self._file, min(self._block, self._stop - offset), offset)
            if not block:
                break
            last = block.rfind(b"\n")
            if last >= 0:
                lines = (rest + block[:last]).split(b"\n")
                self.end = offset + last + 1
                rest = block[last + 1 :]
                yield lines
            elif len(rest) <= LONGEST_LINE:
                rest += block
            offset += len(block)
        self.tail = rest[: LONGEST_LINE + 1]
