"""Power cuts and failing cards in the middle of an evening: everything shown as recorded is still there."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from signal import SIGTERM

import pytest

from tests.durability.ext4 import make_card, mounted
from tests.e2e.assembly import KIOSK, found, recorded, sitting, sound
from tests.e2e.hands import Hands
from tests.needs import needs, needs_kernel
from tests.terminal import Screen, Terminal

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("terminal"), needs("tmux")]

ITEMS = (
    {"title": "Check-in"},
    {"title": "Draw by lot", "kind": "lot"},
    {"title": "Rent strike fund", "kind": "proposal", "presenter": "m001"},
    {"title": "Roof repairs"},
)
RESTS = 5
"""So many looks in a row find the same screen when it rests."""
_CLOCK = re.compile(r"(⚠ \d+)?\s+\d\d:\d\d\??\s+(?=[●◌■])")


def same(screen: Screen) -> Screen:
    """Return a screen without what changes each second: the top line's clock, and faults being looked for."""
    return [_CLOCK.sub(" ", screen[0]), *screen[1:]]


class Cut:
    """A kiosk whose power fails: `hands` are at the terminal that runs it now."""

    def __init__(self, folder: Path, size: tuple[int, int] = (80, 24)) -> None:
        self.folder, self._size = folder, size
        self.hands = self._start()

    def _start(self) -> Hands:
        return Hands(Terminal([KIOSK, "--data", self.folder], size=self._size))

    def power(self) -> Screen:
        """Kill the kiosk and start it again; returns its screen once it gives the number of entries."""
        self.hands.terminal.kill9()
        self.hands.terminal.close()
        self.hands = self._start()
        return self.hands.see(lambda screen: recorded(screen) >= 0)

    def _rested(self) -> Screen:
        """Return the screen once several looks found it the same: the row of keys follows the wall."""
        looks: list[Screen] = []

        def rests(screen: Screen) -> bool:
            looks.append(same(screen))
            return len(looks) > RESTS and all(look == looks[-1] for look in looks[-RESTS:])

        self.hands.see(rests)
        return looks[-1]

    def cut(self) -> None:
        """Check that after a power cut the wall shows the same entries, step and words."""
        before = self._rested()
        self.power()
        self.hands.see(lambda screen: same(screen) == before)


@contextmanager
def cutting(folder: Path) -> Iterator[Cut]:
    """Yield a kiosk on the assembly in the folder; it is closed at the end."""
    cut = Cut(folder)
    try:
        cut.hands.see(lambda screen: recorded(screen) >= 0)
        yield cut
    finally:
        cut.hands.terminal.close()


def test_cut_at_every_step(tmp_path: Path) -> None:
    """After a cut at arrivals, agenda, pause, break, draw, test or minutes the wall shows the same again."""
    folder = found(tmp_path / "data", sitting(items=ITEMS)[:-1])
    with cutting(folder) as cut:
        cut.hands.press("f6", see="When everybody is here")
        cut.cut()
        cut.hands.press("escape", "f3", see="Roof repairs")
        cut.cut()
        cut.hands.press("space", see="Nobody is waiting.")
        _talk(cut)
        _draw(cut)
        _propose(cut)
        cut.hands.press("f8", see="Read back: 1 decision, 1 role")
        cut.cut()
        cut.hands.press("space", see="Close the meeting?")
        cut.hands.press("y", see="Does it come back next time?")
        cut.hands.press("n", see="or type")
        address = cut.hands.scan()
        cut.power()
        cut.hands.see("or type")
        assert cut.hands.scan() == address
        cut.hands.press("f10", see="To open a meeting, press SPACE.")
        cut.power()
        cut.hands.see("To open a meeting, press SPACE.")
    sound(folder)


def _talk(cut: Cut) -> None:
    for letters, whole in (("chr", "Chris"), ("dil", "Dilan")):
        cut.hands.press("a", see="Who wants to speak?")
        cut.hands.name(letters, whole)
    cut.hands.see("Press SPACE: Chris speaks.")
    cut.cut()
    cut.hands.press("space", see="▶ SPEAKING")
    cut.power()
    cut.hands.see("▶ SPEAKING")
    cut.hands.press("p", see="‖ PAUSED")
    cut.cut()
    cut.hands.press("b", see="A break until when?")
    cut.hands.say(f"{datetime.now() + timedelta(minutes=20):%H:%M}", see="‖ BREAK")
    cut.power()
    cut.hands.see("When everybody is back, press SPACE.")
    cut.hands.press("space", see="‖ PAUSED")


