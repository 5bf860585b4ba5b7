"""A chime on a sound card: a fake one, and a real PortAudio that records into a file."""

from __future__ import annotations

import os
import subprocess
import sys
import wave
from array import array
from functools import partial
from pathlib import Path
from time import monotonic

import pytest

from devices.chime import LATE, REST, CardChime
from devices.tones import RATE, TONES, samples, seconds
from kiosk.errors import DeviceFault
from kiosk.ports import Sound
from tests.devices.fake_card import FakeCard
from tests.devices.listening import heard
from tests.devices.waiting import until
from tests.needs import needs_library

NO_CARD = "There is no sound card; the wall flashes instead."


def _missing() -> FakeCard:
    raise OSError("PortAudio library not found")


def test_sounds_are_played_in_order_and_whole(tmp_path: Path) -> None:
    """Each sound has a stream of its own, followed by silence."""
    card = FakeCard()
    chime = CardChime(system=tmp_path, library=lambda: card)
    for sound in ("warning", "over"):
        chime.play(sound)
    until(lambda: len(card.played) == 2, lambda: "not both were played")
    chime.close()
    assert card.played == [samples("warning", 60) + REST, samples("over", 60) + REST]


def test_whoever_asks_waits_for_nothing(tmp_path: Path) -> None:
    """A card that does not answer never blocks the caller; a sound that starts too late is dropped."""
    card = FakeCard()
    chime = CardChime(system=tmp_path, library=lambda: card)
    card.goes_on.clear()
    chime.play("warning")
    until(lambda: chime._since, lambda: "it was not begun")
    chime.play("end")
    chime._asked.put(("end", monotonic() - LATE - 1))
    assert chime.fault() == ""
    chime._since -= 6
    assert chime.fault() == "The sound card does not answer; the wall flashes instead."
    assert chime.line().sentence == chime.fault()
    card.goes_on.set()
    until(lambda: len(card.played) == 2, lambda: "the second was not played")
    chime.close()
    assert len(card.played) == 2


def test_muted_is_silent_and_no_fault(tmp_path: Path) -> None:
    """Nothing is played except by trying it out."""
    card = FakeCard()
    chime = CardChime(lambda: Sound(mute=True, bell=True), system=tmp_path, library=lambda: card)
    chime.play("end")
    chime.close()
    assert card.played == []
    assert (chime.line().word, chime.line().sentence) == (
        "off",
        "Chimes are muted; the clock flashes when a phase begins.",
    )
    chime.try_out()
    assert len(card.played) == 3


@pytest.mark.parametrize(("wanted", "rings"), [(True, 1), (False, 0)])
def test_the_bell_rings_where_wanted(tmp_path: Path, wanted: bool, rings: int) -> None:
    """It rings once for a sound that cannot be heard, and the devices screen says so."""
    rung: list[bool] = []
    chime = CardChime(
        lambda: Sound(bell=wanted), system=tmp_path, library=_missing, bell=lambda: rung.append(True)
    )
    chime.play("end")
    chime.close()
    assert len(rung) == rings
    sentence = f"{NO_CARD} The terminal's bell rings too." if wanted else NO_CARD
    assert (chime.line().word, chime.line().sentence, chime.fault()) == ("missing", sentence, NO_CARD)


def test_a_card_that_comes_back(tmp_path: Path) -> None:
    """A refusal is reported; the next sound looks for the card again, without a restart."""
    card = FakeCard(broken="Device unavailable [PaErrorCode -9985]")
    chime = CardChime(system=tmp_path, library=lambda: card)
    sentence = "The sound card refuses (Device unavailable [PaErrorCode -9985]); the wall flashes instead."
    with pytest.raises(DeviceFault, match="refuses"):
        chime.try_out()
    assert chime.fault() == sentence
    card.broken = ""
    chime.try_out()
    assert (chime.fault(), len(card.played), card.looked) == ("", 3, 2)
    assert chime.line().sentence == "Chimes are played on HDMI, at 60 %."


def test_no_card_with_a_library(tmp_path: Path) -> None:
    """PortAudio is there and finds no output device."""
    chime = CardChime(system=tmp_path, library=lambda: FakeCard(name=""))
    assert (chime.line().word, chime.line().sentence) == ("missing", NO_CARD)
    with pytest.raises(DeviceFault, match="There is no sound card"):
        chime.try_out()


def test_settings_that_cannot_be_read(tmp_path: Path) -> None:
    """The defaults apply; another line reports the settings."""

    def unreadable() -> Sound:
        raise DeviceFault("kiosk.toml cannot be used.")

    card = FakeCard()
    CardChime(unreadable, system=tmp_path, library=lambda: card).try_out()
    assert card.played[0] == samples("warning", 60) + REST


