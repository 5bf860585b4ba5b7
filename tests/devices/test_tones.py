"""The three sounds as samples: pitch, length, softness, loudness."""

from __future__ import annotations

from array import array
from itertools import pairwise

import pytest

from devices.tones import CHANNELS, GAP, PEAK, RATE, TONES, samples, seconds
from tests.devices.listening import heard


@pytest.mark.parametrize("sound", TONES)
def test_pitch_and_length(sound: str) -> None:
    """Within 2 Hz and 20 ms, as measured from the samples; the gaps are silent."""
    frames = array("h", samples(sound, 60))[::CHANNELS]
    assert len(frames) == round(seconds(sound) * RATE)
    tones = heard(frames, RATE)
    for tone, (hertz, length) in zip(tones, TONES[sound], strict=True):
        assert tone.hertz == pytest.approx(hertz, abs=2)
        assert tone.seconds == pytest.approx(length, abs=0.02)
    for before, after in pairwise(tones):
        assert after.begins - before.begins - before.seconds == pytest.approx(GAP, abs=0.02)


@pytest.mark.parametrize("sound", TONES)
def test_none_clips_and_none_clicks(sound: str) -> None:
    """Both sides are alike; no louder than asked; it begins and ends with zero and never jumps."""
    loudest = array("h", samples(sound, 100))
    assert loudest[::2] == loudest[1::2]
    assert 0.9 * PEAK * 32_767 < max(map(abs, loudest)) <= PEAK * 32_767
    left = loudest[::2]
    assert left[0] == 0
    assert abs(left[-1]) < 100
    steepest = 2 * 3.1416 * 792 / RATE * PEAK * 32_767
    assert max(abs(after - before) for before, after in pairwise(left)) < steepest * 1.2


def test_volume_is_a_share() -> None:
    """Half the volume gives half the amplitude; 0 is silence; nothing is louder than 100 %."""
    full, half = (max(array("h", samples("warning", volume))) for volume in (100, 50))
    assert half == pytest.approx(full / 2, abs=2)
    assert not any(samples("warning", 0))
    assert samples("warning", 900) == samples("warning", 100)


def test_they_can_be_told_apart_by_counting() -> None:
    """One tone, two, three; all are shorter than a second."""
    assert [len(TONES[sound]) for sound in ("warning", "end", "over")] == [1, 2, 3]
    assert max(map(seconds, TONES)) < 1
