"""Frozen journals stay readable, however the practices change."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from kiosk.desk.fold import Assembly
from kiosk.desk.registry import REGISTRY, State
from kiosk.journal.follower import Follower
from kiosk.journal.verify import verify
from kiosk.practices.rules.events import RotationRule, RotationSet, RotationSetBefore
from kiosk.practices.rules.rules import SetRotation
from tests.journal.golden import frozen, kinds_in

FIRST = frozenset(
    """
    act.undone/1 agenda.adopted/1 break.began/1 break.ended/1 clock.attested/1 decision.kept/1
    decision.repealed/1 floor.asked/1 floor.withdrew/1 guest.joined/1 item.added/1 item.carried/1
    item.closed/1 item.edited/1 item.extended/1 item.moved/1 item.opened/1 item.put-back/1
    item.removed/1 item.skipped/1 journal.founded/1 journal.key-changed/1 journal.recovered/1
    lot.aborted/1 lot.accepted/1 lot.committed/1 lot.corrected/1 lot.declined/1 lot.drawn-quickly/1
    lot.frozen/1 lot.revealed/1 lot.thrown/1 lot.unfrozen/1 lot.word-said/1 meeting.closed/1
    meeting.opened/1 member.joined/1 member.left/1 member.placed/1 person.arrived/1 person.departed/1
    proposal.adopted/1 proposal.amended/1 proposal.chosen/1 proposal.counted/1 proposal.deferred/1
    proposal.read-back/1 proposal.read/1 proposal.reason-given/1 proposal.rejected/1
    proposal.withdrawn/1 proposal.written/1 role.released/1 rules.minutes-set/1 rules.quorum-set/1
    rules.stand-aside-set/1 rules.turn-set/1 turn.began/1 turn.ended/1 turn.extended/1 turn.paused/1
    turn.resumed/1
    """.split()
)
"""The kinds in the first frozen journals."""
SECOND = frozenset(("journal.signed/1", "person.forgotten/1", "person.renamed/1", "rules.publishing-set/1"))
"""The kinds added by the next ones."""
THIRD = frozenset(
    """
    agenda.spread/1 floor.closed/1 floor.item-set/1 floor.lowered/1 floor.made-ordinary/1 floor.passed/1
    floor.reopened/1 floor.round-began/1 floor.rule-set/1 rules.clocks-set/1 rules.rotation-set/1
    turn.handed-over/1 turn.put-back/1
    """.split()
)
"""Kinds of a floor with rules of its own, and of rotating roles."""

FIFTH = frozenset(("break.began/2", "clock.attested/2", "meeting.opened/2"))
"""Kinds that say the moment of an hour and the name of the time zone."""

FOURTH = frozenset(("finding.seen/1", "lot.revealed/2"))
"""Kinds of damage that people looked at, and of draws that record their corrections."""
IN_ONE_HAT = frozenset(("lot.frozen/2", "lot.drawn-quickly/2", "lot.accepted/2", "rules.rotation-set/2"))
"""Kinds of draws in which everybody who can be drawn is in the hat, and of the rule for it."""
BY_TURNS = frozenset(("floor.rule-set/2",))
"""The kind of speaking rules in which an order by lot counts turns first."""


@pytest.mark.parametrize("folder", frozen(), ids=lambda path: path.name)
def test_a_frozen_journal_reads(folder: Path) -> None:
    """Every signature verifies, every name is the one that joined, and every entry folds."""
    report = verify(folder)
    assert (report.findings, report.sound) == ([], True)
    live = Assembly()
    for entry in Follower(folder).poll():
        live.apply(entry)
    assert live.size == report.size
    assert kinds_in(folder / "journal" / "entries") <= set(REGISTRY.kinds)
    assert live.left_out.count == 0


def test_each_kind_is_frozen() -> None:
    """All kinds that existed at each freezing; a later kind comes with a later journal."""
    there = set().union(*(kinds_in(folder / "journal" / "entries") for folder in frozen()))
    assert there >= FIRST | SECOND | THIRD | FOURTH | FIFTH | BY_TURNS | IN_ONE_HAT


def test_what_an_entry_leaves_out_means_what_it_meant() -> None:
    """A default that the line leaves out is an empty value, none, 0 or false, except for these."""
    meant = {
        (kind, field.name): field.default
        for kind, known in REGISTRY.kinds.items()
        for field in msgspec.structs.fields(known.type)
        if field.default and field.default is not msgspec.NODEFAULT
    }
    assert meant == {
        ("floor.asked/1", "speak"): "contribution",
        ("floor.withdrew/1", "speak"): "contribution",
        ("floor.lowered/1", "speak"): "contribution",
        ("floor.rule-set/1", "scope"): "item",
        ("floor.rule-set/1", "lists"): 2,
        ("floor.rule-set/2", "scope"): "item",
        ("floor.rule-set/2", "lists"): 2,
        ("rules.rotation-set/1", "declining"): "keeps",
        ("rules.rotation-set/1", "newcomers"): "this",
        ("rules.rotation-set/2", "newcomers"): "this",
    }


def test_an_assembly_without_a_rule_rotates_as_it_did() -> None:
    """The command has another default since; what old entries left out, and the state before any, has not."""
    before = RotationRule("none", cooldown=0, declining="keeps", newcomers="this", shadow=False)
    assert RotationRule() == State().rules.rotation == before
    old = msgspec.json.decode(b'{"kind":"rules.rotation-set/1","scope":"all"}', type=RotationSetBefore)
    assert (old.declining, old.newcomers, old.cooldown) == ("keeps", "this", 0)
    assert SetRotation(scope="all").declining == "uses"
    with pytest.raises(msgspec.ValidationError, match="declining"):
        msgspec.json.decode(b'{"kind":"rules.rotation-set/2","scope":"all"}', type=RotationSet)
