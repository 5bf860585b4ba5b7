"""Failures of a draw: power cuts, a lost secret, a full card. There is never a second secret."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.errors import Refused
from kiosk.journal import disk
from kiosk.ports import Drawn
from kiosk.practices import lot
from kiosk.practices.lot.check import check
from kiosk.practices.lot.commands import Abort, Commit, Freeze, Reveal, Throw, Unfreeze, Word
from kiosk.practices.lot.events import Committed, Revealed
from kiosk.practices.lot.pool import digest
from kiosk.practices.lot.secret import commitment
from kiosk.practices.lot.state import Draw
from kiosk.practices.messages import Command
from tests.practices.play import Play

ROLES = {"facilitator": 1}
LOST = "The kiosk's secret is lost or was changed: give this draw up; a new one gets a new number."


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """Return a meeting with five members present."""
    play = Play(tmp_path)
    play.open_meeting("Amina", "Bahar", "Chris", "Jérôme", "Leyla")
    return play


def draw(play: Play) -> Draw:
    now = play.state.lot.draw
    assert now is not None
    return now


def secret_file(play: Play) -> Path:
    return play.folder / "lots" / "001.secret"


def texts_agree(play: Play) -> str:
    """Check that the draw's files agree; returns its label."""
    files = {name: text.encode() for name, text in lot.state.texts(draw(play)).items()}
    report = check(files["pool.txt"], files["seed.txt"], files["result.txt"])
    assert report.agrees, report.findings
    return report.label


CEREMONY: list[Command] = [
    Freeze(roles=ROLES),
    Commit(),
    Word(word="granit"),
    Throw(symbols="4152"),
    Throw(symbols="66311"),
    Throw(symbols="425"),
    Reveal(),
]


@pytest.mark.parametrize("cut", range(len(CEREMONY) + 1))
def test_killed_between_any_two_steps_the_same_draw_resumes(play: Play, cut: int) -> None:
    """A restart after any step keeps the number, seal, secret and people of the draw."""
    for n, command in enumerate(CEREMONY):
        if n == cut:
            play.restart(reboot=True)
        play.ask(command)
        if isinstance(command, Commit):
            kept, shown = play.desk.beside.secret("001"), draw(play).commitment
    if cut == len(CEREMONY):
        play.restart(reboot=True)
    now = draw(play)
    assert kept is not None
    assert (now.number, now.kiosk, now.commitment) == ("001", kept.hex(), shown)
    assert texts_agree(play) == "A"
    assert not secret_file(play).exists()


