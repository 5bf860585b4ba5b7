"""A wall for tests: the kiosk in a real terminal on a headless screen, photographed pixel by pixel.

`Wall` starts sway without a graphics card, foot in sway, and the command in foot. It shows what a projector
would: real fonts, real block elements, real colours; zbarimg can read the codes in its pictures. What foot
gets is sent to a tmux of the same size as well, so that a test can wait for what the wall shows.

    with Wall([KIOSK, "demo"]) as wall:
        wall.wait_for("Maple Street")
        wall.keys("f2")
        wall.picture(tmp_path / "floor.png")

By hand, at 1920x1080, keys and waits in the order given:

    python -m tests.sway ".venv/bin/kiosk demo" /tmp/floor.png wait:Maple f2 a type:Jer shot:/tmp/a.png enter

sway refuses root. Root therefore runs it as `nobody`, with the one capability that lets nobody's programs
read the same files as the tests (a work tree under /root, for instance).
"""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Self

from tests.keys import ESCAPE_GAP, named
from tests.pty import plain
from tests.terminal import Screen, Size, Terminal, surroundings

PROGRAMS = ("sway", "foot", "grim", "wtype", "script", "zbarimg", "tmux")
"""Programs that `needs` must name for a test with a wall."""

NOBODY = 65534
LOOK_EVERY = 0.05
FIRST_KEY = "150"
"""Milliseconds that wtype waits before it types: sooner, foot loses the first key of a new keyboard."""
STILL = 0.2
"""Seconds between two pictures that must be equal before the wall counts as finished."""
LINE_HEIGHTS = {26: "30px", 40: "45px"}
"""Pixels of the font -> of the line, so that 1920x1080 holds 120x36 and 80x24 cells; 20 gives 160x45."""

_TTY = re.compile(rb'TTY="([^"]+)"')
"""The first line that `script` writes, with the device at the other side of foot."""
_MIRROR = "stty raw -echo; exec tail --bytes=+1 --follow "
"""Repeat what was written, without tmux's answers to the program's questions to its terminal."""
_FOOT = """\
exec foot --config=/dev/null --fullscreen --log-level=warning --font='{font}' -o pad=0x0 -o dpi-aware=no \\
    -o cursor.blink=no {line_height} -- script --quiet --flush --return --command {command} {written}
"""
_SWAY = """\
output HEADLESS-1 resolution {width}x{height} position 0 0
output * bg #000000 solid_color
default_border none
focus_follows_mouse no
seat * hide_cursor 1
exec {starter} > {folder}/foot.log 2>&1
"""


