"""Words of several languages that agendas use, out of `vocabulary.txt`, which says where each is from.

A word is compared as a whole, without capitals and accents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from kiosk.plain_names import plainly

CJK_MINUTES, CJK_HOURS = "分(?:钟|鐘|間)?|분", "小时|小時|時間|시간"
"""Units that follow their number without a blank and end no word. CLDR, zh, ja, ko."""
OCLOCK = "Uhr|h|hrs?|uur|óra(?:kor)?|godz|час(?:ов|а)?"
"""Words behind an hour: de, es and fr, en, nl, hu, pl, ru."""
EACH = re.compile(
    r"""
    (?:each|apiece|a\ head|\bevery(?:body|one)|je|jeweils|chacun\w*|cadauno|cada\ un\w|ciascuno|elk)\b
    |(?:/|\b(?:per|pro|par|por|pr|na|на|ανά|a)\b\.?)\s*(?:person\w*|p\b\.?|pers\b\.?|people|head|speaker|member
    |kopf|nase|redner\w*|teilnehm\w*|participant\w*|pessoa|capita|persoon|osob\w|osobu|fő|kişi|человека|άτομο)
    |\bkişi\s+başı|\bfejenként
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""What makes a length one for each person. Public agendas."""


@cache
def _tables() -> dict[str, list[list[str]]]:
    """Return the words of each table, language by language."""
    text = re.sub(r"\n +", " ", Path(__file__).with_name("vocabulary.txt").read_text("utf-8"))
    tables: dict[str, list[list[str]]] = {}
    for line in text.split("\n"):
        if line.startswith("["):
            table = tables.setdefault(line[1:].partition(":")[0], [])
        elif line and not line.startswith("#"):
            table.append([word.strip() for word in line[3:].rpartition(";")[0].split(",")])
    return tables


def choice(table: str) -> str:
    """Return a pattern of the words of a table as they are written, the longest first."""
    return _pattern(word for listed in _tables()[table] for word in listed)


def is_one(text: str, *tables: str) -> bool:
    """True if the whole of `text` is a word or phrase of one of these tables."""
    return len(text) <= 80 and any(_whole(table).fullmatch(folded(text)) for table in tables)


@cache
def _whole(table: str) -> re.Pattern[str]:
    return re.compile(_pattern(folded(word) for listed in _tables()[table] for word in listed))


@cache
def within(table: str) -> re.Pattern[str]:
    """Return what matches the first phrase of each language inside a longer text."""
    return re.compile(rf"(?<!\w)(?:{_pattern(folded(listed[0]) for listed in _tables()[table])})(?!\w)")


def folded(text: str) -> str:
    """Return a heading as it is compared: without capitals, accents, emoji and punctuation."""
    letters = re.sub(r"(?<=\w)[·•*:/](?=(?:e|es|s|in|innen|nen|ne|nes)\b)", "", plainly(text))  # `Présent·es`
    return " ".join(re.sub(r"[^\w\s*'’.#°№✓]+", " ", letters).split()).strip(" .")


def _pattern(words: Iterable[str]) -> str:
    longest = sorted({word for word in words if word}, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\*", r"\w*") for word in longest)
