"""The kiosk's secret and its commitment."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.practices.lot.secret import commitment, in_groups, mix
from tests.practices.lot.known import C, K, P


def test_the_known_secret_and_its_commitment() -> None:
    """OS bytes 00..1f and 64 hardware bytes a5 give K, and K with P gives C."""
    assert mix(bytes(range(32)), b"\xa5" * 64).hex() == K
    assert commitment(P, K) == C


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=64))
def test_hardware_never_makes_the_secret_shorter(os_bytes: bytes, hardware: bytes) -> None:
    """K is 32 bytes with any bytes of a device, and without a device."""
    assert len(mix(os_bytes, hardware)) == len(mix(os_bytes)) == 32


def test_a_commitment_is_compared_in_eight_groups_of_eight() -> None:
    """The groups are the digits in order."""
    groups = in_groups(C)
    assert [len(group) for group in groups] == [8] * 8
    assert "".join(groups) == C
