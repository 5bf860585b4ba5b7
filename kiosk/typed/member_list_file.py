"""Reading members from what people have: typed lines, pasted cells of a spreadsheet, a CSV file.

`read_people` returns what was understood: every row with the name and the cell in it, or why it is no person,
and what is only likely. It adds nobody to the roster: the room looks at the list first, and puts it right
with `swapped`, `judged` and `with_column`, each of which returns another list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from kiosk.cleaning import MARK, has_visible
from kiosk.language import N_, words
from kiosk.look_alikes import folded, looks
from kiosk.terms import NAME
from kiosk.typed.columns import Column, Columns, read_columns, with_whole_names
from kiosk.typed.headings import is_total
from kiosk.typed.rows import Row, read_rows
from kiosk.typed.text_file import Text

_, ngettext = words("rollcall")

Left = Literal[
    "", "heading", "title", "comment", "total", "twice", "known", "nameless", "long", "path", "cell", "said"
]
"""Why a row is no person; "" for a person, "said" for a row that the room took out."""

LEFT: dict[Left, str] = {
    "": "",
    "heading": N_("a heading"),
    "title": N_("a title"),
    "comment": N_("a remark"),
    "total": N_("a total"),
    "twice": N_("the same person again"),
    "known": N_("in the roster already"),
    "nameless": N_("no name in it"),
    "long": N_("too long for a name"),
    "path": N_("the path of a file"),
    "cell": N_("the cell of those below"),
    "said": N_("not a person, you said"),
}
"""What the wall says of a row that is no person."""

_SURE: tuple[Left, ...] = ("", "heading", "title", "total", "cell", "said")
_MAIL = re.compile(r"\s*<?\b[^\s<>@]+@[^\s<>@]+\.\w+>?")
_PATH = re.compile(
    r"^(file:|/|~|\.{1,2}/|[A-Z]:\\)|\.(csv|tsv|tab|txt|md|xlsx?|ods|docx?|odt|rtf|pdf|numbers)$",
    re.IGNORECASE,
)
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+")
"""Names that are written last name first, without a blank."""
_HALVES: tuple[Column, Column] = ("given", "family")
_REMARK = re.compile(r"^(#|//|--|\*)|:\s*\S|\.$")


class Listed(Struct, frozen=True):
    """One person of a list; `cell` is its name or ""."""

    name: str
    cell: str = ""


class Line(Struct, frozen=True):
    """One row as it was understood; `doubt` says what is only likely, or ""."""

    row: Row
    name: str
    cell: str = ""
    left: Left = ""
    doubt: str = ""


class MemberList(Struct, frozen=True, dict=True):
    """A list that was read. `said` is what the room told about rows, by index: True for a person.

    `known` are the looks of names that are in the roster already.
    """

    rows: tuple[Row, ...]
    columns: Columns
    text: Text
    said: dict[int, bool] = {}
    swaps: int = 0
    known: frozenset[str] = frozenset()

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every row, in the order of the list."""
        return tuple(_lines(self))

    @property
    def people(self) -> list[Listed]:
        """The people of the list."""
        return [Listed(line.name, line.cell) for line in self.lines if not line.left]

    @property
    def doubts(self) -> list[str]:
        """What is only likely in the whole list, in sentences."""
        return list(dict.fromkeys(_doubts(self)))


def read_people(text: Text | str, names: Iterable[str] = ()) -> MemberList:
    """Return what was understood of a list, where these names are in the roster already. It never raises."""
    text = Text(text) if isinstance(text, str) else text
    rows = with_whole_names(read_rows(text.text))
    known = frozenset(chain.from_iterable(map(looks, names)))
    return MemberList(tuple(rows), read_columns(rows), text, known=known)


def path_of(text: str) -> Path | None:
    """Return the file that a typed, quoted or dropped path means, or None if a text is no path."""
    line = text.strip()
    if len(line) > 1 and line[0] == line[-1] and line[0] in "'\"":
        line = line[1:-1].strip()
    if "\n" in line or not _PATH.search(line):
        return None
    if line.casefold().startswith("file:"):
        line = unquote(re.sub("^file:(//[^/]*)?", "", line, flags=re.IGNORECASE))
    return Path(line.replace("\\ ", " ")) if line.strip() else None


