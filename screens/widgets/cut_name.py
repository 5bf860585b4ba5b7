"""A name in a narrow column: its end goes first, and what tells two people of one name apart stays."""

from __future__ import annotations

import re

from rich.cells import cell_len, set_cell_size

_BESIDE = re.compile(r"(.+)( \([^()]+\))")
"""A name and what follows it: `Ana Lima (north)`."""


def cut_name(name: str, columns: int) -> str:
    """Return the name in at most so many columns: `Ana L… (north)` for `Ana Lima (north)`."""
    if cell_len(name) <= columns:
        return name
    if columns <= 0:
        return ""
    parts = _BESIDE.fullmatch(name)
    beside = parts[2] if parts and cell_len(parts[2]) + 2 <= columns else ""
    whole = parts[1] if parts and beside else name
    return set_cell_size(whole, max(0, columns - cell_len(beside) - 1)).rstrip() + "…" + beside
