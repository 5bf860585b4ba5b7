"""Which columns of a list hold names and cells: by their headings, by what stands in them, by their place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from kiosk.plain_names import plainly
from kiosk.typed.headings import Meaning, meaning
from kiosk.typed.rows import Row

Column = Literal["name", "given", "family", "cell", ""]
"""What a column holds; "" for what no list of members needs: numbers, addresses, hours."""
Doubt = Literal["order", "cell", "heading"]
"""What of the columns is only likely: which is the last name, which is the cell, if the first row is one."""

_KINDS = {
    "mail": re.compile(r"<?\S+@\S+\.\w+>?"),
    "number": re.compile(r"#?\d{1,6}[.)]?"),
    "date": re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(\s.*)?"),
    "phone": re.compile(r"[+(]?\d[\d\s()/.–-]{4,}"),
    "link": re.compile(r"(https?:|www\.)\S+"),
    "mark": re.compile(
        r"[x✓✔☐☑]|yes|no|ja|nein|oui|non|[mfwd]|mr|mrs|ms|mx|dr|herr|frau|mme|sr|sra", re.IGNORECASE
    ),
}
_LABEL = re.compile(r"^\*\s|\s:::\s")
_LOOKED_AT = 300
"""Rows by which columns are judged."""
_BOTH: tuple[Literal["given"], Literal["family"]] = ("given", "family")
_SURE = frozenset(("mail", "number", "date", "phone", "link"))
_NAMED = frozenset(("name", "last first", "given", "family"))


class Columns(Struct, frozen=True):
    """`heading` is the index of the row of headings, or None; `last_first` is of names in one column."""

    holds: tuple[Column, ...]
    heading: int | None = None
    last_first: bool = False
    doubts: tuple[Doubt, ...] = ()


class _Facts(Struct):
    """What stands in one column: its kind; the shares of what repeats, has several words, has figures."""

    kind: str
    values: list[str]
    aligned: list[str]
    repeated: float
    several: float
    figures: float


def read_columns(rows: Sequence[Row]) -> Columns:
    """Return what the columns hold. A list without any sign of it has names first and cells second."""
    doubts: list[Doubt] = []
    rows = rows[:_LOOKED_AT]
    heading = _heading(rows)
    width = max((len(row.fields) for row in rows), default=0)
    if heading is None and width > 1 and _cell_stands_out(rows):
        doubts.append("heading")
        heading = 0 if _name_stands_out(rows) else None
    body = rows[0 if heading is None else heading + 1 :]
    facts = [_facts(body, place) for place in range(width)]
    said = [meaning(field) for field in rows[heading].fields] if heading is not None else []
    said += [""] * (width - len(said))
    holds: list[Column] = [""] * width
    last_first = _place_names(holds, said, facts, doubts)
    _place_cell(holds, said, facts, doubts)
    return Columns(tuple(holds), heading, last_first, tuple(doubts))


def with_whole_names(rows: list[Row]) -> list[Row]:
    """Join names that hold a comma without quotes: `Berg, Anna,north` below two headings."""
    place = _heading(rows[:_LOOKED_AT])
    if _is_one_column(rows[:_LOOKED_AT], place):
        return [replace(_joined(row, 0), mended="comma") if len(row.fields) == 2 else row for row in rows]
    if place is None or "name" not in (said := [meaning(field) for field in rows[place].fields]):
        return rows
    name, below = said.index("name"), rows[place + 1 : _LOOKED_AT]
    longer = [row for row in below if len(row.fields) == len(said) + 1]
    if len(longer) * 2 <= len(below):
        return rows
    return [_joined(row, name) if len(row.fields) == len(said) + 1 else row for row in rows]


def _is_one_column(rows: Sequence[Row], heading: int | None) -> bool:
    """True if few rows of a list of whole names hold a comma: `Lopez, Ana` among `Ana Berg`."""
    body = rows[0 if heading is None else heading + 1 :]
    halves = [row.fields for row in body if len(row.fields) == 2 and all(row.fields)]
    whole = [row.fields[0] for row in body if len(row.fields) == 1]
    if not halves or len(halves) >= len(whole) or len(halves) + len(whole) < len(body):
        return False
    if heading is not None:
        return len(rows[heading].fields) == 1
    capital = all(family[0].isupper() and given[0].isupper() for family, given in halves)
    several = sum(" " in name for name in whole)
    return capital and several * 5 >= len(whole) * 4 and not any(" " in family for family, _given in halves)


def _joined(row: Row, name: int) -> Row:
    return replace(
        row, fields=(*row.fields[:name], ", ".join(row.fields[name:][:2]), *row.fields[name + 2 :])
    )


def _heading(rows: Sequence[Row]) -> int | None:
    """Return the row of headings: known words, or text above numbers, addresses, hours."""
    known = [_known(row) for row in rows[:10]]
    if any(known):
        return known.index(max(known))
    for place, row in enumerate(rows[:5]):
        below = rows[place + 1 :]
        for column, field in enumerate(row.fields):
            if field and _kind(field) == "text" and len(below) > 1 and _facts(below, column).kind in _SURE:
                return place
    return None


def _known(row: Row) -> int:
    """Return how many fields are headings: 0 if one is an address or a number, or if none is of names."""
    said = [meaning(field) for field in row.fields]
    there = len(said) - said.count("")
    named = not _NAMED.isdisjoint(said)
    return 0 if any(_kind(field) in _SURE for field in row.fields) or not (named or there > 1) else there


def _cell_stands_out(rows: Sequence[Row]) -> bool:
    """True if the values of a column repeat, but not the first."""
    first, below = rows[0].fields, rows[1:]
    facts = [_facts(below, place) for place in range(len(first))]
    return len(below) > 2 and any(
        one.repeated > 0.3 and first[place] not in one.values for place, one in enumerate(facts)
    )


def _name_stands_out(rows: Sequence[Row]) -> bool:
    """True if the first row has one word in each field, where names have several."""
    first, below = rows[0].fields, rows[1:]
    several = [_facts(below, place).several > 0.8 for place in range(len(first))]
    return any(several) and all(field and " " not in field for field in first)


def _kind(value: str) -> str:
    return next((kind for kind, form in _KINDS.items() if form.fullmatch(value)), "text" if value else "")


def _facts(rows: Sequence[Row], place: int) -> _Facts:
    aligned = [row.fields[place] if place < len(row.fields) else "" for row in rows]
    values = [value for value in aligned if value]
    kinds = [_kind(value) for value in values]
    kind = max(dict.fromkeys(kinds), key=kinds.count, default="")
    n = max(len(values), 1)
    return _Facts(
        kind if kinds.count(kind) * 5 >= n * 3 else "text",
        values,
        aligned,
        1 - len({plainly(value) for value in values}) / n,
        sum(" " in value for value in values) / n,
        sum(any(sign.isdigit() for sign in value) for value in values) / n,
    )


def _place_names(holds: list[Column], said: list[Meaning], facts: list[_Facts], doubts: list[Doubt]) -> bool:
    """Find the columns of names. Returns True if whole names have the last name first."""
    places = {meant: said.index(meant) for meant in said}
    texts = (place for place, one in enumerate(facts) if one.kind == "text" and one.figures < 0.3)
    free = [place for place in texts if said[place] == ""]
    if "given" not in places and "family" not in places:
        named = places.get("last first", places.get("name"))
        if named is None:
            return _guess_names(holds, free, facts, doubts)
        holds[named] = "name"
        return "last first" in places
    known, missing = _BOTH if "given" in places else _BOTH[::-1]
    other = places.get(missing, places.get("name", next(iter(free), None)))
    holds[places[known]] = "name" if other is None else known
    if other is not None:
        holds[other] = missing
        doubts += [] if missing in places or "name" in places else ["order"]
    return False


def _guess_names(holds: list[Column], free: list[int], facts: list[_Facts], doubts: list[Doubt]) -> bool:
    """Find names without a heading: several words that do not repeat, else two columns side by side."""
    if not free:
        holds[:1] = ["name"]
        return False
    whole = [place for place in free if facts[place].several >= 0.5 and facts[place].repeated < 0.5]
    cells = [place for place in free if facts[place].repeated > 0.3 or facts[place].values[0].islower()]
    parts = [place for place in free if place not in cells]
    if whole or len(parts) < 2 or len(facts[parts[1]].values) < 4:
        if not whole and len(parts) > 1:
            doubts.append("cell")
        holds[next(iter(whole or parts or free))] = "name"
        return False
    one, other = parts[:2]
    last = _last_names(one, other, facts)
    if last is None:
        doubts.append("order")
    family = one if last is None else last
    holds[family], holds[one + other - family] = "family", "given"
    return False


def _last_names(one: int, other: int, facts: list[_Facts]) -> int | None:
    """Return the column of last names, by capitals, by addresses, by the order of the list; else None."""
    pair = (one, other)
    capitals = [place for place in pair if all(value.isupper() for value in facts[place].values)]
    if len(capitals) == 1:
        return capitals[0]
    for mails in (fact.aligned for fact in facts if fact.kind == "mail"):
        begun = {
            place: sum(
                bool(value) and mail.casefold().startswith(plainly(value))
                for mail, value in zip(mails, facts[place].aligned, strict=True)
            )
            for place in pair
        }
        if begun[one] != begun[other]:
            return other if begun[one] > begun[other] else one
    ordered = [place for place in pair if _in_order(facts[place].values)]
    return ordered[0] if len(ordered) == 1 else None


def _in_order(values: list[str]) -> bool:
    plain = [plainly(value) for value in values]
    return len(plain) > 3 and plain == sorted(plain)


def _place_cell(holds: list[Column], said: list[Meaning], facts: list[_Facts], doubts: list[Doubt]) -> None:
    """Find the column of cells: its heading, else what repeats most among the texts that are left."""
    if "cell" in said:
        named = said.index("cell")
        holds[named] = "cell"
        doubts += ["cell"] if _says_nothing(facts[named]) else []
        return
    left = [
        place
        for place, one in enumerate(facts)
        if not holds[place] and said[place] != "other" and (one.kind == "text" or one.kind == "number")
    ]
    texts = [place for place in left if facts[place].kind == "text" and facts[place].values]
    numbers = [place for place in left if facts[place].kind == "number" and facts[place].repeated > 0.3]
    candidates = texts or numbers
    if not candidates:
        return
    best = max(candidates, key=lambda place: facts[place].repeated)
    holds[best] = "cell"
    odd = len(facts[best].values) > 3 and facts[best].repeated < 0.2
    if len(candidates) > 1 or candidates is numbers or odd or _says_nothing(facts[best]):
        doubts.append("cell")


def _says_nothing(one: _Facts) -> bool:
    """True for a column in which all people are the same, or that holds labels of an address book."""
    same = len(one.values) > 2 and len(set(map(plainly, one.values))) == 1
    return same or any(map(_LABEL.search, one.values))
