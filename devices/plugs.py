"""Which random generators are plugged in, by the numbers of their plugs, and which one a person configured.

It looks at what the kernel lists and opens nothing. A port that could be anything, a modem or a bootloader,
is used only if a person put its path below /dev/serial/by-id into kiosk.toml.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from msgspec import Struct

from devices.generators import BOARD, Generator, by_kind, by_numbers
from kiosk.errors import DeviceFault
from kiosk.language import words
from kiosk.ports import Offer

_, ngettext = words("devices")

BY_ID = Path("/dev/serial/by-id")
"""Where the system names ports by the device plugged into them, in whichever port that is."""


class Plug(Struct, frozen=True):
    """A generator and the port that it is plugged into."""

    generator: Generator
    path: str


def _ports() -> list[Any]:
    """Return this machine's serial ports in a fixed order; [] if they cannot be listed."""
    from serial.tools import list_ports

    try:
        return sorted(list_ports.comports(), key=lambda port: str(port.device))
    except (OSError, ValueError, TypeError):  # the last two: unplugged while its numbers were read
        return []


def plugged() -> list[Plug]:
    """Return the known generators that are plugged in."""
    found = [(by_numbers(port.vid, port.pid), str(port.device)) for port in _ports()]
    return [Plug(generator, path) for generator, path in found if generator is not None]


def find(setting: str) -> Plug | None:
    """Return the generator that kiosk.toml asks for, None if it asks for none.

    `setting` is a kind (`truerng`) or a path below /dev/serial/by-id. Raises DeviceFault if it is not there.
    """
    if not setting:
        return None
    if Path(setting).parent == BY_ID:
        return _at(Path(setting))
    generator = by_kind(setting)
    if generator is None:
        sentence = _("kiosk.toml asks for a random source that the kiosk does not know: {setting}.")
        raise DeviceFault(sentence.format(setting=setting))
    for plug in plugged():
        if plug.generator is generator:
            return plug
    raise DeviceFault(_("No {device} is plugged in.").format(device=generator.name))


def _at(path: Path) -> Plug:
    """Return the plug at a path: a generator identified by its numbers, else a board."""
    if not path.exists():
        sentence = _("The random source that kiosk.toml names is not plugged in: {name}.")
        raise DeviceFault(sentence.format(name=path.name))
    real = os.path.realpath(path)
    for port in _ports():
        if os.path.realpath(port.device) == real:
            return Plug(by_numbers(port.vid, port.pid) or BOARD, str(path))
    return Plug(BOARD, str(path))


def offers() -> list[Offer]:
    """Return what could be configured: known generators first, then the other ports that have a name."""
    known = plugged()
    real = {os.path.realpath(plug.path) for plug in known}
    kinds = dict.fromkeys(plug.generator for plug in known)
    try:
        # kiosk.toml cannot hold a name with other characters.
        named = [path for path in BY_ID.iterdir() if path.name.isprintable()]
    except OSError:
        named = []
    names = sorted(path for path in named if os.path.realpath(path) not in real)
    return [
        *(Offer(generator.name, generator.kind) for generator in kinds),
        *(Offer(path.name, str(path)) for path in names),
    ]
