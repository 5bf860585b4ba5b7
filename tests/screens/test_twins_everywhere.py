"""Two people of one name are told apart wherever a name stands, in every moment of an evening."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from kiosk.practices.roster.rules import AddMember
from kiosk.telling.teller import Teller
from tests.screens import house as houses
from tests.screens.house import CELLS, FIRST_NAMES, House
from tests.screens.scenes import SCENES

FIRSTS = FIRST_NAMES[:10]
BESIDE = rf"\((?:{'|'.join(CELLS)}|m[0-9]{{3}})[),]"
BARE = re.compile(rf"\b({'|'.join(FIRSTS)})\b(?!(?: Lima| ?L?[ima]*…)? {BESIDE})")
"""A first name that neither a cell nor a number follows; the whole name or its beginning may be between."""


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An assembly of 27 in which two or three have each name, each in another cell."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(houses, "name_of", lambda place: f"{FIRSTS[place % 10]} Lima")
        patch.setattr(houses, "AddMember", lambda **fields: AddMember(**fields, another=True))
        return houses._founded.__wrapped__(27)


@pytest.fixture
def house(twins: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """That assembly, to be opened."""
    monkeypatch.setattr(houses, "_founded", lambda people: twins)
    return House(tmp_path)


def bare(text: str) -> list[str]:
    """Return each name in the text that nothing tells apart, with what stands around it."""
    text = " ".join(text.split())
    return [text[max(0, found.start() - 30) : found.end() + 30] for found in BARE.finditer(text)]


WALKED = """
arrive-here agenda-six floor-running floor-round floor-long-list floor-typing floor-question-put
floor-two-orders floor-sides floor-list-asked lot-choose lot-frozen lot-asking lot-drawn lot-turns
proposal-adopted mandates-held circulation-own lobby-after minutes-closed journal
""".split()
"""A scene of each kind: a minute less than all 150, which `KIOSK_SCENES=all` walks."""
WITH_BARE_NAMES = {
    "arrive-newcomer": "a dialog lies over half a list",
    "floor-typing-keys": "a dialog lies over half a line",
    "agenda-import": "the words of a file",
    "journal-entry": "the number stands before the name",
    "journal-tampered": "the journal cannot be read",
    "lot-crowd": "the others of this crowd have numbers for last names",
    "lot-crowd-choose": "the same crowd",
    "lot-crowd-out": "the same crowd",
}
CHOSEN = SCENES if os.environ.get("KIOSK_SCENES") == "all" else [name for name in SCENES if name in WALKED]


@pytest.mark.parametrize("name", [name for name in CHOSEN if name not in WITH_BARE_NAMES])
async def test_no_name_stands_alone(house: House, name: str) -> None:
    """On the wall, in the journal in words and for a second screen."""
    scene = SCENES[name]
    scene.before(house)
    tell = Teller(house.desk.name, cell=house.desk.room.cell_name).tell
    assert not bare("\n".join(tell(line).sentence for line in house.desk.journal.read()))
    async with house.hands(at=scene.moment) as hands:
        await hands.press(*scene.keys)
        await hands.settled()
        assert not bare(hands.wall())
