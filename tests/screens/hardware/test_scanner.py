"""A badge scanner types, names people, and can never type a command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.settings import read_settings
from screens.hardware import bursts, scanner
from screens.hardware.scanner_layout import TEST
from screens.widgets.prose import Prose
from tests.screens.hands import Hands, until
from tests.screens.happened import item_open, nothing, on_break, opened, speaking
from tests.screens.house import House

PREFIX = "~"


def _house(folder: Path, before: Callable[[House], None]) -> House:
    house = House(folder)
    house.scanner = PREFIX
    before(house)
    return house


async def _scan(hands: Hands, code: str) -> None:
    for letter in PREFIX + code:
        hands.send(letter)
    await hands.press("enter")


@pytest.mark.parametrize("code", ["m003", "3", "M3", "Chris", "chris"])
async def test_a_badge_puts_its_person_on_the_list(tmp_path: Path, code: str) -> None:
    """Number or whole name work, without opening a line."""
    house = _house(tmp_path, item_open)
    async with house.hands(at="floor") as hands:
        await _scan(hands, code)
        assert [place.person for place in house.state.floor.waiting] == ["m003"]
        assert not hands.entry_open()


async def test_an_open_line_takes_it(tmp_path: Path) -> None:
    """An arrival is marked, whatever was half typed."""
    house = _house(tmp_path, opened)
    async with house.hands(at="arrive") as hands:
        await hands.press("a", "x")
        await _scan(hands, "m005")
        assert house.desk.room.present() == ["m005"]


@pytest.mark.parametrize("code", ["m999", "Chr", "nobody", "", "x" * 500])
async def test_a_badge_of_nobody_changes_nothing(tmp_path: Path, code: str) -> None:
    """The wall says so, nobody is added, and the beginning of a name is not a badge."""
    house = _house(tmp_path, item_open)
    size = house.desk.journal.size
    async with house.hands(at="floor") as hands:
        await _scan(hands, code)
        assert (house.desk.journal.size, hands.entry_open()) == (size, False)
        assert ("Nobody who is asked for here" in hands.refusal()) is (0 < len(code) < 80)


@pytest.mark.parametrize(
    ("moment", "before"),
    [("floor", speaking), ("floor", on_break), ("agenda", speaking), ("lobby", nothing), ("more", speaking)],
)
async def test_no_code_is_ever_a_command(
    tmp_path: Path, moment: str, before: Callable[[House], None]
) -> None:
    """Letters that are keys of the kiosk, SPACE among them, do nothing in any moment."""
    house = _house(tmp_path, before)
    size = house.desk.journal.size
    async with house.hands(at=moment) as hands:
        await hands.out_of_the_line()
        where = hands.moment
        for dialog in ("", "?"):
            if dialog:
                await hands.press(dialog)
            stands = hands.dialog
            await _scan(hands, "p nwby!ud :q y")
            assert (house.desk.journal.size, hands.moment, hands.dialog) == (size, where, stands)


async def test_a_scan_that_breaks_off_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the sign alone, typed by a person, keys count again after a short time."""
    monkeypatch.setattr(scanner, "STALLED", -1.0)
    house = _house(tmp_path, speaking)
    async with house.hands(at="floor") as hands:
        await hands.press(PREFIX, "p")
        assert house.kinds()[-1] == "turn.paused"


async def test_without_a_scanner_every_sign_is_a_sign(tmp_path: Path) -> None:
    """The scanner is off until kiosk.toml names its sign."""
    house = _house(tmp_path, speaking)
    house.scanner = ""
    async with house.hands(at="floor") as hands:
        await hands.press(PREFIX, "p")
        assert house.kinds()[-1] == "turn.paused"


UNHURRIED = 0.3
"""Seconds between two keys of a badge: a busy machine sends them more slowly than a scanner does."""


@pytest.fixture
def never_late(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine is late, and then nothing is dropped."""
    monkeypatch.setattr(bursts, "LATE", 60.0)


async def _burst(hands: Hands, code: str) -> None:
    """Send keys as fast as a scanner does, without its sign."""
    for letter in code:
        hands.send(letter)
    await hands.press("enter")


@pytest.mark.parametrize(
    ("moment", "before"),
    [
        ("floor", speaking),
        ("floor", on_break),
        ("lobby", nothing),
        ("devices", speaking),
    ],
)
@pytest.mark.usefixtures("never_late")
async def test_no_burst_is_ever_a_command(
    tmp_path: Path, moment: str, before: Callable[[House], None]
) -> None:
    """Another layout, no sign set up: the wall says that it is nobody's badge, and counts it."""
    house = _house(tmp_path, before)
    house.scanner, house.burst = "", UNHURRIED
    size = house.desk.journal.size
    async with house.hands(at=moment) as hands:
        await hands.out_of_the_line()
        where = hands.moment
        for dialog in ("", "?"):
            if dialog:
                await hands.press(dialog)
                await until(lambda: hands.dialog == "Keys", "? shows no keys")
            stands = hands.dialog
            await _burst(hands, "°Xenia p nwby!ud :q y")
            assert (house.desk.journal.size, hands.moment, hands.dialog) == (size, where, stands)
            assert "Nobody who is asked for here" in hands.refusal()
        assert hands.app.heard.badges == 2


@pytest.mark.usefixtures("never_late")
async def test_a_burst_names_a_person(tmp_path: Path) -> None:
    """Without a sign too, and with letters that another layout swaps once the test has found them."""
    house = _house(tmp_path, item_open)
    house.scanner, house.burst, house.letters = "", UNHURRIED, ("xm", "mx")
    async with house.hands(at="floor") as hands:
        await _burst(hands, "m000003")
        assert "Nobody who is asked for here" in hands.refusal()
        await _burst(hands, "x000003")
        assert [place.person for place in house.state.floor.waiting] == ["m003"]


async def test_a_lone_key_counts(tmp_path: Path) -> None:
    """After 30 ms, or at once when another key follows."""
    house = _house(tmp_path, speaking)
    house.scanner, house.burst = "", UNHURRIED
    async with house.hands(at="floor") as hands:
        await hands.press("p")
        await until(lambda: house.kinds()[-1] == "turn.paused", "the key never counted")
        await hands.sees("PAUSED")  # a key that goes down before the wall shows it is not meant
        await hands.press("p")
        await until(lambda: house.kinds()[-1] == "turn.resumed", "the key never counted")


@pytest.mark.usefixtures("never_late")
async def test_the_scanner_is_tried_out(tmp_path: Path) -> None:
    """The devices screen shows what arrived, and from then on reads the letters as they were meant."""
    house = _house(tmp_path, item_open)
    house.scanner, house.burst = "", UNHURRIED
    swapped = str.maketrans("yzYZ", "zyZY")
    async with house.hands(at="devices") as hands:
        await hands.press("b")
        await until(lambda: hands.dialog == "Scanning", "B shows no code")
        await _burst(hands, TEST.translate(swapped))
        told = str(hands.app.screen.query_one("#finding", Prose).visual)
        assert "another keyboard layout" in told
        assert "y→z  z→y" in told
        await hands.press("escape")
        await until(lambda: not hands.dialog, "the code stays")
        read = hands.app.plugged.scanner.meant
        await until(lambda: read("Zoe Yilmay") == "Yoe Zilmaz", "the letters are not read")
        kept = read_settings(house.folder).scanner
        assert (kept.arrives, kept.means) == ("YZyz", "ZYzy")
