"""Arrange what readers see of a document: the passages of its chapters, each in its place on the page.

    page(minutes)        the sum that is read back, then everything below it
    sums(minutes)        the phrases of that sum: "2 decisions", "1 role drawn by lot"

It is the same page in every form; the writers and the templates give it its looks.
"""

from __future__ import annotations

from msgspec import Struct

from kiosk.desk.registry import REGISTRY, Registry
from kiosk.language import words
from kiosk.minutes.chapters import chapters
from kiosk.minutes.document import Minutes
from kiosk.practices.blocks import Said, say, together
from kiosk.practices.chapter import Due, Evening, Passage, Place, Sum, Told

_, ngettext = words("minutes")


class Part(Struct, frozen=True):
    """An item of the agenda with all that belongs to it; `number` 0 for what was outside the agenda."""

    passages: list[Passage]
    number: int = 0
    heading: str = ""
    quiet: bool = False


class Page(Struct, frozen=True):
    """Everything between the title and the journal's head. `files` maps names to contents."""

    read_back: Said
    warnings: list[Said]
    in_short: list[Passage]
    happened: list[Part]
    sections: list[Passage]
    proofs: list[Passage]
    days: list[Due]
    files: dict[str, str]


def page(minutes: Minutes, registry: Registry = REGISTRY) -> Page:
    """Return the page that the chapters make of this document."""
    told = _told(minutes, registry)
    passages = sorted((passage for chapter in told for passage in chapter.passages), key=_place)
    return Page(
        read_back=_summary(_sums(told)),
        warnings=[warning for chapter in told for warning in chapter.warnings],
        in_short=[passage for passage in passages if passage.place.in_short],
        happened=_parts([passage for passage in passages if passage.place.happened]),
        sections=[passage for passage in passages if passage.place.section],
        proofs=[passage for passage in passages if passage.place is Place.PROOF],
        days=[day for chapter in told for day in chapter.days],
        files={name: text for chapter in told for name, text in chapter.files.items()},
    )


def sums(minutes: Minutes, registry: Registry = REGISTRY) -> list[Sum]:
    """Return the phrases of the summary, in its order, also the `also` phrases."""
    return _sums(_told(minutes, registry))


def read_back(found: list[Sum]) -> list[Said]:
    """Return the phrases that are read back: `also` phrases only if there is no other."""
    return [phrase.said for phrase in found if not phrase.also] or [phrase.said for phrase in found]


def _told(minutes: Minutes, registry: Registry) -> list[Told]:
    evening = Evening(minutes.assembly, minutes.number, minutes.date)
    kept = [(chapter, minutes.practices.get(name)) for name, chapter in chapters(registry).items()]
    return [chapter.blocks(data, evening) for chapter, data in kept if data is not None]


def _place(passage: Passage | Sum) -> Place:
    return passage.place


def _sums(told: list[Told]) -> list[Sum]:
    return sorted((each for one in told for each in one.sums), key=_place)


def _summary(found: list[Sum]) -> Said:
    """Return the summary of the evening, as it is read out before closing."""
    things = together(*read_back(found))
    if any(not phrase.also for phrase in found):
        return say(_("{things}."), things=things)
    nothing = _("Nothing was decided, drawn by lot or carried over.")
    if found:
        return say(_("{nothing} This happened: {things}."), nothing=say(nothing), things=things)
    return say(nothing)


def _parts(passages: list[Passage]) -> list[Part]:
    """Return the parts: first what was outside the agenda, then each item with all that belongs to it."""
    items = [passage for passage in passages if passage.place is Place.ITEM]
    known = {item.item for item in items}
    outside = [passage for passage in passages if passage.item not in known]
    parts = [
        Part(
            [passage for passage in passages if passage.item == item.item],
            item.number,
            item.heading,
            item.quiet,
        )
        for item in items
    ]
    return [Part(outside), *parts] if outside else parts
