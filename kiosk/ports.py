"""What the kiosk needs of the world, and how the world may fail.

Four ports, each of one to three methods. The adapters are in `devices`, with fakes as strict as the real
ones; only `screens.boot` and the command line choose between them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Protocol

from msgspec import Meta, Struct


class Clock(Protocol):
    """Wall time and the time since boot. Never raises: a machine without a battery clock still answers."""

    def wall(self) -> int:
        """Milliseconds since 1970 as this machine believes; may be wrong by decades."""

    def up(self) -> int:
        """CLOCK_BOOTTIME in ms: never set back, counts suspend; starts again at each boot."""

    def boot(self) -> str:
        """First 8 hex digits of the boot id: equal as long as `up` may be compared."""

    def synchronised(self) -> bool:
        """True when the kernel says that wall time follows a time server or a GPS."""

    def offset(self) -> int:
        """Minutes of local time east of UTC, now."""


class Drawn(Struct, frozen=True):
    """Random bytes and where they came from.

    `bytes` 32 bytes for the kiosk's secret; `source` "os" or "os+<kind of device>"; `fault` the sentence of a
    hardware device that was configured and gave nothing usable, else "".
    """

    bytes: bytes
    source: str
    fault: str = ""


class Entropy(Protocol):
    """Randomness. The operating system's is always there; a device may add to it, never replace it."""

    def draw(self) -> Drawn:
        """32 bytes: HMAC-SHA256(key = OS bytes, msg = hardware bytes, empty if none) (lot/1, Commit)."""

    def salt(self) -> bytes:
        """16 bytes of the operating system's randomness, for a name's commitment."""


class Sound(Struct, frozen=True):
    """What kiosk.toml asks of chimes: `volume` in per cent, `mute`, the terminal's `bell` for want of it."""

    volume: Annotated[int, Meta(ge=0, le=100)] = 60
    mute: bool = False
    bell: bool = False


class Piece(Struct, frozen=True):
    """The talking piece that kiosk.toml asks for: a path below /dev/input, "" for none; what its keys mean.

    Keys by name or number (`devices.keycodes`); with no `next` every key that does not pause means it.
    """

    device: str = ""
    next: tuple[str | int, ...] = ()
    pause: tuple[str | int, ...] = ("pageup",)


class Chime(Protocol):
    """A sound in the room; what cannot sound is said by `fault`."""

    def play(self, sound: str) -> None:
        """`sound` is "warning", "end" or "over". Returns at once; ValueError for any other."""

    def get_ready(self) -> None:
        """A sound is to be played within the minute. Returns at once."""

    def fault(self) -> str:
        """Why nothing could be heard when it was last tried, one sentence, or ""."""

    def try_out(self) -> None:
        """Play all three, muted or not; takes seconds. Raises DeviceFault where nothing can be heard."""


class Button(Struct, frozen=True):
    """One press of a talking piece, presenter remote or pedal: `device` its name, `code` its key code.

    `means` is "next", "pause" or "" for nothing; `at` when it went down, in seconds of `time.monotonic`.
    """

    device: str
    code: int
    means: str
    at: float


class Buttons(Protocol):
    """Presses of other things than the keyboard."""

    def listen(self, heard: Callable[[Button], None], changed: Callable[[], None]) -> None:
        """Call `heard` at each press and `changed` when the device comes or goes, from whatever thread."""

    def line(self) -> DeviceLine:
        """What is to be said of it now."""

    def close(self) -> None:
        """Listen no more."""


class Offer(Struct, frozen=True):
    """A device that could be used, once a person says so: `setting` is what kiosk.toml would hold."""

    name: str
    setting: str


class DeviceLine(Struct, frozen=True, omit_defaults=True):
    """What was found of one device, in one word and one plain sentence.

    `word` is "ok", "off", "missing" or "failed"; of the journal "damaged", of the settings "unreadable".
    `setting` is what kiosk.toml asks for, "" for nothing; `offers` what it could ask for.
    """

    name: str
    word: str
    sentence: str
    setting: str = ""
    offers: list[Offer] = []

    @property
    def fault(self) -> bool:
        """Whether the wall says that something is wrong."""
        return self.word not in ("ok", "off")


class Diagnosis(Struct, frozen=True):
    """What was seen of a random device that was read at length, each thing a sentence.

    `word` is "ok", "doubtful" (draws would use it; counting finds a rule in it) or "failed" (they would not).
    """

    device: str
    word: str
    bytes: int
    seconds: float
    rate: int
    sentences: list[str]
