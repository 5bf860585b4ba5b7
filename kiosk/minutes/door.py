"""The door of the kiosk's two web servers: it limits the number of connections and their time.

The minutes for phones (`kiosk.minutes.serve`) and the second screen (`kiosk follow --serve`) have the same
door. A request's head must have come in time, a whole visit has an end, each address has a share, and where
there are too many connections the oldest one is dropped, of that address or of all: connections that wait
and say nothing keep nobody out. A connection that was let stay, such as a second screen's, has no end and
counts no longer; the server that lets it stay bounds how many there are.

It answers no request itself and knows no path.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from aiohttp import web
from aiohttp.web_protocol import RequestHandler
from msgspec import Struct

LONGEST_LINE = 2_048
MOST_HEADERS = 64


class Limits(Struct, frozen=True):
    """Seconds for a request's head and for a whole visit; most open connections per address and in total."""

    head_seconds: float = 5
    visit_seconds: float = 30
    per_address: int = 24
    in_total: int = 160


class Visit(RequestHandler):
    """One connection; data that is not HTTP gets a plain refusal and is not logged."""

    __slots__ = ("door",)

    door: Door

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        return self.door.refused(status if status < 500 else 500)


class Door(web.Server):
    """Lets connections in, within the limits of number and time.

    `refused` returns the answer to data that is not HTTP, by its status.
    """

    def __init__(
        self,
        handler: Callable[[web.BaseRequest], Any],
        refused: Callable[[int], web.StreamResponse],
        limits: Limits,
    ) -> None:
        super().__init__(handler)
        self.refused = refused
        self._limits = limits
        self._visits: dict[RequestHandler, tuple[str, asyncio.Transport, asyncio.TimerHandle]] = {}

    def __call__(self) -> RequestHandler:
        visit = Visit(
            self,
            loop=asyncio.get_running_loop(),
            access_log=None,  # type: ignore[arg-type]  # aiohttp's own way to have none
            keepalive_timeout=self._limits.head_seconds,
            lingering_time=1.0,
            max_line_size=LONGEST_LINE,
            max_field_size=LONGEST_LINE,
            max_headers=MOST_HEADERS,
            tcp_keepalive=False,
        )
        visit.door = self
        return visit

    def connection_made(self, handler: RequestHandler, transport: asyncio.Transport) -> None:
        super().connection_made(handler, transport)
        timer = asyncio.get_running_loop().call_later(self._limits.visit_seconds, transport.abort)
        address = address_of(transport)
        self._visits[handler] = (address, transport, timer)
        same = [other for other, (where, _transport, _timer) in self._visits.items() if where == address]
        if len(same) > self._limits.per_address:
            self._drop(same[0])
        elif len(self._visits) > self._limits.in_total:
            self._drop(next(iter(self._visits)))

    def connection_lost(self, handler: RequestHandler, exc: BaseException | None = None) -> None:
        super().connection_lost(handler, exc)
        self._drop(handler)

    def let_stay(self, handler: RequestHandler) -> None:
        """Remove a visit's time limit, and stop counting it."""
        if handler in self._visits:
            _address, _transport, timer = self._visits.pop(handler)
            timer.cancel()

    def _drop(self, handler: RequestHandler) -> None:
        """Forget a connection, and abort it."""
        if handler in self._visits:
            _address, transport, timer = self._visits.pop(handler)
            timer.cancel()
            transport.abort()


def address_of(transport: asyncio.BaseTransport | None) -> str:
    """Return the address of the other end; "" if the connection is closed."""
    peer = transport.get_extra_info("peername") if transport is not None else None
    return str(peer[0]) if peer else ""


def let_stay(request: web.BaseRequest) -> None:
    """Let the connection of this request stay: it has no time limit and does not count for its address."""
    visit = request.protocol
    if isinstance(visit, Visit):
        visit.door.let_stay(visit)
