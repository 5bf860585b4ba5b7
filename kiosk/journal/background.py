"""What opening left unread, checked while the meeting goes on: a finding raises the red line minutes later.

A process of its own, at the lowest priority, verifies the whole journal with every signature: no key press
waits for it, and this process's memory stays as it is. It begins a while after the opening, so that a kiosk
that is opened for a moment starts none. It changes nothing, and stops nothing by itself.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import msgspec

DELAY = 15.0
"""Seconds after the opening."""


class Result(msgspec.Struct):
    """What the process says at its end."""

    size: int
    findings: list[str]


class BackgroundCheck:
    """Verifies the journal of a data directory once; `report` gets each finding, from another thread.

    `result` is None until it is done, and stays None when it was stopped or could not be run.
    """

    def __init__(self, folder: Path, report: Callable[[str], None], delay: float = DELAY) -> None:
        self._folder = folder
        self._report = report
        self._delay = delay
        self._stopping = Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = Thread(target=self._run, name="journal-check", daemon=True)
        self.result: Result | None = None

    def start(self) -> None:
        """Begin waiting."""
        self._thread.start()

    def stop(self) -> None:
        """End it, wherever it is. Stopping twice, or before it began, is no trouble."""
        self._stopping.set()
        if self._process is not None:
            self._process.kill()
        if self._thread.is_alive():
            self._thread.join()

    def wait(self, seconds: float) -> bool:
        """Whether it was done within so many seconds."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        if self._stopping.wait(self._delay):
            return
        words = [sys.executable, "-m", "kiosk.journal.background", str(self._folder)]
        try:
            self._process = subprocess.Popen(
                words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        except OSError:
            return
        with self._process as process:
            if self._stopping.is_set():
                process.kill()
            said, _none = process.communicate()
        if process.returncode != 0 or self._stopping.is_set():
            return
        self.result = msgspec.json.decode(said, type=Result)
        for finding in self.result.findings:
            self._report(finding)


def main(folder: str) -> None:
    """Verify a journal as gently as possible, and print a Result."""
    from kiosk.journal.verify import verify

    os.nice(19)
    report = verify(Path(folder))
    sys.stdout.buffer.write(msgspec.json.encode(Result(report.size, report.findings)))


if __name__ == "__main__":
    main(sys.argv[1])
