"""Read tables of pipes, semicolons, commas or wide blanks: the roles of columns, the parts of each row.

A table is an agenda if one column names what is talked about (topic, item, title, ...), or if, whatever the
columns are called, one holds times and another words. A column of lengths takes a bare number for minutes;
`h:mm` from 6:00 on is a time of day. Columns without a role become notes."""

from __future__ import annotations

import csv
import re

from msgspec import Struct

from kiosk.language import words
from kiosk.practices.agenda.importer import entries, kinds, lengths, people, sentences, settling, vocabulary
from kiosk.practices.agenda.importer.entries import Parsed
from kiosk.practices.agenda.importer.inline import Inline, as_note
from kiosk.practices.agenda.importer.lines import Line
from kiosk.practices.agenda.importer.sentences import doubt

_, ngettext = words("agenda")

_LIKELY = frozenset(
    "what point points matter matters business session sessions activity question issue top punkt "
    "description discussion content contents programme program".split()
)
"""Names of a column that is the title only in a table with times."""
_FILLER = frozenset("the of for in a our est estimated planned allotted allocated approx needed and".split())
MOST_COLUMNS = 30
_EMPTY = re.compile(r"[\s.…?_*–—-]*|tbd|tba|tbc|n/?a|none|nobody|open", re.IGNORECASE)
_UNIT = re.compile(r"\((?:in )?(?:min|mins|minutes|m|hh?:mm)\.?\)", re.IGNORECASE)
_UNDER = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_CELL = re.compile(r"(?<!\\)\|")
_WIDE = re.compile(r"\s{3,}")
_TABLE = {"length": "time", "presenter": "who"}
_ROLES = ("end", "kind", "number", "note", "title", "length", "start", "presenter")


class Table(Struct):
    """The columns of the table that begins on `line`: `roles` are title, length, start, end, presenter, kind,
    number, note or "" (others); `names` are "" where the table has none."""

    line: int
    roles: list[str]
    names: list[str]

    @property
    def is_agenda(self) -> bool:
        return "title" in self.roles


def find_tables(lines: list[Line], inline: Inline) -> dict[int, Table]:
    """Return the table that each row is in, by the row's line, and mark the lines of tables."""
    free = [line for line in lines if line.form in ("text", "list", "blank", "heading", "rule")]
    blocks = _piped(free) or []
    full = [line for line in free if line.form != "blank"]
    if not blocks:
        blocks = _separated(full) or _wide(lines)
    found: dict[int, Table] = {}
    for block in blocks:
        table = _read(block, inline)
        for line in block:
            found[line.number] = table
    return found


def _piped(lines: list[Line]) -> list[list[Line]]:
    """Return the tables whose cells are between pipes, with a line under their names or without."""
    blocks: list[list[Line]] = []
    block: list[Line] = []
    for above, line in zip([Line(0, ""), *lines], lines, strict=False):
        ruled = "|" in line.source and "-" in line.source and _UNDER.fullmatch(line.source[:3_000])
        if not block and ruled and "|" in above.source and above.form != "blank":
            block = [above]
            blocks.append(block)
        piped = line.form != "blank" and "|" in line.source
        if not block and piped and _is_row(line) and _is_row(above) and above.number == line.number - 1:
            block = [above]
            blocks.append(block)
        if block and piped:
            line.form = "rule" if ruled else "row"
            block.append(line)
        elif block:
            block = []
    for block in blocks:
        block[0].form = "row"
        for line in block:
            line.cells = _cells(line.source) if line.form == "row" else []
    return blocks


def _is_row(line: Line) -> bool:
    text = line.source.strip()
    return len(text) > 2 and text[0] == text[-1] == "|"


def _cells(source: str) -> list[str]:
    cells = [cell.strip().replace("\\|", "|") for cell in _CELL.split(source.strip().removeprefix("|"))]
    return cells[:-1] if cells and not cells[-1] else cells


