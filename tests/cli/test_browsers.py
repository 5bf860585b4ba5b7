"""Serving the second screen to browsers: how many, and which messages they may send."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiohttp
import pytest
from aiohttp import WSMsgType
from hypothesis import given
from hypothesis import strategies as st

from kiosk.cli import _browsers
from kiosk.cli._browsers import LARGEST, LEAST, LIMITS, Browsers, _bounded, _refused
from kiosk.cli._guesses import FIRST_WAIT, Guesses
from kiosk.minutes.door import Door, Limits

CODE = "the-room"


@asynccontextmanager
async def open_door(data: Path) -> AsyncIterator[tuple[Browsers, str]]:
    """Yield the server, and its address without the code."""
    browsers = Browsers(data, CODE)
    door = Door(browsers.answer, _refused, LIMITS)
    server = await asyncio.get_running_loop().create_server(door, "127.0.0.1", 0)
    yield browsers, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    server.close()
    while browsers.screens:  # a process that outlives its loop complains
        await asyncio.sleep(0.02)
    await door.shutdown(1.0)


async def test_so_many_browsers_at_a_time(founded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One more is refused, as page and as connection; when one has left, there is room again."""
    monkeypatch.setattr(_browsers, "MOST", 1)
    async with open_door(founded) as (browsers, address), aiohttp.ClientSession() as client:
        async with client.ws_connect(f"{address}/{CODE}/clock/ws?width=90&height=30") as screen:
            painted = b""
            while b"recorded" not in painted:
                message = await screen.receive(60)
                assert message.type is WSMsgType.BINARY
                painted += message.data
            async with client.get(f"{address}/{CODE}") as page:
                assert (page.status, await page.text()) == (503, "1 browser looks already.\n")
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await client.ws_connect(f"{address}/{CODE}/all/ws")
        while browsers.screens:
            async with client.get(f"{address}/{CODE}/xterm.css") as answer:
                assert answer.status == 200
        async with client.get(f"{address}/{CODE}") as page:
            assert page.status == 200
            assert "default-src 'none'" in page.headers["Content-Security-Policy"]


async def test_nothing_of_a_page_comes_from_elsewhere(founded: Path) -> None:
    """The page names no other host, and its policy forbids loading from one."""
    async with open_door(founded) as (_served, address), aiohttp.ClientSession() as client:
        async with client.get(f"{address}/{CODE}") as page:
            text, policy = await page.text(), page.headers["Content-Security-Policy"]
        assert re.findall(r"(?:https?:|url\(|src=|href=)[\"']?([^\"' )>]+)", text) == [
            f"/{CODE}/letters.ttf",
            f"/{CODE}/xterm.css",
            f"/{CODE}/letters.ttf",
            f"/{CODE}/textual.js",
        ]
        assert set(re.findall(r"\w+://[\w.:]+", policy)) == {
            address.replace("http", scheme) for scheme in ("ws", "wss")
        }


@given(st.integers(), st.integers())
def test_a_window_has_bounds(width: int, height: int) -> None:
    """Whatever size a browser asks for, the screen's is bounded."""
    wide, high = _bounded(width, height)
    assert LEAST[0] <= wide <= LARGEST[0]
    assert LEAST[1] <= high <= LARGEST[1]


async def test_a_wrong_code_costs_time(founded: Path) -> None:
    """Over one connection, over new ones and by websocket: the address waits, with the right code too."""
    async with open_door(founded) as (browsers, address), aiohttp.ClientSession() as client:
        now = 0.0
        browsers.guesses = Guesses(lambda: now)
        cost = FIRST_WAIT
        for _time in range(4):
            async with client.get(f"{address}/the-roof") as answer:
                assert answer.status == 404
            for path in (f"/{CODE}", "/the-loft", f"/{CODE}/textual.js"):
                async with client.get(f"{address}{path}") as answer:
                    assert (answer.status, answer.headers["Retry-After"]) == (429, str(int(cost)))
                    assert "Try again in" in await answer.text()
            with pytest.raises(aiohttp.WSServerHandshakeError, match="429"):
                await client.ws_connect(f"{address}/{CODE}/all/ws")
            now += cost
            cost *= 2
        with pytest.raises(aiohttp.WSServerHandshakeError, match="404"):
            await client.ws_connect(f"{address}/the-roof/all/ws")
        async with client.get(f"{address}/{CODE}") as answer:
            assert answer.status == 429
        async with (
            aiohttp.ClientSession(connector=aiohttp.TCPConnector(local_addr=("127.0.0.9", 0))) as other,
            other.get(f"{address}/{CODE}") as answer,
        ):
            assert answer.status == 200
        now += cost
        async with client.get(f"{address}/{CODE}") as answer:
            assert answer.status == 200


@pytest.mark.parametrize("path", ["/", "/favicon.ico", "/robots.txt", "/short", "/" + "a" * 41, "/é-é-é-é"])
async def test_what_no_code_looks_like_costs_nothing(founded: Path, path: str) -> None:
    """Browsers request an icon by themselves, which is no guess of the visitor."""
    async with open_door(founded) as (_browsers, address), aiohttp.ClientSession() as client:
        async with client.get(f"{address}{path}") as answer:
            assert answer.status == 404
        async with client.get(f"{address}/{CODE}") as answer:
            assert answer.status == 200


async def test_idle_connections_do_not_shut_it(founded: Path) -> None:
    """With 70 from one address, and some from 70 others, another address still gets the page."""
    async with open_door(founded) as (_browsers, address), aiohttp.ClientSession() as client:
        port = int(address.rpartition(":")[2])
        idle = [
            await asyncio.open_connection("127.0.0.1", port, local_addr=("127.0.0.2", 0)) for _ in range(70)
        ]
        for n in range(2, 72):
            idle.append(await asyncio.open_connection("127.0.0.1", port, local_addr=(f"127.0.3.{n}", 0)))
        async with client.get(f"{address}/{CODE}") as answer:
            assert answer.status == 200
        dropped = [reader for reader, _writer in idle[: 70 - LIMITS.per_address]]
        for reader in dropped:
            with suppress(ConnectionError):
                assert await asyncio.wait_for(reader.read(), 20) == b""
        for _reader, writer in idle:
            writer.close()


async def test_a_screen_outlives_the_end_of_a_visit(founded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser that shows the screen no longer counts as a visit: no deadline ends it."""
    monkeypatch.setattr("tests.cli.test_browsers.LIMITS", Limits(visit_seconds=0.5))
    async with (
        open_door(founded) as (_browsers, address),
        aiohttp.ClientSession() as client,
        client.ws_connect(f"{address}/{CODE}/clock/ws?width=90&height=30") as screen,
    ):
        reader, writer = await asyncio.open_connection("127.0.0.1", int(address.rpartition(":")[2]))
        with suppress(ConnectionError):
            assert await asyncio.wait_for(reader.read(), 20) == b""
        writer.close()
        await screen.send_json(["ping", "still there"])
        pong = False
        while not pong:
            message = await screen.receive(60)
            assert message.type in (WSMsgType.BINARY, WSMsgType.TEXT)
            pong = message.type is WSMsgType.TEXT and "still there" in message.data
