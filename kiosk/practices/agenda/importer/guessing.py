"""Guess which lines are items where a file has no list, no table and no hour: short lines, then headings.

What is guessed is marked as doubtful.
"""

from __future__ import annotations

from collections.abc import Collection

from kiosk.practices.agenda.importer import outline
from kiosk.practices.agenda.importer.lines import Line
from kiosk.practices.agenda.importer.outline import LABEL, Section


def short_lines(sections: list[Section], lines: list[Line], about: Collection[int]) -> list[Line]:
    """Return the short lines below a heading of the agenda; without such a heading, those of a bare list.

    `about` are the lines about the meeting itself."""
    fronts = (line.source.partition(":")[2] for line in lines if line.form == "front")
    titled = any(outline.is_agenda(title, exact=False) for title in fronts)
    agendas = [section for section in sections if outline.is_agenda(section.title, exact=False)]
    region = agendas or [section for section in sections if section.standing == "agenda"]
    texts = [line for section in region for line in section.lines if line.form == "text"]
    short = [line for line in texts if outline.is_short(line) and line.number not in about]
    if agendas or titled:
        return short
    bare = [line for line in short[1:] if line.text[-1] not in ".!?"]
    return bare if len(bare) > 2 and 3 * len(bare) >= 2 * len(texts) else []


def headings(sections: list[Section]) -> list[Line]:
    """Return the headings of the agenda that have none below them; a title alone is none."""
    found = [
        section.heading
        for section in sections
        if section.heading and section.standing == "agenda" and section.level < LABEL and section.parsed.title
        if all(child.level == LABEL for child in section.children)
    ]
    return [heading for heading in found if heading.level > 1 or len(found) > 1]
