"""What a cut may leave of writes to a card: everything that was flushed, and any of the rest."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.durability.blocks import SECTOR, Log, Sectors, cuts, sectors
from tests.durability.listening import FLUSH, SAID, Step

WRITES = st.builds(
    lambda place, length, letter: ("card", place * SECTOR, bytes([letter]) * SECTOR * length),
    st.integers(0, 5),
    st.integers(1, 3),
    st.integers(1, 255),
)
STEPS = st.lists(WRITES | st.sampled_from([("card", FLUSH, b""), (SAID, 0, b"{}")]), max_size=12)


def may_hold(steps: list[Step]) -> dict[int, set[bytes]]:
    """Return for each sector what it held at the last flush and everything sent since."""
    held: dict[int, list[bytes]] = {n: [bytes(SECTOR)] for n in range(8)}
    for where, offset, data in steps:
        if where == SAID:
            continue
        if offset == FLUSH:
            held = {n: versions[-1:] for n, versions in held.items()}
        else:
            for n, each in sectors(offset, data).items():
                held[n].append(each)
    return {n: set(versions) for n, versions in held.items()}


@given(STEPS, st.integers(0, 99))
def test_a_cut_leaves_what_was_flushed_and_any_of_the_rest(steps: list[Step], seed: int) -> None:
    """Every moment is cut once, with the acknowledgements before it."""
    found = list(cuts(Log({"card": {}}, steps), Random(seed), len(steps)))
    assert [cut.at for cut in found] == [at for at, step in enumerate(steps) if step[0] != SAID]
    for cut in found:
        allowed = may_hold(steps[: cut.at])
        assert all(cut.cards["card"].get(n, bytes(SECTOR)) in each for n, each in allowed.items())
        assert len(cut.said) == sum(step[0] == SAID for step in steps[: cut.at])


def test_every_kind_of_loss_is_tried() -> None:
    """A later write without an earlier one, half of a write, everything, and nothing."""
    steps: list[Step] = [("card", 0, b"a" * 1024), ("card", 4096, b"b" * 1024), ("card", FLUSH, b"")]
    left: set[tuple[int, ...]] = set()
    for seed in range(300):
        at_flush: Sectors = list(cuts(Log({"card": {}}, steps), Random(seed), 3))[-1].cards["card"]
        left.add(tuple(sorted(at_flush)))
    assert {(), (0, 1), (8, 9), (0, 1, 8, 9), (0,), (1,), (0, 8), (1, 8, 9)} <= left
