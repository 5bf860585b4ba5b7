"""The kiosk's side of serving: the process is started, watched, started again, and never outlives it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.minutes import addresses
from kiosk.minutes import server as server_module
from kiosk.minutes.server import Server
from tests.minutes.shelves import PATIENCE, SLUG, VKEY, allow, body, get, put, status, wait_for


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Yield a server, not started yet, that only phones on this machine can reach."""
    monkeypatch.setattr(server_module, "FIRST_WAIT", 0.05)
    started = Server(tmp_path, bind="127.0.0.1")
    yield started
    started.stop()


def port_of(server: Server) -> int:
    """Return the port, as soon as the server listens."""
    wait_for(lambda: bool(server.address()) and not server.fault)
    return int(server.address().rpartition(":")[2])


def process_of(server: Server) -> int:
    """Return the process's id."""
    assert server._process is not None
    return server._process.pid


def test_it_has_an_address_once_it_listens(server: Server) -> None:
    """Before the start there is no address, afterwards phones get an answer there, and stopping ends it."""
    assert server.address() == ""
    server.start(0)
    port = port_of(server)
    assert status(get(port, "/ping")) == 200
    server.stop()
    assert server.address() == ""
    with pytest.raises(ConnectionRefusedError):
        get(port, "/ping")


def test_newly_published_minutes_are_noticed(server: Server, tmp_path: Path) -> None:
    """Minutes are served as soon as the kiosk has sent what to expect."""
    server.start(0)
    port = port_of(server)
    allow(server, tmp_path)
    wait_for(lambda: status(get(port, f"/{SLUG}")) == 404)
    assert put(tmp_path) == SLUG
    allow(server, tmp_path)
    wait_for(lambda: status(get(port, f"/{SLUG}")) == 200)


def test_a_hangup_makes_it_look_at_once(server: Server, tmp_path: Path) -> None:
    """SIGHUP reads the shelf again even where its time did not change, and ends nothing."""
    server.start(0)
    port = port_of(server)
    put(tmp_path)
    allow(server, tmp_path)
    os.kill(process_of(server), signal.SIGHUP)
    wait_for(lambda: status(get(port, f"/{SLUG}")) == 200)


def test_nothing_is_given_before_the_kiosk_has_said_what(server: Server, tmp_path: Path) -> None:
    """During the check of minutes and first page the answer is 503 with a sentence for people."""
    put(tmp_path)
    server.start(0)
    port = port_of(server)
    for path in ("/", f"/{SLUG}", f"/{SLUG}.md", f"/{SLUG}/001/check.html"):
        answer = get(port, path)
        assert status(answer) == 503
        assert b"The minutes are being checked. Come back in a moment." in body(answer)
    assert status(get(port, "/ping")) == 200
    assert status(get(port, "/none")) == 404
    allow(server, tmp_path)
    wait_for(lambda: status(get(port, f"/{SLUG}")) == 200)


def test_what_does_not_fit_is_told_and_not_given(server: Server, tmp_path: Path) -> None:
    """The kiosk hears the meeting's number; phones read that it is made again, and get it afterwards."""
    put(tmp_path)
    allow(server, tmp_path)
    told: list[int] = []
    server.misfit = told.append
    server.start(0)
    port = port_of(server)
    wait_for(lambda: status(get(port, f"/{SLUG}")) == 200)
    page = tmp_path / "public" / "minutes" / "1" / "minutes.html"
    whole = page.read_bytes()
    page.write_bytes(whole.replace(b"Decision 1", b"Decision 9"))
    os.kill(process_of(server), signal.SIGHUP)
    wait_for(lambda: status(get(port, f"/{SLUG}")) == 503)
    for path in (f"/{SLUG}.md", f"/{SLUG}/001/pool.txt", f"/{SLUG}"):
        answer = get(port, path)
        assert status(answer) == 503
        assert b"These minutes do not fit their seal. They are being made again" in body(answer)
    wait_for(lambda: told == [1])
    page.write_bytes(whole)
    os.kill(process_of(server), signal.SIGHUP)
    wait_for(lambda: status(get(port, f"/{SLUG}")) == 200)
    assert status(get(port, "/abcde")) == 404


