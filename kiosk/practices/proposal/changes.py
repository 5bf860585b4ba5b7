"""Compare the texts of an amendment, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Literal

Change = Literal["same", "gone", "new"]

_WORD = re.compile(
    r"""(?: \d+(?:[.,:]\d+)*\s?[%€£$]      # an amount and its unit are one word
          | [^\s.,;:!?()«»“”"…]+
          | [.,;:!?()«»“”"…]
        )\s* | \s+""",
    re.VERBOSE,
)


def changed(old: str, new: str) -> list[tuple[Change, str]]:
    """Return the parts of an amendment: what stayed, [-gone-] and {+new+}, in the order of reading.

    Each word keeps the blanks after it: "same" and "new" together are exactly the new text.
    """
    before, after = _WORD.findall(old), _WORD.findall(new)
    old_words, new_words = [word.strip() for word in before], [word.strip() for word in after]
    # The matcher ignores frequent words of long texts as noise, so equal words at both ends are matched here.
    head = _equal(old_words, new_words)
    tail = _equal(old_words[head:][::-1], new_words[head:][::-1])
    matcher = SequenceMatcher(
        None, old_words[head : len(old_words) - tail], new_words[head : len(new_words) - tail]
    )
    parts: list[tuple[Change, str]] = [("same", "".join(after[:head]))]
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind in ("replace", "delete"):
            parts.append(("gone", "".join(before[head + a : head + b])))
        if kind != "delete":
            parts.append(("same" if kind == "equal" else "new", "".join(after[head + c : head + d])))
    parts.append(("same", "".join(after[len(after) - tail :])))
    return [(kind, words) for kind, words in parts if words]


def _equal(was: list[str], now: list[str]) -> int:
    """Return how many words are the same from the beginning."""
    pairs = enumerate(zip(was, now, strict=False))
    return next((place for place, (old, new) in pairs if old != new), min(len(was), len(now)))
