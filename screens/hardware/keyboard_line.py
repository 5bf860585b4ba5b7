"""The keyboard's line on the devices screen: what it sent and nobody understood, counted."""

from __future__ import annotations

from kiosk.language import contexts, words
from kiosk.ports import DeviceLine
from screens.terminal.heard import Heard

_, ngettext = words("devices")
pgettext, npgettext = contexts("devices")


def keyboard_lines(heard: Heard) -> list[DeviceLine]:
    """Return the line of the keyboard, none if every key was understood. It is never a fault."""
    told = []
    if heard.ignored:
        told.append(
            ngettext(
                "{n} report of a key was not understood, and ignored.",
                "{n} reports of keys were not understood, and ignored.",
                heard.ignored,
            ).format(n=f"{heard.ignored:,}")
        )
    if heard.badges:
        told.append(
            ngettext(
                "{n} scanned badge was nobody's, and ignored.",
                "{n} scanned badges were nobody's, and ignored.",
                heard.badges,
            ).format(n=f"{heard.badges:,}")
        )
    name = pgettext("a row of what is plugged in and well", "keyboard")
    return [DeviceLine(name, "ok", " ".join(told))] if told else []
