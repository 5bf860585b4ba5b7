"""Write sentences about the journal itself: founding, recovery, what was undone, what time it was."""

from __future__ import annotations

from typing import assert_never

from kiosk.language import words
from kiosk.practices.contract import Tells
from kiosk.practices.record.events import (
    ClockAttested,
    FindingSeen,
    Founded,
    KeyChanged,
    LeftOut,
    OwnEvent,
    Recovered,
    Signed,
    Undone,
)
from kiosk.practices.wording import plain_kind
from kiosk.terms import Entry

_, ngettext = words("record")


class Telling(Tells):
    """Writes a sentence for each event of the record."""

    def sentence(self, event: OwnEvent, entry: Entry) -> str:
        """Return the sentence for one event."""
        match event:
            case Founded():
                return _("{assembly} founded this journal.").format(assembly=event.assembly)
            case Recovered() if event.bytes:
                return ngettext(
                    "Writing had been cut off: {n} byte was set aside.",
                    "Writing had been cut off: {n} bytes were set aside.",
                    event.bytes,
                ).format(n=event.bytes)
            case Recovered():
                return _("Writing had been cut off at the end of an entry, which is whole.")
            case Signed():
                return ngettext(
                    "People looked at {n} entry that had no signature, and signed it.",
                    "People looked at {n} entries that had no signature, and signed them.",
                    event.count,
                ).format(n=event.count)
            case KeyChanged():
                return _("The journal was handed over to another key, which signs from here on.")
            case Undone():
                return taken_back(event.of, _("{kind}.").format(kind=plain_kind(event.was)))
            case LeftOut():
                first, last = (event.ranges[0][0], event.ranges[-1][1]) if event.ranges else (0, 0)
                count = sum(b - a + 1 for a, b in event.ranges)
                sentence = ngettext(
                    "The room goes on without {n} entry of {first} to {last}, not understood.",
                    "The room goes on without {n} entries of {first} to {last}, not understood.",
                    count,
                )
                if first == last:
                    sentence = _(
                        "The room goes on without entry {first}, which the kiosk did not understand."
                    )
                return sentence.format(n=count, first=first, last=last)
            case FindingSeen():
                sentence = _("People looked at what is wrong with the record: {finding}")
                return sentence.format(finding=event.finding)
            case ClockAttested():
                return _("The room said what time it is: {said}.").format(said=event.said.replace("T", " "))
            case _:
                assert_never(event)


def taken_back(n: int, act: str) -> str:
    """Return the sentence for an act that was undone; `act` is the sentence for the act."""
    return _("Taken back, entry {n}: {act}").format(n=f"{n:,}", act=act)
