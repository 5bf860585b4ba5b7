"""Find the sections of a file: its headings, which of them hold the agenda, and which are items themselves.

A heading is `##`, a line that is underlined or bold, or a line before a list that ends with a colon or says
`Agenda`. If there is a heading of the agenda, only what is below it is the agenda; the rest (who is invited,
the rules, last month's minutes) is shown, but is no item. Where most headings of one level are numbered,
begin with an hour or a length, or have no list below them, they are the items, and all that is below them
becomes their notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal

from msgspec import Struct, field

from kiosk.practices.agenda.importer import vocabulary
from kiosk.practices.agenda.importer.entries import Parsed
from kiosk.practices.agenda.importer.lines import Line

LABEL = 8
_LONGEST_LABEL, _SHORT = 90, 100
_SENTENCE = re.compile(r"[.!?]\s+\S|[:,;]$")
"""What a title does not have in it."""
_LONGEST = 3 * 3_600
"""A heading with more time than this is a day, not an item."""
_DAYS = re.compile(
    r"(?:days?|tag|jours?|d[ií]a|giorno|dag|part|teil|partie|session|sitzung|block|week|woche|phase|month)\b",
    re.I,
)
_JOINTS = frozenset(
    "of to zur zum der des de del della dell do da van over av om till for on на к про".split()
)
"""Words between a verb and the agenda: `Adoption of the agenda` is an item."""


class Section(Struct, eq=False):
    """A heading and the lines up to the next heading; the first has none. `level` is 1 to 6, 7 for a bold
    line and 8 for a label; `item_above` is the line of the heading above that is an item, 0 for none."""

    heading: Line | None
    level: int
    parent: Section | None
    title: str = ""
    parsed: Parsed = field(default_factory=lambda: Parsed(""))
    standing: Literal["agenda", "outside", "about"] = "agenda"
    is_item: bool = False
    item_above: int = 0
    children: list[Section] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def listed(self) -> bool:
        return any(line.form in ("list", "row") for line in self.lines)

    @property
    def counted(self) -> bool:
        """True for a heading with a number that is not the number of a day."""
        return bool(self.heading and self.heading.count and not _DAYS.match(self.heading.begins))

    @property
    def carries(self) -> bool:
        """True for a heading with a length or an hour of its own."""
        return self.parsed.timed and self.parsed.seconds <= _LONGEST and bool(self.parsed.title)

    @property
    def above(self) -> int:
        """The line of the heading above, 0 for none."""
        return self.parent.heading.number if self.parent and self.parent.heading else 0

    def upwards(self) -> Iterator[Section]:
        """Yield this section and those above it."""
        section: Section | None = self
        while section:
            yield section
            section = section.parent

    def below(self) -> Iterator[Section]:
        """Yield all sections below this one."""
        for child in self.children:
            yield child
            yield from child.below()


def sections_of(lines: list[Line], read: Callable[[Line], tuple[str, Parsed]]) -> list[Section]:
    """Return the sections, the first without a heading. `read` returns a heading's words and parts."""
    top = current = Section(None, 0, None)
    sections = [top]
    inside = _inside_numbering(lines)
    for index, line in enumerate(lines):
        if line.form == "heading" and line.level == 7 and line.number in inside and not line.count:
            line.form = "text"
        elif line.form != "heading" and _is_label(lines, index, inside):
            line.form, line.level = "heading", LABEL
        head = current.heading
        ends = (
            line.form == "list"
            and head
            and head.level == LABEL
            and head.begins
            and line.indent <= head.indent
        )
        if line.form != "heading" and not ends:
            current.lines.append(line)
            continue
        parent = next((one for one in current.upwards() if one.level < (LABEL if ends else line.level)), top)
        title, parsed = ("", Parsed("")) if ends else read(line)
        current = Section(None if ends else line, line.level or LABEL, parent, title, parsed)
        current.lines += [line] if ends else []
        parent.children.append(current)
        sections.append(current)
    return sections


def _inside_numbering(lines: list[Line]) -> set[int]:
    """Return the lines between two numbers of one list: `1.` ... `2.`; no heading begins there."""
    inside: set[int] = set()
    last: dict[tuple[str, int], tuple[int, int]] = {}
    for index, line in enumerate(lines):
        if line.form == "heading" and line.level < 7:
            last.clear()
        if len(line.count) == 1:
            before, number = last.get((line.begins, line.indent), (0, 0))
            if line.count[0] == number + 1 > 1:
                inside.update(one.number for one in lines[before + 1 : index])
            last[line.begins, line.indent] = index, line.count[0]
    return inside


def _is_label(lines: list[Line], index: int, inside: set[int]) -> bool:
    """True for a line that heads what follows though nothing marks it: `Agenda`, `For the board:`."""
    line = lines[index]
    if line.form not in ("text", "list") or len(line.text) > _LONGEST_LABEL or line.number in inside:
        return False
    below = next((one for one in lines[index + 1 :] if one.form not in ("blank", "rule")), None)
    if below is None:
        return False
    text = line.text.strip(" *_")
    says = vocabulary.is_one(text.strip(":"), "agenda", "apart", "actions")
    if line.form == "list":
        return says and is_agenda(text) and below.form == "list" and below.indent > line.indent + 1
    if below.form in ("list", "row", "names"):
        if apart(text) and below.count:
            return False  # an empty field: nobody numbers the people
        return says or (text.endswith(":") and (line.loose or lines[index - 1].form not in ("list", "text")))
    return vocabulary.is_one(text.strip(":"), "agenda") and below.form == "text"


