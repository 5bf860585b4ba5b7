"""The draws of a journal, rebuilt from its entries: each complete and under its own number."""

from __future__ import annotations

from kiosk.practices import lot, meeting, rules
from kiosk.practices.lot.archive import draws
from kiosk.practices.lot.commands import (
    Accept,
    Commit,
    Decline,
    Freeze,
    Quick,
)
from kiosk.practices.lot.pool import digest
from kiosk.practices.record.rules import Undo
from tests.practices.lot.six import ROLES, draw, drawn
from tests.practices.play import Play


def test_a_number_is_never_used_twice(play: Play) -> None:
    """An undone freeze leaves a gap that stays visible."""
    play.ask(Freeze(roles=ROLES))
    play.ask(Undo())
    assert play.state.lot.draw is None
    play.ask(Freeze(roles=ROLES))
    assert draw(play).number == "002"
    assert [(old.number, old.aborted) for old in draws(play.desk.journal.read())] == [
        ("001", True),
        ("002", False),
    ]


def test_the_meeting_takes_a_finished_draw_away_and_leaves_an_unfinished_one(play: Play) -> None:
    """A frozen pool waits for the next meeting; a revealed draw ends with this one."""
    drawn(play)
    play.ask(meeting.rules.Close())
    assert play.state.lot.draw is None
    play.ask(meeting.rules.Open())
    play.ask(meeting.rules.Arrive(person="m001"))
    play.ask(meeting.rules.Arrive(person="m002"))
    play.ask(Freeze(roles=ROLES))
    play.ask(Commit())
    play.next_meeting()
    assert draw(play).step == "committed"
    assert [past.number for past in play.state.lot.past] == ["001"]


def test_the_archive_recomputes_every_draw_from_the_entries(play: Play) -> None:
    """All texts of all draws follow from the journal, declines and corrections included."""
    now = drawn(play)
    asked = now.asked()
    assert asked is not None
    play.ask(Decline(role=asked[0], person=asked[1]))
    wanted = lot.state.texts(draw(play))
    play.ask(meeting.rules.Close())
    play.ask(meeting.rules.Open())
    play.ask(meeting.rules.Arrive(person="m001"))
    play.ask(Quick(roles={"scribe": 1}))
    old, quick = draws(play.desk.journal.read())
    assert lot.state.texts(old) == wanted
    assert lot.state.texts(quick) == lot.state.texts(draw(play))
    assert digest(quick.pool_text.encode()) in lot.state.texts(quick)["seed.txt"]


def test_the_archive_finds_the_cycles_again(play: Play) -> None:
    """With rotation, the answers to a draw belong to the cycle that its own result began; draws of which
    only the freeze, or only a part, is in the entries do no harm."""
    play.ask(rules.rules.SetRotation(scope="all", declining="uses"))
    for _draw in range(3):
        play.ask(Quick(roles={"council": 3}))
        asked = draw(play).asked()
        assert asked is not None
        play.ask(Decline(role=asked[0], person=asked[1]))
        while asked := draw(play).asked():
            play.ask(Accept(role=asked[0], person=asked[1]))
    assert play.state.lot.rotation.cycles["*"].number > 1
    wanted = lot.state.texts(draw(play))
    lines = list(play.desk.journal.read())
    found = draws(lines)
    assert [one.number for one in found] == ["001", "002", "003"]
    assert lot.state.texts(found[-1]) == wanted
    assert found[-1].cycles == draw(play).cycles
    assert [one.cycles["*"] for one in found] == sorted(one.cycles["*"] for one in found)
    for cut in range(len(lines)):
        later = draws(lines[cut:])
        assert [lot.state.texts(one) for one in later] == [
            lot.state.texts(one) for one in found[len(found) - len(later) :]
        ]
