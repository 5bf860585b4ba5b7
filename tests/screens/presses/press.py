"""A row of the table of keys: which keys are pressed where, and what comes of it."""

from __future__ import annotations

from typing import NamedTuple


class Press(NamedTuple):
    """In this scene these keys (`text:...`: letters, then ENTER) record these kinds and show these words.

    `binding` is the id of the key that is pressed, or the ids of all of them.
    """

    binding: str
    scene: str
    keys: tuple[str, ...]
    recorded: tuple[str, ...] = ()
    then: str = ""
    shown: str = ""
