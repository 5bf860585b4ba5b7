"""Random evenings have minutes, and these are the minutes of their journal."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from kiosk.minutes.build import build, of_open
from kiosk.minutes.render import FORMS, render
from kiosk.minutes.replay import Replay
from kiosk.minutes.source import of_desk, of_folder
from tests.practices.play import Play
from tests.practices.random_evening import Evening

TOLD = ("rules", "roster", "meeting", "agenda", "lot", "roles", "proposal", "decision")
"""The parts of the state that minutes are made from."""


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_there_are_minutes_of_it(tmp_path: Path, seed: int) -> None:
    """After acts, undoing, restarts and power cuts every form is written, and the open kiosk, which
    remembers where the meeting began, gives the minutes of the folder alone."""
    play = Play(tmp_path)
    evening = Evening(play, Random(seed))
    for turn in range(180):
        evening.act()
        if evening.chance.random() < 0.1:
            evening.disturb()
        if turn % 20 == 19:
            check(play)
    play.desk.close()


def check(play: Play) -> None:
    """Check every closed meeting, and the open one."""
    aside = of_folder(play.folder)
    for past in play.state.meeting.past:
        minutes = build(play.desk, past.number)
        assert minutes == build(aside, past.number)
        assert minutes.head.size == past.last + 1
        for form in FORMS:
            assert render(minutes, form)
    sitting = play.state.meeting.open
    if sitting is not None:
        minutes = of_open(play.desk)
        assert minutes == of_open(aside)
        assert render(minutes, "markdown")
        replay = Replay(of_desk(play.desk), sitting.n, play.desk.journal.size)
        assert len(list(replay.steps())) + len(replay.taken_back) <= play.desk.journal.size - sitting.n
        for part in TOLD:
            assert getattr(replay.state, part) == getattr(play.state, part), part
