"""The keys of this moment: the likeliest first, dropping off at the right; `? keys` is always there."""

from __future__ import annotations

from rich.cells import cell_len
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget

from kiosk.language import words
from screens.widgets.symbols import plain

_, ngettext = words("keybar")

NAMES = {
    "space": "SPACE",
    "escape": "ESC",
    "enter": "ENTER",
    "backspace": "BACKSPACE",
    "question_mark": "?",
    "exclamation_mark": "!",
    "colon": ":",
    "plus": "+",
    "minus": "-",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "tab": "TAB",
    "pageup": "PAGE ↑",
    "pagedown": "PAGE ↓",
}


PLAIN = {"↑": "UP", "↓": "DOWN", "←": "LEFT", "→": "RIGHT"}


def key_name(binding: Binding) -> str:
    """A key as it stands on the keyboard: `SPACE`, `A`, `F6`, `!`."""
    first = binding.key_display or binding.key.split(",")[0]
    return NAMES.get(first, first.upper())


class KeyBar(Widget):
    """Written from the bindings that the screen has active; what is not possible now is left out or grey."""

    DEFAULT_CSS = """
    KeyBar { height: 1; width: 100%; padding: 0 2; color: $text-muted; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown: list[tuple[str, str, bool]] = []

    def refresh_keys(self) -> None:
        """Read the screen's bindings again; equal rows are not painted again."""
        rows: list[tuple[str, str, bool]] = []
        seen: set[str] = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            name = key_name(binding)
            name = PLAIN.get(name, name) if plain(self) else name
            if binding.show and binding.description and name not in seen:
                seen.add(name)
                rows.append((name, binding.description, active.enabled))
        if rows != self._shown:
            self._shown = rows
            self.refresh()

    def render(self) -> Content:
        """The row in as many columns as there are when it is painted."""
        rest = [row for row in self._shown if row[0] != "?"]
        last = "? " + _("keys")
        room = self.content_size.width - cell_len(last) - 2
        if sum(cell_len(name) + cell_len(what) + 3 for name, what, _enabled in rest) > room:
            # No room for all: then those that can be pressed now, not the grey ones.
            rest = [row for row in rest if row[2]]
        parts: list[Content | str | tuple[str, str]] = []
        for name, what, enabled in rest:
            width = cell_len(name) + cell_len(what) + 3
            if width > room:
                break
            room -= width
            parts += [(name, "bold $foreground" if enabled else "$text-disabled"), " "]
            parts += [(what, "" if enabled else "$text-disabled"), "  "]
        return Content.assemble(*parts, ("?", "bold $foreground"), " " + _("keys"))
