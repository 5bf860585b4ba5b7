"""Every scene of an evening in a language of accents: nothing in English, nothing cut, nothing breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk import language
from kiosk.journal.words import head_words
from kiosk.practices.rules.rules import SetLanguage
from tests.screens.house import LARGE, SMALL, Hands, House
from tests.screens.scenes import SCENES, Scene
from tests.words.catalogues import catalogues
from tests.words.pseudo import CLOSES, COUNTED, OPENS, PSEUDO, speak_them

WORD = re.compile(r"[A-Za-z]{3,}")
ENTRY = re.compile(r"^[ ▸]*[0-9,]+  ⟦.*…")
KEYS = frozenset("space enter esc tab page backspace up down left right home end insert delete".split())
"""Names of keys, as they stand on a keyboard."""


@pytest.fixture(scope="session")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two made-up languages, compiled."""
    folder = tmp_path_factory.mktemp("locales")
    speak_them(folder)
    return folder


@pytest.fixture(scope="session")
def english() -> frozenset[str]:
    """Every English word that translators are given."""
    ids = (message.id for catalogue in catalogues().values() for message in catalogue if message.id)
    texts = (text for one in ids for text in ([one] if isinstance(one, str) else one))
    return frozenset(
        word.casefold() for text in texts for word in WORD.findall(re.sub(r"\{[^}]*\}", " ", text))
    )


@pytest.fixture
def spoken(locales: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The made-up languages can be chosen, and English is back afterwards."""
    monkeypatch.setattr(language, "LOCALES", locales)
    yield
    language.speak(language.ENGLISH)


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
    return sorted((found & english) - typed - KEYS)


def _cut(rows: list[str]) -> int:
    """How many sentences begin and do not end; entries of the journal end where the wall ends, and say so."""
    wall = "\n".join(row for row in rows if not ENTRY.match(row))
    return max(0, wall.count(OPENS) - wall.count(CLOSES))


@pytest.mark.parametrize("name", SCENES)
async def test_a_scene_in_another_language(
    name: str, tmp_path: Path, spoken: None, english: frozenset[str]
) -> None:
    """At both sizes no English word is left, and no more sentences are cut than in English."""
    house, walls = await _walls(name, tmp_path / "long", PSEUDO)
    typed = _typed(house, SCENES[name])
    for rows in walls:
        assert _left(rows, english, typed) == [], "\n".join(rows)
    if any(map(_cut, walls)):
        _house, walls_in_english = await _walls(name, tmp_path / "short", COUNTED)
        for rows, short in zip(walls, walls_in_english, strict=True):
            assert _cut(rows) <= _cut(short), "\n".join([*rows, *short])


async def _walls(name: str, folder: Path, speaks: str) -> tuple[House, list[list[str]]]:
    """A scene on the small wall and on a projector, in the language that its assembly has set."""
    folder.mkdir()
    language.speak(speaks)
    house, scene = House(folder), SCENES[name]
    house.ask(SetLanguage(language=speaks))
    scene.before(house)
    walls = []
    async with house.hands(SMALL, at=scene.moment) as hands:
        await hands.press(*scene.keys)
        await hands.settled()
        walls.append(_rows(hands))
        await hands.pilot.resize_terminal(*LARGE)
        await hands.rest()
        walls.append(_rows(hands))
    return house, walls


def _rows(hands: Hands) -> list[str]:
    """The wall, or the dialog on it."""
    rows = hands.wall().split("\n")
    for dialog in hands.app.screen.query(".dialog"):
        region = dialog.region
        return [row[region.x : region.right] for row in rows[region.y : region.bottom]]
    return rows
