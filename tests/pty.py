"""A terminal's raw side for tests: every byte that a program wrote, and when.

`Pty` is for what a screen does not show: whether a member's escape sequence reached the terminal, how many
bytes a tick of the clock costs, how soon after a key the answer was painted. What the screen looks like in
the end is the task of `tests.terminal.Terminal`; this class draws nothing.

    with Pty([KIOSK, "demo"], size=(160, 45)) as pty:
        pty.wait_for("Maple Street")
        pressed = pty.keys("p")
        painted = pty.wait_for("PAUSED")       # seconds of the same clock: painted - pressed
        assert b"\\x1b]52" not in pty.output
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

from tests.keys import ESCAPE_GAP, named
from tests.terminal import Size, surroundings

_ESCAPES = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI: colours, moves, modes
    rb"|\x1b[\]PX^_].*?(?:\x07|\x1b\\)"  # OSC, DCS and the other strings
    rb"|\x1b[ -/]*[0-~]",
    re.DOTALL,
)


def plain(written: bytes) -> str:
    """Return the letters among the bytes, in the order written, without colours and cursor moves."""
    return _ESCAPES.sub(b"", written).decode(errors="replace")


class Pty:
    """A command on a pseudo-terminal.

    `size` columns and rows; `env` is added to the environment; `group` a control group's folder that the
    command enters before it starts. `started` is its start on time.monotonic(); `output` is everything
    written so far.
    """

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        size: Size = (80, 24),
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        group: Path | None = None,
    ) -> None:
        self.output = bytearray()
        self._seen = 0
        self._ended = False
        self._ours, theirs = os.openpty()
        self.resize(*size)

        def enter() -> None:
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
            if group is not None:
                (group / "cgroup.procs").write_text("0")

        self.started = time.monotonic()
        self._process = subprocess.Popen(
            list(map(str, command)),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=surroundings({"TERM": "xterm-256color"} | dict(env or {})),
            cwd=cwd,
            start_new_session=True,
            preexec_fn=enter,
        )
        os.close(theirs)

    @property
    def pid(self) -> int:
        """Return the command's process id."""
        return self._process.pid

    def send(self, sent: bytes) -> float:
        """Write bytes as if typed, and begin a new search for `wait_for`; returns the time of writing."""
        self.read_for(0)
        self._seen = len(self.output)
        now = time.monotonic()
        os.write(self._ours, sent)
        return now

    def keys(self, *names: str) -> float:
        """Press keys (names: tests.keys); returns the time of the last one."""
        now = time.monotonic()
        for name in names:
            key = named(name)
            now = self.send(name.encode() if key is None else key.sent)
            if name == "escape" and len(names) > 1:
                time.sleep(ESCAPE_GAP)
        return now

    def _read(self, seconds: float) -> bool:
        """Read what arrives within so many seconds; False when nothing came."""
        if self._ended or not select.select([self._ours], [], [], max(0.0, seconds))[0]:
            return False
        try:
            self.output += (chunk := os.read(self._ours, 65536))
        except OSError:  # EIO: the other side is closed
            chunk = b""
        self._ended = not chunk
        return bool(chunk)

    def read_some(self, seconds: float) -> bool:
        """Wait at most so many seconds for output; True if some came."""
        return self._read(seconds)

    def read_for(self, seconds: float) -> bytes:
        """Return everything that is written from now on for so many seconds."""
        before, until = len(self.output), time.monotonic() + seconds
        while not self._ended and (self._read(until - time.monotonic()) or time.monotonic() < until):
            pass
        return bytes(self.output[before:])

    def read_quiet(self, quiet: float = 0.3, seconds: float = 10) -> bytes:
        """Return everything that is written until nothing comes for `quiet` seconds."""
        before, until = len(self.output), time.monotonic() + seconds
        while self._read(quiet):
            if time.monotonic() > until:
                raise AssertionError(f"the program did not stop painting in {seconds} seconds")
        return bytes(self.output[before:])

    def wait_for(self, text: str, seconds: float = 10) -> float:
        """Return the time at which the whole text had been written, on time.monotonic().

        Looks at what was written since the last key (or the start), without escape sequences. A program
        that paints only the letters that changed may never write the whole text: choose accordingly.
        """
        until = time.monotonic() + seconds
        now = time.monotonic()
        while text not in plain(bytes(self.output[self._seen :])):
            if not self._read(until - time.monotonic()):
                trouble = "the program ended" if self._ended else f"not in {seconds} seconds"
                end = plain(bytes(self.output[self._seen :]))[-2000:]
                raise AssertionError(f"{text!r}: {trouble}. Written since the last key:\n{end}")
            now = time.monotonic()
        return now

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the terminal; a running program gets a signal from the kernel."""
        fcntl.ioctl(self._ours, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def wait_end(self, seconds: float = 10) -> int:
        """Return the exit status once the command has ended; its last output is kept."""
        until = time.monotonic() + seconds
        while self._process.poll() is None:
            if time.monotonic() > until:
                raise AssertionError(f"the program did not end in {seconds} seconds")
            self._read(0.05)
        while self._read(0):
            pass
        return self._process.returncode

    def kill9(self) -> None:
        """Kill the command with SIGKILL, without warning."""
        os.kill(self.pid, signal.SIGKILL)
        self.wait_end()

    def close(self) -> None:
        """End the command, everything it started in its session, and the pseudo-terminal."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()
        if self._ours >= 0:
            os.close(self._ours)
            self._ours = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
