"""People: who belongs, who is here, who gave a role back."""

from __future__ import annotations

from kiosk.language import words
from kiosk.practices.contract import Event
from kiosk.practices.meeting.events import (
    Arrived,
    BreakBegan,
    BreakEnded,
    Departed,
    MeetingClosed,
    MeetingOpened,
)
from kiosk.practices.meeting.rules import called
from kiosk.practices.roles.events import Released
from kiosk.practices.roles.rules import role_title
from kiosk.practices.roster.events import Forgotten, GuestJoined, MemberJoined, MemberLeft, Placed, Renamed
from kiosk.telling.heard import Heard, first_up, short
from kiosk.terms import Entry

_, ngettext = words("telling")


def roster(event: Event, heard: Heard, entry: Entry) -> str:
    """Joining, cells, names, leaving for good."""
    match event:
        case MemberJoined():
            sentence = _("{name} joined the assembly.")
            if event.cell and event.here:
                sentence = _("{name} joined the assembly, in the cell {cell}, and is here.")
            elif event.cell:
                sentence = _("{name} joined the assembly, in the cell {cell}.")
            elif event.here:
                sentence = _("{name} joined the assembly, and is here.")
            return sentence.format(name=heard.name(event.member), cell=event.cell)
        case GuestJoined():
            sentence = _("{name} is here as a guest.") if event.here else _("{name} was named as a guest.")
            return sentence.format(name=heard.name(event.guest))
        case Placed() if event.cell:
            return _("{name} belongs to the cell {cell} now.").format(
                name=heard.name(event.member), cell=event.cell
            )
        case Placed():
            return _("{name} belongs to no cell any more.").format(name=heard.name(event.member))
        case MemberLeft():
            return _("{name} left the assembly for good.").format(name=heard.name(event.member))
        case Renamed():
            return _("The name of {name} was corrected.").format(name=heard.name(event.person))
        case Forgotten():
            return _("The name of {name} was deleted for ever.").format(name=event.person)
        case _:
            raise AssertionError(event)


def meeting(event: Event, heard: Heard, entry: Entry) -> str:
    """Sittings, breaks, coming and going."""
    match event:
        case MeetingOpened():
            title = first_up(short(called(event.meeting, event.title)))
            return _("{meeting} was opened, on {date}.").format(meeting=title, date=event.date)
        case MeetingClosed():
            return _("Meeting {n} was closed.").format(n=event.meeting)
        case Arrived():
            return _("{name} came in.").format(name=heard.name(event.person))
        case Departed():
            return _("{name} left the room.").format(name=heard.name(event.person))
        case BreakBegan():
            return _("A break began, until {hour}.").format(hour=event.until)
        case BreakEnded():
            return _("The break ended.")
        case _:
            raise AssertionError(event)


def roles(event: Event, heard: Heard, entry: Entry) -> str:
    """Roles that were given back."""
    match event:
        case Released():
            return _("{name} no longer holds the role {role}.").format(
                name=heard.name(event.person), role=role_title(event.role)
            )
        case _:
            raise AssertionError(event)
