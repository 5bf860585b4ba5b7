"""The keyboard as bytes: the kiosk reads on after any byte that a terminal sends.

Textual's driver reads strict UTF-8 and ends the app at the first other byte: the ALT key of an old
terminal, its mouse, a keyboard with another encoding. Here such a byte is a character that no key uses.
"""

from __future__ import annotations

from codecs import IncrementalDecoder, getincrementaldecoder
from collections.abc import Callable

from textual.drivers import linux_driver


def lenient(encoding: str) -> Callable[[], IncrementalDecoder]:
    """Return a decoder factory like `codecs.getincrementaldecoder`'s, with U+FFFD for undecodable bytes."""
    return lambda: getincrementaldecoder(encoding)("replace")


class Keyboard(linux_driver.LinuxDriver):
    """Textual's driver for terminals, which no byte can end."""

    def run_input_thread(self) -> None:
        # The driver has no other hook: it makes its decoder from this name, which is a function for mypy.
        linux_driver.getincrementaldecoder = lenient  # type: ignore[assignment,attr-defined]
        super().run_input_thread()
