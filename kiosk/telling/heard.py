"""What a teller has heard of the entries before: titles, whose turn it is, what the last acts were.

It begins anywhere in a journal, so it knows less than the state does, and never complains about that. The
clock of a turn is the floor's own.
"""

from __future__ import annotations

from collections.abc import Callable

from kiosk.language import words
from kiosk.practices import floor
from kiosk.practices.agenda.events import AgendaAdopted, ItemAdded, ItemEdited, ItemOpened
from kiosk.practices.agenda.naming import title_of
from kiosk.practices.agenda.state import Item
from kiosk.practices.contract import Event
from kiosk.practices.floor.events import (
    MadeOrdinary,
    TurnBegan,
    TurnEnded,
    TurnExtended,
    TurnHandedOver,
    TurnPaused,
    TurnPutBack,
    TurnResumed,
)
from kiosk.practices.floor.timing import elapsed
from kiosk.practices.meeting.events import BreakBegan, MeetingClosed, MeetingOpened
from kiosk.practices.proposal.events import ProposalWritten
from kiosk.practices.record.events import Undone
from kiosk.terms import Entry, Stamp

_, ngettext = words("telling")

LONGEST = 60
"""Characters of a title or a text in the middle of a sentence."""

HEARD = (
    MeetingOpened,
    MeetingClosed,
    BreakBegan,
    AgendaAdopted,
    ItemAdded,
    ItemEdited,
    ItemOpened,
    TurnBegan,
    TurnEnded,
    TurnPaused,
    TurnResumed,
    TurnExtended,
    TurnHandedOver,
    TurnPutBack,
    MadeOrdinary,
    ProposalWritten,
    Undone,
)
"""The events that leave something behind for later sentences."""
_OF_TURNS = (
    MeetingOpened,
    MeetingClosed,
    BreakBegan,
    ItemOpened,
    TurnBegan,
    TurnEnded,
    TurnPaused,
    TurnResumed,
    TurnExtended,
    TurnHandedOver,
    TurnPutBack,
    MadeOrdinary,
)


class Heard:
    """`name` gives a person's name by the id. `items` and `proposals` are titles by number."""

    def __init__(self, name: Callable[[str], str]) -> None:
        self.name = name
        self.items: dict[int, str] = {}
        self.proposals: dict[int, str] = {}
        self._floor = floor.state.State()
        self._last: Entry | None = None

    def without_turn(self) -> Heard:
        """The same titles and names, and nobody speaking."""
        other = Heard(self.name)
        other.items, other.proposals = self.items, self.proposals
        return other

    def hear(self, event: Event, entry: Entry) -> None:
        """Remember what later sentences need of this event."""
        self._reboot(entry)
        match event:
            case MeetingOpened():
                back = [Item(id=n, title=one.title, origin=one) for n, one in enumerate(event.due, start=1)]
                self.items = {item.id: title_of(item) for item in back}
            case AgendaAdopted():
                self.items |= {event.first + k: draft.title for k, draft in enumerate(event.items)}
            case ItemAdded():
                self.items[event.item] = event.draft.title
            case ItemEdited() if event.title is not None:
                self.items[event.item] = event.title
            case ProposalWritten():
                self.proposals[event.proposal] = event.title
            case Undone() if event.was.startswith(("turn.", "item.", "break.", "floor.made-ordinary")):
                self._floor = floor.state.State()  # what is known of the turn may not hold any more
            case _:
                pass
        if isinstance(event, _OF_TURNS):
            floor.folding.fold(self._floor, event, entry)

    def _reboot(self, entry: Entry) -> None:
        if self._last is not None and self._last.boot != entry.boot:
            floor.folding.rebooted(self._floor, self._last)
        self._last = entry

    def spoken(self, entry: Entry) -> tuple[str, str]:
        """Who has been speaking up to this entry, and for how long, `1:42`; ("", "") if nobody knows."""
        turn = self._floor.turn
        if turn is None:
            return "", ""
        now = Stamp(entry.at, entry.boot, entry.up, entry.clock)
        last = self._last or entry
        spoke = elapsed(turn, now, Stamp(last.at, last.boot, last.up, last.clock))
        return turn.person, clock(spoke // 1000)

    def item(self, number: int) -> str:
        """`item 3 “Rent strike fund”`."""
        title = self.items.get(number, "")
        if title:
            return _("item {n} “{title}”").format(n=number, title=short(title))
        return _("item {n}").format(n=number)

    def proposal(self, number: int) -> str:
        """`proposal 14 “Strike fund”`."""
        title = self.proposals.get(number, "")
        if title:
            return _("proposal {n} “{title}”").format(n=number, title=short(title))
        return _("proposal {n}").format(n=number)


def clock(seconds: int) -> str:
    """`1:42`."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def short(text: str, longest: int = LONGEST) -> str:
    """A text on one line, its beginning if it is long."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def first_up(sentence: str) -> str:
    """With a capital at the beginning."""
    return sentence[:1].upper() + sentence[1:]
