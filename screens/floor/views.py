"""The texts of the floor: the item and its minutes, the list with its reasons, who was heard.

Each text follows from the state and the time; the caller paints it. This module is no widget, and decides
nothing.
"""

from __future__ import annotations

from typing import assert_never

from textual.content import Content
from textual.geometry import Size

from kiosk.cleaning import shown
from kiosk.desk.registry import State
from kiosk.language import contexts, words
from kiosk.language.lists import listed as named_together
from kiosk.practices import agenda, floor
from kiosk.practices.agenda.events import Kind
from kiosk.practices.agenda.naming import kind_word, title_of
from kiosk.practices.agenda.state import Item
from kiosk.practices.agenda.timing import lateness, spent, timebox
from kiosk.practices.agenda.timing import left as time_left
from kiosk.practices.floor import order
from kiosk.practices.floor.circulation import heard as heard_tonight
from kiosk.practices.floor.order import Lists, category_word, rule_word
from kiosk.practices.floor.state import Turn, Waiting
from kiosk.practices.floor.timing import REMIND, nobody_is_timed, quiet
from kiosk.practices.room import Room
from kiosk.practices.wording import in_minutes
from kiosk.terms import Stamp
from kiosk.typed.name_lookup import call_name
from screens.keys.keymap import key
from screens.widgets.cut_name import cut_name

_, ngettext = words("floor_screen")
pgettext, npgettext = contexts("floor_screen")

Part = Content | str | tuple[str, str]
SHORTEST = 12
"""Least columns of a name on the list."""
LISTED = 6
"""Most people of the list that are named before its height is known; the others are counted."""


def title(state: State, room: Room) -> str:
    """Return the title of the open item."""
    item = agenda.state.open_item(state.agenda)
    if item is None:
        return _("No item is open") if state.meeting.open else ""
    return title_of(item, room.called)


def about(state: State, room: Room, stamp: Stamp) -> list[Part]:
    """Return the open item's kind, presenter and minutes, and how late the evening is."""
    item = agenda.state.open_item(state.agenda)
    if item is None:
        return []
    facts = [kind_word(item.kind)]
    if item.presenter:
        facts.append(call_name(item.presenter, room))
    return [shown(named_together(facts)), "\n", *_timebox(state.agenda, item, stamp, room.stamp())]


