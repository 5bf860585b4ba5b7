"""A member's phone for tests: Chromium without a window, 360x740, driven over its DevTools protocol.

`Phone` is the browser, `Page` what it shows: its text, its links, whether it is wider than the phone, a
picture of it. It is a plain browser that follows a plain address; it knows nothing of the minutes. It runs
an event loop of its own, so tests that use it are plain functions.

    with Phone() as phone:
        page = phone.open("http://127.0.0.1:8080/a7k2q")
        assert "Decision 31" in page.text()
        assert page.fits()
        page.picture(tmp_path / "phone.png")
        minutes = fetch(page.links()["Markdown"])          # the bytes behind a link, without the browser
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, Self, TypeVar

import aiohttp

WIDTH, HEIGHT, DENSITY = 360, 740, 3
"""A small phone of today in CSS pixels, and the real pixels per CSS pixel in each direction."""
PROGRAMS = ("chromium",)
LOOK_EVERY = 0.05
_FLAGS = (
    "--headless",
    "--no-sandbox",  # the sandbox needs kernel support and refuses root; tests visit only this machine
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--no-proxy-server",
    "--remote-debugging-port=0",
)
_WIDTHS = "[document.documentElement.scrollWidth, document.body ? document.body.scrollWidth : 0, innerWidth]"
_LINKS = "Object.fromEntries([...document.links].map(a => [a.innerText.trim(), a.href]))"

Answer = dict[str, Any]
T = TypeVar("T")


def fetch(address: str, seconds: float = 10) -> bytes:
    """Return the bytes at an http address of this machine, fetched without a browser or a proxy."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(address, timeout=seconds) as answer:
        read: bytes = answer.read()
        return read


