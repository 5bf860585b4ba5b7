"""The minutes for phones: a web server in a process of its own that knows a table of prepared bytes.

    python -m kiosk.minutes.serve SHELF PORT ADDRESS        as the kiosk starts it (`kiosk.minutes.server`)

It answers GET and HEAD for paths in the table, and only when it is asked for by an address of this machine:
no path becomes a file name, no request changes anything. Tiles of the journal are read when asked for, where
the assembly publishes them (`kiosk.minutes.tlog`). Every connection carries one request, has a
deadline, and is counted per address. It reads the shelf of published minutes again when that has changed,
serves of it what the kiosk said on its stdin that it expects, says on its stdout what does not fit, and ends
with the kiosk. It makes no minutes, and it writes nothing to a terminal.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import re
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

from aiohttp import web

from kiosk.journal.note import MalformedNote
from kiosk.language import speak, words
from kiosk.minutes import pipe, scanned, shelf, tlog
from kiosk.minutes.door import Door, Limits
from kiosk.minutes.exit_codes import exit_code
from kiosk.minutes.http_guard import COMMON, KEPT, asked_for
from kiosk.minutes.pipe import Expected, Fetched, Lines, Listens, Misfit, Said
from kiosk.minutes.shelf import Prepared
from kiosk.minutes.table import Table, checking, table, withheld

_, ngettext = words("serving")

LIMITS = Limits()
TICK = 1.0
NICE = 5
GRACE, AGAIN = 3.0, 30.0
"""Seconds before a misfit is told, since files and what is expected do not change together; then until the
next time."""
_SLUG = re.compile(r"/([a-z2-7]{5,52})(?:[./].*)?")


class Web:
    """Serves the files that are what the kiosk expects.

    `fetched` counts the answers with content.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen, self._fresh = -1, False
        self._names = {"localhost", socket.gethostname().lower(), f"{socket.gethostname().lower()}.local"}
        self._expected: Expected | None = None
        self._slugs: dict[int, str] = {}
        self._due: dict[int, float] = {}
        self.fetched = 0
        self.table = Table()
        self.look()

    def expect(self, expected: Expected) -> None:
        """Serve these files from now on, and no others; keys that cannot be parsed are ignored."""
        before, self._expected = self._expected, expected
        speak(expected.language)
        try:
            self.look(again=True)
        except MalformedNote:
            self._expected = before

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
            self.table = table(self._folder, self._expected)
            self._slugs |= self.table.slugs

    def misfits(self, now: float) -> list[int]:
        """Return the misfits to be reported now: each after a grace period, then again and again."""
        self._due = {number: self._due.get(number, now + GRACE) for number in self.table.misfits}
        due = sorted(number for number, at in self._due.items() if at <= now)
        self._due |= dict.fromkeys(due, now + AGAIN)
        return due

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Return an answer with status 200, 304, 400, 404, 405 or 503."""
        if not self._asked_for_here(request):
            return _plain(400)
        if request.method not in ("GET", "HEAD"):
            return _plain(405, Allow="GET, HEAD")
        path = request.raw_path.partition("?")[0]
        found = self.given(path)
        if found is None:
            # A code is scanned as soon as it is on the wall, and may be of what was published a moment ago.
            self.look()
            found = self.given(path)
        if found is None:
            found = tlog.tile(self._folder.parent, path)
        else:
            self.fetched += request.method == "GET"
        if found is None:
            return self._nothing(path.lower())
        headers = {**COMMON, "Content-Security-Policy": found.policy}
        if found.tag:
            headers |= {**KEPT, "ETag": found.tag}
            if found.tag in request.headers.get("If-None-Match", ""):
                return _closing(web.Response(status=304, headers=headers))
        return _closing(web.Response(body=found.body, headers={**headers, "Content-Type": found.type}))

    def given(self, path: str) -> Prepared | None:
        """Return what lies under a path, or under a code's whose size and root are those of the minutes."""
        routes = self.table.routes
        if (code := scanned.parsed(path)) and scanned.fits(code, *self.table.heads.get(code.slug, (0, ""))):
            return routes.get(f"/{code.slug}")
        return routes.get(path.lower()) if path.isascii() else None

    def _nothing(self, path: str) -> web.Response:
        """Return the answer for a path that is not served; it says why if that is temporary."""
        slug = _SLUG.match(path)
        if path != "/" and slug is None:
            return _plain(404)
        if self._expected is None:
            return _later(checking())
        misfits = {self._slugs[number] for number in self.table.misfits if number in self._slugs}
        if slug is None or slug[1] in misfits | self.table.withheld:
            return _later(withheld())
        if (code := scanned.parsed(path)) and code.slug in self.table.heads:
            return _plain(404, _("The code is of another journal than these minutes. Tell the room."))
        return _plain(404)

    def _asked_for_here(self, request: web.BaseRequest) -> bool:
        """True if the Host is this machine, by number or by its own name: this stops DNS rebinding."""
        return bool(asked_for(request, self._names))


