"""The reminder for a forgotten start of a timer."""

from __future__ import annotations

from kiosk.practices.agenda.commands import Add as AddItem
from kiosk.practices.agenda.commands import Open as OpenItem
from kiosk.practices.floor import timing
from kiosk.practices.floor.commands import Ask, Begin, End, SetItem
from kiosk.practices.floor.timing import nobody_is_timed
from kiosk.practices.meeting.rules import Pause, Resume
from tests.practices.play import DAY, Play


def reminded(play: Play) -> bool:
    return nobody_is_timed(play.state.floor, play.desk.room, play.desk.stamp())


def test_after_half_a_minute_of_an_open_item(play: Play) -> None:
    """The reminder comes 30 s after the end of a turn, on the monotonic clock."""
    (ana,) = play.open_meeting("Ana")
    play.clock.advance(600_000)
    assert not reminded(play)
    play.ask(AddItem(title="Roof"))
    play.desk.ask(OpenItem(item=1))
    play.clock.step(DAY)
    play.clock.advance(29_999)
    assert not reminded(play)
    play.clock.advance(1)
    assert reminded(play)
    play.desk.ask(Ask(person=ana))
    assert reminded(play)
    play.desk.ask(Begin(person=ana))
    play.clock.advance(600_000)
    assert not reminded(play)
    play.desk.ask(End(person=ana))
    assert timing.quiet(play.state.floor, play.desk.stamp()) == 0
    play.clock.advance(30_000)
    assert reminded(play)


def test_a_break_and_an_item_without_timer_are_quiet(play: Play) -> None:
    """A break and an untimed item have no reminder; after a break it counts from its end."""
    play.open_meeting("Ana")
    play.ask(AddItem(title="Roof"))
    play.ask(OpenItem(item=1))
    play.desk.ask(Pause(until="20:15"))
    play.clock.advance(600_000)
    assert not reminded(play)
    play.desk.ask(Resume())
    assert not reminded(play)
    play.clock.advance(30_000)
    assert reminded(play)
    play.ask(SetItem(timed=False))
    assert not reminded(play)


def test_a_restarted_machine_counts_from_its_start(play: Play) -> None:
    """Times from before the power cut are not compared."""
    play.open_meeting("Ana")
    play.ask(AddItem(title="Roof"))
    play.ask(OpenItem(item=1))
    play.restart(reboot=True)
    quiet = timing.quiet(play.state.floor, play.desk.stamp())
    assert quiet == play.desk.stamp().up
