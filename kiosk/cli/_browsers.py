"""The second screen for browsers of other machines: `kiosk follow --serve`.

    http://ADDRESS:PORT/CODE            everything; /CODE/clock, /CODE/list and /CODE/agenda are its views

textual-serve's bridge gives each browser a `kiosk follow` of its own, whose screen it draws. That process
can write nothing, so whatever a browser sends can change a view and nothing else. Nothing is fetched from
anywhere else: letters and scripts come from here. What it shows is what the room sees, names too; so the
address holds a code that only those know who read it where this was started. Others find nothing.

It serves no minutes (that is `kiosk.minutes.serve`), and the kiosk goes on without it.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import re
import shlex
import signal
import socket
import sys
from asyncio.subprocess import Process
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from hmac import compare_digest
from html import escape
from math import ceil
from pathlib import Path
from string import Template

import textual_serve
from aiohttp import WSMessage, WSMsgType, web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from kiosk.cli._guesses import Guesses
from kiosk.language import spoken, words
from kiosk.minutes.door import Door, Limits, address_of, let_stay
from kiosk.minutes.http_guard import COMMON, KEPT, asked_for

_, ngettext = words("follow")

VIEWS = ("all", "clock", "list", "agenda")
MOST = 8
"""Browsers at a time: each has a process of its own."""
LIMITS = Limits()
NICE = 5
STOP_SECONDS = 3.0
LONGEST_KEY, LARGEST_MESSAGE = 64, 4_096
LEAST, LARGEST = (40, 12), (400, 200)
"""Columns and rows that a browser may ask for."""
CODE = re.compile("[a-z0-9-]{6,40}")
"""What a code is, in small letters; six of its signs at least are letters or figures."""
_STATIC = Path(textual_serve.__file__ or "").parent / "static"
_FILES = {
    "textual.js": (_STATIC / "js/textual.js", "text/javascript"),
    "xterm.css": (_STATIC / "css/xterm.css", "text/css"),
    "letters.ttf": (_STATIC / "fonts/RobotoMono-VariableFont_wght.ttf", "font/ttf"),
}
"""All that a page needs besides itself: the package has it."""
_PAGE = Path(__file__).with_name("second.html")


class Screen(AppService):
    """One browser's `kiosk follow`; when that ends, so does the connection."""

    _process: Process | None

    async def run(self) -> None:
        """Hand on what the process paints until it ends."""
        await super().run()
        await self.remote_close()

    async def end(self) -> None:
        """Tell the process to end, and wait until it has; one that does not is killed."""
        with contextlib.suppress(TimeoutError, ConnectionError):
            await asyncio.wait_for(self.stop(), STOP_SECONDS)
        if self._process is None:
            return
        try:
            await asyncio.wait_for(self._process.wait(), STOP_SECONDS)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()


