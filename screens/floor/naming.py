"""The name prompt of the floor: its question, and the meaning of a name given there.

A line is opened for a purpose: a kind of contribution, or an action on a person who waits or speaks. This
module asks and records nothing.
"""

from __future__ import annotations

from typing import assert_never, get_args

from kiosk.desk.registry import State
from kiosk.language import contexts, words
from kiosk.practices import floor
from kiosk.practices.floor.events import SpeakKind
from kiosk.practices.floor.state import CONTRIBUTIONS, Turn, Waiting
from kiosk.practices.room import Room
from kiosk.typed.name_lookup import call_name
from screens.keys.keymap import key
from screens.widgets.entry import Candidate, candidate

_, ngettext = words("floor_screen")
pgettext, npgettext = contexts("floor_screen")

KINDS: tuple[SpeakKind, ...] = get_args(SpeakKind)
ABOUT = "order: "
"""The prefix of the purpose of a point of order with a subject; the category follows."""


def asked(purpose: str, turn: Turn | None, room: Room) -> tuple[str, str]:
    """Return the line's question, and the sentence for a name that fits no person."""
    absent = _("nobody here has this name; {key[app.arrive]} marks an arrival").format(key=key)
    unlisted = _("nobody on the list has this name")
    speaker = call_name(turn.person, room) if turn else ""
    match purpose:
        case "withdraw":
            return _("Who no longer wants to speak?"), unlisted
        case "lower":
            return _("Who lets all go first who wait now?"), unlisted
        case "list":
            return _("Who chooses a list?"), absent
        case "handover":
            return _("Who speaks for the rest of {name}'s turn?").format(name=speaker), absent
        case _:
            return _question(kind_of(purpose)).format(name=speaker), absent


def _question(kind: SpeakKind | None) -> str:
    """Return the question for this kind of contribution; `{name}` is the speaker."""
    match kind:
        case "interposed":
            return _("Who has a question to {name}?")
        case "response":
            return _("Who responds to what was just said?")
        case "clarifying":
            return _("Who has a question to understand?")
        case "information":
            return _("Who has information for the room?")
        case "order":
            return _("Who has a point of order?")
        case "contribution" | "pro" | "contra" | None:
            return _("Who wants to speak?")
        case _:
            assert_never(kind)


def trouble(purpose: str, floor_state: floor.state.State) -> str:
    """Return why no name can be asked for now, "" if one can."""
    if purpose == "contribution" and floor_state.closed:
        return _(
            "The list is closed: {key[floor.close]} opens it again. {key[floor.order]} and "
            "{key[floor.kind]} are still taken."
        ).format(key=key)
    if purpose in ("handover", "interposed") and floor_state.turn is None:
        return _("Nobody is speaking.")
    if (
        purpose == "handover"
        and floor_state.turn is not None
        and (floor_state.turn.kind not in CONTRIBUTIONS or floor_state.held)
    ):
        return _("Only a contribution can be handed over.")
    if purpose in ("withdraw", "lower") and not floor_state.waiting:
        return _("Nobody is waiting.")
    if purpose == "list" and not floor.state.by_lists(floor.state.ruling(floor_state).rule):
        return _("No lists take turns here. {key[floor.rule]} changes in which order people speak.").format(
            key=key
        )
    return ""


def candidates(purpose: str, state: State, room: Room) -> list[Candidate]:
    """Return the people who can be named, with "waiting" for those on the list."""
    waiting = {place.person for place in state.floor.waiting}
    people = room.present()
    if purpose in ("withdraw", "lower"):
        people = [person for person in people if person in waiting]
    elif purpose in ("handover", "interposed") and state.floor.turn is not None:
        people = [person for person in people if person != state.floor.turn.person]
    return [
        candidate(person, room, pgettext("a person", "waiting") if person in waiting else "")
        for person in people
    ]


def places_of(person: str, state: State) -> list[Waiting]:
    """Return the places of a person on the list."""
    return [place for place in state.floor.waiting if place.person == person]


def kind_of(purpose: str) -> SpeakKind | None:
    """Return the kind of contribution of this purpose; None for any other purpose."""
    if purpose.startswith(ABOUT):
        return "order"
    return next((kind for kind in KINDS if kind == purpose), None)
