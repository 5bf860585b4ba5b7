"""The parts that minutes are made of: sentences, and the blocks that a chapter makes from them.

    say(_("Brought by {person}."), person=person)     a sentence of the kiosk's, with its values
    Quote(text)  Listed((Point(...),))  Card(...)     blocks; one writer a form turns them into the form

Two rules keep people's words from becoming markup, whatever the form. A `str` is always words that people
typed, also inside a sentence: the writer escapes it. A sentence of the kiosk's own is a `Said`. And no block
knows a form: dates, lengths and names stay typed until they are written.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from kiosk.language.lists import listed
from kiosk.practices.told_apart import with_beside


class Person(Struct, frozen=True, omit_defaults=True):
    """A person; `name` is the id if the name was deleted.

    `beside` is a cell or the id if another person in the same minutes has this name, else "".
    """

    id: str
    name: str
    beside: str = ""

    @property
    def shown(self) -> str:
        """The name, told apart from others in the same minutes."""
        return with_beside(self.name, self.beside)


class Day(Struct, frozen=True):
    """A date, `2026-11-22`, written in full."""

    date: str


class Hour(Struct, frozen=True):
    """A time of day, `19:02`; `2026-11-23T00:10` on another day than the sitting's, written with its day."""

    time: str


class Length(Struct, frozen=True):
    """A length in seconds, written as people say it; one that was `measured` without seconds if it is long.

    A length that people agreed on is never rounded.
    """

    seconds: int
    measured: bool = False


class Digits(Struct, frozen=True):
    """A hash, a key or the name of a file, which must be read letter by letter."""

    text: str


class Said(Struct, frozen=True):
    """A sentence of the kiosk's and the values of its placeholders: a `Value` each."""

    sentence: str
    values: dict[str, Any] = {}


Value = int | str | Person | Day | Hour | Length | Digits | Said
Words = Said | str
"""A sentence of the kiosk's, or words that people typed."""


def say(sentence: str, /, **values: Value) -> Said:
    """Return a sentence of the kiosk's; `{name}` in it is replaced by the value of that name."""
    return Said(sentence, values)


def joined(between: str, *parts: Words | None) -> Said:
    """Return those parts that are not empty, with `between` between them."""
    named = {f"part{number}": part for number, part in enumerate(parts) if part}
    return Said(between.join(f"{{{name}}}" for name in named), dict(named))


def together(*parts: Words | None) -> Said:
    """Return those parts that are not empty, as a list by the rule of the language."""
    named = {f"part{number}": part for number, part in enumerate(parts) if part}
    return Said(listed(f"{{{name}}}" for name in named), dict(named))


class Outcome(Struct, frozen=True):
    """An outcome, marked with a `mark`; `at` is the anchor of the card with the details."""

    said: Said
    mark: str = ""
    at: str = ""


class Paragraph(Struct, frozen=True):
    """Sentences that belong together; a `quiet` paragraph is less important."""

    sentences: tuple[Words | Outcome, ...]
    quiet: bool = False


class Dated(Struct, frozen=True):
    """A sentence with a day on which something comes back."""

    said: Said


class Hands(Struct, frozen=True):
    """The hands for a position, None if nobody was asked; a `mark` before it must not be overlooked."""

    position: Said
    number: int | None
    mark: str = ""


class Counts(Struct, frozen=True):
    """Counted hands, as large figures; `of` says who was asked, `said` is all of it in one sentence."""

    hands: tuple[Hands, ...]
    of: Said
    said: Said


Fact = Said | str | Dated | Counts


class Facts(Struct, frozen=True):
    """Short statements, each on its own line. `many`: there may be any number of them."""

    facts: tuple[Fact, ...]
    many: bool = False


class Spoken(Struct, frozen=True):
    """A person's words, after the word for their position; `mark` as in `Hands`."""

    position: Said
    text: str
    mark: str = ""


class Point(Struct, frozen=True):
    """A point of a list, and people's words about it."""

    said: Words | Counts
    words: tuple[Spoken, ...] = ()


class Listed(Struct, frozen=True):
    """A list, with or without a title of its own."""

    points: tuple[Point, ...]
    title: Said | None = None


class Row(Struct, frozen=True):
    """A `term` in people's words, its explanation `said`, and a `note` or None."""

    term: str
    said: Words
    note: Said | None = None


class Rows(Struct, frozen=True):
    """Terms with their explanations, with or without a title."""

    rows: tuple[Row, ...]
    title: Said | None = None


class Table(Struct, frozen=True):
    """A table: a head for each column, and rows of as many cells. The first column holds words."""

    heads: tuple[Words, ...]
    rows: tuple[tuple[Words | int, ...], ...]


class Quote(Struct, frozen=True):
    """A text that the room talked about, in several lines."""

    text: str


class Remark(Struct, frozen=True):
    """A reason in people's words."""

    text: str


class People(Struct, frozen=True):
    """Groups of people by name, with their ids: draws are recomputed with ids. A title for each group."""

    groups: tuple[tuple[Said, tuple[Person, ...]], ...]


class Graded(Struct, frozen=True):
    """A letter that grades something, and its meaning."""

    letter: str
    meaning: str


class Link(Struct, frozen=True):
    """A file next to the minutes, `draws/001/check.html`."""

    said: Said
    file: str


class Code(Struct, frozen=True):
    """Lines to be copied exactly; `file` is the file next to the minutes that holds them, "" for none."""

    text: str
    file: str = ""


class Short(Struct, frozen=True):
    """A thing in one line: its label, its title, its outcome, and a reason in people's words or ""."""

    label: Said
    title: str
    came: Outcome
    reason: str = ""


class Details(Struct, frozen=True):
    """Blocks that few people read: folded under `title` where the form can fold, else after `lead`."""

    title: Said
    lead: Said
    blocks: tuple[Block, ...]


class Card(Struct, frozen=True):
    """A thing with a name of its own. Links point to its `anchor`; `strong` is what must be seen first.

    `link` is where a tap leads, in the form for phones.
    """

    label: Said
    blocks: tuple[Block, ...]
    title: str = ""
    anchor: str = ""
    strong: bool = False
    link: Link | None = None


Block = (
    Paragraph
    | Facts
    | Listed
    | Rows
    | Table
    | Quote
    | Remark
    | People
    | Graded
    | Link
    | Code
    | Short
    | Details
    | Card
)
