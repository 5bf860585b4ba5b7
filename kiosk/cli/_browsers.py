"""The second screen for browsers of other machines: `kiosk follow --serve`.

    http://ADDRESS:PORT/CODE            everything; /CODE/clock, /CODE/list and /CODE/agenda are its views

textual-serve's bridge gives each browser a `kiosk follow` of its own, whose screen it draws. That process can
write nothing, so a browser's message can change a view and nothing else. Nothing is loaded from elsewhere:
fonts and scripts come from here. The pages show what the room sees, names too; so the address holds a code,
which people read off the terminal where this was started. Without it they find nothing.

It serves no minutes (that is `kiosk.minutes.serve`), and the kiosk does not depend on it.
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
"""The form of a code, in small letters; at least six of its characters are letters or digits."""
_STATIC = Path(textual_serve.__file__ or "").parent / "static"
_FILES = {
    "textual.js": (_STATIC / "js/textual.js", "text/javascript"),
    "xterm.css": (_STATIC / "css/xterm.css", "text/css"),
    "letters.ttf": (_STATIC / "fonts/RobotoMono-VariableFont_wght.ttf", "font/ttf"),
}
"""All that a page loads, from the installed package."""
_PAGE = Path(__file__).with_name("second.html")


class Screen(AppService):
    """One browser's `kiosk follow`; when the process ends, so does the connection."""

    _process: Process | None

    async def run(self) -> None:
        """Forward what the process paints until it ends."""
        await super().run()
        await self.remote_close()

    async def end(self) -> None:
        """Stop the process and wait for its end; kill it if it takes too long."""
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
    """Answers requests; `code` is the first part of every path, `guesses` delays wrong ones."""

    def __init__(self, data: Path, code: str) -> None:
        self.code = code
        self.screens: set[web.WebSocketResponse] = set()
        self._data = data.resolve()
        self._names = {"localhost", socket.gethostname().lower(), f"{socket.gethostname().lower()}.local"}
        self._downloads = DownloadManager()
        self.guesses = Guesses()

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer with a page, one of its files, or a screen's connection; everything else is refused."""
        host = self._host(request)
        if not host:
            return _refused(400)
        code, *rest = request.path.strip("/").split("/")
        if request.method != "GET" or not CODE.fullmatch(code.lower()):
            # This cannot be a guessed code, and costs no wait: browsers request /favicon.ico by themselves.
            return _plain(404, _("There is nothing here. Look again at the address, where this was started."))
        address = address_of(request.transport)
        if seconds := ceil(self.guesses.wait(address)):
            sentence = ngettext(
                "A wrong address was tried here. Try again in {n} second.",
                "A wrong address was tried here. Try again in {n} seconds.",
                seconds,
            )
            return _plain(429, sentence.format(n=seconds), {"Retry-After": str(seconds)})
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
        """Return the Host of the request if it is this machine, and Origin, if any, is the same; else ""."""
        host, origin = asked_for(request, self._names), request.headers.get("Origin")
        return host if origin is None or origin.partition("://")[2] == host else ""

    def _page(self, host: str, view: str) -> web.Response:
        if len(self.screens) >= MOST:
            sentence = ngettext("{n} browser looks already.", "{n} browsers look already.", MOST)
            return _plain(503, sentence.format(n=MOST))
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
            close=connection.close,  # type: ignore[arg-type]  # its result is not used
            download_manager=self._downloads,
        )
        try:
            await connection.prepare(request)
            let_stay(request)
            await screen.start(*_bounded(_number(request, "width", 80), _number(request, "height", 24)))
            async for message in connection:
                await _handle(screen, connection, message)
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


async def _handle(screen: Screen, connection: web.WebSocketResponse, message: WSMessage) -> None:
    """Handle a key or the size of a browser's window; ignore every other message."""
    if message.type is not WSMsgType.TEXT:
        return
    try:
        event = json.loads(message.data)
    except (ValueError, RecursionError):
        return
    match event:
        case ["stdin", str(keys)] if len(keys) <= LONGEST_KEY:
            await screen.send_bytes(keys.encode("utf-8", "replace"))
        case ["resize", {"width": int(width), "height": int(height)}]:
            await screen.set_terminal_size(*_bounded(width, height))
        case ["ping", str(sent)]:
            await connection.send_json(["pong", sent[:40]])
        case _other:
            pass


def _number(request: web.BaseRequest, name: str, usual: int) -> int:
    digits = request.query.get(name, "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 5 else usual


def _bounded(width: int, height: int) -> tuple[int, int]:
    return max(LEAST[0], min(width, LARGEST[0])), max(LEAST[1], min(height, LARGEST[1]))


def _hash(text: str) -> str:
    """Return the hash of an inline script as a Content-Security-Policy names it (CSP 3, hash-source)."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _plain(status: int, sentence: str, more: dict[str, str] | None = None) -> web.Response:
    headers = {**COMMON, **(more or {}), "Content-Security-Policy": "default-src 'none'"}
    return web.Response(status=status, text=f"{sentence}\n", headers=headers)


def _refused(status: int) -> web.Response:
    """Answer a request that breaks HTTP's rules or the kiosk's limits."""
    return _plain(status, _("This was not asked in a way that the kiosk understands."))


async def serve(data: Path, code: str, port: int, address: str, on_port: Callable[[int], None]) -> None:
    """Serve until SIGTERM or SIGINT; calls `on_port` once it listens. Raises OSError if it cannot."""
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
    on_port(int(server.sockets[0].getsockname()[1]))
    await over.wait()
    server.close()
    for connection in list(browsers.screens):
        await connection.close()
    while browsers.screens:
        await asyncio.sleep(0.05)
    await door.shutdown(1.0)
