"""Every key of both programs, by its id, as the screens declare them.

A screen is imported when one of its keys is asked about: the first frame waits for none of them.
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
"""The first word of an id, and the module and class that declare the key, where that is no place. A class may
use others' ids too."""
PLACES = "screens.app.places"
"""The table of places: each declares the keys whose ids begin with its name."""

FIXED = ("line.", "correcting.", "dialog.", "choice.row-", "follow.stop")
"""Beginnings of the ids that no setting moves: what edits a line, leaves it, or is the number of a row."""

WHILE_TYPING = ("text.take", "welcome.next", "welcome.back", "welcome.demo")
"""What is pressed while a text is written: a key that types something would never reach it."""


@cache
def homes() -> dict[str, Callable[[], type[DOMNode]]]:
    """Return what gives the class that declares the ids which begin with a word, by that word."""
    placed = {place.name: place.load for place in import_module(PLACES).PLACES}
    return {**{home: partial(_class, *where) for home, where in ELSEWHERE.items()}, **placed}


def _class(module: str, name: str) -> type[DOMNode]:
    found: type[DOMNode] = getattr(import_module(module), name)
    return found


def owner(home: str) -> type[DOMNode]:
    """Return the class that declares the ids which begin with this word."""
    return homes()[home]()


@cache
def of(home: str) -> dict[str, Binding]:
    """Return what the class binds itself, by id, in its own order."""
    bindings = [each for each in owner(home).__dict__.get("BINDINGS", []) if isinstance(each, Binding)]
    return {each.id: each for each in bindings if each.id}


def default(name: str) -> tuple[str, ...]:
    """Return the keys that an id has when nobody moved it. Raises KeyError for an id that is none."""
    keys = shared.KEYS.get(name) or of(name.partition(".")[0])[name].key
    return tuple(keys.split(","))


def every() -> dict[str, Binding]:
    """Return every key by its id: first those that are shared, then home by home. Imports all screens."""
    found: dict[str, Binding] = {}
    for home in homes():
        for name, binding in of(home).items():
            found.setdefault(name, binding)
    return {**{name: found[name] for name in shared.KEYS}, **found}


def movable(name: str) -> bool:
    """Return True if kiosk.toml may give this id another key."""
    return not name.startswith(FIXED)


def together() -> list[tuple[Binding, ...]]:
    """Return, for each screen, all bindings that are active on it at once."""
    app = tuple(of("app").values())
    found: list[tuple[Binding, ...]] = [tuple(of("follow").values())]
    for home in homes():
        screen = owner(home)
        if not issubclass(screen, Screen):
            continue
        own = tuple(each for _key, each in screen._merged_bindings or ())
        found.append(own if issubclass(screen, ModalScreen) else own + app)
    return found