def swapped(members: MemberList) -> MemberList:
    """Return the list with first and last names the other way round."""
    return replace(members, swaps=members.swaps + 1)


def judged(members: MemberList, place: int) -> MemberList:
    """Return the list with this row taken as a person if it was not one, else left out."""
    return replace(members, said={**members.said, place: bool(members.lines[place].left)})


def with_column(members: MemberList, what: Literal["name", "cell"]) -> MemberList:
    """Return the list with the next column as the names, or as the cells; after the last one, no cells."""
    holds = members.columns.holds
    own = ("name", "given", "family") if what == "name" else ("cell",)
    free = [place for place, held in enumerate(holds) if held in own or not held]
    now = next((place for place in free if holds[place] in own), -1)
    later = [place for place in free if place > now]
    following = later[0] if later else (free[0] if what == "name" and free else -1)
    changed: list[Column] = ["" if held in own else held for held in holds]
    if following >= 0:
        changed[following] = what
    doubts = tuple(doubt for doubt in members.columns.doubts if doubt not in (what, "order"))
    return replace(members, columns=replace(members.columns, holds=tuple(changed), doubts=doubts))


def _doubts(members: MemberList) -> Iterator[str]:
    if members.text.doubtful or members.text.guessed not in ("", "UTF-16"):
        odd = next((line.name for line in members.lines if not line.left and not line.name.isascii()), "")
        yield _("The letters of this file were guessed: look at {name}.").format(name=odd or "…")
    for doubt in members.columns.doubts:
        if doubt == "order" and not members.swaps:
            yield _("First and last names may be the wrong way round.")
        elif doubt == "cell":
            yield _("Cells may be in another column.")
        elif doubt == "heading" and 0 not in members.said:
            yield _("The first row may be a heading, or a person.")


def _lines(members: MemberList) -> Iterator[Line]:
    met: dict[str, list[Line]] = {}
    cell = ""
    for place, row in enumerate(members.rows):
        name, odd = _name(members, row)
        left = _left(members, place, row, name)
        if left == "cell":
            cell = name.strip("#: ")
        doubt = _odd(members, row, name, odd)
        if left:
            doubt = _("perhaps a person") if left == "comment" and _is_likely_remark(row) else ""
        line = Line(row, name, _field(members, row, "cell") or cell, left, doubt)
        if not left and place not in members.said and not members.known.isdisjoint(looks(name)):
            line = replace(line, left="known", doubt="")
        elif not left:
            twins = [twin for look in looks(name) for twin in met.get(look, ())]
            if twins:
                line = _beside(line, twins, place in members.said)
            for look in looks(name):
                met.setdefault(look, []).append(line)
        yield line


def _field(members: MemberList, row: Row, column: Column) -> str:
    holds = members.columns.holds
    fields = zip(holds, row.fields, strict=False)
    return next((field for held, field in fields if held == column), "")


def _name(members: MemberList, row: Row) -> tuple[str, bool]:
    """Return the name in a row, first name first, and True if it is a guess what comes first."""
    turned, odd = members.swaps % 2 == 1, False
    parts = [_field(members, row, "given"), _field(members, row, "family")]
    if whole := _field(members, row, "name"):
        whole = _MAIL.sub("", whole).strip(' ,;<>"') or whole
        family, comma, given = whole.partition(",")
        if comma:
            parts = [given.strip(), family.strip()]
            odd = " " in family or "," in given or given.endswith(".") or len(given.strip()) < 3
        elif turned != members.columns.last_first:
            family, _blank, given = whole.partition(" ")
            parts, turned = [given, family], False
        else:
            parts, turned = [whole], False
    parts = list(filter(None, reversed(parts) if turned else parts))
    if len(parts) > 1 and all(map(_HAN.fullmatch, parts)):
        return "".join(reversed(parts)), odd
    return " ".join(parts), odd


