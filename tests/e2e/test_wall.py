"""The wall as the last row sees it: pictures of a real terminal at a projector's size, their codes read.

Run by hand it takes the README's picture of the floor again:

    .venv/bin/python -m tests.e2e.test_wall docs/pictures/floor.png
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.browser import fetch
from tests.e2e.assembly import KIOSK, Command, entries, found, run, sitting
from tests.needs import needs
from tests.sway import PROGRAMS, Wall, codes

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("terminal"), needs(*PROGRAMS)]

NAMES = (
    "Rahel,Chris,Bahar,Jérôme,Leyla,Dilan,Amina,Eva Lindqvist,Farid,Gül,Hana,Ivo,Kemal,Mira,Nils,Olga,Pavel,"
    "Samir,Tuğba,Zoë"
).split(",")
ITEMS: Sequence[Command] = (
    {"title": "Check-in", "kind": "round", "planned": 600},
    {"title": "Draw by lot", "kind": "lot", "planned": 600},
    {"title": "Rent strike fund", "kind": "proposal", "planned": 1500, "presenter": "m007"},
    {"title": "Boiler", "kind": "report", "planned": 900},
)
TEXT = "We pay 40 % of collected rents into the strike fund until 1 March."
PROJECTOR = (1920, 1080)


def talking() -> list[Command]:
    """Return a meeting of twenty: two were heard, one speaks, a point of order and four more wait."""
    said: list[Command] = [*sitting(NAMES, ITEMS), {"do": "item.open", "item": 3, "believes": 1}]
    for before, person in (("", "m004"), ("m004", "m005"), ("m005", "m003")):
        said += [
            {"do": "floor.ask", "person": person},
            {"do": "turn.begin", "person": person, "after": before},
        ]
    said += [{"do": "floor.ask", "person": person} for person in ("m004", "m002", "m006", "m009")]
    return [*said, {"do": "floor.ask", "person": "m001", "kind": "order"}]


def decided() -> list[Command]:
    """Return the same meeting with a decision adopted, closed."""
    hands = {"agree": 17, "reservations": 2, "stand-aside": 1, "block": 0}
    return [
        *talking(),
        {"do": "proposal.write", "text": TEXT},
        {"do": "proposal.read"},
        *({"do": "proposal.count", "position": position, "number": n} for position, n in hands.items()),
        {"do": "proposal.read-back"},
        {"do": "proposal.adopt", "review": "2027-02-22"},
        {"do": "meeting.close"},
    ]


def size_of(png: Path) -> tuple[int, int]:
    """Return width and height of a PNG."""
    head = png.read_bytes()[16:24]
    return int.from_bytes(head[:4], "big"), int.from_bytes(head[4:], "big")


def test_floor_and_lot(tmp_path: Path) -> None:
    """Floor and lot fill a projector's picture; the seal of the draw is read off the wall as recorded."""
    folder = found(tmp_path / "data", talking())
    with Wall([KIOSK, "--data", folder]) as wall:
        wall.wait_for("your point of order, please.")
        assert size_of(wall.picture(tmp_path / "floor.png")) == PROJECTOR
        wall.keys("f4")
        wall.wait_for("begins the ceremony")
        for seen in ("In the hat", "fixed its secret"):
            wall.keys("space")
            wall.wait_for(seen)
        seal = wall.picture(tmp_path / "lot.png")
    (committed,) = [entry for entry in entries(folder) if entry["kind"] == "lot.committed/1"]
    assert [code.lower() for code in codes(seal)] == [committed["commitment"]]


@pytest.mark.parametrize("font_px", [20, 40])
def test_minutes(tmp_path: Path, font_px: int) -> None:
    """A scanner reads the code of a closed meeting, large or small, and it leads to the decision."""
    folder = found(tmp_path / "data", decided())
    with Wall([KIOSK, "--data", folder], font_px=font_px) as wall:
        wall.wait_for("recorded")
        wall.keys("f8")
        wall.wait_for("If nothing opens")
        (address,) = codes(wall.picture(tmp_path / "minutes.png"))
        assert TEXT in fetch(address.lower()).decode()


def test_picture_in_the_readme() -> None:
    """The picture in the README has a projector's size and is a small file."""
    picture = Path(__file__).parents[2] / "docs" / "pictures" / "floor.png"
    assert size_of(picture) == PROJECTOR
    assert picture.stat().st_size < 150_000


def main(out: Path) -> None:
    """Take the picture: half a minute into a turn, so that the clock and the bar show progress."""
    with tempfile.TemporaryDirectory() as name:
        folder = found(Path(name, "data"), [{"do": "clock.attest", "said": time.strftime("%Y-%m-%d %H:%M")}])
        said = talking()
        last = max(place for place, command in enumerate(said) if command["do"] == "turn.begin")
        for part in (said[: last - 2], said[last - 2 : last], said[last:]):
            run(folder, part)
            time.sleep(12)
        with Wall([KIOSK, "--data", folder]) as wall:
            wall.wait_for("your point of order, please.")
            time.sleep(20)
            wall.picture(out)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
