"""What the diagnosis of a random device says."""

from __future__ import annotations

from random import Random

import pytest

from devices.diagnosis import diagnose, min_entropy
from devices.fake_serial import FakeSerial
from devices.generators import BOARD, GENERATORS
from kiosk.ports import Diagnosis

DROPPED = "Draws would leave it out, and say so."


def seen(manner: str, amount: int = 60_000, seconds: float = 10.0) -> Diagnosis:
    """Return the diagnosis of a board of this manner."""
    with FakeSerial(BOARD, manner) as fake:
        return diagnose(fake.plug, fake.open, amount=amount, seconds=seconds)


@pytest.mark.parametrize("manner", ["healthy", "zeros first"])
def test_a_healthy_one(manner: str) -> None:
    """It says how much came and how fast, that no test raised an alarm, and what that does not prove."""
    found = seen(manner)
    assert (found.device, found.word, found.bytes) == ("random board", "ok", 60_000)
    assert found.sentences[0].startswith("60,000 bytes came from the random board in ")
    assert found.sentences[1:] == [
        "No health test raised an alarm, in 115 windows of 512 bytes.",
        "A healthy source looks like this. So would one whose maker knows every byte.",
    ]


@pytest.mark.parametrize(
    ("manner", "why"),
    [
        ("stuck", "It is stuck: it sent one byte 9 times or more in a row."),
        ("biased", "It is biased: one byte came 71 times or more among 512."),
        ("hex", "It sends text, not random bytes."),
    ],
)
def test_an_ill_one(manner: str, why: str) -> None:
    """It says why a draw would leave it out, what counting adds, and what a draw would do."""
    found = seen(manner)
    _came, failed, rule, bits, verdict = found.sentences
    assert (found.word, failed) == ("failed", f"The random board failed its health test. {why}")
    assert rule.startswith("It follows a rule: it can be packed to ")
    assert bits.startswith("Counting its bytes finds no more than ")
    assert verdict == DROPPED


def test_a_counter() -> None:
    """No health test finds it; packing does, and the device is called worth little."""
    found = seen("counter")
    assert found.word == "doubtful"
    assert found.sentences[1].startswith("It follows a rule: it can be packed to 0.")
    assert found.sentences[2:] == [
        "Draws would use it, and lose nothing by that; as a source it is worth little."
    ]


def test_one_that_is_ill_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault after the first few thousand bytes, which a draw would not notice, is found."""
    chance = Random(1)
    data = chance.randbytes(20_000) + bytes(600) + chance.randbytes(20_000)
    monkeypatch.setitem(FakeSerial.__init__.__globals__["MANNERS"], "late", lambda _seed: iter([data]))
    found = seen("late", amount=len(data))
    assert found.word == "doubtful"
    assert found.sentences[1:3] == [
        "One byte came 9 times or more in a row.",
        "In 1 of 77 windows one byte came 71 times or more.",
    ]


def test_silence() -> None:
    """Without bytes there is nothing to count."""
    found = seen("silent", seconds=0.1)
    assert (found.word, found.bytes, found.rate) == ("failed", 0, 0)
    assert found.sentences == ["The random board sent nothing in 0.1 s.", DROPPED]


def test_falling_silent() -> None:
    """A device that falls silent is called silent, not slow."""
    found = seen("short", seconds=1.0)
    assert (found.word, found.bytes) == ("failed", 2_000)
    assert found.sentences[1:] == ["Then it fell silent: a draw wants 6,144 bytes.", DROPPED]


def test_slowness() -> None:
    """Too few bytes in the time that a draw has."""
    found = seen("slow", seconds=0.6)
    assert found.word == "failed"
    assert found.sentences[1:] == ["It is too slow: a draw wants 6,144 bytes in 10 s.", DROPPED]


def test_being_unplugged() -> None:
    """Unplugging ends the reading."""
    with FakeSerial(GENERATORS[0], "unplugged") as fake:
        found = diagnose(fake.plug, fake.open)
    assert found.word == "failed"
    assert found.sentences[-2:] == ["The TrueRNG was unplugged, or failed, while it was read.", DROPPED]


def test_min_entropy_by_the_most_common_value() -> None:
    """NIST's own example for SP 800-90B, 6.3.1: 20 samples, the commonest 8 times, 0.5363 bits."""
    samples = [0, 1, 1, 2, 0, 1, 2, 2, 0, 1, 0, 1, 1, 0, 2, 2, 1, 0, 2, 1]
    assert round(min_entropy(bytes(samples)), 4) == 0.5363
    assert min_entropy(bytes(1000)) == 0
