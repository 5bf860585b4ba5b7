"""A browser as the terminal of a second screen: Textual's driver for it, ending with the connection."""

from __future__ import annotations

from textual.drivers.web_driver import WebDriver


class Browser(WebDriver):
    """A driver that ends the app with its input: then the browser is gone, and the app would run for
    nobody."""

    def run_input_thread(self) -> None:
        super().run_input_thread()
        self._app.call_later(self._app.exit, 0)
