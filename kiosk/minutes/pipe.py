"""The messages between the kiosk and its web server's process: one JSON object per line.

To the process, on its stdin, at any time; each message replaces the one before:

    {"type":"expected","keys":["ORIGIN+...+..."],"meetings":{"7":"<64 hex>"},"index":"<64 hex>",
     "language":"en"}

From the process, on its stdout:

    {"type":"port","port":8080}       it listens; once, the first line
    {"type":"fetched","count":12}     so many answers carried something
    {"type":"misfit","meeting":7}     these files do not fit, and are not served: make them again
                                      (0: the shelf's index); repeated as long as it is so

The end of stdin ends the process. Any other line is ignored.
"""

from __future__ import annotations

from typing import TypeVar

import msgspec
from msgspec import Struct, field

from kiosk.language import ENGLISH

LONGEST = 1 << 20
"""Most bytes of a line; a longer one is dropped."""


class Expected(Struct, frozen=True, tag="expected"):
    """What may be served: `keys` are the journal's verifier keys, the newest first; `meetings` has for each
    the SHA-256 of its `SHA256SUMS` in hex; `index` is that of the shelf's `index.html`, "" for none.
    `language` is that of refusals.
    """

    keys: list[str] = field(default_factory=list)
    meetings: dict[int, str] = field(default_factory=dict)
    index: str = ""
    language: str = ENGLISH


class Listens(Struct, frozen=True, tag="port"):
    """The process listens at this port."""

    port: int


class Fetched(Struct, frozen=True, tag="fetched"):
    """How many answers had content since the process began."""

    count: int


class Misfit(Struct, frozen=True, tag="misfit"):
    """What lies on the shelf for a meeting, 0 for the index, is not what was expected: it is not served."""

    meeting: int


Said = Listens | Fetched | Misfit
_T = TypeVar("_T")
_expected = msgspec.json.Decoder(Expected)
_said: msgspec.json.Decoder[Said] = msgspec.json.Decoder(Said)


def encode(message: Expected | Said) -> bytes:
    """Return the line of a message, with its LF."""
    return msgspec.json.encode(message) + b"\n"


def expected(line: bytes) -> Expected | None:
    """Return a message to the process, None for any other line."""
    return _decoded(_expected, line)


def said(line: bytes) -> Said | None:
    """Return a message from the process, None for any other line."""
    return _decoded(_said, line)


def _decoded(decoder: msgspec.json.Decoder[_T], line: bytes) -> _T | None:
    try:
        return decoder.decode(line)
    except (ValueError, RecursionError):
        return None


class Lines:
    """Splits bytes, as they arrive, into lines."""

    def __init__(self) -> None:
        self._rest = b""

    def take(self, data: bytes) -> list[bytes]:
        """Return the lines that are complete now, without their LF."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        self._rest = self._rest[: LONGEST + 1]
        return [line for line in lines if len(line) <= LONGEST]
