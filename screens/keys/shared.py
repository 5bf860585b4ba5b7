"""Keys that mean the same wherever they work: one id each, so that one line of kiosk.toml moves them all."""

from __future__ import annotations

from textual.binding import Binding

from kiosk.language import N_, words

_, ngettext = words("keys")

KEYS = {
    "moment.next": "space",
    "moment.back": "escape",
    "dialog.back": "escape",
    "app.help": "f1,question_mark",
    "question.yes": "y,Y",
    "question.no": "n,N",
}
"""Id -> the key it has unless moved."""

MEANINGS = {
    "moment.next": N_("the next step, the one that the last lines name"),
    "moment.back": N_("back, at last to the floor; between meetings to the lobby"),
    "dialog.back": N_("out of a question or a text"),
    "app.help": N_("all keys"),
    "question.yes": N_("yes"),
    "question.no": N_("no"),
}
"""Id -> what it does, for the table of keys: the labels differ from screen to screen."""


def next_step(action: str, label: str) -> Binding:
    """Return the binding of the next step of a screen."""
    return _shared("moment.next", action, label)


def back(action: str = "leave", label: str = N_("back"), *, show: bool = True) -> Binding:
    """Return the binding that leads back to the present moment of the evening."""
    return _shared("moment.back", action, label, show=show)


def out(action: str = "leave", label: str = N_("back")) -> Binding:
    """Return the binding that leaves a dialog. It stays ESC: in a line every other key may be a letter."""
    return _shared("dialog.back", action, label)


def helping(action: str = "help", label: str = N_("keys")) -> Binding:
    """Return the binding that shows all keys."""
    return _shared("app.help", action, label, sign="?")


def yes(action: str, label: str) -> Binding:
    """Return the binding that says yes to a question."""
    return _shared("question.yes", action, label, sign="Y")


def no(action: str, label: str) -> Binding:
    """Return the binding that says no to a question."""
    return _shared("question.no", action, label, sign="N")


def _shared(name: str, action: str, label: str, *, sign: str = "", show: bool = True) -> Binding:
    return Binding(KEYS[name], action, label, key_display=sign or None, show=show, id=name)
