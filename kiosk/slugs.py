"""A name in any script as a short id of ASCII letters: `Café` as `cafe`, `Север` as `sever`, `北` as `bei`.

An id is for machines and for files that people read aloud: it says roughly how the name sounds. It is not the
name, which stays text as people wrote it, and two names may have the same id.
"""

from __future__ import annotations

import re

_OTHERS = re.compile(r"[^a-z0-9]+")


def slug(name: str, longest: int, instead: str) -> str:
    """Return `[a-z0-9-]`, at most `longest` characters; `instead` for a name without a letter or figure.

    Letters of other scripts are written as anyascii writes them, an emoji as its English name; every other
    run of characters is one dash, with none at the ends.
    """
    if not name.isascii():
        from anyascii import anyascii  # 24 ms, and only a new assembly or cell needs it

        name = anyascii(name)
    return _OTHERS.sub("-", name.lower()).strip("-")[:longest].strip("-") or instead
