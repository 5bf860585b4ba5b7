"""Attached devices before a scene: a random source that could be used, is in use, or has failed."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.ports import DeviceLine, Diagnosis, Offer
from tests.screens.house import DEVICES, House

TEXT = "The OneRNG failed its health test. It sends text, not random bytes."
OFFERS = [Offer("OneRNG", "onerng"), Offer("usb-Noise_board-if00", "/dev/serial/by-id/usb-Noise_board-if00")]


def _plugged_in(house: House, word: str, sentence: str, setting: str = "onerng") -> None:
    others = [line for line in DEVICES if line.name != "randomness"]
    house.devices = (*others, DeviceLine("random source", word, sentence, setting, OFFERS))


def random_offered(house: House) -> None:
    """Attach two sources without asking for one."""
    said = "A OneRNG is plugged in, but not in use; draws use the system's randomness and dice."
    _plugged_in(house, "off", said, "")


def random_left_out(house: House) -> None:
    """Hold a draw that could not use the source asked for."""
    _plugged_in(house, "failed", f"Left out when it was last read, 2026-11-15 19:31. {TEXT}")


def random_well(house: House) -> None:
    """Use a source that works."""
    _plugged_in(house, "ok", "In use: OneRNG, well when last read, 2026-11-15 19:31: 43,210 bytes a second.")
    house.diagnosis = Diagnosis(
        device="OneRNG",
        word="ok",
        bytes=432_128,
        seconds=10.0,
        rate=43_213,
        sentences=[
            "432,128 bytes came from the OneRNG in 10.0 s: 43,213 a second.",
            "No health test raised an alarm, in 842 windows of 512 bytes.",
            "A healthy source looks like this. So would one whose maker knows every byte.",
        ],
    )


def random_ill(house: House) -> None:
    """Use a source that sends text."""
    random_left_out(house)
    house.diagnosis = Diagnosis(
        device="OneRNG",
        word="failed",
        bytes=1_000_000,
        seconds=3.1,
        rate=322_580,
        sentences=[
            "1,000,000 bytes came from the OneRNG in 3.1 s: 322,580 a second.",
            TEXT,
            "It follows a rule: it can be packed to 57.0 % of its length.",
            "Counting its bytes finds no more than 4.0 bits of chance in each 8.",
            "Draws would leave it out, and say so.",
        ],
    )


def without_its_device(house: House, before: Callable[[House], None]) -> None:
    """Run `before` while the random device gives nothing usable."""
    house.entropy.fault = TEXT
    before(house)
