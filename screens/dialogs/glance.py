"""Sentences about one person, shown briefly: any key closes them, or time does; they are kept nowhere."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.widgets import Static

from kiosk.cleaning import shown
from kiosk.language import words
from screens.dialogs.dialog import Dialog

_, ngettext = words("dialogs")


class Glance(Dialog[None], inherit_bindings=False):
    """`title` is a person's name, `lines` are sentences."""

    SECONDS: ClassVar[float] = 20.0

    def __init__(self, title: str, lines: list[str]) -> None:
        super().__init__()
        self._title, self._lines = title, lines

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content(shown(self._title)), classes="question")
            yield Static(Content(shown("\n".join(self._lines), multiline=True)))
            note = _("Nothing of this is recorded. Any key closes it; it closes by itself.")
            yield Static(Content(note), classes="detail")

    def on_mount(self) -> None:
        self.set_timer(self.SECONDS, self._pass)

    def on_key(self, event: Key) -> None:
        event.stop()
        event.prevent_default()
        self._pass()

    def _pass(self) -> None:
        self.answer(None)
