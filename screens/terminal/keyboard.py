"""The keyboard as bytes: the kiosk reads on after any byte that a terminal sends.

Textual's driver reads strict UTF-8 and ends the app at the first other byte: the ALT key of an old
terminal, its mouse, a keyboard with another encoding. Here such a byte is a character that no key uses.
Its parser ends the app, too, or types what it does not know: see `screens.terminal.reports`.
"""

from __future__ import annotations

from codecs import IncrementalDecoder, getincrementaldecoder
from collections.abc import Callable
from typing import cast

from textual.drivers import linux_driver

from screens.terminal.dressed import Dressed
from screens.terminal.reports import Reports


def lenient(encoding: str) -> Callable[[], IncrementalDecoder]:
    """Return a decoder factory like `codecs.getincrementaldecoder`'s, with U+FFFD for undecodable bytes."""
    return lambda: getincrementaldecoder(encoding)("replace")


class Keyboard(linux_driver.LinuxDriver):
    """Textual's driver for terminals, which no byte can end."""

    def run_input_thread(self) -> None:
        heard = cast("Dressed", self._app).heard

        def reports(debug: bool) -> Reports:
            return Reports(debug, heard)

        # The driver has no other hook: it makes both from these names, a function and a class for mypy.
        linux_driver.getincrementaldecoder = lenient  # type: ignore[assignment,attr-defined]
        linux_driver.XTermParser = reports  # type: ignore[assignment,attr-defined]
        super().run_input_thread()
