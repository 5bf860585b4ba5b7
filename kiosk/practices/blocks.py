"""What minutes are written with: sentences, and the blocks that a chapter makes of them.

    say(_("Brought by {person}."), person=person)     a sentence of ours, with what stands in it
    Quote(text)  Listed((Point(...),))  Card(...)     blocks; one writer a form turns them into the form

Two rules keep people's words from becoming markup, whatever the form. A `str` is always words that people
typed, also inside a sentence: the writer escapes it. A sentence of the kiosk's own is a `Said`. And no block
knows a form: dates, lengths and names stay typed until they are written.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from kiosk.language.lists import listed


class Person(Struct, frozen=True):
    """`name` is the id itself for somebody forgotten."""

    id: str
    name: str


class Day(Struct, frozen=True):
    """A date, `2026-11-22`, written in full."""

    date: str


class Length(Struct, frozen=True):
    """So many seconds, written as people say them."""

    seconds: int


class Digits(Struct, frozen=True):
    """A hash, a key or the name of a file, which must be read letter by letter."""

    text: str


class Said(Struct, frozen=True):
    """A sentence of ours and the values of its placeholders: a `Value` each."""

    sentence: str
    values: dict[str, Any] = {}


Value = int | str | Person | Day | Length | Digits | Said
Words = Said | str
"""A sentence of ours, or words of people's."""


def say(sentence: str, /, **values: Value) -> Said:
    """A sentence of ours; `{name}` in it stands for the value of that name."""
    return Said(sentence, values)


def joined(between: str, *parts: Words | None) -> Said:
    """What there is of these parts, with our `between` between them."""
    named = {f"part{number}": part for number, part in enumerate(parts) if part}
    return Said(between.join(f"{{{name}}}" for name in named), dict(named))


def together(*parts: Words | None) -> Said:
    """What there is of these parts, listed by the rule of the language."""
    named = {f"part{number}": part for number, part in enumerate(parts) if part}
    return Said(listed(f"{{{name}}}" for name in named), dict(named))


class Outcome(Struct, frozen=True):
    """What came of something, marked with a `sign`; `at` is the anchor of the card that tells more."""

    said: Said
    sign: str = ""
    at: str = ""


class Paragraph(Struct, frozen=True):
    """Sentences that belong together. `quiet` is said in passing."""

    sentences: tuple[Words | Outcome, ...]
    quiet: bool = False


class Dated(Struct, frozen=True):
    """A sentence with a day on which something comes back."""

    said: Said


class Hands(Struct, frozen=True):
    """So many hands for a position; `sign` stands before it where it must not be overlooked."""

    position: Said
    number: int
    sign: str = ""


class Counts(Struct, frozen=True):
    """Hands that were counted, as large figures; `said` is all of it in a sentence, `of` who was asked."""

    hands: tuple[Hands, ...]
    of: Said
    said: Said


Fact = Said | str | Dated | Counts


class Facts(Struct, frozen=True):
    """Short statements, each of which is worth a line. `many`: there may be any number of them."""

    facts: tuple[Fact, ...]
    many: bool = False


class Spoken(Struct, frozen=True):
    """What somebody said, after the word for their position; `sign` as in `Hands`."""

    position: Said
    text: str
    sign: str = ""


class Point(Struct, frozen=True):
    """A point of a list, and what people said to it."""

    said: Words | Counts
    words: tuple[Spoken, ...] = ()


class Listed(Struct, frozen=True):
    """A list, under a title of its own or none."""

    points: tuple[Point, ...]
    title: Said | None = None


class Row(Struct, frozen=True):
    """`term` in people's words, what is said of it, and a remark, or None."""

    term: str
    said: Words
    note: Said | None = None


class Rows(Struct, frozen=True):
    """Terms and what is said of each, under a title of their own or none."""

    rows: tuple[Row, ...]
    title: Said | None = None


class Table(Struct, frozen=True):
    """Figures side by side: a head for each column, and rows of as many cells. The first column is words."""

    heads: tuple[Words, ...]
    rows: tuple[tuple[Words | int, ...], ...]


class Quote(Struct, frozen=True):
    """The text that the room had before it, in several lines."""

    text: str


class Remark(Struct, frozen=True):
    """What somebody said of it: a reason, in passing."""

    text: str


class People(Struct, frozen=True):
    """Groups of people by name, with their ids: draws are recomputed with ids. A title for each group."""

    groups: tuple[tuple[Said, tuple[Person, ...]], ...]


class Graded(Struct, frozen=True):
    """A letter that grades something, and what it means."""

    letter: str
    meaning: str


class Link(Struct, frozen=True):
    """A file that lies beside the minutes, `draws/001/check.html`."""

    said: Said
    file: str


class Code(Struct, frozen=True):
    """Lines to be copied exactly; `file` is where they lie beside the minutes, "" for nowhere."""

    text: str
    file: str = ""


class Short(Struct, frozen=True):
    """A thing told in one go: its label, its title, what came of it, and a reason in people's words or ""."""

    label: Said
    title: str
    came: Outcome
    reason: str = ""


class Details(Struct, frozen=True):
    """What only some want to read: folded away under `title` where a form can fold, else after `lead`."""

    title: Said
    lead: Said
    blocks: tuple[Block, ...]


class Card(Struct, frozen=True):
    """A thing with a name of its own. `anchor` is where others refer to it, `strong` what must be seen first.

    `link` is where a tap leads, in the form that is read on a phone.
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
