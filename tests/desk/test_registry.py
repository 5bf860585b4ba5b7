"""The state is a fold of the journal, built from the practices alone."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args
from unittest.mock import patch

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.desk import fold
from kiosk.desk.fold import Assembly
from kiosk.desk.fold_version import fold_version
from kiosk.desk.registry import REGISTRY, Registry, State
from kiosk.errors import Refused
from kiosk.practices.meeting.events import MeetingOpened
from kiosk.practices.messages import Command, command_name, event_kind
from kiosk.practices.record.events import Undone
from kiosk.practices.record.rules import Undo
from kiosk.practices.rules.events import TurnSet
from kiosk.practices.rules.rules import SetTurn
from tests.practices.play import Play

When = Literal["meeting", "break", "between", "left-open", "always", "ever"]


def line(n: int, kind: str, **fields: object) -> bytes:
    """Return an entry as a line of the journal."""
    envelope = {
        "n": n,
        "kind": kind,
        "at": "2026-11-22T18:00:00.000Z",
        "boot": "00000001",
        "up": n,
        "clock": "ok",
    }
    return msgspec.json.encode({**envelope, **fields})


def test_a_fresh_state_is_empty_and_can_be_kept() -> None:
    """A fresh state survives msgpack, as marks and caches need."""
    state = State()
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(state), type=State) == state
    assert list(State.__struct_fields__) == list(REGISTRY.practices)


@pytest.mark.parametrize("name", REGISTRY.practices)
def test_a_practice_has_what_the_contract_asks(name: str) -> None:
    """A practice has commands, events, a state with defaults, decide and fold; it hears only others."""
    practice = REGISTRY.practices[name]
    assert isinstance(practice.state(), msgspec.Struct)
    assert practice.name == name
    assert practice.title()
    assert not set(practice.hears) & set(practice.events)
    assert {event_kind(event) for event in practice.hears} <= set(REGISTRY.kinds)


@pytest.mark.parametrize("command", REGISTRY.commands, ids=command_name)
def test_a_command_says_what_it_is_and_when(command: type[Command]) -> None:
    """A command has a name of one or two words, a sentence, a moment, and no field for a time or a secret."""
    assert re.fullmatch(r"[a-z]+(\.[a-z-]+)?", command_name(command))
    assert command.__doc__
    assert command.WHEN in get_args(When)
    assert not set(command.__struct_fields__) & {"at", "boot", "up", "clock", "seed", "secret", "salt"}


def test_no_two_commands_and_no_two_events_share_a_name() -> None:
    """Each name has one meaning."""
    names = [command_name(command) for command in REGISTRY.commands]
    assert len(names) == len(set(names))
    events = [event_kind(event) for practice in REGISTRY.practices.values() for event in practice.events]
    assert len(events) == len(set(events)) == len(REGISTRY.kinds)


@pytest.mark.parametrize("kind", REGISTRY.kinds)
def test_an_event_has_a_name_and_a_version_and_keeps_off_the_envelope(kind: str) -> None:
    """`turn.began/1`; no field of an event has the name of an envelope field."""
    assert re.fullmatch(r"[a-z]+\.[a-z-]+/[1-9]", kind)
    fields = set(REGISTRY.kinds[kind].type.__struct_fields__)
    assert not fields & {"n", "kind", "at", "boot", "up", "clock"}


def test_kinds_of_a_later_version_are_passed_over() -> None:
    """Unknown kinds are counted and touch nothing; an unknown field of a known kind is ignored too."""
    now = Assembly()
    assert now.apply(line(0, "rules.turn-set/1", seconds=60, mood="calm")) == {"rules"}
    assert now.apply(line(1, "rules.turn-set/9", seconds=90)) == frozenset()
    assert (now.size, now.left_out.count, now.state.rules.turn_seconds) == (2, 1, 60)
    assert now.last_act() == (0, "rules.turn-set/1")


def test_an_entry_names_the_parts_it_touches() -> None:
    """An entry touches the part of the practice that records it and the parts that hear it."""
    touched = Assembly().apply(line(0, "meeting.opened/1", meeting=1, date="2026-11-22"))
    hearing = {name for name, practice in REGISTRY.practices.items() if MeetingOpened in practice.hears}
    assert touched == {"meeting"} | hearing


def test_an_undoing_may_touch_everything() -> None:
    """An undoing touches every part, because the state was folded again."""
    now = Assembly()
    now.apply(line(0, "rules.turn-set/1", seconds=60))
    before = now.state
    assert now.apply(line(1, "act.undone/1", of=0, was="rules.turn-set/1")) == set(REGISTRY.practices)
    assert before is not now.state
    assert now.state.rules.turn_seconds == 120


def test_an_act_is_taken_back_in_a_journal_of_any_length() -> None:
    """An entry number has no bound but that of all integers in a journal."""
    event = Undone(of=2**53 - 1, was="rules.turn-set/1")
    assert REGISTRY.decoders[event_kind(event)](msgspec.json.encode(event)) == event
    assert Undo(believes=2**53 - 1)


def test_acts_of_long_ago_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At least this many acts can be taken back, and at most twice as many."""
    monkeypatch.setattr(fold, "MARK", 4)
    play = Play(tmp_path)
    for seconds in range(60, 80):
        play.ask(SetTurn(seconds=seconds))
    undone = 0
    while not play.desk.refusal(Undo()):
        play.ask(Undo())
        undone += 1
        assert play.state.rules.turn_seconds == 79 - undone
    assert 1 <= undone <= 8
    with pytest.raises(Refused, match="too long ago"):
        play.desk.room.journal.check_undo(1)


