"""The screen shown if the assembly cannot be opened: what happened, that nothing was changed, what to do."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from kiosk.cleaning import shown
from kiosk.language import contexts, words
from screens.keys.keymap import key
from screens.widgets.bigtext import BigText
from screens.widgets.coach import Coach
from screens.widgets.keybar import KeyBar

_, ngettext = words("stopped")
pgettext, npgettext = contexts("stopped")


class Stopped(Screen[None], inherit_bindings=False):
    """One sentence, large enough for the room. It offers no repair: people read it and act."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self._sentence = sentence

    def compose(self) -> ComposeResult:
        with Vertical(id="body"):
            yield BigText(pgettext("the kiosk", "Stopped"))
            yield Static(Content(shown(self._sentence)), markup=False, id="sentence")
        yield Coach(id="coach")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        self.query_one(Coach).show(
            _("Nothing was changed. Write on paper meanwhile; restart the kiosk when this is mended."),
            _("{key[app.quit]}, then the word quit, leaves the kiosk.").format(key=key),
        )
        self.query_one(KeyBar).refresh_keys()
