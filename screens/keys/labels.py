"""Key labels in the present language: they are marked where keys are declared, and translated when shown.

A class body runs once, at import, and the language may change later. So each label is translated when it is
shown, with the words of the module whose class declares the key.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from textual.binding import ActiveBinding, Binding
from textual.dom import DOMNode

from screens.keys import shared

OWN_WORDS: dict[str, Callable[[str], str]] = {}
"""Id -> translation of its label, for ids outside the catalogue of the class that binds them: the places."""


def label(active: ActiveBinding) -> str:
    """Return the short label of a key, for the row of keys."""
    return told(type(active.node), active.binding, short=True)


def meaning(active: ActiveBinding) -> str:
    """Return what a key does: its longer description, or the label."""
    return told(type(active.node), active.binding)


def told(owner: type[DOMNode], binding: Binding, *, short: bool = False) -> str:
    """Return the same as `meaning`, or with `short` as `label`, for a key that this class binds."""
    label = binding.description if short else binding.tooltip or binding.description
    if not label:
        return ""
    own = _words(owner, binding)(label)
    return (
        own if own != label else shared._(label)
    )  # "back" and "keys" are in the catalogue of the shared keys


def _words(owner: type[DOMNode], binding: Binding) -> Callable[[str], str]:
    """Return the translation of a binding's declaring place or class. Subclasses inherit keys, not words."""
    if placed := OWN_WORDS.get(binding.id or ""):
        return placed
    for ancestor in owner.__mro__:
        own = [bound for bound in ancestor.__dict__.get("BINDINGS", []) if isinstance(bound, Binding)]
        if any((bound.id, bound.action) == (binding.id, binding.action) for bound in own):
            found: Callable[[str], str] = getattr(sys.modules[ancestor.__module__], "_", shared._)
            return found
    return shared._
