"""Words of a moment that change as the evening goes on: a list, a reason, the coach's sentences.

Told what they say already, they cost nothing; told something else, they are painted, and the screen is laid
out anew only if they need more or less room than before. They are no line to type in.
"""

from __future__ import annotations

from textual.content import Content
from textual.visual import VisualType
from textual.widgets import Static


class Prose(Static):
    """Textual's Static for text that people wrote: never markup, and cheap to tell again."""

    def __init__(self, content: Content | str = "", *, id: str | None = None, classes: str | None = None):
        super().__init__(content, markup=False, id=id, classes=classes)
        self.set_reactive(Prose.auto_links, False)
        self._had: tuple[object, ...] = ()
        """What `_room` last gave, and for what."""

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Say this from now on."""
        before = self.visual
        if isinstance(content, Content) and isinstance(before, Content) and content.is_same(before):
            return
        around = (before, self.container_size, self.app.size, self.content_size)
        had = self._had[1] if self._had and self._had[0] == around else self._room()
        super().update(content, layout=False)
        wants = self._room()
        self._had = ((self.visual, *around[1:]), wants)
        if layout and (not self.content_size or had != wants):
            self.refresh(layout=True)

    def notify_style_update(self) -> None:
        """Another stylesheet or class: the words may want another room."""
        super().notify_style_update()
        self._had = ()

    def _room(self) -> tuple[int, int]:
        """The columns and rows that the words want where their box follows them; else 0."""
        container, screen, wide = self.container_size, self.app.size, self.content_size.width
        least = self.styles.min_height
        rows = (least.cells or 0) - self.gutter.height if least else 0
        if self.styles.is_auto_height:
            rows = max(rows, self.get_content_height(container, screen, wide))
        return self.get_content_width(container, screen) if self.styles.is_auto_width else 0, rows
