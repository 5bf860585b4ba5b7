"""Entries that are left out, those that the room has named, and how the next entry names the rest."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kiosk.left_out import MOST_RANGES, LeftOut, Passed

ENTRIES = st.dictionaries(st.integers(0, 60), st.sampled_from(["mandate.given/1", "turn.began/2", "a.b/1"]))


@given(ENTRIES, st.randoms())
def test_entries_are_counted_once_in_any_order(entries: dict[int, str], chance: object) -> None:
    """Ranges are in order and never touch; adding an entry twice changes nothing."""
    out = LeftOut()
    order = list(entries)
    chance.shuffle(order)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    for n in [*order, *order]:
        out.add(n, entries[n])
    assert (out.count, out.waiting) == (len(entries), len(entries))
    assert [n for n in range(62) if n in out] == sorted(entries)
    for ranges in (*out.kinds.values(), out.ranges()):
        assert all(last + 1 < first for (_, last), (first, _) in pairwise(ranges))
    assert out.waiting_kinds() == sorted(set(entries.values()))


@given(ENTRIES, ENTRIES)
def test_what_is_named_waits_no_longer(before: dict[int, str], after: dict[int, str]) -> None:
    """The next entry names only what waits: named or folded entries are not named again."""
    out, later = LeftOut(), {n + 61: kind for n, kind in after.items()}
    for n, kind in before.items():
        out.add(n, kind)
    first = out.naming()
    assert not out.lacks(first, 61)
    out.pass_by(first)
    assert (out.waiting, out.count) == (0, len(before))
    for n, kind in later.items():
        out.add(n, kind)
    second = out.naming()
    assert out.waiting == len(later)
    assert {n for a, b in second.ranges for n in range(a, b + 1)} == set(later)
    assert second.kinds == sorted(set(later.values()))
    out.pass_by(second)
    out.pass_by(second)
    assert (out.waiting, len(out.passed)) == (0, 2 if second != first else 1)


def test_so_many_ranges_are_named_and_no_more() -> None:
    """With one range too many a single range covers all, and may include entries that were folded."""
    out = LeftOut()
    for n in range(MOST_RANGES):
        out.add(10 + 2 * n, "mandate.given/1")
    assert len(out.naming().ranges) == MOST_RANGES
    assert not out.lacks(out.naming(), 1_000)
    out.add(11 + 2 * MOST_RANGES, "turn.began/1")
    named = out.naming()
    assert named == Passed([(10, 11 + 2 * MOST_RANGES)], ["mandate.given/1", "turn.began/1"])
    assert out.lacks(named, 1_000)
    assert not named.names(9, "turn.began/1")
    assert not named.names(12, "turn.ended/1")
    assert named.names(12, "turn.began/1")


def test_what_comes_later_is_not_lacked() -> None:
    """A naming entry is read before the entries it names: only entries folded by then matter."""
    out = LeftOut()
    out.add(3, "mandate.given/1")
    named = Passed([(3, 3), (8, 9)], ["mandate.given/1"])
    assert not out.lacks(named, 8)
    assert out.lacks(named, 9)


def test_an_entry_that_was_named_before_it_came_does_not_wait() -> None:
    """An entry named before it came does not wait, but one of another kind in its place does."""
    out = LeftOut(passed=[Passed([(3, 5)], ["mandate.given/1"])])
    out.add(4, "mandate.given/1")
    assert (out.count, out.waiting) == (1, 0)
    out.add(5, "turn.began/2")
    assert (out.count, out.waiting, out.waiting_kinds(), out.ranges()) == (2, 1, ["turn.began/2"], [(5, 5)])
