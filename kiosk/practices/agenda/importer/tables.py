"""Read a table of an agenda: the role of each column, and the parts of each row.

A table is an agenda if one column names what is talked about (topic, item, title, ...). A column named
timebox, time, duration, length or min holds lengths: a bare number is minutes, but `h:mm` from 6:00 on is a
time of day. A column of starts holds times of day only. Other columns become notes.
"""

from __future__ import annotations

import re

from msgspec import Struct

from kiosk.practices.agenda.importer import entries, kinds, lengths, people
from kiosk.practices.agenda.importer.entries import Parsed
from kiosk.practices.agenda.importer.inline import Inline, as_note
from kiosk.practices.agenda.importer.reading import Row, Table
from kiosk.practices.agenda.importer.sentences import Doubt

_SURE_TITLES = """
    topic topics item items title titles subject subjects agenda tagesordnungspunkt thema themen sujet sujets
    tema temas asunto asuntos
"""
_LIKELY_TITLES = """
    what point points matter matters business session sessions activity question issue top punkt description
    discussion content contents programme program
"""
_ROLES: dict[str, str] = {
    "length": "timebox time times duration length min mins minutes dauer durée zeit minuten duración tiempo",
    "start": "start starts begin begins from when at beginn hora hour uhrzeit heure",
    "end": "end ends until finish ende fin",
    "presenter": """
        presenter presenters who owner owners speaker speakers lead leads leader led host by person
        facilitator responsible wer qui quién responsable name names
    """,
    "kind": "kind type format purpose outcome art",
    "number": "# no nr number n° ✓ done",
    "note": "note notes comment comments detail details links link remarks",
}
_ROLE_OF = {word: role for role, listed in _ROLES.items() for word in listed.split()}
_ROLE_OF |= dict.fromkeys(_SURE_TITLES.split(), "title") | dict.fromkeys(
    _LIKELY_TITLES.split(), "maybe title"
)
_FILLER_WORDS = "the of for in a our est estimated planned allotted allocated approx needed and"
_FILLER = frozenset(_FILLER_WORDS.split())
MOST_COLUMNS = 30
_EMPTY = re.compile(r"[\s.…?_*–—-]*|tbd|tba|tbc|n/?a|none|nobody|open", re.IGNORECASE)
_UNIT = re.compile(r"\((?:in )?(?:min|mins|minutes|m|hh?:mm)\.?\)", re.IGNORECASE)


class Columns(Struct):
    """The role of each column: title, length, start, end, presenter, kind, number, note or "" (others)."""

    roles: list[str]
    names: list[str]


def columns_of(table: Table, inline: Inline) -> tuple[Columns | None, list[Row]]:
    """Return (columns, rows); the columns are None if the table is no agenda. If the header is blank, the
    first row is used as the header."""
    header, rows = table.header, table.rows
    if not any(cell.strip() for cell in header) and rows:
        header, rows = rows[0].cells, rows[1:]
    if len(header) > MOST_COLUMNS:
        return None, rows
    names = [inline.words(cell).text.split("\n")[0].strip() for cell in header]
    roles = [_role(name) for name in names]
    timed = "length" in roles or "start" in roles
    title = next((roles.index(sort) for sort in ("title", "maybe title") if sort in roles), None)
    if title is None or (roles[title] != "title" and not timed):
        return None, rows
    for index, role in enumerate(roles):
        if role in ("title", "maybe title"):
            roles[index] = "title" if index == title else "note"
        elif role in ("kind", "presenter") and role in roles[:index]:
            roles[index] = ""
    return Columns(roles, names), rows


def read_row(row: Row, columns: Columns, inline: Inline, roster: people.Roster) -> Parsed:
    """Return the parts of a row. Its cells win over the words of its title."""
    cells = dict(_by_role(row, columns))
    has_length = any(not _EMPTY.fullmatch(text) for text in cells.get("length", []))
    title = "".join(cells.get("title", [])[:1])
    parsed = entries.parse(inline.words(title, title=True), roster, timed=not has_length)
    entries.settle([parsed])
    for index, role in enumerate(columns.roles):
        text = row.cells[index].strip() if index < len(row.cells) else ""
        if role != "title" and text:
            _cell(parsed, role, text, columns.names[index], inline)
    return parsed


