"""Whether the files of a meeting are those that were sealed, and those that are expected.

    files_in(folder)                    what lies in a meeting's folder, bounded
    fit(files, keys)                    Fit: findings, and whether a key's seal covers all of it

The list `SHA256SUMS` names every file, one seal covers the list, and the digest of the list says which
version of the minutes it is: an older one has a seal that is just as good. It writes nothing.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from kiosk.errors import NotTrusted
from kiosk.journal.disk import read_regular
from kiosk.journal.note import Verifier
from kiosk.language import words
from kiosk.minutes.seal import FILES, check
from kiosk.minutes.sums import SEAL, SUMS, misfits, parse

_, ngettext = words("minutes")

LARGEST_FILE = 8 << 20
LARGEST_FOLDER = 64 << 20
MOST_FILES = 4_000
DEEPEST = 2
"""Folders below a meeting's: draws/001."""
MARKDOWN_SEAL = "minutes.md.sig"
NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}")

Files = dict[str, bytes | None]
"""Name below the meeting's folder to content; None where it cannot be read."""


class Fit(Struct, frozen=True):
    """A sentence for each misfit; whether a seal covers the files; `key` is the one that made the seal."""

    findings: list[str]
    sealed: bool = False
    key: Verifier | None = None


def files_in(folder: Path) -> Files:
    """Return everything in a meeting's folder, whatever it is; links and pipes are not followed.

    Where there is too much of it, the rest is left out, and so does not fit. Raises OSError without a folder.
    """
    files: Files = {}
    room = LARGEST_FOLDER
    waiting = [(folder, "", 0)]
    while waiting:
        below, prefix, depth = waiting.pop()
        for entry in os.scandir(below):
            name = prefix + entry.name
            if len(files) >= MOST_FILES:
                return files
            if entry.is_dir(follow_symlinks=False) and depth < DEEPEST and NAME.fullmatch(entry.name):
                waiting.append((Path(entry.path), f"{name}/", depth + 1))
                continue
            data = _read(Path(entry.path), min(room, LARGEST_FILE))
            room -= len(data or b"")
            files[name] = data
    return files


def _read(path: Path, limit: int) -> bytes | None:
    try:
        return read_regular(path, limit)
    except OSError:
        return None


def fit(files: Mapping[str, bytes | None], keys: Sequence[Verifier], digest: str | None = None) -> Fit:
    """Check a meeting's files against their list, the list against its seal, and both against `digest`.

    `digest` is the SHA-256 in hex that the list must have, None where any version will do. Minutes whose
    Markdown is sealed must have a seal on the list too; without any key, no seal is looked at.
    """
    listed = files.get(SUMS)
    if listed is None:
        return Fit([_("{name} is missing: the files cannot be compared with it.").format(name=SUMS)])
    try:
        wanted = parse(listed)
    except NotTrusted as error:
        return Fit([error.sentence])
    findings = misfits(files, wanted).sentences()
    if digest is not None and sha256(listed).hexdigest() != digest:
        findings.append(_("{name} is of another version of these minutes.").format(name=SUMS))
    if not keys:
        return Fit(findings)
    if SEAL not in files:
        if MARKDOWN_SEAL in wanted:
            findings.append(_("{name} is missing.").format(name=SEAL))
        return Fit(findings)
    key, why = sealed_by(files[SEAL] or b"", listed, keys)
    return Fit([*findings, why] if why else findings, not why, key)


def sealed_by(seal: bytes, listed: bytes, keys: Sequence[Verifier]) -> tuple[Verifier | None, str]:
    """Return (key that made this seal, ""), or (None, why it is not the first key's)."""
    why = ""
    for key in keys:
        try:
            check(seal.decode(errors="replace"), listed, key.public, FILES)
        except NotTrusted as error:
            why = why or error.sentence
        else:
            return key, ""
    return None, why