def _plain(status: int, sentence: str = "", **headers: str) -> web.Response:
    """Return an answer that gives nothing, in one sentence: `sentence`, or the one of its status."""
    sentences = {
        400: _("This was not asked in a way that the kiosk understands."),
        404: _("There is nothing here. Scan the code on the wall again."),
        405: _("Only reading is possible here."),
    }
    page = shelf.note(sentence or sentences.get(status, _("This cannot be answered.")))
    headers |= {"Content-Security-Policy": shelf.policy_of(page), "Content-Type": shelf.HTML}
    return _closing(web.Response(status=status, body=page, headers={**COMMON, **headers}))


def _later(page: Prepared) -> web.Response:
    """Return an answer with a page that says what people are waiting for."""
    headers = {"Content-Security-Policy": page.policy, "Content-Type": page.type, "Retry-After": "30"}
    return _closing(web.Response(status=503, body=page.body, headers={**COMMON, **headers}))


def _closing(answer: web.Response) -> web.Response:
    """Return the answer, set to close its connection: one request per connection."""
    answer.force_close()
    return answer


async def listen(served: Web, port: int, address: str) -> tuple[asyncio.Server, int]:
    """Open the door; returns the server and its port (`port` 0 asks for any). Raises OSError."""
    loop = asyncio.get_running_loop()
    door = Door(served.answer, _plain, LIMITS)
    server = await loop.create_server(door, address or "0.0.0.0", port, backlog=128, reuse_address=True)
    return server, int(server.sockets[0].getsockname()[1])


async def run(
    served: Web, port: int, address: str, said: Callable[[Said], None], with_stdin: bool, tick: float = TICK
) -> None:
    """Serve until SIGTERM, SIGINT or, `with_stdin`, the end of stdin. Raises OSError where it cannot listen.

    `said` gets the port once, what was fetched whenever that has grown, and what does not fit. `with_stdin`
    says that what is expected comes from there.
    """
    for name in ("aiohttp", "asyncio"):
        logging.getLogger(name).addHandler(logging.NullHandler())
        logging.getLogger(name).propagate = False
    loop, over = asyncio.get_running_loop(), asyncio.Event()
    server, taken = await listen(served, port, address)
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, over.set)
    loop.add_signal_handler(signal.SIGHUP, served.look, True)
    if with_stdin:
        loop.add_reader(0, _hear, served, Lines(), over)
    said(Listens(taken))
    told = 0
    while not over.is_set():
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(over.wait(), tick)
        served.look()
        if served.fetched != told:
            told = served.fetched
            said(Fetched(told))
        for meeting in served.misfits(time.monotonic()):
            said(Misfit(meeting))
    server.close()


def _hear(served: Web, lines: Lines, over: asyncio.Event) -> None:
    """Read the kiosk's messages; set `over` when its stdin has ended."""
    data = os.read(0, 65_536)
    if not data:
        over.set()
    for line in lines.take(data):
        if (expected := pipe.expected(line)) is not None:
            served.expect(expected)


def main(arguments: list[str]) -> int:
    """Run the process that the kiosk starts: it reports on stdout and ends with its stdin."""
    folder, port, address = Path(arguments[0]), int(arguments[1]), arguments[2]
    os.nice(NICE)
    os.set_blocking(1, False)

    def said(message: Said) -> None:
        with contextlib.suppress(BlockingIOError, BrokenPipeError):
            os.write(1, pipe.encode(message))

    try:
        asyncio.run(run(Web(folder), port, address, said, with_stdin=True))
    except OSError as error:
        return exit_code(error)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
