"""A short list in front of a moment, answered by a number, or with the arrows and ENTER."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from kiosk.cleaning import shown
from kiosk.language import N_, words
from screens.dialogs.dialog import Dialog
from screens.keys.keymap import key
from screens.keys.shared import helping, next_step, out
from screens.widgets.prose import Prose
from screens.widgets.symbols import plain, symbol

_, ngettext = words("dialogs")

NUMBERED = 9


class Choice(Dialog[int], inherit_bindings=False):
    """A choice of one of `rows`, `chosen` is marked at first; answered with its place, -1 for none (ESC)."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", N_("take it"), id="choice.take"),
        next_step("take", N_("take it")),
        Binding("down", "move(1)", N_("next"), show=False, id="choice.down"),
        Binding("up", "move(-1)", N_("before"), show=False, id="choice.up"),
        *(
            Binding(
                str(n), f"number({n})", "" if n > 1 else N_("take that row"), show=False, id=f"choice.row-{n}"
            )
            for n in range(1, NUMBERED + 1)
        ),
        out(),
        helping("app.help"),
    ]

    def __init__(self, question: str, rows: list[str], chosen: int = 0) -> None:
        super().__init__()
        self._question, self._rows, self._chosen = question, rows, chosen

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Prose(Content(shown(self._question)), classes="question")
            yield Prose(id="rows")
            yield Prose(
                Content(
                    _(
                        "{key[choice.take]}  take it      {key[choice.up+choice.down]}  choose      "
                        "{key[dialog.back]}  back"
                    ).format(key=key)
                ),
                classes="answers",
            )

    def on_mount(self) -> None:
        self._show()

    def _show(self) -> None:
        parts: list[tuple[str, str]] = []
        for place, row in enumerate(self._rows):
            chosen = place == self._chosen
            parts += [
                (f"{symbol('chosen', plain(self)) if chosen else ' '} ", "bold $accent"),
                (f"{place + 1 if place < NUMBERED else ' '}  ", "bold $primary"),
                (shown(row), "bold" if chosen else ""),
                ("\n", ""),
            ]
        self.query_one("#rows", Prose).update(Content.assemble(*parts[:-1]))

    def action_move(self, rows: int) -> None:
        self._chosen = (self._chosen + rows) % len(self._rows)
        self._show()

    def action_number(self, number: int) -> None:
        if number <= len(self._rows):
            self.answer(number - 1)

    def action_take(self) -> None:
        self.answer(self._chosen)

    def action_leave(self) -> None:
        self.answer(-1)
