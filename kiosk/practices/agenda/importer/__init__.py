"""Read agendas as people really write them: lists of any mark, numbers, hours, tables, headings, mails,
pages.

`read_agenda` returns draft items and, for every line of the file that is not blank, how it was understood:
nothing is dropped in silence. What is ambiguous is marked doubtful. The room sees all of this, and can say of
any line, or of all lines that begin in the same way, what it is (`Reading.compose`), before it adopts
anything.

    text -> foreign (a mail, a page) -> lines (how each begins) -> structure (what each is) -> composing (the
    draft)
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kiosk.practices.agenda.importer.composing import Composer
from kiosk.practices.agenda.importer.draft import Imported, Role
from kiosk.practices.agenda.importer.front import open_list
from kiosk.practices.agenda.importer.inline import reader_for
from kiosk.practices.agenda.importer.lines import read_lines
from kiosk.practices.agenda.importer.people import Roster
from kiosk.practices.agenda.importer.structure import Structure

NOBODY: Mapping[str, str] = MappingProxyType({})
NO_CORRECTIONS: Mapping[int, Role] = MappingProxyType({})


class Reading:
    """A file that was read once, and is composed again after each correction.

    `roster` maps ids to names (`{"m007": "Ana Lima"}`), to recognise presenters. Raises Refused, and nothing
    else, where `text` is larger than 1 MB (1,048,576 bytes of UTF-8) or 5,000 lines, or holds a NUL.
    """

    def __init__(self, text: str, roster: Mapping[str, str] = NOBODY) -> None:
        from kiosk.practices.agenda.importer.foreign import as_text

        lines = read_lines(as_text(text))
        self._plan = Structure(lines, reader_for(lines), Roster(roster))
        if (self._plan.guessed or not self._plan.has_items) and open_list(lines):
            self._plan = Structure(lines, reader_for(lines), Roster(roster))

    def compose(self, corrections: Mapping[int, Role] = NO_CORRECTIONS) -> Imported:
        """Return the draft; `corrections` are the roles that people gave to lines, by the line's number."""
        return Composer(self._plan, corrections).compose()


def read_agenda(text: str, roster: Mapping[str, str] = NOBODY) -> Imported:
    """Return the draft as the kiosk reads it by itself; a file without any item has an empty list of
    items."""
    return Reading(text, roster).compose()
