"""The second screen: four views of what is recorded, and no key that records anything."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Literal, Protocol

import pytest
from textual.binding import Binding
from textual.pilot import Pilot

from kiosk.follow.watcher import Watched
from kiosk.practices import floor, meeting, rules
from screens.follow.follow import SecondScreen
from screens.follow.views import View
from screens.keys import keymap
from screens.widgets.clockface import ClockFace
from tests.pictures import text_rows
from tests.screens import scenes
from tests.screens.hands import until
from tests.screens.happened import (
    break_over,
    long_list,
    long_names,
    on_break,
    on_order,
    paused,
    sixty,
    speaking,
)
from tests.screens.hostile import Hostile, check_harmless, corpus, let_in, recordable
from tests.screens.house import LARGE, SMALL, House

VIEWS = ("clock", "list", "agenda", "all")


class Snapshot(Protocol):
    """pytest-textual-snapshot's fixture."""

    def __call__(
        self, app: SecondScreen, *, terminal_size: tuple[int, int], run_before: Callable[[Pilot[int]], Any]
    ) -> bool:
        """Compare with the picture kept, in cells."""


def second(house: House, view: str = "all", look: str = "night") -> SecondScreen:
    """Return a second screen for a house's kiosk, on its clock."""
    app = SecondScreen(Watched(house.folder, house.clock), view, f"kiosk-{look}", keys=house.keys)
    app.animation_level = "none"
    return app


def seen(app: SecondScreen) -> str:
    return "\n".join(text_rows(app))


@asynccontextmanager
async def running(
    house: House, view: str = "all", size: tuple[int, int] = SMALL
) -> AsyncIterator[tuple[SecondScreen, Pilot[int]]]:
    """Yield a second screen that has read the journal and shows it."""
    app = second(house, view)
    async with app.run_test(size=size) as pilot:
        await shows(app, pilot, f"{house.desk.journal.size:,} recorded")
        yield app, pilot


async def shows(app: SecondScreen, pilot: Pilot[int], words: str) -> None:
    """Wait until these words are shown."""
    await until(lambda: words in seen(app), lambda: f"{words!r} is not there:\n{seen(app)}")
    await pilot.pause()


def untimed(house: House) -> None:
    """Set the rule that clocks show no figures."""
    speaking(house)
    house.ask(rules.rules.SetClocks(count="none"))


PICTURES: dict[str, Callable[[House], None]] = {
    "speaking": speaking,
    "over": lambda house: speaking(house, 135),
    "paused": paused,
    "order": on_order,
    "nobody": scenes.item_open,
    "break": on_break,
    "break-over": break_over,
    "long-list": long_list,
    "long-names": long_names,
    "sixty": sixty,
    "untimed": untimed,
}
SMALL_ONES = {
    "clock": "speaking over order nobody break untimed",
    "list": "speaking long-list long-names nobody break",
    "agenda": "speaking sixty nobody",
    "all": "speaking over paused order nobody break-over long-list long-names",
}
LARGE_ONES = {"clock": "over", "list": "long-list", "agenda": "speaking", "all": "speaking"}
WANTED = [
    (view, name, size)
    for ones, size in ((SMALL_ONES, SMALL), (LARGE_ONES, LARGE))
    for view, names in ones.items()
    for name in names.split()
]


@pytest.mark.parametrize(
    ("view", "name", "size"), WANTED, ids=[f"{v}-{n}-{s[0]}x{s[1]}" for v, n, s in WANTED]
)
def test_a_view(snap_compare: Snapshot, tmp_path: Path, view: str, name: str, size: tuple[int, int]) -> None:
    """Each view has its picture, at both sizes."""
    house = House(tmp_path)
    PICTURES[name](house)
    app = second(house, view)

    async def reach(pilot: Pilot[int]) -> None:
        await shows(app, pilot, f"{house.desk.journal.size:,} recorded")

    try:
        assert snap_compare(app, terminal_size=size, run_before=reach)
    finally:
        house.desk.close()


async def test_between_meetings(tmp_path: Path) -> None:
    """Each view says that there is no meeting, below the time of day."""
    house = House(tmp_path)
    for view in VIEWS:
        async with running(house, view) as (app, pilot):
            await shows(app, pilot, "No meeting is open.")


async def test_keys_choose_the_view(tmp_path: Path) -> None:
    """C, L, A and E show their view, and the row does not offer the present one."""
    house = House(tmp_path)
    speaking(house)
    async with running(house) as (app, pilot):
        for key, view, words in (
            ("c", "clock", "of 2:00"),
            ("a", "agenda", "Any other business"),
            ("l", "list", "NEXT"),
            ("e", "all", "proposal, Amina"),
        ):
            await pilot.press(key)
            await shows(app, pilot, words)
            assert isinstance(app.screen, View)
            assert view == app.screen.NAME
            assert f"{key.upper()} " not in seen(app).splitlines()[-1]
        await pilot.press("question_mark")
        await shows(app, pilot, "All keys")
        await pilot.press("escape", "t")
        assert app.theme == "kiosk-contrast"


async def test_its_keys_can_move(tmp_path: Path) -> None:
    """Keys that kiosk.toml moved are moved here too, and the row names them."""
    house = House(tmp_path)
    house.keys = {"follow.clock": ("j",), "app.help": ("f2",)}
    speaking(house)
    async with running(house) as (app, pilot):
        assert seen(app).splitlines()[-1].split("  ")[1:3] == ["J clock", "L list"]
        await pilot.press("c", "question_mark")
        assert isinstance(app.screen, View)
        assert app.screen.NAME == "all"
        await pilot.press("j")
        await shows(app, pilot, "of 2:00")
        assert app.screen.NAME == "clock"
        await pilot.press("f2")
        await shows(app, pilot, "All keys")
    keymap.use({})


