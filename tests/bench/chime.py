"""Keys while chimes sound, compared with the same keys in silence; and how soon a chime is heard.

Played to a PulseAudio sink that leads nowhere, at its own pace (ALSA's `null` accepts any length at once).
Without pulseaudio and PortAudio nothing is measured, and the table has no row for it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.figures import Figure, middle, spread
from tests.bench.ground import Ground
from tests.bench.subjects import Subject, answered, kiosk
from tests.needs import missing, missing_libraries

PRESSES = 100
SOON = 100.0
"""Milliseconds until a chime should be heard."""
NO_SLOWER = 1.25
"""The medians of two runs of the same keys differ by as much."""


def measure(ground: Ground) -> list[Figure]:
    """Measure pausing the speaker's clock and letting it run on."""
    if missing("pulseaudio", "parec", "pactl") or missing_libraries("portaudio"):
        return []
    with _room():
        subject = kiosk(ground.folder / "evening")
        aloud = replace(
            subject, command=(sys.executable, "-m", "tests.bench.sounding", str(ground.folder / "evening"))
        )
        quiet, loud = _presses(subject, ground), _presses(aloud, ground)
        heard = [float(took) for took in ground.run("tests.bench.sounding", "onset").split()]
    most = NO_SLOWER * middle(quiet)
    return [
        Figure(
            "key to painted while chimes sound",
            middle(loud),
            middle(quiet),
            "ms",
            aim=f"{NO_SLOWER} x the same keys in silence",
            most=most,
            note=f"slowest {max(loud):.0f}, in silence {max(quiet):.0f}; {spread(loud)}",
        ),
        Figure(
            "chime asked for to heard", max(heard), None, "ms", "100 ms", SOON, f"slowest; {spread(heard)}"
        ),
    ]


def _presses(subject: Subject, ground: Ground) -> list[float]:
    pty, _ = subject.open(ground)
    with pty:
        pty.read_quiet(0.5, 5)
        answered(pty, subject.acts, 4)
        return answered(pty, subject.acts, PRESSES)


@contextmanager
def _room() -> Iterator[None]:
    """Run a sound server for every program started meanwhile, with one sink called `room`."""
    with TemporaryDirectory(prefix="kiosk-room-") as folder:
        home = Path(folder)
        (home / "asound.conf").write_text("</usr/share/alsa/alsa.conf>\npcm.!default { type pulse }\n")
        settings = {
            "XDG_RUNTIME_DIR": folder,
            "ALSA_CONFIG_PATH": str(home / "asound.conf"),
            "PULSE_SERVER": f"unix:{folder}/pulse/native",
        }
        before = {name: os.environ.get(name) for name in settings}
        os.environ.update(settings)
        server = subprocess.Popen(
            [
                *"pulseaudio -n --daemonize=no --exit-idle-time=-1 --use-pid-file=no".split(),
                "--load=module-native-protocol-unix",
                "--load=module-null-sink sink_name=room rate=48000",
            ],
            stderr=subprocess.DEVNULL,
        )
        recorder = None
        try:
            _until_it_answers()
            # A recorder makes the sink accept short pieces, as a card does.
            recorder = subprocess.Popen(
                "parec -d room.monitor --latency-msec=20 --raw".split(), stdout=subprocess.DEVNULL
            )
            yield
        finally:
            for process in (recorder, server):
                if process is not None:
                    process.terminate()
                    process.wait(10)
            for name, value in before.items():
                os.environ.pop(name) if value is None else os.environ.update({name: value})


def _until_it_answers() -> None:
    end = time.monotonic() + 10
    while subprocess.run(["pactl", "info"], capture_output=True, check=False).returncode:
        if time.monotonic() > end:
            raise AssertionError("the sound server does not answer")
        time.sleep(0.05)
