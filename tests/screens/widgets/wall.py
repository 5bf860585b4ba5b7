"""A bare app with the kiosk's four looks, for looking at one widget by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.app import App, ComposeResult
from textual.widget import Widget

from screens.themes import THEMES

LOOKS = tuple(theme.name for theme in THEMES)
SIZES = ((80, 24), (120, 36), (160, 45))


class Wall(App[None]):
    """Shows what `make` gives, in one of the kiosk's themes; no cursor blinks and nothing moves."""

    CSS = "Screen { background: $background; color: $foreground; }"
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self, make: Callable[[], Iterable[Widget]], look: str = "kiosk-night", css: str = ""
    ) -> None:
        super().__init__()
        self._make, self._look = make, look
        self.animation_level = "none"
        if css:
            self.CSS += css  # type: ignore[misc]

    def compose(self) -> ComposeResult:
        yield from self._make()

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = self._look
