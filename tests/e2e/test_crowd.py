"""An evening of two hundred people with names of forty letters, on the smallest wall."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.e2e.assembly import KIOSK, Command, found, run, sitting, sound
from tests.e2e.hands import Hands
from tests.needs import needs
from tests.terminal import Screen, Terminal

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("terminal"), needs("tmux")]

FIRST = (
    "Amina Bahar Chris Dilan Eva Farid Gül Hana Ivo Jérôme Kemal Leyla Mira Nils Olga Pavel Quinn Rie Uwe Zoë"
)
NAMES = [
    f"{first}-{second} {place:03d} von und zu Hohenfels-Tiefental"[:40]
    for place, (first, second) in enumerate(
        (first, second)
        for second in "Alba Bela Cosma Dora Enno Fee Gero Hilde Ida Jana".split()
        for first in FIRST.split()
    )
]
TITLE = "The roof, the boiler, the stairs and the cellar: what we do first"
ITEMS: list[Command] = [
    {"title": TITLE, "planned": 1500, "kind": "proposal", "presenter": "m001"},
    {"title": "Roof"},
]
BLOCKS = re.compile("[█▀▄]{2}")


@pytest.fixture
def assembly(tmp_path: Path) -> Path:
    return found(tmp_path / "data", sitting(NAMES, ITEMS))


def large(screen: Screen, columns: slice) -> int:
    """Return the number of rows of block letters in these columns."""
    return sum(bool(BLOCKS.search(row[columns])) for row in screen)


def test_two_hundred_people(assembly: Path) -> None:
    """Each person is found by letters; the floor has its four large things and the reason for the next."""
    assert len(NAMES) == len(set(NAMES)) == 200
    assert max(map(len, NAMES)) == 40
    with Terminal([KIOSK, "--data", assembly]) as terminal:
        hands = Hands(terminal)
        hands.see("recorded")
        hands.press("f6", see="200 in the roster")
        hands.out()
        hands.press("f2", see="Nobody is waiting.")
        for letters in ("jerome-c", "zoe-jana", "rie-ida", "eva-enno", "199"):
            hands.press("a", see="Who wants to speak?")
            hands.terminal.type(letters)
            hands.see(lambda screen: any(row.startswith("  ▸ ") for row in screen[-6:]))
            hands.record("enter")
        screen = hands.press("space", see="▶ SPEAKING")
        assert " ".join(re.split(r"\s{2,}", row.strip())[0] for row in screen[1:3]) == TITLE
        assert any(re.search(r"25 of 25 min left$", row) for row in screen[1:3])
        clock_and_speaker, after = screen[3:13], screen[13:20]
        assert large(clock_and_speaker, slice(0, 38)) >= 6
        assert large(clock_and_speaker, slice(38, 80)) >= 6
        assert any("NEXT  first time tonight" in row for row in after)
        assert large(after, slice(0, 44)) >= 4
        assert any("Rie-Ida" in row and "first time" in row for row in after)
        assert any("When Jérôme-Cosma has finished, press SPACE." in row for row in screen[20:])
        assert hands.press("f3", see=TITLE[:40])
        hands.press("f4", see="200 members are in the hat")
        hands.press("d", see="FACILITATOR   accepts? Y / N")
        hands.press("y", see="TIMEKEEPER   accepts? Y / N")
    sound(assembly)


def test_two_hundred_in_the_hat(assembly: Path) -> None:
    """A ceremony, its minutes and their reading back hold two hundred names."""
    run(assembly, [{"do": "lot.freeze", "roles": {"facilitator": 1}}])
    with Terminal([KIOSK, "--data", assembly]) as terminal:
        hands = Hands(terminal)
        hands.see("recorded")
        hands.press("f4", see="In the hat (")
        hands.press("space", see="The kiosk has fixed its secret")
        assert len(hands.scan()) == 64
        hands.press("f8", see="Read back:")
        hands.press("space", see="Close the meeting?")
        hands.press("y", see="Does it come back next time?")
        hands.press("y", see="or type")
        assert hands.scan().startswith("HTTP://")
