"""The one way to write an entry down, so that a hash of it means the same to everybody.

An entry is canonical JSON (journal/1, On disk): an object of at most 65,535 bytes of UTF-8; keys ASCII and
sorted at every level; no spaces; true, false, null, strings and integers below 2^53 in size; no fraction,
exponent, NaN or Infinity; depth at most 16; only the escapes `\\" \\\\ \\b \\f \\n \\r \\t` and
`\\u00xx` in lower case for the rest below U+0020, everything else raw; no lone surrogates. An example:

    {"at":"2026-11-22T18:00:01.250Z","kind":"turn.began/1","n":1,"who":"Zoë \\"Zed\\" Ōno"}

`decode` accepts exactly what `encode` writes. This is not general JSON, and it knows no kind of entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import GenericAlias
from typing import Annotated, Any

import msgspec

LONGEST = 65_535
"""Bytes of an entry, at most."""
DEEPEST = 16
LARGEST = 2**53 - 1


class NotCanonical(ValueError):
    """These bytes, or this value, cannot be an entry."""


class TooLong(NotCanonical):
    """Perhaps canonical, but with more bytes than an entry may have."""


SHALLOW = 5
"""Entries up to this depth are checked while they are decoded; deeper ones, which no kind has, slowly."""


def _shape(depth: int) -> Any:
    """Return the type that admits exactly the allowed values to `depth`; each level doubles its size."""
    plain: Any = bool | Annotated[int, msgspec.Meta(ge=-LARGEST, le=LARGEST)] | str | None
    value = plain
    for _ in range(depth - 1):
        value = plain | GenericAlias(list, (value,)) | GenericAlias(dict, (str, value))
    return GenericAlias(dict, (str, value))


_decoder = msgspec.json.Decoder(_shape(SHALLOW))
_any_decoder = msgspec.json.Decoder(dict[str, Any])
_encoder = msgspec.json.Encoder(order="sorted")


def encode(value: Mapping[str, object]) -> bytes:
    """Return the entry's bytes. Raises NotCanonical for a value that no entry can hold."""
    try:
        line = _encoder.encode(value)
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        raise NotCanonical(f"this cannot be written as an entry: {error}") from error
    decode(line)
    return line


def decode(line: bytes) -> dict[str, Any]:
    """Return the value, the inverse of `encode`. Raises NotCanonical, and nothing else, for other bytes."""
    return decode_all([line])[0]


def decode_all(lines: Sequence[bytes]) -> list[dict[str, Any]]:
    """Decode many entries at once, by far the fastest way. Raises NotCanonical if one of them is no entry."""
    longest = max(map(len, lines), default=0)
    if longest > LONGEST:
        raise TooLong(f"{longest} bytes are too many for an entry (at most {LONGEST})")
    decode_one = _decoder.decode
    try:
        values: list[dict[str, Any]] = [decode_one(line) for line in lines]
    except msgspec.ValidationError:
        values = [_decode_deep(line) for line in lines]
    except (msgspec.DecodeError, UnicodeError) as error:
        raise NotCanonical(f"not an entry: {error}") from error
    text = b"\n".join([*lines, b""])
    if _encoder.encode_lines(values) != text:
        raise NotCanonical("not written in the canonical way")
    if not text.isascii():
        _refuse_other_keys(value for line, value in zip(lines, values, strict=True) if not line.isascii())
    return values


def _decode_deep(line: bytes) -> dict[str, Any]:
    """Decode to any depth that is allowed, as `_decoder` does. Raises NotCanonical."""
    try:
        value = _any_decoder.decode(line)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise NotCanonical(f"not an entry: {error}") from error
    _refuse_other_values(value, DEEPEST)
    return value


def _refuse_other_values(value: object, depth: int) -> None:
    match value:
        case bool() | str() | None:
            return
        case int() if -LARGEST <= value <= LARGEST:
            return
        case dict() | list() if depth:
            for inner in value.values() if isinstance(value, dict) else value:
                _refuse_other_values(inner, depth - 1)
        case _:
            raise NotCanonical("not an entry: it holds a number that is too large or broken, or is too deep")


def _refuse_other_keys(values: Iterable[object]) -> None:
    for value in values:
        match value:
            case dict():
                if not all(key.isascii() for key in value):
                    raise NotCanonical("a key is not ASCII")
                _refuse_other_keys(value.values())
            case list():
                _refuse_other_keys(value)
            case _:
                pass  # no key is in it
