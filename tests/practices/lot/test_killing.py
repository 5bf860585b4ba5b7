"""A kiosk killed at any instant of a ceremony resumes the same draw and secret; given-up draws stay."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.journal.disk import Disk
from kiosk.journal.verify import verify
from kiosk.minutes.build import build
from kiosk.practices import lot, meeting
from kiosk.practices.lot.check import check
from kiosk.practices.lot.commands import Abort, Accept, Commit, Correct, Decline, Freeze, Reveal, Throw, Word
from kiosk.practices.lot.minutes import Draws
from kiosk.practices.lot.pool import digest
from kiosk.practices.lot.secret import commitment
from kiosk.practices.lot.state import Draw
from kiosk.practices.messages import Command
from tests.minutes.kept import kept
from tests.practices.play import Play

DICE = "415266314252"
ABORT = Abort(reason="the lamp went out")
CEREMONY: list[Command] = [
    Freeze(roles={"facilitator": 1}),
    Commit(),
    Word(word="granit"),
    Throw(symbols=DICE[:4], line=2),
    Throw(symbols="66312", line=3),
    Correct(text=DICE[4:9], line=3),
    Throw(symbols=DICE[9:], line=4),
    Reveal(),
]


class Killed(BaseException):
    """Raised where the process is killed."""


def kill_after(calls: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let so many calls that change the card succeed; the next one and all after it raise."""
    left = iter(range(calls))

    def dying(done: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **more: Any) -> Any:
            if next(left, None) is None:
                raise Killed
            return done(*given, **more)

        return call

    for name in ("write", "fsync", "fdatasync", "ftruncate", "rename"):
        monkeypatch.setattr(Disk, name, dying(getattr(Disk, name)))
    for name in ("unlink", "mkdir"):
        monkeypatch.setattr(Path, name, dying(getattr(Path, name)))


def opened(folder: Path) -> Play:
    """Return a meeting of five."""
    folder.mkdir()
    play = Play(folder)
    play.open_meeting("Amina", "Bahar", "Chris", "Jérôme", "Leyla")
    return play


def now(play: Play) -> Draw | None:
    return play.state.lot.draw


def done_already(play: Play, command: Command) -> bool:
    """True if a command of the ceremony is in the journal already."""
    draw = now(play)
    match command:
        case Freeze():
            return draw is not None
        case Commit():
            return draw is not None and draw.committed
        case Word():
            return draw is not None and len(draw.lines) > 0
        case Throw():
            return draw is not None and len(draw.lines) >= command.line
        case Correct():
            return draw is not None and (len(draw.lines) > 3 or any(line.corrected for line in draw.lines))
        case _:
            return draw is not None and bool(draw.label)


def test_killed_at_any_call_the_same_draw_goes_on(tmp_path: Path) -> None:
    """Number, seal and secret stay the same, and every recorded line remains."""
    for calls in range(400):
        play = opened(tmp_path / str(calls))
        secret, shown, lines = play.folder / "lots" / "001.secret", "", 0
        with pytest.MonkeyPatch.context() as monkeypatch:
            kill_after(calls, monkeypatch)
            try:
                for command in CEREMONY:
                    play.desk.ask(command)
                    draw = now(play)
                    assert draw is not None
                    shown, lines = draw.commitment, len(draw.lines)
            except Killed:
                pass
            else:
                break
        kept = secret.read_text().strip() if secret.exists() else ""
        play.restart(reboot=True)
        if (draw := now(play)) is not None:
            assert len(draw.lines) >= lines
        for command in CEREMONY:
            if not done_already(play, command):
                play.ask(command)
        draw = now(play)
        assert draw is not None
        assert draw.number == "001"
        assert draw.kiosk == kept or not kept
        assert draw.commitment == shown or not shown
        assert commitment(digest(draw.pool_text.encode()), draw.kiosk) == draw.commitment
        assert "".join(draw.thrown) == DICE
        texts = {name: text.encode() for name, text in lot.state.texts(draw).items()}
        assert check(texts["pool.txt"], texts["seed.txt"], texts["result.txt"]).label == "A"
        assert verify(play.folder).findings == []
        play.desk.close()
    assert 20 < calls < 399


def test_a_draw_that_was_given_up_stays_in_the_minutes(tmp_path: Path) -> None:
    """The number is not used again, the secret is deleted, and the minutes give the reason."""
    for calls in range(400):
        play = opened(tmp_path / str(calls))
        with pytest.MonkeyPatch.context() as monkeypatch:
            kill_after(calls, monkeypatch)
            try:
                for command in (
                    Freeze(roles={"facilitator": 1}),
                    Commit(),
                    ABORT,
                ):
                    play.desk.ask(command)
            except Killed:
                over = False
            else:
                over = True
        play.restart()
        draw = now(play)
        if draw is None:
            play.ask(Freeze(roles={"facilitator": 1}))
        if draw is None or draw.step != "aborted":
            play.ask(ABORT)
        play.ask(Freeze(roles={"facilitator": 1}, throw="none"))
        play.ask(Commit())
        play.ask(Reveal())
        draw = now(play)
        assert draw is not None
        assert draw.number == "002"
        assert not list((play.folder / "lots").glob("*"))
        answer = Decline if calls % 2 else Accept
        play.ask(answer(role="facilitator", person=draw.seated["facilitator"][0]))
        play.ask(meeting.rules.Close())
        told = kept(build(play.desk, 1), Draws).draws
        assert [(each.number, each.outcome, each.why) for each in told] == [
            ("001", "aborted", "the lamp went out"),
            ("002", "drawn", ""),
        ]
        play.desk.close()
        if over:
            return
    pytest.fail("never done")
