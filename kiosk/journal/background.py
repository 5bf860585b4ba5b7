"""What opening left unread, checked while the meeting goes on: a finding raises the red line minutes later.

A process of its own, at the lowest priority, verifies the whole journal with every signature: no key press
waits for it, and this process's memory stays as it is. It begins a while after the opening, so that a kiosk
that is opened for a moment starts none. It changes nothing, and stops nothing by itself.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

import msgspec

DELAY = 15.0
"""Seconds after the opening."""


class Result(msgspec.Struct):
    """What the process says at its end."""

    size: int
    findings: list[str]
    unsigned: int = 0


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
            _end(self._process.pid)
        if self._thread.is_alive():
            self._thread.join()

    def wait(self, seconds: float) -> bool:
        """Whether it was done within so many seconds."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        if self._stopping.wait(self._delay):
            return
        try:
            self._process = subprocess.Popen(
                _command(self._folder),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError:
            return
        with self._process as process:
            if self._stopping.is_set():
                _end(process.pid)
            said, _none = process.communicate()
        if process.returncode != 0 or self._stopping.is_set():
            return
        self.result = msgspec.json.decode(said.splitlines()[-1], type=Result)
        for finding in self.result.findings:
            self._report(finding)


async def check_now(folder: Path, progress: Callable[[int, int], None]) -> Result | None:
    """Verify the journal of a data directory while people wait for it; None when it could not be run.

    `progress` is told how many bytes of how many were read. Cancelled, it ends the process and is cancelled.
    """
    try:
        process = await asyncio.create_subprocess_exec(
            *_command(folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            limit=_LONGEST,
        )
    except OSError:
        return None
    assert process.stdout is not None
    last = b""
    try:
        async for line in process.stdout:
            last = line
            if line.startswith(b"["):
                done, of = msgspec.json.decode(line, type=tuple[int, int])
                progress(done, of)
        return msgspec.json.decode(last, type=Result) if await process.wait() == 0 else None
    finally:
        if process.returncode is None:
            _end(process.pid)
            await process.wait()


_LONGEST = 1 << 26
"""Bytes of the longest line: a finding for each entry of a long journal."""


def _end(pid: int) -> None:
    """End the process, and with it those among which it shares the work: they hold its pipe open."""
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def _command(folder: Path) -> list[str]:
    return [sys.executable, "-m", "kiosk.journal.background", str(folder)]


def main(folder: str) -> None:
    """Verify a journal as gently as possible; lines of progress, `[bytes read, of]`, then a Result."""
    from kiosk.journal.verify import verify

    told = 0

    def progress(done: int, of: int) -> None:
        nonlocal told
        if done * 100 // of > told:
            told = done * 100 // of
            sys.stdout.write(f"[{done},{of}]\n")
            sys.stdout.flush()

    os.nice(19)
    report = verify(Path(folder), progress=progress)
    result = Result(report.size, report.findings, report.unsigned)
    sys.stdout.buffer.write(msgspec.json.encode(result))


if __name__ == "__main__":
    main(sys.argv[1])
