"""The lines of the journal's file: `ENTRY TAB SIGNATURE LF`, and what may follow the last LF.

Reads in blocks, so that a journal of any length, or a file of a terabyte of zeros, takes the same memory. It
decides nothing: whether a line is an entry is the business of `reading`.
"""

from __future__ import annotations

import os
from base64 import b64encode
from binascii import Error as Base64Error
from binascii import a2b_base64
from collections.abc import Iterator

from kiosk.journal.canonical import LONGEST

SIGNATURE = 88
"""Characters of a signature: 64 bytes in base64."""
LONGEST_LINE = LONGEST + 1 + SIGNATURE
BLOCK = 1 << 20


def line_bytes(entry: bytes, signature: bytes) -> bytes:
    """The line of an entry, with its LF. `signature` has 64 bytes, or none while the key is locked."""
    return entry + b"\t" + b64encode(signature) + b"\n"


def signature_bytes(text: bytes) -> bytes | None:
    """The 64 bytes of a line's signature, or None when it is not in the strict form."""
    if len(text) != SIGNATURE or text[85] not in b"AQgw":
        return None
    try:
        return a2b_base64(text, strict_mode=True)
    except (Base64Error, ValueError):
        return None


class Lines:
    """The whole lines between two offsets of an open file, in lists, without their LF.

    A line longer than any entry comes cut to one byte more than the longest. When all are read, `end` is the
    offset after the last LF, and `tail` the bytes from there on, likewise cut.
    """

    def __init__(self, file: int, start: int, stop: int) -> None:
        self._file = file
        self._stop = stop
        self.end = start
        self.tail = b""

    def __iter__(self) -> Iterator[list[bytes]]:
        offset, rest = self.end, b""
        while offset < self._stop:
            block = os.pread(self._file, min(BLOCK, self._stop - offset), offset)
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