def _timebox(evening: agenda.state.State, item: Item, stamp: Stamp, last: Stamp) -> list[Part]:
    """Return the minutes left of the item, and how late the evening is."""
    box, gone = timebox(evening, item), spent(item, stamp, last)
    left = time_left(evening, item, stamp, last)
    parts: list[Part] = []
    if not box:
        parts.append(_("{n} min so far").format(n=gone // 60_000))
    elif left >= 0:
        parts.append(_("{n} of {m} min left").format(n=-(-left // 60_000), m=in_minutes(box)))
    else:
        parts.append(
            ("■ " + _("{n} min over {m}").format(n=-(left // 60_000), m=in_minutes(box)), "bold $accent")
        )
    late = lateness(evening, stamp, last)
    if late >= 1:
        parts.append(" · " + _("{n} min late").format(n=late))
    elif late <= -1:
        parts.append(" · " + _("{n} min early").format(n=-late))
    return parts


def nobody(state: State) -> Content:
    """Return the text of an empty list."""
    if state.floor.closed or (state.meeting.open and state.meeting.open.break_until):
        return Content.styled(_("Nobody is waiting."), "$text-muted")
    return Content.styled(
        _("Nobody is waiting. {key[floor.ask]} adds a name.").format(key=key), "$text-muted"
    )


def next_word(why: str, note: str = "") -> Content:
    """Return NEXT with the reason, and the typed note of a point of order."""
    told = _("{why} ({note})").format(why=why, note=shown(note)) if note else why
    return Content.assemble((pgettext("who speaks", "NEXT"), "bold"), "  ", (told, "$text-muted"))


def goes_on(turn: Turn) -> str:
    """Return the reason for the next place if it is the interrupted speaker's."""
    return _("answers, then goes on") if turn.kind == "interposed" else _("goes on")


def rule(state: State, room: Room, lists: Lists) -> Content:
    """Return the line above the list: the order of speaking, and whether the list is closed."""
    how, going = floor.state.ruling(state.floor), state.floor.round
    left = len(set(going.left) & set(room.present())) if going is not None else 0
    if going is not None and left:
        told = ngettext("round {n}: one is still asked", "round {n}: {left} are still asked", left)
        told = told.format(n=going.number, left=left)
    elif floor.state.manner(state.floor).sides:
        told = _("for and against, by turns")
    else:
        told = rule_word(how.rule)
        if floor.state.by_lists(how.rule) and len(lists.names) != how.lists:
            told = _("{key[floor.list]} names the lists").format(key=key)
    parts: list[Part] = [(_("the list is closed"), "bold $accent"), "\n"] if state.floor.closed else []
    return Content.assemble(*parts, (told, "italic $text-muted"))


def listed(state: State, room: Room, lists: Lists, places: list[Waiting], size: Size) -> Content:
    """Return the rule and the places after the next one, as many as fit; the others are counted."""
    head = rule(state, room, lists)
    columns = size.width
    if columns:
        head = Content("\n").join(head.wrap(columns))
    rows = size.height and size.height - len(head.split("\n"))
    lines: list[Part] = [head, "\n"]
    named = LISTED if not rows else len(places) if len(places) <= rows else rows - 1
    for place in places[:named]:
        whole, why = shown(room.name(place.person)), reason(state, place, lists)
        if columns and len(whole) > columns - len(why) - 2:
            whole = shown(call_name(place.person, room))
        if columns:
            # The reason for a place is worth more than the end of a long name.
            whole = cut_name(whole, max(SHORTEST, columns - len(why) - 2))
        name = Content.styled(whole, "bold")
        lines += [name, "  ", (why, "$text-muted"), "\n"]
    more, rest = len(places) - named, ""
    if more > 0:
        rest = ngettext("and {n} more", "and {n} more", more).format(n=more)
    return Content.assemble(*lines, rest)


def reason(state: State, place: Waiting, lists: Lists) -> str:
    """Return the reason for a place on the list."""
    if place.kind == "order":
        return "! " + (category_word(place.category) or order.kind_word("order"))
    alternating = floor.state.by_lists(floor.state.ruling(state.floor).rule) and place.kind == "contribution"
    if alternating and not lists.chosen.get(place.person) and not place.round and not place.lowered:
        return (
            _("no list")
            if place.person in lists.chosen
            else _("no list yet: {key[floor.list]}").format(key=key)
        )
    return shown(order.why(state.floor, place, lists))


def kind_of(turn: Turn, held: Turn | None, room: Room) -> str:
    """Return the word above the clock for this turn, "" for a contribution."""
    if turn.kind == "interposed" and held is not None:
        return _("QUESTION TO {name}").format(name=call_name(held.person, room))
    match turn.kind:
        case "response":
            return _("DIRECT RESPONSE")
        case "clarifying":
            return _("QUESTION TO UNDERSTAND")
        case "information":
            return pgettext("why somebody speaks", "INFORMATION")
        case "interposed":
            return pgettext("why somebody speaks", "QUESTION")
        case "answer":
            return pgettext("why somebody speaks", "ANSWER")
        case "pro":
            return _("FOR IT")
        case "contra":
            return _("AGAINST IT")
        case "contribution" | "order":
            return ""
        case _:
            assert_never(turn.kind)


def _by_turns(kind: Kind) -> bool:
    """True for the kinds of items in which people take turns."""
    match kind:
        case "discussion" | "report" | "proposal" | "round":
            return True
        case "lot" | "break" | "reflection":
            return False
        case _:
            assert_never(kind)


def untimed(state: State, room: Room, stamp: Stamp) -> Content:
    """Return the reminder that nobody is being timed; empty while it is not needed."""
    item = agenda.state.open_item(state.agenda)
    if item is None or not _by_turns(item.kind) or not nobody_is_timed(state.floor, room, stamp):
        return Content("")
    told = _(
        "{key[moment.next]} begins a turn. {key[floor.timing]}, if nobody should be timed in this item."
    ).format(key=key)
    going = state.floor.round
    if not state.floor.waiting and not (going is not None and set(going.left) & set(room.present())):
        told = _(
            "{key[floor.ask]} adds whoever is speaking. {key[floor.timing]}, if nobody should "
            "be timed in this item."
        ).format(key=key)
    return Content.assemble(("▲ " + _("Nobody is being timed."), "bold $accent"), "\n", (told, "$text-muted"))


def until_untimed(state: State, stamp: Stamp) -> int:
    """Return the milliseconds until the reminder may be due, at most 60,000."""
    left = REMIND - quiet(state.floor, stamp)
    return left if 0 < left < 60_000 else 60_000


def heard(state: State, room: Room) -> str:
    """Return how many people were heard tonight; "" before the first turn."""
    told = heard_tonight(state.floor, room.present())
    if not told.heard:
        return ""
    if told.heard > 3:
        return _(
            "Heard tonight: {heard} of the {present} here. The three longest hold {share} % of the time."
        ).format(heard=told.heard, present=told.present, share=told.share)
    return _("Heard tonight: {heard} of the {present} here.").format(heard=told.heard, present=told.present)
