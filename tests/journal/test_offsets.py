"""Where lines begin, in little memory."""

from __future__ import annotations

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from kiosk.journal.offsets import STEP, Starts


@given(st.lists(st.lists(st.integers(1, 300), max_size=900), max_size=12), st.data())
def test_a_span_holds_the_entries_asked_for(blocks: list[list[int]], data: st.DataObject) -> None:
    """From an entry not later than asked, at its offset, to at least the end: as a full list gives."""
    starts = Starts()
    for block in blocks:
        starts.extend(block)
    offsets = [0, *accumulate(length for block in blocks for length in block)]
    assert (starts.size, starts.end) == (len(offsets) - 1, offsets[-1])
    assert starts.marks() == offsets[:-1:STEP]
    twin = Starts(starts.marks(), starts.size, starts.end)
    for one in (starts, twin, starts.copy()):
        stop = data.draw(st.integers(0, len(offsets) - 1))
        start = data.draw(st.integers(0, stop))
        known, begin, end = one.span(start, stop)
        assert known <= start
        assert begin == offsets[known]
        assert end >= offsets[stop]
        one.add(7)
        assert one.end == offsets[-1] + 7


def test_it_takes_little_memory() -> None:
    """For a hundred thousand lines some thousand offsets are kept."""
    starts = Starts()
    for _ in range(1000):
        starts.extend([100] * 100)
    assert len(starts.marks()) == 98
    assert sum(len(part) for part in (starts._parts[0], starts._parts[2])) < 2 * STEP + 200


def test_lines_by_the_thousand() -> None:
    """Added one by one or at once, across several marks, each line is where a full list has it."""
    lengths = [100 + n % 7 for n in range(5 * STEP + 3)]
    offsets = [0, *accumulate(lengths)]
    whole, single = Starts(), Starts()
    whole.extend(lengths)
    for length in lengths:
        single.add(length)
    for starts in (whole, single, whole.copy(), Starts(whole.marks(), whole.size, whole.end)):
        assert (starts.size, starts.end, starts.marks()) == (len(lengths), offsets[-1], offsets[:-1:STEP])
        for start in (0, 1, STEP - 1, STEP, STEP + 1, 3 * STEP, 4 * STEP - 1, 5 * STEP, 5 * STEP + 2):
            for stop in (start, min(start + STEP, len(lengths)), len(lengths)):
                known, begin, end = starts.span(start, stop)
                assert known <= start
                assert begin == offsets[known]
                assert offsets[stop] <= end <= offsets[-1]