class Phone:
    """A browser with an empty profile; `close` deletes everything it stored."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="kiosk-phone-"))
        self._runner = asyncio.Runner()
        self._asked = 0
        self._session: aiohttp.ClientSession | None = None
        self._process = self._start()
        try:
            self._socket = self.run(self._connect(self._address()))
        except BaseException:
            self.close()
            raise

    def _start(self) -> subprocess.Popen[bytes]:
        flags = [*_FLAGS, f"--user-data-dir={self.folder / 'profile'}"]
        with (self.folder / "log").open("wb") as log:
            return subprocess.Popen(
                ["chromium", *flags, "about:blank"],
                env=dict(os.environ) | {"HOME": str(self.folder), "TMPDIR": str(self.folder)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _address(self, seconds: float = 30) -> str:
        """Return the address where the browser listens, which it writes to a file when ready."""
        ready, until = self.folder / "profile/DevToolsActivePort", time.monotonic() + seconds
        while not (ready.exists() and ready.read_text().count("\n")):
            if time.monotonic() > until or self._process.poll() is not None:
                log = (self.folder / "log").read_text(errors="replace")
                raise AssertionError(f"chromium did not start:\n{log[-2000:]}")
            time.sleep(LOOK_EVERY)
        port, path = ready.read_text().splitlines()[:2]
        return f"ws://127.0.0.1:{port}{path}"

    async def _connect(self, address: str) -> aiohttp.ClientWebSocketResponse:
        self._session = aiohttp.ClientSession()
        return await self._session.ws_connect(address, max_msg_size=0)

    def run(self, work: Coroutine[Any, Any, T], seconds: float = 30) -> T:
        """Run one exchange with the browser; fails when it takes longer."""
        return self._runner.run(asyncio.wait_for(work, seconds))

    async def ask(self, method: str, session: str = "", /, **parameters: object) -> Answer:
        """Return the answer to one command of the DevTools protocol; events in between are ignored."""
        self._asked += 1
        message: Answer = {"id": self._asked, "method": method, "params": parameters}
        await self._socket.send_json(message | ({"sessionId": session} if session else {}))
        while (answer := await self._socket.receive_json()).get("id") != self._asked:
            pass
        if "error" in answer:
            raise AssertionError(f"{method}: {answer['error']['message']}")
        result: Answer = answer["result"]
        return result

    def open(self, address: str, *, width: int = WIDTH, height: int = HEIGHT) -> Page:
        """Return a new page at the address, once it has loaded completely."""
        session = self.run(self._new_page(width, height))
        page = Page(self, session)
        page.go(address)
        return page

    async def _new_page(self, width: int, height: int) -> str:
        target = await self.ask("Target.createTarget", url="about:blank")
        attached = await self.ask("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        session: str = attached["sessionId"]
        await self.ask(
            "Emulation.setDeviceMetricsOverride",
            session,
            width=width,
            height=height,
            deviceScaleFactor=DENSITY,
            mobile=True,
        )
        return session

    def close(self) -> None:
        """End the browser and delete its profile."""
        if self._session is not None:
            self.run(self._session.close())
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._runner.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Page:
    """What the phone shows. Made by `Phone.open`."""

    def __init__(self, phone: Phone, session: str) -> None:
        self._phone = phone
        self._session = session

    def _ask(self, method: str, **parameters: object) -> Answer:
        return self._phone.run(self._phone.ask(method, self._session, **parameters))

    def go(self, address: str, seconds: float = 20) -> None:
        """Follow an address; AssertionError when nothing answers or the page does not load completely."""
        answer = self._ask("Page.navigate", url=address)
        if "errorText" in answer:
            raise AssertionError(f"{address}: {answer['errorText']}")
        until = time.monotonic() + seconds
        while self.evaluate("document.readyState") != "complete":
            if time.monotonic() > until:
                raise AssertionError(f"{address} did not load in {seconds} seconds")
            time.sleep(LOOK_EVERY)

    def evaluate(self, script: str) -> Any:
        """Return the value of a JavaScript expression in the page; AssertionError with what it throws."""
        answer = self._ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            thrown = answer["exceptionDetails"]
            raise AssertionError(thrown.get("exception", thrown).get("description", thrown["text"]))
        return answer["result"].get("value")

    def before(self, script: str) -> None:
        """Run this in every document opened from now on, before its own scripts."""
        self._ask("Page.enable")
        self._ask("Page.addScriptToEvaluateOnNewDocument", source=script)

    def text(self) -> str:
        """Return the words that a reader sees."""
        return str(self.evaluate("document.body ? document.body.innerText : ''"))

    def wait_for(self, words: str, seconds: float = 10) -> None:
        """Wait until the page shows these words."""
        until = time.monotonic() + seconds
        shown = ""
        while words not in shown:
            if time.monotonic() > until:
                raise AssertionError(f"{words!r}: not in {seconds} seconds. The page shows:\n{shown}")
            time.sleep(LOOK_EVERY)
            with contextlib.suppress(AssertionError):  # during navigation a page has no text
                shown = self.text()

    def title(self) -> str:
        """Return the page's title."""
        return str(self.evaluate("document.title"))

    def html(self) -> str:
        """Return the document as it is after loading."""
        return str(self.evaluate("document.documentElement.outerHTML"))

    def links(self) -> dict[str, str]:
        """Return whole addresses by their link texts; of two links with the same text the later one."""
        found: dict[str, str] = self.evaluate(_LINKS)
        return found

    def width(self) -> int:
        """Return the width of the laid-out page in CSS pixels; beyond the phone's, it scrolls sideways."""
        return int(max(self.evaluate(_WIDTHS)))

    def fits(self, width: int = WIDTH) -> bool:
        """True when no part of the page lies outside the phone's width."""
        return self.width() <= width

    def click(self, words: str) -> None:
        """Tap the link or button with these words."""
        among = "[...document.querySelectorAll('a, button')]"
        self.evaluate(f"{among}.find(e => e.innerText.trim() === {json.dumps(words)}).click()")

    def picture(self, out: Path, *, whole: bool = False) -> Path:
        """Write a PNG of what the phone shows, or of the `whole` page; returns its file."""
        answer = self._ask("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        out.write_bytes(base64.b64decode(answer["data"]))
        return out
