"""The three sounds of a turn, made of sines: one tone for a warning, two for the end, three once it is over.

People count the tones, so nobody has to learn them. Each begins and ends softly and is never louder than the
settings ask. This module computes samples and plays none.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import lru_cache
from math import cos, pi, sin

RATE, CHANNELS = 48_000, 2
"""Frames a second, which every HDMI and USB card accepts; both sides are alike."""
TONES: dict[str, tuple[tuple[float, float], ...]] = {
    "warning": ((660.0, 0.40),),
    "end": ((660.0, 0.25), (528.0, 0.40)),
    "over": ((792.0, 0.20), (660.0, 0.20), (528.0, 0.40)),
}
"""Hz and seconds of each tone; the pitches are a fifth, a third and a ground, in the ratio 6 : 5 : 4."""
GAP = 0.08
"""Seconds of silence between two tones."""
RISE, FALL = 0.012, 0.040
"""Seconds in which a tone rises and fades."""
PEAK = 0.8
"""The loudest sample at 100 %, as a share of full scale."""


def seconds(sound: str) -> float:
    """Return the length of a sound in seconds."""
    tones = TONES[sound]
    return sum(length for _hertz, length in tones) + GAP * (len(tones) - 1)


@lru_cache(maxsize=len(TONES) * 2)
def samples(sound: str, volume: int) -> bytes:
    """Return the frames of a sound at 0 to 100 %: 16 bits in this machine's byte order, CHANNELS a frame."""
    loud = 32_767 * PEAK * min(100, max(0, volume)) / 100
    made = array("h")
    for place, (hertz, length) in enumerate(TONES[sound]):
        if place:
            made.extend(array("h", bytes(2 * CHANNELS * round(GAP * RATE))))
        for sample in _tone(hertz, round(length * RATE)):
            made.extend((round(loud * sample),) * CHANNELS)
    return made.tobytes()


def _tone(hertz: float, frames: int) -> Iterator[float]:
    """Yield a sine that swells, decays to a half, and fades out."""
    rise, fall, turn = RISE * RATE, FALL * RATE, 2 * pi * hertz / RATE
    for at in range(frames):
        swell = min(1.0, at / rise, (frames - at) / fall)
        yield sin(turn * at) * (0.5 - 0.5 * cos(pi * swell)) * (1 - 0.5 * at / frames)
