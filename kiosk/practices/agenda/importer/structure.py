"""Decide what each line is: an item, a note, a section or nothing, and to which entry or heading it belongs.

    a heading is a section                      a top-level entry, or a table's row, is an item
    nested entries are notes of their parent, unless one of them carries a length: then they are items,
    and the parent is their section             other text is a note of the item before it

Parts of a number (`2.1.`) are levels too, and what has no part below it is an item. A file without a list or
a table is read by its lines with an hour or a length, then by the short lines below `Agenda`, then by its
headings. `composing` puts the corrections of people above all this."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby, pairwise

from msgspec import Struct, field

from kiosk.language import N_, words
from kiosk.language.lists import listed
from kiosk.practices.agenda.importer import (
    front,
    guessing,
    lengths,
    outline,
    people,
    sentences,
    tables,
    vocabulary,
)
from kiosk.practices.agenda.importer.draft import Role
from kiosk.practices.agenda.importer.entries import Parsed, Property
from kiosk.practices.agenda.importer.inline import Inline
from kiosk.practices.agenda.importer.lengths import LOOKS_TIMED
from kiosk.practices.agenda.importer.lines import Line
from kiosk.practices.agenda.importer.nesting import Node, Tree
from kiosk.practices.agenda.importer.outline import Section, about_meeting
from kiosk.practices.agenda.importer.sentences import doubt

_, ngettext = words("agenda")

_LABELLED = re.compile(r"[^:]{1,40}:.*", re.DOTALL)
_ONLY_LINKS = re.compile(r"(?:\s*(?:!?\[[^\]]*\]\([^)]*\)|<?https?://\S+>?)[\s,;|·–-]*)+")
_INNER_LINK = re.compile(r"\s*\[.*\]\(#[^)]*\)\s*")
_PAGE = 68
"""Columns of a narrow page: a line that the next word would have made longer was wrapped."""

_WITHOUT_WORDS = {
    "comment": N_("A comment in the file; left out."),
    "under names": N_("The line under the names of the columns."),
    "rule": N_("A line across the page."),
}


class Part(Struct):
    """What one line was taken for. `owner` is the entry that it is nested under, 0 for none; `under` is the
    entry or heading whose title is its section; `spare` are the seconds that its own entries leave it;
    `apart` is True for what belongs to the meeting; `joined` is the entry that the line goes on. All three
    are lines."""

    role: Role
    said: str = ""
    doubts: list[str] = field(default_factory=list)
    owner: int = 0
    under: int = 0
    depth: int = 0
    spare: int = -1
    apart: bool = False
    joined: int = 0
    property: Property | None = None


class Structure:
    """The plan of one file: `parts` by the line's number. `guessed` is True if short lines or headings were
    taken for items only because there was nothing better."""

    def __init__(self, lines: list[Line], inline: Inline, roster: people.Roster) -> None:
        self.lines, self.tree = lines, Tree(lines, inline, roster)
        self.parts: dict[int, Part] = {}
        self.guessed = False
        self._sections = outline.sections_of([line for line in lines if line.form != "front"], self._heading)
        self._numbered = Counter(one.level for one in self._sections if one.heading and one.heading.count)
        for section in self._sections:
            self.tree.grow(section.lines)
        self._top_level = sum(node.parent is None for node in self.tree.nodes.values())
        self._set_aside()
        outline.find_agenda(self._sections, self._is_numbered)
        outline.find_headed(self._sections, lambda section: self.tree.any_timed(section.lines))
        for section in self._sections:
            self._section(section)
        if not self.has_items:
            about = {line.number for line in lines if line.form == "text" and self._about_meeting(line)}
            guessed = guessing.short_lines(self._sections, lines, about) or guessing.headings(self._sections)
            for line in guessed:
                part = self.parts[line.number]
                part.role, part.doubts = "item", [_("It stands in no list: perhaps it is no item.")]
            self.guessed = bool(guessed)

    @property
    def has_items(self) -> bool:
        return any(part.role == "item" for part in self.parts.values())

    def _heading(self, line: Line) -> tuple[str, Parsed]:
        read = self.tree.inline.words(line.text, title=True)
        return read.text.replace("\n", " "), self.tree.read(line)

    def _is_numbered(self, section: Section) -> bool:
        return bool(section.heading and section.heading.count) and self._numbered[section.level] > 1

    def _set_aside(self) -> None:
        """Say what the lines are that hold no words of the agenda."""
        for line in self.lines:
            part = Part("nothing")
            if line.form == "front":
                part.said = _("Front matter: about the file, not an item.")
                listed = front.heads_list(line.source) and not line.label
                part.doubts = [_("What is listed here is not read.")] if listed else []
            elif line.form == "address":
                part.said = _("The address behind [{label}].").format(label=line.label.casefold())
            elif line.form in ("comment", "rule"):
                form = "under names" if line.number in self.tree.tables else line.form
                part.said = _(_WITHOUT_WORDS[form])
            elif line.form == "deep":
                part = Part("note", doubts=[_("It could not be read as part of the agenda.")])
            else:
                continue
            self.parts[line.number] = part

    # Sections

    def _section(self, section: Section) -> None:
        under = section.heading.number if section.heading else 0
        if section.heading:
            self._head(section, section.heading)
        if section.is_item or section.item_above:
            for line in section.lines:
                self._below_heading(line, under if section.is_item else section.item_above, under)
            return
        begun = self.has_items if section.lines else False
        self._join(section)
        hours = self._hour_lines(section) if section.standing == "agenda" else {}
        chosen = self._chosen(section, begun) if section.standing == "agenda" else set()
        hour = entry = 0
        for line in section.lines:
            if line.form == "blank" or line.number in self.parts:
                continue
            node = self.tree.nodes.get(line.number)
            hangs = node and (line.indent > 0 or not line.loose)  # just below the hour, or further in
            hour = line.number if line.number in hours else hour if hangs else 0
            if hour and node:
                self._note(node, under, hour)
            elif section.standing != "agenda":
                self._outside(line, node, section, begun)
            elif node:
                self._entry(node, under, line.number in chosen)
            elif line.form in ("row", "names"):
                self._row(line, under)
            elif entry and not line.loose and (found := self.tree.property(line)):
                self.parts[line.number] = Part("note", owner=entry, under=under, property=found)
            else:
                self._text(line, under, hours)
            entry = line.number if node else entry

    def _head(self, section: Section, heading: Line) -> None:
        part = Part("section", _("A section."), under=section.above)
        self.parts[heading.number] = part
        parsed = section.parsed
        if section.is_item:
            sure = parsed.timed or self._is_numbered(section)
            part.role, part.doubts = (
                "item",
                [] if sure else [_("It stands in no list: perhaps it is no item.")],
            )
        elif section.item_above:
            part.role, part.owner = "note", section.item_above
        elif section.standing == "about":
            part.said, part.apart = _("A section about the meeting, not of items."), True
        elif section.standing == "outside":
            part.said, part.apart = _("A section outside the agenda."), True
        elif parsed.seconds and not parsed.bound and section.lines and not self.tree.any_timed(section.lines):
            part.doubts = [doubt(sentences.UNUSED, parsed.seconds)]

    def _below_heading(self, line: Line, owner: int, under: int) -> None:
        if line.form != "blank" and line.number not in self.parts:
            node = self.tree.nodes.get(line.number)
            found = self.tree.property(line) if node else None
            depth = node.depth if node else 0
            self.parts[line.number] = Part("note", owner=owner, under=under, depth=depth, property=found)

    def _join(self, section: Section) -> None:
        """Find lines that go on with the entry before: `1. A long title that`, `is wrapped`."""
        for above, line in pairwise(section.lines):
            if line.form != "text" or line.loose or above.form not in ("list", "text"):
                continue
            before = self.parts.get(above.number)
            head = self.lines[(before.joined if before else above.number) - 1]
            first = line.text.split(" ", 1)[0]
            wrapped = line.text[0].islower() or len(above.source) + len(first) >= _PAGE
            if head.form == "list" and wrapped and not self.tree.property(line):
                head.text += " " + line.text
                self.parts[line.number] = Part("note", _("The line before goes on."), joined=head.number)

    # Text

    def _hour_lines(self, section: Section) -> dict[int, bool]:
        """Return the lines of text that are items by their time, and True where that is sure."""
        texts = [line for line in section.lines if line.form == "text" and line.number not in self.parts]
        bare = not section.listed
        found: dict[int, bool] = {}
        for above, line in zip([None, *texts], texts, strict=False):
            if self._about_meeting(line) or not LOOKS_TIMED.search(line.text[:300]):
                continue
            own = self.tree.property(line)
            if own and own.when:
                if line.loose or not above or above.number in self.parts:
                    above = next((one for one in texts if one.number == line.number + 1), None)
                if above and not self._about_meeting(above):
                    found[above.number] = True
                    self.parts[line.number] = Part("note", owner=above.number, property=own)
                continue
            begins = lengths.at_start(line.text.strip(" *_"), column=True)
            ends = bare and self.tree.title(line).timed and not line.text.endswith(".")
            if self.tree.title(line).title and (begins or ends):
                found[line.number] = bare
        return found

    def _about_meeting(self, line: Line) -> bool:
        return about_meeting(self.tree.inline.words(line.text[:300]).text)

    def _text(self, line: Line, under: int, hours: dict[int, bool]) -> None:
        if line.number not in hours:
            self.parts[line.number] = Part("note", under=under, apart=self._about_meeting(line))
        elif len(hours) > 1 or hours[line.number]:
            self.parts[line.number] = Part("item", under=under)
        else:
            doubt = _("Perhaps it is an item: it has a time.")
            self.parts[line.number] = Part("note", doubts=[doubt], under=under)

    # Lists

    def _chosen(self, section: Section, begun: bool) -> set[int]:
        """Return the top-level entries of a section that are items. `begun` is True after the first item."""
        found = (self.tree.nodes.get(line.number) for line in section.lines)
        top = [node for node in found if node and node.parent is None]
        runs = [
            list(run) for _begins, run in groupby(top, lambda node: bool(node.line.count) or node.line.begins)
        ]
        counted = any(len(run) > 1 and run[0].line.count for run in runs)
        chosen: set[int] = set()
        for run in runs:
            if self._is_links(run, begun):
                continue
            about = [not begun and self._about_meeting(node.line) for node in run]
            mostly = 2 * sum(about) > len(about)
            for node, meta in zip(run, about, strict=True):
                labelled = mostly and _LABELLED.fullmatch(node.line.text[:300])
                beside = counted and not node.line.count and not self.tree.timed(node)
                if not (meta or labelled or beside):
                    chosen.add(node.line.number)
            begun = begun or bool(chosen)
        return chosen

    def _is_links(self, run: list[Node], begun: bool) -> bool:
        """True for a list of nothing but links: to headings of this file, or before another list."""
        if all(_INNER_LINK.fullmatch(node.line.text[:400]) for node in run):
            titles = {vocabulary.folded(section.parsed.title) for section in self._sections}
            said = [vocabulary.folded(self.tree.title(node.line).title) for node in run]
            return 2 * sum(title in titles for title in said) > len(said)
        links = all(_ONLY_LINKS.fullmatch(node.line.text[:400]) and not self.tree.timed(node) for node in run)
        return links and not begun and self._top_level > len(run)

    def _entry(self, node: Node, under: int, chosen: bool = True, *doubts: str) -> None:
        """Decide on a list's entry and on all that is nested below it."""
        parsed = self.tree.title(node.line)
        part = Part("item", doubts=list(doubts), under=under, depth=node.depth)
        self.parts[node.line.number] = part
        if not chosen:
            self._note(node, under, 0, apart=True)
        elif not parsed.title:
            part.role, part.property = "note", self.tree.property(node.line)
            part.doubts += [] if part.property else [_("It has no title.")]
        elif self.tree.carries_below(node):
            self._parent(node, parsed, part, under)
        else:
            for child in node.children:
                self._note(child, under, node.line.number, node.depth + 1)
            self._note_rows(node, under, node.line.number)

    def _note(self, node: Node, under: int, owner: int, own: int = 0, apart: bool = False) -> None:
        """Make an entry and all below it notes; `own` is the depth of an entry just below its item."""
        found = self.tree.property(node.line) if owner and not node.children else None
        part = Part("note", owner=owner, under=under, depth=node.depth - own, apart=apart, property=found)
        self.parts[node.line.number] = part
        for child in node.children:
            self._note(child, under, owner, own, apart)
        self._note_rows(node, under, owner, apart)

    def _note_rows(self, node: Node, under: int, owner: int, apart: bool = False) -> None:
        for row in node.rows:
            self.parts[row.number] = Part("note", owner=owner, under=under, apart=apart)

    def _parent(self, node: Node, parsed: Parsed, part: Part, under: int) -> None:
        """Decide on an entry with timed or numbered entries, or with a table of the agenda, below it.

        Where it has a length of its own, more than its timed entries need, and other entries without one, the
        rest of its time stays an item, with those as its notes. Else it is their section."""
        number, tree = node.line.number, self.tree
        timed = [child for child in node.children if child.counted or tree.timed(child)]
        rest = 0 if parsed.bound else parsed.seconds - sum(map(tree.needs, timed))
        bare = [child for child in node.children if child not in timed and not tree.property(child.line)]
        keeps = rest > 0 and bool(bare) and not node.rows
        if keeps:
            part.spare = rest
            part.doubts.append(doubt(sentences.REST, rest, parsed.seconds))
        else:
            part.role, part.said = "section", _("A section.")
            part.doubts += [doubt(sentences.UNUSED, parsed.seconds)] if parsed.seconds and rest else []
        counted = any(child.counted for child in node.children)
        for child in node.children:
            if child in timed:
                self._entry(child, number)
            elif keeps:
                self._note(child, under, number, node.depth + 1)
            elif counted or tree.property(child.line):
                self._note(child, number, 0, child.depth)
            else:
                self._entry(child, number, True, _("It has no length, though others beside it have."))
        for row in node.rows:
            self._row(row, number)

    # Tables, and what is outside the agenda

    def _row(self, row: Line, under: int, *doubts: str) -> None:
        owner = self.tree.row_owners.get(row.number)
        part = Part("note", under=under, owner=owner.line.number if owner else 0)
        self.parts[row.number] = part
        if not self.tree.is_item_row(row):
            return
        if row.form == "names":
            names = [name for name in self.tree.tables[row.number].names if name]
            part.role, part.said = (
                "nothing",
                _("The names of the columns: {names}.").format(names=listed(names)),
            )
        elif tables.is_empty(row):
            part.role, part.said = "nothing", _("An empty row.")
        elif not self.tree.title(row).title:
            part.owner, part.doubts = 0, [_("It has no title.")]
        else:
            parsed, above = self.tree.title(row), self._row_above(row)
            part.role, part.doubts = "item", list(doubts)
            if above and above.starts and not (parsed.timed or parsed.presenter):
                part.doubts.append(_("It has no time of its own: perhaps it belongs to the row above."))

    def _row_above(self, row: Line) -> Parsed | None:
        for line in reversed(self.lines[self.tree.tables[row.number].line - 1 : row.number - 1]):
            if line.form == "row" and line.number in self.parts and self.parts[line.number].role == "item":
                return self.tree.title(line)
        return None

    def _outside(self, line: Line, node: Node | None, section: Section, begun: bool) -> None:
        """Read a line outside the agenda: a note of the meeting, but an entry with a length is an item."""
        under = section.heading.number if section.heading else 0
        outside, doubt = section.standing == "outside", _("It stands outside the agenda.")
        if outside and begun and node and not node.depth and self.tree.title(line).seconds:
            self._entry(node, under, True, doubt)
        elif outside and begun and self.tree.is_item_row(line):
            self._row(line, under, doubt)
        else:
            odd = outside and node and (begun or not self._about_meeting(node.root.line))
            depth = node.depth if node else 0
            self.parts[line.number] = Part("note", "", [doubt] if odd else [], 0, under, depth, apart=True)
