"""The names of keys in tests, the same for every way of pressing them.

They are Textual's names (`enter`, `f2`, `ctrl+c`, or one character), so that a test is the same whether it
presses a key in the pilot, in tmux, through the compositor of a real terminal, or as raw bytes. An unknown
name raises ValueError: tmux alone would type `entr` as four letters and say nothing.
"""

from __future__ import annotations

from typing import NamedTuple


class Key(NamedTuple):
    """One key as tmux names it, as xkb names it (for wtype), and as the bytes that a terminal sends."""

    tmux: str
    xkb: str
    sent: bytes


NAMED = {
    "enter": Key("Enter", "Return", b"\r"),
    "escape": Key("Escape", "Escape", b"\x1b"),
    "space": Key("Space", "space", b" "),
    "tab": Key("Tab", "Tab", b"\t"),
    "backspace": Key("BSpace", "BackSpace", b"\x7f"),
    "delete": Key("DC", "Delete", b"\x1b[3~"),
    "insert": Key("IC", "Insert", b"\x1b[2~"),
    "up": Key("Up", "Up", b"\x1b[A"),
    "down": Key("Down", "Down", b"\x1b[B"),
    "right": Key("Right", "Right", b"\x1b[C"),
    "left": Key("Left", "Left", b"\x1b[D"),
    "home": Key("Home", "Home", b"\x1b[H"),
    "end": Key("End", "End", b"\x1b[F"),
    "pageup": Key("PPage", "Page_Up", b"\x1b[5~"),
    "pagedown": Key("NPage", "Page_Down", b"\x1b[6~"),
    "f1": Key("F1", "F1", b"\x1bOP"),
    "f2": Key("F2", "F2", b"\x1bOQ"),
    "f3": Key("F3", "F3", b"\x1bOR"),
    "f4": Key("F4", "F4", b"\x1bOS"),
    "f5": Key("F5", "F5", b"\x1b[15~"),
    "f6": Key("F6", "F6", b"\x1b[17~"),
    "f7": Key("F7", "F7", b"\x1b[18~"),
    "f8": Key("F8", "F8", b"\x1b[19~"),
    "f9": Key("F9", "F9", b"\x1b[20~"),
    "f10": Key("F10", "F10", b"\x1b[21~"),
    "f11": Key("F11", "F11", b"\x1b[23~"),
    "f12": Key("F12", "F12", b"\x1b[24~"),
}

ESCAPE_GAP = 0.3
"""Seconds to wait after escape: sooner, a terminal program reads the next key as Alt + key."""


def named(name: str) -> Key | None:
    """Return the key of that name, or None for a single character, which is typed as it is."""
    if len(name) == 1:
        return None
    if name.startswith("ctrl+") and len(name) == 6 and name[5].isascii() and name[5].isalpha():
        letter = name[5].lower()
        return Key(f"C-{letter}", letter, bytes([ord(letter) - 96]))
    if name not in NAMED:
        raise ValueError(f"{name!r} is no key: use one character, ctrl+letter, or one of {', '.join(NAMED)}.")
    return NAMED[name]
