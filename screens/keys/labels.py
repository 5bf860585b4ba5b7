"""What a key does, in the language of the moment: labels are marked where keys are declared.

A class body runs once, at import, and the language may change later; so a label is translated each time it is
shown, by the words of the module whose class declares the key.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from textual.binding import ActiveBinding, Binding
from textual.dom import DOMNode

from screens.keys import shared

OWN_WORDS: dict[str, Callable[[str], str]] = {}
"""Ids whose labels are in another catalogue than that of the class which binds them: the places."""


def label(active: ActiveBinding) -> str:
    """Return the short label of a key, as it stands in the row of keys."""
    return told(type(active.node), active.binding, short=True)


def meaning(active: ActiveBinding) -> str:
    """Return what a key does, in a few words more where there are some."""
    return told(type(active.node), active.binding)


def told(owner: type[DOMNode], binding: Binding, *, short: bool = False) -> str:
    """As `meaning`, or `label`, of a key that this class binds."""
    said = binding.description if short else binding.tooltip or binding.description
    if not said:
        return ""
    own = _words(owner, binding)(said)
    return own if own != said else shared._(said)  # "back" and "keys" stand with the keys that all share


def _words(owner: type[DOMNode], binding: Binding) -> Callable[[str], str]:
    """The catalogue of what declares a binding: a place, or a class. A subclass inherits keys, not words."""
    if placed := OWN_WORDS.get(binding.id or ""):
        return placed
    for each in owner.__mro__:
        own = [bound for bound in each.__dict__.get("BINDINGS", []) if isinstance(bound, Binding)]
        if any((bound.id, bound.action) == (binding.id, binding.action) for bound in own):
            found: Callable[[str], str] = getattr(sys.modules[each.__module__], "_", shared._)
            return found
    return shared._
