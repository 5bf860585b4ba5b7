"""One line of text in front of a moment: a command by its words, an hour, a reason, the word `quit`."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from kiosk.cleaning import clean, shown
from kiosk.language import words
from screens.dialogs.dialog import Dialog
from screens.keys.keymap import key
from screens.keys.shared import helping, out
from screens.widgets.field import Field

_, ngettext = words("dialogs")


class Line(Dialog[str], inherit_bindings=False):
    """Asks for one line; "" when the person left with ESC."""

    AUTO_FOCUS = "Field"
    BINDINGS: ClassVar[list[BindingType]] = [out(), helping("app.help")]

    def __init__(self, question: str, detail: str = "", value: str = "", limit: int = 1_000) -> None:
        super().__init__()
        self._question, self._detail, self._value, self._limit = question, detail, value, limit

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content(shown(self._question)), classes="question")
            yield Field(self._value, max_length=self._limit)
            if self._detail:
                yield Static(Content(shown(self._detail, multiline=True)), classes="detail")
            yield Static(
                Content(_("{key[line.take]}  take it      {key[dialog.back]}  back").format(key=key)),
                classes="answers",
            )

    def on_mount(self) -> None:
        """Select the given value: typing replaces it, an arrow keeps it."""
        if self._value:
            self.query_one(Field).select_all()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.answer(clean(event.value).strip())

    def action_leave(self) -> None:
        self.answer("")