def test_closing_waits_for_the_sound(tmp_path: Path) -> None:
    """PortAudio must not be unloaded while it plays."""
    card = FakeCard()
    chime = CardChime(system=tmp_path, library=lambda: card)
    card.goes_on.clear()
    chime.play("warning")
    until(lambda: chime._since, lambda: "it was not begun")
    card.goes_on.set()
    chime.close()
    assert len(card.played) == 1


ONE = """
import sys
from devices.chime import CardChime
chime = CardChime()
chime.play(sys.argv[1])
chime.close()
sys.exit(chime.fault() or 0)
"""


@needs_library("portaudio")
@pytest.mark.parametrize("sound", TONES)
def test_what_portaudio_plays(tmp_path: Path, sound: str) -> None:
    """ALSA's recording has the right tones and lengths, nothing clipped, and nothing on standard error."""
    taken, how = tmp_path / "taken.wav", tmp_path / "asound.conf"
    how.write_text(
        "</usr/share/alsa/alsa.conf>\n"
        'pcm.!default { type plug  slave.pcm "taken" }\n'
        f'pcm.taken {{ type file  slave.pcm "nowhere"  file "{taken}"  format "wav" }}\n'
        "pcm.nowhere { type null }\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", ONE, sound],
        env=os.environ | {"ALSA_CONFIG_PATH": str(how)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    with wave.open(str(taken)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE, 2, 2)
        frames = array("h", file.readframes(file.getnframes()))
    assert len(frames) / 2 / RATE == pytest.approx(seconds(sound) + len(REST) / 4 / RATE, abs=0.02)
    assert max(map(abs, frames)) < 32_767 * 0.5
    for tone, (hertz, length) in zip(heard(frames[::2], RATE), TONES[sound], strict=True):
        assert tone.hertz == pytest.approx(hertz, abs=2)
        assert tone.seconds == pytest.approx(length, abs=0.02)


CARD = """
class PortAudioError(Exception): pass
def query_devices(*, kind):
    {answer}
"""
LOOK = """
import sys
from pathlib import Path
from devices.chime import CardChime
chime = CardChime(apart=True, system=Path(sys.argv[1]))
line = chime.line()
assert "sounddevice" not in sys.modules
print(line.word, line.sentence)
"""


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("return {'name': 'Beamer'}", "ok Chimes are played on Beamer, at 60 %."),
        ("raise PortAudioError('none')", f"missing {NO_CARD}"),
        ("raise ValueError", f"missing {NO_CARD}"),
        ("import os; os.abort()", "missing The sound card does not answer; the wall flashes instead."),
    ],
)
def test_a_card_is_looked_for_without_loading_what_plays(tmp_path: Path, answer: str, said: str) -> None:
    """Another process does, whatever becomes of it: the kiosk loads nothing before a sound is due."""
    (tmp_path / "sounddevice.py").write_text(CARD.format(answer=answer))
    seen = subprocess.run(
        [sys.executable, "-c", LOOK, tmp_path],
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert seen.stdout.strip() == said


def test_a_library_that_is_missing_is_found_out_elsewhere(tmp_path: Path) -> None:
    """With a card it is the library that is missing; without one, the card."""
    (tmp_path / "sounddevice.py").write_text("raise OSError('PortAudio library not found')")
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    words: list[str | Path] = [sys.executable, "-c", LOOK, tmp_path]
    said = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=60, check=True)
    assert said.stdout.strip() == f"missing {NO_CARD}"
    (tmp_path / "proc/asound").mkdir(parents=True)
    (tmp_path / "proc/asound/cards").write_text(" 0 [HDMI           ]: vc4-hdmi - HDMI\n   vc4\n")
    said = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=60, check=True)
    assert said.stdout.startswith("missing The sound library is missing")


def test_getting_ready_loads_what_plays_and_plays_nothing(tmp_path: Path) -> None:
    """Not where chimes are muted."""
    loaded: list[FakeCard] = []

    def library() -> FakeCard:
        loaded.append(FakeCard())
        return loaded[-1]

    for mute in (True, False):
        chime = CardChime(partial(Sound, mute=mute), system=tmp_path, library=library, apart=True)
        chime.get_ready()
        chime.close()
        assert len(loaded) == (not mute)
    assert loaded[0].played == []
    assert chime.line().sentence == "Chimes are played on HDMI, at 60 %."


def test_the_library_is_not_loaded_to_be_told_of() -> None:
    """Opening the kiosk loads neither PortAudio nor its module; the first sound does."""
    seen = subprocess.run(
        [sys.executable, "-c", "import sys, devices.chime; print('sounddevice' in sys.modules)"],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert seen.stdout == "False\n"
