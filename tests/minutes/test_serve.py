"""The web server for phones: what it serves, and everything that it refuses."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from kiosk.journal.tiles import publish
from kiosk.minutes import scanned, serve, shelf
from kiosk.minutes.door import Limits
from kiosk.minutes.pipe import Expected
from kiosk.minutes.server import Server
from tests.minutes.sealing import sealed
from tests.minutes.shelves import (
    KEY,
    MARKDOWN,
    PAGE,
    PATIENCE,
    SLUG,
    allow,
    ask,
    body,
    expected,
    get,
    put,
    status,
    wait_for,
)

ROOT = "ab" * 32
CODE = scanned.path(SLUG, 68, ROOT)
"""The path in the QR code on the wall."""


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Yield the port of a running server with the minutes of one meeting."""
    folder = tmp_path_factory.mktemp("assembly")
    put(folder, size=68, root=ROOT)
    server = Server(folder)
    allow(server, folder)
    server.start(0)
    wait_for(lambda: bool(server.address()))
    yield int(server.address().rpartition(":")[2])
    server.stop()


@pytest.mark.parametrize(
    ("path", "given"),
    [
        (f"/{SLUG}", PAGE),
        (f"/{SLUG.upper()}", PAGE),
        (f"/{SLUG}?from=camera", PAGE),
        (CODE, PAGE),
        (CODE.upper(), PAGE),
        (f"/{SLUG}.md", MARKDOWN),
        (f"/{SLUG}.MD.SIG", sealed(KEY, MARKDOWN).encode()),
        (f"/{SLUG}/allowed_signers", b"origin ssh-ed25519 AAAA\n"),
        (f"/{SLUG}/checkpoint", b"origin\n1\n"),
        (f"/{SLUG}/001/pool.txt", b"lot/1 pool\n"),
        (f"/{SLUG}/001/seed.txt", b"lot/1 seed\n"),
        (f"/{SLUG}/001/result.txt", b"lot/1 result\n"),
        ("/ping", shelf.note("The kiosk is here.")),
    ],
)
def test_what_is_in_the_table_is_given_whatever_its_case(port: int, path: str, given: bytes) -> None:
    """A slug may be typed in capitals, as QR codes carry it."""
    answer = get(port, path)
    assert status(answer) == 200
    assert body(answer) == given


@pytest.mark.parametrize(
    "path", [scanned.path(SLUG, 69, ROOT), scanned.path(SLUG, 68, "ac" * 32), CODE.replace("68", "6")]
)
def test_a_code_of_another_journal_is_told_so(port: int, path: str) -> None:
    """The answer is 404 with its own sentence: the code or the minutes are from another journal."""
    answer = get(port, path.upper())
    assert status(answer) == 404
    assert b"The code is of another journal than these minutes. Tell the room." in body(answer)
    unknown = get(port, path.replace(SLUG, "zzzzz"))
    assert status(unknown) == 404
    assert b"another journal" not in body(unknown)


def test_a_published_journal_is_given_when_it_is_there(tmp_path: Path) -> None:
    """Tiles are read when they are asked for, and do not count as minutes fetched."""
    put(tmp_path)
    server = Server(tmp_path)
    allow(server, tmp_path)
    server.start(0)
    try:
        wait_for(lambda: bool(server.address()))
        here = int(server.address().rpartition(":")[2])
        assert status(get(here, "/checkpoint")) == 404
        publish(tmp_path / "public", [b"one", b"two"], b"note")
        assert body(get(here, "/checkpoint")) == b"note"
        assert body(get(here, "/tile/entries/000.p/2")) == b"\0\3one\0\3two"
        assert status(get(here, f"/{SLUG}")) == 200
        wait_for(lambda: server.fetched == 1)
    finally:
        server.stop()


def test_a_shelf_without_an_index_says_that_minutes_will_come(port: int) -> None:
    """The first page is never missing."""
    assert b"There are no minutes here yet." in body(get(port, "/"))
    assert status(get(port, f"/{SLUG}/SHA256SUMS")) == status(get(port, f"/{SLUG}/SHA256SUMS.sig")) == 200


def test_head_is_get_without_a_body(port: int) -> None:
    """HEAD carries the same length and tag as GET, and nothing after them."""
    with_body, without = get(port, f"/{SLUG}"), get(port, f"/{SLUG}", method="HEAD")
    assert body(without) == b""
    for name in (b"Content-Length", b"Content-Type", b"Content-Security-Policy"):
        line = next(line for line in with_body.split(b"\r\n") if line.startswith(name))
        assert line in without.split(b"\r\n")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        f"/{SLUG}",
        f"/{SLUG}.md",
        f"/{SLUG}.ics",
        f"/{SLUG}/001/check.html",
        f"/{SLUG}/001/pool.txt",
        "/none",
    ],
)
def test_nothing_with_names_is_kept_by_a_browser(port: int, path: str) -> None:
    """Minutes, pages of draws and the index are not cached: a borrowed phone keeps no names."""
    head = get(port, path).partition(b"\r\n\r\n")[0]
    assert b"Cache-Control: no-store" in head
    assert b"ETag" not in head


