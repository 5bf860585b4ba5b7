"""Serving the second screen to browsers: how many, and what is taken from them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from aiohttp import WSMsgType
from hypothesis import given
from hypothesis import strategies as st

from kiosk.cli import _browsers
from kiosk.cli._browsers import LARGEST, LEAST, Browsers, Door, _bounded


@asynccontextmanager
async def open_door(data: Path) -> AsyncIterator[tuple[Browsers, str]]:
    """What is answered, and the address without the code."""
    browsers = Browsers(data, "room")
    door = Door(browsers.answer, access_log=None)
    server = await asyncio.get_running_loop().create_server(door, "127.0.0.1", 0)
    yield browsers, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    server.close()
    await door.shutdown(1.0)


async def test_so_many_browsers_at_a_time(founded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One more is told so, with its page and with its connection; when one has left, there is room again."""
    monkeypatch.setattr(_browsers, "MOST", 1)
    async with open_door(founded) as (browsers, address), aiohttp.ClientSession() as client:
        async with client.ws_connect(f"{address}/room/clock/ws?width=90&height=30") as screen:
            painted = b""
            while b"recorded" not in painted:
                message = await screen.receive(60)
                assert message.type is WSMsgType.BINARY
                painted += message.data
            async with client.get(f"{address}/room") as page:
                assert (page.status, await page.text()) == (503, "1 browser looks already.\n")
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await client.ws_connect(f"{address}/room/all/ws")
        while browsers.screens:
            async with client.get(f"{address}/room/xterm.css") as answer:
                assert answer.status == 200
        async with client.get(f"{address}/room") as page:
            assert page.status == 200
            assert "default-src 'none'" in page.headers["Content-Security-Policy"]


async def test_nothing_of_a_page_comes_from_elsewhere(founded: Path) -> None:
    """The page names no other host, and may not ask one."""
    async with open_door(founded) as (_served, address), aiohttp.ClientSession() as client:
        async with client.get(f"{address}/room") as page:
            text, policy = await page.text(), page.headers["Content-Security-Policy"]
        assert re.findall(r"(?:https?:|url\(|src=|href=)[\"']?([^\"' )>]+)", text) == [
            "/room/letters.ttf",
            "/room/xterm.css",
            "/room/letters.ttf",
            "/room/textual.js",
        ]
        assert set(re.findall(r"\w+://[\w.:]+", policy)) == {
            address.replace("http", scheme) for scheme in ("ws", "wss")
        }


@given(st.integers(), st.integers())
def test_a_window_has_bounds(width: int, height: int) -> None:
    """Whatever size is asked for, the screen has a bounded one."""
    wide, high = _bounded(width, height)
    assert LEAST[0] <= wide <= LARGEST[0]
    assert LEAST[1] <= high <= LARGEST[1]
