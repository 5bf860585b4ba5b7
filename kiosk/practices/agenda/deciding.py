"""Decide what is allowed with the agenda now, and refuse the rest with a sentence."""

from __future__ import annotations

from typing import TypeVar, assert_never

import msgspec

from kiosk.cleaning import has_visible
from kiosk.errors import Refused
from kiosk.language import words
from kiosk.practices.agenda.commands import (
    Add,
    Adopt,
    Carry,
    Close,
    Dealing,
    Edit,
    Extend,
    Move,
    Open,
    OwnCommand,
    PutBack,
    Remove,
    Skip,
    Spread,
)
from kiosk.practices.agenda.events import (
    AgendaAdopted,
    AgendaAdoptedInstead,
    AgendaSpread,
    Draft,
    ItemAdded,
    ItemCarried,
    ItemClosed,
    ItemEdited,
    ItemExtended,
    ItemMoved,
    ItemOpened,
    ItemPutBack,
    ItemRemoved,
    ItemSkipped,
    OwnEvent,
)
from kiosk.practices.agenda.naming import title_of
from kiosk.practices.agenda.state import Item, State, Status, find, open_item
from kiosk.practices.agenda.timing import lateness, spread
from kiosk.practices.room import Room
from kiosk.terms import REASON, Stamp

_, ngettext = words("agenda")

T = TypeVar("T")

MOST_BYTES = 60_000
"""Most bytes of an adopted agenda: it is one entry, and an entry has at most 65,535 (journal/1)."""
MOST_ITEMS = 300
MOST_LATE = 24 * 60
"""Most minutes of delay that can be spread at once."""


def decide(state: State, room: Room, command: OwnCommand, stamp: Stamp) -> OwnEvent:
    match command:
        case Adopt():
            return _adopt(state, room, command)
        case Add():
            return _add(state, room, command)
        case Edit():
            return _edit(state, room, command)
        case Move():
            return _move(state, room, command)
        case Remove():
            return _remove(state, room, command)
        case Extend():
            item = _in(state, room, command.item, "waiting", "open")
            return ItemExtended(item=item.id, seconds=command.seconds)
        case Spread():
            return _spread(state, room, command, stamp)
        case _:
            return _decide_item(state, room, command)


def _decide_item(state: State, room: Room, command: Dealing) -> OwnEvent:
    """Decide a command that opens an item, or says what becomes of one."""
    match command:
        case Open():
            return _open(state, room, command)
        case Close():
            return ItemClosed(item=_opened(state, room, command.item).id)
        case Skip():
            return ItemSkipped(item=_in(state, room, command.item, "waiting", "open").id, why=command.why)
        case Carry():
            return ItemCarried(
                item=_in(state, room, command.item, "waiting", "open", "skipped").id, why=command.why
            )
        case PutBack():
            item = _on_agenda(state, command.item)
            if item.status == "waiting":
                raise Refused(_("“{title}” is waiting already.").format(title=title_of(item, room.called)))
            return ItemPutBack(item=item.id)
        case _:
            assert_never(command)


def _adopt(state: State, room: Room, command: Adopt) -> AgendaAdopted:
    if not command.items:
        raise Refused(_("There is nothing to adopt: the list is empty."))
    _room_for(state, len(command.items))
    for draft in command.items:
        _is_titled(draft.title)
        _is_known(room, draft.presenter)
    kind = AgendaAdoptedInstead if command.instead else AgendaAdopted
    event = kind(
        first=state.last + 1, items=[_tidy(draft) for draft in command.items], instead=command.instead
    )
    size = len(msgspec.json.encode(event))
    if size > MOST_BYTES:
        raise Refused(
            _(
                "This agenda is too long for one entry: {size:,} bytes, {most:,} at most. Shorten its notes."
            ).format(size=size, most=MOST_BYTES)
        )
    return event


def _add(state: State, room: Room, command: Add) -> ItemAdded:
    _room_for(state, 1)
    _is_titled(command.title)
    _is_known(room, command.presenter)
    if command.before:
        _on_agenda(state, command.before)
    draft = Draft(
        title=command.title,
        kind=command.kind,
        planned=command.planned,
        starts=command.starts,
        presenter=command.presenter,
        notes=_notes(command.note),
        section=command.section,
    )
    return ItemAdded(item=state.last + 1, draft=_tidy(draft), before=command.before)


def _edit(state: State, room: Room, command: Edit) -> ItemEdited:
    item = _in(state, room, command.item, "waiting", "open", "skipped")
    if command.title is not None:
        _is_titled(command.title)
    if command.presenter is not None:
        _is_known(room, command.presenter)
    event = ItemEdited(
        item=item.id,
        title=_changed(command.title, item.title),
        item_kind=_changed(command.kind, item.kind),
        planned=_changed(command.planned, item.planned),
        presenter=_changed(command.presenter, item.presenter),
        starts=_changed(_hour(command.starts), item.starts),
        notes=_changed(None if command.note is None else _notes(command.note), item.notes),
    )
    if event == ItemEdited(item=item.id):
        raise Refused(
            _("Nothing changes: “{title}” is like that already.").format(title=title_of(item, room.called))
        )
    return event


