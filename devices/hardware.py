"""The random device of this kiosk, if a person has configured one: read for draws, and checked in between.

The result of its last use is kept in `cache/random.json`, for the devices screen: when that was, how fast it
sent, or what was wrong. That is no record: what a draw used, or could not use, is in the draw's own entry.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta, Struct

from devices import plugs
from devices.line import Opener, open_line
from devices.plugs import Plug
from kiosk.errors import DeviceFault
from kiosk.language import words
from kiosk.ports import Clock, DeviceLine, Diagnosis, Offer
from kiosk.terms import local, wall_text

if TYPE_CHECKING:
    from devices.reading import Reading

_, ngettext = words("devices")

_LATEST = 4_102_444_800_000
"""The end of 2099."""


class LastUse(Struct, frozen=True):
    """The last read of a generator of this `kind`: when (ms since 1970, minutes east of UTC), and its result.

    `rate` is in bytes a second; `fault` says why its bytes were dropped, "" if they were used.
    """

    kind: str
    wall: Annotated[int, Meta(ge=0, le=_LATEST)]
    offset: Annotated[int, Meta(ge=-840, le=840)]
    rate: int = 0
    fault: str = ""


class RandomDevice:
    """The configured device. `configured` reads kiosk.toml's setting each time, or raises DeviceFault.

    `find`, `offers` and `opener` are replaced for a made-up device.
    """

    def __init__(
        self,
        configured: Callable[[], str],
        folder: Path,
        clock: Clock,
        *,
        find: Callable[[str], Plug | None] = plugs.find,
        offers: Callable[[], list[Offer]] = plugs.offers,
        opener: Opener = open_line,
    ) -> None:
        self._configured, self._find, self._offers, self._opener = configured, find, offers, opener
        self._kept, self._clock = folder / "cache" / "random.json", clock

    def read(self) -> tuple[str, Reading] | None:
        """Return the kind of the device and 64 tested bytes; None if none is configured.

        Blocks up to the device's deadline. Raises DeviceFault with the reason if a configured device gives
        nothing usable.
        """
        plug = self._find(self._configured())
        if plug is None:
            return None
        from devices.reading import read  # most kiosks have no such device

        kind = plug.generator.kind
        try:
            reading = read(plug, self._opener)
        except DeviceFault as fault:
            self._keep(kind, fault=fault.sentence)
            raise
        self._keep(kind, rate=reading.rate)
        return kind, reading

    def diagnose(self) -> Diagnosis:
        """Read much more than a draw would, and report; blocks for seconds. Raises DeviceFault."""
        plug = self._find(self._configured())
        if plug is None:
            raise DeviceFault(_("No random source is in use, so there is none to test."))
        from devices.diagnosis import diagnose

        return diagnose(plug, self._opener)

    def line(self) -> DeviceLine:
        """Return the device's line; opens nothing."""
        name, setting, offers = _("random source"), "", self._offers()
        try:
            setting = self._configured()
            plug = self._find(setting)
        except DeviceFault as fault:
            sentence = _("{why} Draws use the system's randomness alone, and say so.")
            return DeviceLine(name, "missing", sentence.format(why=fault.sentence), setting, offers)
        if plug is None:
            return DeviceLine(name, "off", _unused(offers), offers=offers)
        word, sentence = self._last_result(plug)
        return DeviceLine(name, word, sentence, setting, offers)

    def _last_result(self, plug: Plug) -> tuple[str, str]:
        """Return the word and the sentence for a configured device that is plugged in."""
        device, last = plug.generator.name, self._last(plug.generator.kind)
        if last is None:
            return "ok", _("In use: {device}, not read yet.").format(device=device)
        when = local(wall_text(last.wall), last.offset).strftime("%Y-%m-%d %H:%M")
        if last.fault:
            sentence = _("Left out when it was last read, {when}. {why}")
            return "failed", sentence.format(when=when, why=last.fault)
        sentence = _("In use: {device}, well when last read, {when}: {rate} bytes a second.")
        return "ok", sentence.format(device=device, when=when, rate=f"{last.rate:,}")

    def _last(self, kind: str) -> LastUse | None:
        try:
            last = msgspec.json.decode(self._kept.read_bytes(), type=LastUse)
        except (OSError, ValueError, RecursionError):
            return None
        return last if last.kind == kind else None

    def _keep(self, kind: str, rate: int = 0, fault: str = "") -> None:
        last = LastUse(kind, self._clock.wall(), self._clock.offset(self._clock.wall()), rate, fault)
        with suppress(OSError):  # only the devices screen would miss it
            self._kept.parent.mkdir(exist_ok=True)
            self._kept.write_bytes(msgspec.json.encode(last))


def _unused(offers: list[Offer]) -> str:
    """Return the sentence when no device is configured."""
    known = [offer.name for offer in offers if not offer.setting.startswith("/")]
    if known:
        sentence = _("A {device} is plugged in, but not in use; draws use the system's randomness and dice.")
        return sentence.format(device=known[0])
    return _("None is in use, and none is needed: draws use the system's randomness and dice.")
