"""The keys of this moment: the likeliest first, dropped from the right if they do not fit; `? keys` stays.

It shows keys that work: a key that is not possible now is grey, and one that the desk would refuse is hidden.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from textual.binding import ActiveBinding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from kiosk.language import contexts, words
from screens.keys.keymap import in_a_line, key, key_name
from screens.keys.labels import label
from screens.keys.names import PLAIN, types
from screens.terminal.written import once_written
from screens.widgets.field import InOrder
from screens.widgets.symbols import plain

_, ngettext = words("keybar")
pgettext, npgettext = contexts("keybar")


def typing(screen: Screen[object]) -> bool:
    """True if letters go into a line or a page now."""
    return isinstance(screen.focused, InOrder)


def offered(screen: Screen[object], *, shown: bool = False) -> Iterator[ActiveBinding]:
    """Yield the keys that do something now: those that their screen or the app `offers`, without a line's
    letters.

    A key that is not offered may still answer with the reason. `shown` also skips, without a question to the
    desk, the keys that are never in the row.
    """
    letters, asked = typing(screen), dict[tuple[object, str], bool]()
    for active in screen.active_bindings.values():
        binding, offers = active.binding, getattr(active.node, "offers", None)
        if shown and not (binding.show and binding.description):
            continue
        if letters and types(binding.key):
            continue
        question = (active.node, binding.action)  # ask once for `u` and `U`
        if question not in asked:
            asked[question] = offers is None or offers(binding.action)
        if asked[question]:
            yield active


class KeyBar(Widget):
    """The row of keys, from the screen's active bindings; keys that are not possible now are hidden or
    grey."""

    DEFAULT_CSS = """
    KeyBar { height: 1; width: 100%; padding: 0 2; color: $text-muted; text-wrap: nowrap; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.set_reactive(Widget.auto_links, False)
        self._shown: list[tuple[str, str, bool]] = []
        self._help = "?"
        self.awaited = False
        """True while the row waits for the rest of the wall to be painted."""

    def refresh_later(self) -> None:
        """Read the bindings again once the rest is on the wall."""
        if not self.awaited:
            self.awaited = True
            once_written(self, self.refresh_awaited)

    def refresh_awaited(self) -> None:
        """Read the bindings again if `refresh_later` was called."""
        if self.awaited and self.is_mounted:
            self.refresh_keys()

    def refresh_keys(self) -> None:
        """Read the bindings again; an equal row is not painted again."""
        self.awaited = False
        rows: list[tuple[str, str, bool]] = []
        seen: set[str] = set()
        letters = typing(self.screen)
        for active in offered(self.screen, shown=True):
            binding = active.binding
            name = key_name(binding, line=letters)
            name = PLAIN.get(name, name) if plain(self) else name
            if name not in seen:
                seen.add(name)
                rows.append((name, label(active), active.enabled))
        # A question mark would be typed into the open line.
        helped = in_a_line("app.help") if letters else key["app.help"]
        if (rows, helped) != (self._shown, self._help):
            self._shown, self._help = rows, helped
            self.refresh()

    def render(self) -> Content:
        """Return the row in the present number of columns."""
        rest = [row for row in self._shown if row[0] not in (self._help, key["app.help"])]
        # Translators: what ? or F1 shows, at the end of the row of keys.
        keys = pgettext("after ? or F1", "keys")
        last = f"{self._help} {keys}" if self._help else ""
        room = self.content_size.width - cell_len(last) - 2
        if sum(cell_len(name) + cell_len(caption) + 3 for name, caption, _enabled in rest) > room:
            # Too narrow for all: show the keys that work now, without the grey ones.
            rest = [row for row in rest if row[2]]
        parts: list[Content | str | tuple[str, str]] = []
        for name, caption, enabled in rest:
            width = cell_len(name) + cell_len(caption) + 3
            if width > room:
                break
            room -= width
            parts += [(name, "bold $foreground" if enabled else "$text-disabled"), " "]
            parts += [(caption, "" if enabled else "$text-disabled"), "  "]
        if last:
            parts += [(self._help, "bold $foreground"), f" {keys}"]
        return Content.assemble(*parts)
