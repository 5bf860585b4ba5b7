"""The base of all dialogs, which are in front of a moment and answered once."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.screen import ModalScreen

from screens.keys import keymap

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer], Generic[Answer], inherit_bindings=False):
    """A dialog; of two keys at once, the second finds it closed and answers nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._bindings = keymap.moved(self._bindings)

    def scanned(self, read: str) -> bool:
        """Take a badge as the scanner typed it; False if this dialog asks for none."""
        return False

    def answer(self, result: Answer) -> None:
        """Give the answer to the caller and close."""
        if self.app.screen is self:
            self.dismiss(result)