def test_the_secret_is_on_the_card_before_its_seal_is_recorded(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the entry is written the secret's file is complete, private and flushed with its folders."""
    flushed: list[str] = []
    seen: list[tuple[int, bytes, list[str]]] = []
    fsync, append = disk.Disk.fsync, play.desk.journal.append

    def flushing(self: disk.Disk, file: int) -> None:
        flushed.append(os.path.basename(os.readlink(f"/proc/self/fd/{file}")))
        fsync(self, file)

    def appending(kind: str, *rest: Any) -> int:
        if kind == "lot.committed/1":
            mode = stat.S_IMODE(secret_file(play).stat().st_mode)
            seen.append((mode, secret_file(play).read_bytes(), list(flushed)))
        return append(kind, *rest)

    play.ask(Freeze(roles=ROLES))
    monkeypatch.setattr(disk.Disk, "fsync", flushing)
    monkeypatch.setattr(play.desk.journal, "append", appending)
    play.ask(Commit())
    ((mode, content, order),) = seen
    assert mode == 0o600
    assert len(bytes.fromhex(content.decode().strip())) == 32
    assert order[:3] == ["001.secret.new", "lots", "assembly"]


def test_a_secret_that_was_kept_but_never_sealed_is_used(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a crash between the secret's file and its entry, the restart seals that secret."""
    play.ask(Freeze(roles=ROLES))

    def crash(*_args: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(play.desk.journal, "append", crash)
        with pytest.raises(KeyboardInterrupt):
            play.desk.ask(Commit())
    kept = play.desk.beside.secret("001")
    assert kept is not None
    play.restart(reboot=True)
    assert draw(play).step == "frozen"
    event = play.ask(Commit()).event
    assert isinstance(event, Committed)
    assert event.source == "kept"
    assert event.commitment == commitment(digest(draw(play).pool_text.encode()), kept.hex())


def test_a_secret_left_behind_by_a_crash_after_the_reveal_is_burnt_later(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reveal holds even if the file could not be deleted; the next draw deletes it."""
    with monkeypatch.context() as patch:

        def unlink(self: Path, missing_ok: bool = False) -> None:
            raise OSError(30, "Read-only file system")

        for command in CEREMONY[:-1]:
            play.ask(command)
        patch.setattr(Path, "unlink", unlink)
        play.ask(Reveal())
    assert secret_file(play).exists()
    role, person = draw(play).waiting()[0]
    play.ask(lot.commands.Accept(role=role, person=person))
    play.ask(Freeze(roles=ROLES))
    assert not secret_file(play).exists()


def lose(path: Path) -> None:
    path.unlink()


def swap(path: Path) -> None:
    path.write_text("11" * 32 + "\n")


def tear(path: Path) -> None:
    path.write_text("11" * 20)


@pytest.mark.parametrize(("damage", "trouble"), [(lose, "lost"), (swap, "mismatch"), (tear, "lost")])
def test_a_secret_lost_after_the_throws_leaves_label_b(
    play: Play, damage: Callable[[Path], None], trouble: str
) -> None:
    """With the same pool and throws the draw finishes without the kiosk's line, and says so."""
    for command in CEREMONY[:-1]:
        play.ask(command)
    damage(secret_file(play))
    play.restart()
    event = play.ask(Reveal()).event
    assert isinstance(event, Revealed)
    assert (event.label, event.kiosk, event.trouble) == ("B", "", trouble)
    assert "kiosk" not in lot.state.texts(draw(play))["seed.txt"]
    assert texts_agree(play) == "B"


@pytest.mark.parametrize("damage", [lose, swap, tear])
def test_a_secret_lost_before_the_throws_ends_the_draw(play: Play, damage: Callable[[Path], None]) -> None:
    """The first line and another secret are refused before anything is thrown; only giving up is possible."""
    play.ask(Freeze(roles=ROLES))
    play.ask(Commit())
    damage(secret_file(play))
    size = play.desk.journal.size
    for command in (Word(word="granit"), Throw(symbols="4152")):
        with pytest.raises(Refused) as refused:
            play.desk.ask(command)
        assert refused.value.sentence == LOST
    assert play.desk.journal.size == size
    play.ask(Unfreeze())
    play.ask(Freeze(roles=ROLES))
    with pytest.raises(Refused) as refused:
        play.desk.ask(Commit())
    assert refused.value.sentence == LOST
    play.ask(Abort())
    play.ask(Freeze(roles=ROLES))
    assert draw(play).number == "002"
    play.ask(Commit())


def test_a_secret_lost_where_nothing_is_thrown_ends_the_draw(play: Play) -> None:
    """Without the secret and without dice there is nothing random, so the draw ends."""
    play.ask(Freeze(roles=ROLES, throw="none"))
    play.ask(Commit())
    lose(secret_file(play))
    with pytest.raises(Refused) as refused:
        play.desk.ask(Reveal())
    assert refused.value.sentence == LOST


def test_a_card_that_is_full_keeps_nothing_and_says_so(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """No seal is shown without the secret's file; when there is room again the draw goes on."""
    play.ask(Freeze(roles=ROLES))

    def full(self: disk.Disk, file: int, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(disk.Disk, "write", full)
        with pytest.raises(Refused) as refused:
            play.desk.ask(Commit())
    assert refused.value.sentence == (
        "The secret could not be kept (No space left on device), so nothing is drawn yet."
    )
    assert play.desk.beside.secret("001") is None
    assert draw(play).step == "frozen"
    play.ask(Commit())


def test_a_device_that_failed_is_recorded_with_the_seal(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """The draw goes on with the system's randomness, and the entry names the missing device."""
    fault = "The random source fell silent; the system's randomness is used."

    def drawing() -> Drawn:
        return Drawn(bytes(range(32)), "os", fault)

    monkeypatch.setattr(play.entropy, "draw", drawing)
    play.ask(Freeze(roles=ROLES))
    event = play.ask(Commit()).event
    assert isinstance(event, Committed)
    assert (event.source, event.fault) == ("os", fault)
    assert draw(play).fault == fault
