"""One suite over every device and its fake: what the kiosk may rely on, whichever is plugged in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from devices.buttons import TalkingPiece
from devices.chime import SOUNDS, CardChime
from devices.clock import SystemClock
from devices.entropy import DeviceEntropy, OsEntropy
from devices.fake_serial import FakeSerial
from devices.fakes import FakeButtons, FakeChime, FakePiece, FixedEntropy, VirtualClock
from devices.generators import BOARD, GENERATORS
from devices.hardware import RandomDevice
from kiosk.errors import DeviceFault
from kiosk.ports import Button, Buttons, Chime, Clock, Entropy, Piece
from kiosk.terms import wall_ms, wall_text
from tests.devices.fake_card import FakeCard

CLOCKS: list[Clock] = [SystemClock(), VirtualClock()]
ENTROPIES: list[Entropy] = [OsEntropy(), FixedEntropy()]
PLUGGED = [*GENERATORS, BOARD]
CHIMES: list[Chime] = [
    CardChime(library=FakeCard),
    CardChime(library=lambda: FakeCard(broken="Device unavailable")),
    FakeChime(),
    FakeChime(broken="The card is gone."),
]
BUTTONS: list[Buttons] = [
    TalkingPiece(Piece),
    TalkingPiece(lambda: Piece(device="/dev/input/event0"), FakePiece().open),
    TalkingPiece(lambda: Piece(device="/etc/passwd")),
    FakeButtons(),
]


def _called(device: object) -> str:
    return type(device).__name__


@pytest.mark.parametrize("clock", CLOCKS, ids=_called)
class TestClock:
    """The contract of kiosk.ports.Clock."""

    def test_wall_time_can_be_written_in_the_journal(self, clock: Clock) -> None:
        """Milliseconds since 1970 survive being written and read."""
        assert wall_ms(wall_text(clock.wall())) // 1000 <= clock.wall() // 1000

    def test_time_since_boot_never_goes_back(self, clock: Clock) -> None:
        """It counts whole milliseconds from 0 or later."""
        seen = [clock.up() for _ in range(100)]
        assert seen == sorted(seen)
        assert seen[0] >= 0

    def test_a_boot_has_eight_digits_and_keeps_them(self, clock: Clock) -> None:
        """A boot id has the journal's form."""
        assert re.fullmatch("[0-9a-f]{8}", clock.boot())
        assert clock.boot() == clock.boot()

    def test_trust_and_offset_are_always_answered(self, clock: Clock) -> None:
        """Neither raises, and no time zone is further than 14 hours from UTC."""
        assert clock.synchronised() in (True, False)
        assert -14 * 60 <= clock.offset(clock.wall()) <= 14 * 60


@pytest.fixture(
    params=[*ENTROPIES, *((each, manner) for each in PLUGGED for manner in ("healthy", "unplugged", "hex"))],
    ids=lambda each: f"{each[0].kind}-{each[1]}" if isinstance(each, tuple) else _called(each),
)
def entropy(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Entropy]:
    """Yield every adapter; the device's with each generator, well and ill."""
    if not isinstance(request.param, tuple):
        yield request.param
        return
    generator, manner = request.param
    with FakeSerial(replace(generator, pause=0.0, deadline=10.0), manner) as fake:
        device = RandomDevice(
            lambda: generator.kind, tmp_path, VirtualClock(), find=lambda _: fake.plug, opener=fake.open
        )
        yield DeviceEntropy(device.read)


class TestEntropy:
    """The contract of kiosk.ports.Entropy."""

    def test_draws_and_salts_have_their_lengths_and_never_repeat(self, entropy: Entropy) -> None:
        """32 bytes for a secret, 16 for a salt, different each time, whatever a device repeats."""
        drawn, salts = [entropy.draw() for _ in range(4)], [entropy.salt() for _ in range(4)]
        assert {len(secret.bytes) for secret in drawn} == {32}
        assert {len(salt) for salt in salts} == {16}
        assert len({secret.bytes for secret in drawn} | set(salts)) == 8

    def test_the_source_is_named_and_what_failed(self, entropy: Entropy) -> None:
        """Every draw has the operating system's randomness, and names the device or why it was left out."""
        drawn = entropy.draw()
        assert re.fullmatch(r"os(\+[a-z0-9-]+)?", drawn.source)
        assert drawn.fault == "" or (drawn.source, drawn.fault[-1]) == ("os", ".")


@pytest.mark.parametrize("chime", CHIMES, ids=_called)
class TestChime:
    """The contract of kiosk.ports.Chime."""

    @pytest.mark.parametrize("sound", SOUNDS)
    def test_every_sound_returns_at_once(self, chime: Chime, sound: str) -> None:
        """Playing never waits and never raises, heard or not."""
        chime.play(sound)

    def test_a_sound_that_does_not_exist_is_a_mistake(self, chime: Chime) -> None:
        """A misspelt sound is found in a test, not in a meeting."""
        with pytest.raises(ValueError, match="no such sound: gong"):
            chime.play("gong")

    def test_a_fault_is_a_sentence_or_nothing(self, chime: Chime) -> None:
        """A fault ends with a full stop."""
        assert chime.fault() == "" or chime.fault().endswith(".")

    def test_trying_out_plays_or_says_why_not(self, chime: Chime) -> None:
        """If trying out raises, `fault` returns the same sentence from then on."""
        sentence = ""
        try:
            chime.try_out()
        except DeviceFault as fault:
            sentence = fault.sentence
        assert sentence == chime.fault()


@pytest.mark.parametrize("buttons", BUTTONS, ids=_called)
class TestButtons:
    """The contract of kiosk.ports.Buttons."""

    def test_nothing_is_pressed_until_somebody_presses(self, buttons: Buttons) -> None:
        """Listening returns at once and reports no press; closing does too, even twice."""
        heard: list[Button] = []
        buttons.listen(heard.append, lambda: None)
        buttons.close()
        buttons.close()
        assert heard == []

    def test_its_line_is_a_sentence(self, buttons: Buttons) -> None:
        """Its line has the form of the others on the devices screen."""
        line = buttons.line()
        assert (line.name, line.sentence[-1]) == ("talking piece", ".")


def test_the_virtual_clock_moves_as_told() -> None:
    """`advance` moves both times, `step` only the wall, `reboot` begins a new boot."""
    clock = VirtualClock(wall=1_000_000, up=5_000)
    clock.advance(2_000)
    assert (clock.wall(), clock.up()) == (1_002_000, 7_000)
    clock.step(-500_000)
    assert (clock.wall(), clock.up()) == (502_000, 7_000)
    before = clock.boot()
    clock.reboot(away=10_000, up=3_000)
    assert (clock.wall(), clock.up()) == (515_000, 3_000)
    assert clock.boot() != before
    with pytest.raises(ValueError, match="never goes back"):
        clock.advance(-1)


def test_fixed_randomness_is_the_same_again() -> None:
    """A test can predict it; another seed gives another sequence."""
    assert FixedEntropy().draw() == FixedEntropy().draw()
    assert FixedEntropy(b"a").draw() != FixedEntropy(b"b").draw()


def test_a_fake_chime_remembers_what_was_heard() -> None:
    """A broken one plays nothing, as a room without a card hears nothing."""
    well, broken = FakeChime(), FakeChime(broken="The card is gone.")
    for chime in (well, broken):
        chime.play("end")
    assert (well.played, broken.played) == (["end"], [])
