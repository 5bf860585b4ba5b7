"""What an amendment changed, word by word."""

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
    """An amendment word by word: [-gone-] {+new+} and what stayed, in the order of reading.

    Each word keeps the blanks after it: "same" and "new" together are exactly the new text.
    """
    before, after = _WORD.findall(old), _WORD.findall(new)
    matcher = SequenceMatcher(None, [w.strip() for w in before], [w.strip() for w in after])
    parts: list[tuple[Change, str]] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind in ("replace", "delete"):
            parts.append(("gone", "".join(before[a:b])))
        if kind != "delete":
            parts.append(("same" if kind == "equal" else "new", "".join(after[c:d])))
    return parts
