"""The sound that goes with a warning, an end, a turn that is over, on whatever card the machine has.

It is played by a thread of its own: who asks for a sound waits for nothing. PortAudio is loaded when a sound
is due soon: that takes a while, and 22 MB with PulseAudio's libraries. Until then another process looks for a
card (`python -m devices.chime`). PortAudio may be missing, as the card may be; the wall flashes in any case.
What C libraries write while they play lands on file descriptor 2, which the screens keep off the wall
(`screens.boot`).
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread
from time import monotonic
from typing import Any, Protocol, cast

from devices.tones import CHANNELS, RATE, TONES, samples
from kiosk.errors import DeviceFault
from kiosk.language import words
from kiosk.ports import DeviceLine, Sound

_, ngettext = words("devices")

SOUNDS = tuple(TONES)
"""What a chime can be asked for (`kiosk.ports.Chime`)."""
LATE = 1.0
"""Seconds after which a sound that could not be begun is left out: it would ring for something else."""
REST = bytes(2 * CHANNELS * round(0.15 * RATE))
"""Silence after a sound. A sound server drops what is still on its way when a stream is closed."""
STUCK = 5.0
"""Seconds after which a sound that has not come to its end, or a look for a card, is called stuck."""
NO_LIBRARY, NO_CARD = 3, 4
"""What the process that looks for a card ends with; 0 for a card, whose name it prints."""


class Library(Protocol):
    """The part of the module sounddevice that is used."""

    PortAudioError: type[Exception]

    def query_devices(self, *, kind: str) -> dict[str, Any]:
        """The device that is played on; raises PortAudioError, or ValueError, where there is none."""

    def RawOutputStream(  # noqa: N802 (its name there)
        self, *, samplerate: int, channels: int, dtype: str, latency: str
    ) -> Any:
        """A stream that is written to, as a context; raises PortAudioError."""

    def _initialize(self) -> None:
        """Look for devices."""

    def _terminate(self) -> None:
        """Forget them."""


def portaudio() -> Library:
    """Raises OSError where PortAudio is missing; takes up to a second."""
    return cast("Library", import_module("sounddevice"))


class CardChime:
    """`kiosk.ports.Chime` on a sound card. `configured` gives what kiosk.toml asks for, read anew each time.

    `bell` is rung, in another thread, for a sound that cannot be heard, where kiosk.toml wants it. `apart`
    lets another process look for a card until a sound is due.
    """

    def __init__(
        self,
        configured: Callable[[], Sound] = Sound,
        *,
        system: Path = Path("/"),
        bell: Callable[[], None] | None = None,
        library: Callable[[], Library] = portaudio,
        apart: bool = False,
    ) -> None:
        self._configured, self._system, self._bell, self._load = configured, system, bell, library
        self._asked: SimpleQueue[tuple[str, float] | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._alone = Lock()
        self._library: Library | None = None
        self._apart = apart
        self._fault = self._name = ""
        self._since = 0.0
        """When the sound that is being played was begun; 0 for none."""

    # The port

    def play(self, sound: str) -> None:
        """Ask for a sound and go on. Raises ValueError for one that does not exist."""
        if sound not in TONES:
            raise ValueError(f"no such sound: {sound}")
        self._ask(sound)

    def get_ready(self) -> None:
        """Load what plays, and make the sounds, unless they are muted."""
        self._ask("")

    def _ask(self, sound: str) -> None:
        if self._thread is None:
            self._thread = Thread(target=self._play_what_is_asked, name="chime", daemon=True)
            self._thread.start()
        self._asked.put((sound, monotonic()))

    def fault(self) -> str:
        """What was last found to be wrong; looks at nothing."""
        if self._since and monotonic() - self._since > STUCK:
            return _mute_card()
        return self._fault

    def try_out(self) -> None:
        """Play all three, one after the other, muted or not; takes three seconds. Raises DeviceFault."""
        how = self._how()
        for sound in SOUNDS:
            if why := self._heard(sound, how.volume):
                raise DeviceFault(why)

    def line(self) -> DeviceLine:
        """What is to be said of it now. Looks for a card again; may take a second, and plays nothing."""
        how, name = self._how(), _("sound")
        if not self._since and self._alone.acquire(timeout=0.5):
            try:
                self._fault = self._look_apart() if self._apart and self._library is None else self._look()
            finally:
                self._alone.release()
        if self.fault():
            rung = _("{why} The terminal's bell rings too.") if how.bell else "{why}"
            return DeviceLine(name, "missing", rung.format(why=self.fault()))
        if how.mute:
            return DeviceLine(name, "off", _("Chimes are muted; the clock flashes when a phase begins."))
        said = _("Chimes are played on {card}, at {volume} %.")
        return DeviceLine(name, "ok", said.format(card=self._card(), volume=how.volume))

    def close(self) -> None:
        """Play nothing more; what is sounding comes to its end, but not for longer than two seconds."""
        if self._thread is not None:
            self._asked.put(None)
            self._thread.join(2)

    # Its thread

    def _play_what_is_asked(self) -> None:
        while (asked := self._asked.get()) is not None:
            sound, at = asked
            how = self._how()
            if how.mute or monotonic() - at > LATE:
                continue
            if not sound:
                self._load_all(how.volume)
                continue
            if self._heard(sound, how.volume) and how.bell and self._bell is not None:
                self._bell()

    def _load_all(self, volume: int) -> None:
        for sound in SOUNDS:
            samples(sound, volume)
        with self._alone:
            if self._library is None:
                self._fault = self._look()

    def _how(self) -> Sound:
        """Settings that cannot be read are said on the devices screen; the usual ones hold."""
        try:
            return self._configured()
        except DeviceFault:
            return Sound()

    def _heard(self, sound: str, volume: int) -> str:
        """Play a sound to its end; gives why it could not be heard, "" where it could."""
        made = samples(sound, volume)
        with self._alone:
            self._since = monotonic()
            try:
                if self._library is None or self._fault:
                    self._fault = self._look()
                if self._library is not None and not self._fault:
                    self._fault = _written(self._library, made)
            finally:
                self._since = 0.0
        return self._fault

    def _look(self) -> str:
        """Find what plays, as things are now; gives what keeps this machine from sounding."""
        try:
            if self._library is None:
                self._library = self._load()
            else:
                self._library._terminate()  # PortAudio knows the cards that were there when it began
                self._library._initialize()
        except (OSError, ImportError):
            return self._no_library()
        try:
            self._name = str(self._library.query_devices(kind="output")["name"])
        except (self._library.PortAudioError, ValueError):
            return _no_card()
        return ""

    def _look_apart(self) -> str:
        """As `_look`, in a process whose libraries go when it ends."""
        looking = [sys.executable, "-m", "devices.chime"]
        try:
            done = subprocess.run(
                looking, stdin=subprocess.DEVNULL, capture_output=True, timeout=STUCK, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return _mute_card()
        self._name = done.stdout.decode(errors="replace").strip()
        if done.returncode == NO_LIBRARY:
            return self._no_library()
        if done.returncode == NO_CARD:
            return _no_card()
        return _mute_card() if done.returncode else ""

    def _no_library(self) -> str:
        if not cards(self._system):
            return _no_card()
        return _("The sound library is missing (package libportaudio2); the wall flashes instead.")

    def _card(self) -> str:
        found = cards(self._system)
        return found[0] if found else self._name


def _written(library: Library, made: bytes) -> str:
    """Write frames to a stream of its own and wait for its end; gives what went wrong, "" for nothing."""
    try:
        # A short delay is worth less than no crackling: `low` left gaps where another program was busy.
        with library.RawOutputStream(
            samplerate=RATE, channels=CHANNELS, dtype="int16", latency="high"
        ) as stream:
            stream.write(made + REST)
    except (library.PortAudioError, OSError, ValueError) as error:
        said = _("The sound card refuses ({why}); the wall flashes instead.")
        return said.format(why=str(error.args[0] if error.args else error))
    return ""


def _no_card() -> str:
    return _("There is no sound card; the wall flashes instead.")


def _mute_card() -> str:
    return _("The sound card does not answer; the wall flashes instead.")


def cards(system: Path = Path("/")) -> list[str]:
    """The names of the sound cards that the kernel knows now; [] if there is none."""
    try:
        listed = (system / "proc/asound/cards").read_text("utf-8", "replace").splitlines()
    except OSError:
        return []
    # Two lines a card: ` 0 [vc4hdmi0       ]: vc4-hdmi - vc4-hdmi-0`, then where it is plugged in.
    return [line.partition("]:")[2].partition(" - ")[2].strip() for line in listed if "]:" in line]


def main() -> int:
    """Look for a card; print its name."""
    try:
        library = portaudio()
    except (OSError, ImportError):
        return NO_LIBRARY
    try:
        sys.stdout.write(library.query_devices(kind="output")["name"])
    except (library.PortAudioError, ValueError):
        return NO_CARD
    return 0


if __name__ == "__main__":
    sys.exit(main())
