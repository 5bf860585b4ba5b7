"""The language of an assembly before its journal is opened: what is found at opening is said in it.

The card is searched from its end for the last entry that set a language. That is a hint, checked by nobody;
the entry may have been taken back. Once the journal is folded, the state says which language holds.
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
    """Return the language that the wall of this assembly spoke last; English where nothing says so."""
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