class Wall:
    """A command on a screen of `size` pixels, in letters `font_px` high.

    `env` is added to the environment, `cwd` is where the command starts. Waits are bounded and raise
    AssertionError with what the wall shows.
    """

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        size: tuple[int, int] = (1920, 1080),
        font_px: int = 20,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="kiosk-wall-"))
        self._written = self._folder / "written"
        self._mirror: Terminal | None = None
        self._mirrored = (80, 24)
        starter = self._prepare(list(map(str, command)), size, font_px)
        sandbox = {"HOME": str(self._folder), "XDG_RUNTIME_DIR": str(self._folder), "SHELL": "/bin/sh"}
        headless = {"WLR_BACKENDS": "headless", "WLR_RENDERER": "pixman", "WLR_LIBINPUT_NO_DEVICES": "1"}
        self._env = surroundings(dict(env or {}) | sandbox | headless)
        with (self._folder / "sway.log").open("wb") as log:
            self._sway = subprocess.Popen(
                [*_ordinary(), "sway", "--config", str(starter)],
                env=self._env,
                cwd=cwd,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            self._until(self._connected, 20, "sway did not open a screen")
            self._until(self._painted, 30, "the program painted nothing")
        except BaseException:
            self.close()
            raise

    def _prepare(self, command: list[str], size: tuple[int, int], font_px: int) -> Path:
        """Write the configuration, owned by the user who will run it."""
        line_height = f"-o line-height={LINE_HEIGHTS[font_px]}" if font_px in LINE_HEIGHTS else ""
        foot, sway = self._folder / "foot", self._folder / "sway"
        foot.write_text(
            "#!/bin/sh\n"
            + _FOOT.format(
                font=f"DejaVu Sans Mono:pixelsize={font_px}",
                line_height=line_height,
                command=shlex.quote("exec " + shlex.join(command)),
                written=self._written,
            )
        )
        foot.chmod(0o755)
        sway.write_text(_SWAY.format(width=size[0], height=size[1], starter=foot, folder=self._folder))
        if os.getuid() == 0:
            for path in (self._folder, foot, sway):
                os.chown(path, NOBODY, NOBODY)
        return sway

    def _connected(self) -> bool:
        sockets = [path for path in self._folder.glob("wayland-*") if path.suffix != ".lock"]
        if sockets:
            self._env["WAYLAND_DISPLAY"] = sockets[0].name
        return bool(sockets)

    def _painted(self) -> bool:
        return self._written.exists() and b"\n" in self._bytes()

    def _bytes(self) -> bytes:
        """Return what the command has written to its terminal, after the line that `script` begins with."""
        whole = self._written.read_bytes()
        return whole[whole.find(b"\n") + 1 :] if whole.startswith(b"Script started") else whole

    def _cells(self) -> Size:
        """Return the size of the program's terminal; foot starts with 80x24 and grows to the whole screen."""
        tty = _TTY.search(self._written.read_bytes())
        assert tty, "script did not say which terminal it is on"
        try:
            device = os.open(tty[1], os.O_RDONLY | os.O_NOCTTY)
        except FileNotFoundError:  # the program has ended
            return self._mirrored
        try:
            return os.get_terminal_size(device)
        finally:
            os.close(device)

    def screen(self) -> Screen:
        """Return what the wall shows, one text per row.

        After a change of size a new tmux repeats everything: the program paints the whole screen then.
        """
        size = self._cells()
        if self._mirror is None or size != self._mirrored:
            if self._mirror is not None:
                self._mirror.close()
            self._mirrored = size
            self._mirror = Terminal(["sh", "-c", _MIRROR + shlex.quote(str(self._written))], size=size)
        return self._mirror.screen()

    def _until(self, condition: Callable[[], object], seconds: float, trouble: str) -> None:
        until = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > until or self._sway.poll() is not None:
                raise AssertionError(f"{trouble} in {seconds} seconds.\n{self._account()}")
            time.sleep(LOOK_EVERY)

    def _account(self) -> str:
        """Return what the wall shows, and the ends of everything else that could explain a failure."""
        logs = [self._folder / name for name in ("sway.log", "foot.log")]
        ends = [plain(log.read_bytes())[-1500:] for log in logs if log.exists()]
        if self._mirror is not None:
            ends += self._mirror.screen()
        elif self._written.exists():
            ends.append(plain(self._written.read_bytes())[-1500:])
        return "\n".join(ends)

    def _run(self, *command: str) -> bytes:
        done = subprocess.run(
            [*_ordinary(), *command], env=self._env, capture_output=True, check=False, timeout=30
        )
        if done.returncode:
            raise AssertionError(f"{command[0]}: {done.stderr.decode(errors='replace').strip()}")
        return done.stdout

    def written(self) -> str:
        """Return the letters of everything that the program has written."""
        return plain(self._bytes())

    def wait_for(self, text: str, seconds: float = 15) -> None:
        """Wait until one row of the wall shows the text.

        What is shown counts, not what was written since the last key: a wall that needs no change is not
        painted again, and foot has the program paint its first screen three times over.
        """
        self._until(lambda: any(text in row for row in self.screen()), seconds, f"{text!r} was not shown")

    def keys(self, *names: str) -> None:
        """Press keys one after another (names: tests.keys)."""
        for name in names:
            key = named(name)
            if key is None:
                self._run("wtype", "-s", FIRST_KEY, "--", name)
            elif name.startswith("ctrl+"):
                self._run("wtype", "-s", FIRST_KEY, "-M", "ctrl", "-k", key.xkb, "-m", "ctrl")
            else:
                self._run("wtype", "-s", FIRST_KEY, "-k", key.xkb)
            if name == "escape":
                time.sleep(ESCAPE_GAP)

    def type(self, text: str) -> None:
        """Type text letter by letter."""
        self._run("wtype", "-s", FIRST_KEY, "-d", "10", "--", text)

    def picture(self, out: Path, *, still: bool = True, seconds: float = 15) -> Path:
        """Return a PNG of the wall, once it is `still`; a clock that ticks each second is still enough."""
        until = time.monotonic() + seconds
        before = self._glance() if still else b""
        while still:
            time.sleep(STILL)
            now = self._glance()
            if now == before:
                break
            if time.monotonic() > until:
                raise AssertionError(f"the wall did not stand still in {seconds} seconds")
            before = now
        out.write_bytes(self._run("grim", "-l", "1", "-"))
        return out

    def _glance(self) -> bytes:
        return hashlib.sha256(self._run("grim", "-t", "ppm", "-")).digest()

    def close(self) -> None:
        """Close the wall and end everything that ran on it."""
        if self._mirror is not None:
            self._mirror.close()
        if self._sway.poll() is None:
            self._sway.terminate()
            try:
                self._sway.wait(5)
            except subprocess.TimeoutExpired:
                os.killpg(self._sway.pid, signal.SIGKILL)
                self._sway.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _ordinary() -> list[str]:
    """Return the words before a command that must not run as root; none for an ordinary user."""
    if os.getuid() != 0:
        return []
    reading = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
    return ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *reading, "--"]


def codes(photographed: Path) -> list[str]:
    """Return the texts of the QR codes in a picture, as zbarimg reads them: no more tolerant than a phone."""
    command = ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", str(photographed)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    return done.stdout.decode().splitlines()


def picture(
    command: Sequence[str | Path],
    out: Path,
    *,
    size: tuple[int, int] = (1920, 1080),
    font_px: int = 20,
    keys: Iterable[str] = (),
    ready: str = "",
    env: Mapping[str, str] | None = None,
) -> Path:
    """Take one picture of a command: wait for the text `ready`, carry out `keys`, picture, end.

    `keys` are names of keys, or `type:TEXT`, `wait:TEXT` and `shot:FILE` (a picture on the way).
    """
    with Wall(command, size=size, font_px=font_px, env=env) as wall:
        if ready:
            wall.wait_for(ready)
        for word in keys:
            act, _, text = word.partition(":")
            match act if text else "":
                case "type":
                    wall.type(text)
                case "wait":
                    wall.wait_for(text)
                case "shot":
                    wall.picture(Path(text))
                case _:
                    wall.keys(word)
        return wall.picture(out)


def main(words: list[str]) -> int:
    """Run `[--font PX] [--size WxH] COMMAND OUT.png [KEY | type:TEXT | wait:TEXT | shot:FILE]...`."""
    size, font_px = (1920, 1080), 20
    while words and words[0] in ("--font", "--size"):
        option, value, *words = words
        if option == "--font":
            font_px = int(value)
        else:
            width, _, height = value.partition("x")
            size = int(width), int(height)
    if len(words) < 2:
        sys.stderr.write(f"python -m tests.sway {main.__doc__}\n")
        return 2
    command, out, *keys = words
    picture(shlex.split(command), Path(out), size=size, font_px=font_px, keys=keys)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
