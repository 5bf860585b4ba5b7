"""The agenda in a meeting: adopting, opening, skipping, carrying, and each refusal's sentence."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from kiosk.desk.desk import Desk
from kiosk.practices import agenda
from kiosk.practices.agenda.asked import agenda as agenda_of
from kiosk.practices.agenda.commands import (
    Add,
    Adopt,
    Carry,
    Close,
    Edit,
    Extend,
    Move,
    Open,
    PutBack,
    Remove,
    Skip,
)
from kiosk.practices.agenda.events import AgendaAdopted, AgendaAdoptedInstead, Draft, ItemOpened
from kiosk.practices.agenda.state import Item, State, fold
from kiosk.practices.agenda.timing import spent
from kiosk.practices.meeting.events import MeetingOpened
from kiosk.practices.meeting.rules import Close as CloseMeeting
from kiosk.practices.meeting.rules import Open as OpenMeeting
from kiosk.practices.meeting.rules import Pause, Resume
from kiosk.practices.messages import Command, Origin
from kiosk.practices.record.rules import Undo
from kiosk.terms import Entry
from tests.practices.play import Play

MINUTE = 60_000


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """Return a meeting of Ana and Bo that adopted Rent (10 min), Roof (5 min) and Keys."""
    play = Play(tmp_path)
    play.open_meeting("Ana", "Bo")
    items = [Draft(title="Rent", planned=600), Draft(title="Roof", planned=300), Draft(title="Keys")]
    play.ask(Adopt(items=items))
    return play


def titles(play: Play) -> list[str]:
    return [item.title for item in play.state.agenda.items]


def statuses(play: Play) -> list[str]:
    return [item.status for item in play.state.agenda.items]


def test_an_adopted_list_is_one_entry(play: Play) -> None:
    """Its items are numbered after the earlier ones, and all their fields are kept."""
    size = play.desk.journal.size
    full = Draft(
        title="News",
        kind="report",
        planned=60,
        starts="9:05",
        presenter="m001",
        notes=["a", "b"],
        section="Late",
    )
    answer = play.ask(Adopt(items=[full]))
    assert play.desk.journal.size == size + 1
    assert isinstance(answer.event, agenda.events.AgendaAdopted)
    assert answer.event.first == 4
    item = play.state.agenda.items[-1]
    assert (item.id, item.title, item.kind, item.planned, item.starts) == (4, "News", "report", 60, "09:05")
    assert (item.presenter, item.notes, item.section, item.status) == ("m001", ["a", "b"], "Late", "waiting")


def test_an_item_that_was_ever_opened_stays(play: Play) -> None:
    """Waiting or left out, after a restart too: its decisions have no other place in the minutes."""
    play.ask(Open(item=1))
    play.ask(PutBack(item=1))
    sentence = "“Rent” was talked about tonight, so it stays on the agenda."
    assert play.refused(Remove(item=1)) == sentence
    play.restart()
    play.ask(Adopt(items=[Draft(title="News")], instead=True))
    assert titles(play) == ["Rent", "News"]
    play.restart()
    assert titles(play) == ["Rent", "News"]
    play.ask(Skip(item=1))
    assert play.refused(Remove(item=1)) == sentence


def test_an_older_agenda_took_away_what_waited_again() -> None:
    """Version 1 is read as it was: its journals give the same minutes."""
    for event, kept in (
        (AgendaAdopted(first=2, items=[], instead=True), 0),
        (AgendaAdoptedInstead(first=2, items=[], instead=True), 1),
    ):
        state = State(items=[Item(id=1, title="Rent", opened="2026-11-22T18:45:00.000Z")])
        fold(state, event, Entry(n=1, kind="agenda.adopted", at="", boot="", up=0, clock="ok"))
        assert len(state.items) == kept


def test_adopting_instead_replaces_only_what_waits(play: Play) -> None:
    """Items that were opened, skipped or carried stay in place."""
    play.ask(Open(item=1))
    play.ask(Skip(item=2))
    play.ask(Adopt(items=[Draft(title="News")], instead=True))
    assert titles(play) == ["Rent", "Roof", "News"]
    assert play.state.agenda.items[-1].id == 4


def test_opening_the_next_item_finishes_the_one_before(play: Play) -> None:
    """One key gives one entry; the fold closes the item before."""
    play.ask(Open(item=1))
    play.ask(Open(item=2, believes=1))
    assert statuses(play) == ["done", "open", "waiting"]
    assert play.state.agenda.open == 2
    assert agenda_of(play.desk.room).open_item() == 2
    play.ask(Close(item=2))
    assert statuses(play) == ["done", "done", "waiting"]
    assert play.state.agenda.open == 0


def test_a_stale_or_doubled_key_is_refused(play: Play) -> None:
    """The command names the item it expects to be open."""
    play.ask(Open(item=1))
    assert play.refused(Open(item=1)) == "“Rent” is open already."
    assert play.refused(Open(item=2)) == "“Rent” is open now: look again."
    play.ask(Close(item=1))
    assert play.refused(Open(item=2, believes=1)) == "No item is open any more: look again."
    assert play.refused(Close(item=1)) == "“Rent” is not open."


def test_what_is_over_must_be_put_back_first(play: Play) -> None:
    """Done, skipped and carried items then wait again in their place."""
    play.ask(Open(item=1))
    play.ask(Close(item=1))
    play.ask(Skip(item=2, why="the roofer is ill"))
    play.ask(Carry(item=3, why="no time"))
    assert [item.why for item in play.state.agenda.items] == ["", "the roofer is ill", "no time"]
    assert play.refused(Open(item=1)) == "“Rent” is done: put it back first."
    assert play.refused(Skip(item=1)) == "“Rent” is done: put it back first."
    assert play.refused(Skip(item=2)) == "“Roof” was skipped: put it back first."
    assert play.refused(Open(item=3)) == "“Keys” is carried to the next meeting: put it back first."
    for item in (1, 2, 3):
        play.ask(PutBack(item=item))
    assert statuses(play) == ["waiting"] * 3
    assert play.state.agenda.carried == []
    assert play.refused(PutBack(item=1)) == "“Rent” is waiting already."


def test_a_skipped_item_can_be_opened_after_all(play: Play) -> None:
    """A skipped item can be opened without putting it back first."""
    play.ask(Skip(item=2))
    play.ask(Open(item=2))
    assert statuses(play) == ["waiting", "open", "waiting"]
    assert play.state.agenda.items[1].why == ""


def test_the_open_item_can_be_skipped_carried_or_put_back(play: Play) -> None:
    """Afterwards no item is open; the time spent is kept."""
    play.ask(Open(item=1))
    play.clock.advance(4 * MINUTE)
    play.ask(PutBack(item=1))
    assert (statuses(play)[0], play.state.agenda.open) == ("waiting", 0)
    assert play.state.agenda.items[0].spent == 4 * MINUTE + 1000
    play.ask(Open(item=1))
    play.ask(Carry(item=1))
    assert statuses(play)[0] == "carried"
    play.ask(Open(item=2))
    play.ask(Skip(item=2))
    assert (statuses(play)[1], play.state.agenda.open) == ("skipped", 0)


def test_items_are_added_at_the_end_or_before_another(play: Play) -> None:
    """Notes are given one per line."""
    play.ask(Add(title="News", kind="report", planned=60, note="a\n\n b "))
    play.ask(Add(title="Round", kind="round", before=1))
    assert titles(play) == ["Round", "Rent", "Roof", "Keys", "News"]
    assert play.state.agenda.items[-1].notes == ["a", "b"]
    assert [item.id for item in play.state.agenda.items] == [5, 1, 2, 3, 4]


def test_items_are_moved(play: Play) -> None:
    """Items are moved before another one, or to the end."""
    play.ask(Move(item=3, before=1))
    assert titles(play) == ["Keys", "Rent", "Roof"]
    play.ask(Move(item=3))
    assert titles(play) == ["Rent", "Roof", "Keys"]
    for command in (Move(item=3), Move(item=1, before=1), Move(item=1, before=2)):
        title = titles(play)[command.item - 1]
        assert play.refused(command) == f"“{title}” is there already."


def test_what_is_changed_of_an_item(play: Play) -> None:
    """Only given fields change; a given note replaces all notes."""
    play.ask(Edit(item=1, title="Rent strike", presenter="m002", note="one\ntwo"))
    item = play.state.agenda.items[0]
    assert (item.title, item.presenter, item.notes, item.planned) == (
        "Rent strike",
        "m002",
        ["one", "two"],
        600,
    )
    play.ask(Edit(item=1, kind="proposal", planned=0, presenter="", starts="7:30", note=""))
    item = play.state.agenda.items[0]
    assert (item.kind, item.planned, item.presenter, item.starts, item.notes) == (
        "proposal",
        0,
        "",
        "07:30",
        [],
    )
    assert play.refused(Edit(item=1, planned=0)) == "Nothing changes: “Rent strike” is like that already."
    assert play.refused(Edit(item=1)) == "Nothing changes: “Rent strike” is like that already."


def test_the_room_gives_an_item_more_time(play: Play) -> None:
    """The added time is separate from the plan, so that the minutes show both."""
    play.ask(Open(item=1))
    play.ask(Extend(item=1))
    play.ask(Extend(item=1, seconds=60))
    item = play.state.agenda.items[0]
    assert (item.planned, item.added) == (600, 360)
    play.ask(Close(item=1))
    assert play.refused(Extend(item=1)) == "“Rent” is done: put it back first."


def test_an_item_that_was_talked_about_is_not_taken_off(play: Play) -> None:
    """A waiting or skipped item can be removed."""
    play.ask(Open(item=1))
    assert play.refused(Remove(item=1)) == "“Rent” is open: close it first."
    assert play.refused(Move(item=1)) == "“Rent” is open: close it first."
    play.ask(Remove(item=2))
    play.ask(Skip(item=3))
    play.ask(Remove(item=3))
    assert titles(play) == ["Rent"]


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (Open(item=9), "There is no item 9 on the agenda."),
        (Move(item=1, before=9), "There is no item 9 on the agenda."),
        (Add(title="News", before=9), "There is no item 9 on the agenda."),
        (Add(title="\u200d"), "An item needs a title that can be seen."),
        (Edit(item=1, title="\u3164"), "An item needs a title that can be seen."),
        (Adopt(items=[Draft(title="\u2800")]), "An item needs a title that can be seen."),
        (Add(title="News", presenter="m009"), "Nobody is known as m009: add a guest first."),
        (Edit(item=1, presenter="g001"), "Nobody is known as g001: add a guest first."),
        (Adopt(items=[Draft(title="a", presenter="m009")]), "Nobody is known as m009: add a guest first."),
        (Adopt(items=[]), "There is nothing to adopt: the list is empty."),
        (Adopt(items=[Draft(title="a")] * 298), "An agenda holds 300 items at most."),
        (Close(item=1), "“Rent” is not open."),
    ],
)
def test_each_refusal_has_its_sentence(play: Play, command: Command, sentence: str) -> None:
    """A refused command records nothing."""
    assert play.refused(command) == sentence


def test_an_agenda_too_long_for_one_entry_is_refused(play: Play) -> None:
    """The sentence says by how much; just below the bound it is accepted."""
    note = "é" * 1000
    drafts = [Draft(title=f"Item {n}", notes=[note] * 7) for n in range(4)]
    play.ask(Adopt(items=drafts))
    sentence = play.refused(Adopt(items=[*drafts, Draft(title="More", notes=[note] * 2)]))
    assert sentence.startswith("This agenda is too long for one entry: 60,")
    assert sentence.endswith(" bytes, 60,000 at most. Shorten its notes.")


def test_a_guest_may_present(play: Play) -> None:
    """Any person with an id may present."""
    guest = play.guest("Samina Husain")
    play.ask(Edit(item=1, presenter=guest))
    assert play.state.agenda.items[0].presenter == "g001"


def test_a_carried_item_comes_back_whole(play: Play) -> None:
    """Kind, length, presenter and notes are kept; the origin names the entry that carried the item."""
    play.ask(Edit(item=3, kind="proposal", planned=120, presenter="m001", note="who has one?"))
    n = play.ask(Carry(item=3)).n
    play.ask(CloseMeeting())
    play.clock.advance(86_400_000)
    play.ask(OpenMeeting())
    [item] = play.state.agenda.items
    assert (item.id, item.title, item.kind, item.planned, item.presenter) == (
        1,
        "Keys",
        "proposal",
        120,
        "m001",
    )
    assert (item.notes, item.status) == (["who has one?"], "waiting")
    assert item.origin is not None
    assert (item.origin.kind, item.origin.n) == ("carried", n)
    assert play.state.agenda.carried == []
    play.ask(Add(title="News"))
    play.ask(Carry(item=1))
    assert [origin.title for origin in play.state.agenda.carried] == ["Keys"]


@pytest.mark.parametrize(
    ("origin", "proposal"), [(Origin("proposal", 7, "Roof"), 7), (Origin("carried", 7, "Roof"), 0), (None, 0)]
)
def test_what_is_opened_opens_its_proposal(play: Play, origin: Origin | None, proposal: int) -> None:
    """The entry names the proposal that returns; other origins open none."""
    state = agenda.state.State(items=[agenda.state.Item(id=1, title="Roof", origin=origin)])
    event = agenda.deciding.decide(state, play.desk.room, Open(item=1), play.desk.stamp())
    assert event == ItemOpened(item=1, proposal=proposal)


def test_adopting_instead_keeps_what_came_back(play: Play) -> None:
    """An earlier meeting promised that item; removing it is a separate command."""
    play.ask(Carry(item=3))
    play.ask(CloseMeeting())
    play.ask(OpenMeeting())
    play.ask(Adopt(items=[Draft(title="News")]))
    play.ask(Adopt(items=[Draft(title="Other news")], instead=True))
    assert titles(play) == ["Keys", "Other news"]


def test_closing_the_meeting_finishes_the_open_item(play: Play) -> None:
    """Items that were not reached stay so for the minutes; the next meeting begins without an agenda."""
    play.ask(Open(item=1))
    play.ask(CloseMeeting())
    assert statuses(play) == ["done", "waiting", "waiting"]
    assert play.state.agenda.items[0].closed
    play.ask(OpenMeeting())
    assert titles(play) == []
    play.ask(Add(title="News"))
    assert play.state.agenda.items[0].id == 1


def test_undo_takes_back_any_act(play: Play) -> None:
    """Opening, carrying and adopting can be undone; ids are not used again."""
    play.ask(Open(item=1))
    play.ask(Open(item=2, believes=1))
    play.ask(Undo())
    assert statuses(play) == ["open", "waiting", "waiting"]
    play.ask(Carry(item=3))
    play.ask(Undo())
    assert play.state.agenda.carried == []
    play.ask(Add(title="News"))
    play.ask(Undo())
    play.ask(Add(title="Other news"))
    assert play.state.agenda.items[-1].id == 5


def test_a_restart_returns_to_the_same_agenda(play: Play) -> None:
    """The journal holds everything about the agenda."""
    play.ask(Open(item=1))
    play.ask(Skip(item=2))
    before = msgspec.to_builtins(play.state.agenda)
    play.desk.close()
    play.desk = Desk.open(play.folder, play.clock, play.entropy)
    assert msgspec.to_builtins(play.state.agenda) == before


def test_in_a_break_the_items_clock_stands_still(play: Play) -> None:
    """The item's time continues with the meeting."""
    play.ask(Open(item=1))
    play.clock.advance(2 * MINUTE)
    play.ask(Pause(until="20:15"))
    play.clock.advance(20 * MINUTE)
    play.ask(Resume())
    play.clock.advance(MINUTE)
    assert play.state.agenda.until == ""
    item = play.state.agenda.items[0]
    assert spent(item, play.desk.stamp()) == 3 * MINUTE + 2000


def test_nothing_of_an_agenda_happens_outside_a_meeting(tmp_path: Path) -> None:
    """The desk refuses every command of the agenda with that reason."""
    play = Play(tmp_path)
    assert play.refused(Add(title="News")) == "No meeting is open. Open one first."


@pytest.mark.parametrize(
    ("origin", "kind"),
    [
        (Origin("review", 4), "proposal"),
        (Origin("lot", 1), "lot"),
        (Origin("carried", 9), "discussion"),
        (Origin("carried", 9, item_kind="report"), "report"),
        (Origin("carried", 9, item_kind="of a later version"), "discussion"),
    ],
)
def test_what_comes_back_has_a_kind(origin: Origin, kind: str) -> None:
    """A returning item keeps its kind, or gets that of its origin."""
    state = agenda.state.State()
    opened = MeetingOpened(meeting=2, date="2026-11-22", offset=60, due=[origin])
    agenda.state.fold(state, opened, Entry(9, "", "2026-11-22T18:00:00.000Z", "1f2e3d4c", 0, "ok"))
    assert [item.kind for item in state.items] == [kind]
