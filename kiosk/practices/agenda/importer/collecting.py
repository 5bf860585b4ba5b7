"""Collect what is found in a file: items, their notes, notes of the meeting, and the account of the lines.

A note goes to the item before it in its section, or waits for the next item; if none comes, it is a note of
the meeting. Texts too long for an entry of the journal are shortened here, and kept whole as a note.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from kiosk.cleaning import has_visible
from kiosk.practices.agenda.importer import kinds, sentences
from kiosk.practices.agenda.importer.draft import DraftItem
from kiosk.practices.agenda.importer.entries import Parsed
from kiosk.practices.agenda.importer.ledger import Ledger
from kiosk.practices.agenda.importer.sentences import Doubt
from kiosk.terms import REASON, TITLE

_LONGEST_PRESENTER = 120


class Collecting:
    """Collects `items` and `notes` in the order of the file."""

    def __init__(self, lines: list[str], unread: Collection[int] = ()) -> None:
        self.items: list[DraftItem] = []
        self.notes: list[str] = []
        self.ledger = Ledger(lines, unread)
        self._lines = lines
        self._waiting: list[tuple[range, str, str]] = []
        self._first_here = 0

    def begin_section(self) -> None:
        """Begin a section: from now on notes go to items of this section only."""
        self._first_here = len(self.items)

    def end_section(self) -> None:
        """End a section: notes that still wait for an item become notes of the meeting."""
        for lines, text, doubt in self._waiting:
            self.keep(lines, text, doubt)
        self._waiting.clear()

    def add(self, parsed: Parsed, line: int, section: str, doubts: Iterable[str] = ()) -> DraftItem:
        """Add an item to the agenda, with its own notes and then the notes that waited for it."""
        title, whole = _fit(parsed.title, TITLE)
        item = DraftItem(
            title=title,
            kind=parsed.kind or kinds.of_section(section) or "discussion",
            planned=parsed.seconds,
            starts=parsed.starts,
            presenter=_fit(parsed.presenter, _LONGEST_PRESENTER)[0],
            section=_fit(section, TITLE)[0],
            line=line,
        )
        too_long = [Doubt.long_title()] if whole else []
        self.items.append(item)
        self.ledger.take_item(line, item, [*parsed.doubts, *doubts, *too_long])
        for note in ([whole] if whole else []) + parsed.notes:
            add_note(item, note)
        for lines, text, doubt in self._waiting:
            add_note(item, text)
            self.ledger.take(lines, sentences.note_on(len(self.items)), doubt)
        self._waiting.clear()
        return item

    def note(self, item: DraftItem, texts: Iterable[tuple[range, str]]) -> None:
        """Add these texts, each with its lines, as notes of `item`."""
        number = len(self.items) if item is self.items[-1] else self.items.index(item) + 1
        for lines, text in texts:
            add_note(item, text)
            self.ledger.take(lines, sentences.note_on(number) if has_visible(text) else sentences.no_words())

    def attach(self, lines: range, text: str, doubt: str = "") -> None:
        """Add a note to the item before it in this section; without one, let it wait for the next item."""
        if not has_visible(text):
            self.ledger.take(lines, sentences.no_words())
        elif len(self.items) > self._first_here:
            add_note(self.items[-1], text)
            self.ledger.take(lines, sentences.note_on(len(self.items)), doubt)
        else:
            self._waiting.append((lines, text, doubt))

    def keep(self, lines: range, text: str, doubt: str = "") -> None:
        """Add a note of the meeting."""
        if has_visible(text):
            self.notes.extend(_pieces(text))
            self.ledger.take(lines, sentences.about_meeting(), doubt)
        else:
            self.ledger.take(lines, sentences.no_words())

    def finish(self) -> None:
        """Add notes for lines that no block covers: nested too deep, or swallowed by Markdown."""
        number = 0
        for line in self.ledger.left():
            while number < len(self.items) and self.items[number].line <= line:
                number += 1
            text = self._lines[line - 1].strip()
            if not has_visible(text):
                self.ledger.take_left(line, sentences.no_words())
            elif number:
                add_note(self.items[number - 1], text)
                self.ledger.take_left(line, sentences.note_on(number), Doubt.unread())
            else:
                self.notes.extend(_pieces(text))
                self.ledger.take_left(line, sentences.about_meeting(), Doubt.unread())


def add_note(item: DraftItem, text: str) -> None:
    item.notes.extend(_pieces(text))


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
