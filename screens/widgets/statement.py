"""A text that the room decides on: in large letters if they fit, else in ordinary ones.

Above it is a title, below it the details (what an amendment changed, the given reasons), both small. It holds
text that people wrote and never parses it; it is no page to write on.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from screens.widgets.bigtext import BigText
from screens.widgets.prose import Prose


class Statement(VerticalScroll, can_focus=False):
    """The widget; it scrolls if even the ordinary letters do not fit."""

    DEFAULT_CSS = """
    Statement { scrollbar-size: 1 1; }
    Statement > BigText { height: auto; min-height: 1; }
    Statement > Prose { height: auto; }
    Statement > .below { color: $text-muted; padding-top: 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = ""

    def compose(self) -> ComposeResult:
        yield Prose(id="title")
        yield BigText(id="large")
        yield Prose(id="words")
        yield Prose(id="below", classes="below")

    def show(self, text: str, title: Content, words: Content, below: Content) -> None:
        """Show a text: `text` in large letters, or `words`, the same in ordinary ones."""
        self._text = text
        for name, content in (("title", title), ("words", words), ("below", below)):
            self._prose(name).update(content)
        self.fit()

    def on_resize(self) -> None:
        self.fit()

    def fit(self) -> None:
        """Set the text for the present size."""
        large, width, room = self.query_one(BigText), self.container_size.width, self.container_size.height
        for name in ("title", "below"):
            told = self._prose(name)
            told.display = bool(told.visual) and str(told.visual) != ""
            if told.display:
                room -= (
                    told.get_content_height(self.container_size, self.app.size, width) + told.gutter.height
                )
        fits = bool(self._text) and large.rows_for(self._text, room, width) > 0
        large.display, self._prose("words").display = fits, not fits
        if fits:
            large.styles.max_height = room
            large.update(self._text)

    def _prose(self, name: str) -> Prose:
        return self.query_one(f"#{name}", Prose)
