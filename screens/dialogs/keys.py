"""All keys of a moment, written from the bindings themselves, so that it cannot be out of date."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kiosk.language import N_, words
from screens.dialogs.dialog import Dialog
from screens.keys.shared import helping, next_step, out

_, ngettext = words("dialogs")


class Keys(Dialog[None], inherit_bindings=False):
    """`rows` are (key, what it does); any of ESC, ? and SPACE closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        out(),
        next_step("leave", N_("back")),
        helping("leave", N_("back")),
        Binding("down,pagedown", "scroll(8)", N_("read on"), show=False, id="keys.on"),
        Binding("up,pageup", "scroll(-8)", N_("read on"), show=False, id="keys.back"),
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
