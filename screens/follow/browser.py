"""A browser as the terminal of a second screen: Textual's driver for that, which ends with its other end."""

from __future__ import annotations

from textual.drivers.web_driver import WebDriver


class Browser(WebDriver):
    """Once nobody sends keys any more, whoever served this is gone, and nobody looks."""

    def run_input_thread(self) -> None:
        super().run_input_thread()
        self._app.call_later(self._app.exit, 0)
