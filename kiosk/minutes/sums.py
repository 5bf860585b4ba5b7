"""One list of all files of a meeting's minutes, so that one seal covers them: `SHA256SUMS`.

    68a1...e0  allowed_signers
    0f3b...77  draws/001/pool.txt
    ad91...12  minutes.html

It is what `sha256sum` writes and `sha256sum -c SHA256SUMS` checks: a line a file, its SHA-256 in 64 small hex
digits, two blanks, its name below the meeting's folder. Lines are sorted by name, byte by byte, and the list
names every file but itself and its own seal, `SHA256SUMS.sig` (namespace `minutes-files`). A name is made of
letters, figures, `.`, `_` and `-`, in folders with `/`, and no part of it begins with a dot.

It reads no file and checks no seal.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256

from msgspec import Struct

from kiosk.errors import NotTrusted
from kiosk.language import words

_, ngettext = words("minutes")

SUMS, SEAL = "SHA256SUMS", "SHA256SUMS.sig"
_LINE = re.compile(rb"([0-9a-f]{64})  ((?!\.)[A-Za-z0-9._-]+(?:/(?!\.)[A-Za-z0-9._-]+)*)\n")


class Misfits(Struct, frozen=True):
    """The names of files that differ from the list: missing, changed, or not in the list."""

    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    def sentences(self) -> list[str]:
        """Return a sentence for each of them, [] if all files fit."""
        return [
            *(_("{name} is missing.").format(name=name) for name in self.missing),
            *(_("{name} was changed.").format(name=name) for name in self.changed),
            *(_("{name} does not belong to these minutes.").format(name=name) for name in self.extra),
        ]


def sums(files: Mapping[str, bytes]) -> bytes:
    """Return the list of these files, name to content, without an old list and its seal."""
    listed = {name: sha256(data).hexdigest() for name, data in files.items() if name not in (SUMS, SEAL)}
    return encode(listed)


def encode(listed: Mapping[str, str]) -> bytes:
    """Return the list of names and their digests in hex."""
    return b"".join(f"{listed[name]}  {name}\n".encode() for name in sorted(listed))


def parse(data: bytes) -> dict[str, str]:
    """Return name -> digest in hex, the inverse of `encode`. Raises NotTrusted if the list is not valid."""
    listed: dict[str, str] = {}
    at = 0
    while line := _LINE.match(data, at):
        listed[line[2].decode()] = line[1].decode()
        at = line.end()
    if not listed or encode(listed) != data or not listed.keys().isdisjoint((SUMS, SEAL)):
        raise NotTrusted(_("{name} is no list of files.").format(name=SUMS))
    return listed


def misfits(files: Mapping[str, bytes | None], listed: Mapping[str, str]) -> Misfits:
    """Compare a folder's files with the list that lies in it; None is a file that cannot be read."""
    there = {name: data for name, data in files.items() if name not in (SUMS, SEAL)}
    return Misfits(
        missing=tuple(sorted(set(listed) - set(there))),
        changed=tuple(
            sorted(name for name, data in there.items() if name in listed and not _is(data, listed[name]))
        ),
        extra=tuple(sorted(set(there) - set(listed))),
    )


def _is(data: bytes | None, digest: str) -> bool:
    return data is not None and sha256(data).hexdigest() == digest
