"""The connection limits that both web servers share: deadlines, shares, and which connection is dropped."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from kiosk.minutes.door import Door, Limits, address_of, let_stay
from tests.minutes.shelves import PATIENCE

Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]
HELLO = b"GET / HTTP/1.1\r\nHost: kiosk\r\n\r\n"
STAY = b"GET /stay HTTP/1.1\r\nHost: kiosk\r\n\r\n"
UNHURRIED = Limits(head_seconds=600, visit_seconds=600, per_address=4, in_total=8)


async def greet(request: web.BaseRequest) -> web.StreamResponse:
    """Answer with the address that the request came from; `/stay` may stay."""
    if request.path == "/stay":
        let_stay(request)
    return web.Response(text=address_of(request.transport))


@asynccontextmanager
async def door(limits: Limits) -> AsyncIterator[int]:
    """Yield the port of an open door."""
    opened = Door(greet, lambda status: web.Response(status=status, text="refused"), limits)
    server = await asyncio.get_running_loop().create_server(opened, "127.0.0.1", 0)
    yield int(server.sockets[0].getsockname()[1])
    server.close()
    await opened.shutdown(0.1)


async def connect(port: int, address: str) -> Ends:
    """Return a connection from an address of this machine."""
    return await asyncio.open_connection("127.0.0.1", port, local_addr=(address, 0))


async def reply(ends: Ends, request: bytes = HELLO) -> bytes:
    """Return the first piece of the answer; b"" where the connection was dropped."""
    ends[1].write(request)
    return await next_bytes(ends)


async def next_bytes(ends: Ends) -> bytes:
    """Return the next bytes, b"" at the end of the connection."""
    try:
        return await asyncio.wait_for(ends[0].read(65_536), PATIENCE)
    except ConnectionError:
        return b""


async def test_idle_connections_of_one_address_keep_nobody_out() -> None:
    """Of 70 silent connections the oldest are dropped, and every other address is answered."""
    async with door(UNHURRIED) as port:
        idle = [await connect(port, "127.0.0.2") for _ in range(70)]
        for n in range(3, 10):
            ends = await connect(port, f"127.0.0.{n}")
            assert f"127.0.0.{n}".encode() in await reply(ends)
            ends[1].close()
        for ends in idle[: -UNHURRIED.per_address]:
            assert await next_bytes(ends) == b""
        assert b"127.0.0.2" in await reply(idle[-1])


async def test_idle_connections_of_many_addresses_keep_nobody_out() -> None:
    """When all connections are in use the oldest is dropped and the newest is answered."""
    async with door(UNHURRIED) as port:
        idle = [await connect(port, f"127.0.1.{n}") for n in range(2, 60)]
        newest = await connect(port, "127.0.0.1")
        assert b"127.0.0.1" in await reply(newest)
        for ends in idle[: 1 - UNHURRIED.in_total]:
            assert await next_bytes(ends) == b""
        assert b"127.0.1.59" in await reply(idle[-1])


async def test_what_was_let_stay_is_not_dropped() -> None:
    """It takes no share, is not dropped as the oldest, and has no deadline."""
    limits = Limits(head_seconds=600, visit_seconds=0.2, per_address=2, in_total=8)
    async with door(limits) as port:
        staying = await connect(port, "127.0.0.2")
        assert b"127.0.0.2" in await reply(staying, STAY)
        others = [await connect(port, "127.0.0.2") for _ in range(6)]
        for ends in others:
            assert await next_bytes(ends) == b""
        assert b"127.0.0.2" in await reply(staying)


async def test_a_visit_has_an_end() -> None:
    """Neither repeated requests over one connection nor silence lengthen a visit."""
    async with door(Limits(head_seconds=600, visit_seconds=0.3)) as port:
        busy, idle = await connect(port, "127.0.0.2"), await connect(port, "127.0.0.3")
        while await reply(busy):
            await asyncio.sleep(0)
        assert await next_bytes(idle) == b""


async def test_a_head_that_does_not_come_has_an_end() -> None:
    """With no head or half a head the connection is dropped at the first deadline, long before the second."""
    async with door(Limits(head_seconds=0.2, visit_seconds=600)) as port:
        for sent in (b"", b"GET / HT", HELLO[:-2]):
            ends = await connect(port, "127.0.0.2")
            assert await reply(ends, sent) == b""


async def test_what_is_no_http_is_refused_in_our_words() -> None:
    """Bytes that are not HTTP get the server's plain answer."""
    async with door(Limits()) as port:
        assert (await reply(await connect(port, "127.0.0.2"), b"\x16\x03\x01\r\n\r\n")).endswith(b"refused")
