"""`kiosk devices`: a line a device."""

from __future__ import annotations

from pathlib import Path

import pytest

from devices.chime import CardChime
from devices.fake_serial import FakeSerial
from devices.fakes import VirtualClock
from devices.generators import BOARD, by_kind
from devices.hardware import RandomDevice
from kiosk.ports import DeviceLine, Offer
from kiosk.settings import read_settings
from tests.cli.conftest import Kiosk
from tests.devices.fake_card import FakeCard


@pytest.mark.parametrize(("word", "code"), [("ok", 0), ("off", 0), ("missing", 1), ("failed", 1)])
def test_what_is_missing_is_a_finding(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch, word: str, code: int
) -> None:
    """Exit 1 where something is missing or ill; a device that is off is no finding."""
    found = [DeviceLine("clock", "ok", "The clock runs."), DeviceLine("sound", word, "It is\x1b[5m quiet.")]
    monkeypatch.setattr("devices.probe.probe", lambda folder, address, **devices: found)
    outcome = kiosk("devices")
    assert outcome.code == code
    assert outcome.out.splitlines() == [
        "clock  ok       The clock runs.",
        f"sound  {word:<7}  It is\ufffd[5m quiet.",
    ]
    assert [line["word"] for line in kiosk("devices", "--json").json] == ["ok", word]


def test_this_machine_is_looked_at(kiosk: Kiosk) -> None:
    """Without an assembly the real devices are listed, each with a sentence."""
    outcome = kiosk("devices", "--json")
    assert outcome.code in (0, 1)
    assert {"clock", "sound", "network", "card"} <= {line["name"] for line in outcome.json}
    assert all(line["sentence"].endswith(".") for line in outcome.json)


def test_what_could_be_used_and_how_to_ask_for_it(
    kiosk: Kiosk, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The printed lines, put into kiosk.toml, ask for that device; the one in use is left out."""
    path = "/dev/serial/by-id/usb-Noise_board"
    offers = [Offer("OneRNG", "onerng"), Offer("usb-Noise_board", path)]
    line = DeviceLine("random source", "ok", "In use: OneRNG, not read yet.", "onerng", offers)
    monkeypatch.setattr("devices.probe.probe", lambda folder, address, **devices: [line])
    outcome = kiosk("devices").out.splitlines()
    assert outcome == [
        "random source  ok       In use: OneRNG, not read yet.",
        "",
        f"usb-Noise_board could be used by draws. To ask for it, put this into {data / 'kiosk.toml'}:",
        "    [random]",
        f'    device = "{path}"',
    ]
    data.mkdir()
    (data / "kiosk.toml").write_text("\n".join(outcome[-2:]))
    assert read_settings(data).random.device == path
    assert kiosk("devices", "--json").json[0]["offers"][1] == {"name": "usb-Noise_board", "setting": path}


def test_the_chimes_are_played(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    """All three are played, with their names; a machine that cannot play is refused."""
    card = FakeCard()
    chime = CardChime(library=lambda: card, system=Path("/nowhere"))
    monkeypatch.setattr("kiosk.cli._house.card_chime", lambda data: chime)
    outcome = kiosk("devices", "--chime")
    assert (outcome.code, len(card.played)) == (0, 3)
    assert outcome.out.splitlines() == [
        "One tone warns, two are the end of a turn, three say that it is over.",
        "Chimes are played on HDMI, at 60 %.",
    ]
    assert kiosk("devices", "--chime", "--json").json["word"] == "ok"
    card.name = ""
    outcome = kiosk("devices", "--chime")
    assert (outcome.code, outcome.err) == (
        1,
        "The sound card refuses (Error querying device -1); the wall flashes instead.\n",
    )


def test_a_diagnosis_wants_a_random_source(kiosk: Kiosk) -> None:
    """The random source is off until a person configures one."""
    outcome = kiosk("devices", "--diagnose")
    assert (outcome.code, outcome.err) == (1, "No random source is in use, so there is none to test.\n")


@pytest.mark.parametrize(
    ("manner", "code", "word", "last"),
    [
        ("healthy", 0, "ok", "A healthy source looks like this. So would one whose maker knows every byte."),
        ("stuck", 1, "failed", "Draws would leave it out, and say so."),
    ],
)
def test_a_diagnosis(
    kiosk: Kiosk, data: Path, monkeypatch: pytest.MonkeyPatch, manner: str, code: int, word: str, last: str
) -> None:
    """One finding a line; exit 1 where the source is not well."""
    with FakeSerial(by_kind("onerng") or BOARD, manner) as fake:
        device = RandomDevice(
            lambda: "onerng", data, VirtualClock(), find=lambda _: fake.plug, opener=fake.open
        )
        monkeypatch.setattr("kiosk.cli._house.random_device", lambda data: device)
        outcome = kiosk("devices", "--diagnose")
        in_json = kiosk("devices", "--diagnose", "--json").json
    assert outcome.code == code
    assert outcome.out.splitlines()[0] == f"OneRNG  {word}"
    assert outcome.out.splitlines()[-1] == last
    assert (in_json["device"], in_json["word"], in_json["sentences"][-1]) == ("OneRNG", word, last)
