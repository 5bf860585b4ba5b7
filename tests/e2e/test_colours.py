"""The phases of the clock in terminals of sixteen colours and of none: distinct by word, sign and bar."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.e2e.assembly import entries, found, sitting
from tests.e2e.hands import Hands
from tests.e2e.other_clock import say
from tests.needs import needs
from tests.terminal import Screen, Terminal

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("terminal"), needs("tmux")]

TURN = 120
_SGR = re.compile(r"\x1b\[([0-9;:]*)m")


class Console(NamedTuple):
    """A terminal with few colours: its environment, the kiosk's signs on it, and the codes it accepts."""

    env: dict[str, str]
    signs: dict[str, str]
    bar: str
    allowed: Callable[[list[str]], bool]


def _sixteen(codes: list[str]) -> bool:
    """True if every colour is one of the console's own sixteen."""
    return not {"38", "48"} & set(codes)


def _grey(codes: list[str]) -> bool:
    """True if every colour is a grey: Textual paints greys where NO_COLOR is set."""
    if not {"38", "48"} & set(codes):
        return not any(re.fullmatch("(3|4|9|10)[0-7]", code) for code in codes)
    return all(len(set(codes[at + 2 : at + 5])) == 1 for at, code in enumerate(codes) if code in ("38", "48"))


LINUX = Console(
    {"TERM": "linux", "COLORTERM": ""},
    {
        "SPEAKING": ">",
        "WRAP UP": "^",
        "LAST 10 s": "^^",
        "OVER": "#",
        "PAUSED": "||",
        "POINT OF ORDER": "!",
        "BREAK": "||",
    },
    "#-",
    _sixteen,
)
NONE = Console(
    {"NO_COLOR": "1"},
    {
        "SPEAKING": "▶",
        "WRAP UP": "▲",
        "LAST 10 s": "▲▲",
        "OVER": "■",
        "PAUSED": "‖",
        "POINT OF ORDER": "!",
        "BREAK": "‖",
    },
    "▓░",
    _grey,
)


@pytest.mark.parametrize("console", [LINUX, NONE], ids=["sixteen colours", "no colours"])
def test_the_phases_are_told_apart(tmp_path: Path, console: Console) -> None:
    """Each of the seven phases has its own word and sign; the bar runs out; no other colour is sent."""
    asked = ({"do": "floor.ask", "person": "m003"}, {"do": "turn.begin", "person": "m003"})
    folder = found(tmp_path / "data", [{"do": "rules.turn", "seconds": TURN}, *sitting(), *asked])
    clock, boot = tmp_path / "clock", str(entries(folder)[-1]["boot"])
    say(clock, f"{boot} 0 0")
    words = [f"{name}={value}" for name, value in console.env.items()]
    kiosk: list[str | Path] = [sys.executable, "-m", "tests.e2e.other_clock", clock, "--data", folder]
    with Terminal(["env", *words, *kiosk]) as terminal:
        hands = Hands(terminal)

        def seen(word: str) -> float:
            """Check for this word with its sign and only allowed colours; returns how full the bar is."""
            screen = hands.see(lambda wall: any(f"{console.signs[word]} {word}" in row for row in wall))
            for row in terminal.colours():
                for codes in _SGR.findall(row):
                    assert console.allowed(re.split("[;:]", codes)), (word, row)
            return _full(screen, console.bar)

        bars = [seen("SPEAKING")]
        for word, later in (("WRAP UP", 95), ("LAST 10 s", 113), ("OVER", 130)):
            say(clock, f"{boot} {later * 1000} {-later * 1000}")
            bars.append(seen(word))
        assert bars == sorted(bars, reverse=True)
        assert bars[0] > 0.5 > 0.25 >= bars[1] > bars[2] > bars[3] == 0
        terminal.keys("p")
        seen("PAUSED")
        hands.press("!", see="point of order?")
        terminal.type("dil")
        hands.see(lambda wall: any(re.search("[▸>] Dilan", row) for row in wall))
        hands.press("enter", see="NEXT  ! point of order")
        hands.press("space", see="OVER")
        hands.press("space", see="POINT OF ORDER")
        assert seen("POINT OF ORDER") > 0.5
        hands.press("b", see="A break until when?")
        hands.say("23:59", see="BREAK")
        seen("BREAK")


def _full(screen: Screen, bar: str) -> float:
    """Return how much of the bar is left, from 0 to 1; -1 where there is none."""
    left, gone = map(re.escape, bar)
    for row in screen:
        if found := re.search(rf"({left}*)({gone}*)  of 2:00", row):
            return len(found[1]) / max(1, len(found[1]) + len(found[2]))
    return -1