@pytest.mark.parametrize("fields", [{"seconds": 5}, {"seconds": "60"}, {}])
def test_an_entry_of_another_shape_is_left_out(fields: dict[str, Any]) -> None:
    """A known kind with impossible fields is left out without guessing, and a rehearsal raises."""
    now, entry = Assembly(), line(0, "rules.turn-set/1", **fields)
    with pytest.raises(msgspec.ValidationError):
        now.rehearse(entry)
    now.apply(entry)
    assert (now.size, now.left_out.ranges(), now.state.rules) == (1, [(0, 0)], State().rules)


def test_what_is_kept_goes_on_as_if_nothing_had_happened() -> None:
    """State, marks, the acts that can be taken back: at any moment a resumed fold equals the live one."""
    lines = [line(0, "journal.founded/1", origin="o", key="k", assembly="A", software="s")]
    for n in range(1, 700):
        if n % 7 == 0:
            lines.append(line(n, "act.undone/1", of=n - 1, was=event_kind(TurnSet)))
        elif n % 50 == 3:
            lines.append(line(n, "unknown.thing/9"))
        else:
            lines.append(line(n, event_kind(TurnSet), seconds=30 + n))
    live = Assembly()
    for n, one in enumerate(lines):
        live.apply(one)
        if n % 97 == 0 or n in (255, 256, 257, 511, 512, 513):
            twin = Assembly.resumed(live.keep(), lambda start, stop: lines[start:stop])
            for later in lines[n + 1 : n + 40]:
                twin.apply(later)
            straight = Assembly()
            for earlier in lines[: n + 40]:
                straight.apply(earlier)
            assert twin.keep() == straight.keep()
            assert twin.last_act() == straight.last_act()


class Said(NamedTuple):
    """One entry of a made-up journal: its boot, and the entry that it takes back (0 if none)."""

    boot: int
    back: int
    known: bool


@given(
    st.lists(st.builds(Said, st.integers(1, 3), st.integers(0, 30), st.booleans()), max_size=90), st.data()
)
def test_a_replay_ends_where_one_entry_after_another_does(said: list[Said], data: st.DataObject) -> None:
    """The states agree for any acts taken back, near, far or twice, in any pieces of the journal."""
    lines = [line(0, "journal.founded/1", origin="o", key="k", assembly="A", software="s")]
    for n, one in enumerate(said, start=1):
        fields: dict[str, object] = {"boot": f"{one.boot:08x}"}
        if not one.known:
            lines.append(line(n, "unknown.thing/9", **fields))
        elif one.back:
            lines.append(line(n, "act.undone/1", of=max(0, n - one.back), was="rules.turn-set/1", **fields))
        else:
            lines.append(line(n, event_kind(TurnSet), seconds=30 + n, **fields))
    cuts = sorted(data.draw(st.sets(st.integers(0, len(lines)), max_size=3)) | {0, len(lines)})
    straight, in_pieces = Assembly(), Assembly()
    with patch.object(fold, "MARK", 4), patch.object(fold, "BLOCK", 7):
        for each in lines:
            straight.apply(each)
        for start, stop in pairwise(cuts):
            in_pieces.replay(lines[start:stop])
    assert in_pieces.keep() == straight.keep()
    assert in_pieces.last_act() == straight.last_act()


def test_an_entry_that_cannot_follow_is_left_out_of_a_replay() -> None:
    """An entry of another shape, or about something unknown, is left out; the others are folded."""
    first, last = line(0, "rules.turn-set/1", seconds=60), line(2, "rules.stand-aside-set/1", number=4)
    for second in (
        line(1, "rules.turn-set/1", seconds=5),
        line(1, "proposal.read/1", proposal=3, version=1),
    ):
        replayed, applied = Assembly(), Assembly()
        replayed.replay([first, second, last])
        for each in (first, second, last):
            applied.apply(each)
        for now in (replayed, applied):
            assert now.left_out.ranges() == [(1, 1)]
            assert (now.state.rules.turn_seconds, now.state.rules.stand_aside) == (60, 4)
        assert replayed.keep() == applied.keep()


def test_a_state_of_another_shape_is_not_resumed() -> None:
    """A state that cannot be decoded raises; the desk then folds from the beginning."""
    with pytest.raises(msgspec.MsgspecError):
        Assembly.resumed(msgspec.msgpack.encode([1, 2, 3]), lambda start, stop: [])


def test_the_fold_has_a_version() -> None:
    """The version covers software and sources, and is equal for equal code."""
    assert fold_version() == fold_version()
    assert fold_version().startswith("assembly-kiosk ")


def test_decoders_are_made_when_an_entry_of_their_kind_is_read() -> None:
    """A decoder is made at the first entry of its kind, as an assembly has few; unknown kinds have none."""
    made = Registry(REGISTRY.practices.values(), State)
    assert made.decoders == {}
    kind = "turn.paused/1"
    assert made.decoders[kind] is made.decoders[kind]
    assert list(made.decoders) == [kind]
    with pytest.raises(KeyError):
        made.decoders["mandate.given/9"]
