"""The sound that goes with a warning, an end, a turn that is over: for now a silent one that says why.

A meeting needs no sound; where none can be heard the wall flashes instead, and the devices screen says what
is missing. PortAudio is looked for late, since finding it takes a while and its absence is ordinary.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from kiosk.language import words

_, ngettext = words("devices")

SOUNDS = ("warning", "end", "over")
"""What a chime can be asked for (`kiosk.ports.Chime`)."""


class Silent:
    """`kiosk.ports.Chime` that plays nothing: there is no sound yet, or no card, or no library."""

    def __init__(self, system: Path = Path("/")) -> None:
        self._system = system
        self._why: str | None = None

    def play(self, sound: str) -> None:
        """Raises ValueError for a sound that does not exist, as one that can be heard would."""
        if sound not in SOUNDS:
            raise ValueError(f"no such sound: {sound}")

    def fault(self) -> str:
        """Looks once, at the first question: up to a second."""
        if self._why is None:
            self._why = missing(self._system) or _("Chimes are not played yet; the wall flashes instead.")
        return self._why


def missing(system: Path = Path("/")) -> str:
    """What keeps this machine from sounding, one sentence; "" if nothing does. Plays and opens nothing."""
    if not cards(system):
        return _("There is no sound card; the wall flashes instead.")
    try:
        import_module("sounddevice")  # it looks for PortAudio when imported
    except (OSError, ImportError):
        return _("The sound library is missing (package libportaudio2); the wall flashes instead.")
    return ""


def cards(system: Path = Path("/")) -> list[str]:
    """The names of the sound cards that the kernel knows now; [] if there is none."""
    try:
        listed = (system / "proc/asound/cards").read_text("utf-8", "replace").splitlines()
    except OSError:
        return []
    # Two lines a card: ` 0 [vc4hdmi0       ]: vc4-hdmi - vc4-hdmi-0`, then where it is plugged in.
    return [line.partition("]:")[2].partition(" - ")[2].strip() for line in listed if "]:" in line]
