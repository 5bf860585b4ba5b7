"""A made-up shelf of published minutes, and a client that sends exactly the bytes it is told to."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from kiosk.minutes import shelf

MARKDOWN = b"# Minutes\n\nDecision 1: we meet on Thursdays.\n"
SLUG = shelf.digest(MARKDOWN)[: shelf.SLUG]
PAGE = b"<!doctype html><style>p{color:#123}</style><title>Minutes</title><p>Decision 1"
PATIENCE = 20.0
"""Seconds after which a condition counts as never coming true."""


def put(folder: Path, number: int = 1, markdown: bytes = MARKDOWN, size: int = 0, root: str = "") -> str:
    """Minutes of a meeting on the shelf of a data directory; their slug."""
    place = folder / "public" / "minutes" / str(number)
    (place / "draws" / "001").mkdir(parents=True)
    said = shelf.About(shelf.digest(markdown)[: shelf.SLUG], number, "", "2026-11-22", size, root)
    (place / shelf.ABOUT).write_bytes(msgspec.json.encode(said))
    (place / shelf.MARKDOWN).write_bytes(markdown)
    (place / shelf.PAGE).write_bytes(PAGE)
    (place / shelf.SEAL).write_bytes(b"-----BEGIN SSH SIGNATURE-----\n")
    (place / shelf.SIGNERS).write_bytes(b"origin ssh-ed25519 AAAA\n")
    (place / shelf.CHECKPOINT).write_bytes(b"origin\n1\n")
    for name in shelf.DRAW_FILES:
        (place / "draws" / "001" / name).write_bytes(f"lot/1 {name.removesuffix('.txt')}\n".encode())
    (place / "draws" / "001" / shelf.CHECK).write_bytes(PAGE)
    return said.slug


def wait_for(condition: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Until the condition holds; AssertionError when it does not in time."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, f"did not come true in {seconds} seconds"
        time.sleep(0.02)


def ask(port: int, request: bytes, source: str = "127.0.0.1") -> bytes:
    """Everything the server answers to these bytes, from one of this machine's loopback addresses."""
    with socket.create_connection(("127.0.0.1", port), PATIENCE, (source, 0)) as connection:
        connection.sendall(request)
        answer = b""
        while block := connection.recv(65_536):
            answer += block
        return answer


def get(port: int, path: str, *lines: str, method: str = "GET", host: str = "127.0.0.1") -> bytes:
    """The answer to a request for `path`, exactly as it is written."""
    head = [f"{method} {path} HTTP/1.1", f"Host: {host}", *lines]
    return ask(port, "\r\n".join([*head, "", ""]).encode("utf-8", "surrogateescape"))


def status(answer: bytes) -> int:
    """The answer's code."""
    return int(answer.split(b" ", 2)[1])


def body(answer: bytes) -> bytes:
    """What stands after the head."""
    return answer.partition(b"\r\n\r\n")[2]
