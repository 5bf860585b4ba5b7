"""The text of an agenda or a list of people that people bring, from a stick or a folder.

Regular files of at most 1 MB only; a link, a pipe or a device is refused before any byte is read. Text is
UTF-8, or UTF-16 where the file says so, or else what old word processors wrote (Windows-1252).
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from kiosk.errors import Refused
from kiosk.language import words

_, ngettext = words("textfile")

MOST_BYTES = 1_048_576
"""Most bytes of a file; no list of people and no agenda is larger."""

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def read_file(path: Path, links: bool = False) -> str:
    """Return the file's text; raises Refused with a sentence for anything else. A link is read if `links`."""
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | (0 if links else os.O_NOFOLLOW)
    try:
        handle = os.open(path.expanduser(), flags)
    except (OSError, RuntimeError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise Refused(_("{file} cannot be read: {why}.").format(file=path, why=why)) from None
    status = os.fstat(handle)
    if stat.S_ISDIR(status.st_mode):
        os.close(handle)
        raise Refused(_("{file} is a folder.").format(file=path))
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(status.st_mode):
            raise Refused(_("{file} is no ordinary file.").format(file=path))
        if status.st_size > MOST_BYTES:
            raise Refused(
                _("{file} is larger than 1 MB: an agenda or a list of people is a page or two.").format(
                    file=path
                )
            )
        try:
            data = file.read(MOST_BYTES + 1)
        except OSError as error:
            raise Refused(_("{file} cannot be read: {why}.").format(file=path, why=error.strerror)) from None
    return decoded(data)


def decoded(data: bytes) -> str:
    """Return the text of bytes; raises Refused if they are not text."""
    try:
        text = data.decode("utf-16" if data.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    if "\x00" in text:
        raise Refused(_("This is not a text file: save it as text, Markdown or CSV."))
    return text
