"""A journal of any length in plain words, page by page, searched from its end.

A sentence depends on earlier entries (whose turn it was, what an item is called). Here it depends only on
the last two to four thousand entries, counted from fixed marks, so that an entry reads the same wherever
reading began, and a search finds the words that are shown.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from kiosk.desk.registry import REGISTRY, Registry
from kiosk.errors import JournalDamaged
from kiosk.journal.journal import Journal
from kiosk.plain_names import plainly
from kiosk.telling.teller import Teller, Told, none, unreadable

SPAN = 2_048
"""Entries between two marks."""
BLOCK = 256
"""Entries that are put into words at once to show some of them."""
KEPT = 8
"""Blocks that are kept in memory."""


class Filter(Struct, frozen=True):
    """A choice of entries: of a practice ("" for all), with the text in sentence or kind ("" for any)."""

    practice: str = ""
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.practice or self.text)

    def choose(self, entries: Iterable[Told]) -> list[Told]:
        """Return the entries that fit. Accents and capitals need not be typed."""
        practice, text = self.practice, plainly(self.text)
        return [
            told
            for told in entries
            if (not practice or told.practice == practice)
            and (not text or text in plainly(told.sentence) or text in told.kind)
        ]


class Pages:
    """The entries of an open journal in words. `name` returns a person's name for the id, `cell` a cell's.

    No later sentence builds on an entry that is `left_out`, and its own sentence says so.
    """

    def __init__(
        self,
        journal: Journal,
        name: Callable[[str], str],
        left_out: Callable[[int], bool] = none,
        registry: Registry = REGISTRY,
        cell: Callable[[str], str] = str,
    ) -> None:
        self._cell = cell
        self._journal, self._name, self._left_out, self._registry = journal, name, left_out, registry
        self._founded = str(journal.founding.get("at", ""))
        self._blocks: OrderedDict[int, list[Told]] = OrderedDict()

    def told(self, n: int) -> Told:
        """Return entry `n` in words."""
        return self._block(n // BLOCK)[n % BLOCK]

    def line(self, n: int) -> bytes:
        """Return entry `n` as recorded, without its signature. Raises JournalDamaged when it is gone."""
        return next(iter(self._journal.read(n, n + 1)))

    def forget(self) -> None:
        """Drop all sentences, because a name has changed."""
        self._blocks.clear()

    def backwards(self, wanted: Filter, stop: int | None = None) -> Iterator[tuple[int, list[Told]]]:
        """Yield the entries before `stop` (default: all) that fit, the newest first, span by span.

        Each step yields (the first entry of the span, its entries that fit). A step takes about 20 ms and may
        run in a thread; between two steps the caller decides whether to continue.
        """
        stop = self._journal.size if stop is None else stop
        while stop > 0:
            start = (stop - 1) // SPAN * SPAN
            yield start, wanted.choose(self._tell(start, stop))[::-1]
            stop = start

    def _block(self, number: int) -> list[Told]:
        known = self._blocks.pop(number, [])
        stop = min((number + 1) * BLOCK, self._journal.size)
        if len(known) < stop - number * BLOCK:
            known = list(self._tell(number * BLOCK, stop))
        self._blocks[number] = known
        if len(self._blocks) > KEPT:
            self._blocks.popitem(last=False)
        return known

    def _tell(self, start: int, stop: int) -> Iterator[Told]:
        teller = Teller(self._name, self.line, self._left_out, self._registry, self._cell)
        for at in range(max(0, (start // SPAN - 1) * SPAN), stop, BLOCK):
            end = min(at + BLOCK, stop)
            try:
                lines = list(self._journal.read(at, end))
            except JournalDamaged:  # the other entries are put into words all the same
                yield from (unreadable(n, self._founded) for n in range(max(at, start), end))
                continue
            for n, line in enumerate(lines, at):
                if n < start:
                    teller.listen(line)
                else:
                    yield teller.tell(line)
