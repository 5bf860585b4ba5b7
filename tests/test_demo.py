"""The made-up assembly: what `kiosk demo` shows is really recorded, at any hour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.fakes import FixedEntropy, VirtualClock
from kiosk.demo.playing import furnish
from kiosk.demo.story import NAME, began
from kiosk.desk.desk import Desk
from kiosk.desk.registry import REGISTRY
from kiosk.journal.verify import verify
from kiosk.practices import agenda, decision, roles
from kiosk.practices.agenda.scene import TOPICS
from kiosk.practices.contract import TONIGHT
from kiosk.practices.rules.asked import rules as rules_of
from kiosk.terms import Entry

PRESENT = 1_795_374_120_000
"""2026-11-22 19:02 UTC."""
TODAY = "2026-11-22"


def made_up(folder: Path, present: int = PRESENT, offset: int = 0) -> Desk:
    """Return the made-up assembly in a folder, played up to the given present."""
    clock = VirtualClock(wall=began(present), offset=offset)
    desk = Desk.found(folder, NAME, clock, FixedEntropy(), "kiosk test")
    furnish(desk, clock)
    return desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Return the made-up assembly on a Sunday evening."""
    desk = made_up(tmp_path_factory.mktemp("demo") / "assembly")
    yield desk
    desk.close()


def test_twenty_seven_people_in_three_cells(desk: Desk) -> None:
    """Each of the three cells has nine people, and each person has a different name."""
    assert Counter(desk.state.roster.members.values()) == {"north": 9, "south": 9, "garden": 9}
    assert len({desk.name(member) for member in desk.state.roster.members}) == 27


def test_tonight_has_just_begun_and_its_agenda_waits(desk: Desk) -> None:
    """A quorum is present, roles are held, and carried-over items come before the new ones."""
    sitting = desk.state.meeting.open
    assert sitting is not None
    assert sitting.date == TODAY
    assert len(desk.room.present()) > rules_of(desk.room).quorum() > 0
    assert {held.role for held in desk.state.roles.held if not held.until} == {
        "facilitator",
        "timekeeper",
        "minutes",
    }
    waiting = [item for item in desk.state.agenda.items if item.status == "waiting"]
    assert [item.origin.kind for item in waiting if item.origin] == ["proposal", "review", "lot"]
    assert [item.title for item in waiting if not item.origin] == [topic.title for topic in TOPICS[TONIGHT]]
    assert agenda.state.open_item(desk.state.agenda) is None


def test_something_is_about_to_fall_due(desk: Desk) -> None:
    """A role ends in three days, another in nine; one review is overdue, another two days ahead."""
    ending = [(held.role, held.until) for held in roles.rules.soon(desk.state.roles, TODAY, 14)]
    assert ending == [("media-contact", "2026-11-25"), ("boiler-contact", "2026-12-01")]
    reviews = [each.review for each in decision.rules.soon(desk.state.decision, TODAY, 14)]
    assert reviews == ["2026-11-21", "2026-11-24", "2026-12-01"]


def test_three_meetings_are_over_with_draws_and_decisions(desk: Desk) -> None:
    """Three past meetings have draws and decisions; one proposal was blocked, one postponed."""
    assert [past.date for past in desk.state.meeting.past] == ["2026-10-17", "2026-10-31", "2026-11-14"]
    assert desk.state.lot.last == 7
    assert len(desk.state.decision.live) == 4
    recorded = Counter(msgspec.json.decode(line)["kind"] for line in desk.journal.read())
    assert recorded["proposal.rejected/1"] == 1
    assert recorded["proposal.deferred/1"] == 1


def test_every_practice_is_played(desk: Desk) -> None:
    """Every practice of the kiosk is in what the demo shows."""
    entries = [msgspec.json.decode(line, type=Entry) for line in desk.journal.read()]
    recording = {name for name, practice in REGISTRY.practices.items() if practice.events}
    assert {REGISTRY.kinds[entry.kind].owner for entry in entries} == recording


def test_its_journal_is_sound(desk: Desk) -> None:
    """The journal verifies like any other, and the time of each entry is in the past."""
    assert verify(desk.folder).sound
    times = [msgspec.json.decode(line, type=Entry).at for line in desk.journal.read()]
    assert times == sorted(times)
    assert desk.clock.wall() == PRESENT


@settings(max_examples=12, deadline=None)
@given(
    present=st.integers(PRESENT - 400 * 86_400_000, PRESENT + 400 * 86_400_000),
    offset=st.sampled_from([-720, -210, 0, 60, 345, 840]),
)
def test_it_can_be_played_at_any_hour(present: int, offset: int) -> None:
    """At any present and zone no command is refused, and the clock ends at the present."""
    with TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        desk = made_up(Path(folder) / "assembly", present, offset)
        assert desk.clock.wall() == present
        assert desk.state.meeting.open is not None
        desk.close()
