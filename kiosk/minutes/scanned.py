"""The address in the code for phones: it carries the head of the journal that the minutes were made from.

    HTTP://10.42.0.1:8080/A7K2Q/1234.ROOT32     in the code; capitals keep it small (alphanumeric)
    10.42.0.1:8080/a7k2q                        typed by hand

1234 entries; ROOT32 is their root, 32 bytes, in base32 without padding (RFC 4648): 52 characters. A phone
that keeps the address keeps the whole head, where four words are 44 bits of it. It serves nothing.
"""

from __future__ import annotations

import re
from base64 import b32encode

from msgspec import Struct

_PATH = re.compile(r"/([a-z2-7]{5,52})/([1-9][0-9]{0,15})\.([a-z2-7]{52})")


class Scanned(Struct, frozen=True):
    """What a code asks for: the minutes under `slug`, made from `size` entries with this root in base32."""

    slug: str
    size: int
    root32: str


def code(base: str, slug: str, size: int, root: str) -> str:
    """Return what the code holds; `root` is 64 hex digits. Without a root it is the short address."""
    address = f"{base}/{slug}" if not root else base + path(slug, size, root)
    return address.upper()


def path(slug: str, size: int, root: str) -> str:
    """Return the path of a code in small letters; `parsed` is its inverse."""
    return f"/{slug}/{size}.{root32(root)}"


def root32(root: str) -> str:
    """Return a root of 64 hex digits in base32, small letters, without padding."""
    return b32encode(bytes.fromhex(root)).decode("ascii").rstrip("=").lower()


def parsed(asked: str) -> Scanned | None:
    """Return what a path of any case asks for, or None if it is not the path of a code."""
    found = _PATH.fullmatch(asked.lower()) if asked.isascii() else None
    return Scanned(found[1], int(found[2]), found[3]) if found else None


def fits(scanned: Scanned, size: int, root: str) -> bool:
    """True if minutes of this size and root (64 hex digits, "" if unknown) are the ones asked for."""
    return bool(root) and (scanned.size, scanned.root32) == (size, root32(root))
