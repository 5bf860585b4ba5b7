"""What every line of a file was taken for, kept while it is read.

The first word on a line stands; doubts gather. At the end each line that is not blank has its sentence,
those that nothing else claimed among them.
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
    """Lines count from 1; `unread` are those that only `take_left` may claim."""

    def __init__(self, lines: list[str], unread: Collection[int] = ()) -> None:
        self._lines, self._unread = lines, frozenset(unread)
        self._taken: dict[int, _Line] = {}

    def take(self, lines: Iterable[int], sentence: str, doubt: str = "") -> None:
        """These lines, as far as nothing has claimed them, are what `sentence` says."""
        for number in lines:
            if number not in self._taken and number not in self._unread:
                self.take_left(number, sentence, doubt)

    def take_left(self, number: int, sentence: str, doubt: str = "") -> None:
        """A line that was left over is what `sentence` says."""
        self._taken[number] = _Line(sentence, None, [doubt] if doubt else [])

    def take_item(self, number: int, item: DraftItem, doubts: Iterable[str]) -> None:
        """This line is where `item` stands; its sentence is made at the end, when all is known of it."""
        line = self._taken.setdefault(number, _Line())
        if line.item is None:
            line.sentence, line.item = "", item
            line.doubts.extend(doubts)

    def left(self) -> list[int]:
        """The lines with something on them that nothing has claimed."""
        return [
            number
            for number, text in enumerate(self._lines, start=1)
            if text.strip() and number not in self._taken
        ]

    def finish(self, items: list[DraftItem]) -> list[Taken]:
        """A sentence for every line that is not blank, and for no other."""
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
