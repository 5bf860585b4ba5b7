"""The rules of a harm ledger: one is open at a time, and comes back in every meeting until it is closed."""

from __future__ import annotations

from typing import assert_never, get_args

from msgspec import Struct

from kiosk.errors import Refused
from kiosk.language import words
from kiosk.practices.agenda.asked import agenda
from kiosk.practices.messages import Command, Event, Origin
from kiosk.practices.room import Room
from kiosk.terms import Entry, Reason, Stamp, Title
from tests.one_more.harm.events import LedgerBegun, LedgerClosed, OwnEvent, RowAdded

_, ngettext = words("harm")


class Begin(Command, tag="harm.begin"):
    """Begin the ledger of an action."""

    action: Title


class AddRow(Command, tag="harm.row"):
    """Write down who could be hurt, and how."""

    who: Title
    harm: Reason


class Close(Command, tag="harm.close"):
    """Every row has its answer."""


OwnCommand = Begin | AddRow | Close
COMMANDS: tuple[type[Command], ...] = get_args(OwnCommand)


class Row(Struct):
    who: str
    harm: str


class Ledger(Struct):
    number: int
    action: str
    rows: list[Row] = []


class State(Struct):
    """`last` is the number of the newest ledger."""

    open: Ledger | None = None
    last: int = 0


def decide(state: State, room: Room, command: OwnCommand, stamp: Stamp) -> Event:
    match command:
        case Begin():
            if state.open is not None:
                raise Refused(_("Ledger {n} is open: close it first.").format(n=state.open.number))
            return LedgerBegun(ledger=state.last + 1, action=command.action, item=agenda(room).open_item())
        case AddRow():
            return RowAdded(ledger=_open(state).number, who=command.who, harm=command.harm)
        case Close():
            if not _open(state).rows:
                raise Refused(_("Nobody is named yet: who could be hurt?"))
            return LedgerClosed(ledger=_open(state).number)
        case _:
            assert_never(command)


def _open(state: State) -> Ledger:
    if state.open is None:
        raise Refused(_("No ledger is open: begin one."))
    return state.open


def fold(state: State, event: OwnEvent, entry: Entry) -> None:
    stays(state, event)
    match event:
        case LedgerBegun():
            state.open = Ledger(event.ledger, event.action)
        case RowAdded():
            assert state.open is not None
            state.open.rows.append(Row(event.who, event.harm))
        case LedgerClosed():
            state.open = None
        case _:
            assert_never(event)


def stays(state: State, event: Event) -> None:
    """A number that was given once is never given again."""
    if isinstance(event, LedgerBegun):
        state.last = max(state.last, event.ledger)


def due(state: State, _room: Room, _date: str) -> list[Origin]:
    """Return the ledger that is still open."""
    return [Origin(kind="harm", n=state.open.number, title=state.open.action)] if state.open else []


def called(origin: Origin) -> str:
    """Return the words for a ledger that comes back."""
    return _("Who could be hurt: {action}").format(action=origin.title)