def _move(state: State, room: Room, command: Move) -> ItemMoved:
    item = _in(state, room, command.item, "waiting", "skipped")
    before = _on_agenda(state, command.before) if command.before else None
    place = state.items.index(item)
    follower = state.items[place + 1] if place + 1 < len(state.items) else None
    if before is item or before is follower:
        raise Refused(_("“{title}” is there already.").format(title=title_of(item, room.called)))
    return ItemMoved(item=item.id, before=command.before)


def _remove(state: State, room: Room, command: Remove) -> ItemRemoved:
    item = _in(state, room, command.item, "waiting", "skipped")
    if item.opened:
        raise Refused(
            _("“{title}” was talked about tonight, so it stays on the agenda.").format(
                title=title_of(item, room.called)
            )
        )
    return ItemRemoved(item=item.id)


def _open(state: State, room: Room, command: Open) -> ItemOpened:
    item = _on_agenda(state, command.item)
    now = open_item(state)
    if now is item:
        raise Refused(_("“{title}” is open already.").format(title=title_of(item, room.called)))
    if command.believes != (now.id if now else 0):
        if now:
            raise Refused(_("“{title}” is open now: look again.").format(title=title_of(now, room.called)))
        raise Refused(_("No item is open any more: look again."))
    _in(state, room, command.item, "waiting", "skipped")
    returns = item.origin is not None and item.origin.kind == "proposal"
    return ItemOpened(item=item.id, proposal=item.origin.n if item.origin and returns else 0)


def _spread(state: State, room: Room, command: Spread, stamp: Stamp) -> AgendaSpread:
    late = lateness(state, stamp, room.stamp())
    if late < 1:
        raise Refused(_("It is not late."))
    if command.late and abs(command.late - late) > 1:
        raise Refused(_("It is {n} min late now: look again.").format(n=late))
    late = min(command.late or late, MOST_LATE)
    less = spread(state, late)
    if not less:
        raise Refused(_("Nothing is left that could be shorter: leave an item out, or end later."))
    return AgendaSpread(late=late, less=less)


def _opened(state: State, room: Room, item: int) -> Item:
    found = _on_agenda(state, item)
    if found.status != "open":
        raise Refused(_("“{title}” is not open.").format(title=title_of(found, room.called)))
    return found


def _on_agenda(state: State, item: int) -> Item:
    found = find(state, item)
    if found is None:
        raise Refused(_("There is no item {number} on the agenda.").format(number=item))
    return found


def _in(state: State, room: Room, item: int, *statuses: Status) -> Item:
    """Return the item if it is in one of these states; otherwise raise Refused with the state it is in."""
    found = _on_agenda(state, item)
    if found.status in statuses:
        return found
    raise Refused(_standing(found.status).format(title=title_of(found, room.called)))


def _standing(status: Status) -> str:
    """Return the sentence that says in which state an item is, and what to do first."""
    match status:
        case "waiting":
            return _("“{title}” was not opened yet.")
        case "open":
            return _("“{title}” is open: close it first.")
        case "done":
            return _("“{title}” is done: put it back first.")
        case "skipped":
            return _("“{title}” was skipped: put it back first.")
        case "carried":
            return _("“{title}” is carried to the next meeting: put it back first.")
        case _:
            assert_never(status)


def _room_for(state: State, more: int) -> None:
    if len(state.items) + more > MOST_ITEMS or state.last + more > 100_000:
        raise Refused(_("An agenda holds {most} items at most.").format(most=MOST_ITEMS))


def _is_titled(title: str) -> None:
    if not has_visible(title):
        raise Refused(_("An item needs a title that can be seen."))


def _is_known(room: Room, person: str) -> None:
    if person and not room.known(person):
        raise Refused(_("Nobody is known as {person}: add a guest first.").format(person=person))


def _notes(text: str) -> list[str]:
    """Return one note for each line, split where it is longer than an entry can hold."""
    lines = [line.strip() for line in text.split("\n")]
    return [line[start : start + REASON] for line in lines for start in range(0, len(line), REASON)]


def _tidy(draft: Draft) -> Draft:
    starts = _hour(draft.starts)
    return msgspec.structs.replace(draft, starts=starts) if starts != draft.starts else draft


def _hour(text: str | None) -> str | None:
    """Return `9:05` as `09:05`."""
    if not text:
        return text
    hour, minute = text.split(":")
    return f"{int(hour):02d}:{minute}"


def _changed(new: T | None, old: T) -> T | None:
    return None if new == old else new
