"""What is plugged in, and well. A gap is said here, never hidden, and never stops a meeting."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from kiosk.cleaning import shown
from kiosk.language import words
from screens.moment import Moment
from screens.widgets.prose import Prose

_, ngettext = words("devices")


class Devices(Moment):
    """One line a device: a word, a symbol, a plain sentence."""

    NAME = "devices"
    CSS_PATH = "devices.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "leave", "back", id="devices.back"),
        Binding("r,R", "look_again", "look again", key_display="R", id="devices.look"),
    ]

    def body(self) -> ComposeResult:
        yield Prose(id="lines")

    def redraw(self, touched: frozenset[str]) -> None:
        signs = {"ok": ("✓", "$success"), "off": ("○", "$text-muted")}
        parts: list[Content | str | tuple[str, str]] = []
        for line in self.house.devices():
            sign, style = signs.get(line.word, ("⚠", "$text-warning"))
            parts += [(f" {sign} ", style), (f"{line.name:<14}", "bold"), shown(line.sentence), "\n"]
        self.query_one("#lines", Prose).update(
            Content.assemble(*parts) if parts else Content(_("Looking what is plugged in..."))
        )

    def coach(self) -> tuple[str, str]:
        return _("Nothing here stops the meeting. R looks again; ESC goes back."), ""

    def action_look_again(self) -> None:
        self.house.probe_devices()
