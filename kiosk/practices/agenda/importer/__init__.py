"""Read agendas as people really write them: Markdown with lists, headings, tables, front matter, comments.

`read_agenda` returns draft items and, for every line of the file that is not blank, how it was understood:
nothing is dropped in silence. What is ambiguous becomes a note of the item and is marked doubtful. The room
sees all of this before it adopts anything. The agenda itself is a fold of what was adopted.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kiosk.practices.agenda.importer.composing import Composer
from kiosk.practices.agenda.importer.draft import Imported
from kiosk.practices.agenda.importer.front import with_items
from kiosk.practices.agenda.importer.people import Roster
from kiosk.practices.agenda.importer.reading import read_source

NOBODY: Mapping[str, str] = MappingProxyType({})


def read_agenda(text: str, roster: Mapping[str, str] = NOBODY) -> Imported:
    """Read an agenda; `roster` maps ids to names (`{"m007": "Ana Lima"}`), to recognise presenters.

    Raises Refused, and nothing else, where `text` is larger than 1 MB (1,048,576 bytes of UTF-8) or 5,000
    lines, or holds a NUL and so is no text. A file without any item gives an empty list of items.
    """
    source = read_source(text)
    people = Roster(roster)
    found = plain = Composer(source, people).compose()
    for by in ("lines", "headings"):
        if not found.items:
            found = Composer(source, people, by).compose()
    if len(found.items) < 2 and not plain.items and (listed := with_items(source)):
        found = Composer(listed, people).compose()
    found = found if found.items else plain
    return Imported(found.items, found.ledger.finish(found.items), found.notes)
