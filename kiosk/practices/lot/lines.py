"""Read and write the lines of a draw's files: what pool.txt, seed.txt and result.txt have in common.

A file of a draw is ASCII, its lines end in LF, its words are separated by single spaces, and its first line
names it (`lot/1 pool`). Each content has exactly one spelling, so that its SHA-256 means one thing.

It parses nothing else: each file has a module with its own rules and two functions, `read` and `write`,
which are inverses.
"""

from __future__ import annotations

import re

from kiosk.errors import NotTrusted
from kiosk.language import words

_, _ngettext = words("lot")

TOKEN_LETTERS = b"abcdefghijklmnopqrstuvwxyz0123456789._-"
LONGEST_TOKEN = 32
TOKEN = re.compile(r"[a-z0-9._-]{1,32}")
"""Ids, attributes, values, reasons and the assembly (lot/1, Freeze)."""
DIGEST = re.compile(r"[0-9a-f]{64}")
NUMBER = re.compile(r"0|[1-9][0-9]{0,5}")
"""A count as the files write it; six digits are more than any assembly has people."""


def wrong(file: str, line: int, sentence: str) -> NotTrusted:
    """Return the error that says which line of which file breaks which rule. Lines count from 1."""
    return NotTrusted(
        _("{file}.txt, line {line}: {sentence}").format(file=file, line=line, sentence=sentence)
    )


def lines_of(data: bytes, file: str, headers: tuple[str, ...] = ()) -> list[str]:
    """Return the lines of `data` without their LF; the first is one of `headers`, else `lot/1 <file>`.

    Raises NotTrusted for anything that is not printable ASCII in single-spaced lines ended by LF.
    """
    headers = headers or (f"lot/1 {file}",)
    if not data.startswith(tuple(f"{header}\n".encode() for header in headers)):
        raise wrong(file, 1, _("the first line must be “{header}”.").format(header=headers[0]))
    if not data.endswith(b"\n"):
        raise wrong(file, data.count(b"\n") + 1, _("the last line must end with a line feed."))
    try:
        lines = data.decode("ascii").split("\n")[:-1]
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise wrong(file, line, _("only ASCII characters may stand here.")) from None
    if data.translate(None, _PRINTED) or any(blanks in data for blanks in _BLANKS):
        number = next(n for n, line in enumerate(lines, 1) if _NOT_PLAIN_LINE.search(line))
        raise wrong(
            file, number, _("words stand between single spaces, with nothing before, after or hidden.")
        )
    return lines


_PRINTED = bytes(range(0x20, 0x7F)) + b"\n"
_BLANKS = (b"  ", b" \n", b"\n ", b"\n\n")
_NOT_PLAIN_LINE = re.compile(r"[^ -~]|  |^ | $|^$")


def joined(lines: list[str], file: str) -> bytes:
    """Return the file of these lines. Raises NotTrusted if one holds a line feed: it would become two."""
    for n, line in enumerate(lines, 1):
        if "\n" in line:
            raise wrong(file, n, _("a line feed stands inside a line."))
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")


def number(word: str) -> int | None:
    """Return a count in its only spelling (no sign, no leading zero, at most six digits), else None."""
    return int(word) if NUMBER.fullmatch(word) else None


def is_token(word: str) -> bool:
    """True if the word may be an id, attribute, value or reason."""
    return TOKEN.fullmatch(word) is not None
