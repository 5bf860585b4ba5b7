"""Keys that a line or a text keeps while it is typed, read from the bindings of the widgets themselves.

A focused widget gets a key before its screen does. An action that is pressed while something is typed would
never hear of a key that the widget binds, nor of one that types a character.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

from textual.dom import DOMNode

from screens.keys import declared
from screens.keys.names import types

LINES = (
    ("screens.widgets.entry", "NameEntry"),
    ("screens.widgets.entry", "Letters"),
    ("screens.widgets.field", "Correcting"),
)
"""Module and class of each line that is typed on a moment, and of what is around it."""

TEXTS = (("screens.widgets.page", "Page"),)
"""Module and class of each text of several lines; TextArea selects with F6 and F7."""

OVER_LINES = "moment.next"
"""The id that the wall names while a name is typed, as it does the places."""
OVER_TEXTS = ("text.take", "welcome.next", "welcome.back", "welcome.demo", "app.help")
"""Ids of keys that are pressed while a line or a text is typed."""


def keeps(name: str, key: str) -> bool:
    """True if an id is pressed while something is typed that keeps this key. The id's own keys are its own:
    the widgets know them, as SPACE in an empty line."""
    if key in declared.default(name):
        return False
    if name in OVER_TEXTS:
        return _taken(key, LINES + TEXTS)
    return (name == OVER_LINES or name in places()) and _taken(key, LINES)


def places() -> tuple[str, ...]:
    """Return the ids of the keys that lead to a place from everywhere."""
    ids = {f"app.{place.name}" for place in import_module(declared.PLACES).PLACES}
    return tuple(name for name in declared.of("app") if name in ids)


def _taken(key: str, widgets: tuple[tuple[str, str], ...]) -> bool:
    return types(key) or any(key in _bound(*widget) for widget in widgets)


@cache
def _bound(module: str, name: str) -> frozenset[str]:
    """Return the keys that a class binds, with those of Textual's class that it is made from."""
    widget: type[DOMNode] = getattr(import_module(module), name)
    merged = widget._merged_bindings
    return frozenset(merged.key_to_bindings if merged else ())
