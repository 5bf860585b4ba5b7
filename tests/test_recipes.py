"""The recipes of docs/recipes.md give what they promise: the practice and the screen of the page are made.

Each block of code stands behind the path of its file, which is the last one named before it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import msgspec
import pytest

import kiosk.practices
import screens
from kiosk.desk.registry import REGISTRY, Registry, State
from kiosk.minutes.build import build
from kiosk.minutes.render import render
from kiosk.practices.meeting.rules import Close
from kiosk.practices.record.rules import Undo
from kiosk.telling.pages import Pages
from kiosk.typed.prompt import parse
from screens.moment import Moment
from tests.practices.play import Play

PAGE = Path(__file__).parents[1] / "docs" / "recipes.md"
FILE = re.compile(r"`((?:kiosk/practices|screens)/\w+/\w+\.(?:py|tcss))`")
MADE = ("kiosk.practices.notice", "screens.board")


def blocks(recipe: str) -> Iterator[tuple[str, str]]:
    """The path and the text of each file that a recipe writes."""
    part = PAGE.read_text().partition(f"\n## {recipe}\n")[2].partition("\n## ")[0]
    before = 0
    for block in re.finditer(r"^```(?:python|css)\n(.*?)^```", part, re.MULTILINE | re.DOTALL):
        yield FILE.findall(part[before : block.start()])[-1], block[1]
        before = block.end()


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The files of both recipes, in packages that reach into the test's folder; their paths."""
    written = [*blocks("A practice"), *blocks("A screen")]
    for path, text in written:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    for package, folder in ((kiosk.practices, "kiosk/practices"), (screens, "screens")):
        monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path / folder)])
    yield [path for path, _text in written]
    for name in [name for name in sys.modules if name.startswith(MADE)]:
        del sys.modules[name]


def larger(practice: Any) -> Registry:
    """The kiosk's practices and this one, as the recipe's three lines make them."""
    field = (practice.name, practice.state, msgspec.field(default_factory=practice.state))
    state = msgspec.defstruct("Larger", [field], bases=(State,))
    return Registry((*REGISTRY.practices.values(), practice), cast(type[State], state))


def test_the_board_of_the_recipes(made: list[str], tmp_path: Path) -> None:
    """It is asked for, recorded, told, taken back, and stands in the minutes; its screen is a moment."""
    assert len(made) == 9
    registry = larger(import_module("kiosk.practices.notice").PRACTICE)
    play = Play(tmp_path, registry=registry)
    play.open_meeting("Ana", "Bo")
    play.ask(parse("notice.post Soup at eight", play.desk.room, registry))
    play.ask(parse("notice.post A ladder", play.desk.room, registry))
    play.ask(Undo())
    taken = parse("notice.take-down 2", play.desk.room, registry)
    assert play.refused(taken) == "No notice hangs under 2."
    pages = Pages(play.desk.journal, play.desk.name, registry=registry)
    assert "Notice 1: Soup at eight" in [pages.told(n).sentence for n in range(play.desk.journal.size)]
    play.ask(Close())
    minutes = render(build(play.desk, 1), "text", registry=registry).decode()
    assert "1 notice" in minutes
    assert "Soup at eight" in minutes
    place = import_module("screens.board").PLACE
    assert issubclass(place.screen(), Moment)
    assert place.binding().key == "b,B"
