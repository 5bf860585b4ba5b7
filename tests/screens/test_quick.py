"""Costs that a start, a visit and a key must not have, counted because times depend on the machine's load."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual._compositor import Compositor
from textual.css.stylesheet import Stylesheet

from kiosk.desk.desk import Desk
from screens.terminal.painting import Sparing
from screens.widgets.keybar import KeyBar
from tests.pty import Pty
from tests.screens.hands import Hands
from tests.screens.house import LARGE, House
from tests.screens.scenes import SCENES, speaking

LATER = (
    "textual.widgets._text_area bcrypt cryptography.hazmat.primitives.serialization html json _strptime"
    " importlib.metadata sounddevice serial jinja2 aiohttp markdown_it qrcode tomllib numpy"
).split()
"""Modules that the first frame does not need."""
STARTED = """
import sys
from pathlib import Path
from kiosk.cli import main
import screens.app.app

def stands(app):
    Path(sys.argv[3]).write_text("\\n".join(sys.modules))
    app.exit(0)

screens.app.app.KioskApp._stand = stands
sys.exit(main(sys.argv[1:3]))
"""


def _counted(monkeypatch: pytest.MonkeyPatch, owner: type, name: str, seen: list[str]) -> None:
    """Count each call from now on."""
    called: Callable[..., Any] = getattr(owner, name)

    def note(*words: Any, **named: Any) -> Any:
        seen.append(name)
        return called(*words, **named)

    monkeypatch.setattr(owner, name, note)


def test_the_first_frame_waits_for_nothing_that_it_does_not_show(tmp_path: Path) -> None:
    """The real program on a terminal has not imported these modules when the wall is shown."""
    house = House(tmp_path)
    house.desk.close()
    told = tmp_path / "modules"
    with Pty([sys.executable, "-c", STARTED, "--data", house.folder, told], size=LARGE) as pty:
        assert pty.wait_end(60) == 0
    modules = told.read_text().split("\n")
    assert "screens.lobby.lobby" in modules
    assert [name for name in LATER if name in modules] == []


def _row(hands: Hands) -> set[str]:
    return {name for name, _what, _enabled in hands.app.screen.query_one(KeyBar)._shown}


async def test_the_answer_is_painted_before_the_desk_is_asked_about_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the answer is painted the desk is asked only the command; then the row of keys is right."""
    house, seen = House(tmp_path), list[str]()
    SCENES["floor-check-in"].before(house)
    async with house.hands(size=(200, 36), at="floor") as hands:
        assert "X" not in _row(hands)
        _counted(monkeypatch, Desk, "_decide", seen)
        _counted(monkeypatch, Sparing, "render_partial_update", seen)
        await hands.press("g")
        assert seen.index("render_partial_update") == 1
        assert seen.count("_decide") <= 6
        assert "X" in _row(hands)


async def test_a_visit_styles_no_widget_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another theme or height does, also for a moment that was not shown at the time."""
    house, seen = House(tmp_path), list[str]()
    speaking(house)
    async with house.hands(size=LARGE, at="agenda") as hands:
        await hands.visit("floor")
        _counted(monkeypatch, Stylesheet, "update_nodes", seen)
        await hands.visit("agenda")
        await hands.visit("floor")
        assert seen == []
        before = hands.app.screen.query_one("#heard").styles.color
        await hands.visit("agenda")
        hands.app.theme = "kiosk-day"
        await hands.rest()
        await hands.pilot.resize_terminal(80, 24)
        await hands.rest()
        await hands.visit("floor")
        heard = hands.app.screen.query_one("#heard").styles.color
        assert heard != before
        assert hands.app.screen.has_class("-low")
        await hands.same_wall(await _fresh(house))


async def _fresh(house: House) -> str:
    """Return the same wall in a kiosk that was just started, on the same desk."""
    async with house.app().run_test(size=(80, 24)) as pilot:
        hands = Hands(house, pilot.app, pilot)  # type: ignore[arg-type]
        await hands.rest()
        await hands.visit("floor")
        return hands.wall()


@pytest.mark.parametrize("moment", ["floor", "agenda", "minutes"])
async def test_nothing_lies_under_a_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """A screen below would be laid out at each change of size, and painted with the whole wall."""
    house, seen = House(tmp_path), list[str]()
    speaking(house)
    async with house.hands(at=moment) as hands:
        assert [type(screen) for screen in hands.app.screen_stack] == [type(hands.app.screen)]
        _counted(monkeypatch, Compositor, "reflow", seen)
        await hands.pilot.resize_terminal(100, 30)
        await hands.press("question_mark")
        assert len(hands.app.screen_stack) == 2
        await hands.press("escape")
    assert seen
