"""A table out of text: which separator it has, its rows and fields; pasted cells, CSV files, lines of a list.

The csv module reads quotes, except for two things that people's files hold: a quote that is never closed,
which would swallow the rest of the file, and a separator that stands in one line only.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from itertools import count
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from kiosk.cleaning import clean, has_visible
from kiosk.typed.text_file import plain

_SAID = re.compile(r'"?sep=(.)"?\s*\n', re.IGNORECASE)
_SEPARATORS = ("\t", ";", "|", ",")
_LOOSE = (r"\s{2,}", r"\s[–—-]\s", r":\s", r"\s\((?=[^()]+\)\s*$)")
"""Between a name and a cell in lists without columns: blanks, a dash, a colon, brackets."""
_MARK = re.compile(r"^\s*(?:[^\w\s\"'(<@#+/~.]{1,2}\s+|\[[ xX]?\]\s+|\(?\d{1,4}[.)]\s*(?=\D))+")
"""Bullets, boxes to tick and numbers at the beginning of a line."""
_BARE = re.compile(r"^\d{1,4}\s+(?=\D)")
_ADDRESSES = re.compile(r"(<[^<>@\s]+@[^<>\s]+>)\s*[,;]\s*")
_MOST_LINES_OF_A_FIELD = 5


class Row(Struct, frozen=True):
    """One row: the line it begins in, its fields, and what was mended in it.

    "quote" was never closed; "joined" are fields beyond the last column; "alone" is one of many in one line;
    "comma" is a name with a comma in a list of one column.
    """

    line: int
    fields: tuple[str, ...]
    mended: Literal["", "quote", "joined", "alone", "comma"] = ""

    @property
    def filled(self) -> int:
        """How many fields hold anything."""
        return sum(map(bool, self.fields))


def read_rows(text: str) -> list[Row]:
    """Return the rows that hold anything, each field cleaned and on one line."""
    text = plain(text).replace("\0", "")
    first = 1
    separator = ""
    if said := _SAID.match(text):
        separator, text, first = said[1], text[said.end() :], 2
    if len(_ADDRESSES.findall(text)) > text.count("\n"):  # the recipients of a mail
        text = _ADDRESSES.sub("\\1\n", text)
    lines = text.split("\n")
    separator = separator or _separator(lines)
    rows = [
        Row(n, _trimmed(source, separator), "quote" if torn else "")
        for n, source, torn in _whole(lines, separator, first)
    ]
    rows = _without_marks([row for row in rows if any(map(has_visible, row.fields))])
    if len(rows) == 1 and len(rows[0].fields) > 2 and not re.search(r"\d", "".join(rows[0].fields)):
        return [Row(first, (field,), "alone") for field in rows[0].fields if field]
    return _as_wide(rows, separator)


def _separator(lines: list[str]) -> str:
    """Return what most lines have between their fields, "" for nothing. Each line counts, not each sign."""
    there = [re.sub(r'"[^"]*"', '""', line) for line in lines if line.strip()]
    shares = {sign: sum(sign in line.strip() for line in there) for sign in _SEPARATORS}
    best = max(shares, key=lambda sign: shares[sign])
    if shares[best] * 2 >= len(there) or shares[best] > 2:
        return best if shares[best] else ""
    for sign in _LOOSE:
        found = sum(bool(re.search(sign, line.strip())) for line in there)
        if found * 5 >= len(there) * 4 and found > 1:
            return sign
    return best if shares[best] else ""


def _whole(lines: list[str], separator: str, first: int) -> list[tuple[int, str, bool]]:
    """Join lines of one quoted field; returns (line, text, True if a quote in it was never closed)."""
    if separator not in _SEPARATORS:
        return [(n, line, False) for n, line in zip(count(first), lines)]
    sign = re.escape(separator)
    opens = re.compile(rf'(?:^|{sign})\s*"')
    closes = re.compile(rf'"\s*(?:{sign}|$)')
    whole: list[tuple[int, str, bool]] = []
    n = 0
    while n < len(lines):
        line, taken, torn = lines[n], 1, False
        if line.count('"') % 2 and opens.search(line):
            torn = True
            for more in range(1, min(_MOST_LINES_OF_A_FIELD, len(lines) - n)):
                if lines[n + more].count('"') % 2:
                    if closes.match(lines[n + more], lines[n + more].index('"')):
                        line, taken, torn = "\n".join(lines[n : n + more + 1]), more + 1, False
                    break
        whole.append((first + n, line.replace('"', "") if torn else line, torn))
        n += taken
    return whole


def _trimmed(source: str, separator: str) -> tuple[str, ...]:
    """Return the fields of a row, cleaned, without empty ones at its end."""
    fields = [" ".join(clean(field).split()) for field in _fields(source, separator)]
    while fields and not fields[-1]:
        fields.pop()
    return tuple(fields)


def _fields(source: str, separator: str) -> list[str]:
    if separator in _LOOSE:
        fields = re.split(separator, source.strip(), maxsplit=1)
        return [*fields[:-1], fields[-1].removesuffix(")")] if separator is _LOOSE[-1] else fields
    if separator == "|":
        source = source.strip().strip("|")
    if not separator and '"' not in source:
        return [source]
    line = source.replace("\n", " ")
    return next(csv.reader([line], delimiter=separator or ",", skipinitialspace=True), [])


def _without_marks(rows: list[Row]) -> list[Row]:
    """Drop rules of a drawn table, and bullets and numbers in front of the first field."""
    rows = [row for row in rows if any(field.strip(" -=:+_*") for field in row.fields)]
    numbered = [row for row in rows if _BARE.match(row.fields[0])]
    mark = _BARE if len(numbered) > 1 and len(numbered) * 5 >= len(rows) * 4 else _MARK
    return [replace(row, fields=(mark.sub("", row.fields[0]), *row.fields[1:])) for row in rows]


def _as_wide(rows: list[Row], separator: str) -> list[Row]:
    """Join what is beyond the last column of nearly all rows: a separator in a text without quotes."""
    if not rows:
        return rows
    widths = Counter(len(row.fields) for row in rows)
    usual = max(widths.most_common(1)[0][0], len(rows[0].fields))
    if usual < 2 or sum(widths[width] for width in widths if width > usual) * 4 > len(rows):
        return rows
    sign = f"{separator} " if len(separator) == 1 else " "
    return [
        replace(row, fields=(*row.fields[: usual - 1], sign.join(row.fields[usual - 1 :])), mended="joined")
        if len(row.fields) > usual
        else row
        for row in rows
    ]
