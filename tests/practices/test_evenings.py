"""The state is what the journal says, whatever people do and whatever happens to the machine."""

from __future__ import annotations

from pathlib import Path
from random import Random

import msgspec
import pytest

from kiosk.desk import fold
from kiosk.desk.fold import Assembly
from kiosk.desk.registry import REGISTRY, State
from kiosk.practices.record.events import Undone
from kiosk.terms import Entry
from tests.practices.play import Play
from tests.practices.random_evening import ROADS, Evening

NEVER_BY_CHANCE: dict[str, str] = {
    "journal.founded/1": "an evening is played in an assembly that exists",
    "journal.signed/1": "the key of an evening is never locked",
    "floor.rule-set/1": "a rule is set with turns before tickets since (floor.rule-set/2)",
    "meeting.opened/1": "a meeting is opened with its time zone since (meeting.opened/2)",
    "break.began/1": "a break begins with the moment of its end since (break.began/2)",
    "clock.attested/1": "a time is attested with its moment since (clock.attested/2)",
    "lot.revealed/1": "a draw is revealed with its corrections since (lot.revealed/2)",
    "lot.frozen/1": "a hat is closed with everybody in it since (lot.frozen/2)",
    "lot.drawn-quickly/1": "and so is that of a quick draw (lot.drawn-quickly/2)",
    "lot.accepted/1": "an acceptance names who helps since (lot.accepted/2)",
    "rules.rotation-set/1": "the rule says what a no does since (rules.rotation-set/2)",
    "entries.left-out/1": "no entry of an evening is of a later version",
    "finding.seen/1": "nobody changes the card of an evening",
}
"""Kinds that random evenings do not reach, with the reason."""


def replayed(play: Play) -> Assembly:
    """Return the state that a fresh start reads off the card."""
    fresh = Assembly()
    fresh.replay(play.desk.journal.read())
    return fresh


def lived(play: Play) -> Assembly:
    """Return the state folded without any restart."""
    live = Assembly()
    for line in play.desk.journal.read():
        live.apply(line)
    return live


def retold(play: Play) -> State:
    """Return the state folded without marks: every entry once from the beginning, undone ones left out."""
    acts = []
    for line in play.desk.journal.read():
        entry = msgspec.json.decode(line, type=Entry)
        acts.append((entry, msgspec.json.decode(line, type=REGISTRY.kinds[entry.kind].type)))
    undone = {event.of for _entry, event in acts if isinstance(event, Undone)}
    state, last = State(), None
    for entry, event in acts:
        if last is not None and last.boot != entry.boot:
            for name, practice in REGISTRY.practices.items():
                if practice.rebooted is not None:
                    practice.rebooted(getattr(state, name), last)
        last = entry
        kind = REGISTRY.kinds[entry.kind]
        if entry.n not in undone:
            for name, fold in kind.folds:
                fold(getattr(state, name), event, entry)
        elif (stays := REGISTRY.practices[kind.owner].stays) is not None:
            stays(getattr(state, kind.owner), event)
        if entry.clock != "unsure":
            state.record.trusted = max(state.record.trusted, entry.at)
    return state


def packed(state: State) -> bytes:
    return msgspec.msgpack.encode(state)


@pytest.mark.parametrize("seed", range(9))
def test_the_state_is_what_the_journal_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Live, replayed and refolded states agree after every act, undo, restart and recovery, by any clock."""
    monkeypatch.setattr(fold, "MARK", (4, 32, 256)[seed % 3])
    play = Play(tmp_path)
    evening = Evening(play, Random(seed))
    for _turn in range(120):
        answer = evening.act()
        if answer is not None:
            assert play.state == retold(play)
            fresh = replayed(play)
            assert packed(play.state) == packed(fresh.state)
            assert fresh.last_act() == play.desk.room.journal.last_act()
            assert fresh.keep() == lived(play).keep()
        if evening.chance.random() < 0.2:
            before, size = play.state, play.desk.journal.size
            evening.disturb()
            recovered = play.desk.journal.size > size
            assert play.state == (retold(play) if recovered else before)
    play.desk.close()


@pytest.mark.parametrize("seed", range(100, 103))
def test_what_is_refused_leaves_no_trace(tmp_path: Path, seed: int) -> None:
    """A refused command records and changes nothing, and the refusal is the one `possible` gave."""
    play = Play(tmp_path)
    evening = Evening(play, Random(seed))
    for _turn in range(100):
        before, refused = packed(play.state), evening.refused()
        if refused is not None:
            command, sentence = refused
            assert play.refused(command) == sentence
            assert packed(play.state) == before
        evening.act()
    play.desk.close()


def reached(play: Play) -> set[str]:
    """Return the kinds of everything that was recorded."""
    return {msgspec.json.decode(line, type=Entry).kind for line in play.desk.journal.read()}


def test_evenings_reach_every_kind_of_entry(tmp_path: Path) -> None:
    """Every kind is reached by chance, by a road, or has a reason not to be.

    Roads are walked first: chance takes many evenings to bring one to its end.
    """
    missing = set(REGISTRY.kinds) - set(NEVER_BY_CHANCE)
    for number, road in enumerate(ROADS):
        (tmp_path / f"road-{number}").mkdir()
        play = Play(tmp_path / f"road-{number}")
        Evening(play, Random(number)).walk(road)
        missing -= reached(play)
        play.desk.close()
    for seed in range(200, 220):  # the journal's key differs from run to run, and draws with it
        (tmp_path / str(seed)).mkdir()
        play = Play(tmp_path / str(seed))
        evening = Evening(play, Random(seed))
        for _turn in range(200):
            evening.act()
            if evening.chance.random() < 0.1:
                evening.disturb()
        missing -= reached(play)
        play.desk.close()
        if not missing:
            return
    assert missing == set()
