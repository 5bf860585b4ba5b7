"""Decide which headings of a file hold the agenda, and which of them are items themselves.

A heading is a section. If there is a heading `Agenda`, only what is below it is the agenda; the rest (who is
invited, the rules, last month's minutes) is shown, but is no item. Lists of people and places never are.
Where most headings of one parent carry lengths, or have nothing below them, they are the agenda's items, and
what is below them becomes their notes, unless it carries lengths itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from msgspec import Struct, field

from kiosk.practices.agenda.importer.entries import Parsed
from kiosk.practices.agenda.importer.reading import Block, Heading, Listing, Table

Standing = Literal["agenda", "outside", "about"]

_AGENDA = re.compile(
    r"""
    (?:(?:draft|proposed|provisional|tentative|today.s|our|the|call|meeting|full|main|final|detailed|session
        |working)\s+){0,3}
    (?:agenda\+?|ordre\ du\ jour|tagesordnung|tagesordnungspunkte|orden\ del\ día|ordine\ del\ giorno
        |dagorde|running\ order)
    (?:\s*[-:]?\s*(?:items?|topics?|points?|overview|and\ contents))?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ABOUT = re.compile(
    r"""
    attend(?:ees|ance|ing) | participants? | (?:members\ |people\ )?present | invit(?:ed|ees) | anwesen\w*
    | présents | gäste | registration | logistics | location | venue | where | when | when\ and\ where
    | time\ and\ (?:place|location) | dates?(?:\ and\ times?)? | (?:meeting\ )?(?:info|information|details)
    | how\ to\ join | joining | dial-in | remote\ participation
    | (?:agenda\ |topic\ |ground\ |house\ ){0,2}rules
    | (?:agenda\ )?key | legend | contents | table\ of\ contents | (?:[\w-]+\ ){0,4}constraints
    | (?:raw\ |meeting\ )?(?:notes|minutes) | materials | .*\bfuture\ meetings? | past\ meetings
    | previous\ meetings? | parking\ lot | local\ (?:call\ )?times
    """,
    re.IGNORECASE | re.VERBOSE,
)
_TO_FILL = re.compile(
    r"notes|minutes|decisions(?: made)?|actions?(?: items?| points?)?|next (?:steps|meeting)|resolutions"
    r"|follow[- ]?ups?",
    re.IGNORECASE,
)
_LONGEST = 3 * 3_600
"""A heading with more time than this is a day, not an item."""


class Section(Struct):
    """A heading and the blocks up to the next heading. `parent` is an index, -1 at the top."""

    heading: Heading | None
    title: str
    parsed: Parsed
    parent: int
    standing: Standing = "agenda"
    is_item: bool = False
    blocks: list[Block] = field(default_factory=list)

    @property
    def level(self) -> int:
        return self.heading.level if self.heading else 0


def sections_of(blocks: list[Block], read: Callable[[Heading], tuple[str, Parsed]]) -> list[Section]:
    """Return the sections, the first without a heading. `read` returns a heading's words and parts."""
    sections = [Section(None, "", Parsed(""), -1)]
    for block in blocks:
        if not isinstance(block, Heading):
            sections[-1].blocks.append(block)
            continue
        parent = len(sections) - 1
        while parent > 0 and sections[parent].level >= block.level:
            parent = sections[parent].parent
        title, parsed = read(block)
        sections.append(Section(block, title, parsed, max(parent, -1) if parent else -1))
    return sections


def find_agenda(sections: list[Section], holds_items: Callable[[Block], bool]) -> None:
    """Set each section's standing. `holds_items` is True for a block that may be part of the agenda."""
    agendas = {
        index
        for index, section in enumerate(sections)
        if _AGENDA.fullmatch(_plain(section.title)) and _has_items(sections, index, holds_items)
    }
    for index, section in enumerate(sections):
        above = [index, *_above(sections, index)]
        if any(
            _ABOUT.fullmatch(_plain(sections[above_index].title))
            for above_index in above
            if above_index not in agendas
        ):
            section.standing = "about"
        elif agendas and not agendas & set(above):
            section.standing = "outside"


def find_headed(sections: list[Section], timed_below: Callable[[Section], bool]) -> None:
    """Decide which headings are items. `timed_below` is True if an entry or row below carries a length."""
    groups: dict[int, list[Section]] = {}
    for section in leaves(sections):
        groups.setdefault(section.parent, []).append(section)
    for group in groups.values():
        could = [section for section in group if not timed_below(section)]
        speaking = [section for section in could if _carries(section) or _stands_alone(section)]
        many = len(speaking) > 1 and 2 * len(speaking) >= len(group)
        for section in could:
            bare = not any(isinstance(block, Listing | Table) for block in section.blocks)
            section.is_item = many or (_carries(section) and bare and section.level > 1)


def leaves(sections: list[Section]) -> list[Section]:
    """Return the headings of the agenda that have no headings below them."""
    parents = {section.parent for section in sections}
    return [
        section
        for index, section in enumerate(sections)
        if section.heading and index not in parents and section.standing == "agenda"
    ]


def _carries(section: Section) -> bool:
    return section.parsed.timed and section.parsed.seconds <= _LONGEST and bool(section.parsed.title)


def _stands_alone(section: Section) -> bool:
    """True if nothing is below this heading, and it is not one to be filled in later (`Notes`)."""
    return not section.blocks and section.level > 1 and not _TO_FILL.fullmatch(_plain(section.title))


def _above(sections: list[Section], index: int) -> list[int]:
    above = []
    while (index := sections[index].parent) >= 0:
        above.append(index)
    return above


def _has_items(sections: list[Section], index: int, holds_items: Callable[[Block], bool]) -> bool:
    """True if something of the agenda is below this heading, before the next of its level."""
    level = sections[index].level
    for section in sections[index:]:
        if section is not sections[index] and section.level <= level:
            return False
        if any(holds_items(block) for block in section.blocks) or (
            section is not sections[index] and section.parsed.timed
        ):
            return True
    return False


def _plain(title: str) -> str:
    """Return a heading without the emoji, brackets and full stops around it."""
    return re.sub(r"\([^()]*\)", "", title[:200]).strip(" .:*_#—–-\ufe0f").strip("".join(_odd(title)))


def _odd(title: str) -> set[str]:
    return {letter for letter in title if not letter.isalnum() and letter not in "'+"}
