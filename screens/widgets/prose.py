"""Text of a moment that changes during the evening: a list, a reason, the coach's sentences.

An equal text costs nothing; another text is painted, and the screen is laid out again only if the text needs
more or less room than before. It is no line to type in.
"""

from __future__ import annotations

from textual.content import Content
from textual.visual import VisualType
from textual.widgets import Static


class Prose(Static):
    """Textual's Static for text that people wrote: never markup, and cheap to update."""

    def __init__(self, content: Content | str = "", *, id: str | None = None, classes: str | None = None):
        super().__init__(content, markup=False, id=id, classes=classes)
        self.set_reactive(Prose.auto_links, False)
        self._measured: tuple[object, ...] = ()
        """What `_room` last depended on, and its result."""

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Show this from now on."""
        before = self.visual
        if isinstance(content, Content) and isinstance(before, Content) and content.is_same(before):
            return
        around = (before, self.container_size, self.app.size, self.content_size)
        had = self._measured[1] if self._measured and self._measured[0] == around else self._room()
        super().update(content, layout=False)
        wants = self._room()
        self._measured = ((self.visual, *around[1:]), wants)
        if layout and (not self.content_size or had != wants):
            self.refresh(layout=True)

    def notify_style_update(self) -> None:
        """Forget the measured room after a change of stylesheet or class."""
        super().notify_style_update()
        self._measured = ()

    def _room(self) -> tuple[int, int]:
        """Return the columns and rows of the text where the box follows them; else 0."""
        container, screen, wide = self.container_size, self.app.size, self.content_size.width
        least = self.styles.min_height
        rows = (least.cells or 0) - self.gutter.height if least else 0
        if self.styles.is_auto_height:
            rows = max(rows, self.get_content_height(container, screen, wide))
        return self.get_content_width(container, screen) if self.styles.is_auto_width else 0, rows
