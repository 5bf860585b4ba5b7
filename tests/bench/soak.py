"""Eight hours with two hundred people and fifteen hundred turns: what memory keeps, whether keys slow down.

Every turn is begun with keys on the kiosk itself; only the time between them is skipped (`soaking`). At the
end a freshly started kiosk answers the same keys by turns with the one that has run all day.
"""

from __future__ import annotations

import json
import shutil
import socket
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from random import Random
from statistics import linear_regression

from tests.bench.evening import found
from tests.bench.figures import Figure, middle, spread
from tests.bench.ground import KIOSK, Ground
from tests.bench.soaking import Made
from tests.bench.subjects import PATIENCE, Subject, answered
from tests.pty import Pty
from tests.two_hundred import names

HOURS, TURNS, STEPS = 8, 1_500, 4
"""The clock is looked at STEPS times in every turn."""
ITEMS = 12
SETTLED = 2
"""Hours after which memory has no reason to grow."""
SLOPE = 1.0
"""MiB an hour."""
NO_SLOWER = 1.25
"""The medians of two runs of the same keys differ by as much."""
PRESSES, BLOCKS = 10, 6
STANDS = 4
"""Seconds in a row in which no widget was added."""
READY = ("recorded", "Nobody is waiting")
ACTS = (("p", "The clock stands still"), ("p", "has finished"))


def measure(ground: Ground) -> list[Figure]:
    """Measure on the whole machine only: in a quarter of a CPU eight hours would take half of one."""
    if ground.group is not None:
        return []
    folder = ground.folder / "soak"
    prepare(folder)
    young = shutil.copytree(folder, ground.folder / "soak-young")
    with ExitStack() as stack:
        day = stack.enter_context(Day(folder, ground))
        seen = [day.hour() for _ in range(HOURS)]
        fresh, _ = Subject((str(KIOSK), "--data", str(young)), READY).open(ground)
        stack.enter_context(fresh)
        begin(fresh, 1, entries(young))
        old, new = _by_turns(day.pty, fresh)
    return [*_memory(seen), *_left(seen), _keys(old, new)]


def _memory(seen: Sequence[Made]) -> list[Figure]:
    later = range(SETTLED, HOURS)
    slope = linear_regression(later, [seen[hour].peak for hour in later]).slope
    most = ", ".join(f"{made.peak:.1f}" for made in seen)
    return [
        Figure(
            f"memory, growth after hour {SETTLED}",
            slope,
            None,
            "MiB/h",
            aim="at most",
            most=SLOPE,
            note=f"most resident in each hour: {most}",
        )
    ]


def _left(seen: Sequence[Made]) -> list[Figure]:
    """Return what the last hour has more than the second, by which every screen has been prepared."""
    first, last = seen[SETTLED - 1], seen[-1]
    return [
        Figure(f"{what} more than at hour {SETTLED}", more, None, "", "at most", 0, f"{now} now")
        for what, more, now in (
            ("tasks", last.tasks - first.tasks, last.tasks),
            ("timers", last.timers - first.timers, last.timers),
            ("widgets", last.widgets - first.widgets, last.widgets),
            ("threads", last.threads - first.threads, last.threads),
        )
    ]


def _keys(old: Sequence[float], new: Sequence[float]) -> Figure:
    return Figure(
        f"key to painted after {HOURS} h",
        middle(old),
        middle(new),
        "ms",
        aim=f"{NO_SLOWER} x a kiosk just started",
        most=NO_SLOWER * middle(new),
        note=spread(old),
    )


def _by_turns(old: Pty, new: Pty) -> tuple[list[float], list[float]]:
    took: tuple[list[float], list[float]] = ([], [])
    for block in range(BLOCKS):
        for pty, each in zip((old, new), took, strict=True):
            pty.read_for(0)
            each += answered(pty, ACTS, PRESSES, seed=block)
    return took


def prepare(folder: Path) -> None:
    """Make an assembly with two hundred people here and the first item open."""
    said = datetime.now().strftime("%Y-%m-%dT%H:%M")
    people = names(Random(8))
    items = [{"title": f"Item {n} of a long day", "planned": 2_400} for n in range(1, ITEMS + 1)]
    found(
        folder,
        [
            {"do": "meeting.open", "title": "all day", "said": said},
            *({"do": "roster.add", "name": name, "here": True} for name in people),
            {"do": "agenda.adopt", "items": items},
            {"do": "item.open", "item": 1},
        ],
    )


def begin(pty: Pty, person: int, size: int) -> int:
    """Let a person ask to speak, by a badge's number, and speak; returns how many entries there are."""
    pty.keys("a")
    pty.wait_for("Who wants to speak?", PATIENCE)
    pty.send(f"{person}".encode())
    pty.wait_for("▸", PATIENCE)
    pty.keys("enter")
    pty.wait_for(f"{size + 1:,} recorded", PATIENCE)
    pty.keys("space")
    pty.wait_for(f"{size + 2:,} recorded", PATIENCE)
    return size + 2


def entries(folder: Path) -> int:
    """Return how many entries a freshly opened kiosk says are recorded."""
    return (folder / "journal/entries").read_bytes().count(b"\n")


class Day:
    """A kiosk whose time is skipped, and what was done with it."""

    def __init__(self, folder: Path, ground: Ground) -> None:
        path = folder / "time"
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(str(path))
            listening.listen()
            listening.settimeout(PATIENCE)
            words = (sys.executable, "-m", "tests.bench.soaking", str(path), str(folder))
            self.pty, _ = Subject(words, READY).open(ground)
            self._asked = listening.accept()[0].makefile("rw")
        self._who, self._turn, self._size = Random(1), 0, entries(folder)
        self._stand()

    def _stand(self) -> None:
        """Wait until every screen is prepared, for which the kiosk uses the first quiet seconds."""
        seen: list[int] = []
        while len(seen) <= STANDS or len(set(seen[-STANDS:])) > 1:
            seen.append(self._made().widgets)
            self.pty.read_for(1)

    def _made(self) -> Made:
        return Made(*json.loads(self._tell("made")))

    def hour(self) -> Made:
        """Let an hour pass; returns what the kiosk consists of afterwards."""
        for _ in range(TURNS // HOURS):
            self._size = begin(self.pty, self._who.randrange(200) + 1, self._size)
            self._turn += 1
            for _ in range(STEPS):
                self._tell(str(3_600_000 * HOURS // TURNS // STEPS))
            if self._turn % -(-TURNS // ITEMS) == 0:
                self.pty.keys("n")
                self._size += 1
                self.pty.wait_for(f"{self._size:,} recorded", PATIENCE)
            if self._turn % 20 == 0:
                self.pty.keys("f3")
                self.pty.wait_for("Item", PATIENCE)
                self.pty.keys("f2")
                self.pty.wait_for("recorded", PATIENCE)
        return self._made()

    def _tell(self, line: str) -> str:
        self.pty.read_for(0)
        self._asked.write(line + "\n")
        self._asked.flush()
        answer = self._asked.readline()
        self.pty.read_some(0.1)
        return answer

    def __enter__(self) -> Day:
        return self

    def __exit__(self, *_: object) -> None:
        self._asked.close()
        self.pty.close()
