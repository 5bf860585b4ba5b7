"""The base of both programs on a wall: a look, and how it is painted on this terminal.

The kiosk and the second screen use the same themes, and on a plain console an ASCII twin for each sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from textual.app import App
from textual.filter import ANSIToTruecolor, LineFilter
from textual.theme import Theme

from screens.terminal.heard import Heard
from screens.terminal.themes import CONSOLE, LOOKS, NIGHT, THEMES


class Dressed(App[int], inherit_bindings=False):
    """An app in one of the kiosk's looks. `plain` is True on a console without half blocks."""

    plain = False

    @cached_property
    def heard(self) -> Heard:
        """Return the counts of what the keyboard sent and nobody understood."""
        return Heard()

    def dress(self, wish: str) -> None:
        """Set the theme before anything is styled; setting `theme` later parses every stylesheet again."""
        for theme in THEMES:
            self.register_theme(theme)
        self.set_reactive(App.theme, wish if wish in LOOKS else NIGHT.name)
        self.stylesheet.set_variables(self.get_css_variables())
        # No screen shows a tooltip (there is no mouse) nor a toast; Textual would mount two widgets for them
        # on each. It has no public switch for that.
        self._disable_tooltips = self._disable_notifications = True

    @property
    def current_theme(self) -> Theme:
        """Return the look of the wall, by one look-up: every widget asks for it at every painting."""
        return LOOKS.get(self.theme) or super().current_theme

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return Textual's filters, and on a plain console the one that paints each sign as its ASCII twin.

        No look uses the terminal's sixteen colours by number, so Textual's search of each row is dropped.
        """
        filters = [
            line_filter
            for line_filter in super().get_line_filters()
            if not isinstance(line_filter, ANSIToTruecolor)
        ]
        if not (self.plain or self.theme == CONSOLE.name):
            return filters
        from screens.terminal.plain_signs import PlainSigns

        return [*filters, PlainSigns()]