def is_agenda(title: str, exact: bool = True) -> bool:
    """True for a heading of the agenda: `Agenda`; if not `exact`, `Draft agenda`, `Agenda for 3 May` too."""
    text = vocabulary.folded(re.sub(r"\([^()]*\)", "", title[:200])).strip("# ")
    if exact or vocabulary.is_one(text, "agenda"):
        return vocabulary.is_one(text, "agenda")
    found = None if apart(title) else vocabulary.within("agenda").search(text)
    if found is None or title.rstrip().endswith(":"):
        return found is not None
    before = text[: found.start()].split()
    return len(before) < 7 and not _JOINTS & set(before) and len(text[found.end() :].split()) < 9


def apart(title: str) -> bool:
    """True for a heading of people, places, links, rules or work to be done."""
    return vocabulary.is_one(re.sub(r"\([^()]*\)", "", title[:200]).strip(" :"), "apart", "actions")


def is_short(line: Line) -> bool:
    """True for a line that could be a title: no sentence, and no longer than a wall can show."""
    return len(line.text) <= _SHORT and not _SENTENCE.search(line.text)


def about_meeting(text: str) -> bool:
    """True for a line about the meeting itself: `Where: the big room`, `Minute taker: Leyla`."""
    label = text.partition(":")[0] if ":" in text[:41] else ""
    return bool(label.strip()) and vocabulary.is_one(label, "apart", "who", "time", "start", "meta")


def find_agenda(sections: list[Section], numbered: Callable[[Section], bool]) -> None:
    """Set each section's standing. `numbered` is True for a heading that is one of several numbers."""
    found: set[Section] = set()
    for exact in (True, False):
        found = found or {one for one in sections if is_agenda(one.title, exact) and _holds_items(one)}
    found = {one for one in found if not found & set(one.below())}
    named = vocabulary.within("agenda")
    found = {one for one in found if named.search(vocabulary.folded(one.title))} or found
    aside = {one for one in sections if one not in found and apart(one.title) and not numbered(one)}
    for section in sections:
        nearest = next((one for one in section.upwards() if one in found or one in aside), None)
        if nearest in aside:
            section.standing = "about"
        elif found and nearest is None:
            section.standing = "outside"


def _holds_items(section: Section) -> bool:
    """True if something that can be an item is below this heading, before the next of its level."""
    texts = [line for line in section.lines if line.form == "text"]
    short = sum(map(is_short, texts))
    return bool(section.children) or section.listed or (short > 1 and 2 * short > len(texts))


def find_headed(sections: list[Section], timed: Callable[[Section], bool]) -> None:
    """Decide which headings are items, from the top down. `timed` is True if an entry below carries a
    length."""
    groups: dict[tuple[Section | None, int], list[Section]] = {}
    for section in sections:
        if section.heading and section.standing == "agenda":
            groups.setdefault((section.parent, section.level), []).append(section)
    for group in groups.values():
        for section in _items_of([one for one in group if not one.item_above], timed):
            section.is_item = True
            for below in section.below():
                below.item_above = section.heading.number if section.heading else 0

    levels = {section.level for section in sections if section.is_item}
    for (_parent, level), group in groups.items():  # alone below its heading, like others elsewhere
        only = group[0]
        if (
            len(group) == 1
            and level in levels
            and level > 1
            and not (only.listed or only.item_above or any(_headed(only)))
        ):
            only.is_item = only.standing == "agenda"


def _items_of(group: list[Section], timed: Callable[[Section], bool]) -> list[Section]:
    """Return those headings of one level and parent that are items."""
    could = [one for one in group if not timed(one) and not any(map(timed, one.below()))]
    could = [one for one in could if not any(below.carries or below.counted for below in _headed(one))]
    counted = [one for one in could if one.counted]
    if len(counted) > 1 and 2 * len(counted) >= len(group):
        return [one for one in could if one.counted or one.carries]
    leaves = [one for one in could if not any(_headed(one))]
    speaking = [one for one in leaves if one.carries or _stands_alone(one)]
    if len(speaking) > 1 and 2 * len(speaking) >= sum(not any(_headed(one)) for one in group):
        return leaves
    unlisted = [one for one in leaves if one.lines and not one.listed and one.level < LABEL]
    if len(leaves) > 1 and 2 * len(unlisted) > len(group):
        return leaves
    return [one for one in leaves if one.carries and not one.listed and one.level > 1]


def _headed(section: Section) -> Iterator[Section]:
    return (one for one in section.below() if one.heading and one.level < 7)


def _stands_alone(section: Section) -> bool:
    """True if nothing is below this heading, and it is not one to be filled in later (`Notes`)."""
    empty = all(line.form in ("blank", "rule", "comment", "address") for line in section.lines)
    return empty and 1 < section.level < LABEL and not apart(section.title)