def test_making_minutes_again_holds_nothing_up(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While making minutes takes time or fails, pages are counted and the process is watched."""
    put(tmp_path)
    put(tmp_path, 2, b"# Another\n")
    server.expect([VKEY], {1: "another version", 2: "another version"})
    began, go_on, asked = threading.Event(), threading.Event(), list[int]()
    monkeypatch.setattr(threading, "excepthook", lambda _fault: None)

    def making(meeting: int) -> None:
        asked.append(meeting)
        began.set()
        go_on.wait(PATIENCE)
        raise ValueError("it failed")

    server.misfit = making
    server.start(0)
    port = port_of(server)
    assert began.wait(PATIENCE)
    get(port, "/ping")
    wait_for(lambda: server.fetched == 1)
    assert asked == [1]
    go_on.set()
    wait_for(lambda: server._maker is not None and not server._maker.is_alive())
    get(port, "/ping")
    wait_for(lambda: server.fetched == 2)


def test_a_process_that_comes_back_is_told_again(server: Server, tmp_path: Path) -> None:
    """The expectation outlives the process, and the latest one holds."""
    put(tmp_path)
    server.expect([], {})
    allow(server, tmp_path)
    server.start(0)
    port = port_of(server)
    wait_for(lambda: status(get(port, f"/{SLUG}")) == 200)
    first = process_of(server)
    os.kill(first, signal.SIGKILL)
    allow(server, tmp_path)  # the process is down: nothing is sent, and nothing is raised
    wait_for(lambda: process_of(server) != first and not server.fault)
    wait_for(lambda: status(get(port, f"/{SLUG}")) == 200)
    server.expect(["no key"], {})
    server.expect([], {})
    wait_for(lambda: status(get(port, f"/{SLUG}")) == 503)


def test_it_tells_how_many_pages_were_fetched(server: Server) -> None:
    """Pages served count and refusals do not, so the wall can say that a phone got through."""
    server.start(0)
    port = port_of(server)
    get(port, "/nothing")
    get(port, "/ping")
    get(port, "/ping")
    wait_for(lambda: server.fetched == 2)


def test_a_process_that_dies_comes_back_at_the_same_port(server: Server) -> None:
    """The QR code on the wall stays valid, and the count continues."""
    server.start(0)
    port = port_of(server)
    get(port, "/ping")
    wait_for(lambda: server.fetched == 1)
    first = process_of(server)
    os.kill(first, signal.SIGKILL)
    wait_for(lambda: process_of(server) != first and not server.fault)
    assert port_of(server) == port
    get(port, "/ping")
    wait_for(lambda: server.fetched == 2)


def test_a_port_that_is_taken_is_replaced_and_said(server: Server) -> None:
    """The minutes are served at another port, and one sentence says why."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        server.start(taken)
        wait_for(lambda: bool(server.address()))
        assert server.address() != f"http://127.0.0.1:{taken}"
        assert server.fault == (f"Port {taken} is taken by another program; the minutes are at another port.")


def test_an_address_of_another_machine_is_said(tmp_path: Path) -> None:
    """Nothing listens, a sentence says why, and there is no address for the wall."""
    elsewhere = Server(tmp_path, bind="198.51.100.7")
    elsewhere.start(0)
    wait_for(lambda: bool(elsewhere.fault))
    assert elsewhere.fault == (
        "The address for the minutes does not belong to this machine, so phones cannot fetch them."
    )
    assert elsewhere.address() == ""
    elsewhere.stop()


def test_without_a_network_the_gap_is_said(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then only this machine has an address, and a sentence names stick and paper instead."""
    monkeypatch.setattr(server_module, "best", lambda hotspot: "")
    monkeypatch.setattr(addresses, "best", lambda hotspot: "")
    server._bind = ""
    server.start(0)
    wait_for(lambda: bool(server.address()))
    assert server.address().startswith("http://127.0.0.1:")
    assert server.fault == "There is no network, so phones cannot fetch the minutes: use a stick or paper."


def test_it_has_nothing_of_the_kiosks_terminal(server: Server) -> None:
    """The process has its own session, pipes as its first two files, and no stderr of the kiosk's."""
    server.start(0)
    port_of(server)
    process = process_of(server)
    assert os.getsid(process) == process
    assert os.readlink(f"/proc/{process}/fd/2") == os.devnull
    for file in (0, 1):
        assert os.readlink(f"/proc/{process}/fd/{file}").startswith("pipe:")


def test_it_ends_with_the_kiosk(tmp_path: Path) -> None:
    """The server ends when the kiosk is killed."""
    kiosk = subprocess.Popen([sys.executable, "-c", _KIOSK, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert kiosk.stdout is not None
    port = int(kiosk.stdout.readline())
    assert status(get(port, "/ping")) == 200
    kiosk.kill()
    kiosk.wait(PATIENCE)
    kiosk.stdout.close()

    def gone() -> bool:
        try:
            get(port, "/ping")
        except OSError:
            return True
        return False

    wait_for(gone)


_KIOSK = """
import sys, time
from pathlib import Path
from kiosk.minutes.server import Server
server = Server(Path(sys.argv[1]), bind="127.0.0.1")
server.start(0)
while not server.address():
    time.sleep(0.02)
print(server.address().rpartition(":")[2], flush=True)
time.sleep(600)
"""


def test_stopping_before_it_listens_leaves_nothing(server: Server) -> None:
    """A process that is still starting is ended too."""
    server.start(0)
    wait_for(lambda: server._process is not None)
    process = process_of(server)
    server.stop()
    assert not Path(f"/proc/{process}").exists() or "Z" in Path(f"/proc/{process}/stat").read_text()
