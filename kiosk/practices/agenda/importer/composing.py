"""Turn blocks into items: the rules by which an agenda is read.

    a heading is a section                      a top-level entry, or a table's row, is an item
    nested entries are notes of their parent, unless one of them carries a length: then they are items,
    and the parent is their section             other text is a note of the item before it

Where a parent has a length of its own, more than its timed entries need, and other entries without one, the
rest of its time stays an item, with those as its notes. A file without a list or a table is read a second
time, by its lines that carry a length or a number, and if that finds nothing a third time, by its headings.
"""

from __future__ import annotations

import re

from kiosk.cleaning import has_visible
from kiosk.language.lists import sentences as in_a_row
from kiosk.practices.agenda.importer import entries, front, outline, people, sentences, tables
from kiosk.practices.agenda.importer.collecting import Collecting
from kiosk.practices.agenda.importer.draft import DraftItem
from kiosk.practices.agenda.importer.entries import Parsed
from kiosk.practices.agenda.importer.inline import Words
from kiosk.practices.agenda.importer.lengths import LOOKS_TIMED
from kiosk.practices.agenda.importer.looking import Looking, own_lines
from kiosk.practices.agenda.importer.outline import Section
from kiosk.practices.agenda.importer.reading import (
    Block,
    Entry,
    Heading,
    Listing,
    Passage,
    Row,
    Source,
    Table,
)
from kiosk.practices.agenda.importer.sentences import Doubt

