"""A test of a badge scanner: the wall shows a code, or people scan a badge, and see what arrived.

If the scanner types with another keyboard layout, its letters can be read as what they mean from then on.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content

from kiosk.cleaning import shown
from kiosk.language import N_, words
from screens.dialogs.dialog import Dialog
from screens.hardware.scanner_layout import TEST, Layout, compared
from screens.keys.keymap import key
from screens.keys.shared import helping, next_step, out
from screens.widgets.prose import Prose
from screens.widgets.qr import QrCode
from screens.widgets.symbols import plain

_, ngettext = words("devices")


class Scanning(Dialog[Layout | None], inherit_bindings=False):
    """Waits for a badge; the answer is the layout to keep, None to change nothing."""

    DEFAULT_CSS = """
    Scanning #code { width: 3fr; height: 1fr; }
    Scanning #beside { width: 2fr; min-width: 34; height: 1fr; padding: 0 1; }
    Scanning #beside Prose { height: auto; padding-bottom: 1; }
    Scanning #keys { height: 1; padding: 0 2; color: $accent; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [out(), helping("app.help"), next_step("leave", N_("back"))]

    def __init__(self) -> None:
        super().__init__()
        self._found: Layout | None = None

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield QrCode(id="code", plain=plain(self))
            with Vertical(id="beside"):
                yield Prose(Content.styled(_("Scan this code, or a badge."), "bold $primary"), id="title")
                yield Prose(id="arrived")
                yield Prose(id="finding")
        yield Prose(Content(_("{key[moment.next]}  back").format(key=key)), id="keys")

    def on_resize(self) -> None:
        self.call_after_refresh(self.query_one(QrCode).update, TEST)

    def scanned(self, read: str) -> bool:
        """Show what arrived, and what that says of the scanner's keyboard layout."""
        self._found = compared(read)
        self.query_one("#arrived", Prose).update(
            Content.assemble(_("This arrived:"), "\n", (shown(read), "bold $accent"))
        )
        self.query_one("#finding", Prose).update(Content(finding(self._found)))
        return True

    def action_leave(self) -> None:
        self.answer(self._found if self._found is not None and self._found.whole else None)


def finding(layout: Layout | None) -> str:
    """Return what a test says of the scanner, in whole sentences."""
    if layout is None:
        return _("The scanner is heard. Is this what stands on the badge? Scan the code to make sure.")
    if not layout.whole:
        return _("Some letters are missing. Set the scanner to the kiosk's keyboard layout: see its booklet.")
    if not layout.arrives and not layout.lost:
        return _("Every letter is right. This scanner works.")
    told = [_("The scanner types with another keyboard layout.")]
    if layout.arrives:
        pairs = zip(layout.arrives, layout.means, strict=True)
        swapped = "  ".join(f"{arrived}→{meant}" for arrived, meant in pairs)
        told.append(_("From now on these are read as they were meant: {letters}").format(letters=swapped))
    if layout.lost:
        told.append(
            _("These cannot be told apart, so set the scanner up anew: {letters}").format(
                letters=" ".join(layout.lost)
            )
        )
    return "\n".join(told)