def is_empty(row: Row) -> bool:
    """True if every cell is empty, or holds only `TBD`, dots and dashes."""
    return all(_EMPTY.fullmatch(cell.strip()) for cell in row.cells)


def surplus(source: str, columns: Columns) -> list[str]:
    """Return the cells of a row, as written in the file, that have no column (GFM drops them)."""
    if not source.strip().startswith("|"):
        return []
    cells = re.split(r"(?<!\\)\|", source.strip()[1:])
    if cells and not cells[-1].strip():
        cells.pop()
    return [cell.strip() for cell in cells[len(columns.roles) :] if cell.strip()]


def _by_role(row: Row, columns: Columns) -> dict[str, list[str]]:
    cells: dict[str, list[str]] = {}
    for role, cell in zip(columns.roles, row.cells, strict=False):
        cells.setdefault(role, []).append(cell.strip())
    return cells


def _cell(parsed: Parsed, role: str, markdown: str, name: str, inline: Inline) -> None:
    read = inline.words(markdown, title=role == "presenter")
    text = read.text.replace("\n", ", ")
    match role:
        case "length" | "start" | "end":
            _time(parsed, role, text, name)
        case "presenter":
            if not _EMPTY.fullmatch(text):
                parsed.presenter = text
            parsed.notes.extend(as_note(label, address) for label, address in read.links)
        case "kind":
            kind = kinds.among(text)
            parsed.kind = kind or parsed.kind
            if kind is None and not _EMPTY.fullmatch(text):
                parsed.notes.append(f"{name}: {text}")
        case "number":
            if not re.fullmatch(r"[\w.#)✓✔\s-]{0,8}", text):
                parsed.notes.append(f"{name}: {text}")
        case "note":
            parsed.notes.extend(line for line in read.text.split("\n") if line)
        case _:
            parsed.notes.append(f"{name}: {text}" if name else text)


def _time(parsed: Parsed, role: str, text: str, name: str) -> None:
    if _EMPTY.fullmatch(text):
        return
    if role == "end":
        parsed.notes.append(f"{name}: {text}")
        return
    start = role == "start"
    when = lengths.when(text.strip("()[] "), bare=not start, column=start)
    if when is None and (found := lengths.at_start(text)):
        rest = text[found[1] :].strip(" ()-–—,;/")
        second = lengths.when(rest, bare=False) if rest else None
        if second is not None or not rest:
            when = lengths.When(
                found[0].seconds or (second.seconds if second else 0),
                found[0].starts or (second.starts if second else ""),
            )
    if when is None:
        parsed.notes.append(f"{name}: {text}")
        parsed.doubts.append(Doubt.no_time(text))
        return
    parsed.seconds = when.seconds if when.seconds and (not start or not parsed.seconds) else parsed.seconds
    parsed.starts = parsed.starts or when.starts
    parsed.bound = parsed.bound or when.bound
    if when.vague:
        parsed.notes.append(text)
        parsed.doubts.append(Doubt.range_of(text))


def _role(name: str) -> str:
    """Return the role of a column of this name; "maybe title" if it counts only in a table with times."""
    bare = _UNIT.sub("", name.casefold().replace("(s)", "s"))
    if not bare.strip(" .:*_()"):
        return "length" if bare != name.casefold() else ""
    found = [word for part in re.split(r"[\s/&,()-]+", bare) if (word := part.strip(".:*_"))]
    found = [word for word in found if word not in _FILLER] or found
    match found:
        case ["start" | "starting" | "begin", "time"]:
            return "start"
        case ["end" | "finish", "time"]:
            return "end"
        case ["agenda", *_rest]:
            return "title"
        case _:
            pass
    roles = [_ROLE_OF.get(word, "") for word in found]
    if not roles:
        return ""
    if roles[0].endswith("title") and all(roles):
        return roles[0]
    return roles[0] if len(set(roles)) == 1 else ""
