"""A list that shows as many rows as fit, chosen when they are painted.

A list that asked for its height earlier would ask before the first layout, and show too few. It does not
scroll; the caller says how many more there are.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.widget import Widget

from kiosk.language import spoken

Rows = Callable[[int, int], list[Content]]
"""(columns, rows) -> the rows to show in them."""


class Fitted(Widget):
    """Rows made from a value `of`: an equal value in the same language is not painted again."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Fitted { width: 1fr; height: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._subject: object = None
        self._language = ""
        self._rows: Rows = lambda columns, rows: []

    def show(self, of: object, rows: Rows) -> None:
        """Show the rows of this value from now on."""
        if (of, spoken()) != (self._subject, self._language):
            self._subject, self._rows, self._language = of, rows, spoken()
            self.refresh()

    def render(self) -> Content:
        """Return as many rows as fit."""
        columns, rows = self.content_size
        return Content("\n").join(self._rows(columns, rows)[: max(0, rows)])
