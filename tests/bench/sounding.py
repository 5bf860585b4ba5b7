"""A kiosk whose chimes never stop, and how soon one is heard: programs that tests/bench/chime.py runs.

python -m tests.bench.sounding FOLDER     the kiosk, while three chimes sound again and again
python -m tests.bench.sounding onset      milliseconds from asking for a chime to its first sample, ten times
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from array import array
from pathlib import Path
from threading import Thread

from devices.chime import CardChime
from kiosk.errors import DeviceFault

LOUD = 300


def _for_ever() -> None:
    chime = CardChime()
    try:
        while True:
            chime.try_out()
    except DeviceFault:
        os._exit(1)  # in silence there is nothing to be measured


def onset(count: int = 10) -> list[float]:
    """Return milliseconds until a recorder of the sink hears it, its own delay included."""
    recorder = subprocess.Popen(
        "parec -d room.monitor --latency-msec=5 --rate=48000 --channels=1 --format=s16le --raw".split(),
        stdout=subprocess.PIPE,
    )
    assert recorder.stdout is not None
    chime, took = CardChime(), []
    chime.line()
    try:
        for _ in range(count):
            quiet = 0
            while quiet < 24_000:
                quiet = quiet + 480 if max(map(abs, array("h", recorder.stdout.read(960)))) < LOUD else 0
            asked = time.monotonic()
            chime.play("warning")
            while max(map(abs, array("h", recorder.stdout.read(960)))) < LOUD:
                pass
            took.append((time.monotonic() - asked) * 1000)
    finally:
        recorder.terminate()
        recorder.wait()
        chime.close()
    return took


if __name__ == "__main__":
    if sys.argv[1] == "onset":
        print(*onset())
    else:
        from screens import boot

        Thread(target=_for_ever, daemon=True).start()
        sys.exit(boot.run(Path(sys.argv[1])))
