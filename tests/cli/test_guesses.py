"""What wrong codes cost: time for their address, and many addresses buy no tries."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.cli import _guesses
from kiosk.cli._guesses import FIRST_WAIT, FORGIVEN, LONGEST_WAIT, REMEMBERED, Guesses


class Hand:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def test_each_wrong_code_costs_twice_the_time() -> None:
    """1, 2, 4 seconds and so on, at most a minute; only for the address that it came from."""
    clock = Hand()
    guesses = Guesses(clock)
    assert guesses.wait("10.0.0.1") == 0
    costs = []
    for _try in range(9):
        guesses.wrong("10.0.0.1")
        costs.append(guesses.wait("10.0.0.1"))
        clock.at += costs[-1]
        assert guesses.wait("10.0.0.1") == 0
    assert costs == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    guesses.wrong("10.0.0.1")
    assert guesses.wait("10.0.0.2") == 0


def test_ten_quiet_minutes_forgive() -> None:
    """The next wrong code costs a second again, and not before."""
    clock = Hand()
    guesses = Guesses(clock)
    guesses.wrong("10.0.0.1")
    clock.at = FORGIVEN
    guesses.wrong("10.0.0.1")
    assert guesses.wait("10.0.0.1") == 2 * FIRST_WAIT
    clock.at += FORGIVEN + 1
    guesses.wrong("10.0.0.1")
    assert guesses.wait("10.0.0.1") == FIRST_WAIT


def test_many_addresses_cost_no_memory_and_buy_no_tries() -> None:
    """Beyond the remembered addresses all others count as one; a remembered one waits as before."""
    clock = Hand()
    guesses = Guesses(clock)
    for n in range(3 * REMEMBERED):
        guesses.wrong(f"address {n}")
    assert len(guesses) == REMEMBERED + 1
    assert guesses.wait("an address that was never here") == LONGEST_WAIT
    assert guesses.wait("address 0") == FIRST_WAIT
    clock.at = FORGIVEN + LONGEST_WAIT
    assert guesses.wait("an address that was never here") == 0
    guesses.wrong("address of another day")
    assert guesses.wait("address of another day") == FIRST_WAIT
    assert len(guesses) == 1


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 30)), max_size=300))
def test_how_many_codes_can_be_tried(tries: list[tuple[int, int]]) -> None:
    """In any order of tries from any addresses, each compared code costs a second or more."""
    clock = Hand()
    remembered, _guesses.REMEMBERED = _guesses.REMEMBERED, 8
    try:
        guesses = Guesses(clock)
        looked_at = 0
        for address, seconds in tries:
            clock.at += seconds
            if guesses.wait(str(address)) == 0:
                guesses.wrong(str(address))
                looked_at += 1
                assert guesses.wait(str(address)) >= FIRST_WAIT
        assert looked_at <= (8 + 1) * (clock.at / FIRST_WAIT + 1)
        assert len(guesses) <= 9
    finally:
        _guesses.REMEMBERED = remembered
