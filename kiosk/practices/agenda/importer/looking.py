"""Look at blocks before deciding what they are: the parts of an entry, what is below it, its words.

It decides nothing. What it finds out about an entry it caches.
"""

from __future__ import annotations

import re
from typing import assert_never

from kiosk.practices.agenda.importer import entries, people, tables
from kiosk.practices.agenda.importer.entries import Parsed, Property
from kiosk.practices.agenda.importer.inline import Inline
from kiosk.practices.agenda.importer.lengths import LOOKS_TIMED, When
from kiosk.practices.agenda.importer.reading import Block, Entry, Heading, Listing, Passage, Row, Table

_TAG = re.compile(r"<[^<>]{0,500}>")
_LISTED = re.compile(r"\n(?=\s*(?:[A-Za-z]|[0-9]{1,2})[.)]\s)")
_CONTENTS = re.compile(r"\s*(?:\[.*\]\(#[^)]*\)\s*)?", re.DOTALL)
_BOX = re.compile(r"\[[ xX]?\]\s+")


class Looking:
    """Answers questions about the blocks of one file."""

    def __init__(self, inline: Inline, roster: people.Roster) -> None:
        self.inline, self.roster = inline, roster
        self._parsed: dict[tuple[int, bool], Parsed] = {}
        self._columns: dict[int, tuple[tables.Columns | None, list[Row]]] = {}
        self._properties: dict[int, Property | None] = {}
        self._timed: dict[int, bool] = {}

    def entry(self, entry: Entry, nested: bool) -> Parsed:
        """Return the parts of an entry; the same object every time."""
        found = self._parsed.get((id(entry), nested))
        if found is None:
            text = _LISTED.sub("\\\\\n", entry.text)  # "A. ..." on a line of its own is no title's end
            found = entries.parse(self.inline.words(text, title=True), self.roster, nested)
            self._parsed[id(entry), nested] = found
        return found

    def heading(self, heading: Heading) -> tuple[str, Parsed]:
        """Return a heading's words, and its parts."""
        read = self.inline.words(heading.text, title=True)
        parsed = entries.parse(read, self.roster)
        entries.settle([parsed])
        return read.text.replace("\n", " "), parsed

    def columns(self, table: Table) -> tuple[tables.Columns | None, list[Row]]:
        """Return `tables.columns_of` the table, cached."""
        if id(table) not in self._columns:
            self._columns[id(table)] = tables.columns_of(table, self.inline)
        return self._columns[id(table)]

    def property(self, entry: Entry) -> Property | None:
        """Return an entry as a property of the one above (`Presenter: Ana`, a bare length), or None."""
        if id(entry) not in self._properties:
            self._properties[id(entry)] = self._property(entry)
        return self._properties[id(entry)]

    def _property(self, entry: Entry) -> Property | None:
        if len(entry.text) > 200 or entry.children:
            return None
        looks_timed = LOOKS_TIMED.search(entry.text)
        if ":" in entry.text and (found := entries.property_of(self.text_of(entry), self.roster)):
            return found
        parsed = self.entry(entry, True) if looks_timed else None
        if parsed and parsed.timed and not parsed.title:
            return Property(when=When(parsed.seconds, parsed.starts, parsed.bound))
        return None

    def apply_properties(self, parsed: Parsed, blocks: list[Block]) -> None:
        """Apply the properties in the lists of `blocks` to `parsed`."""
        for block in blocks:
            if not isinstance(block, Listing):
                continue
            for entry in block.entries:
                if found := self.property(entry):
                    parsed.presenter = parsed.presenter or found.presenter
                    parsed.kind = found.kind or parsed.kind
                    parsed.seconds = parsed.seconds or (found.when.seconds if found.when else 0)
                    parsed.starts = parsed.starts or (found.when.starts if found.when else "")

    def carries(self, block: Block) -> bool:
        """True if an entry of this block carries a length or a time, or if it is a table of the agenda."""
        match block:
            case Listing():
                return any(self.timed(entry) for entry in block.entries)
            case Table():
                return self.columns(block)[0] is not None
            case Heading() | Passage():
                return False
            case _:
                assert_never(block)

    def timed(self, entry: Entry) -> bool:
        """True if an entry, or something below it, carries a length or a time."""
        if id(entry) not in self._timed:
            looks_timed = LOOKS_TIMED.search(entry.text) and self.property(entry) is None
            self._timed[id(entry)] = self.carries_below(entry) or bool(
                looks_timed and self.entry(entry, True).timed
            )
        return self._timed[id(entry)]

    def carries_below(self, entry: Entry) -> bool:
        return any(self.carries(child) for child in entry.children)

    def is_contents(self, block: Block) -> bool:
        """True for a table of contents: a list of links into this file, without times."""
        return (
            isinstance(block, Listing)
            and all(_CONTENTS.fullmatch(entry.text.split("\n")[0]) for entry in block.entries)
            and not self.carries(block)
        )

    def needs(self, entry: Entry) -> int:
        """Return the seconds planned by an entry, or by the entries below it if it has no length."""
        lists = [child for child in entry.children if isinstance(child, Listing)]
        below = sum(self.needs(child) for listing in lists for child in listing.entries)
        return self.entry(entry, True).seconds or below

    def texts(self, block: Block, depth: int = 0) -> list[tuple[range, str]]:
        """Return a block as notes: (lines, text) for each."""
        lines = range(block.line, block.last + 1)
        match block:
            case Listing():
                return [text for entry in block.entries for text in self.texts_of(entry, depth)]
            case Table():
                rows = [Row(block.line, block.header), *block.rows]
                texts = [(range(row.line, row.line + 1), self._row(row)) for row in rows]
                return [texts[0], (range(block.line + 1, block.line + 2), ""), *texts[1:]]
            case Passage(form="text") | Heading():
                return [(lines, self.inline.words(block.text).text)]
            case Passage(form="html"):
                return [(lines, " ".join(_TAG.sub(" ", block.text).split()))]
            case Passage():
                return [(lines, block.text.strip())]

    def texts_of(self, entry: Entry, depth: int = 0) -> list[tuple[range, str]]:
        """Return an entry and what is below it as notes: (lines, text) for each."""
        mark = "– " * min(depth, 3)
        texts = [(own_lines(entry), mark + self.text_of(entry))]
        for child in entry.children:
            texts.extend(self.texts(child, depth + 1))
        return texts

    def text_of(self, entry: Entry) -> str:
        return self.inline.words(_BOX.sub("", entry.text, count=1)).text

    def _row(self, row: Row) -> str:
        if len(row.cells) > tables.MOST_COLUMNS:
            return " · ".join(cell for cell in row.cells if cell)
        cells = (self.inline.words(cell).text.replace("\n", ", ") for cell in row.cells)
        return " · ".join(cell for cell in cells if cell)


def own_lines(entry: Entry) -> range:
    """Return the lines of an entry before its children."""
    return range(entry.line, min([child.line for child in entry.children] or [entry.last + 1]))
