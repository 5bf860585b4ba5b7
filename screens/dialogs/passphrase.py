"""The passphrase of the journal's key, typed without being shown.

Opening a key is slow on purpose, so it runs in a thread. ESC leaves it locked: the evening continues, with
entries that are not signed yet. Nothing that is typed here is kept.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from kiosk.cleaning import shown
from kiosk.errors import KioskError
from kiosk.language import N_, words
from screens.dialogs.dialog import Dialog
from screens.keys.keymap import key
from screens.keys.shared import helping, out
from screens.widgets.field import Field
from screens.widgets.prose import Prose

_, ngettext = words("dialogs")

LONGEST = 1_000


class Passphrase(Dialog[bool], inherit_bindings=False):
    """Asks until `opens` accepts the passphrase (it raises Refused for a wrong one); False if locked."""

    AUTO_FOCUS = "Field"
    BINDINGS: ClassVar[list[BindingType]] = [out(label=N_("leave it locked")), helping("app.help")]

    def __init__(self, opens: Callable[[str], None]) -> None:
        super().__init__()
        self._opens, self.busy = opens, False

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Prose(Content(_("Passphrase of the journal's key?")), classes="question")
            field = Field(max_length=LONGEST)
            field.password = True
            yield field
            yield Prose(self._why(), id="why", classes="detail")
            yield Prose(
                Content(
                    _("{key[line.take]}  open it      {key[dialog.back]}  leave it locked").format(key=key)
                ),
                classes="answers",
            )

    def _why(self) -> str:
        return _(
            "With it the journal is signed. Left locked, everything is recorded all the same, and not yet "
            "signed; {key[app.more]}, then {key[more.key]}, asks again."
        ).format(key=key)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        if not self.busy:
            self.busy = True
            self.query_one("#why", Prose).update(Content(_("Opening the key...")))
            self._open(event.value)

    @work
    async def _open(self, passphrase: str) -> None:
        try:
            await asyncio.to_thread(self._opens, passphrase)
        except KioskError as trouble:
            self.query_one(Field).clear()
            self.query_one("#why", Prose).update(Content.styled(shown(trouble.sentence), "bold $text-error"))
        else:
            self.answer(True)
        finally:
            self.busy = False

    def action_leave(self) -> None:
        if not self.busy:
            self.answer(False)
