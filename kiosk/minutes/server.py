"""The kiosk's side of serving minutes: starts the web server's process, watches it, says what is wrong.

    server = Server(folder)            the assembly's data directory
    server.expect(keys, {7: digest}, index)     what may be served, at any time; nothing is until then
    server.start(8080)                 returns at once; where the port is taken, a free one, and says so
    server.address()                   "http://10.42.0.1:8080", or "" as long as nothing listens
    server.fault                       one sentence, or ""
    server.fetched                     how many pages phones have fetched since it was started
    server.stop()

A process that dies is started again, later each time, at the port it had: the QR on the wall stays true. It
ends with the kiosk, whatever happens to the kiosk, because its stdin ends then. Nothing of it is written to
the kiosk's terminal. It knows no minutes.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from kiosk.language import ENGLISH, words
from kiosk.minutes import pipe
from kiosk.minutes.addresses import address, best
from kiosk.minutes.exit_codes import NO_ADDRESS, PORT_FORBIDDEN, PORT_TAKEN
from kiosk.minutes.pipe import Expected, Fetched, Listens, Misfit

_, ngettext = words("serving")

PORT = 8080
FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0
"""Seconds before a process that died is started again; the wait doubles while it keeps dying."""
STOP_SECONDS = 3.0


class Server:
    """The web server of one assembly's minutes. Methods return at once, `stop` within a few seconds."""

    def __init__(self, folder: Path, bind: str = "", hotspot: bool = False) -> None:
        self.hotspot = hotspot
        """Phones are to use the kiosk's own hotspot: its address goes first."""
        self.fetched = 0
        self.misfit: Callable[[int], None] = lambda meeting: None
        """Called with a meeting whose files do not fit, 0 for the index, in a thread of its own: they are to
        be made again, and expected. As long as they do not fit, it is called twice a minute, never twice at a
        time.
        """
        self._expected: Expected | None = None
        self._shelf = folder / "public" / "minutes"
        self._bind = bind
        self._wanted = self._port = 0
        self._trouble = self._elsewhere = ""
        self._process: subprocess.Popen[bytes] | None = None
        self._maker: threading.Thread | None = None
        self._keeper: threading.Thread | None = None
        self._over = threading.Event()
        self._changing = threading.Lock()

    def start(self, port: int = PORT) -> None:
        """Serve at this port, 0 for any that is free. Starting twice changes nothing."""
        if self._keeper is None:
            self._wanted = port
            self._over.clear()
            self._keeper = threading.Thread(target=self._keep, name="minutes-server", daemon=True)
            self._keeper.start()

    def expect(
        self, keys: Sequence[str], meetings: Mapping[int, str], index: str = "", language: str = ENGLISH
    ) -> None:
        """Serve these versions of these meetings and nothing else, now and when the process starts again.

        `keys` are the journal's verifier keys, the newest first, none while there is no key to check seals
        with; `meetings` has the SHA-256 of each meeting's `SHA256SUMS` in hex; `index` is that of the shelf's
        index.html, "" for none. Who is refused something is told so in `language`.
        """
        with self._changing:
            self._expected = Expected(list(keys), dict(meetings), index, language)
            if self._process is not None:
                self._tell(self._process)

    def address(self) -> str:
        """Return the URL of the minutes; without a network it works on this machine only, see `fault`."""
        if not self._port:
            return ""
        return address(self._bind, self._port, self.hotspot)

    @property
    def fault(self) -> str:
        """Return one sentence about what keeps phones from the minutes, or ""."""
        if self._trouble:
            return self._trouble
        if self._port and not self._bind and not best(self.hotspot):
            return _("There is no network, so phones cannot fetch the minutes: use a stick or paper.")
        return self._elsewhere

    def stop(self) -> None:
        """End the process and forget it."""
        with self._changing:
            self._over.set()
            process = self._process
        if process is not None:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
        if self._keeper is not None:
            self._keeper.join(STOP_SECONDS)
        self._keeper, self._port, self._trouble, self._elsewhere = None, 0, "", ""

    def _keep(self) -> None:
        """Run in a thread: start the process, read its messages, start it again when it ends."""
        port, wait = self._wanted, FIRST_WAIT
        while (process := self._begin(port)) is not None:
            began = time.monotonic()
            listened = self._hear(process)
            code = process.wait()
            if not listened and code in (PORT_TAKEN, PORT_FORBIDDEN) and port:
                self._elsewhere = _port_sentence(code, port)
                port = 0
                continue
            if listened:
                port = self._port
            self._trouble = _code_sentence(code)
            if time.monotonic() - began > LONGEST_WAIT:
                wait = FIRST_WAIT
            if self._over.wait(wait):
                return
            wait = min(2 * wait, LONGEST_WAIT)

    def _begin(self, port: int) -> subprocess.Popen[bytes] | None:
        command = [sys.executable, "-m", "kiosk.minutes.serve", str(self._shelf), str(port), self._bind]
        with self._changing:
            if self._over.is_set():
                return None
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # otherwise Ctrl+C in the kiosk's terminal would end it
            )
            self._tell(self._process)
            return self._process

    def _tell(self, process: subprocess.Popen[bytes]) -> None:
        """Send what is expected; a process that has just died gets it when it is started again."""
        assert process.stdin is not None
        if self._expected is not None:
            with contextlib.suppress(OSError, ValueError):
                process.stdin.write(pipe.encode(self._expected))
                process.stdin.flush()

    def _hear(self, process: subprocess.Popen[bytes]) -> bool:
        """Read the process's messages until it ends; returns True if it listened at a port."""
        listened, before = False, self.fetched
        assert process.stdout is not None
        with contextlib.suppress(ValueError):
            for line in process.stdout:
                match pipe.said(line):
                    case Listens(port):
                        self._port, listened, self._trouble = port, True, ""
                    case Fetched(count):
                        self.fetched = before + count
                    case Misfit(meeting):
                        self._make_again(meeting)
                    case None:
                        pass
        process.stdout.close()
        with self._changing, contextlib.suppress(OSError):
            assert process.stdin is not None
            process.stdin.close()
        return listened

    def _make_again(self, meeting: int) -> None:
        """Have the kiosk make a meeting again in a thread; if one is running, the next report will do it."""
        if self._maker is None or not self._maker.is_alive():
            self._maker = threading.Thread(
                target=self.misfit, args=(meeting,), name="minutes-maker", daemon=True
            )
            self._maker.start()


def _port_sentence(code: int, port: int) -> str:
    if code == PORT_FORBIDDEN:
        return _("Port {port} is not allowed here; the minutes are at another port.").format(port=port)
    return _("Port {port} is taken by another program; the minutes are at another port.").format(port=port)


def _code_sentence(code: int) -> str:
    if code == NO_ADDRESS:
        return _("The address for the minutes does not belong to this machine, so phones cannot fetch them.")
    return _("The server of the minutes stopped; it is being started again.")
