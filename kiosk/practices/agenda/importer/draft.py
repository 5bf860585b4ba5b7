"""What an agenda file turned into, before the room has adopted it.

A draft is shown line by line and corrected; only then does it become a command. It is not recorded.
"""

from __future__ import annotations

from msgspec import Struct, field

from kiosk.practices.agenda.events import Kind


class DraftItem(Struct):
    """An item as the file has it.

    `planned` seconds, 0 for none; `starts` local time of day `19:30`, or ""; `presenter` the name as
    written, or "": the import asks who that is; `section` the heading or parent entry it stands under;
    `line` its line in the file, from 1.
    """

    title: str
    kind: Kind = "discussion"
    planned: int = 0
    starts: str = ""
    presenter: str = ""
    notes: list[str] = field(default_factory=list)
    section: str = ""
    line: int = 0


class Taken(Struct, frozen=True):
    """What one line of the file was taken for: `took_as` a sentence; `doubtful` where people should look."""

    line: int
    source: str
    took_as: str
    doubtful: bool = False


class Imported(Struct):
    """An agenda file, read. `lines` accounts for every line that is not blank, in order; `notes` is the text
    that belongs to no item (who is invited, where, rules of the house)."""

    items: list[DraftItem]
    lines: list[Taken]
    notes: list[str]

    @property
    def doubtful(self) -> list[Taken]:
        """The lines that people should look at before they adopt."""
        return [line for line in self.lines if line.doubtful]
