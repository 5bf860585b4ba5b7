"""The tree of a file's lists: which entry is nested under which, and what each says when read as an entry.

Nothing is decided here. What is found out about a line is kept, so that it is read once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct, field

from kiosk.practices.agenda.importer import entries, lengths, people, settling, tables
from kiosk.practices.agenda.importer.entries import Parsed, Property
from kiosk.practices.agenda.importer.inline import Inline, Words, as_note
from kiosk.practices.agenda.importer.lengths import LOOKS_TIMED, When
from kiosk.practices.agenda.importer.lines import Line

_BRACKETS = re.compile(r"(?:\s*\([^()]*\))*")
_LINK = re.compile(r"!?\[[^\]]*\]\([^)]*\)")


class Node(Struct, eq=False):
    """An entry of a list, with the entries and rows nested below it. `counted`: its number is a part of the
    number above, as `2.1` is of `2`."""

    line: Line
    depth: int
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    rows: list[Line] = field(default_factory=list)
    counted: bool = False

    @property
    def root(self) -> Node:
        return self.parent.root if self.parent else self


class Tree:
    """Answers questions about the lines of one file. `nodes` and `row_owners` are by the line's number."""

    def __init__(self, lines: list[Line], inline: Inline, roster: people.Roster) -> None:
        self.inline, self.roster = inline, roster
        self.tables = tables.find_tables(lines, inline)
        self.nodes: dict[int, Node] = {}
        self.row_owners: dict[int, Node] = {}
        self._parsed: dict[int, Parsed] = {}
        self._properties: dict[int, Property | None] = {}

    def grow(self, lines: list[Line]) -> None:
        """Add the lists of one section, nested by indentation and by the parts of numbers."""
        stack: list[Node] = []
        numbers = {line.begins: line.number for line in lines if line.form == "list" and line.count}
        for line in lines:
            if line.form in ("row", "names") and stack and line.indent > stack[0].line.indent:
                while len(stack) > 1 and line.indent <= stack[-1].line.indent:
                    stack.pop()
                stack[-1].rows.append(line)
                self.row_owners[line.number] = stack[-1]
            elif line.form not in ("list", "blank") and line.loose and not line.indent and not numbers:
                stack.clear()
            if line.form != "list":
                continue
            alike = [node for node in stack if _is_alike(node.line, line)]
            while alike and stack[-1] is not alike[0]:
                stack.pop()
            while stack and not _is_below(line, stack[-1].line, numbers):
                stack.pop()
            parent = stack[-1] if stack else None
            node = Node(
                line,
                len(stack),
                parent,
                counted=bool(parent and (_is_part(line, parent.line) or _is_point(line, parent.line))),
            )
            if parent:
                parent.children.append(node)
            self.nodes[line.number] = node
            stack.append(node)

    def is_nested(self, line: Line) -> bool:
        """True if a length in this line counts only where it is set apart."""
        node = self.nodes.get(line.number)
        return bool(node and node.depth and not node.counted)

    def title(self, line: Line) -> Parsed:
        """Return the parts of a line, or row, as an entry."""
        if line.number not in self._parsed:
            self._parsed[line.number] = self.read(line)
        return self._parsed[line.number]

    def read(self, line: Line, column: bool = False) -> Parsed:
        """Return the same for the caller to change; with `column`, `1:05` at its start is an hour."""
        if self.is_item_row(line):
            return tables.read_row(line, self.tables[line.number], self.inline, self.roster)
        text = self.inline.words(line.plain, title=True)
        parsed = entries.parse(text, self.roster, self.is_nested(line), column=column)
        if line.form == "heading":
            settling.settle([parsed], self.roster)
        return parsed

    def property(self, line: Line) -> Property | None:
        """Return a line as a property of the entry above (`Presenter: Ana`, a bare length), or None."""
        if line.number not in self._properties:
            self._properties[line.number] = self._property(line) if len(line.text) <= 200 else None
        return self._properties[line.number]

    def _property(self, line: Line) -> Property | None:
        text = self.inline.words(line.text).text
        if ":" in text and (found := entries.property_of(text, self.roster)):
            return found
        if not LOOKS_TIMED.search(text):
            return None
        if when := lengths.when(text.strip(" ()[].*")):
            return Property(when=when)
        links = self.inline.words(line.text, title=True).links
        bare = entries.parse(Words(self.inline.words(_LINK.sub("", line.text)).text), self.roster)
        if not bare.timed or not _BRACKETS.fullmatch(bare.title):
            return None
        name = bare.presenter or (bare.maybe if people.is_full_name(bare.maybe) else "")
        notes = [*filter(None, [bare.title]), *bare.notes, *(as_note(*link) for link in links)]
        return Property(name, When(bare.seconds, bare.starts), notes=notes)

    def is_item_row(self, row: Line) -> bool:
        return row.number in self.tables and self.tables[row.number].is_agenda

    def timed(self, node: Node) -> bool:
        """True if an entry, or something below it, carries a length or an hour."""
        below = (self.property(child.line) for child in node.children)
        if self.carries_below(node) or any(found and found.when for found in below):
            return True
        looks = LOOKS_TIMED.search(node.line.text[:2_000]) and not self.property(node.line)
        return bool(looks and self.title(node.line).timed)

    def carries_below(self, node: Node) -> bool:
        """True if something below an entry carries a length, or is a row or a part of its number."""
        rows = any(self.is_item_row(row) for row in node.rows)
        return rows or any(child.counted or self.timed(child) for child in node.children)

    def needs(self, node: Node) -> int:
        """Return the seconds planned by an entry, or by the entries below it if it has no length."""
        return self.title(node.line).seconds or sum(self.needs(child) for child in node.children)

    def any_timed(self, lines: list[Line]) -> bool:
        """True if an entry or a row among these lines carries a length or an hour."""
        nodes = (self.nodes[line.number] for line in lines if line.number in self.nodes)
        return any(map(self.is_item_row, lines)) or any(map(self.timed, nodes))


def _is_part(line: Line, above: Line) -> bool:
    return len(line.count) > len(above.count) > 0 and line.count[: len(above.count)] == above.count


def _is_alike(one: Line, two: Line) -> bool:
    """True if two numbers are of one list, whatever stands between them."""
    return len(one.count) == len(two.count) > 0 and (one.begins, one.indent) == (two.begins, two.indent)


def _is_point(line: Line, above: Line) -> bool:
    """True for `1.` below `I.` or `A.`, where the points are."""
    return line.begins[:1] == "1" and above.begins[:1] in ("I", "A")


def _is_below(line: Line, above: Line, numbers: Mapping[str, int]) -> bool:
    """True if a list's line is nested in the entry `above`; `numbers` has the last line of each numbering."""
    if line.count and above.count and (len(line.count) > 1 or len(above.count) > 1):
        return _is_part(line, above) or (len(line.count) == 1 and line.indent > above.indent + 1)
    if line.indent == above.indent and above.count and line.begins != above.begins:
        return numbers.get(above.begins, 0) > line.number
    return line.indent > above.indent + (0 if above.count and not line.count else 1)