_META = re.compile(
    r"""
    \s*(?:dates?|times?|date\ ?(?:&|and|/)\ ?time|dates\ and\ times|when|where|location|place|venue|room|host
    |chairs?|facilitators?|cultivator|notary|scribes?|minute[-\ ]?takers?|note[-\ ]?takers?|notes\ by
    |time\ ?keepers?|present|attend(?:ing|ees|ance)|attendee\ information|participants|regrets|duration
    |total\ duration[\w\ ]{0,30}|links?|zoom|jitsi|video(?:\ conference)?(?:\ link)?|dial-?in|meeting\ id
    |password|quorum|live\ notes|minutes|bridge|convenor|organi[sz]er|invited|datum|ort|lieu|moderation
    |protokoll)\s*:.*
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_LABELLED = re.compile(r"[^:]{1,40}:.*", re.DOTALL)
_NUMBERED = re.compile(r"\s*(?:TOP\s*)?[0-9]{1,2}\\?[.):]\s")


class Composer:
    """One reading of a file. `by` is "lists" (lists and tables), "lines" or "headings"."""

    def __init__(self, source: Source, roster: people.Roster, by: str = "lists") -> None:
        self.found = Collecting(source.lines, source.deep)
        self._source, self._by = source, by
        self._look = Looking(source.inline, roster)

    def compose(self) -> Collecting:
        """Read the whole file; afterwards the ledger has an account of every line."""
        self._set_aside()
        sections = outline.sections_of(self._source.blocks, self._look.heading)
        outline.find_agenda(sections, self._holds_items)
        for section in sections:
            if section.heading and section.standing == "agenda":
                self._look.apply_properties(section.parsed, section.blocks[:1])
        outline.find_headed(sections, self._timed_below)
        if self._by == "headings":
            for section in outline.leaves(sections):
                section.is_item = True
        for section in sections:
            self.found.begin_section()
            if section.is_item and has_visible(section.parsed.title):
                self._headed(section, sections[section.parent].title if section.parent >= 0 else "")
            else:
                self._section(section)
            self.found.end_section()
        self.found.finish()
        return self.found

    def _set_aside(self) -> None:
        source, ledger = self._source, self.found.ledger
        for line in source.front:
            listed = front.LISTED.match(source.lines[line - 1]) and not source.front_read
            ledger.take([line], sentences.front_matter(), Doubt.front_list() if listed else "")
        ledger.take(source.comments, sentences.comment())
        for line, label in source.addresses.items():
            ledger.take([line], sentences.address(label.casefold()))

    def _holds_items(self, block: Block) -> bool:
        if self._by == "lists":
            return isinstance(block, Listing | Table) and not self._look.is_contents(block)
        return not isinstance(block, Passage) or block.form == "text"

    def _timed_below(self, section: Section) -> bool:
        return any(self._look.carries(block) for block in section.blocks)

    # Sections

    def _headed(self, section: Section, above: str) -> None:
        """Add a heading as an item; the blocks below it become its notes."""
        sure = self._by == "lists" and section.parsed.timed
        assert section.heading is not None
        item = self.found.add(section.parsed, section.heading.line, above, [] if sure else [Doubt.no_list()])
        self.found.ledger.take(_lines(section.heading), sentences.goes_on())
        for block in section.blocks:
            self._note(item, block)

    def _section(self, section: Section) -> None:
        if section.heading:
            self.found.ledger.take(_lines(section.heading), *self._section_sentence(section))
        for block in section.blocks:
            if section.standing == "agenda":
                self._block(block, section.title)
            else:
                self._outside_agenda(block, section)

    def _section_sentence(self, section: Section) -> tuple[str, str]:
        if section.standing == "about":
            return sentences.section_about(), ""
        if section.standing == "outside":
            return sentences.section_outside(), ""
        parsed = section.parsed
        unused = parsed.seconds and not parsed.bound and not self._timed_below(section) and section.blocks
        return sentences.section(), Doubt.unused(parsed.seconds) if unused else ""

    def _outside_agenda(self, block: Block, section: Section) -> None:
        """Read a block outside the agenda: notes of the meeting, but entries with a length are items."""
        outside = section.standing == "outside"
        if outside and isinstance(block, Listing) and self.found.items:
            for entry in block.entries:
                if self._look.entry(entry, False).seconds:
                    self._listing(_alone(entry), section.title, 0, Doubt.outside())
                else:
                    self._keep(self._look.texts_of(entry), Doubt.outside())
            return
        if isinstance(block, Listing):
            for entry in block.entries:
                meta = not outside or self._about_meeting(entry)
                self._keep(self._look.texts_of(entry), "" if meta else Doubt.outside())
        elif outside and self.found.items and isinstance(block, Table):
            self._table(block, section.title, Doubt.outside())
        else:
            doubtful = outside and self._look.carries(block)
            self._keep(self._look.texts(block), Doubt.outside() if doubtful else "")

    def _about_meeting(self, entry: Entry) -> bool:
        """True for an entry about the meeting itself: `Where: the big room`, `Minute taker: Leyla`."""
        return bool(_META.fullmatch(self._look.text_of(entry)[:300]))

    def _keep(self, texts: list[tuple[range, str]], doubt: str = "") -> None:
        for lines, text in texts:
            self.found.keep(lines, text, doubt)

    # Blocks of a section

    def _block(self, block: Block, section: str, depth: int = 0) -> None:
        match block:
            case Listing() if self._look.is_contents(block):
                self._keep(self._look.texts(block))
            case Listing() if depth:
                self._listing_below(block, section, depth)
            case Listing():
                self._listing(block, section, depth)
            case Table():
                self._table(block, section)
            case Passage(form="rule"):
                self.found.ledger.take(_lines(block), sentences.rule())
            case Passage(form="text") if self._by == "lines" and not depth:
                self._text_lines(block, section)
            case _:
                self._passage(block)

    def _passage(self, block: Block) -> None:
        timed = isinstance(block, Passage) and block.form in ("text", "html", "quote")
        for lines, text in self._look.texts(block):
            self.found.attach(lines, text, Doubt.perhaps() if timed and self._maybe_item(text) else "")

    def _maybe_item(self, text: str) -> bool:
        if not LOOKS_TIMED.search(text[:300]) or _META.fullmatch(text[:300]):
            return False
        parsed = entries.parse(Words(text[:300].split("\n")[0]), self._look.roster, nested=True)
        return parsed.timed and has_visible(parsed.title)

    def _text_lines(self, block: Passage, section: str) -> None:
        """Read a file without lists: a line with a length, a time or a number is an item."""
        read = [self._look.inline.words(line, title=True) for line in block.text.split("\n")]
        parsed = [entries.parse(line, self._look.roster) for line in read]
        entries.settle(parsed)
        for number, (line, one) in enumerate(zip(read, parsed, strict=True), start=block.line):
            numbered = _NUMBERED.match(self._source.lines[number - 1])
            item = (one.timed or numbered) and not _META.fullmatch(line.text)
            if item and has_visible(one.title):
                self.found.add(one, number, section, [Doubt.no_list()])
            else:
                self.found.attach(range(number, number + 1), line.text)

    def _table(self, table: Table, section: str, doubt: str = "") -> None:
        columns, rows = self._look.columns(table)
        if columns is None:
            self._passage(table)
            return
        names = sentences.columns([name for name in columns.names if name])
        self.found.ledger.take([table.line], names)
        self.found.ledger.take([table.line + 1], sentences.under_columns())
        above: Parsed | None = None
        for row in rows:
            above = self._row(row, columns, section, above, [doubt] if doubt else [])
        self.found.ledger.take(_lines(table), names)

    def _row(
        self, row: Row, columns: tables.Columns, section: str, above: Parsed | None, doubts: list[str]
    ) -> Parsed | None:
        parsed = tables.read_row(row, columns, self._look.inline, self._look.roster)
        if more := tables.surplus(self._source.lines[row.line - 1], columns):
            doubts = [*doubts, Doubt.more_cells()]
            parsed.notes.extend(more)
        elif tables.is_empty(row):
            self.found.ledger.take([row.line], sentences.empty_row())
            return above
        if not has_visible(parsed.title):
            text = " · ".join(cell.strip() for cell in row.cells if cell.strip())
            self.found.attach(range(row.line, row.line + 1), text, Doubt.no_title())
            return above
        if above and above.starts and not (parsed.timed or parsed.presenter):
            doubts = [*doubts, Doubt.row_above()]
        self.found.add(parsed, row.line, section, doubts)
        return parsed

    # Lists

    def _listing(self, listing: Listing, section: str, depth: int, doubt: str = "") -> None:
        """Read a list whose entries are items."""
        parsed = [self._look.entry(entry, bool(depth)) for entry in listing.entries]
        entries.settle(parsed)
        about = [not self.found.items and self._about_meeting(entry) for entry in listing.entries]
        mostly = 2 * sum(about) > len(about)
        for entry, one, meta in zip(listing.entries, parsed, about, strict=True):
            if meta or (mostly and _LABELLED.fullmatch(self._look.text_of(entry)[:300])):
                self._keep(self._look.texts_of(entry))
            elif not one.title and self._look.property(entry):
                self.found.ledger.take(own_lines(entry), sentences.heard())
            else:
                self._entry(entry, one, section, depth, [doubt] if doubt else [])

    def _listing_below(self, listing: Listing, section: str, depth: int) -> None:
        """Read nested entries as items, because at least one of them carries a length."""
        parsed = [self._look.entry(entry, True) for entry in listing.entries]
        entries.settle(parsed)
        for entry, one in zip(listing.entries, parsed, strict=True):
            if self._look.property(entry):
                self.found.attach(own_lines(entry), self._look.text_of(entry))
            else:
                lacking = not self._look.timed(entry)
                self._entry(entry, one, section, depth, [Doubt.no_length()] if lacking else [])

    def _entry(self, entry: Entry, parsed: Parsed, section: str, depth: int, doubts: list[str]) -> None:
        if self._look.carries_below(entry):
            self._parent(entry, parsed, section, depth)
        elif has_visible(parsed.title):
            self._look.apply_properties(parsed, entry.children)
            item = self._add(entry, parsed, section, doubts)
            for child in entry.children:
                self._note(item, child)
        else:
            for lines, text in self._look.texts_of(entry):
                self.found.attach(lines, text, Doubt.no_title())

    def _add(self, entry: Entry, parsed: Parsed, section: str, doubts: list[str]) -> DraftItem:
        item = self.found.add(parsed, entry.line, section, doubts)
        self.found.ledger.take(own_lines(entry), sentences.goes_on())
        return item

    def _note(self, item: DraftItem, block: Block) -> None:
        """Add a block as notes of `item`, without properties (who, how long, what kind): those are used."""
        if not isinstance(block, Listing):
            self.found.note(item, self._look.texts(block))
            return
        for entry in block.entries:
            if self._look.property(entry):
                self.found.ledger.take(own_lines(entry), sentences.heard())
            else:
                self.found.note(item, self._look.texts_of(entry))

    def _parent(self, entry: Entry, one: Parsed, section: str, depth: int) -> None:
        """Read an entry with timed entries, or a table of the agenda, below it."""
        title = one.title if has_visible(one.title) else section
        below = [one for child in entry.children if isinstance(child, Listing) for one in child.entries]
        timed = [child for child in below if self._look.timed(child)]
        rest = 0 if one.bound else one.seconds - sum(self._look.needs(child) for child in timed)
        bare = any(child not in timed and not self._look.property(child) for child in below)
        if rest > 0 and bare and not any(isinstance(child, Table) for child in entry.children):
            doubt = Doubt.rest(rest, one.seconds)
            one.seconds = rest
            item = self._add(entry, one, section, [doubt])
            for child in below:
                if child not in timed:
                    self.found.note(item, self._look.texts_of(child))
            for child in timed:
                self._listing_below(_alone(child), title, depth + 1)
            return
        doubts = [*one.doubts, *([Doubt.unused(one.seconds)] if one.seconds and rest else [])]
        self.found.ledger.take(own_lines(entry), sentences.section(), in_a_row(doubts))
        self.found.begin_section()
        for note in one.notes:
            self.found.attach(range(entry.line, entry.line + 1), note)
        for block in entry.children:
            self._block(block, title, depth + 1)


def _alone(entry: Entry) -> Listing:
    return Listing(entry.line, entry.last, 0, False, [entry])


def _lines(block: Block | Heading) -> range:
    return range(block.line, block.last + 1)
