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

from kiosk.practices.agenda.importer import vocabulary
from kiosk.practices.agenda.importer.lines import Line

_ENTRY = re.compile(r" *-\s+(?P<text>\S.*)")
_KEY = re.compile(r"(?P<key>[A-Za-z][\w -]{0,30}?)\s*:\s+(?P<value>\S.*)")
_OTHERWISE = re.compile(r"[|>\[{&*!]")
"""What begins a value that is not plain text in YAML: a block, a list in a line, an anchor."""
_TITLES = frozenset({"title", "topic", "item", "name", "subject", "what", "titel", "thema"})
_PROPERTY_NAMES = {"minutes": "duration", "min": "duration", "timebox": "duration", "by": "presenter"}
"""Keys of the front matter -> the names of the same properties in a list."""


def heads_list(source: str) -> bool:
    """True for the key of a list of items: `agenda:`, `items: [`."""
    key, colon, _value = source.partition(":")
    return bool(colon) and (vocabulary.is_one(key, "agenda") or key.strip().casefold() in ("items", "points"))


def open_list(lines: list[Line]) -> bool:
    """Make the list in the front matter a list of the file; False, and nothing changed, if there is none to
    be read."""
    front = [line for line in lines if line.form == "front"]
    heads = [
        at for at, line in enumerate(front) if heads_list(line.source) and line.source.rstrip().endswith(":")
    ]
    if len(heads) != 1:
        return False
    read: list[tuple[Line, int, str]] = []
    margin = -1
    for line in front[heads[0] + 1 : -1]:
        indent = len(line.source) - len(line.source.lstrip())
        begun = _ENTRY.fullmatch(line.source)
        if not begun and indent == 0 and line.source.strip():
            break
        margin = indent if begun and margin < 0 else margin
        text = begun["text"] if begun else line.source.strip()
        if _OTHERWISE.match(text) or (begun and indent != margin) or margin < 0:
            return False
        if text:
            read.append((line, 0 if begun else 4, text))
    for line, indent, text in read:
        line.form, line.indent, line.begins, line.loose = "list", indent, "-", False
        line.text = _plain(text, indent > 0)
    front[heads[0]].label = "read"
    return bool(read)


def _plain(text: str, below: bool) -> str:
    """Return one line of the list as it would be in a list of the file."""
    found = _KEY.fullmatch(text)
    if found and not below and found["key"].casefold() in _TITLES:
        return _bare(found["value"])
    if not found or not below:
        return _bare(text)
    key = found["key"].casefold()
    return f"{_PROPERTY_NAMES.get(key, key)}: {_bare(found['value'])}"


def _bare(value: str) -> str:
    """Return a value without the quotes that YAML demands around a colon."""
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
