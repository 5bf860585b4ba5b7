"""A made-up shelf of published minutes, and a client that sends exactly the bytes it is told to."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.journal.note import Signer
from kiosk.minutes import shelf, sums
from kiosk.minutes.pipe import Expected
from kiosk.minutes.seal import FILES
from kiosk.minutes.server import Server
from tests.minutes.sealing import sealed as sealed_by

MARKDOWN = b"# Minutes\n\nDecision 1: we meet on Thursdays.\n"
SLUG = shelf.digest(MARKDOWN)[: shelf.SLUG]
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
VKEY = Signer("assembly-kiosk/test", KEY).verifier.vkey
PAGE = b"<!doctype html><style>p{color:#123}</style><title>Minutes</title><body>\n<p>Decision 1"
PATIENCE = 20.0
"""Seconds after which a wait fails."""


def put(
    folder: Path,
    number: int = 1,
    markdown: bytes = MARKDOWN,
    size: int = 0,
    root: str = "",
    sealed: bool = True,
) -> str:
    """Put sealed minutes of a meeting on the shelf of a data directory; returns their slug."""
    place = folder / "public" / "minutes" / str(number)
    (place / "draws" / "001").mkdir(parents=True)
    said = shelf.About(shelf.digest(markdown)[: shelf.SLUG], number, "", "2026-11-22", size, root)
    (place / shelf.ABOUT).write_bytes(msgspec.json.encode(said))
    (place / shelf.MARKDOWN).write_bytes(markdown)
    (place / shelf.PAGE).write_bytes(PAGE)
    if sealed:
        (place / shelf.SEAL).write_bytes(sealed_by(KEY, markdown).encode())
    (place / shelf.SIGNERS).write_bytes(b"origin ssh-ed25519 AAAA\n")
    (place / shelf.CHECKPOINT).write_bytes(b"origin\n1\n")
    for name in shelf.DRAW_FILES:
        (place / "draws" / "001" / name).write_bytes(f"lot/1 {name.removesuffix('.txt')}\n".encode())
    (place / "draws" / "001" / shelf.CHECK).write_bytes(PAGE)
    listed = sums.sums(contents(place))
    (place / sums.SUMS).write_bytes(listed)
    if sealed:
        (place / sums.SEAL).write_bytes(sealed_by(KEY, listed, FILES).encode())
    return said.slug


def contents(folder: Path) -> dict[str, bytes]:
    """Return name -> content of all files below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def expected(folder: Path) -> Expected:
    """Return an expectation under which everything that is on the shelf now fits."""
    place = folder / "public" / "minutes"
    meetings = {
        int(path.name): sha256((path / sums.SUMS).read_bytes()).hexdigest() for path in shelf.meetings(place)
    }
    index = shelf.read(place / shelf.INDEX)
    return Expected([VKEY], meetings, sha256(index).hexdigest() if index is not None else "")


def allow(server: Server, folder: Path) -> None:
    """Let a server serve what is on the shelf now."""
    now = expected(folder)
    server.expect(now.keys, now.meetings, now.index)


def wait_for(condition: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Wait until the condition holds; AssertionError when it does not in time."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, f"did not come true in {seconds} seconds"
        time.sleep(0.02)


def ask(port: int, request: bytes, source: str = "127.0.0.1") -> bytes:
    """Return the server's whole answer to these bytes, sent from one of this machine's loopback addresses."""
    with socket.create_connection(("127.0.0.1", port), PATIENCE, (source, 0)) as connection:
        connection.sendall(request)
        answer = b""
        while block := connection.recv(65_536):
            answer += block
        return answer


def get(port: int, path: str, *lines: str, method: str = "GET", host: str = "127.0.0.1") -> bytes:
    """Return the answer to a request for `path`, exactly as it is written."""
    head = [f"{method} {path} HTTP/1.1", f"Host: {host}", *lines]
    return ask(port, "\r\n".join([*head, "", ""]).encode("utf-8", "surrogateescape"))


def status(answer: bytes) -> int:
    """Return the answer's status code."""
    return int(answer.split(b" ", 2)[1])


def body(answer: bytes) -> bytes:
    """Return what follows the head."""
    return answer.partition(b"\r\n\r\n")[2]
