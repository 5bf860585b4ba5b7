"""When the card does not keep an entry every moment says so and can still be read."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from kiosk.journal.disk import Disk
from screens.app.registry import MOMENTS
from screens.widgets.notice import Notice
from tests.screens.house import House
from tests.screens.scenes import speaking


class Card(Disk):
    """A card that fails on command: the next write with ENOSPC, or the next flush with EIO."""

    full = dead = False

    def write(self, file: int, data: bytes) -> int:
        if self.full:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().write(file, data)

    def fdatasync(self, file: int) -> None:
        if self.dead:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        super().fdatasync(file)


async def test_after_a_failed_flush_the_wall_says_not_recorded_and_can_be_read(tmp_path: Path) -> None:
    """Mark and sentence appear at once, stay on every moment, and every moment can be visited."""
    card = Card()
    house = House(tmp_path, disk=card)
    speaking(house)
    size, waiting = house.desk.journal.size, len(house.state.floor.waiting)
    async with house.hands(at="floor") as hands:
        card.dead = True
        await hands.press("space")
        assert "■ NOT RECORDED" in hands.wall().splitlines()[0]
        assert "NOT RECORDED: the card did not confirm a write. Write it on paper" in hands.refusal()
        assert house.desk.journal.size == size
        card.dead = False
        for moment in MOMENTS:
            await hands.visit(moment)
            assert "■ NOT RECORDED" in hands.wall().splitlines()[0], moment
            assert "NOT RECORDED" in hands.refusal(), moment
        await hands.visit("floor")
        await hands.wait(90_000)
        await hands.sees("OVER")
        await hands.press("space", "p", "u")
        assert len(house.state.floor.waiting) == waiting
        assert "NOT RECORDED" in hands.refusal()


async def test_a_full_card_says_so_until_something_is_recorded_again(tmp_path: Path) -> None:
    """The command has no effect; with room again the same key works, and the sentence goes."""
    card = Card()
    house = House(tmp_path, disk=card)
    speaking(house)
    size = house.desk.journal.size
    async with house.hands(at="floor") as hands:
        card.full = True
        await hands.press("p")
        assert "NOT RECORDED: the card is full." in hands.refusal()
        assert "PAUSED" not in hands.wall()
        notice = hands.app.screen.query_one(Notice)
        notice.say("Something lesser.")
        assert "the card is full" in hands.refusal()
        card.full = False
        await hands.press("p")
        assert house.kinds(size) == ["turn.paused"]
        assert hands.refusal() == ""
        assert "● 68 recorded" in hands.wall()


async def test_an_agenda_is_not_adopted_by_a_card_that_fails(tmp_path: Path) -> None:
    """The import stays open with the sentence; nothing is half adopted."""
    from tests.screens.scenes import import_file

    card = Card()
    house = House(tmp_path, disk=card)
    import_file(house)
    async with house.hands(at="agenda") as hands:
        await hands.press("i", "1", "enter")
        card.dead = True
        await hands.press("space")
        assert (hands.dialog, house.state.agenda.items) == ("AgendaImport", [])
        assert "NOT RECORDED" in hands.refusal()
        await hands.press("escape")
        assert "NOT RECORDED" in hands.refusal()


async def test_what_takes_its_time_is_said_to_be_on_its_way(tmp_path: Path) -> None:
    """The wall shows `◌ recording` while the card is slow, and shows nothing as done before it is."""
    import threading

    class Slow(Disk):
        go_on = threading.Event()

        def fdatasync(self, file: int) -> None:
            assert self.go_on.wait(30)
            super().fdatasync(file)

    card = Slow()
    card.go_on.set()
    house = House(tmp_path, disk=card)
    speaking(house)
    async with house.hands(at="floor") as hands:
        card.go_on.clear()
        hands.send("p")
        await hands.sees("◌ recording")
        assert "PAUSED" not in hands.wall()
        card.go_on.set()
        await hands.sees("PAUSED")
        await hands.sees("● 68 recorded")
