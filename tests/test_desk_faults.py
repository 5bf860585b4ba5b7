"""Faults of the kiosk itself: a fold that raises, a redraw that raises, commands that meet each other."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from kiosk.desk.desk import Answer
from kiosk.desk.fold import Assembly
from kiosk.desk.folding import pack
from kiosk.desk.registry import REGISTRY
from kiosk.errors import NotRecorded, Refused
from kiosk.follow.watcher import Watched
from kiosk.journal.place import Place
from kiosk.left_out import MOST_RANGES
from kiosk.practices import meeting, roster, rules
from kiosk.practices.lot.commands import Commit, Freeze, Reveal
from kiosk.practices.messages import Command, command_name
from kiosk.practices.record.events import LeftOut
from kiosk.practices.record.rules import LeaveOut, SeeFinding, SignUnsigned
from kiosk.practices.rules.rules import SetPublishing, SetTurn
from tests.desk.test_folding import Fault, failing
from tests.practices.play import Play
from tests.practices.random_evening import ROADS, Evening

SAID = "NOT RECORDED: a fault of the kiosk. Write it on paper; everything recorded before is safe."
APART = {SignUnsigned, LeaveOut, SeeFinding}
"""Commands that a random evening does not give; the tests below try them."""


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """Return an assembly that was founded a moment ago."""
    return Play(tmp_path)


def kept(play: Play) -> tuple[object, ...]:
    """Return everything that a command which is not recorded must leave unchanged."""
    files = {path: path.read_bytes() for path in (play.folder / "names.json",) if path.exists()}
    entries = Place(play.folder).entries.read_bytes()
    return pack(play.state), play.desk.assembly.keep(), entries, files


def not_recorded(play: Play, command: Command, place: int) -> None:
    """Ask with a fold that raises in the `place`-th practice; nothing changes but the trace."""
    before, messages = kept(play), play.folder / "cache" / "messages"
    traces = messages.read_text() if messages.exists() else ""
    with failing([Fault(play.desk.journal.size, place, "fold")]), pytest.raises(NotRecorded) as raised:
        play.desk.ask(command)
    assert raised.value.sentence == SAID
    assert kept(play) == before
    assert messages.read_text().startswith(traces)
    assert "ZeroDivisionError" in messages.read_text()[len(traces) :]


SELDOM: tuple[dict[str, object], ...] = (
    {"do": "rules.rotation", "scope": "all"},
    {"do": "roster.leave", "member": "m001"},
    {"do": "roster.forget", "person": "m001"},
)
"""Commands that a random evening reaches too seldom."""


class Faulty(Evening):
    """A random evening in which each new kind of command first meets a fold that raises, in each practice."""

    def _ask(self, command: Command) -> Answer:
        if not self.done[type(command)]:
            not_recorded(self.play, command, 0)
        return super()._ask(command)


def test_a_fold_that_raises_leaves_everything_as_it_was(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """For every command a fold that raises leaves journal, state and names unchanged, with one sentence."""
    asked: set[type[Command]] = set()
    for number, road in enumerate((*ROADS, SELDOM)):
        (tmp_path / f"road-{number}").mkdir()
        faulty = Faulty(Play(tmp_path / f"road-{number}"), Random(number))
        faulty.walk(road)
        asked |= set(faulty.done)
        faulty.play.desk.close()
    for seed in range(300, 330):
        if asked >= set(REGISTRY.commands) - APART:
            break
        (tmp_path / str(seed)).mkdir()
        faulty = Faulty(Play(tmp_path / str(seed)), Random(seed))
        for _turn in range(100):
            faulty.act()
            if faulty.chance.random() < 0.1:
                faulty.disturb()
        asked |= set(faulty.done)
        faulty.play.desk.close()
    assert {command_name(command) for command in set(REGISTRY.commands) - APART - asked} == set()
    assert capfd.readouterr() == ("", "")


def test_a_listener_that_raises_counts_too(play: Play) -> None:
    """A listener that raises counts although the recording practice has folded on its copy by then."""
    not_recorded(play, meeting.rules.Open(), 1)
    play.ask(meeting.rules.Open())


def test_a_name_is_taken_back_and_a_secret_is_kept(play: Play) -> None:
    """The name is removed because its entry is missing; asked again, the draw has the same secret K."""
    ana, _bo = play.open_meeting("Ana", "Bo")
    not_recorded(play, roster.rules.AddMember(name="Chris"), 0)
    assert b"Chris" not in (play.folder / "names.json").read_bytes()
    not_recorded(play, roster.rules.Rename(person=ana, name="Anna"), 0)
    assert play.desk.name(ana) == "Ana"
    play.ask(Freeze(roles={"facilitator": 1}))
    not_recorded(play, Commit(), 0)
    secret = play.desk.beside.secret("001")
    assert secret is not None
    play.ask(Commit())
    assert play.desk.beside.secret("001") == secret


def test_the_journals_own_commands_fail_the_same_way(play: Play) -> None:
    """A signature over unsigned entries, going on without entries, and a new key all fail the same way."""
    play.desk.journal.append("mandate.given/1", {"to": "m001"}, play.desk.stamp())
    play.restart()
    not_recorded(play, LeaveOut(count=1), 0)
    assert play.desk.assembly.left_out.waiting == 1
    play.ask(LeaveOut(count=1))
    before, vkey = kept(play), play.desk.journal.vkey
    with failing([Fault(play.desk.journal.size, 0, "fold")]), pytest.raises(NotRecorded):
        play.desk.change_key(seed=bytes(32))
    assert (kept(play), play.desk.journal.vkey) == (before, vkey)
    play.restart()
    assert play.desk.journal.vkey == vkey
    play.desk.change_key(seed=bytes(32))
    play.desk.journal.change_passphrase("eight rivers")
    play.restart()
    play.ask(SetTurn(seconds=60))
    play.desk.journal.unlock("eight rivers", shown=False)
    not_recorded(play, SignUnsigned(count=1), 0)
    assert play.desk.journal.signed_size == play.desk.journal.size - 1
    play.desk.journal.damaged("Something is not as it was.")
    not_recorded(play, SeeFinding(), 0)


def test_nothing_is_recorded_until_the_room_goes_on(play: Play) -> None:
    """Only a recovery, a new key and the entry that goes on are recorded until the room goes on."""
    play.desk.journal.append("mandate.given/1", {"to": "m001"}, play.desk.stamp())
    play.desk.close()
    with Place(play.folder).entries.open("ab") as entries:
        entries.write(b"{")
    play.restart(reboot=True)
    assert play.state.record.recovered == 1
    said = "1 entry here is not understood by this kiosk. Look first, under more."
    assert len(said.split()) <= 15
    for command in (SetTurn(seconds=60), meeting.rules.Open(), SeeFinding()):
        assert play.refused(command) == said
    play.desk.change_key(seed=bytes(32))
    assert play.refused(LeaveOut(count=2)) == "Something else was found meanwhile: look again, then go on."
    assert play.ask(LeaveOut(count=1)).event == LeftOut(ranges=[(1, 1)], kinds=["mandate.given/1"])
    assert play.refused(LeaveOut(count=0)) == "No entry waits to be left out."
    play.ask(SetTurn(seconds=60))
    play.restart()
    assert (play.state.rules.turn_seconds, play.desk.room.journal.left_out().waiting) == (60, 0)


def test_the_room_goes_on_in_a_break(play: Play) -> None:
    """Nothing is recorded before the room goes on, so going on does not require ending the break first."""
    play.open_meeting("Ana")
    play.ask(meeting.rules.Pause(until="20:15"))
    play.desk.journal.append("mandate.given/1", {"to": "m001"}, play.desk.stamp())
    play.restart()
    assert play.refused(meeting.rules.Resume()).startswith("1 entry here")
    play.ask(LeaveOut(count=1))
    play.ask(meeting.rules.Resume())


@pytest.mark.parametrize("cached", [False, True])
def test_so_many_left_out_that_everything_is_folded_again(
    play: Play, monkeypatch: pytest.MonkeyPatch, cached: bool
) -> None:
    """One range names all entries left out, and acts in between that were folded before."""
    seconds = 30
    for n in range(1, 2 * MOST_RANGES + 4):
        if n % 2:
            play.desk.journal.append("rules.turn-set/1", {"seconds": "soon"}, play.desk.stamp())
        else:
            seconds += 1
            fields = {"seconds": seconds}
            play.desk.journal.append("rules.turn-set/1", fields, play.desk.stamp())
    watched = Watched(play.folder, play.clock)
    watched.look()
    monkeypatch.setattr("kiosk.journal.cache.EVERY", 20 if cached else 10**6)
    play.restart()
    waiting = play.desk.room.journal.left_out().waiting
    assert (waiting, play.state.rules.turn_seconds) == (MOST_RANGES + 2, seconds)
    told: list[frozenset[str]] = []
    play.desk.watch(told.append)
    monkeypatch.setattr("kiosk.journal.cache.EVERY", 10**6)
    answer = play.ask(LeaveOut(count=waiting))
    assert answer.event == LeftOut(ranges=[(1, 2 * MOST_RANGES + 3)], kinds=["rules.turn-set/1"])
    assert "rules" in told[0]
    assert (play.state.rules.turn_seconds, play.desk.room.journal.left_out().waiting) == (120, 0)
    play.ask(rules.rules.SetStandAside(number=2))
    live = play.desk.assembly.keep()
    whole = Assembly(play.desk.assembly.left_out.passed)
    whole.replay(play.desk.journal.read())
    assert whole.keep() == live
    watched.look()
    assert watched._assembly.keep() == live
    watched.close()
    play.restart()
    assert (play.desk.journal.first > 0) == cached
    assert play.desk.assembly.keep() == live


class TestOrder:
    """Everything that is recorded keeps one order."""

    async def test_what_meets_a_command_under_way_is_a_fault_of_the_caller(
        self, play: Play, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """`ask` and `change_key` do not wait on the loop that the other command needs, and record nothing."""
        flushing, flushed = threading.Event(), threading.Event()
        append = play.desk.journal.append

        def slowly(*given: Any) -> int:
            flushing.set()
            assert flushed.wait(30)
            return append(*given)

        monkeypatch.setattr(play.desk.journal, "append", slowly)
        asked = asyncio.ensure_future(play.desk.submit(SetTurn(seconds=60)))
        while not flushing.is_set():
            await asyncio.sleep(0)
        late: tuple[Callable[[], object], ...] = (
            lambda: play.desk.ask(SetTurn(seconds=70)),
            lambda: play.desk.change_key(seed=bytes(32)),
        )
        for call in late:
            with pytest.raises(RuntimeError, match="another command is under way"):
                call()
        flushed.set()
        assert (await asked).n == 1
        assert (play.desk.journal.size, play.state.rules.turn_seconds) == (2, 60)
        play.desk.ask(SetTurn(seconds=70))

    def test_a_refusal_frees_the_way(self, play: Play) -> None:
        """After a refusal, a fold that raises and a watcher that raises, commands are still accepted."""
        with pytest.raises(Refused):
            play.desk.ask(meeting.rules.Close())
        not_recorded(play, SetTurn(seconds=60), 0)
        play.desk.watch(lambda _touched: 1 / 0)  # type: ignore[arg-type]
        with pytest.raises(ZeroDivisionError):
            play.desk.ask(SetTurn(seconds=60))
        assert play.state.rules.turn_seconds == 60


async def submitted(play: Play, command: Command) -> None:
    """Submit the command as a screen does."""
    await play.desk.submit(command)


class TestRedraw:
    """A screen that raises is called only after everything is settled."""

    @pytest.fixture
    def told(self, play: Play) -> list[frozenset[str]]:
        """Watch with two watchers, of which the first raises; returns the parts that the second gets."""
        told: list[frozenset[str]] = []

        def raises(touched: frozenset[str]) -> None:
            raise LookupError(sorted(touched))

        play.desk.watch(raises)
        play.desk.watch(told.append)
        return told

    @pytest.mark.parametrize("screen", [False, True])
    def test_a_close_has_its_head_its_tiles_and_its_cache(
        self, play: Play, told: list[frozenset[str]], screen: bool
    ) -> None:
        """After a watcher raises, a close by `ask` or `submit` has its head, tiles and cache."""
        for command in (meeting.rules.Open(), SetPublishing(tiles=True)):
            with pytest.raises(LookupError):
                play.desk.ask(command)
        with pytest.raises(LookupError):
            asyncio.run(submitted(play, meeting.rules.Close())) if screen else play.desk.ask(
                meeting.rules.Close()
            )
        assert len(told) == 3
        size = play.desk.journal.size
        head = Place(play.folder).head.read_bytes()
        assert head.split(b"\n")[1] == str(size).encode()
        play.desk.close()
        assert (Place(play.folder).public / "checkpoint").read_bytes() == head
        play.desk = type(play.desk).open(play.folder, play.clock, play.entropy)
        assert play.desk.journal.first == size

    def test_a_secret_is_burnt(self, play: Play) -> None:
        """The secret's file is deleted although a watcher raises: from the reveal on the secret is public."""
        play.open_meeting("Ana", "Bo")
        play.ask(Freeze(roles={"facilitator": 1}, throw="none"))
        play.ask(Commit())
        assert play.desk.beside.secret("001") is not None

        def raises(touched: frozenset[str]) -> None:
            raise LookupError

        play.desk.watch(raises)
        with pytest.raises(LookupError):
            play.desk.ask(Reveal())
        assert play.desk.beside.secret("001") is None