def _separated(full: list[Line]) -> list[list[Line]]:
    """Return the whole file as a table where each line has as many semicolons, or commas, as the others."""
    if any(len(line.source) > 1_000 for line in full):
        return []
    for mark in (";", ","):
        rows = [next(csv.reader([line.source], delimiter=mark), []) for line in full[:500]]
        title = next((at for at, row in enumerate(rows) if sum(map(bool, row)) > 1), 0)
        full, rows = full[title:], rows[title:]  # a title above, whose other cells are empty
        widths = {len(row) for row in rows}
        if len(rows) > 1 and len(widths) == 1 and 1 < min(widths) <= MOST_COLUMNS:
            first = [_role(cell.strip()) for cell in rows[0]]
            timed = all(any(lengths.when(cell) for cell in row) for row in rows)
            if sum(map(bool, first)) > 1 or (timed and mark == ";"):
                return [_as_table(full[: len(rows)], rows)]
    return []


def _wide(lines: list[Line]) -> list[list[Line]]:
    """Return tables whose columns are three or more blanks apart, with a time in each row."""
    blocks: list[list[Line]] = []
    block: list[Line] = []
    for line in lines:
        cells = _WIDE.split(line.source.strip()) if line.form in ("text", "list") else []
        if (
            1 < len(cells) <= MOST_COLUMNS
            and any(lengths.when(cell) for cell in cells[:2])
            and not line.begins.startswith("1")
        ):
            if not block:
                blocks.append(block)
            block.append(line)
            line.cells = cells
        else:
            block = [] if line.form != "blank" else block
    blocks = [block for block in blocks if len(block) > 1]
    return [_as_table(block, [line.cells for line in block]) for block in blocks]


def _as_table(lines: list[Line], rows: list[list[str]]) -> list[Line]:
    for line, row in zip(lines, rows, strict=True):
        line.form, line.cells = "row", [cell.strip() for cell in row]
    return lines


def _read(block: list[Line], inline: Inline) -> Table:
    rows = [line for line in block if line.form == "row"]
    head = next((row for row in rows if any(row.cells)), rows[0])
    names = [inline.words(cell).text.split("\n")[0].strip() for cell in head.cells[: MOST_COLUMNS + 1]]
    if len(names) > MOST_COLUMNS:
        return Table(block[0].number, [], names)
    roles = [_role(name) for name in names]
    headless = any(lengths.when(name) for name in names)
    if headless:
        names, roles = ["" for _name in names], ["" for _name in names]
    body = rows if headless else [row for row in rows if row is not head]
    _by_content(roles, body, headless)
    if not headless:
        for row in rows[: rows.index(head) + 1]:
            row.form = "names"
    return Table(block[0].number, _one_title(roles), names)


def _by_content(roles: list[str], rows: list[Line], headless: bool) -> None:
    """Give roles to columns whose names say nothing: times by their form, and then the widest of the
    others."""
    columns = [
        [row.cells[at] for row in rows if at < len(row.cells) and row.cells[at]] for at in range(len(roles))
    ]
    for at, cells in enumerate(columns):
        if not roles[at] and cells and 2 * sum(lengths.when(cell) is not None for cell in cells) > len(cells):
            roles[at] = "length"
    if "title" in roles or "maybe title" in roles or not {"length", "start"} & set(roles):
        return
    free = [at for at, role in enumerate(roles) if not role and columns[at] and not _numbers(columns[at])]
    if free:
        roles[max(free, key=lambda at: sum(map(len, columns[at])))] = "title"
    for at in free:
        if headless and not roles[at] and all(map(people.could_be_name, columns[at])):
            roles[at] = "presenter"


def _numbers(cells: list[str]) -> bool:
    return all(re.fullmatch(r"[\w.#)]{0,4}", cell) and any(map(str.isdigit, cell)) for cell in cells)


def _one_title(roles: list[str]) -> list[str]:
    """Return the roles with one title; without any where the table is no agenda."""
    timed = "length" in roles or "start" in roles
    title = next((roles.index(sort) for sort in ("title", "maybe title") if sort in roles), None)
    if title is None or (roles[title] != "title" and not timed):
        return ["" if role.endswith("title") else role for role in roles]
    for index, role in enumerate(roles):
        if role.endswith("title"):
            roles[index] = "title" if index == title else "note"
        elif role in ("kind", "presenter", "number") and role in roles[:index]:
            roles[index] = ""
    return roles


