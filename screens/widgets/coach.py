"""The coach lines: what to do, then what to say, for a facilitator who was drawn ten minutes ago."""

from __future__ import annotations

from textual.content import Content

from kiosk.cleaning import shown
from screens.widgets.prose import Prose


class Coach(Prose):
    """Two whole sentences with the person's name in them; they wrap and are never cut."""

    DEFAULT_CSS = """
    Coach { height: auto; min-height: 2; padding: 0 2; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines = ("", "")

    def show(self, do: str, say: str = "") -> None:
        """Show what to do next and the words to say, "" for none. Equal lines are not painted again."""
        if (do, say) == self._lines:
            return
        self._lines = (do, say)
        parts: list[Content | tuple[str, str]] = [(shown(do), "$primary")]
        if say:
            parts += [("\n" if do else "", ""), (shown(say), "bold")]
        self.update(Content.assemble(*parts))
