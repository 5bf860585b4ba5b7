"""A question to the room, answered with Y or N."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from kiosk.cleaning import shown
from kiosk.language import N_, contexts, words
from screens.dialogs.dialog import Dialog
from screens.keys.keymap import key
from screens.keys.shared import helping, no, out, yes

_, ngettext = words("dialogs")
pgettext, npgettext = contexts("dialogs")


class Question(Dialog[bool | None], inherit_bindings=False):
    """A `question` in large words, with `rows` about its subject and `detail` below.

    True for yes, False for no, None for ESC.

    SPACE and ENTER answer nothing: a person who leans on the key of the next step must not close a meeting.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        yes("answer(True)", N_("yes")),
        no("answer(False)", N_("no")),
        out("answer(None)"),
        helping("app.help"),
    ]

    def __init__(
        self, question: str, detail: str = "", yes: str = "", no: str = "", rows: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self._question, self._detail, self._rows = question, detail, rows
        self._yes, self._no = yes or pgettext("answer", "yes"), no or pgettext("answer", "no")

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content(shown(self._question)), classes="question")
            if self._rows:
                yield Static(Content("\n".join(map(shown, self._rows))))
            if self._detail:
                yield Static(Content(shown(self._detail)), classes="detail")
            yield Static(
                Content(f"{key['question.yes']}  {self._yes}      {key['question.no']}  {self._no}"),
                classes="answers",
            )

    def action_answer(self, answer: bool | None) -> None:
        self.answer(answer)
