"""Keep an account of how each line of a file was understood, while it is read.

The first claim of a line counts. At the end every line that is not blank has a sentence, also the lines
that nothing claimed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec import Struct, field

from kiosk.language.lists import sentences as in_a_row
from kiosk.practices.agenda.importer import sentences
from kiosk.practices.agenda.importer.draft import DraftItem, Taken


class _Line(Struct):
    sentence: str = ""
    item: DraftItem | None = None
    doubts: list[str] = field(default_factory=list)


class Ledger:
    """The account of all lines, from 1. Only `take_left` may claim the `unread` lines."""

    def __init__(self, lines: list[str], unread: Collection[int] = ()) -> None:
        self._lines, self._unread = lines, frozenset(unread)
        self._taken: dict[int, _Line] = {}

    def take(self, lines: Iterable[int], sentence: str, doubt: str = "") -> None:
        """Claim those of these lines that nothing has claimed yet: `sentence` says what they are."""
        for number in lines:
            if number not in self._taken and number not in self._unread:
                self.take_left(number, sentence, doubt)

    def take_left(self, number: int, sentence: str, doubt: str = "") -> None:
        """Claim a line that was left over: `sentence` says what it is."""
        self._taken[number] = _Line(sentence, None, [doubt] if doubt else [])

    def take_item(self, number: int, item: DraftItem, doubts: Iterable[str]) -> None:
        """Claim this line for `item`; its sentence is written at the end, when the item is complete."""
        line = self._taken.setdefault(number, _Line())
        if line.item is None:
            line.sentence, line.item = "", item
            line.doubts.extend(doubts)

    def left(self) -> list[int]:
        """Return the lines that are not blank and that nothing has claimed."""
        return [
            number
            for number, text in enumerate(self._lines, start=1)
            if text.strip() and number not in self._taken
        ]

    def finish(self, items: list[DraftItem]) -> list[Taken]:
        """Return the account of every line that is not blank, in order."""
        numbers = {id(item): number for number, item in enumerate(items, start=1)}
        finished: list[Taken] = []
        for number, text in enumerate(self._lines, start=1):
            if not text.strip():
                continue
            line = self._taken[number]
            sentence = (
                sentences.item(numbers[id(line.item)], line.item) if line.item is not None else line.sentence
            )
            finished.append(Taken(number, text, in_a_row([sentence, *line.doubts]), bool(line.doubts)))
        return finished
