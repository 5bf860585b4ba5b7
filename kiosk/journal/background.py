"""The check of what opening left unread: minutes into the meeting, a finding raises the red line.

A process at the lowest priority verifies the whole journal with every signature: no key press waits for it,
and the kiosk's own memory stays as it is. It starts some seconds after the opening, so that a kiosk opened
for a moment starts none. It changes nothing, and stops nothing by itself.

What people ask for and wait for, a check now or a backup, runs in such a process too.
"""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

import msgspec

from kiosk.errors import KioskError, Refused
from kiosk.language import speak, spoken, words

if TYPE_CHECKING:
    from kiosk.journal.backup import Backup

_, ngettext = words("journal")

DELAY = 15.0
"""Seconds from the opening to the start of the check."""
MOST = 20
"""Findings that are reported one by one; the rest is a count."""


class Held(msgspec.Struct, frozen=True):
    """How many entries the kiosk holds, and the root of their tree: the entries on the card must lead to it.

    `damaged` is how often the kiosk had met damage when it asked for the check (`Journal.times_damaged`).
    """

    size: int
    root: bytes
    damaged: int = 0


class Result(msgspec.Struct):
    """What the process prints last; `damage` are those of the findings that stop every signature."""

    size: int
    findings: list[str]
    unsigned: int = 0
    damage: list[str] = []


class BackgroundCheck:
    """Verifies the journal of a data directory once; calls `report` with the result, from another thread.

    `result` is None until the check is done, and stays None when it was stopped or could not be run.
    """

    def __init__(
        self, folder: Path, held: Held, report: Callable[[Result], None], delay: float = DELAY
    ) -> None:
        self._folder, self._held = folder, held
        self._report = report
        self._delay = delay
        self._stopping = Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = Thread(target=self._run, name="journal-check", daemon=True)
        self.result: Result | None = None

    def start(self) -> None:
        """Start the thread, which waits `delay` seconds before it starts the process."""
        self._thread.start()

    def stop(self) -> None:
        """Stop the check, waiting or running. Stopping twice, or before `start`, does nothing."""
        self._stopping.set()
        if self._process is not None:
            _end(self._process.pid)
        if self._thread.is_alive():
            self._thread.join()

    def wait(self, seconds: float) -> bool:
        """True if the check ended within so many seconds."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        if self._stopping.wait(self._delay):
            return
        try:
            self._process = subprocess.Popen(
                _command(self._folder, self._held),
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
            output, _none = process.communicate()
        if process.returncode != 0 or self._stopping.is_set():
            return
        self.result = msgspec.json.decode(output.splitlines()[-1], type=Result)
        self._report(self.result)


async def check_now(folder: Path, held: Held, progress: Callable[[int, int], None]) -> Result | None:
    """Verify the journal of a data directory while people wait; returns None when the check could not be run.

    `progress` is called with (bytes read, bytes in all). Cancelling the task kills the process.
    """

    def on_line(line: bytes) -> None:
        if line.startswith(b"["):
            done, of = msgspec.json.decode(line, type=tuple[int, int])
            progress(done, of)

    try:
        last = await _run(_command(folder, held), on_line)
    except OSError:
        return None
    return msgspec.json.decode(last, type=Result) if last else None


async def back_up_now(data: Path, target: Path) -> Backup:
    """Copy the assembly into a folder below `target` (`backup.back_up`) while people wait.

    Raises Refused, OSError. Cancelling the task kills the process: the earlier copy is still whole.
    """
    from kiosk.journal.backup import Backup

    last = await _run(_ours("copy", str(data), str(target)), lambda line: None)
    outcome = msgspec.json.decode(last, type=Copied) if last else Copied(refused=_("It could not be copied."))
    if outcome.errno:
        raise OSError(outcome.errno, os.strerror(outcome.errno))
    if outcome.refused:
        raise Refused(outcome.refused)
    return Backup(Path(outcome.folder), outcome.size, outcome.key, outcome.names)


class Copied(msgspec.Struct):
    """What the copying process prints: the backup, or a sentence in `refused`, or an `errno` above 0."""

    folder: str = ""
    size: int = 0
    key: bool = False
    names: bool = False
    refused: str = ""
    errno: int = 0


async def _run(command: list[str], on_line: Callable[[bytes], None]) -> bytes:
    """Run a process of ours to its end, `on_line` for each line; returns the last line, b"" on failure."""
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        limit=_LONGEST,
    )
    assert process.stdout is not None
    last = b""
    try:
        async for line in process.stdout:
            last = line
            on_line(line)
        return last if await process.wait() == 0 else b""
    finally:
        if process.returncode is None:
            _end(process.pid)
            await process.wait()


_LONGEST = 1 << 20
"""Bytes of the longest line, which is the last."""


def _end(pid: int) -> None:
    """Kill the process, which leads a session of its own."""
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def _ours(*words: str) -> list[str]:
    """A process of this module, which says what it finds in the language that is spoken here."""
    return [sys.executable, "-m", "kiosk.journal.background", spoken(), *words]


def _command(folder: Path, held: Held) -> list[str]:
    return _ours("check", str(folder), str(held.size), held.root.hex())


def main(folder: str, size: str, root: str) -> None:
    """Verify a journal at the lowest priority; print lines of progress, `[bytes read, of]`, then a Result."""
    from kiosk.journal.verify import verify

    percent = 0

    def progress(done: int, of: int) -> None:
        nonlocal percent
        if done * 100 // of > percent:
            percent = done * 100 // of
            sys.stdout.write(f"[{done},{of}]\n")
            sys.stdout.flush()

    os.nice(19)
    report = verify(Path(folder), progress=progress, held=(int(size), bytes.fromhex(root)))
    findings, more = report.findings[:MOST], len(report.findings[MOST:])
    if more:
        findings.append(ngettext("And {n} thing more.", "And {n} things more.", more).format(n=f"{more:,}"))
    result = Result(report.size, findings, report.unsigned, report.damage[:MOST])
    sys.stdout.buffer.write(msgspec.json.encode(result))


def copy(data: str, target: str) -> None:
    """Back the assembly up, and print a Copied."""
    from kiosk.journal.backup import back_up

    try:
        done = back_up(Path(data), Path(target))
        outcome = Copied(str(done.folder), done.size, done.key, done.names)
    except KioskError as trouble:
        outcome = Copied(refused=trouble.sentence)
    except OSError as error:
        outcome = Copied(errno=error.errno or errno.EIO)
    sys.stdout.buffer.write(msgspec.json.encode(outcome))


if __name__ == "__main__":
    speak(sys.argv[1])
    (main if sys.argv[2] == "check" else copy)(*sys.argv[3:])
