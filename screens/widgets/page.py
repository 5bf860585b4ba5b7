"""A page to type or paste several lines into: a roster, an agenda, a proposal. Pasted text is cleaned."""

from __future__ import annotations

from textual.events import Paste
from textual.widgets import TextArea

from kiosk.cleaning import shown
from kiosk.typed.text_file import plain
from screens.widgets.field import InOrder


class Page(InOrder, TextArea):
    """Textual's TextArea, safe against what a clipboard may hold; TAB leaves it."""

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(
            shown(text, multiline=True), id=id, classes=classes, soft_wrap=True, tab_behavior="focus"
        )

    async def _on_paste(self, event: Paste) -> None:
        """Insert the pasted lines, cleaned. TABs stay: they part the cells of a spreadsheet.

        A terminal sends CR for a line end.
        """
        event.stop()
        event.prevent_default()
        pasted = "\t".join(shown(part, multiline=True) for part in plain(event.text).split("\t"))
        self.move_cursor(self.replace(pasted, *self.selection, maintain_selection_offset=False).end_location)
