"""The addresses under which phones reach this machine."""

from __future__ import annotations

import pytest

from kiosk.minutes import addresses
from kiosk.minutes.addresses import Address


def test_loopback_is_its_own_and_a_stranger_is_not() -> None:
    """Every address of the loopback network is this machine; text that is not an address is not."""
    assert addresses.is_own("127.0.0.1")
    assert addresses.is_own("127.9.9.9")
    assert addresses.is_own("::1")
    assert not addresses.is_own("8.8.8.8")
    assert not addresses.is_own("kiosk.local")


def test_what_the_kernel_tells_is_accepted() -> None:
    """Every address of an interface that is up counts as the machine's own."""
    for address in addresses.own():
        assert addresses.is_own(address.ip)


LOOP, CABLE = Address("lo", "127.0.0.1"), Address("eth0", "192.168.1.20")
HOTSPOT, BRIDGE = Address("wlan0", "10.42.0.1"), Address("docker0", "172.17.0.1")


@pytest.mark.parametrize(
    ("own", "routed", "hotspot", "shown"),
    [
        ([LOOP], "", False, ""),
        ([LOOP, BRIDGE, CABLE], "", False, "192.168.1.20"),
        ([LOOP, BRIDGE], "", False, "172.17.0.1"),
        ([LOOP, HOTSPOT, CABLE], "192.168.1.20", False, "192.168.1.20"),
        ([LOOP, HOTSPOT, CABLE], "192.168.1.20", True, "10.42.0.1"),
        ([LOOP, CABLE], "192.168.1.20", True, "192.168.1.20"),
    ],
)
def test_one_address_is_shown(
    monkeypatch: pytest.MonkeyPatch, own: list[Address], routed: str, hotspot: bool, shown: str
) -> None:
    """The hotspot's address is shown if members use it, else the default route's, else a real interface's."""
    monkeypatch.setattr(addresses, "own", lambda: own)
    monkeypatch.setattr(addresses, "_routed", lambda: routed)
    assert addresses.best(hotspot) == shown
