"""Write the journal's sentences about meetings, breaks, coming and going."""

from __future__ import annotations

from typing import assert_never

from kiosk.language import words
from kiosk.practices.contract import Tells
from kiosk.practices.meeting.events import (
    Arrived,
    BreakBegan,
    BreakEnded,
    Departed,
    MeetingClosed,
    MeetingOpened,
    OwnEvent,
)
from kiosk.practices.meeting.rules import called
from kiosk.practices.wording import first_up, short
from kiosk.terms import Entry

_, ngettext = words("meeting")


class Telling(Tells):
    """Writes a sentence for each event of a meeting."""

    def sentence(self, event: OwnEvent, entry: Entry) -> str:
        """Return the sentence for one event."""
        match event:
            case MeetingOpened():
                title = first_up(short(called(event.meeting, event.title)))
                return _("{meeting} was opened, on {date}.").format(meeting=title, date=event.date)
            case MeetingClosed():
                return _("Meeting {n} was closed.").format(n=event.meeting)
            case Arrived():
                return _("{name} came in.").format(name=self.heard.name(event.person))
            case Departed():
                return _("{name} left the room.").format(name=self.heard.name(event.person))
            case BreakBegan():
                return _("A break began, until {hour}.").format(hour=event.until)
            case BreakEnded():
                return _("The break ended.")
            case _:
                assert_never(event)