def _left(members: MemberList, place: int, row: Row, name: str) -> Left:
    """Return why a row is no person."""
    heading, fields = members.columns.heading, list(filter(None, row.fields))
    if place in members.said:
        return "" if members.said[place] and has_visible(name) else "said"
    if heading is not None and place <= heading:
        return "heading" if place == heading else "title"
    if heading is not None and row.fields == members.rows[heading].fields:
        return "heading"
    if len(fields) == 1:
        if path_of(fields[0]):
            return "path"
        if _heads(row):
            return _above(members, place, fields[0])
    if any(map(is_total, fields[:2])):
        return "total"
    if any(map(_REMARK.search, fields[:1])) and not _MAIL.search(fields[0]):
        return "comment"
    if not has_visible(name) or _MAIL.search(name):
        return "nameless"
    if len(name) > NAME:
        return "long"
    return "comment" if _is_remark(members, row, name) else ""


def _above(members: MemberList, place: int, field: str) -> Left:
    """Return what a line with a colon or a # is: a title, or the cell of the lines below."""
    if _figures(field) or "cell" in members.columns.holds:
        return "comment"
    return "title" if place == 0 and not any(map(_heads, members.rows[1:])) else "cell"


def _heads(row: Row) -> bool:
    """True for a line that stands above others: with a colon at its end, or a # before it."""
    return len(row.fields) == 1 and (row.fields[0].endswith(":") or row.fields[0].startswith("#"))


def _is_remark(members: MemberList, row: Row, name: str) -> bool:
    """True for a sentence, and for several words alone where the others have first and last names."""
    several = len(name.split())
    alone = row.filled == 1
    return several > 6 or (alone and several > 2 and (_figures(name) or _is_half(members, row)))


def _is_likely_remark(row: Row) -> bool:
    """True for a row that is a remark only by its words, without a sign of one."""
    return not _heads(row) and not any(map(_REMARK.search, list(filter(None, row.fields))[:1]))


def _is_half(members: MemberList, row: Row) -> bool:
    """True for a first or a last name alone where the others have both."""
    given, family = (_field(members, row, held) for held in _HALVES)
    return "given" in members.columns.holds and bool(given) != bool(family) and len(members.rows) > 2


def _figures(text: str) -> bool:
    return any(sign.isdigit() for sign in text)


def _odd(members: MemberList, row: Row, name: str, odd: bool) -> str:
    """Return what is only likely of a person, or ""."""
    if MARK in "".join(row.fields):
        return _("a letter cannot be shown")
    if row.mended:
        return {
            "quote": _("a quote is not closed"),
            "joined": _("more fields than in other rows"),
            "alone": _("all in one line"),
            "comma": _("which is the last name?"),
        }[row.mended]
    if _figures(name):
        return _("figures in a name")
    if _is_half(members, row):
        return _("half a name?")
    if "/" in name:
        return _("one person?")
    return _("which is the last name?") if odd else ""


def _beside(line: Line, twins: list[Line], said: bool) -> Line:
    """Return a line whose name stands in earlier ones: the same person again, or another one."""
    same = [twin for twin in twins if folded(line.cell) == folded(twin.cell)]
    first = min(twin.row.line for twin in same or twins)
    told = _("the same name as in line {n}").format(n=first)
    return replace(line, left="twice" if same and not said else "", doubt=told)


def counted(members: MemberList, *, all_rows: bool = True) -> list[str]:
    """Return how many people and cells there are, in words; with `all_rows`, how many rows else."""
    people, lines = members.people, members.lines
    cells = {folded(person.cell) for person in people if has_visible(person.cell)}
    doubts = len(members.doubts) + sum(bool(line.doubt) for line in lines)
    counts = [ngettext("{n} person", "{n} people", len(people)).format(n=len(people))]
    if cells:
        counts.append(ngettext("{n} cell", "{n} cells", len(cells)).format(n=len(cells)))
    if not all_rows:
        return counts
    if left := sum(line.left not in ("", "heading") for line in lines):
        counts.append(ngettext("{n} row left out", "{n} rows left out", left).format(n=left))
    if doubts:
        counts.append(ngettext("{n} doubt", "{n} doubts", doubts).format(n=doubts))
    return counts


def said_of(line: Line) -> str:
    """Return what is told about a row: why it is no person, and what is only likely."""
    return ": ".join(filter(None, (_(LEFT[line.left]) if line.left else "", line.doubt)))
