"""USB sticks as folders: minutes, proofs and backups are written there."""

from __future__ import annotations

import errno
from pathlib import Path

from kiosk.language import words

_, ngettext = words("sticks")

MEDIA = (Path("/media"), Path("/run/media"))
"""Folders where systems mount sticks, directly or below the owner's name."""


def sticks() -> list[Path]:
    """Return the folders of mounted sticks, as far as they can be read."""
    found: list[Path] = []
    for media in MEDIA:
        try:
            for owner in media.iterdir():
                inner = [path for path in owner.iterdir() if path.is_mount()] if owner.is_dir() else []
                found += [owner] if owner.is_mount() else inner
        except OSError:
            continue
    return found


def refused(error: OSError) -> str:
    """Return the reason why a stick took nothing, as a sentence."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return _("The stick is full: take another one.")
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return _("That folder lets nothing be written: {why}.").format(why=error.strerror)
    return _("It could not be written there: {why}.").format(why=error.strerror or error)
