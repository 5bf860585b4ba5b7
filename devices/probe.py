"""What is plugged in and works: one plain sentence a device, for the devices screen and the command line.

It looks and asks, but opens no port, plays nothing and sends no packet. A check that cannot be made says so
and stops nothing. A device that is "missing" or "failed" gets a sign in the top line; one that is "off" does
not.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from devices.buttons import TalkingPiece
from devices.chime import CardChime
from devices.clock import SystemClock
from devices.hardware import RandomDevice
from kiosk.language import contexts, words
from kiosk.ports import Buttons, Clock, DeviceLine, Piece

_, ngettext = words("devices")
pgettext, npgettext = contexts("devices")

_OLDEST = 1_735_689_600
"""2025-01-01: a clock that says less has lost its battery."""
_LOW = 200_000_000
"""Bytes free below which the card counts as nearly full: a year's journal is a few megabytes."""


def probe(
    folder: Path,
    address: Callable[[], str],
    *,
    clock: Clock | None = None,
    system: Path = Path("/"),
    surroundings: Mapping[str, str] = os.environ,
    random: RandomDevice | None = None,
    chime: CardChime | None = None,
    buttons: Buttons | None = None,
) -> list[DeviceLine]:
    """Return a line a device, in the order of an evening; may take a second, so not on the screens' loop.

    `folder` is where the assembly is kept, `address` returns the one phones can reach ("" if none), `random`
    is the kiosk's random device, `chime` its sound, `buttons` its talking piece. The rest is for tests:
    `system` holds /sys and /proc, `surroundings` the environment.
    """
    clock = clock or SystemClock()
    return [
        _clock(clock, system),
        (chime or CardChime(system=system)).line(),
        (buttons or TalkingPiece(Piece)).line(),
        _network(address),
        (random or RandomDevice(lambda: "", folder, clock)).line(),
        _colours(surroundings),
        _card(folder),
    ]


def _clock(clock: Clock, system: Path) -> DeviceLine:
    name = pgettext("a row of what is plugged in and well", "clock")
    battery = _battery(system)
    if clock.synchronised():
        sentence = (
            _("The clock follows a time server.")
            if battery
            else _("The clock follows a time server. It has no battery of its own.")
        )
        return DeviceLine(name, "ok", sentence)
    if battery:
        return DeviceLine(name, "ok", _("The clock has a battery of its own; no time server is reached."))
    return DeviceLine(
        name,
        "missing",
        _("The clock has no battery, and no time server is reached: compare it with a watch."),
    )


def _battery(system: Path) -> bool:
    """True if a real-time clock of this machine still knows roughly what year it is."""
    for device in sorted((system / "sys/class/rtc").glob("rtc*")):
        try:
            if int((device / "since_epoch").read_text("ascii")) >= _OLDEST:
                return True
        except (OSError, ValueError):
            continue
    return False


def _network(address: Callable[[], str]) -> DeviceLine:
    name = pgettext("a row of what is plugged in and well", "network")
    try:
        reached = address()
    except OSError:
        reached = ""
    if reached:
        return DeviceLine(name, "ok", _("Phones in this network reach {address}.").format(address=reached))
    return DeviceLine(name, "missing", _("There is no network; minutes leave on paper or a stick."))


def _colours(surroundings: Mapping[str, str]) -> DeviceLine:
    name = pgettext("a row of what is plugged in and well", "colours")
    if surroundings.get("TERM") == "linux":
        return DeviceLine(
            name, "off", _("This console has 16 colours and few signs; letters stand in for them.")
        )
    wide = (surroundings.get(kind, "") for kind in ("COLORTERM", "TEXTUAL_COLOR_SYSTEM"))
    if any(colours in ("truecolor", "24bit") for colours in wide):
        return DeviceLine(name, "ok", _("This terminal shows every colour."))
    return DeviceLine(name, "ok", _("This terminal shows 256 colours or fewer; that is enough."))


def _card(folder: Path) -> DeviceLine:
    name = pgettext("a row of what is plugged in and well", "card")
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return DeviceLine(name, "missing", _("Nobody can say how full the card is."))
    if not os.access(folder, os.W_OK):
        return DeviceLine(name, "missing", _("The card cannot be written: nothing will be recorded."))
    if free < _LOW:
        sentence = _("Only {size} are free on the card: make room, or nothing will be recorded.")
        return DeviceLine(name, "missing", sentence.format(size=_size(free)))
    return DeviceLine(name, "ok", _("{size} are free on the card.").format(size=_size(free)))


def _size(free: int) -> str:
    if free >= 1_000_000_000:
        return _("{n} GB").format(n=f"{free / 1e9:,.0f}")
    return _("{n} MB").format(n=f"{free / 1e6:,.0f}")
