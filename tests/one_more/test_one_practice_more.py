"""A practice is one folder: with the harm ledger in the registry, every part of the kiosk knows it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from devices.fakes import FixedEntropy, VirtualClock
from kiosk.demo.playing import furnish
from kiosk.demo.story import NAME, began
from kiosk.desk.desk import Desk
from kiosk.desk.registry import REGISTRY as WITHOUT
from kiosk.journal.verify import verify
from kiosk.minutes.build import build
from kiosk.minutes.render import render
from kiosk.practices.agenda.commands import Adopt, Open
from kiosk.practices.agenda.events import Draft
from kiosk.practices.meeting import rules as meeting
from kiosk.practices.record.rules import Undo
from kiosk.telling.pages import Filter, Pages
from kiosk.telling.teller import Told
from kiosk.typed.name_lookup import named_in
from kiosk.typed.prompt import complete, parse
from tests.one_more import REGISTRY
from tests.one_more.harm.rules import AddRow, Begin, Close, State
from tests.practices.play import Play


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """A meeting with an open item."""
    play = Play(tmp_path, registry=REGISTRY)
    play.open_meeting("Ana", "Bo")
    play.ask(Adopt(items=[Draft(title="The ramp")]))
    play.ask(Open(item=1))
    return play


def ledger(play: Play) -> State:
    state = getattr(play.state, "harm")  # noqa: B009  State as mypy knows it has no such field
    assert isinstance(state, State)
    return state


def written(play: Play) -> None:
    """A ledger with one row, and closed."""
    play.ask(Begin(action="Block the ramp"))
    play.ask(AddRow(who="Night porters", harm="they are blamed"))
    play.ask(Close())


def test_the_prompt_reads_its_commands(play: Play) -> None:
    """And offers them; without the practice they are not known."""
    room = play.desk.room
    row = "harm.row who=Porters they lose pay"
    assert parse("harm.begin Block the ramp", room, REGISTRY) == Begin(action="Block the ramp")
    assert parse(row, room, REGISTRY) == AddRow(who="Porters", harm="they lose pay")
    assert complete("harm", room, REGISTRY) == ["harm.begin", "harm.row", "harm.close"]
    assert "harm.begin" not in complete("h", room, WITHOUT)


def test_it_is_decided_recorded_and_refused(play: Play) -> None:
    """Like any other act: one entry, or one sentence; also after a restart."""
    assert play.refused(Close()) == "No ledger is open: begin one."
    play.ask(Begin(action="Block the ramp"))
    assert play.refused(Begin(action="Another")) == "Ledger 1 is open: close it first."
    play.restart()
    assert ledger(play).open is not None
    written_before = play.desk.journal.size
    play.ask(AddRow(who="Porters", harm="they lose pay"))
    assert play.desk.journal.size == written_before + 1
    assert verify(play.folder).sound


def test_an_undone_ledger_keeps_its_number(play: Play) -> None:
    """`stays` is heard; the next one is ledger 2."""
    play.ask(Begin(action="Block the ramp"))
    play.ask(Undo())
    assert ledger(play).open is None
    play.ask(Begin(action="Something else"))
    assert ledger(play).open is not None
    assert ledger(play).last == 2


def test_the_journal_tells_it(play: Play) -> None:
    """In its own words, under its own subject."""
    written(play)
    pages = Pages(play.desk.journal, play.desk.name, registry=REGISTRY)
    wanted = Filter(practice="harm")
    told: list[Told] = [each for _start, found in pages.backwards(wanted) for each in found]
    assert [each.sentence for each in told] == [
        "Harm ledger 1 was closed.",
        "Harm ledger 1, who could be hurt: Night porters (they are blamed).",
        "Harm ledger 1 was begun: Block the ramp.",
    ]


def test_the_minutes_have_it_in_four_forms(play: Play) -> None:
    """Under the item that was open; and the reading back counts it."""
    written(play)
    play.ask(meeting.Close())
    minutes = build(play.desk, 1)
    for form in ("markdown", "html", "text"):
        page = render(minutes, form, registry=REGISTRY).decode()
        assert "1 harm ledger written" in page
        assert page.index("The ramp") < page.index("Block the ramp") < page.index("Night porters")
    kept = msgspec.json.decode(render(minutes, "json", registry=REGISTRY))["practices"]["harm"]
    assert kept == {
        "ledgers": [
            {
                "number": 1,
                "action": "Block the ramp",
                "rows": [{"who": "Night porters", "harm": "they are blamed"}],
                "closed": True,
                "item": 1,
            }
        ]
    }


def test_it_is_warned_of_names_in_its_texts(play: Play) -> None:
    """By the type of the field: who could be hurt must not be a person."""
    assert named_in(AddRow(who="Ana", harm="she is blamed"), play.desk.room) == ["Ana"]
    assert named_in(AddRow(who="Porters", harm="they blame Bo"), play.desk.room) == ["Bo"]


def test_an_open_ledger_comes_back_by_itself(play: Play) -> None:
    """As an item of the next agenda, with the practice's words for a title."""
    play.ask(Begin(action="Block the ramp"))
    play.next_meeting()
    item = play.state.agenda.items[-1]
    assert item.origin is not None
    assert play.desk.room.called(item.origin) == "Who could be hurt: Block the ramp"


def test_the_demo_plays_its_scene(tmp_path: Path) -> None:
    """A practice that brings a scene is in the made-up evenings."""
    clock = VirtualClock(wall=began(1_795_374_120_000))
    desk = Desk.found(tmp_path / "demo", NAME, clock, FixedEntropy(), "kiosk test", REGISTRY)
    furnish(desk, clock)
    assert getattr(desk.state, "harm").last == 1  # noqa: B009
    desk.close()


def test_a_kiosk_without_the_practice_leaves_it_out_and_says_so(play: Play) -> None:
    """Its entries are kept, and counted as not understood."""
    written(play)
    play.desk.close()
    other = Desk.open(play.folder, play.clock, play.entropy)
    assert other.assembly.left_out.waiting == 3
    other.close()


def test_the_wall_has_a_place_for_it(tmp_path: Path) -> None:
    """The floor names the key, the page of everything else has a row, and the key leads there."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.one_more.on_the_wall", tmp_path],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    ).stdout
    floor, more, ledger, closed = told.split("== ")[1:]
    assert "F9, then H, shows the ledger. SPACE or A adds a name." in floor
    assert "H   Harm ledger           who could be hurt, and how" in more
    assert "Ledger 1: Block the ramp" in ledger
    assert "Night porters: they are blamed" in ledger
    assert "No ledger is open." in closed
