"""A fake sound card: the part of sounddevice that a chime uses, as strict as the real one."""

from __future__ import annotations

from threading import Event
from typing import Any, Self


class PortAudioError(Exception):
    """The error of the same name in sounddevice."""


class FakeCard:
    """Keeps what was written to each stream. Opening one raises `broken`; no `name` means no card."""

    PortAudioError: type[Exception] = PortAudioError

    def __init__(self, name: str = "HDMI", broken: str = "") -> None:
        self.name, self.broken = name, broken
        self.played: list[bytes] = []
        self.looked = 0
        self.goes_on = Event()
        self.goes_on.set()
        """While this is clear, a write does not end."""

    def query_devices(self, *, kind: str) -> dict[str, Any]:
        assert kind == "output"
        if not self.name:
            raise PortAudioError("Error querying device -1")
        return {"name": self.name}

    def RawOutputStream(  # noqa: N802 (its name there)
        self, *, samplerate: int, channels: int, dtype: str, latency: str
    ) -> Stream:
        assert (samplerate, channels, dtype, latency) == (48_000, 2, "int16", "high")
        if self.broken or not self.name:
            raise PortAudioError(self.broken or "Error querying device -1")
        return Stream(self)

    def _initialize(self) -> None:
        self.looked += 1

    def _terminate(self) -> None:
        self.looked += 1


class Stream:
    """Accepts whole frames between its start and its end."""

    def __init__(self, card: FakeCard) -> None:
        self._card, self._open = card, False

    def __enter__(self) -> Self:
        self._open = True
        return self

    def __exit__(self, *how: object) -> None:
        self._open = False

    def write(self, frames: bytes) -> bool:
        assert self._open
        assert len(frames) % 4 == 0
        self._card.goes_on.wait(10)
        self._card.played.append(frames)
        return False
