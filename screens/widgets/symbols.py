"""The signs that stand beside words on the wall, each with a twin in plain ASCII.

Consoles without the character get the twin; the 16-colour theme uses the twins throughout. A sign never
stands alone: the word beside it says what it means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.widget import Widget

_SYMBOLS = {
    "speaking": ("▶", ">"),
    "wrap up": ("▲", "^"),
    "last": ("▲▲", "^^"),
    "over": ("■", "#"),
    "paused": ("‖", "||"),
    "order": ("!", "!"),
    "adopted": ("✓", "+"),
    "stand aside": ("○", "o"),
    "block": ("✕", "x"),
    "fault": ("⚠", "!"),
    "recorded": ("●", "*"),
    "recording": ("◌", "."),
    "not signed": ("◍", "o"),
    "not recorded": ("■", "#"),
    "chosen": ("▸", ">"),
    "left": ("▓", "#"),
    "gone": ("░", "-"),
    "edge": ("▌", "|"),
    "between": ("·", "-"),
    "cut": ("…", "..."),
    "yes": ("✓", "+"),
    "no": ("✕", "x"),
}


def symbol(name: str, plain: bool = False) -> str:
    """The sign of that name, or its ASCII twin. Raises KeyError for a name that has none."""
    return _SYMBOLS[name][plain]


def plain(widget: Widget) -> bool:
    """Whether the app says that it runs on a console without these signs."""
    return bool(getattr(widget.app, "plain", False))


def symbols() -> dict[str, tuple[str, str]]:
    """Every sign with its twin, for the page of the help that explains them."""
    return dict(_SYMBOLS)
