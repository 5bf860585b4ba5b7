"""Names of the keys that talking pieces, pedals, presenter remotes and keypads have.

Codes are those of linux/input-event-codes.h. Any other key is named by its number, which the devices screen
shows when the key is pressed.
"""

from __future__ import annotations

_ROWS = ((2, "1234567890"), (16, "qwertyuiop"), (30, "asdfghjkl"), (44, "zxcvbnm"))
_KEYPAD = {71: "7", 72: "8", 73: "9", 75: "4", 76: "5", 77: "6", 79: "1", 80: "2", 81: "3", 82: "0"}

CODES: dict[str, int] = {
    **{sign: first + place for first, row in _ROWS for place, sign in enumerate(row)},
    **{f"f{n}": 58 + n for n in range(1, 11)},
    **{f"keypad-{sign}": code for code, sign in _KEYPAD.items()},
    "escape": 1,
    "minus": 12,
    "equal": 13,
    "backspace": 14,
    "tab": 15,
    "enter": 28,
    "dot": 52,
    "space": 57,
    "keypad-minus": 74,
    "keypad-plus": 78,
    "keypad-dot": 83,
    "keypad-enter": 96,
    "keypad-slash": 98,
    "keypad-star": 55,
    "f11": 87,
    "f12": 88,
    "home": 102,
    "up": 103,
    "pageup": 104,
    "left": 105,
    "right": 106,
    "end": 107,
    "down": 108,
    "pagedown": 109,
    "mute": 113,
    "volumedown": 114,
    "volumeup": 115,
    "playpause": 164,
    "button-left": 272,
    "button-right": 273,
    "button-middle": 274,
}
_NAMES = {code: name for name, code in CODES.items()}


def name_of(code: int) -> str:
    """Return the name, like `pageup`, or the number of a key without a name here."""
    return _NAMES.get(code, str(code))
