"""A real terminal for tests: what a person types, what the screen shows, and the bytes written.

`Terminal` runs a command inside a tmux of its own and reads the screen as a person would, cell by cell.
`Pty` (tests.pty) gives the raw bytes instead. Neither knows the kiosk; both close everything they started.

    with Terminal([KIOSK, "demo"], size=(120, 36)) as terminal:
        terminal.wait_for("Maple Street")
        terminal.keys("f2", "a")
        terminal.type("Jérôme")
        terminal.keys("enter")
        terminal.wait_for(lambda screen: "Jérôme" in screen[10])
"""

from __future__ import annotations

import contextlib
import os
import shlex
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Self

from tests.keys import ESCAPE_GAP, named

Size = tuple[int, int]
"""Columns, rows."""
Screen = list[str]
"""One string per row, without trailing blanks."""

LOOK_EVERY = 0.05
CONFIGURATION = """\
set -g status off
set -g remain-on-exit on
set -g default-terminal tmux-256color
set -sa terminal-overrides ",*:Tc"
set -sg escape-time 0
set -g history-limit 0
set -g remain-on-exit-format ""
"""
"""Hide tmux's own lines; keep the last screen of a program that has ended."""


def surroundings(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return this environment for a program under test, without what changes colours or language."""
    private = ("TEXTUAL", "TMUX", "NO_COLOR", "WAYLAND", "DISPLAY", "LC_", "LANG", "COLUMNS", "LINES")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(private)}
    return kept | {"LC_ALL": "C.UTF-8", "COLORTERM": "truecolor"} | dict(extra or {})


_END = "#{pid},#{pane_dead},#{pane_dead_status},#{pane_dead_signal}"


def _trimmed(shown: str) -> Screen:
    return [row.rstrip() for row in shown.split("\n")[:-1]]


class Terminal:
    """A command in a terminal of a fixed size.

    `size` columns and rows; `env` is added to the environment; `cwd` where the command starts. Everything
    that waits is bounded and fails with AssertionError, the last screen in its message.
    """

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        size: Size = (80, 24),
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="kiosk-terminal-")
        self._env = surroundings(env)
        configuration = Path(self._folder.name, "tmux.conf")
        configuration.write_text(CONFIGURATION)
        line = "exec " + shlex.join(map(str, command))
        columns, rows = map(str, size)
        geometry = ("-x", columns, "-y", rows, "-c", str(cwd or Path.cwd()))
        self._tmux("-f", str(configuration), "new-session", "-d", *geometry, line)

    def _tmux(self, *words: str) -> str:
        socket = str(Path(self._folder.name, "socket"))
        done = subprocess.run(
            ["tmux", "-u", "-S", socket, *words], env=self._env, capture_output=True, check=False, timeout=20
        )
        if done.returncode:
            raise AssertionError(f"tmux {words[0]}: {done.stderr.decode(errors='replace').strip()}")
        return done.stdout.decode()

    def _asked(self, what: str) -> str:
        return self._tmux("display-message", "-p", f"#{{{what}}}").strip()

    @property
    def pid(self) -> int:
        """Return the process id of the command itself (no shell is in between)."""
        return int(self._asked("pane_pid"))

    @property
    def cursor(self) -> tuple[int, int]:
        """Return the cursor's column and row, from 0."""
        return int(self._asked("cursor_x")), int(self._asked("cursor_y"))

    def status(self) -> int | None:
        """Return None while the command runs, then its exit status, or minus the signal that ended it."""
        return self._ended(self._tmux("display-message", "-p", _END))

    @staticmethod
    def _ended(told: str) -> int | None:
        """Read tmux's answer to `_END`.

        tmux 3.3 sometimes misses the signal that its child has ended, and never collects the child's status,
        so the signal is sent again.
        """
        server, dead, status, signalled = told.strip().split(",")
        if signalled:
            return -int(signalled)
        if status:
            return int(status)
        if dead == "1":
            os.kill(int(server), signal.SIGCHLD)
        return None

    def keys(self, *names: str) -> None:
        """Press keys one after another (names: tests.keys)."""
        for name in names:
            key = named(name)
            if key is None:
                self.type(name)
                continue
            self._tmux("send-keys", key.tmux)
            if name == "escape":
                time.sleep(ESCAPE_GAP)

    def type(self, text: str) -> None:
        """Type text as a person would; line ends are not keys."""
        if text.endswith(";"):  # tmux reads a final semicolon as the end of its own command
            text = text[:-1] + "\\;"
        self._tmux("send-keys", "-l", "--", text)

    def paste(self, text: str) -> None:
        """Paste text, including line ends, marked as pasted if the program asked for that."""
        buffer = Path(self._folder.name, "pasted")
        buffer.write_text(text)
        self._tmux("load-buffer", str(buffer))
        self._tmux("paste-buffer", "-p", "-r")

    def screen(self) -> Screen:
        """Return what the screen shows, as many rows as it has."""
        return self._rows()

    def colours(self) -> Screen:
        """Return the screen with its colours and styles as escape sequences (SGR)."""
        return self._rows("-e")

    def _rows(self, *how: str) -> Screen:
        return _trimmed(self._tmux("capture-pane", "-p", *how))

    def _look(self) -> tuple[int | None, Screen]:
        """Return the exit status, if any, and the screen, both from one request."""
        asked = ("display-message", "-p", _END, ";", "capture-pane", "-p")
        status, _, shown = self._tmux(*asked).partition("\n")
        return self._ended(status), _trimmed(shown)

    def wait_for(self, what: str | Callable[[Screen], object], seconds: float = 10) -> Screen:
        """Return the first screen that has the text `what` in a row, or for which the callable is true."""
        until = time.monotonic() + seconds
        while True:
            ended, screen = self._look()
            if any(what in row for row in screen) if isinstance(what, str) else what(screen):
                return screen
            if ended is not None:
                raise AssertionError(self._told(what, f"the program ended with {ended}", screen))
            if time.monotonic() > until:
                raise AssertionError(self._told(what, f"not in {seconds} seconds", screen))
            time.sleep(LOOK_EVERY)

    def _told(self, what: object, trouble: str, screen: Screen) -> str:
        columns = self._asked("pane_width")
        rule = "-" * int(columns)
        return "\n".join([f"{what!r}: {trouble}. The last screen:", rule, *screen, rule])

    def wait_end(self, seconds: float = 10) -> int:
        """Wait for the end of the command; returns its exit status."""
        until = time.monotonic() + seconds
        while (status := self.status()) is None:
            if time.monotonic() > until:
                raise AssertionError(self._told("the end", f"not in {seconds} seconds", self.screen()))
            time.sleep(LOOK_EVERY)
        return status

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the terminal of the running program."""
        self._tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def kill9(self) -> None:
        """Kill the program with SIGKILL, like a power cut. Returns when it is gone."""
        os.kill(self.pid, signal.SIGKILL)
        self.wait_end()

    def close(self) -> None:
        """End the terminal and everything that runs in it."""
        with contextlib.suppress(AssertionError):
            if self.status() is None:
                self.kill9()
            self._tmux("kill-server")
        self._folder.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
