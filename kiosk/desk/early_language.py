"""The language of an assembly before its journal is opened: findings at opening are in it.

The card is searched from its end for the last entry that set a language. That is an unverified hint;
the entry may have been undone. Once the journal is folded, the state has the language.
"""

from __future__ import annotations

import mmap
import re
from contextlib import suppress
from pathlib import Path

from kiosk.journal.place import Place
from kiosk.language import ENGLISH, languages

_KIND = b'"kind":"rules.language-set/1"'
_LANGUAGE = re.compile(rb'"language":"([a-z0-9-]{2,32})"')


def language_of(folder: Path) -> str:
    """Return the language that this assembly set last; English if it set none."""
    with suppress(OSError, ValueError):  # no journal yet, or an empty one
        with (
            Place(folder).entries.open("rb") as file,
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text,
        ):
            at = text.rfind(_KIND)
            line = text[text.rfind(b"\n", 0, at) + 1 : text.find(b"\n", at)] if at >= 0 else b""
        found = _LANGUAGE.search(line)
        if found is not None and found[1].decode() in languages():
            return found[1].decode()
    return ENGLISH
