"""The second screen next to a real kiosk: in its own terminal, and in a browser."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from devices.clock import SystemClock
from devices.fakes import FixedEntropy
from kiosk.desk.desk import Desk
from kiosk.practices import agenda, floor, meeting, roster
from tests.browser import PROGRAMS, Page, Phone, fetch
from tests.needs import needs
from tests.terminal import Terminal, surroundings

pytestmark = [pytest.mark.e2e, needs("tmux")]
KIOSK = Path(sys.executable).with_name("kiosk")
NAMES = ("Amina", "Bahar", "Chris", "Jérôme", "Rie")
WATCH = """
window.painted = "";
const Real = WebSocket;
window.WebSocket = function (...words) {
  const socket = new Real(...words);
  const decoder = new TextDecoder();
  socket.addEventListener("message", e => {
    if (typeof e.data === "string") return;
    window.painted += decoder.decode(e.data).replace(/\\x1b\\[[0-9;?]*[A-Za-z]/g, "");
  });
  window.socket = socket;
  return socket;
};
"""
"""Keep what the browser is told to paint, without its colours."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Yield the kiosk on the wall: a meeting with five people, an item, and no speaker."""
    desk = Desk.found(tmp_path / "assembly", "Maple Street 4", SystemClock(), FixedEntropy(), "test")
    for name in NAMES:
        desk.ask(roster.rules.AddMember(name=name))
    desk.ask(meeting.rules.Open(title="Weekly"))
    for person in list(desk.state.roster.members):
        desk.ask(meeting.rules.Arrive(person=person))
    desk.ask(agenda.commands.Add(title="Rent strike fund", planned=1_500))
    desk.ask(agenda.commands.Add(title="Boiler"))
    desk.ask(agenda.commands.Open(item=1))
    yield desk
    desk.close()


def _follow(folder: Path, *words: str, size: tuple[int, int] = (80, 24)) -> Terminal:
    return Terminal([KIOSK, "--data", folder, "follow", *words], size=size)


@pytest.mark.parametrize("size", [(80, 24), (160, 45)], ids=["80x24", "160x45"])
@pytest.mark.parametrize(
    ("view", "shown"),
    [("clock", "of 2:00"), ("list", "NEXT"), ("agenda", "1 of 2"), ("all", "24 of 25 min left")],
)
def test_a_view_in_a_terminal(desk: Desk, view: str, shown: str, size: tuple[int, int]) -> None:
    """The view shows what is recorded while it runs, and Q leaves a clean terminal."""
    with _follow(desk.folder, "--view", view, size=size) as terminal:
        terminal.wait_for("recorded", seconds=60)
        for person in ("m001", "m004"):
            desk.ask(floor.commands.Ask(person=person))
        desk.ask(floor.commands.Begin(person="m001"))
        terminal.wait_for(f"{desk.journal.size} recorded")
        terminal.wait_for(shown if view != "all" else "min left")
        terminal.keys("q")
        assert terminal.wait_end() == 0


def test_a_kiosk_that_is_killed(tmp_path: Path, desk: Desk) -> None:
    """The second screen says that no kiosk records, keeps its view, and follows the next kiosk."""
    desk.ask(floor.commands.Ask(person="m002"))
    desk.close()
    with _run(desk.folder) as kiosk, _follow(desk.folder, "--view", "list") as terminal:
        _say(kiosk, {"do": "floor.ask", "person": "m003"})
        terminal.wait_for("Chris", seconds=60)
        assert not any("not running" in row for row in terminal.screen())
        kiosk.kill()
        kiosk.wait()
        terminal.wait_for("The kiosk is not running.")
        with _run(desk.folder) as again:
            _say(again, {"do": "floor.ask", "person": "m004"})
            terminal.wait_for("Jérôme")
            terminal.wait_for(lambda screen: not any("not running" in row for row in screen))
            again.kill()


def _run(folder: Path) -> subprocess.Popen[str]:
    """Start a kiosk without a screen that waits for commands."""
    return subprocess.Popen(
        [KIOSK, "--data", folder, "run", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=surroundings(),
    )


def _say(kiosk: subprocess.Popen[str], command: dict[str, Any]) -> None:
    assert kiosk.stdin is not None
    assert kiosk.stdout is not None
    kiosk.stdin.write(json.dumps(command) + "\n")
    kiosk.stdin.flush()
    assert json.loads(kiosk.stdout.readline())["ok"]


def test_it_is_started_before_the_assembly(tmp_path: Path) -> None:
    """It waits for the journal, and shows the assembly as soon as it is founded."""
    folder = tmp_path / "later"
    with _follow(folder) as terminal:
        terminal.wait_for("There is no assembly in", seconds=60)
        with closing(Desk.found(folder, "Maple Street 4", SystemClock(), FixedEntropy(), "test")) as desk:
            terminal.wait_for("No meeting is open.")
            desk.ask(meeting.rules.Open(title="Weekly"))
            terminal.wait_for("Weekly")


class Served:
    """`kiosk follow --serve` on a desk's folder, at the same address each time it is started."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, 0
        self.start()

    def start(self) -> None:
        command = [str(KIOSK), "--data", str(self.folder), "follow", "--serve", str(self.port)]
        command += ["--code", "the-room", "--bind", "127.0.0.1", "--json"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=surroundings())
        assert self.process.stdout is not None
        told = json.loads(self.process.stdout.readline())
        self.address, self.port = told["address"], told["port"]
        assert told["views"]["clock"] == f"{self.address}/clock"

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(20) == 0
        if self.process.stdout is not None:
            self.process.stdout.close()

    def screens(self) -> list[int]:
        """Return the processes that it runs for browsers."""
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(number) for number in found.split()]


@pytest.fixture
def served(desk: Desk) -> Iterator[Served]:
    served = Served(desk.folder)
    yield served
    if served.process.poll() is None:
        served.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Phone]:
    with Phone() as opened:
        yield opened


def _until(page: Page, script: str, seconds: float = 60) -> None:
    """Wait until an expression is true in the page."""
    end = time.monotonic() + seconds
    while not page.evaluate(script):
        assert time.monotonic() < end, f"{script}: {page.evaluate('window.painted')!r}"
        time.sleep(0.05)


def _open(browser: Phone, address: str) -> Page:
    page = browser.open("about:blank", width=1366, height=768)
    page.before(WATCH)
    page.go(address)
    return page


@needs(*PROGRAMS)
def test_a_browser_follows(browser: Phone, served: Served, desk: Desk) -> None:
    """The page paints what is recorded; its keys change the view but no file; it fetches nothing else."""
    page = _open(browser, f"{served.address}/list")
    _until(page, "window.painted.includes('Nobody is waiting')")
    for person in ("m004", "m003"):
        desk.ask(floor.commands.Ask(person=person))
    _until(page, "window.painted.includes('Chris')")
    before = {path: path.read_bytes() for path in desk.folder.rglob("*") if path.is_file()}
    page.evaluate("window.painted = ''; socket.send(JSON.stringify(['stdin', 'q\\x03 a']))")
    _until(page, "window.painted.includes('Boiler')")
    for sent in ("['resize', {width: 1e9, height: -4}]", "['stdin', 'x'.repeat(4000)]", "[[]]", "{}"):
        page.evaluate(f"socket.send(JSON.stringify({sent}))")
    page.evaluate("window.painted = ''; socket.send('no JSON'); socket.send(JSON.stringify(['stdin', 'l']))")
    _until(page, "window.painted.includes('NEXT')")
    assert {path: path.read_bytes() for path in desk.folder.rglob("*") if path.is_file()} == before
    fetched = page.evaluate("performance.getEntriesByType('resource').map(each => new URL(each.name).host)")
    assert set(fetched) == {f"127.0.0.1:{served.port}"}


@needs(*PROGRAMS)
def test_a_browser_comes_back(browser: Phone, served: Served) -> None:
    """When the server ends its screens end and the page says so; when it returns, the page does too."""
    page = _open(browser, served.address)
    _until(page, "window.painted.includes('recorded')")
    children = served.screens()
    assert len(children) == 1
    served.stop()
    page.wait_for("This page comes back by itself.")
    assert not any(_runs(child) for child in children)
    served.start()
    _until(page, "(window.painted || '').includes('recorded')")


@needs(*PROGRAMS)
def test_a_screen_that_dies(browser: Phone, served: Served) -> None:
    """The browser does not keep an old picture: it opens a new screen."""
    page = _open(browser, served.address)
    _until(page, "window.painted.includes('recorded')")
    page.evaluate("window.old = true")
    (child,) = served.screens()
    os.kill(child, signal.SIGKILL)
    _until(page, "!window.old && (window.painted || '').includes('recorded')")


@needs(*PROGRAMS)
def test_a_server_that_is_killed(browser: Phone, served: Served) -> None:
    """The screens end by themselves, even without a speaker and without anything to paint."""
    page = _open(browser, f"{served.address}/agenda")
    _until(page, "window.painted.includes('recorded')")
    (child,) = served.screens()
    served.process.kill()
    served.process.wait()
    end = time.monotonic() + 60
    while _runs(child):
        assert time.monotonic() < end, "it still runs"
        time.sleep(0.05)


def _runs(process: int) -> bool:
    """True if this process runs and is not a zombie."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_only_who_knows_the_address(served: Served, desk: Desk) -> None:
    """Another path, another name of this machine and another page's request all get nothing."""

    def asked(path: str, **headers: str) -> int:
        request = urllib.request.Request(f"http://127.0.0.1:{served.port}{path}", headers=headers)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    assert "Maple Street" not in fetch(served.address).decode()
    assert asked("/the-room") == asked("/the-room/clock") == asked("/the-room/textual.js") == 200
    assert (
        asked("/")
        == asked("/rooms")
        == asked("/the-room/clock/ws")
        == asked("/the-room/..%2fserve.py")
        == 404
    )
    assert asked("/the-room", Host="kiosk.example") == 400
    assert asked("/the-room", Origin="http://elsewhere.example") == 400