class Browsers:
    """What is answered; `code` is the first part of every path, `guesses` what wrong ones cost."""

    def __init__(self, data: Path, code: str) -> None:
        self.code = code
        self.screens: set[web.WebSocketResponse] = set()
        self._data = data.resolve()
        self._names = {"localhost", socket.gethostname().lower(), f"{socket.gethostname().lower()}.local"}
        self._downloads = DownloadManager()
        self.guesses = Guesses()

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """A page, one of its files, or the connection of a screen; else a plain refusal."""
        host = self._host(request)
        if not host:
            return _refused(400)
        code, *rest = request.path.strip("/").split("/")
        if request.method != "GET" or not CODE.fullmatch(code.lower()):
            # No code looks like this: browsers ask by themselves for /favicon.ico.
            return _plain(404, _("There is nothing here. Look again at the address, where this was started."))
        address = address_of(request.transport)
        if seconds := ceil(self.guesses.wait(address)):
            told = ngettext(
                "A wrong address was tried here. Try again in {n} second.",
                "A wrong address was tried here. Try again in {n} seconds.",
                seconds,
            )
            return _plain(429, told.format(n=seconds), {"Retry-After": str(seconds)})
        if not compare_digest(code.lower(), self.code):
            self.guesses.wrong(address)
            return _plain(404, _("There is nothing here. Look again at the address, where this was started."))
        match rest:
            case [] | ["all" | "clock" | "list" | "agenda"]:
                return self._page(host, rest[0] if rest else "all")
            case [view, "ws"] if view in VIEWS and request.headers.get("Upgrade", "").lower() == "websocket":
                return await self._screen(request, view)
            case [name] if name in _FILES:
                file, kind = _FILES[name]
                return web.Response(body=file.read_bytes(), headers={**COMMON, **KEPT, "Content-Type": kind})
            case _path:
                return _plain(404, _("There is nothing here."))

    def _host(self, request: web.BaseRequest) -> str:
        """The Host asked for, if it is this machine and the page that asks is ours; else ""."""
        host, origin = asked_for(request, self._names), request.headers.get("Origin")
        return host if origin is None or origin.partition("://")[2] == host else ""

    def _page(self, host: str, view: str) -> web.Response:
        if len(self.screens) >= MOST:
            told = ngettext("{n} browser looks already.", "{n} browsers look already.", MOST)
            return _plain(503, told.format(n=MOST))
        ended = _("The connection has ended. This page comes back by itself.")
        page = Template(_PAGE.read_text("utf-8")).substitute(
            code=self.code,
            view=view,
            language=spoken(),
            title=escape(_("Second screen")),
            opening=escape(_("Opening the second screen.")),
            ended=json.dumps(ended).replace("<", "\\u003c"),
        )
        script = page.partition("<script>")[2].partition("</script>")[0]
        policy = (
            f"default-src 'none'; script-src 'self' '{_hash(script)}'; style-src 'self' 'unsafe-inline'; "
            f"font-src 'self'; img-src 'self' data:; connect-src 'self' ws://{host} wss://{host}; "
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )
        headers = {**COMMON, "Content-Security-Policy": policy}
        return web.Response(text=page, content_type="text/html", charset="utf-8", headers=headers)

    async def _screen(self, request: web.BaseRequest, view: str) -> web.StreamResponse:
        if len(self.screens) >= MOST:
            return _plain(503, _("Too many browsers look already."))
        connection = web.WebSocketResponse(heartbeat=15, max_msg_size=LARGEST_MESSAGE)
        self.screens.add(connection)
        screen = Screen(
            self._command(view),
            write_bytes=connection.send_bytes,
            write_str=connection.send_str,
            close=connection.close,  # type: ignore[arg-type]  # what it gives back is not looked at
            download_manager=self._downloads,
        )
        try:
            await connection.prepare(request)
            let_stay(request)
            await screen.start(*_bounded(_number(request, "width", 80), _number(request, "height", 24)))
            async for message in connection:
                await _heard(screen, connection, message)
        except ConnectionError:
            pass  # the browser is gone
        finally:
            try:
                await screen.end()
            finally:
                self.screens.discard(connection)
        return connection

    def _command(self, view: str) -> str:
        words = [sys.executable, "-m", "kiosk", "--data", str(self._data), "follow", "--view", view]
        return f"exec {shlex.join(words)}"


async def _heard(screen: Screen, connection: web.WebSocketResponse, message: WSMessage) -> None:
    """A key or the size of a browser's window; what is neither is passed over."""
    if message.type is not WSMsgType.TEXT:
        return
    try:
        said = json.loads(message.data)
    except (ValueError, RecursionError):
        return
    match said:
        case ["stdin", str(keys)] if len(keys) <= LONGEST_KEY:
            await screen.send_bytes(keys.encode("utf-8", "replace"))
        case ["resize", {"width": int(width), "height": int(height)}]:
            await screen.set_terminal_size(*_bounded(width, height))
        case ["ping", str(sent)]:
            await connection.send_json(["pong", sent[:40]])
        case _other:
            pass


def _number(request: web.BaseRequest, name: str, usual: int) -> int:
    said = request.query.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 5 else usual


def _bounded(width: int, height: int) -> tuple[int, int]:
    return max(LEAST[0], min(width, LARGEST[0])), max(LEAST[1], min(height, LARGEST[1]))


def _hash(text: str) -> str:
    """As a Content-Security-Policy names an inline script (CSP 3, hash-source)."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _plain(status: int, sentence: str, more: dict[str, str] | None = None) -> web.Response:
    headers = {**COMMON, **(more or {}), "Content-Security-Policy": "default-src 'none'"}
    return web.Response(status=status, text=f"{sentence}\n", headers=headers)


def _refused(status: int) -> web.Response:
    """The answer to what was not asked in order."""
    return _plain(status, _("This was not asked in a way that the kiosk understands."))


async def serve(data: Path, code: str, port: int, address: str, said: Callable[[int], None]) -> None:
    """Serve until SIGTERM or SIGINT. Raises OSError where it cannot listen; `said` gets the port, once."""
    for name in ("aiohttp", "asyncio", "textual-serve"):
        logging.getLogger(name).addHandler(logging.NullHandler())
        logging.getLogger(name).propagate = False
    loop, over = asyncio.get_running_loop(), asyncio.Event()
    browsers = Browsers(data, code)
    door = Door(browsers.answer, _refused, LIMITS)
    server = await loop.create_server(door, address or "0.0.0.0", port, backlog=32, reuse_address=True)
    os.nice(NICE)
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, over.set)
    said(int(server.sockets[0].getsockname()[1]))
    await over.wait()
    server.close()
    for connection in list(browsers.screens):
        await connection.close()
    while browsers.screens:
        await asyncio.sleep(0.05)
    await door.shutdown(1.0)
