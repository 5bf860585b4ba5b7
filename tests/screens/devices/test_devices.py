"""The devices screen: a random source is chosen, changed, tested; chimes are played, muted, made louder."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest

from kiosk.errors import DeviceFault
from kiosk.ports import DeviceLine, Diagnosis, Sound
from kiosk.settings import read_settings, use_random
from tests.screens.hands import until
from tests.screens.happened_devices import random_left_out, random_offered, random_well
from tests.screens.house import House

BOARD = "/dev/serial/by-id/usb-Noise_board-if00"


async def _asked_for(house: House, setting: str) -> None:
    """Wait until kiosk.toml asks for this source."""
    await until(
        lambda: read_settings(house.folder).random.device == setting,
        lambda: f"it does not ask for {setting!r}",
    )


@pytest.mark.parametrize(
    ("keys", "setting"),
    [(("1", "y"), "onerng"), (("2", "y"), BOARD), (("1", "n"), ""), (("1", "escape"), ""), (("3",), "")],
)
async def test_a_random_source_is_asked_for(tmp_path: Path, keys: tuple[str, ...], setting: str) -> None:
    """It is chosen, then confirmed by the room; without both, kiosk.toml does not change."""
    house = House(tmp_path)
    random_offered(house)
    async with house.hands(at="devices") as hands:
        await hands.settled()
        await hands.press("c", *keys)
        await _asked_for(house, setting)
        assert (house.folder / "kiosk.toml").exists() is bool(setting)
        assert (hands.dialog, hands.refusal()) == ("", "")


@pytest.mark.parametrize(("keys", "setting"), [(("2", "y"), BOARD), (("3",), ""), (("enter",), "onerng")])
async def test_it_is_changed_or_taken_out_of_use(tmp_path: Path, keys: tuple[str, ...], setting: str) -> None:
    """The one in use is marked, so ENTER keeps it; removing it needs no second question."""
    house = House(tmp_path)
    random_well(house)
    use_random(house.folder, "onerng")
    async with house.hands(at="devices") as hands:
        await hands.settled()
        await hands.press("c", *keys)
        await _asked_for(house, setting)


async def test_a_file_that_cannot_be_changed_is_said(tmp_path: Path) -> None:
    """The sentence is where refusals are shown, and the file is unchanged."""
    house = House(tmp_path)
    random_offered(house)
    (house.folder / "kiosk.toml").write_text("theme =")
    async with house.hands(at="devices") as hands:
        await hands.settled()
        await hands.press("c", "1", "y")
        await until(hands.refusal, "nothing is said")
        assert "kiosk.toml cannot be used" in hands.refusal()
    assert (house.folder / "kiosk.toml").read_text() == "theme ="


async def test_while_it_is_tested(tmp_path: Path) -> None:
    """The wall says that it takes a while, and no second test begins; then it shows the result."""
    house, done, begun = House(tmp_path), Event(), []
    random_well(house)
    seen = house.diagnose()

    def slowly() -> Diagnosis:
        begun.append(True)
        done.wait(10)
        return seen

    house.diagnose = slowly  # type: ignore[method-assign]
    async with house.hands(at="devices") as hands:
        await hands.settled()
        hands.send("t")
        await hands.sees("ten seconds at most")
        hands.send("t")
        hands.send("c")
        await until(lambda: begun, "no test was begun")
        await hands.pilot.pause()
        done.set()
        await hands.sees(seen.sentences[0])
        await hands.rest()
        assert (len(begun), hands.dialog) == (1, "")
        assert "WELL" in hands.wall()


async def test_a_test_that_is_not_possible(tmp_path: Path) -> None:
    """The device was unplugged: a sentence says so, and the test can begin again."""
    house = House(tmp_path)
    random_left_out(house)

    def gone() -> Diagnosis:
        raise DeviceFault("No OneRNG is plugged in.")

    house.diagnose = gone  # type: ignore[method-assign]
    async with house.hands(at="devices") as hands:
        await hands.settled()
        await hands.press("t")
        await hands.sees("No OneRNG is plugged in.")
        assert "T test it" in hands.wall() or "Ttest it" in hands.wall()


async def test_what_was_seen_goes_with_the_screen(tmp_path: Path) -> None:
    """Visited again, the screen shows the present state."""
    house = House(tmp_path)
    random_well(house)
    async with house.hands(at="devices") as hands:
        await hands.settled()
        await hands.press("t")
        await hands.sees("WELL")
        await hands.visit("lobby")
        await hands.visit("devices")
        assert "WELL" not in hands.wall()


async def test_long_sentences_keep_their_column(tmp_path: Path) -> None:
    """On a small wall a sentence wraps to the column of its first word."""
    house = House(tmp_path)
    random_left_out(house)
    async with house.hands(at="devices") as hands:
        await hands.settled()
        rows = hands.wall().splitlines()
        first = next(at for at, row in enumerate(rows) if "random source" in row)
        assert rows[first + 1].index(rows[first + 1].split()[0]) == rows[first].index("Left out")


async def test_chimes_are_tried_out(tmp_path: Path) -> None:
    """All three are played with their meanings; where nothing can be heard, the wall says why."""
    house = House(tmp_path)
    async with house.hands(at="devices") as hands:
        await hands.settled()
        await hands.press("s")
        await hands.sees("three say that it is over.")
        assert house.chime.played == ["warning", "end", "over"]
        house.chime.broken = "The card is gone."
        await hands.press("s")
        await hands.sees("The card is gone.")


@pytest.mark.parametrize(
    ("keys", "sound"),
    [
        (("m",), Sound(mute=True)),
        (("m", "m"), Sound()),
        (("+",), Sound(volume=70)),
        (("+", "-", "-"), Sound(volume=50)),
        (("+", "+", "+", "+", "+"), Sound(volume=100)),
    ],
)
async def test_how_loud_it_is_stays(tmp_path: Path, keys: tuple[str, ...], sound: Sound) -> None:
    """Each key is saved in kiosk.toml at once, without changing the rest."""
    house = House(tmp_path)
    (house.folder / "kiosk.toml").write_text("[sound]  # the hall\nbell = false\n")
    async with house.hands(at="devices") as hands:
        await hands.settled()
        await hands.press(*keys)
        await until(
            lambda: read_settings(house.folder).sound == sound,
            lambda: f"{read_settings(house.folder).sound}",
        )
    assert "# the hall" in (house.folder / "kiosk.toml").read_text()


async def test_a_visit_looks_again(tmp_path: Path) -> None:
    """The result of a draw about the random source is shown without another key."""
    house = House(tmp_path)
    house.devices = (DeviceLine("random source", "ok", "In use: OneRNG, not read yet."),)
    async with house.hands(at="devices") as hands:
        await hands.sees("not read yet")
        await hands.visit("lobby")
        house.devices = (DeviceLine("random source", "ok", "In use: OneRNG, well when last read."),)
        await hands.visit("devices")
        await hands.sees("well when last read")