def _draw(cut: Cut) -> None:
    cut.hands.press("n", see="Draw by lot")
    cut.hands.press("r", see="Which roles are drawn?")
    cut.hands.terminal.keys(*["backspace"] * len("facilitator, timekeeper, minutes"))
    cut.hands.say("facilitator", see=lambda screen: not any("timekeeper" in row for row in screen))
    cut.hands.press("space", see="In the hat (")
    cut.cut()
    cut.hands.press("space", see="The kiosk has fixed its secret")
    seal = cut.hands.scan()
    cut.cut()
    assert cut.hands.scan() == seal
    cut.hands.press("space", see="Hand 1")
    cut.hands.say("4152", see="4 of 12 dice thrown")
    cut.power()
    cut.hands.press("space", see="Hand 2")
    cut.hands.say("6313", see="Hand 3")
    cut.hands.say("2264", see="the names follow")
    cut.cut()
    cut.hands.press("space", see="FACILITATOR   accepts? Y / N")
    cut.cut()
    cut.hands.press("y", see="nobody could have steered this")
    cut.cut()


def _propose(cut: Cut) -> None:
    cut.hands.press("space", see="N opens the next item.")
    cut.hands.press("n", see="F5 shows the proposal.")
    cut.hands.press("f5", see="No proposal is on the wall")
    cut.hands.press("space", see="What do we propose?")
    cut.hands.terminal.type("We mend the roof in May.")
    cut.hands.press("f2", see="Proposal 1, version 1")
    cut.hands.press("space", see="Hands up, who agrees?")
    for number in ("7", "0"):
        cut.hands.press("space", see="how many hands?")
        cut.hands.say(number, see=lambda screen: not any("how many hands?" in row for row in screen))
    cut.hands.see("Who stands aside?")
    cut.cut()
    for number in ("0", "0"):
        cut.hands.press("space", see="how many hands?")
        cut.hands.say(number, see=lambda screen: not any("how many hands?" in row for row in screen))
    cut.hands.see("agree: 7, reservations: 0, stand aside: 0, block: 0. Is that right?")
    cut.hands.press("space", see="✓ read back")
    cut.hands.press("space", see="When do we look at this decision again?")
    cut.hands.press("enter", see="✓ ADOPTED")
    cut.cut()


def test_cut_behind_a_key(tmp_path: Path) -> None:
    """A cut at any instant after a key loses nothing that was shown, and leaves no half of a command."""
    folder = found(tmp_path / "data", sitting())
    with cutting(folder) as cut:
        cut.hands.press("f2", see="Nobody is waiting.")
        cut.hands.press("a", see="Who wants to speak?")
        cut.hands.name("chr", "Chris")
        cut.hands.press("escape", "space", see="▶ SPEAKING")
        for presses in range(1, 6):
            shown = recorded(cut.hands.see(lambda screen: recorded(screen) >= 0))
            cut.hands.terminal.type("+" * presses)
            shown = max(shown, recorded(cut.hands.terminal.screen()))
            now = recorded(cut.power())
            assert shown <= now <= shown + presses
    sound(folder)


def test_told_to_stop(tmp_path: Path) -> None:
    """SIGTERM ends the kiosk in order and restores the terminal."""
    folder = found(tmp_path / "data", sitting())
    with Terminal([KIOSK, "--data", folder]) as terminal:
        terminal.wait_for("recorded", 20)
        os.kill(terminal.pid, SIGTERM)
        assert terminal.wait_end(20) == 128 + SIGTERM
        assert not any("recorded" in row for row in terminal.screen())
    sound(folder)