def read_row(row: Line, table: Table, inline: Inline, roster: people.Roster) -> Parsed:
    """Return the parts of a row. Its cells win over the words of its title."""
    cells = dict(
        zip(reversed(table.roles[: len(row.cells)]), reversed(row.cells[: len(table.roles)]), strict=True)
    )
    has_length = not _EMPTY.fullmatch(cells.get("length", ""))
    parsed = entries.parse(inline.words(cells.get("title", ""), title=True), roster, timed=not has_length)
    settling.settle([parsed], roster)
    for index, role in enumerate(table.roles):
        text = row.cells[index] if index < len(row.cells) else ""
        if role != "title" and text:
            _cell(parsed, role, text, table.names[index], inline)
    if more := [cell for cell in row.cells[len(table.roles) :] if cell]:
        parsed.notes.extend(more)
        parsed.doubts.append(_("It has more cells than there are columns."))
    return parsed


def is_empty(row: Line) -> bool:
    """True if every cell is empty, or holds only `TBD`, dots and dashes."""
    return all(_EMPTY.fullmatch(cell) for cell in row.cells)


def _cell(parsed: Parsed, role: str, markdown: str, name: str, inline: Inline) -> None:
    read = inline.words(markdown, title=role in ("presenter", "length", "start"))
    parsed.doubts += [doubt(sentences.STRUCK, read.gone)] if read.gone else []
    text = read.text.replace("\n", ", ")
    named = f"{name}: {text}" if name else text
    nothing = bool(_EMPTY.fullmatch(text))
    if role in ("length", "start") and not nothing:
        _time(parsed, role, text, named)
    elif role == "presenter":
        parsed.presenter = parsed.presenter if nothing else text
        parsed.notes.extend(as_note(label, address) for label, address in read.links)
    elif role == "kind" and (kind := kinds.among(text)):
        parsed.kind = kind
    elif role == "note":
        parsed.notes.extend(line for line in read.text.split("\n") if line)
    elif role == "number":
        parsed.notes += [] if re.fullmatch(r"[\w.#)✓✔\s-]{0,8}", text) else [named]
    elif role == "" or not nothing:
        ends = lengths.clock(text, column=True) if role == "end" else ""
        parsed.seconds = next(iter(lengths.between(parsed.starts, ends)), parsed.seconds)
        parsed.notes.append(named)


def _time(parsed: Parsed, role: str, text: str, named: str) -> None:
    start = role == "start"
    when = lengths.when(text.strip("()[] "), bare=not start, column=start)
    if when is None and (found := lengths.at_start(text, start)):
        rest = text[found[1] :].strip(" ()-–—,;/")
        second = lengths.when(rest) if rest else lengths.When()
        if second:
            when = lengths.When(found[0].seconds or second.seconds, found[0].starts or second.starts)
    if when is None:
        parsed.notes.append(named)
        parsed.doubts.append(doubt(sentences.NO_TIME, text))
        return
    parsed.seconds = when.seconds if when.seconds and (not start or not parsed.seconds) else parsed.seconds
    parsed.starts = parsed.starts or when.starts
    parsed.bound = parsed.bound or when.bound
    if when.vague:
        parsed.notes.append(text)
        parsed.doubts.append(doubt(sentences.RANGE, text))


def _role(name: str) -> str:
    """Return the role of a column of this name; "maybe title" if it counts only in a table with times."""
    bare = _UNIT.sub("", name.casefold().replace("(s)", "s"))
    if not bare.strip(" .:*_()"):
        return "length" if bare != name.casefold() else ""
    if role := _role_of(bare.strip(" .:*_")):
        return role
    found = [word for part in re.split(r"[\s/&,()-]+", bare) if (word := part.strip(".:*_"))]
    found = [word for word in found if word not in _FILLER] or found
    if found[:1] == ["agenda"] and len(found) > 1:
        return "title"
    roles = [_role_of(word) for word in found]
    if roles and roles[0].endswith("title") and all(roles):
        return roles[0]
    return roles[0] if len(set(roles)) == 1 else ""


def _role_of(name: str) -> str:
    """Return the role that the whole of a name has."""
    if name in _LIKELY:
        return "maybe title"
    return next((role for role in _ROLES if vocabulary.is_one(name, _TABLE.get(role, role))), "")