def test_what_a_phone_has_is_not_sent_again(port: int) -> None:
    """Files without names may be cached: the tag of the last answer gives a 304."""
    answer = get(port, "/ping")
    assert b"Cache-Control: no-cache" in answer
    tag = next(line for line in answer.split(b"\r\n") if line.startswith(b"ETag: "))
    answer = get(port, "/ping", f"If-None-Match: {tag.decode().removeprefix('ETag: ')}")
    assert status(answer) == 304
    assert body(answer) == b""


def test_every_answer_forbids_the_browser_everything_else(port: int) -> None:
    """Each answer has default-src 'none' with the hash of one style, nosniff, no referrer, no versions."""
    page = get(port, f"/{SLUG}").partition(b"\r\n\r\n")[0]
    policy = shelf.policy_of(PAGE).encode()
    assert b"style-src 'sha256-" in policy
    assert b"script" not in policy
    assert b"Content-Security-Policy: " + policy in page
    for path in (f"/{SLUG}", f"/{SLUG}.md", "/nothing"):
        head = get(port, path).partition(b"\r\n\r\n")[0]
        assert b"default-src 'none'" in head
        assert b"X-Content-Type-Options: nosniff" in head
        assert b"Referrer-Policy: no-referrer" in head
        assert b"Python" not in head
        assert b"aiohttp" not in head


TRAVERSALS = [
    "/../../../etc/passwd",
    "/../about.json",
    f"/{SLUG}/../{SLUG}",
    f"/./{SLUG}",
    f"//{SLUG}",
    "//etc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/..%2f..%2fetc%2fpasswd",
    "/%252e%252e/etc/passwd",
    "/..%c0%af..%c0%afetc/passwd",
    "/..\\..\\etc\\passwd",
    "/..%5c..%5cetc%5cpasswd",
    f"/{SLUG}%00.md",
    f"/{SLUG}\x00",
    f"/%{ord(SLUG[0]):02x}{SLUG[1:]}",
    f"/{SLUG}/",
    f"/{SLUG}.html",
    "/1/minutes.md",
    "/about.json",
    "/1/about.json",
    f"/{SLUG}/about.json",
    f"/{SLUG}/001/../001/pool.txt",
    f"/{SLUG}/002/pool.txt",
    "/favicon.ico",
    f"/{SLUG}ẞ",
    "/\u212aiosk",
    "/" + "a" * 10_000,
    "/" + "../" * 500 + "etc/passwd",
    "http://evil.example/",
    "*",
    "evil.example:443",
    "",
    "/a b",
    "/\udcff\udcfe",
]


@pytest.mark.parametrize("path", TRAVERSALS)
def test_no_other_path_leads_anywhere(port: int, path: str) -> None:
    """Path traversal, plain, encoded, doubly encoded or with NUL, gives 404 or 400, never a file."""
    answer = get(port, path)
    assert status(answer) in (400, 404)
    assert b"root:" not in answer
    assert MARKDOWN not in answer
    assert b"2026-11-22" not in body(answer)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_only_reading_is_possible(port: int, method: str) -> None:
    """Every method but GET and HEAD is answered with 405 and those two."""
    answer = get(port, f"/{SLUG}", "Content-Length: 5", "", "hello", method=method)
    assert status(answer) == 405
    assert b"Allow: GET, HEAD" in answer


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8080",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "8.8.8.8",
        "127.0.0.1:port",
        "127.0.0.1:1234567",
        "127.0.0.1:80:80",
        "2130706433",
        "0x7f.1",
        "user@127.0.0.1",
        "[::1",
        "",
        "127.0.0.1/",
        "127.0.0.1\r\nHost: evil.example",
    ],
)
def test_another_name_for_this_machine_is_refused(port: int, host: str) -> None:
    """A page elsewhere that points its own name at the kiosk (rebinding) gets a 400."""
    answer = get(port, f"/{SLUG}", host=host)
    assert status(answer) == 400
    assert PAGE not in answer


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8080", "localhost", "LOCALHOST:1", "[::1]:80"])
def test_its_own_numbers_and_names_are_accepted(port: int, host: str) -> None:
    """Any address of this machine is accepted, with any port, because routers may forward another one."""
    assert status(get(port, f"/{SLUG}", host=host)) == 200


