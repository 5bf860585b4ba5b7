"""Read items in the front matter: an agenda whose whole list is between the two `---`.

    agenda:
      - Check-in (10 min)
      - title: Rent strike fund
        who: Amina
        minutes: 25

This is no YAML parser: it reads one list of such entries, and ignores anything written in another way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import structs

from kiosk.practices.agenda.importer.reading import Entry, Listing, Source

LISTED = re.compile(r"\s*(?:agenda|items|topics|points|programme|program|tagesordnung)\s*:\s*", re.IGNORECASE)
_ENTRY = re.compile(r"(?P<indent> *)-\s+(?P<text>\S.*)")
_KEY = re.compile(r"(?P<key>[A-Za-z][\w -]{0,30}?)\s*:\s+(?P<value>\S.*)")
_ENDS = re.compile(r"---|\.\.\.|\S.*:")
"""What may follow the list: the end of the front matter, or another key. Otherwise the list is not read."""
_OTHERWISE = re.compile(r"[|>\[{&*!]")
"""What begins a value that is not plain text in YAML: a block, a list in a line, an anchor."""
_TITLES = frozenset({"title", "topic", "item", "name", "subject", "what", "titel", "thema"})
_PROPERTY_NAMES = {"minutes": "duration", "min": "duration", "timebox": "duration", "by": "presenter"}
"""Keys of the front matter -> the names of the same properties in a list."""


def with_items(source: Source) -> Source | None:
    """Return the file with the list of its front matter as a block; None if there is none to be read."""
    lines = list(source.front)
    heads = [line for line in lines if LISTED.fullmatch(source.lines[line - 1])]
    if len(heads) != 1:
        return None
    entries = list(_entries(source, range(heads[0] + 1, lines[-1])))
    after = (source.lines[line - 1] for line in lines if entries and line > entries[-1].last)
    if not entries or not _ENDS.match(next(filter(str.strip, after), "")):
        return None
    listing = Listing(entries[0].line, entries[-1].last, 0, False, entries)
    rest = [line for line in lines if not listing.line <= line <= listing.last]
    return structs.replace(source, front=rest, front_read=True, blocks=[listing, *source.blocks])


def _entries(source: Source, lines: range) -> Iterator[Entry]:
    """Yield the entries, up to the first line that this reader does not understand."""
    entry: Entry | None = None
    margin = -1
    for line in lines:
        text = source.lines[line - 1]
        if not text.strip():
            continue
        begun = _ENTRY.fullmatch(text)
        if begun and margin < 0:
            margin = len(begun["indent"])
        if begun and len(begun["indent"]) == margin:
            if entry is not None:
                yield entry
            entry = Entry(line, line, "")
            text_of_line = begun["text"]
        elif entry is not None and text.startswith(" " * (margin + 1)) and not begun:
            text_of_line = text.strip()
        else:
            break
        if _OTHERWISE.match(text_of_line):
            break
        _add_line(entry, line, text_of_line)
    if entry is not None and entry.text:
        yield entry


def _add_line(entry: Entry, line: int, text: str) -> None:
    """Add one line to an entry: as its title, or as a property below it."""
    entry.last = line
    found = _KEY.fullmatch(text)
    key = found["key"].casefold() if found else ""
    if found and key in _TITLES and not entry.text:
        entry.text = _bare(found["value"])
    elif not entry.text and line == entry.line:
        entry.text = _bare(text)
    else:
        property_text = f"{_PROPERTY_NAMES.get(key, key)}: {_bare(found['value'])}" if found else _bare(text)
        entry.children.append(Listing(line, line, 0, False, [Entry(line, line, property_text)]))


def _bare(value: str) -> str:
    """Return a value without the quotes that YAML demands around a colon."""
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
