"""Compose the draft from the plan of a file and from what people corrected. A pure function of the two.

A note goes to the entry that it is nested under, else to the item before it in its section, or waits for the
next item; if none comes, it is a note of the meeting. A heading under which no item came is a note too, so
that nothing is lost. Texts too long for an entry of the journal are shortened here, and kept whole as a note.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from kiosk.cleaning import has_visible
from kiosk.language import words
from kiosk.language.lists import sentences as in_a_row
from kiosk.practices.agenda.importer import (
    entries,
    inline,
    kinds,
    lengths,
    sentences,
    settling,
    tables,
    vocabulary,
)
from kiosk.practices.agenda.importer.draft import DraftItem, Imported, Role, Taken
from kiosk.practices.agenda.importer.entries import Parsed
from kiosk.practices.agenda.importer.lines import Line
from kiosk.practices.agenda.importer.sentences import doubt
from kiosk.practices.agenda.importer.structure import Part, Structure
from kiosk.terms import REASON, TITLE

_, ngettext = words("agenda")

_LONGEST_PRESENTER = 120
_TOO_LONG = 6 * 3_600


class Composer:
    """One composition. `corrections` are the roles that people gave to lines."""

    def __init__(self, plan: Structure, corrections: Mapping[int, Role]) -> None:
        self._lines, self._tree, self._corrections = plan.lines, plan.tree, corrections
        self._parts = {line.number: Part("note") for line in plan.lines if line.form != "blank"} | plan.parts
        for number, role in corrections.items():
            old = self._parts[number]
            self._parts[number] = Part(role, owner=old.owner, under=old.under, depth=old.depth)
        self._items: list[DraftItem] = []
        self._numbers: dict[int, int] = {}
        self._notes: list[str] = []
        self._waiting: list[tuple[int, str]] = []
        self._said: dict[int, str] = {}
        self._titles: list[tuple[str, int]] = []
        self._ahead: dict[int, entries.Property] = {}
        self._first_here = 0
        self._own_section = ""

    def compose(self) -> Imported:
        parsed = self._read()
        for line in self._lines:
            if line.form != "blank":
                self._line(line, self._parts[line.number], parsed)
        self._end_section()
        borne = {item.section for item in self._items}
        for title, at in reversed(self._titles):
            if title not in borne and not vocabulary.is_one(title, "agenda"):
                self._notes[at:at] = _pieces(title)
        self._fill_lengths()
        return Imported(self._items, self._account(), self._notes, self._doubts_of_all())

    def _read(self) -> dict[int, Parsed]:
        """Return the parts of each item, settled list by list."""
        groups: dict[tuple[object, ...], list[Line]] = {}
        for line in self._lines:
            part = self._parts.get(line.number)
            if part and part.role == "item":
                groups.setdefault((part.under, line.form, part.depth, bool(line.count)), []).append(line)
        found: dict[int, Parsed] = {}
        for (_under, form, *_more), group in groups.items():
            column = lengths.rising([line.text.strip(" *_") for line in group if form != "row"])
            read = [self._tree.read(line, column) for line in group]
            if form not in ("row", "heading"):
                settling.settle(read, self._tree.roster)
            if column or form == "row":
                for one, hour in zip(read, lengths.in_order([one.starts for one in read]), strict=True):
                    one.starts = hour
            for line, one in zip(group, read, strict=True):
                if not has_visible(one.title):  # people made it an item, or all of it was understood
                    one.title = next(filter(has_visible, (line.plain.strip(), line.source.strip())), "…")
                found[line.number] = one
        return found

    def _line(self, line: Line, part: Part, parsed: dict[int, Parsed]) -> None:
        match part.role:
            case "item":
                self._item(line, part, parsed[line.number])
            case "section":
                self._section(line, part)
            case "nothing":
                self._said[line.number] = part.said or _("Left out.")
            case "note":
                self._note(line, part)

    def _item(self, line: Line, part: Part, parsed: Parsed) -> None:
        if line.form == "heading":
            self._end_section()
            self._first_here = len(self._items)
        title, whole = _fit(parsed.title, TITLE)
        section = self._own_section or self._title_of(part.under)
        item = DraftItem(
            title=title,
            kind=parsed.kind or kinds.of_section(section) or "discussion",
            planned=part.spare if part.spare >= 0 else parsed.seconds,
            starts=parsed.starts,
            presenter=_fit(parsed.presenter, _LONGEST_PRESENTER)[0],
            section=_fit(section, TITLE)[0],
            line=line.number,
        )
        self._items.append(item)
        if line.number in self._ahead:
            _apply(item, self._ahead[line.number])
        self._numbers[line.number] = len(self._items)
        part.doubts = [*parsed.doubts, *part.doubts] if line.number not in self._corrections else []
        if whole:
            part.doubts.append(_("Its title is too long for the wall; the whole of it is a note."))
        for note in [*([whole] if whole else []), *parsed.notes]:
            item.notes += _pieces(note)
        for number, note in self._waiting:
            item.notes += _pieces(note)
            self._said[number] = sentences.note_on(len(self._items))
        self._waiting.clear()

    def _title_of(self, number: int) -> str:
        """Return the title of the nearest section or item above, from line `number` upwards."""
        while number and self._parts[number].role not in ("section", "item"):
            number = self._parts[number].under
        return self._words(self._lines[number - 1]) if number else ""

    def _words(self, line: Line) -> str:
        if line.form == "heading":
            return self._tree.inline.words(line.text, title=True).text.replace("\n", " ").strip(" :")
        return line.plain if line.form == "names" else self._tree.title(line).title or line.plain

    def _section(self, line: Line, part: Part) -> None:
        if line.form == "heading" or line.number in self._corrections:
            self._end_section()
            self._own_section = self._words(line) if line.number in self._corrections else ""
        self._first_here = len(self._items)
        self._said[line.number] = part.said or _("A section.")
        self._titles.append((self._words(line), len(self._notes)))
        links = self._tree.inline.words(line.text, title=True).links if line.form == "heading" else []
        more = [] if line.form in ("heading", "names") else self._tree.title(line).notes
        notes = [*(inline.as_note(*link) for link in links), *more]
        for note in notes:
            self._attach(line.number, note)

    def _end_section(self) -> None:
        for number, text in self._waiting:
            self._notes += _pieces(text)
            self._said[number] = _("About the meeting, not an item.")
        self._waiting.clear()

    def _note(self, line: Line, part: Part) -> None:
        owner = self._items[self._numbers[part.owner] - 1] if part.owner in self._numbers else None
        here = owner or (self._items[-1] if len(self._items) > self._first_here else None)
        text = self._text(line, part)
        if part.joined and self._parts[part.joined].role != "nothing":
            self._said[line.number] = part.said
        elif part.property and part.owner > line.number:
            self._ahead[part.owner] = part.property
            self._said[line.number] = _("It says when the item below begins, or how long it takes.")
        elif part.property and here:
            _apply(here, part.property)
            self._said[line.number] = _(
                "It says who presents the item above, how long it takes, or of what kind it is."
            )
        elif not has_visible(text):
            self._said[line.number] = _("Layout without words.")
        elif part.apart:
            self._notes += _pieces(text)
            self._said[line.number] = _("About the meeting, not an item.")
        elif owner:
            owner.notes += _pieces(text)
            self._said[line.number] = sentences.note_on(self._numbers[part.owner])
        else:
            self._attach(line.number, text)

    def _text(self, line: Line, part: Part) -> str:
        if line.form in ("code", "deep", "quote"):
            return line.text
        cells = line.cells[: tables.MOST_COLUMNS] if line.cells else [entries.without_box(line.text)]
        read = (self._tree.inline.words(cell).text for cell in cells)
        if line.cells:
            return " · ".join(text.replace("\n", ", ") for text in read if text)
        return "– " * min(part.depth, 3) + next(read)

    def _attach(self, number: int, text: str) -> None:
        """Add a note to the item before it in this section; without one, let it wait for the next item."""
        if len(self._items) > self._first_here:
            self._items[-1].notes += _pieces(text)
            self._said.setdefault(number, sentences.note_on(len(self._items)))
        else:
            self._waiting.append((number, text))

    def _fill_lengths(self) -> None:
        """Give an item without a length the time until the next one starts."""
        for item in [one for one in self._items if vocabulary.is_one(one.title, "total")]:
            if item.line not in self._corrections:  # it only adds up the others
                self._items.remove(item)
                self._notes += _pieces(self._lines[item.line - 1].text)
                self._said[item.line] = _("About the meeting, not an item.")
        for item, after in pairwise(self._items):
            if not item.planned and item.starts and after.starts:
                planned = sum(lengths.between(item.starts, after.starts))
                item.planned = planned if planned <= _TOO_LONG else 0
        for item in self._items:
            if item.planned > _TOO_LONG:
                self._parts[item.line].doubts.append(doubt(sentences.TOO_LONG, item.planned))

    def _doubts_of_all(self) -> list[str]:
        total = sum(item.planned for item in self._items)
        doubts = [doubt(sentences.LONG_MEETING, total)] if total > _TOO_LONG else []
        numbers = sum(settling.ends_with_number(item.title) for item in self._items)
        if numbers > 1 and 2 * numbers > len(self._items):
            doubts.append(_("Most titles end with a number in brackets: perhaps these are lengths."))
        return doubts

    def _account(self) -> list[Taken]:
        """Return the account of every line that is not blank, in order."""
        items = {item.line: sentences.item(number, item) for number, item in enumerate(self._items, start=1)}
        taken: list[Taken] = []
        for line in self._lines:
            part = self._parts.get(line.number)
            if line.source.strip():
                said = items.get(line.number) or self._said.get(line.number) or _("Layout without words.")
                doubts = part.doubts if part else []
                role = part.role if part else "nothing"
                like = f"{line.form} {line.begins} {self._depth(line)}"
                taken.append(
                    Taken(line.number, line.source, in_a_row([said, *doubts]), bool(doubts), role, like)
                )
        return taken

    def _depth(self, line: Line) -> int:
        node = self._tree.nodes.get(line.number)
        return node.depth if node else line.level or line.indent


def _apply(item: DraftItem, found: entries.Property) -> None:
    item.presenter = item.presenter or found.presenter
    item.kind = found.kind or item.kind
    item.planned = item.planned or (found.when.seconds if found.when else 0)
    item.starts = item.starts or (found.when.starts if found.when else "")
    item.notes += [piece for note in found.notes for piece in _pieces(note)]


def _fit(text: str, limit: int) -> tuple[str, str]:
    """Return (text, ""), or for a text that is too long (shortened at a word, whole text)."""
    if len(text) <= limit:
        return text, ""
    cut = text[: limit - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut).rstrip(" ,;:–-") + "…", text


def _pieces(text: str) -> list[str]:
    """Return a note in pieces that fit into an entry of the journal."""
    starts = [(line, start) for line in text.split("\n") for start in range(0, len(line), REASON)]
    return [piece for line, start in starts if has_visible(piece := line[start : start + REASON])]
