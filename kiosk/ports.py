"""What the kiosk needs of the machine, and how that may fail.

Four ports, each of one to three methods. The adapters are in `devices`, with fakes as strict as the real
ones; only `screens.boot` and the command line choose between them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal, Protocol

from msgspec import Meta, Struct


class Clock(Protocol):
    """Wall time and the time since boot. Never raises: a machine without a battery clock still answers."""

    def wall(self) -> int:
        """Return milliseconds since 1970 as this machine believes; may be wrong by decades."""

    def up(self) -> int:
        """Return CLOCK_BOOTTIME in ms: never set back, counts suspend, starts again at each boot."""

    def boot(self) -> str:
        """Return the first 8 hex digits of the boot id: while equal, values of `up` may be compared."""

    def synchronised(self) -> bool:
        """True if the kernel says that wall time follows a time server or a GPS."""

    def offset(self, wall: int) -> int:
        """Return the minutes of local time east of UTC at a moment, in ms since 1970."""

    def zone(self) -> str:
        """Return the name of the machine's time zone, `Europe/Berlin`; "" where it has no name."""


class Drawn(Struct, frozen=True):
    """Random bytes and where they came from.

    `bytes` are 32 bytes for the kiosk's secret; `source` is "os" or "os+<kind of device>"; `fault` is the
    sentence about a configured device that gave nothing usable, else "".
    """

    bytes: bytes
    source: str
    fault: str = ""


class Entropy(Protocol):
    """Randomness. The operating system's is always there; a device may add to it, never replace it."""

    def draw(self) -> Drawn:
        """Return HMAC-SHA256(key = OS bytes, msg = hardware bytes, empty if none) (lot/1, Commit)."""

    def salt(self) -> bytes:
        """Return 16 bytes of the operating system's randomness, for a name's commitment."""


class Sound(Struct, frozen=True):
    """Chimes in kiosk.toml: `volume` in per cent, `mute`, and `bell`, the terminal's if no card plays."""

    volume: Annotated[int, Meta(ge=0, le=100)] = 60
    mute: bool = False
    bell: bool = False


class Piece(Struct, frozen=True):
    """The talking piece in kiosk.toml: a path below /dev/input, "" for none, and what its keys mean.

    Keys are named or numbered (`devices.keycodes`); with no `next` every key that does not pause means it.
    """

    device: str = ""
    next: tuple[str | int, ...] = ()
    pause: tuple[str | int, ...] = ("pageup",)


class Chime(Protocol):
    """A sound in the room; `fault` says when it cannot be heard."""

    def play(self, sound: str) -> None:
        """Play the sound "warning", "end" or "over". Returns at once. Raises ValueError for any other."""

    def get_ready(self) -> None:
        """Prepare for a sound that is due within the minute. Returns at once."""

    def fault(self) -> str:
        """Return why nothing was heard at the last attempt, one sentence, or ""."""

    def try_out(self) -> None:
        """Play all three, even if muted; takes seconds. Raises DeviceFault when nothing can be heard."""


class Button(Struct, frozen=True):
    """One press of a talking piece, presenter remote or pedal: `device` is its name, `code` the key code.

    `means` is "next", "pause" or "" for nothing; `at` is when it went down, in seconds of `time.monotonic`.
    """

    device: str
    code: int
    means: str
    at: float


class Buttons(Protocol):
    """Presses on other devices than the keyboard."""

    def listen(self, heard: Callable[[Button], None], changed: Callable[[], None]) -> None:
        """Call `heard` at each press and `changed` when the device comes or goes, from any thread."""

    def line(self) -> DeviceLine:
        """Return the device's line for the devices screen."""

    def close(self) -> None:
        """Stop listening."""


class Offer(Struct, frozen=True):
    """A device that could be used if a person agrees; `setting` is the value that kiosk.toml would hold."""

    name: str
    setting: str


class DeviceLine(Struct, frozen=True, omit_defaults=True):
    """The finding about one device: one word and one plain sentence.

    `word` is "ok", "off", "missing" or "failed"; for the journal also "damaged", for the settings
    "unreadable". `setting` is what kiosk.toml asks for, "" for nothing; `offers` what it could ask for.
    """

    name: str
    word: str
    sentence: str
    setting: str = ""
    offers: list[Offer] = []

    @property
    def fault(self) -> bool:
        """True if the wall reports this as a fault."""
        return self.word not in ("ok", "off")


Verdict = Literal["ok", "doubtful", "failed"]


class Diagnosis(Struct, frozen=True):
    """What was found in a long read of a random device, each finding a sentence.

    `word` is "ok", "doubtful" (draws would use it; counting finds a rule in it) or "failed" (they would not).
    """

    device: str
    word: Verdict
    bytes: int
    seconds: float
    rate: int
    sentences: list[str]
