"""Several lines of text in front of a moment: a proposal, its next version."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from kiosk.cleaning import clean, has_visible, shown
from kiosk.language import N_, words
from screens.dialogs.dialog import Dialog
from screens.keys.keymap import key
from screens.keys.shared import helping, out
from screens.widgets.page import Page

_, ngettext = words("dialogs")


class Lines(Dialog[str], inherit_bindings=False):
    """Asks for a text; F2 takes it, ESC leaves with "" (the text stays in `written`)."""

    AUTO_FOCUS = "Page"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "take", N_("take it"), id="text.take"),
        out(),
        helping("app.help"),
    ]

    def __init__(self, question: str, value: str = "") -> None:
        super().__init__()
        self._question, self._value, self.written = question, value, ""

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog tall"):
            yield Static(Content(shown(self._question)), classes="question")
            yield Page(self._value, id="text")
            yield Static(
                Content(_("{key[text.take]}  take it      {key[dialog.back]}  back").format(key=key)),
                classes="answers",
            )

    def on_mount(self) -> None:
        page = self.query_one(Page)
        page.move_cursor(page.document.end)

    def action_take(self) -> None:
        text = clean(self.query_one(Page).text, multiline=True).rstrip()
        while text and not (lines := text.partition("\n"))[0].strip():
            text = lines[2]  # the first line keeps its indentation
        self.answer(text if has_visible(text) else "")

    def action_leave(self) -> None:
        self.written = self.query_one(Page).text
        self.answer("")
