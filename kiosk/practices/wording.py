"""Format small pieces of sentences for several practices. It holds no words of its own."""

from __future__ import annotations

LONGEST = 60
"""Most characters of a title or a text in the middle of a sentence."""


def clock(seconds: int) -> str:
    """Return a length as `1:42`."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def in_minutes(seconds: int) -> str:
    """Return a length that was agreed on for a sentence in minutes: `25`, or `1:30`, never rounded."""
    return str(seconds // 60) if seconds % 60 == 0 else clock(seconds)


def short(text: str, longest: int = LONGEST) -> str:
    """Return a text on one line, only its beginning if it is long."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def first_up(sentence: str) -> str:
    """Return the sentence with a capital at the beginning."""
    return sentence[:1].upper() + sentence[1:]


def plain_kind(kind: str) -> str:
    """Return a kind as it is written, `turn.paused/1`, as words: "turn paused"."""
    return kind.partition("/")[0].replace(".", " ").replace("-", " ")
