"""Measuring the tones in a recording of a chime."""

from __future__ import annotations

from array import array
from typing import NamedTuple

import numpy as np

AUDIBLE = 0.03
"""Share of the loudest moment below which a sample counts as silence."""
QUIET = 0.02
"""Seconds of silence after which a tone has ended."""


class Tone(NamedTuple):
    """Seconds, and Hz."""

    begins: float
    seconds: float
    hertz: float


def heard(frames: array[int], rate: int) -> list[Tone]:
    """Return the tones of one side of a recording."""
    wave = np.asarray(frames, dtype=float)
    loud = np.flatnonzero(np.abs(wave) > AUDIBLE * np.abs(wave).max())
    ends = np.flatnonzero(np.diff(loud) > QUIET * rate)
    starts = [loud[0], *loud[ends + 1]]
    stops = [*loud[ends], loud[-1]]
    return [
        Tone(start / rate, (stop + 1 - start) / rate, _pitch(wave[start : stop + 1], rate))
        for start, stop in zip(starts, stops, strict=True)
    ]


def _pitch(tone: np.ndarray, rate: int) -> float:
    """Return the strongest frequency, to a fraction of a hertz."""
    size = 1 << 18
    strength = np.abs(np.fft.rfft(tone * np.hanning(len(tone)), size))
    return float(np.fft.rfftfreq(size, 1 / rate)[strength.argmax()])
