"""The sound of a warning, an end, or a turn that is over, on any sound card that the machine has.

A thread plays it, so the caller never waits. PortAudio is loaded when a sound is due soon: that takes a
while, and 22 MB with PulseAudio's libraries. Until then another process looks for a card
(`python -m devices.chime`). PortAudio may be missing, and so may the card; the wall flashes in any case. C
libraries write to file descriptor 2 while they play, which the screens keep off the wall (`screens.boot`).
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
from kiosk.language import contexts, words
from kiosk.ports import DeviceLine, Sound

_, ngettext = words("devices")
pgettext, npgettext = contexts("devices")

SOUNDS = tuple(TONES)
"""The sounds of a chime (`kiosk.ports.Chime`)."""
LATE = 1.0
"""Seconds after which a sound that has not begun is dropped: by then it would announce the wrong thing."""
REST = bytes(2 * CHANNELS * round(0.15 * RATE))
"""Silence after a sound, because a sound server drops what it has not played when a stream is closed."""
STUCK = 5.0
"""Seconds after which a sound that has not ended, or a look for a card, counts as stuck."""
NO_LIBRARY, NO_CARD = 3, 4
"""The exit codes of the process that looks for a card; with 0 it has printed the card's name."""


class Library(Protocol):
    """The part of the module sounddevice that is used."""

    PortAudioError: type[Exception]

    def query_devices(self, *, kind: str) -> dict[str, Any]:
        """Return the output device. Raises PortAudioError or ValueError if there is none."""

    def RawOutputStream(  # noqa: N802 (its name there)
        self, *, samplerate: int, channels: int, dtype: str, latency: str
    ) -> Any:
        """Return a stream to write to, a context manager. Raises PortAudioError."""

    def _initialize(self) -> None:
        """Look for devices."""

    def _terminate(self) -> None:
        """Forget the devices."""


def portaudio() -> Library:
    """Return the library. Raises OSError if PortAudio is missing; takes up to a second."""
    return cast("Library", import_module("sounddevice"))


class CardChime:
    """`kiosk.ports.Chime` on a sound card. `configured` returns the settings of kiosk.toml, read each time.

    `bell` is rung, from another thread, for a sound that cannot be heard, if kiosk.toml asks for it. `apart`
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
        """When the sound that is being played began; 0 while none is."""

    # The port

    def play(self, sound: str) -> None:
        """Ask for a sound and return at once. Raises ValueError for an unknown one."""
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
        """Return why the last sound was not heard, or ""; checks nothing."""
        if self._since and monotonic() - self._since > STUCK:
            return _mute_card()
        return self._fault

    def try_out(self) -> None:
        """Play all three, one after the other, even if muted; takes three seconds. Raises DeviceFault."""
        settings = self._settings()
        for sound in SOUNDS:
            if why := self._play_sound(sound, settings.volume):
                raise DeviceFault(why)

    def line(self) -> DeviceLine:
        """Return the chime's line. Looks for a card again, which may take a second; plays nothing."""
        settings, name = self._settings(), pgettext("a row of what is plugged in and well", "sound")
        if not self._since and self._alone.acquire(timeout=0.5):
            try:
                self._fault = self._look_apart() if self._apart and self._library is None else self._look()
            finally:
                self._alone.release()
        if self.fault():
            rung = _("{why} The terminal's bell rings too.") if settings.bell else "{why}"
            return DeviceLine(name, "missing", rung.format(why=self.fault()))
        if settings.mute:
            return DeviceLine(name, "off", _("Chimes are muted; the clock flashes when a phase begins."))
        sentence = _("Chimes are played on {card}, at {volume} %.")
        return DeviceLine(name, "ok", sentence.format(card=self._card(), volume=settings.volume))

    def close(self) -> None:
        """Play nothing more; waits up to two seconds for the end of the present sound."""
        if self._thread is not None:
            self._asked.put(None)
            self._thread.join(2)

    # In the thread

    def _play_what_is_asked(self) -> None:
        while (asked := self._asked.get()) is not None:
            sound, at = asked
            settings = self._settings()
            if settings.mute or monotonic() - at > LATE:
                continue
            if not sound:
                self._load_all(settings.volume)
                continue
            if self._play_sound(sound, settings.volume) and settings.bell and self._bell is not None:
                self._bell()

    def _load_all(self, volume: int) -> None:
        """Load the library and compute the sounds, so that playing them does neither."""
        for sound in SOUNDS:
            samples(sound, volume)
        with self._alone:
            if self._library is None:
                self._fault = self._look()

    def _settings(self) -> Sound:
        """Return the settings, or the defaults if they cannot be read (the devices screen reports that)."""
        try:
            return self._configured()
        except DeviceFault:
            return Sound()

    def _play_sound(self, sound: str, volume: int) -> str:
        """Play a sound to its end; returns why it could not be heard, "" if it was."""
        frames = samples(sound, volume)
        with self._alone:
            self._since = monotonic()
            try:
                if self._library is None or self._fault:
                    self._fault = self._look()
                if self._library is not None and not self._fault:
                    self._fault = _play_frames(self._library, frames)
            finally:
                self._since = 0.0
        return self._fault

    def _look(self) -> str:
        """Find the output device of this moment; returns why this machine cannot play, or ""."""
        try:
            if self._library is None:
                self._library = self._load()
            else:
                self._library._terminate()  # PortAudio keeps the list of cards from its start
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


def _play_frames(library: Library, frames: bytes) -> str:
    """Write frames to a new stream and wait for its end; returns what went wrong, or ""."""
    try:
        # `high` latency: `low` left gaps where another program was busy, and crackling is worse than a delay.
        with library.RawOutputStream(
            samplerate=RATE, channels=CHANNELS, dtype="int16", latency="high"
        ) as stream:
            stream.write(frames + REST)
    except (library.PortAudioError, OSError, ValueError) as error:
        sentence = _("The sound card refuses ({why}); the wall flashes instead.")
        return sentence.format(why=str(error.args[0] if error.args else error))
    return ""


def _no_card() -> str:
    return _("There is no sound card; the wall flashes instead.")


def _mute_card() -> str:
    return _("The sound card does not answer; the wall flashes instead.")


def cards(system: Path = Path("/")) -> list[str]:
    """Return the names of the sound cards that the kernel lists now; [] if there are none."""
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
