"""Where an assembly keeps things: the files of its data directory, named as journal/1 names them."""

from __future__ import annotations

from pathlib import Path


class Place:
    """The paths under one data directory; none of them need exist."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.journal = folder / "journal"
        self.entries = self.journal / "entries"
        self.key = self.journal / "key"
        self.torn = self.journal / "torn"
        self.unflushed = self.journal / "unflushed"
        """Written when a flush failed: the next opening must not believe the page cache."""
        self.next_key = self.journal / "key.next"
        """A new key between its making and its entry."""
        self.opening = folder / "cache" / "opening"
        self.names = folder / "names.json"
        self.names_aside = folder / "names-aside.json"
        """Names that a correction brings, or replaced and may give back."""
        self.names_lost = folder / "names-lost.json"
        """Names that fit nobody, until people say whose they are or delete them."""
        self.shelf = folder / "public" / "minutes"
        self.given_out = folder / "given-out.json"
        """The addresses that the minutes had."""
        self.head = folder / "head"
        self.public = folder / "public"
        self.published_head = self.public / "checkpoint"
