"""The signs before words on the wall, each with a twin in plain ASCII.

Consoles without the character get the twin; the 16-colour theme uses only twins. A sign is never alone: the
word next to it says what it means.
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
    """Return the sign of that name, or its ASCII twin. Raises KeyError for an unknown name."""
    return _SYMBOLS[name][plain]


def plain(widget: Widget) -> bool:
    """True if the app runs on a console without these signs."""
    return bool(getattr(widget.app, "plain", False))


def symbols() -> dict[str, tuple[str, str]]:
    """Return every sign with its twin, for the help page that explains them."""
    return dict(_SYMBOLS)
