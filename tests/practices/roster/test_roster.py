"""The roster: ids, cells, guests, and names that are kept outside the journal."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kiosk.desk.fold import MARK
from kiosk.errors import NotRecorded
from kiosk.journal.disk import Disk
from kiosk.journal.verify import verify
from kiosk.minutes.source import of_folder
from kiosk.practices import meeting, roster
from kiosk.practices.messages import Command
from kiosk.practices.record.rules import Undo
from kiosk.practices.roster.events import Forgotten, MemberJoined, Renamed
from kiosk.practices.roster.rules import AddGuest, AddMember, Forget, Leave, Place, Rename
from kiosk.typed.prompt import parse
from tests.practices.play import Play


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """Return Ana and Jérôme as members and a visitor as guest, without a meeting."""
    play = Play(tmp_path)
    play.add("Ana")
    play.add("Jérôme", cell="north")
    play.guest("Visitor")
    return play


def test_members_are_numbered_in_order_of_joining(play: Play) -> None:
    """Ids count up; the cell of a member is a token."""
    assert play.state.roster.members == {"m001": "", "m002": "north"}
    assert play.state.roster.guests == ["g001"]
    assert [play.desk.name(person) for person in ("m001", "m002", "g001")] == ["Ana", "Jérôme", "Visitor"]


def test_a_name_is_in_no_entry(play: Play) -> None:
    """The journal holds SHA-256(salt || name); the name and its salt are in a file next to it."""
    play.add("Bahar")
    entries = (play.folder / "journal" / "entries").read_bytes()
    assert b"Bahar" not in entries
    known = msgspec.json.decode((play.folder / "names.json").read_bytes())["m003"]
    assert sha256(bytes.fromhex(known["salt"]) + b"Bahar").hexdigest().encode() in entries


@pytest.mark.parametrize("name", ["Jérôme", "jérôme ", "JE\u0301RO\u0302ME", "Visitor", " visitor"])
def test_a_second_person_of_a_name_is_meant(play: Play, name: str) -> None:
    """The same name, in any case and spelling, is refused until the caller says that it is another person."""
    sentence = play.refused(AddMember(name=name))
    assert sentence.endswith("is already known: say that this is another person.")
    assert play.refused(AddGuest(name=name)) == sentence
    play.ask(AddMember(name=name, another=True))
    assert len(play.desk.room.named(name)) == 2


@pytest.mark.parametrize("name", ["Jér\u043e\u0302me", "Jérô\u200dme", "J\u0435\u0301rôme"])
def test_a_name_that_looks_like_another_is_asked_about_too(play: Play, name: str) -> None:
    """A Cyrillic letter or an invisible joiner is refused with the similar name, until confirmed."""
    sentence = "looks like Jérôme (m002): say that this is another person."
    assert play.refused(AddMember(name=name)).endswith(sentence)
    assert play.refused(AddGuest(name=name)).endswith(sentence)
    assert play.refused(Rename(person="m001", name=name)).endswith(sentence)
    play.ask(Rename(person="m002", name=name))
    play.ask(AddMember(name="Jérôme", another=True))
    assert play.desk.room.alike(name) == ["m002", "m003"]
    assert play.desk.room.named("Jérôme") == ["m003"]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (AddMember(name="Rie", here=True), "No meeting is open, so nobody can be here yet."),
        (AddGuest(name="Rie", here=True), "No meeting is open, so nobody can be here yet."),
        (AddMember(name=" \u3164"), "A name needs at least one character that can be seen."),
        (AddMember(name="x" * 61), "A name has at most 60 characters; this one has 61."),
        (Place(member="m009", cell="north"), "m009 is not in the roster."),
        (Place(member="g001", cell="north"), "Visitor is not in the roster."),
        (Leave(member="g001"), "Visitor is not in the roster."),
        (Leave(member="m009"), "m009 is not in the roster."),
        (
            Place(member="m001", cell="The North"),
            "No cell is called The North. Name it first: roster.name-cell The North",
        ),
    ],
)
def test_what_the_roster_refuses(play: Play, asked: Command, sentence: str) -> None:
    """Each refusal is one sentence."""
    assert play.refused(asked) == sentence


def test_an_id_is_given_once(play: Play) -> None:
    """Leaving, undoing and restarting never free an id."""
    play.ask(Leave(member="m002"))
    assert play.add("Rie") == "m003"
    play.ask(Undo())
    play.restart()
    assert play.add("Tom") == "m004"
    assert play.guest("Other") == "g002"
    assert list(play.state.roster.members) == ["m001", "m004"]


def test_who_left_may_come_back_as_somebody_new(play: Play) -> None:
    """The name is free again, the id is not."""
    play.ask(Leave(member="m001"))
    assert play.add("Ana") == "m003"


def test_a_member_changes_cells(play: Play) -> None:
    """A member can change to another cell, or to none."""
    play.ask(Place(member="m001", cell="north"))
    play.ask(Place(member="m002", cell=""))
    assert play.state.roster.members == {"m001": "north", "m002": ""}
    assert play.desk.room.cell("m001") == "north"
    assert play.desk.room.cell("m099") == ""


def test_a_newcomer_is_in_the_room_at_once(play: Play) -> None:
    """Joining with `here` is joining and arriving in one entry."""
    play.ask(meeting.rules.Open())
    size = play.desk.journal.size
    member = play.add("Rie", here=True)
    assert play.desk.journal.size == size + 1
    assert play.desk.room.present() == [member]
    play.ask(Undo())
    assert play.desk.room.present() == []


def test_a_name_without_an_entry_is_kept_aside_at_the_next_start(play: Play) -> None:
    """After a power cut between a name and its entry, the id and the name are still free."""
    play.desk.beside.names.add("m003", "Bahar", bytes(16))
    play.restart()
    assert play.desk.name("m003") == "m003"
    assert [(each.id, each.name, each.date) for each in play.desk.beside.names.lost] == [
        ("m003", "Bahar", "2026-11-22")
    ]
    assert play.desk.journal.findings == [
        '1 name fits nobody and is kept: "names" on the journal screen shows it.'
    ]
    event = play.ask(AddMember(name="Bahar")).event
    assert isinstance(event, MemberJoined)
    assert event.member == "m003"


def test_a_name_stays_with_a_joining_that_was_undone(play: Play) -> None:
    """The journal still mentions the member, so the name is shown; it can be forgotten like any other."""
    member = play.add("Bahar")
    play.ask(Undo())
    for _opening in range(2):
        assert member not in play.state.roster.members
        assert (play.desk.name(member), play.desk.room.named("Bahar")) == ("Bahar", [])
        play.restart()
    play.ask(Forget(person=member))
    assert play.desk.name(member) == member
    assert "Bahar" not in (play.folder / "names.json").read_text()
    assert play.desk.journal.findings == []


@pytest.mark.parametrize("person", ["m0001", "m000", "m004", "g002", "x001", "m٠٠١", "m", "", "m1e3"])
def test_an_id_that_no_entry_gave(play: Play, person: str) -> None:
    """Ids are read by their pattern: `m0001` is not m001, and letters are not numbers."""
    assert not roster.rules.given(play.state.roster, person)
    assert roster.rules.given(play.state.roster, "m001")


def test_a_forgotten_person_is_an_id(play: Play) -> None:
    """Without name and salt everything still works, and sentences show the id."""
    play.desk.beside.names.drop("m001")
    play.restart()
    assert play.desk.name("m001") == "m001"
    play.ask(meeting.rules.Open())
    play.ask(meeting.rules.Arrive(person="m001"))
    assert play.refused(meeting.rules.Arrive(person="m001")) == "m001 is already here."


class TestForgetting:
    """Name and salt are deleted, and the room sees that it happened, by number."""

    def test_a_person_is_forgotten(self, play: Play) -> None:
        """The id replaces the name at once and for ever; cell and roles stay."""
        told: list[str] = []
        play.desk.watch(lambda touched: told.append(play.desk.name("m002")))
        assert play.ask(Forget(person="m002")).event == Forgotten(person="m002")
        assert told == ["m002"]
        assert play.state.roster.members["m002"] == "north"
        for _again in range(2):
            assert "Jérôme" not in (play.folder / "names.json").read_text()
            assert play.desk.name("m002") == "m002"
            play.restart()
        assert play.refused(Forget(person="m002")) == "m002 is forgotten already."
        assert play.refused(Forget(person="m009")) == "Nobody is m009."

    def test_it_cannot_be_undone(self, play: Play) -> None:
        """U refuses with that reason, for earlier acts as well."""
        play.ask(Forget(person="m002"))
        assert play.refused(Undo()) == "A forgotten name cannot be brought back: it is nowhere any more."

    def test_who_left_can_be_forgotten(self, play: Play) -> None:
        """Former members and guests can be forgotten."""
        play.ask(Leave(member="m001"))
        play.ask(Forget(person="m001"))
        play.ask(Forget(person="g001"))
        assert [play.desk.name(person) for person in ("m001", "g001")] == ["m001", "g001"]

    def test_a_kill_before_the_file_is_completed(self, play: Play) -> None:
        """The entry exists and names.json still has the name: opening deletes it, also in the minutes."""
        names = (play.folder / "names.json").read_bytes()
        play.ask(Forget(person="m002"))
        (play.folder / "names.json").write_bytes(names)
        shelf = play.folder / "public" / "minutes" / "1"
        shelf.mkdir(parents=True)
        (shelf / "minutes.md").write_text("Jérôme was here.")
        play.restart()
        assert "Jérôme" not in (play.folder / "names.json").read_text()
        assert not shelf.exists()

    def test_a_kill_before_the_entry_is_nothing(self, play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without the entry nothing is forgotten."""

        def killed(*_args: object) -> int:
            raise NotRecorded("killed")

        monkeypatch.setattr(play.desk.journal, "append", killed)
        with pytest.raises(NotRecorded):
            play.desk.ask(Forget(person="m002"))
        play.restart()
        assert play.desk.name("m002") == "Jérôme"

    def test_somebody_forgotten_can_be_named_again(self, play: Play) -> None:
        """People can enter a name again; an old file cannot."""
        play.ask(Forget(person="m002"))
        play.ask(Rename(person="m002", name="Jérôme"))
        play.restart()
        assert play.desk.name("m002") == "Jérôme"
        assert play.state.roster.forgotten == []


