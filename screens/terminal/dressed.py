"""What both programs on a wall have in common: a look, and how it is painted on this terminal.

The kiosk and the second screen wear the same themes, and on a plain console each sign its ASCII twin.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import App
from textual.filter import ANSIToTruecolor, LineFilter
from textual.theme import Theme

from screens.terminal.themes import CONSOLE, LOOKS, NIGHT, THEMES


class Dressed(App[int], inherit_bindings=False):
    """An app in one of the kiosk's looks. `plain` is True on a console without half blocks."""

    plain = False

    def dress(self, wish: str) -> None:
        """Put on a theme before anything is styled; later, setting `theme` parses every stylesheet again."""
        for theme in THEMES:
            self.register_theme(theme)
        self.set_reactive(App.theme, wish if wish in LOOKS else NIGHT.name)
        self.stylesheet.set_variables(self.get_css_variables())
        # No screen shows a tooltip (there is no mouse) nor a toast; Textual would mount two widgets for them
        # on each. It has no public switch for that.
        self._disable_tooltips = self._disable_notifications = True

    @property
    def current_theme(self) -> Theme:
        """The look of the wall. Every widget asks for it at every painting, so it is not searched for."""
        return LOOKS.get(self.theme) or super().current_theme

    def get_line_filters(self) -> Sequence[LineFilter]:
        """On a plain console every sign is painted as its ASCII twin.

        No look uses the terminal's own sixteen colours by number, so no painted row is searched for them.
        """
        filters = [each for each in super().get_line_filters() if not isinstance(each, ANSIToTruecolor)]
        if not (self.plain or self.theme == CONSOLE.name):
            return filters
        from screens.terminal.plain_signs import PlainSigns

        return [*filters, PlainSigns()]