def test_a_request_without_a_host_is_refused(port: int) -> None:
    """HTTP/1.0 without a Host gets a 400 as well."""
    assert status(ask(port, f"GET /{SLUG} HTTP/1.0\r\n\r\n".encode())) == 400


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\xaa" * 64,
        b"\x00" * 64 + b"\r\n\r\n",
        b"GET\r\n\r\n",
        b"FOO / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nA" + b"a" * 20_000 + b": b\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X-Y: z\r\n" * 500 + b"\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nbad header\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc",
        b"GET / HTTP/1.1\r\n Host: 127.0.0.1\r\n\r\n",
    ],
)
def test_what_is_no_http_gets_a_plain_400(port: int, request_bytes: bytes) -> None:
    """TLS, zeros, smuggled lengths and endless headers get a 400 that repeats nothing from the request."""
    answer = ask(port, request_bytes)
    assert status(answer) == 400
    assert body(answer) == shelf.note("This was not asked in a way that the kiosk understands.")


def test_one_connection_carries_one_request(port: int) -> None:
    """A second request on the same connection is not answered."""
    one = f"GET /{SLUG} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    assert ask(port, one * 3).count(b"HTTP/1.1 200") == 1


def test_slow_connections_of_one_address_do_not_keep_others_out(port: int) -> None:
    """With 400 connections that never finish their request, another address still gets the page."""
    with ExitStack() as slow:
        held = [slow.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(400)]
        for connection in held:
            connection.setblocking(False)
            try:
                connection.send(b"GET / HTTP/1.1\r\nHost: ")
            except OSError:
                continue
        answer = ask(port, f"GET /{SLUG} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode(), source="127.0.0.2")
        assert body(answer) == PAGE
        wait_for(lambda: sum(not _closed(connection) for connection in held) <= serve.LIMITS.per_address)
    assert status(get(port, "/ping")) == 200


def _closed(connection: socket.socket) -> bool:
    try:
        return connection.recv(1, socket.MSG_PEEK) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


@pytest.mark.parametrize("sent", [b"", b"GET", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: "])
async def test_a_request_that_does_not_end_is_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sent: bytes
) -> None:
    """The server closes a connection whose head has not arrived in time."""
    monkeypatch.setattr(serve, "LIMITS", Limits(head_seconds=0.2))
    server, taken = await serve.listen(serve.Web(tmp_path), 0, "127.0.0.1")
    async with server:
        reader, writer = await asyncio.open_connection("127.0.0.1", taken)
        writer.write(sent)
        assert await asyncio.wait_for(reader.read(), PATIENCE) == b""
        writer.close()


async def test_a_phone_that_does_not_take_its_answer_is_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However slowly the phone reads, its visit ends at a deadline."""
    monkeypatch.setattr(serve, "LIMITS", Limits(visit_seconds=0.2))
    served = serve.Web(tmp_path)
    served.table.routes["/large"] = shelf.Prepared(bytes(64 << 20), "text/plain", '"large"', "")
    server, taken = await serve.listen(served, 0, "127.0.0.1")
    async with server:
        reader, writer = await asyncio.open_connection("127.0.0.1", taken)
        writer.write(b"GET /large HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        await reader.readline()
        writer.transport.pause_reading()  # type: ignore[attr-defined]
        await asyncio.wait_for(_all_gone(server), PATIENCE)
        writer.close()


async def _all_gone(server: asyncio.Server) -> None:
    while server._active_count:  # type: ignore[attr-defined]
        await asyncio.sleep(0.02)


def test_a_misfit_is_told_after_a_grace_and_again(tmp_path: Path) -> None:
    """Files and what is expected change one after the other, so a misfit is reported only after a grace."""
    put(tmp_path)
    served = serve.Web(tmp_path / "public" / "minutes")
    served.expect(Expected([], {1: "another version"}))
    assert served.misfits(0.0) == []
    served.expect(expected(tmp_path))
    assert served.misfits(serve.GRACE) == []
    served.expect(Expected([], {1: "another version", 2: "not there"}))
    assert [served.misfits(10 + seconds) for seconds in (0, 2.9, 3, 4, 32.9, 33)] == [
        [],
        [],
        [1, 2],
        [],
        [],
        [1, 2],
    ]


def test_what_cannot_be_expected_changes_nothing(tmp_path: Path) -> None:
    """After an invalid key, what was expected before is still served."""
    put(tmp_path)
    served = serve.Web(tmp_path / "public" / "minutes")
    served.expect(expected(tmp_path))
    served.expect(Expected(["nonsense"], {}))
    served.look(again=True)
    assert f"/{SLUG}" in served.table.routes


async def test_the_oldest_of_too_many_connections_is_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With all connections in use the oldest is dropped and the newest is answered."""
    monkeypatch.setattr(serve, "LIMITS", Limits(in_total=3))
    server, taken = await serve.listen(serve.Web(tmp_path), 0, "127.0.0.1")
    async with server:
        waiting = [await asyncio.open_connection("127.0.0.1", taken) for _ in range(3)]
        newest, writer = await asyncio.open_connection("127.0.0.1", taken)
        assert await asyncio.wait_for(waiting[0][0].read(), PATIENCE) == b""
        writer.write(b"GET /ping HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert b"The kiosk is here." in await asyncio.wait_for(newest.read(), PATIENCE)
        for _reader, other in [*waiting, (newest, writer)]:
            other.close()
