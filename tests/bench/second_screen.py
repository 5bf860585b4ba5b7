"""From recording an entry to seeing it on a second screen: in a terminal, and in a browser.

    python -m tests.bench.second_screen terminal|browser FOLDER ENTRIES      milliseconds each, as JSON

Both times begin with the call that records, so that writing and flushing count. In a terminal they end with
the bytes that paint the entry, in a browser with the frame after they came. People begin and end turns; each
time the name, the clock and the list are painted again.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from devices.clock import SystemClock
from devices.fakes import FixedEntropy
from kiosk.desk.desk import Desk
from kiosk.practices import floor
from tests.bench.evening import prepare
from tests.bench.figures import Figure, middle, spread
from tests.bench.ground import Ground
from tests.browser import Phone
from tests.pty import Pty

MOST = 200.0
ENTRIES = 40
FOLLOW = (sys.executable, "-m", "kiosk", "follow")
FRAMES = """
window.seen = {};
const Real = WebSocket;
window.WebSocket = function (...words) {
  const socket = new Real(...words), decoder = new TextDecoder();
  let text = "";
  socket.addEventListener("message", e => {
    if (typeof e.data === "string") return;
    text = (text + decoder.decode(e.data).replace(/\\x1b\\[[0-9;?]*[A-Za-z]/g, "")).slice(-20000);
    const told = [...text.matchAll(/([0-9,]+) recorded/g)].pop();
    if (told) requestAnimationFrame(() => requestAnimationFrame(() => {
      window.seen[told[1]] ??= performance.timeOrigin + performance.now();
    }));
  });
  return socket;
};
"""
"""When the browser had painted each number of entries, on a clock that Python can read too."""


def measure(ground: Ground) -> list[Figure]:
    """Measure the median, and the spread."""
    figures = []
    for where in ("terminal", "browser"):
        with TemporaryDirectory(dir=ground.folder) as folder:
            late = json.loads(
                ground.run("tests.bench.second_screen", where, folder, str(ENTRIES * ground.rounds))
            )
        figures.append(
            Figure(
                f"painted on a second screen, {where}",
                middle(late),
                None,
                "ms",
                aim="a fifth of a second",
                most=MOST,
                note=spread(late),
            )
        )
    return figures


def main(where: str, folder: str, entries: str) -> None:
    """Record, with a second screen that follows."""
    place = Path(folder, "evening")
    prepare(place)
    desk = Desk.open(place, SystemClock(), FixedEntropy())
    try:
        late = in_a_terminal(desk, int(entries)) if where == "terminal" else in_a_browser(desk, int(entries))
    finally:
        desk.close()
    sys.stdout.write(json.dumps(late))


def in_a_terminal(desk: Desk, entries: int) -> list[float]:
    """Return milliseconds until the bytes were written that show each entry."""
    late = []
    with Pty([*FOLLOW, "--data", str(desk.folder)], size=(120, 36)) as pty:
        pty.wait_for("recorded")
        for _entry in range(entries):
            began = _record(desk)
            late.append(1000 * (pty.wait_for(f"{desk.journal.size:,} recorded") - began))
    return late


def in_a_browser(desk: Desk, entries: int) -> list[float]:
    """Return milliseconds until the frame that showed each entry."""
    late = []
    command = [*FOLLOW, "--data", str(desk.folder), "--serve", "0", "--bind", "127.0.0.1", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server, Phone() as phone:
        assert server.stdout is not None
        address = json.loads(server.stdout.readline())["address"]
        page = phone.open("about:blank", width=1366, height=768)
        page.before(FRAMES)
        page.go(address)
        while not page.evaluate("Object.keys(window.seen).length"):
            time.sleep(0.05)
        for _entry in range(entries):
            offset = time.time() - time.monotonic()
            began = _record(desk) + offset
            number = json.dumps(f"{desk.journal.size:,}")
            while not (seen := page.evaluate(f"window.seen[{number}]")):
                time.sleep(0.02)
            late.append(float(seen) - 1000 * began)
        server.terminate()
    return late


def _record(desk: Desk) -> float:
    """Let another member speak, at an uneven time; returns when that was asked for."""
    time.sleep(random.uniform(0.2, 0.6))
    turn = desk.state.floor.turn
    other = next(person for person in desk.room.present() if turn is None or person != turn.person)
    began = time.monotonic()
    if not any(place.person == other for place in desk.state.floor.waiting):
        desk.ask(floor.commands.Ask(person=other))
    else:
        desk.ask(floor.commands.Begin(person=other, after=turn.person if turn else ""))
    return began


if __name__ == "__main__":
    main(*sys.argv[1:])
