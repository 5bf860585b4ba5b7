"""Rows of which as many are shown as there is room for, chosen when they are painted.

A list that asks beforehand how high it is would ask before the first layout, and show too few. It does not
scroll; who has more than fits says how many more.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.widget import Widget

from kiosk.language import spoken

Rows = Callable[[int, int], list[Content]]
"""Columns and rows -> what is shown in them."""


class Fitted(Widget):
    """`of` is what the rows are made of: an equal one in the same language is not painted again."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Fitted { width: 1fr; height: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._of: object = None
        self._language = ""
        self._rows: Rows = lambda columns, rows: []

    def show(self, of: object, rows: Rows) -> None:
        """Show these from now on."""
        if (of, spoken()) != (self._of, self._language):
            self._of, self._rows, self._language = of, rows, spoken()
            self.refresh()

    def render(self) -> Content:
        """As many rows as fit."""
        columns, rows = self.content_size
        return Content("\n").join(self._rows(columns, rows)[: max(0, rows)])
