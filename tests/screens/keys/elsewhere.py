"""A keymap in which every key that can move is another one.

They are Greek, Cyrillic and Armenian letters, F11 and F12. None of them is a key that the kiosk has by
itself, so any old name that is still on the wall is a mistake.
"""

from __future__ import annotations

from textual.screen import Screen

from screens.keys import declared, keymap
from screens.keys.names import types
from screens.widgets.keybar import typing

_LETTERS = [*"абвгдежзийклмнопрстуфхцчшщъыьэюя", *"αβγδεζηθικλμνξοπρστυφχψω", *"աբգդեզէըթժիլխծկհձղճմ"]
_WHILE_TYPING = {"f2": "f11", "f9": "f12", "escape": "escape"}


def everything_moved() -> keymap.Moved:
    """Return another key for each id that has one, the same for each old key."""
    olds = sorted({declared.default(name)[0] for name in declared.every()})
    new = dict(zip(olds, _LETTERS, strict=False))
    assert len(new) == len(olds)
    moved = {
        name: ((_WHILE_TYPING if name in declared.WHILE_TYPING else new)[declared.default(name)[0]],)
        for name in declared.every()
        if declared.movable(name)
    }
    # The page of keys must open in a line too, where letters are letters.
    return {**moved, "app.help": ("insert",)}


def instead(screen: Screen[object], key: str) -> str:
    """Return the key that now does, on this screen, what `key` did before any was moved."""
    if typing(screen) and types({" ": "space"}.get(key, key)):
        return key
    nodes = [screen] if screen.is_modal else [screen, screen.app]
    if screen.focused is not None:
        nodes = [*screen.focused.ancestors]
    for node in nodes:
        bindings = node._merged_bindings
        for binding in bindings.key_to_bindings.get(key, []) if bindings else []:
            return keymap.codes(binding.id or "")[0] if binding.id else key
    return key