class TestCorrecting:
    """Correcting a misspelt name."""

    def test_the_entry_holds_commitments_only(self, play: Play) -> None:
        """The entry holds the new and the replaced commitment; the new name is shown at once."""
        before = play.state.roster.names["m002"]
        told: list[str] = []
        play.desk.watch(lambda touched: told.append(play.desk.name("m002")))
        event = play.ask(Rename(person="m002", name="Jérôme Martin")).event
        assert isinstance(event, Renamed)
        assert (event.before, told) == (before, ["Jérôme Martin"])
        known = msgspec.json.decode((play.folder / "names.json").read_bytes())["m002"]
        assert sha256(bytes.fromhex(known["salt"]) + "Jérôme Martin".encode()).hexdigest() == event.name
        assert b"Martin" not in (play.folder / "journal" / "entries").read_bytes()

    def test_it_can_be_undone(self, play: Play) -> None:
        """Corrections are undone one after the other, also after a restart."""
        play.ask(Rename(person="m002", name="Jérôme M."))
        play.ask(Rename(person="m002", name="Jérôme Martin"))
        play.restart()
        play.ask(Undo())
        assert play.desk.name("m002") == "Jérôme M."
        play.restart()
        play.ask(Undo())
        assert play.desk.name("m002") == "Jérôme"
        assert not (play.folder / "names-aside.json").exists()

    def test_a_name_that_can_no_longer_come_back_is_deleted(self, play: Play) -> None:
        """The old name is deleted after so many acts that the correction can no longer be undone."""
        play.ask(Rename(person="m002", name="Zoë"))
        assert "Jérôme" in (play.folder / "names-aside.json").read_text()
        for n in range(2 * MARK):
            play.ask(Place(member="m001", cell=f"c{n}"))
        play.restart()
        assert not (play.folder / "names-aside.json").exists()

    @pytest.mark.parametrize("recorded", [True, False])
    def test_a_kill_between_the_files_is_completed(self, play: Play, recorded: bool) -> None:
        """names.json holds the old name: with the entry the new one is used, without it the old one stays."""
        if recorded:
            names = (play.folder / "names.json").read_bytes()
            play.ask(Rename(person="m002", name="Zoë"))
            aside = (play.folder / "names-aside.json").read_text()
            entry = msgspec.json.decode((play.folder / "names.json").read_bytes())["m002"]
            committed = play.state.roster.names["m002"]
            full = {**msgspec.json.decode(aside), committed: {"person": "m002", **entry}}
            (play.folder / "names-aside.json").write_bytes(msgspec.json.encode(full))
            (play.folder / "names.json").write_bytes(names)
        else:
            play.desk.beside.names.correct("m002", "Zoë", bytes(16))
        assert verify(play.folder).findings == []
        play.restart()
        assert play.desk.name("m002") == ("Zoë" if recorded else "Jérôme")
        assert verify(play.folder).findings == []

    def test_what_is_refused(self, play: Play) -> None:
        """The same name, another member's name, and an unknown person are refused."""
        assert play.refused(Rename(person="m002", name="Jérôme")) == "Jérôme is the name already."
        sentence = "Ana is already known: say that this is another person."
        assert play.refused(Rename(person="m002", name="Ana")) == sentence
        assert play.refused(Rename(person="m009", name="Zoë")) == "Nobody is m009."
        play.ask(Rename(person="m002", name="jérôme"))
        play.ask(Rename(person="m002", name="Ana", another=True))
        assert play.desk.room.named("Ana") == ["m001", "m002"]

    def test_the_prompt_takes_it(self, play: Play) -> None:
        """The prompt reads the person by name, then the rest of the line."""
        assert parse("roster.rename Jér Jérôme Martin", play.desk.room) == Rename(
            person="m002", name="Jérôme Martin"
        )
        assert parse("roster.forget jerome", play.desk.room) == Forget(person="m002")