def test_second_kiosk(tmp_path: Path) -> None:
    """A second kiosk on the same assembly says so in one sentence and ends; the first is not affected."""
    folder = found(tmp_path / "data", sitting())
    with Terminal([KIOSK, "--data", folder]) as first:
        hands = Hands(first)
        hands.press("f6", see="When everybody is here")
        with Terminal([KIOSK, "--data", folder], size=(160, 24)) as second:
            assert second.wait_end(20) == 1
            (sentence,) = [row for row in second.screen() if row]
            assert sentence == "Another kiosk has this journal open: it can be watched here, not written."
        hands.out()
        hands.press("f2", see="Nobody is waiting.")
        hands.press("a", see="Who wants to speak?")
        hands.name("chr", "Chris")


@needs_kernel("tmpfs mount")
def test_full_card(tmp_path: Path) -> None:
    """Every moment shows that the card is full; once there is room the evening continues, complete."""
    card = tmp_path / "card"
    card.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", card], check=True)
    try:
        folder = found(card / "data", sitting(items=ITEMS))
        with Terminal([KIOSK, "--data", folder]) as terminal:
            hands = Hands(terminal)
            _speak(hands)
            filling = card / "filling"
            done = subprocess.run(["dd", "if=/dev/zero", f"of={filling}"], capture_output=True, check=False)
            assert b"No space left" in done.stderr
            kept = _until_refused(hands)
            hands.press("f3", see="Roof repairs")
            _said_everywhere(hands)
            filling.unlink()
            hands.press("f2", see="NEXT")
            hands.press("p", see=lambda screen: recorded(screen) == kept + 1)
            assert not any("NOT RECORDED" in row for row in terminal.screen())
        sound(folder)
    finally:
        subprocess.run(["umount", "-l", card], check=True)


@needs("mkfs.ext4")
@needs_kernel("loop mount")
def test_read_only_card(tmp_path: Path) -> None:
    """On a read-only card the wall says NOT RECORDED and can be read; a restart says why it stops."""
    make_card(tmp_path / "card")
    with mounted(tmp_path / "card", "errors=remount-ro") as card:
        folder = found(card / "data", sitting(items=ITEMS))
        with Terminal([KIOSK, "--data", folder]) as terminal:
            hands = Hands(terminal)
            _speak(hands)
            _find_a_fault(card)
            hands.press("p", see="■ NOT RECORDED")
            hands.press("f3", see="Roof repairs")
            _said_everywhere(hands)
            hands.press("f6", see="Here: Amina Diallo")
            _said_everywhere(hands)
        sound(folder)
        with Terminal([KIOSK, "--data", folder]) as terminal:
            terminal.wait_for("The journal cannot be written (Read-only file system).", 20)
            terminal.wait_for("Write on paper meanwhile")


def _speak(hands: Hands) -> None:
    """Give one person the floor, and let another wait."""
    hands.see(lambda screen: recorded(screen) >= 0)
    hands.press("f2", see="Nobody is waiting.")
    for letters, whole in (("chr", "Chris"), ("dil", "Dilan")):
        hands.press("a", see="Who wants to speak?")
        hands.name(letters, whole)
    hands.press("space", see="▶ SPEAKING")


def _until_refused(hands: Hands) -> int:
    """Pause and resume until the card refuses an entry; returns the number it has taken."""
    for _ in range(60):
        before = hands.terminal.screen()[0]
        screen = hands.press("p", see=lambda now, before=before: now[0] != before)  # type: ignore[misc]
        if any("■ NOT RECORDED: the card is full." in row for row in screen):
            return recorded([before])
    raise AssertionError("the card took everything")


def _said_everywhere(hands: Hands) -> None:
    """Check that the top line and a sentence above the coach say it."""
    screen = hands.see(lambda screen: screen[0].endswith("■ NOT RECORDED"))
    assert any("NOT RECORDED: " in row for row in screen[1:])


def _find_a_fault(card: Path) -> None:
    """Let the kernel find a fault in the card's file system, so that it remounts it read-only."""
    found = subprocess.run(
        ["findmnt", "-n", "-o", "SOURCE", card], capture_output=True, text=True, check=True
    )
    trigger = Path("/sys/fs/ext4", Path(found.stdout.strip()).name, "trigger_fs_error")
    if not trigger.exists():
        pytest.skip("this kernel's ext4 cannot be told to find a fault")
    trigger.write_text("test")
