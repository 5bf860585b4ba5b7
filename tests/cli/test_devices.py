"""`kiosk devices`: a line a device."""

from __future__ import annotations

import pytest

from kiosk.ports import DeviceLine
from tests.cli.conftest import Kiosk


@pytest.mark.parametrize(("word", "code"), [("ok", 0), ("off", 0), ("missing", 1)])
def test_what_is_missing_is_a_finding(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch, word: str, code: int
) -> None:
    """Exit 1 where something is missing; what is merely off is no finding."""
    found = [DeviceLine("clock", "ok", "The clock runs."), DeviceLine("sound", word, "It is\x1b[5m quiet.")]
    monkeypatch.setattr("devices.probe.probe", lambda folder, address: found)
    said = kiosk("devices")
    assert said.code == code
    assert said.out.splitlines() == [
        "clock  ok       The clock runs.",
        f"sound  {word:<7}  It is\ufffd[5m quiet.",
    ]
    assert [line["word"] for line in kiosk("devices", "--json").json] == ["ok", word]


def test_this_machine_is_looked_at(kiosk: Kiosk) -> None:
    """Without any assembly the real devices are named, each in a sentence."""
    said = kiosk("devices", "--json")
    assert said.code in (0, 1)
    assert {"clock", "sound", "network", "card"} <= {line["name"] for line in said.json}
    assert all(line["sentence"].endswith(".") for line in said.json)
