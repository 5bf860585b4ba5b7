"""A bare app with the kiosk's four looks, for testing one widget."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from unicodedata import category

from textual.app import App, ComposeResult
from textual.widget import Widget

from kiosk.cleaning import JOINERS
from screens.terminal.themes import THEMES

LOOKS = tuple(theme.name for theme in THEMES)
SIZES = ((80, 24), (120, 36), (160, 45))


class Wall(App[None]):
    """Shows what `make` returns, in one of the kiosk's themes; no cursor blinks and nothing moves."""

    CSS = "Screen { background: $background; color: $foreground; }"
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self, make: Callable[[], Iterable[Widget]], look: str = "kiosk-night", css: str = ""
    ) -> None:
        super().__init__()
        self._make, self._look = make, look
        self.animation_level = "none"
        self._css = css

    def compose(self) -> ComposeResult:
        yield from self._make()

    def on_load(self) -> None:
        """Add the test's own rules before the first layout."""
        self.stylesheet.add_source(self._css, read_from=("test", ""))

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = self._look


def harmless(app: App[None]) -> bool:
    """True if no cell of the screen has an action or a link, and no control character is painted."""
    segments = [segment for strip in app.screen._compositor.render_strips() for segment in strip]
    signs = {sign for segment in segments for sign in segment.text} - JOINERS
    clean = not any(category(sign)[0] == "C" for sign in signs)
    return clean and not any(
        segment.style and (segment.style.link or "@click" in segment.style.meta) for segment in segments
    )


def repaints(app: App[None]) -> list[set[str]]:
    """Return a list that gets the class names of the widgets of each repaint from now on."""
    seen: list[set[str]] = []
    compositor = app.screen._compositor
    update = compositor.update_widgets

    def noted(widgets: set[Widget]) -> None:
        seen.append({type(widget).__name__ for widget in widgets})
        update(widgets)

    compositor.update_widgets = noted  # type: ignore[method-assign]  # of this instance, for one test
    return seen
