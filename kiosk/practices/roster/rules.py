"""The roster: members, their cells, and the guests that people named.

People are ids here (`m007`, `g001`); their names are kept in a file next to the journal and can be deleted.
Who is in the room tonight is kept by the practice `meeting`.
"""

from __future__ import annotations

from typing import assert_never, get_args

from msgspec import Struct
from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.language import words
from kiosk.look_alikes import alike as looks_alike
from kiosk.look_alikes import folded
from kiosk.practices.cells import cell_meant, free_id
from kiosk.practices.contract import Beside
from kiosk.practices.messages import Command
from kiosk.practices.room import Room
from kiosk.practices.roster.events import (
    CellNamed,
    Forgotten,
    GuestJoined,
    MemberJoined,
    MemberLeft,
    OwnEvent,
    Placed,
    Renamed,
)
from kiosk.terms import CellOrNone, Entry, Name, PersonId, Stamp

_, ngettext = words("roster")


class AddMember(Command, tag="roster.add"):
    """Add a member. `another` confirms a second person of the same name; `here`: is in the room now.

    `cell` is a name or an id.
    """

    WHEN = "always"
    name: Name
    cell: CellOrNone = ""
    here: bool = False
    another: bool = False


class AddGuest(Command, tag="roster.guest"):
    """Add a guest, who is no member: a presenter or a visitor."""

    WHEN = "always"
    name: Name
    here: bool = False
    another: bool = False


class Place(Command, tag="roster.cell"):
    """Move a member to this cell, by its name or id; "" for none."""

    WHEN = "always"
    member: PersonId
    cell: CellOrNone = ""


class NameCell(Command, tag="roster.name-cell"):
    """Name a new cell; with `cell`, give that one another name."""

    WHEN = "always"
    name: Name
    cell: CellOrNone = ""


class Leave(Command, tag="roster.leave"):
    """Remove a member who leaves the assembly for good (not the room: that is meeting.leave)."""

    WHEN = "always"
    member: PersonId


class Rename(Command, tag="roster.rename"):
    """Correct a name that is misspelt or has changed. A person whose name was deleted can be named again."""

    WHEN = "always"
    person: PersonId
    name: Name
    another: bool = False


class Forget(Command, tag="roster.forget"):
    """Delete a person's name for ever; the person is then shown as m007, and the journal still verifies."""

    WHEN = "always"
    person: PersonId


class State(Struct):
    """`members` maps id to cell, in order of joining; `guests` are in order; the counters never go back.

    `names` maps an id to the commitment to the current name, also for people who left or whose joining was
    undone; `forgotten` are the ids whose names were deleted; `deleted` are the commitments to names that must
    not be kept anywhere: those deleted, and corrections that were undone. `cells` maps a cell's id to its
    name, for those that have one.
    """

    members: dict[str, str] = {}
    guests: list[str] = []
    last_member: int = 0
    last_guest: int = 0
    names: dict[str, str] = {}
    forgotten: list[str] = []
    deleted: list[str] = []
    cells: dict[str, str] = {}


OwnCommand = AddMember | AddGuest | Place | NameCell | Leave | Rename | Forget
COMMANDS: tuple[type[Command], ...] = get_args(OwnCommand)


def decide(state: State, room: Room, command: OwnCommand, stamp: Stamp) -> OwnEvent:
    match command:
        case AddMember():
            _one_person(room, command.name, command.another)
            if command.here and not room.meeting():
                raise Refused(_("No meeting is open, so nobody can be here yet."))
            member = f"m{state.last_member + 1:03d}"
            cell = cell_meant(command.cell, room)
            return MemberJoined(member=member, name="", cell=cell, here=command.here)
        case AddGuest():
            _one_person(room, command.name, command.another)
            if command.here and not room.meeting():
                raise Refused(_("No meeting is open, so nobody can be here yet."))
            return GuestJoined(guest=f"g{state.last_guest + 1:03d}", name="", here=command.here)
        case Place():
            _a_member(state, room, command.member)
            return Placed(member=command.member, cell=cell_meant(command.cell, room))
        case NameCell():
            return _cell_named(room, command)
        case Leave():
            _a_member(state, room, command.member)
            return MemberLeft(member=command.member)
        case Rename():
            return _renamed(state, room, command)
        case Forget():
            _somebody(state, command.person)
            if command.person in state.forgotten:
                raise Refused(_("{person} is forgotten already.").format(person=command.person))
            return Forgotten(person=command.person)
        case _:
            assert_never(command)


def _renamed(state: State, room: Room, command: Rename) -> Renamed:
    """Return the event without the commitment to the new name, which `complete` adds. Raises Refused."""
    person = command.person
    _somebody(state, person)
    if room.own_name(person) == command.name:
        raise Refused(_("{name} is the name already.").format(name=command.name))
    _one_person(room, command.name, command.another or room.alike(command.name) == [person])
    return Renamed(person=person, name="", before=state.names.get(person, ""))


