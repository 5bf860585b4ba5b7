"""What the floor shows as text: the item and its minutes, the list and why it stands so, who was heard.

Each piece is worked out from the state and the time, and painted by whoever asks. It is no widget, and
decides nothing.
"""

from __future__ import annotations

from textual.content import Content

from kiosk.assembly import State
from kiosk.cleaning import shown
from kiosk.language import words
from kiosk.people import call_name
from kiosk.practices import agenda, floor
from kiosk.practices.agenda import Item, kind_word, title_of
from kiosk.practices.floor import Waiting
from kiosk.practices.room import Room
from kiosk.terms import Stamp

_, ngettext = words("floor_screen")

Part = Content | str | tuple[str, str]
SHORTEST = 12
"""Columns that a name on the list keeps in any case."""
LISTED = 6
"""So many people of the list are named before it is known how many rows there are; the others are counted."""


def title(now: State) -> str:
    """What is talked about."""
    item = agenda.open_item(now.agenda)
    if item is None:
        return _("No item is open") if now.meeting.open else ""
    return title_of(item)


def about(now: State, room: Room, stamp: Stamp) -> list[Part]:
    """Kind and presenter of the open item; minutes left of it, and how the evening stands."""
    item = agenda.open_item(now.agenda)
    if item is None:
        return []
    said = [kind_word(item.kind)]
    if item.presenter:
        said.append(call_name(item.presenter, room))
    return [shown(", ".join(said)), "\n", *_timebox(now.agenda, item, stamp, room.stamp())]


def _timebox(evening: agenda.State, item: Item, stamp: Stamp, last: Stamp) -> list[Part]:
    """Minutes left of the item, and how the evening stands against its plan."""
    box, gone = agenda.timebox(evening, item), agenda.spent(item, stamp, last)
    left = agenda.left(evening, item, stamp, last)
    parts: list[Part] = []
    if not box:
        parts.append(_("{n} min so far").format(n=gone // 60_000))
    elif left >= 0:
        parts.append(_("{n} of {m} min left").format(n=-(-left // 60_000), m=box // 60))
    else:
        parts.append(("■ " + _("{n} min over {m}").format(n=-(left // 60_000), m=box // 60), "bold $accent"))
    late = agenda.lateness(evening, stamp, last)
    if late >= 1:
        parts.append(" · " + _("{n} min late").format(n=late))
    elif late <= -1:
        parts.append(" · " + _("{n} min early").format(n=-late))
    return parts


def nobody() -> Content:
    """The list is empty."""
    return Content.styled(_("Nobody is waiting. A adds a name."), "$text-muted")


def next_word(now: State, place: Waiting) -> Content:
    """Why somebody is next."""
    return Content.assemble((_("NEXT"), "bold"), "  ", (reason(now, place), "$text-muted"))


def listed(now: State, room: Room, places: list[Waiting], columns: int, rows: int) -> Content:
    """The places after the next one, as many as there are rows for; the others are counted."""
    lines: list[Part] = []
    named = LISTED if not rows else len(places) if len(places) <= rows else rows - 1
    for place in places[:named]:
        name, why = Content.styled(shown(room.name(place.person)), "bold"), reason(now, place)
        if columns:
            # The reason for a place on the list is worth more than the end of a long name.
            name = name.truncate(max(SHORTEST, columns - len(why) - 2), ellipsis=True)
        lines += [name, "  ", (why, "$text-muted"), "\n"]
    more, rest = len(places) - named, ""
    if more > 0:
        rest = ngettext("and {n} more", "and {n} more", more).format(n=more)
    return Content.assemble(*lines, rest)


def reason(now: State, place: Waiting) -> str:
    """Why somebody stands where they stand: lists show the reason for their order."""
    if place.kind == "order":
        return "! " + _("point of order")
    turns = now.floor.turns.get(place.person, 0)
    if turns == 0:
        return _("first time tonight")
    return ngettext("spoke once", "spoke {n} times", turns).format(n=turns)


def heard(now: State, room: Room) -> str:
    """How voice has moved through the room tonight; "" while nobody has spoken."""
    told = floor.heard(now.floor, room.present())
    if not told.heard:
        return ""
    if told.heard > 3:
        return _("Heard tonight: {heard} of the {present} here. The three longest hold {share} %.").format(
            heard=told.heard, present=told.present, share=told.share
        )
    return _("Heard tonight: {heard} of the {present} here.").format(heard=told.heard, present=told.present)
