"""The desk: every command is asked, decided and recorded, and only then folded."""

from __future__ import annotations

import asyncio
import errno
import threading
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from devices.fakes import FixedEntropy, VirtualClock
from kiosk.desk.desk import Answer, Desk, stamp_of
from kiosk.desk.fold_version import fold_version
from kiosk.desk.registry import REGISTRY
from kiosk.errors import NotRecorded, Refused
from kiosk.journal.disk import Disk
from kiosk.journal.journal import Journal
from kiosk.journal.opening import JournalBusy
from kiosk.practices import meeting, record, roster, rules
from kiosk.practices.messages import Command
from kiosk.practices.rules.events import TurnSet
from kiosk.practices.rules.rules import SetTurn
from kiosk.terms import Stamp, wall_text
from tests.practices.play import DAY, Play

HOUR = 3_600_000


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """Return an assembly that was founded a moment ago."""
    return Play(tmp_path)


def test_an_accepted_command_is_one_entry(play: Play) -> None:
    """The answer has the entry's index, the event and the parts it touched; watchers are told."""
    told: list[frozenset[str]] = []
    play.desk.watch(told.append)
    answer = play.ask(SetTurn(seconds=60))
    assert answer == Answer(1, TurnSet(seconds=60), frozenset({"rules"}))
    assert play.desk.journal.size == 2
    assert told == [{"rules"}]


def test_what_is_refused_is_said_beforehand_and_leaves_nothing(play: Play) -> None:
    """`possible` gives the sentence of the refusal; a refused command adds no entry and tells nobody."""
    told: list[frozenset[str]] = []
    play.desk.watch(told.append)
    assert play.refused(meeting.rules.Close()) == "No meeting is open. Open one first."
    assert told == []


def test_texts_are_cleaned_before_anything_is_decided(play: Play) -> None:
    """Outer blanks are removed and unprintable characters marked, and that text is recorded."""
    play.ask(roster.rules.AddMember(name="  Ana\x1b "))
    assert play.desk.name("m001") == "Ana\ufffd"
    assert play.desk.refusal(roster.rules.AddMember(name="Ana\x07")).startswith("Ana\ufffd is already known")


class TestMoments:
    """When a command makes sense (WHEN)."""

    ALWAYS = SetTurn(seconds=60)
    IN_A_MEETING = meeting.rules.Pause(until="20:15")

    @pytest.mark.parametrize(
        ("command", "refused"),
        [
            (meeting.rules.Open(), (False, True, True, True)),
            (meeting.rules.Close(), (True, False, True, False)),
            (IN_A_MEETING, (True, False, True, True)),
            (meeting.rules.Resume(), (True, True, False, True)),
            (ALWAYS, (False, False, True, False)),
        ],
    )
    def test_each_command_has_its_moments(
        self, play: Play, command: Command, refused: tuple[bool, ...]
    ) -> None:
        """Each command is refused in the wrong one of four moments: no meeting, meeting, break, left open."""
        found = [bool(play.desk.refusal(command))]
        play.ask(meeting.rules.Open())
        found.append(bool(play.desk.refusal(command)))
        play.ask(meeting.rules.Pause(until="20:15"))
        found.append(bool(play.desk.refusal(command)))
        play.ask(meeting.rules.Resume())
        play.clock.advance(DAY)
        found.append(bool(play.desk.refusal(command)))
        assert tuple(found) == refused


class TestStamps:
    """The time, and how far it is trusted (journal/1, Time)."""

    @pytest.mark.parametrize(
        ("synchronised", "step", "trust"),
        [
            (True, 0, "ok"),
            (False, 0, "unsure"),
            (True, 399 * DAY, "ok"),
            (True, 401 * DAY, "unsure"),
            (True, 30 * 365 * DAY, "unsure"),
            (True, -HOUR, "unsure"),
            (True, -30 * 365 * DAY, "unsure"),
        ],
    )
    def test_a_clock_is_believed_near_what_was_believed_before(
        self, play: Play, synchronised: bool, step: int, trust: str
    ) -> None:
        """A time is trusted from the last trusted entry to 400 days later, if the kernel vouches for it."""
        play.clock.follows_server = synchronised
        play.clock.step(step)
        assert play.desk.stamp().clock == trust
        assert play.desk.stamp().at == wall_text(play.clock.wall())

    def test_without_a_state_the_kernel_is_asked(self) -> None:
        """At the founding there is no earlier time to compare with, so the kernel alone decides."""
        clock = VirtualClock()
        assert stamp_of(clock, None).clock == "unsure"
        clock.follows_server = True
        assert stamp_of(clock, None).clock == "ok"

    def test_the_stamp_is_that_of_the_key_press(self, play: Play) -> None:
        """A command that waits for another one keeps the time at which it was asked."""

        async def two() -> None:
            first = asyncio.ensure_future(play.desk.submit(SetTurn(seconds=60)))
            await asyncio.sleep(0)
            play.clock.advance(5_000)
            second = asyncio.ensure_future(play.desk.submit(SetTurn(seconds=70)))
            await asyncio.sleep(0)
            play.clock.advance(5_000)
            await asyncio.gather(first, second)

        began = play.clock.wall()
        asyncio.run(two())
        times = [msgspec.json.decode(line)["at"] for line in play.desk.journal.read(1)]
        assert times == [wall_text(began), wall_text(began + 5_000)]

    def test_a_recovery_believes_no_clock(self, play: Play) -> None:
        """A recovery trusts no clock: a clock 30 years ahead must not end every mandate."""
        play.desk.close()
        with (play.folder / "journal" / "entries").open("ab") as entries:
            entries.write(b"{")
        play.clock.step(30 * 365 * DAY)
        trusted = play.state.record.trusted
        play.restart(reboot=True)
        assert (play.state.record.recovered, play.state.record.trusted) == (1, trusted)