def _cell_named(room: Room, command: NameCell) -> CellNamed:
    """Return the event with the id of the cell. Raises Refused for a name that another cell has."""
    cell, name = cell_meant(command.cell, room), command.name
    alike = [other for other in room.cells() if folded(room.cell_name(other)) == folded(name)]
    if cell in alike and room.cell_name(cell) == name:
        raise Refused(_("{name} is the name already.").format(name=name))
    if any(other != cell for other in alike):
        raise Refused(_("There is a cell {name} already.").format(name=room.cell_name(alike[0])))
    for other in room.cells():
        if other != cell and looks_alike(room.cell_name(other), name):
            raise Refused(
                _("{name} looks like the cell {other}: take a name that can be told apart.").format(
                    name=name, other=room.cell_name(other)
                )
            )
    if cell and cell not in room.cells():
        raise Refused(_("There is no cell {cell}.").format(cell=cell))
    return CellNamed(cell=cell or free_id(name, room), name=name)


def given(state: State, person: str) -> bool:
    """True if this id was ever assigned, also to a former member. `m0007` never is: ids have one spelling."""
    kind, figures = person[:1], person[1:]
    if kind not in ("m", "g") or not (figures.isascii() and figures.isdigit()) or len(figures) > 9:
        return False
    number, last = int(figures), state.last_guest if kind == "g" else state.last_member
    return figures == f"{number:03d}" and 0 < number <= last


def _somebody(state: State, person: str) -> None:
    if not given(state, person):
        raise Refused(_("Nobody is {person}.").format(person=person))


def _one_person(room: Room, name: str, another: bool) -> None:
    """Raise Refused for a name that equals or resembles a known one, unless `another` is True (lot/1)."""
    if another:
        return
    if room.named(name):
        raise Refused(_("{name} is already known: say that this is another person.").format(name=name))
    if alike := room.alike(name):
        raise Refused(
            _("{name} looks like {other} ({id}): say that this is another person.").format(
                name=name, other=room.own_name(alike[0]), id=alike[0]
            )
        )


def _a_member(state: State, room: Room, member: str) -> None:
    if member not in state.members:
        raise Refused(_("{name} is not in the roster.").format(name=room.name(member)))


def complete(state: State, event: OwnEvent, command: OwnCommand, beside: Beside) -> OwnEvent:
    """Return the event with the salted commitment to the name; the name is flushed to a file of its own."""
    if isinstance(event, MemberJoined) and isinstance(command, AddMember):
        return replace(event, name=beside.names.add(event.member, command.name, beside.entropy.salt()))
    if isinstance(event, GuestJoined) and isinstance(command, AddGuest):
        return replace(event, name=beside.names.add(event.guest, command.name, beside.entropy.salt()))
    if isinstance(event, Renamed) and isinstance(command, Rename):
        return replace(event, name=beside.names.correct(event.person, command.name, beside.entropy.salt()))
    return event


def fold(state: State, event: OwnEvent, entry: Entry) -> None:
    stays(state, event)
    match event:
        case MemberJoined():
            state.members[event.member] = event.cell
        case GuestJoined():
            state.guests.append(event.guest)
        case Placed():
            state.members[event.member] = event.cell
        case MemberLeft():
            state.members.pop(event.member, None)
        case Renamed():
            state.names[event.person] = event.name
            state.deleted.remove(event.name)
            if event.person in state.forgotten:
                state.forgotten.remove(event.person)
        case Forgotten():
            if name := state.names.pop(event.person, ""):
                state.deleted.append(name)
            state.forgotten.append(event.person)
        case CellNamed():
            state.cells[event.cell] = event.name
        case _:
            assert_never(event)


def stays(state: State, event: OwnEvent) -> None:
    """Keep ids and commitments even after an undo: an id is never assigned again."""
    match event:
        case MemberJoined():
            state.last_member = max(state.last_member, int(event.member[1:]))
            state.names[event.member] = event.name
        case GuestJoined():
            state.last_guest = max(state.last_guest, int(event.guest[1:]))
            state.names[event.guest] = event.name
        case Renamed():
            state.deleted.append(event.name)  # `fold` removes it again: it stays here only after an undo
        case Placed() | MemberLeft() | Forgotten() | CellNamed():
            pass
        case _:
            assert_never(event)


def can_undo(state: State, event: OwnEvent) -> None:
    match event:
        case Forgotten():
            raise Refused(_("A forgotten name cannot be brought back: it is nowhere any more."))
        case MemberJoined() | GuestJoined() | Placed() | MemberLeft() | Renamed() | CellNamed():
            pass
        case _:
            assert_never(event)
