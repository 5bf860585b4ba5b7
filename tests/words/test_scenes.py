"""Every scene of an evening in a language of accents: nothing in English, nothing cut, nothing breaks."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from kiosk import language
from kiosk.journal.words import head_words
from kiosk.practices.rules.rules import SetLanguage
from tests.screens.hands import Hands
from tests.screens.house import LARGE, SMALL, House
from tests.screens.scenes import SCENES, Scene
from tests.words.catalogues import committed
from tests.words.pseudo import CLOSES, COUNTED, OPENS, PSEUDO

WORD = re.compile(r"[A-Za-z]{3,}")
IDS = frozenset(("role",))
"""Beginnings of ids that lot/1 gives to names without a letter of a to z."""


@pytest.fixture(scope="session")
def english() -> frozenset[str]:
    """Every English word that translators are given."""
    ids = (message.id for catalogue in committed().values() for message in catalogue if message.id)
    texts = (text for one in ids for text in ([one] if isinstance(one, str) else one))
    return frozenset(
        word.casefold() for text in texts for word in WORD.findall(re.sub(r"\{[^}]*\}", " ", text))
    )


def _typed(house: House, scene: Scene) -> frozenset[str]:
    """The words that people typed, or that devices and the head of the journal gave."""
    lines = (house.folder / "journal" / "entries").read_text("utf-8", "replace")
    said = [lines, " ".join(head_words(house.desk.journal.root)), house.server.fault]
    said += [path.read_text("utf-8", "replace") for path in house.folder.parent.rglob("*.json")]
    said += [path.read_text("utf-8", "replace") for path in house.folder.parent.rglob("*.md")]
    said += [str(path) for path in house.folder.parent.rglob("*.md")]
    runs = "".join(key if len(key) == 1 else " " for key in scene.keys).split()
    said += [*runs, *(run[1:] for run in runs)]  # the first may be a key that opens a line
    said += [f"{line.sentence} {line.name}" for line in house.devices]
    said += [*house.diagnosis.sentences] if house.diagnosis else []
    return frozenset(word.casefold() for text in said for word in WORD.findall(text))


def _left(rows: list[str], english: frozenset[str], typed: frozenset[str]) -> list[str]:
    """The English words that stand on the wall."""
    found = {word.casefold() for row in rows for word in WORD.findall(row)}
    return sorted((found & english) - typed - IDS)


def _cut(rows: list[str]) -> int:
    """How many sentences begin and do not end."""
    wall = "\n".join(rows)
    return max(0, wall.count(OPENS) - wall.count(CLOSES))


LISTS = "Fitted, Entries, #list"
"""What shows rows that end where the wall ends, with dots."""


def _without_lists(hands: Hands, rows: list[str]) -> list[str]:
    """The wall, blank where its lists are."""
    for box in hands.app.screen.query(LISTS):
        region = box.region
        for y in range(max(0, region.y), min(region.bottom, len(rows))):
            rows[y] = rows[y][: region.x] + " " * region.width + rows[y][region.right :]
    return rows


CUT_ANYWAY = {
    "floor-keys": "the table of keys scrolls",
    "floor-kinds": "what a point of order is about, in the room's own words, is longer than two rows",
}
"""Scenes in which something is cut, and why that may be."""

ELSEWHERE = {
    "journal-tampered": "what a check finds is said by a process of its own, which has no made-up language",
}
"""Scenes with English that comes from outside this process."""


class Wall(NamedTuple):
    """What is shown, and what of it is no list."""

    rows: list[str]
    sentences: list[str]


@pytest.mark.parametrize("name", SCENES)
async def test_a_scene_in_another_language(
    name: str, tmp_path: Path, spoken: None, english: frozenset[str]
) -> None:
    """At both sizes no English word is left, and no more sentences are cut than in English."""
    house, walls = await _walls(name, tmp_path / "long", PSEUDO)
    typed = _typed(house, SCENES[name])
    for wall in walls:
        assert _left(wall.rows, english, typed) == [] or name in ELSEWHERE, "\n".join(wall.rows)
    if any(_cut(wall.sentences) for wall in walls) and name not in CUT_ANYWAY:
        _house, walls_in_english = await _walls(name, tmp_path / "short", COUNTED)
        for wall, short in zip(walls, walls_in_english, strict=True):
            assert _cut(wall.sentences) <= _cut(short.sentences), "\n".join([*wall.rows, *short.rows])


async def _walls(name: str, folder: Path, speaks: str) -> tuple[House, list[Wall]]:
    """A scene on the small wall and on a projector, in the language that its assembly has set."""
    folder.mkdir()
    language.speak(speaks)
    house, scene = House(folder), SCENES[name]
    house.ask(SetLanguage(language=speaks))
    scene.before(house)
    async with house.hands(SMALL, at=scene.moment) as hands:
        await hands.press(*scene.keys)
        await hands.settled()
        walls = [_wall(hands)]
        await hands.pilot.resize_terminal(*LARGE)
        await hands.rest()
        return house, [*walls, _wall(hands)]


def _wall(hands: Hands) -> Wall:
    """The wall, or the dialog on it."""
    rows = hands.wall().split("\n")
    for dialog in hands.app.screen.query(".dialog"):
        region = dialog.region
        rows = [row[region.x : region.right] for row in rows[region.y : region.bottom]]
        return Wall(rows, rows)
    return Wall(rows, _without_lists(hands, list(rows)))