async def under_way(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> tuple[asyncio.Future[Answer], threading.Event]:
    """Submit a command whose entry waits for the card; returns its future and the event that releases it."""
    flushing, flushed = threading.Event(), threading.Event()
    append = play.desk.journal.append

    def slowly(kind: str, fields: dict[str, object], stamp: Stamp, rehearse: Any) -> int:
        flushing.set()
        assert flushed.wait(30)
        return append(kind, fields, stamp, rehearse)

    monkeypatch.setattr(play.desk.journal, "append", slowly)
    asked = asyncio.ensure_future(play.desk.submit(SetTurn(seconds=60)))
    while not flushing.is_set():
        await asyncio.sleep(0)
    return asked, flushed


class TestSubmit:
    """`submit`, which screens use."""

    async def test_commands_are_recorded_in_the_order_of_the_calls(self, play: Play) -> None:
        """Commands are recorded in the order of the calls, however many are under way."""
        answers = await asyncio.gather(*(play.desk.submit(SetTurn(seconds=60 + k)) for k in range(20)))
        assert [answer.n for answer in answers] == list(range(1, 21))
        assert play.state.rules.turn_seconds == 79

    async def test_each_is_decided_when_its_turn_comes(self, play: Play) -> None:
        """The second of two equal keys is refused because of the first."""
        both = await asyncio.gather(
            *(play.desk.submit(meeting.rules.Open()) for _key in range(2)), return_exceptions=True
        )
        assert isinstance(both[1], Refused)
        assert play.desk.journal.size == 2

    async def test_the_loop_does_not_wait_for_the_card(
        self, play: Play, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """While an entry is being flushed the loop runs on, and the state is not changed yet."""
        asked, flushed = await under_way(play, monkeypatch)
        assert play.state.rules.turn_seconds == 120
        flushed.set()
        await asked
        assert play.state.rules.turn_seconds == 60

    async def test_what_was_begun_is_finished(self, play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
        """A screen that is closed during the flush does not leave the state behind the journal."""
        asked, flushed = await under_way(play, monkeypatch)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        flushed.set()
        answer = await play.desk.submit(SetTurn(seconds=70))
        assert answer.n == 2
        assert play.desk.assembly.size == play.desk.journal.size == 3


class Card(Disk):
    """A card that fails on command: the next write with ENOSPC, or the next flush with EIO."""

    def __init__(self) -> None:
        self.full = self.dead = False

    def write(self, file: int, data: bytes) -> int:
        if self.full:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(file, data)

    def fdatasync(self, file: int) -> None:
        if self.dead:
            raise OSError(errno.EIO, "Input/output error")
        super().fdatasync(file)


class TestNotRecorded:
    """Entries that the card does not keep."""

    def opened(self, play: Play, card: Card) -> Desk:
        play.desk.close()
        clock = play.clock
        journal = Journal.open(play.folder, lambda: stamp_of(clock, None), disk=card)
        return Desk(play.folder, journal, clock, FixedEntropy())

    def test_a_full_card_refuses_and_goes_on(self, play: Play) -> None:
        """The command has no effect, and can be asked for again once there is room."""
        card = Card()
        desk = self.opened(play, card)
        card.full = True
        with pytest.raises(NotRecorded, match="NOT RECORDED"):
            desk.ask(SetTurn(seconds=60))
        assert desk.state.rules.turn_seconds == 120
        card.full = False
        assert desk.ask(SetTurn(seconds=60)).n == 1

    def test_after_a_failed_flush_everything_is_refused(self, play: Play) -> None:
        """This process appends nothing more, and `possible` says so too."""
        card = Card()
        desk = self.opened(play, card)
        card.dead = True
        with pytest.raises(NotRecorded):
            desk.ask(SetTurn(seconds=60))
        card.dead = False
        assert "NOT RECORDED" in desk.refusal(SetTurn(seconds=60))
        with pytest.raises(NotRecorded):
            desk.ask(SetTurn(seconds=60))
        assert desk.state.rules.turn_seconds == 120


def test_an_event_that_could_not_be_read_back_is_never_written(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A faulty event of a practice is found before it is written, and the journal can still be opened."""
    misbehaving = replace(rules.PRACTICE, decide=lambda *_: TurnSet(seconds=5))
    monkeypatch.setattr(REGISTRY, "commands", {SetTurn: misbehaving})
    with pytest.raises(NotRecorded, match="NOT RECORDED: a fault of the kiosk"):
        play.desk.ask(SetTurn(seconds=60))
    assert play.desk.journal.size == 1
    play.restart()


def test_what_is_recorded_is_true_even_if_tidying_up_fails(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`settled` runs after the fold, when the card may already be read-only."""

    def settled(event: object, beside: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(REGISTRY, "commands", {SetTurn: replace(rules.PRACTICE, settled=settled)})
    with pytest.raises(OSError, match="Read-only"):
        play.desk.ask(SetTurn(seconds=60))
    assert play.state.rules.turn_seconds == 60


def test_an_assembly_is_open_once(play: Play) -> None:
    """A second kiosk on the same folder is refused with that reason."""
    with pytest.raises(JournalBusy):
        Desk.open(play.folder, play.clock, play.entropy)


def test_an_opening_that_fails_lets_the_journal_go(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """If opening fails after the lock was taken, the same process can open the journal afterwards."""
    play.add("Ana")
    play.desk.close()
    with monkeypatch.context() as failing:
        failing.setattr(Journal, "read", lambda *_: iter([b"{"]))
        for _attempt in range(2):
            with pytest.raises(msgspec.DecodeError):
                Desk.open(play.folder, play.clock, play.entropy)
    play.restart()
    assert play.desk.name("m001") == "Ana"


def test_an_entry_that_nobody_understands_is_left_out(play: Play) -> None:
    """An entry that is signed but impossible is left out, others are folded, and recording stops."""
    play.ask(SetTurn(seconds=90))
    play.desk.journal.append("rules.turn-set/1", {"seconds": 5}, play.desk.stamp())
    play.restart()
    assert (play.desk.assembly.left_out.ranges(), play.state.rules.turn_seconds) == ([(2, 2)], 90)
    assert play.refused(SetTurn(seconds=60)).startswith("1 entry here is not understood by this kiosk.")


def test_undoing_is_asked_for_by_the_entry_that_is_shown(play: Play) -> None:
    """The desk's answer carries the entry that the next undo must name."""
    answer = play.ask(SetTurn(seconds=60))
    play.ask(record.rules.Undo(believes=answer.n))
    assert play.state.rules.turn_seconds == 120


def test_a_desk_goes_on_from_its_cache(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """The writer leaves a cache every thousand entries; opening folds only later ones, undo included."""
    monkeypatch.setattr("kiosk.journal.cache.EVERY", 20)
    for seconds in range(31, 61):
        play.ask(SetTurn(seconds=seconds))
    before = play.desk.assembly.keep()
    play.restart()
    assert play.desk.journal.first >= 20
    assert play.desk.assembly.keep() == before
    play.ask(record.rules.Undo())
    assert play.desk.state.rules.turn_seconds == 59
    assert play.refused(record.rules.Undo(believes=1)) != ""


def test_a_cache_that_cannot_be_decoded_is_folded_anew(play: Play) -> None:
    """A cached state of another shape is ignored and everything is folded from the beginning."""
    play.ask(SetTurn(seconds=60))
    play.desk.journal.keep_opening(fold_version(), b"nonsense")
    play.restart()
    assert play.desk.journal.first == 2
    assert play.desk.state.rules.turn_seconds == 60


def test_a_locked_key_is_said_and_opened(tmp_path: Path) -> None:
    """The desk records without the locked key, and signs again once the passphrase is typed."""
    clock = VirtualClock()
    desk = Desk.found(tmp_path, "Maple Street 4", clock, FixedEntropy(), "test")
    desk.journal.change_passphrase("eight rivers")
    desk.close()
    desk = Desk.open(tmp_path, clock, FixedEntropy())
    assert desk.journal.locked
    desk.ask(SetTurn(seconds=60))
    assert desk.journal.signed_size == 1
    desk.journal.unlock("eight rivers")
    desk.ask(SetTurn(seconds=61))
    assert desk.journal.signed_size == 3
    desk.close()


def test_who_is_told_of_a_forgotten_name_hears_the_number(play: Play) -> None:
    """The names file is right before any watcher is told, because a screen asks while the loop runs."""
    play.add("Jérôme")
    told: list[tuple[str, bool]] = []
    names = play.folder / "names.json"
    play.desk.watch(lambda _touched: told.append((play.desk.name("m001"), "Jérôme" in names.read_text())))
    asyncio.run(play.desk.submit(roster.rules.Forget(person="m001")))
    assert told == [("m001", False)]


def test_a_new_key_is_an_entry_that_is_folded(play: Play) -> None:
    """A new key is announced to screens, is in the state also after a restart, and cannot be undone."""
    told: list[frozenset[str]] = []
    play.desk.watch(told.append)
    before = play.desk.journal.fingerprint
    answer = play.desk.change_key()
    assert told == [{"record"}]
    for _again in range(2):
        assert (answer.n, play.desk.assembly.size, play.desk.assembly.left_out.count) == (1, 2, 0)
        assert play.state.record.key == play.desk.journal.vkey
        assert play.desk.journal.fingerprint != before
        assert play.refused(record.rules.Undo()) == "There is nothing to undo."
        play.restart()
