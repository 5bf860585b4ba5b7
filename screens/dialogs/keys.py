"""All keys of a moment, written from the bindings themselves, so that it cannot be out of date."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kiosk.language import words
from screens.dialogs.dialog import Dialog

_, ngettext = words("dialogs")


class Keys(Dialog[None], inherit_bindings=False):
    """`rows` are (key, what it does); any of ESC, ? and SPACE closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,space,f1", "leave", "back"),
        Binding("down,pagedown", "scroll(8)", show=False),
        Binding("up,pageup", "scroll(-8)", show=False),
    ]

    def __init__(self, rows: list[tuple[str, str]]) -> None:
        super().__init__()
        self._rows = rows

    def compose(self) -> ComposeResult:
        width = max((len(key) for key, _what in self._rows), default=0)
        lines = "\n".join(f"{key.ljust(width)}   {what}" for key, what in self._rows)
        with Vertical(classes="dialog tall"):
            yield Static(Content(_("All keys")), classes="question")
            with VerticalScroll():
                yield Static(Content(lines))
            yield Static(Content(_("ESC  back")), classes="answers")

    def action_leave(self) -> None:
        self.answer(None)

    def action_scroll(self, rows: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)
