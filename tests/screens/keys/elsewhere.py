"""A keymap in which every key that can move is another one.

They are Greek, Cyrillic and Armenian letters, F11, F12 and INSERT. None of them is a key that the kiosk has
by itself, so any old name that is still on the wall is a mistake. Only the places change keys among
themselves (`exchanged`): they need keys that work while a name is typed, and there are too few others.
"""

from __future__ import annotations

from textual.screen import Screen

from screens.app.places import by_key
from screens.keys import declared, keymap
from screens.keys.names import types
from screens.widgets.keybar import typing

_LETTERS = [*"абвгдежзийклмнопрстуфхцчшщъыьэюя", *"αβγδεζηθικλμνξοπρστυφχψω", *"աբգդեզէըթժիլխծկհձղճմ"]
_WHILE_TYPING = {
    "moment.next": "f11",
    "app.help": "insert",  # the page of keys must open in a line too, where letters are letters
    "text.take": "f12",
    "welcome.next": "f11",
    "welcome.back": "escape",
    "welcome.demo": "f12",
}


def exchanged() -> dict[str, str]:
    """Return, for the id of each place with a key, the key of the next place."""
    places = [f"app.{place.name}" for place in by_key()]
    keys = [declared.default(name)[0] for name in places]
    return dict(zip(places, keys[1:] + keys[:1], strict=True))


def everything_moved() -> keymap.Moved:
    """Return another key for each id that has one, the same for each old key."""
    olds = sorted({declared.default(name)[0] for name in declared.every()})
    new = dict(zip(olds, _LETTERS, strict=False))
    assert len(new) == len(olds)
    typed_over = _WHILE_TYPING | exchanged()
    return {
        name: (typed_over.get(name) or new[declared.default(name)[0]],)
        for name in declared.every()
        if declared.movable(name)
    }


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