class Killed(BaseException):
    """Raised where the process is killed."""


def kill_after(calls: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let so many calls of the card succeed; the next one and all after it raise."""
    left = iter(range(calls))

    def dying(done: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any) -> Any:
            if next(left, None) is None:
                raise Killed
            return done(*given)

        return call

    for name in ("write", "fsync", "fdatasync", "ftruncate", "rename"):
        monkeypatch.setattr(Disk, name, dying(getattr(Disk, name)))


@pytest.mark.parametrize("asked", [Rename(person="m002", name="Zoë"), Forget(person="m002"), Undo()])
def test_a_kill_at_any_instant_is_completed_by_the_next_opening(tmp_path: Path, asked: Command) -> None:
    """The name is as in the journal: the whole act or none, and no trace of a deleted name."""
    for calls in range(40):
        (tmp_path / str(calls)).mkdir()
        play = Play(tmp_path / str(calls))
        play.add("Ana")
        play.add("Jérôme")
        if isinstance(asked, Undo):
            play.ask(Rename(person="m002", name="Zoë"))
        size, names = play.desk.journal.size, play.folder / "names.json"
        before = play.desk.name("m002")
        after = "m002" if isinstance(asked, Forget) else "Zoë" if isinstance(asked, Rename) else "Jérôme"
        with pytest.MonkeyPatch.context() as monkeypatch:
            kill_after(calls, monkeypatch)
            with suppress(Killed):
                play.desk.ask(asked)
                monkeypatch.undo()
                play.desk.close()
                assert calls > 5
                return
        play.restart()
        recorded = play.desk.journal.size > size
        assert play.desk.name("m002") == (after if recorded else before)
        if recorded and isinstance(asked, Forget):
            assert "Jérôme" not in names.read_text()
            assert not (play.folder / "names-aside.json").exists()
        assert verify(play.folder).findings == []
        play.desk.close()
    pytest.fail("never done")


def test_whoever_reads_beside_a_killed_kiosk_is_told_no_forgotten_name(play: Play) -> None:
    """names.json still has the name, but minutes made from the folder do not."""
    play.ask(meeting.rules.Open())
    play.ask(meeting.rules.Arrive(person="m002"))
    play.ask(meeting.rules.Close())
    names = (play.folder / "names.json").read_bytes()
    play.ask(Forget(person="m002"))
    play.desk.close()
    (play.folder / "names.json").write_bytes(names)
    assert of_folder(play.folder).name("m002") == "m002"
    assert (play.folder / "names.json").read_bytes() == names
