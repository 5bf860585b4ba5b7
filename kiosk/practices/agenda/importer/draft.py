"""The draft that an agenda file was read as, before the room has adopted it.

A draft is shown line by line and corrected; only then does it become a command. It is not recorded.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

from kiosk.practices.agenda.events import Kind

Role = Literal["item", "note", "section", "nothing"]
"""What a line of the file is. People can set it for any line that is not blank."""
ROLES: tuple[Role, ...] = ("item", "note", "section", "nothing")


class DraftItem(Struct):
    """An item as read from the file.

    `planned` is in seconds, 0 for none; `starts` is a local time of day, `19:30`, or ""; `presenter` is the
    name as written, or "": the import asks who is meant; `section` is the heading or parent entry above it;
    `line` is its line in the file, from 1.
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
    """How one line of the file was understood: its `role`, and the sentence `took_as`; people should check
    `doubtful` ones. Lines of the same `like` begin in the same way, at the same depth."""

    line: int
    source: str
    took_as: str
    doubtful: bool = False
    role: Role = "note"
    like: str = ""


class Imported(Struct):
    """An agenda file, read. `lines` has an account of every line that is not blank, in order; `notes` is the
    text that belongs to no item (who is invited, where, rules of the house); `doubts` are sentences about the
    agenda as a whole."""

    items: list[DraftItem]
    lines: list[Taken]
    notes: list[str]
    doubts: list[str] = field(default_factory=list)

    @property
    def doubtful(self) -> list[Taken]:
        """Return the lines that people should check before they adopt the draft."""
        return [line for line in self.lines if line.doubtful]
