"""How a key is written on the wall: `SPACE`, `A`, `F6`, `!`, as printed on the keyboard."""

from __future__ import annotations

from kiosk.language import NP_, contexts

pgettext, npgettext = contexts("keys")

NAMES = {
    "space": NP_("key of a keyboard", "SPACE"),
    "escape": NP_("key of a keyboard", "ESC"),
    "enter": NP_("key of a keyboard", "ENTER"),
    "backspace": NP_("key of a keyboard", "BACKSPACE"),
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "tab": NP_("key of a keyboard", "TAB"),
    "pageup": NP_("key of a keyboard", "PAGE ↑"),
    "pagedown": NP_("key of a keyboard", "PAGE ↓"),
    "home": NP_("key of a keyboard", "HOME"),
    "end": NP_("key of a keyboard", "END"),
    "insert": NP_("key of a keyboard", "INSERT"),
    "delete": NP_("key of a keyboard", "DELETE"),
}
"""Keys that type nothing, and SPACE: Textual's name -> the name on the wall."""

SIGNS = {
    "question_mark": "?",
    "exclamation_mark": "!",
    "colon": ":",
    "semicolon": ";",
    "comma": ",",
    "full_stop": ".",
    "plus": "+",
    "minus": "-",
    "slash": "/",
    "asterisk": "*",
    "equals_sign": "=",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "apostrophe": "'",
    "quotation_mark": '"',
    "percent_sign": "%",
    "ampersand": "&",
    "underscore": "_",
}
"""Signs that the usual keyboards give without AltGr, some with SHIFT: Textual's name -> the sign."""

WITH_ALTGR = "@#$[]{}\\|~^`€§°"
"""Signs that need AltGr or a dead key on one of the usual keyboards."""

PLAIN = {"↑": "UP", "↓": "DOWN", "←": "LEFT", "→": "RIGHT"}
"""Arrow -> its word on a console without arrows."""

FUNCTION = tuple(f"f{n}" for n in range(1, 13))


def written(key: str) -> str:
    """Return the written name of one key, given as Textual names it."""
    return pgettext("key of a keyboard", NAMES[key]) if key in NAMES else SIGNS.get(key) or key.upper()


def types(key: str) -> bool:
    """True if this key types a character into a focused line."""
    return key == "space" or key in SIGNS or len(key) == 1


def both_cases(key: str) -> tuple[str, ...]:
    """Return the keys of one press: a letter counts with SHIFT and without."""
    return (key.lower(), key.upper()) if len(key) == 1 and key.isalpha() else (key,)
