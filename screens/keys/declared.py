"""Every key of both programs, by its id, as the screens declare them.

A screen is imported at the first question about its keys, so the first frame waits for none.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from importlib import import_module

from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen

from screens.keys import shared

ELSEWHERE = {
    "app": ("screens.app.app", "KioskApp"),
    "moment": ("screens.moment", "Moment"),
    "import": ("screens.agenda.importing", "AgendaImport"),
    "turns": ("screens.lot.turns", "Turns"),
    "entry": ("screens.journal.entry", "EntryView"),
    "welcome": ("screens.welcome.welcome", "Welcome"),
    "members": ("screens.dialogs.members", "Members"),
    "line": ("screens.widgets.entry", "NameEntry"),
    "correcting": ("screens.widgets.field", "Correcting"),
    "question": ("screens.dialogs.question", "Question"),
    "going-on": ("screens.dialogs.going_on", "GoingOn"),
    "choice": ("screens.dialogs.choice", "Choice"),
    "prompt": ("screens.dialogs.prompt", "Line"),
    "text": ("screens.dialogs.text", "Lines"),
    "passphrase": ("screens.dialogs.passphrase", "Passphrase"),
    "code": ("screens.dialogs.code", "Code"),
    "unsigned": ("screens.dialogs.unsigned", "Unsigned"),
    "keys": ("screens.dialogs.keys", "Keys"),
    "follow": ("screens.follow.follow", "SecondScreen"),
}
"""First word of an id -> module and class that declare the key, for ids that belong to no place.

A class may use ids of other classes too.
"""
PLACES = "screens.app.places"
"""The module of the table of places: each place declares the keys whose ids begin with its name."""

FIXED = ("line.", "correcting.", "dialog.", "choice.row-", "follow.stop")
"""Prefixes of the ids that no setting moves: keys that edit or leave a line, or are the number of a row."""


@cache
def homes() -> dict[str, Callable[[], type[DOMNode]]]:
    """Return, by the first word of ids, a function that returns the class which declares them."""
    placed = {place.name: place.screen for place in import_module(PLACES).PLACES}
    return {**{home: partial(_class, *where) for home, where in ELSEWHERE.items()}, **placed}


def _class(module: str, name: str) -> type[DOMNode]:
    found: type[DOMNode] = getattr(import_module(module), name)
    return found


def owner(home: str) -> type[DOMNode]:
    """Return the class that declares the ids which begin with this word."""
    return homes()[home]()


@cache
def of(home: str) -> dict[str, Binding]:
    """Return the bindings of the class itself, by id, in its order."""
    bindings = [
        binding for binding in owner(home).__dict__.get("BINDINGS", []) if isinstance(binding, Binding)
    ]
    return {binding.id: binding for binding in bindings if binding.id}


def default(name: str) -> tuple[str, ...]:
    """Return the keys that an id has unless they are moved. Raises KeyError for an unknown id."""
    keys = shared.KEYS.get(name) or of(name.partition(".")[0])[name].key
    return tuple(keys.split(","))


def every() -> dict[str, Binding]:
    """Return every binding by its id: first the shared ones, then home by home. Imports all screens."""
    found: dict[str, Binding] = {}
    for home in homes():
        for name, binding in of(home).items():
            found.setdefault(name, binding)
    return {**{name: found[name] for name in shared.KEYS}, **found}


def movable(name: str) -> bool:
    """True if kiosk.toml may give this id another key."""
    return not name.startswith(FIXED)


def together() -> list[tuple[Binding, ...]]:
    """Return, for each screen, all bindings that are active on it at once."""
    app = tuple(of("app").values())
    found: list[tuple[Binding, ...]] = [tuple(of("follow").values())]
    for home in homes():
        screen = owner(home)
        if not issubclass(screen, Screen):
            continue
        own = tuple(binding for _key, binding in screen._merged_bindings or ())
        found.append(own if issubclass(screen, ModalScreen) else own + app)
    return found
