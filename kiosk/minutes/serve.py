"""The minutes for phones: a web server in a process of its own that knows a table of prepared bytes.

    python -m kiosk.minutes.serve SHELF PORT ADDRESS        as the kiosk starts it (`kiosk.minutes.server`)

It answers GET and HEAD for paths in the table, and only when it is asked for by an address of this machine:
no path becomes a file name, no request changes anything. Tiles of the journal are read when asked for, where
the assembly publishes them (`kiosk.minutes.tlog`). Every connection carries one request, has a
deadline, and is counted per address. It reads the shelf of published minutes again when that has changed,
and ends with the kiosk. It makes no minutes, and it writes nothing to a terminal.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from aiohttp import web

from kiosk.language import words
from kiosk.minutes import shelf, tlog
from kiosk.minutes.door import Door, Limits
from kiosk.minutes.exits import exit_code
from kiosk.minutes.visits import COMMON, asked_for

_, ngettext = words("serving")

LIMITS = Limits()
TICK = 1.0
NICE = 5


class Web:
    """What is served now. `fetched` counts the answers that carried something."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen, self._fresh = -1, False
        self._names = {"localhost", socket.gethostname().lower(), f"{socket.gethostname().lower()}.local"}
        self.fetched = 0
        self.routes: shelf.Table = {}
        self.look()

    def look(self, again: bool = False) -> None:
        """Read the shelf if it has changed, or in any case."""
        try:
            seen = os.stat(self._folder).st_mtime_ns
        except OSError:
            seen = 0
        changed = seen != self._seen
        if again or changed or self._fresh:
            # Two changes within one tick of the file system's clock look like one: look once more.
            self._seen, self._fresh = seen, changed
            self.routes = shelf.table(self._folder)

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """One of 200, 304, 400, 404, 405."""
        if not self._asked_for_here(request):
            return _plain(400)
        if request.method not in ("GET", "HEAD"):
            return _plain(405, Allow="GET, HEAD")
        path = request.raw_path.partition("?")[0]
        found = self.routes.get(path.lower()) if path.isascii() else None
        if found is None:
            # A code is scanned as soon as it is on the wall, and may be of what was published a moment ago.
            self.look()
            found = self.routes.get(path.lower()) if path.isascii() else None
        if found is None:
            found = tlog.tile(self._folder.parent, path)
        else:
            self.fetched += request.method == "GET"
        if found is None:
            return _plain(404)
        headers = {**COMMON, "Content-Security-Policy": found.policy, "ETag": found.tag}
        if found.tag in request.headers.get("If-None-Match", ""):
            return _closing(web.Response(status=304, headers=headers))
        return _closing(web.Response(body=found.body, headers={**headers, "Content-Type": found.type}))

    def _asked_for_here(self, request: web.BaseRequest) -> bool:
        """True when the Host is this machine, by number or by its own name: no rebinding of other names."""
        return bool(asked_for(request, self._names))


def _plain(status: int, **headers: str) -> web.Response:
    """An answer that gives nothing, in one sentence."""
    sentences = {
        400: _("This was not asked in a way that the kiosk understands."),
        404: _("There is nothing here. Scan the code on the wall again."),
        405: _("Only reading is possible here."),
    }
    page = shelf.note(sentences.get(status, _("This cannot be answered.")))
    headers |= {"Content-Security-Policy": shelf.policy_of(page), "Content-Type": shelf.HTML}
    return _closing(web.Response(status=status, body=page, headers={**COMMON, **headers}))


def _closing(answer: web.Response) -> web.Response:
    """One request a connection."""
    answer.force_close()
    return answer


async def listen(served: Web, port: int, address: str) -> tuple[asyncio.Server, int]:
    """Open the door; the port that was taken (0 asks for any). Raises OSError."""
    loop = asyncio.get_running_loop()
    door = Door(served.answer, _plain, LIMITS)
    server = await loop.create_server(door, address or "0.0.0.0", port, backlog=128, reuse_address=True)
    return server, int(server.sockets[0].getsockname()[1])


async def run(
    folder: Path, port: int, address: str, said: Callable[[str], None], with_stdin: bool, tick: float = TICK
) -> None:
    """Serve until SIGTERM, SIGINT or, `with_stdin`, the end of stdin. Raises OSError where it cannot listen.

    `said` gets `port N` once, and `fetched N` whenever that has grown.
    """
    for name in ("aiohttp", "asyncio"):
        logging.getLogger(name).addHandler(logging.NullHandler())
        logging.getLogger(name).propagate = False
    loop, over = asyncio.get_running_loop(), asyncio.Event()
    served = Web(folder)
    server, taken = await listen(served, port, address)
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, over.set)
    loop.add_signal_handler(signal.SIGHUP, served.look, True)
    if with_stdin:
        loop.add_reader(0, _end_with_stdin, over)
    said(f"port {taken}")
    told = 0
    while not over.is_set():
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(over.wait(), tick)
        served.look()
        if served.fetched != told:
            told = served.fetched
            said(f"fetched {told}")
    server.close()


def _end_with_stdin(over: asyncio.Event) -> None:
    if not os.read(0, 4_096):
        over.set()


def main(arguments: list[str]) -> int:
    """The process that the kiosk starts: speaks on stdout, ends with stdin."""
    folder, port, address = Path(arguments[0]), int(arguments[1]), arguments[2]
    os.nice(NICE)
    os.set_blocking(1, False)

    def said(line: str) -> None:
        with contextlib.suppress(BlockingIOError, BrokenPipeError):
            os.write(1, f"{line}\n".encode())

    try:
        asyncio.run(run(folder, port, address, said, with_stdin=True))
    except OSError as error:
        return exit_code(error)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
