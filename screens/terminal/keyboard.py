"""The keyboard as bytes: whatever a terminal sends, the kiosk reads on.

Textual's driver reads strict UTF-8 and ends the app at the first byte that is none: the ALT key of an old
terminal, its mouse, a keyboard set to another encoding. Here such a byte is a sign that no key answers to.
"""

from __future__ import annotations

from codecs import IncrementalDecoder, getincrementaldecoder
from collections.abc import Callable

from textual.drivers import linux_driver


def lenient(encoding: str) -> Callable[[], IncrementalDecoder]:
    """As `codecs.getincrementaldecoder`, but what cannot be decoded becomes U+FFFD."""
    return lambda: getincrementaldecoder(encoding)("replace")


class Keyboard(linux_driver.LinuxDriver):
    """Textual's driver for terminals, that no byte can end."""

    def run_input_thread(self) -> None:
        # The driver makes its decoder from this name and offers no other door; it is a function to mypy.
        linux_driver.getincrementaldecoder = lenient  # type: ignore[assignment,attr-defined]
        super().run_input_thread()
