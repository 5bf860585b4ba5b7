"""Being woken up when the journal grows."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from kiosk.journal.follower import Follower
from kiosk.journal.inotify import BLIND, LOOK, Waker
from tests.journal.making import evening, found, reopen, stamp

FOLLOWED = 0.2
"""Seconds within which a follower sees a new entry."""


def test_nobody_waits_longer_than_a_fifth_of_a_second() -> None:
    """Without a wake-up a follower looks by itself, as often as it must."""
    assert 0 < BLIND <= LOOK <= FOLLOWED


def test_an_entry_wakes_up(tmp_path: Path) -> None:
    """At once where Linux reports it, and again only for the next entry, which can be read by then."""
    journal = found(tmp_path)
    with Waker(tmp_path / "journal") as waker:
        assert waker.wakes
        assert not waker.wait(0)
        follower = Follower(tmp_path)
        assert len(follower.poll()) == 1
        for n in range(1, 4):
            journal.append("turn.began/1", {"who": "m001"}, stamp(n))
            assert waker.wait(0)
            assert not waker.wait(0)
            assert len(follower.poll()) == 1


def test_a_wait_ends_with_the_entry(tmp_path: Path) -> None:
    """A wait in another thread ends with the entry, long before its limit."""
    evening(tmp_path, 3)
    journal = reopen(tmp_path)
    woken: list[bool] = []
    asleep = threading.Event()
    with Waker(tmp_path / "journal") as waker:

        def wait() -> None:
            asleep.set()
            while not woken or not woken[-1]:
                woken.append(waker.wait(60))

        thread = threading.Thread(target=wait)
        thread.start()
        asleep.wait(10)
        journal.append("turn.began/1", {"who": "m001"}, stamp(9))
        thread.join(10)
    assert woken[-1:] == [True]


def test_a_file_that_is_put_in_place_wakes_up(tmp_path: Path) -> None:
    """After a failed flush the entries are a new file."""
    path = evening(tmp_path, 3)
    with Waker(tmp_path / "journal") as waker:
        copy = tmp_path / "copy"
        copy.write_bytes(path.read_bytes())
        copy.rename(path)
        assert waker.wait(0)


@pytest.mark.parametrize("missing", ["folder", "inotify"])
def test_without_anybody_to_tell_one_looks_again(
    tmp_path: Path, missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a folder or inotify it sleeps briefly, and leaves no open file behind."""
    slept: list[float] = []
    monkeypatch.setattr("kiosk.journal.inotify.time.sleep", slept.append)
    if missing == "inotify":
        (tmp_path / "journal").mkdir()
        monkeypatch.setattr("kiosk.journal.inotify.ctypes.CDLL", lambda _name: object())
    before = set(os.listdir("/proc/self/fd"))
    waker = Waker(tmp_path / "journal")
    assert not waker.wakes
    assert not waker.wait(60)
    assert not waker.wait(0.01)
    assert not waker.wait(-1)
    assert slept == [BLIND, 0.01, 0.0]
    waker.close()
    waker.close()
    assert set(os.listdir("/proc/self/fd")) == before


def test_a_follower_that_shows_waits_for_the_card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only new bytes are flushed before they are shown; a card that cannot flush does not stop it."""
    flushed: list[int] = []
    monkeypatch.setattr(os, "fdatasync", flushed.append)
    evening(tmp_path, 3)
    flushed.clear()
    follower = Follower(tmp_path, flushed=True)
    assert len(follower.poll()) == 3
    assert follower.poll() == []
    assert len(flushed) == 1

    def refuse(_file: int) -> None:
        raise OSError(22, "Invalid argument")

    monkeypatch.setattr(os, "fdatasync", refuse)
    assert len(Follower(tmp_path, flushed=True).poll()) == 3