async def test_a_new_entry_is_shown(tmp_path: Path) -> None:
    """A speaker who begins on the wall is shown here too, and a person who asks is in the list."""
    house = House(tmp_path)
    speaking(house)
    async with running(house, "list") as (app, pilot):
        house.ask(floor.commands.Ask(person=house.person(6)))
        await shows(app, pilot, "Gül")
        house.ask(meeting.rules.Pause(until="20:15"))
        await shows(app, pilot, "BREAK")


async def test_no_key_reaches_the_journal(tmp_path: Path) -> None:
    """Pressing every key of the wall changes no file."""
    house = House(tmp_path)
    speaking(house)
    keys = {
        key
        for cls in _walls()
        for binding in vars(cls).get("BINDINGS", [])
        if isinstance(binding, Binding)
        for key in binding.key.split(",")
    }
    keys -= {"q", "Q", "ctrl+c"}
    before = {path: path.read_bytes() for path in house.folder.rglob("*") if path.is_file()}
    async with running(house) as (app, pilot):
        await pilot.press(*sorted(keys), *"jerome", "enter", "escape")
        assert app.is_running
    assert {path: path.read_bytes() for path in house.folder.rglob("*") if path.is_file()} == before


def _walls() -> list[type]:
    from screens.app.app import KioskApp
    from screens.app.registry import MOMENTS

    return [KioskApp, *(cls for moment in MOMENTS.values() for cls in type(moment()).__mro__)]


async def test_it_leaves(tmp_path: Path) -> None:
    """Q and CTRL+C leave, because this screen only reads."""
    for key in ("q", "ctrl+c"):
        house = House(tmp_path / key)
        async with running(house) as (app, pilot):
            await pilot.press(key)
            await until(lambda: not app.is_running, "it did not leave")


@pytest.mark.parametrize("count", ["up", "none"])
async def test_clocks_count_as_the_assembly_wants(tmp_path: Path, count: Literal["up", "none"]) -> None:
    """Counting up shows the elapsed time; with none only a bar and the speaker are shown."""
    house = House(tmp_path)
    speaking(house)
    house.ask(rules.rules.SetClocks(count=count))
    async with running(house, "clock") as (app, _pilot):
        clock, told = app.screen.query_one(ClockFace), seen(app)
        assert clock._count == count
        assert "SPEAKING" in told


async def test_only_the_wall_knows_the_lists(tmp_path: Path) -> None:
    """The lists are not recorded, so the second screen does not claim the order of speakers."""
    house = House(tmp_path)
    speaking(house)
    house.ask(floor.commands.SetRule(rule="alternating", scope="meeting"))
    async with running(house, "list") as (app, _pilot):
        assert "only the wall knows the order" in seen(app)
        assert "has not chosen" not in seen(app)


async def test_a_kiosk_that_is_gone(tmp_path: Path) -> None:
    """While no kiosk records, it says so; a restarted kiosk is followed again."""
    house = House(tmp_path)
    speaking(house)
    async with running(house, "list") as (app, pilot):
        house.desk.close()
        await shows(app, pilot, "The kiosk is not running.")
        house.restart()
        await until(lambda: "not running" not in seen(app), "the sentence stays")
        house.ask(floor.commands.Ask(person=house.person(6)))
        await shows(app, pilot, "Gül")


async def test_it_waits_for_an_assembly(tmp_path: Path) -> None:
    """Started first, it says what it waits for, then shows the assembly."""
    house = House(tmp_path)
    nowhere = tmp_path / "later"
    app = SecondScreen(Watched(nowhere, house.clock))
    async with app.run_test(size=SMALL) as pilot:
        await shows(app, pilot, "There is no assembly in")
        speaking(house)
        house.folder.rename(nowhere)
        await shows(app, pilot, "SPEAKING")


async def test_a_journal_that_cannot_be(tmp_path: Path) -> None:
    """A journal that does not verify is not shown, and a sentence says why."""
    house = House(tmp_path)
    speaking(house)
    house.desk.close()
    entries = house.folder / "journal" / "entries"
    entries.write_bytes(entries.read_bytes().replace(b"weekly", b"weakly"))
    app = second(house)
    async with app.run_test(size=SMALL) as pilot:
        await shows(app, pilot, "does not verify")


async def test_hostile_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names and texts of any kind are letters here too."""
    let_in(monkeypatch)
    house = Hostile(tmp_path, recordable(corpus())[:64])
    house.install()
    async with running(house, "all") as (app, pilot):
        for place in range(0, len(house.texts), 8):
            house.next_speaker(place)
            for key in "clae":
                await pilot.press(key)
                check_harmless(app, house.texts[place])


def test_there_is_no_way_to_the_writer() -> None:
    """The second screen's process imports neither the desk nor the journal's writer nor a web server."""
    asked = (
        "import sys, kiosk.cli.follow, kiosk.follow.watcher, screens.follow.follow, screens.follow.browser;"
        "print([name for name in ('kiosk.desk.desk', 'kiosk.journal.journal', 'aiohttp', 'textual_serve')"
        " if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"
