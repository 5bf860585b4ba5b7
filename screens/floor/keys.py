"""The keys of the floor, the likeliest first, and which of them do something now.

The row shows the keys that an evening needs all the time; `?` shows the others too, with longer descriptions.
A key that is not offered still answers: the desk says why it does nothing.
"""

from __future__ import annotations

from textual.binding import Binding, BindingType

from kiosk.desk.desk import Desk
from kiosk.language import N_, words
from kiosk.practices import agenda, floor
from kiosk.practices.agenda.asked import agenda as agenda_of
from kiosk.practices.floor.commands import BeginRound, HandOver, PutBack
from screens.keys.shared import next_step

_, ngettext = words("floor_screen")

KEYS: list[BindingType] = [
    next_step("next", N_("next")),
    Binding("x,X", "pass", N_("pass"), key_display="X", tooltip=N_("who is next passes"), id="floor.pass"),
    Binding("a,A", "add('contribution')", N_("add a name"), key_display="A", id="floor.ask"),
    Binding("p,P", "pause", N_("pause"), key_display="P", id="floor.pause"),
    Binding(
        "plus",
        "extend",
        N_("minute"),
        key_display="+",
        tooltip=N_("one minute more for whoever speaks"),
        id="floor.extend",
    ),
    Binding(
        "exclamation_mark",
        "add('order')",
        N_("order"),
        key_display="!",
        tooltip=N_("point of order"),
        id="floor.order",
    ),
    Binding(
        "k,K",
        "kind",
        N_("question"),
        key_display="K",
        tooltip=N_("a question, a direct response, information"),
        id="floor.kind",
    ),
    Binding("n,N", "next_item", N_("next item"), key_display="N", id="floor.item"),
    Binding("w,W", "withdraw", N_("take a name off"), key_display="W", id="floor.withdraw"),
    Binding("b,B", "break", N_("break"), key_display="B", id="floor.break"),
    Binding(
        "l,L",
        "late",
        N_("late"),
        key_display="L",
        tooltip=N_("late: shorten what is left, if the room agrees"),
        id="floor.late",
    ),
    Binding(
        "o,O",
        "ordinary",
        N_("no order"),
        key_display="O",
        tooltip=N_("this is no point of order: to the ordinary list"),
        show=False,
        id="floor.ordinary",
    ),
    Binding(
        "h,H",
        "add('handover')",
        N_("hand over"),
        key_display="H",
        tooltip=N_("hand the rest of the turn to somebody else"),
        show=False,
        id="floor.hand-over",
    ),
    Binding(
        "z,Z",
        "put_back",
        N_("put back"),
        key_display="Z",
        tooltip=N_("put who spoke last back on the list"),
        show=False,
        id="floor.put-back",
    ),
    Binding(
        "d,D",
        "add('lower')",
        N_("let others first"),
        key_display="D",
        tooltip=N_("somebody lets the others go first"),
        show=False,
        id="floor.lower",
    ),
    Binding(
        "g,G",
        "round",
        N_("begin a round"),
        key_display="G",
        tooltip=N_("begin a round: everybody is asked once"),
        show=False,
        id="floor.round",
    ),
    Binding(
        "v,V",
        "add('list')",
        N_("choose a list"),
        key_display="V",
        tooltip=N_("somebody chooses a list"),
        show=False,
        id="floor.list",
    ),
    Binding(
        "c,C",
        "close",
        N_("close the list"),
        key_display="C",
        tooltip=N_("close the list, or open it again"),
        show=False,
        id="floor.close",
    ),
    Binding(
        "r,R",
        "rule",
        N_("order of speaking"),
        key_display="R",
        tooltip=N_("by which rule people come to speak"),
        show=False,
        id="floor.rule",
    ),
    Binding(
        "t,T",
        "timing",
        N_("time of turns"),
        key_display="T",
        tooltip=N_("how turns are timed, and how clocks count"),
        show=False,
        id="floor.timing",
    ),
]


def offered(action: str, desk: Desk) -> bool:
    """True if the key of this action does something now."""
    floor_state = desk.state.floor
    turn = floor_state.turn
    match action:
        case "next_item":
            return agenda.state.next_item(desk.state.agenda) is not None
        case "pass":
            return floor_state.round is not None and bool(
                set(floor_state.round.left) & set(desk.room.present())
            )
        case "round":
            return bool(agenda_of(desk.room).open_item()) and not desk.refusal(
                BeginRound(round=floor_state.rounds + 1)
            )
        case "late":
            return not desk.refusal(agenda.commands.Spread())
        case "ordinary":
            speaks = turn is not None and turn.kind == "order"
            return speaks or any(place.kind == "order" for place in floor_state.waiting)
        case "add('handover')":
            return turn is not None and _can_hand_over(turn.person, desk)
        case "put_back":
            last = turn or floor_state.before
            return last is not None and not desk.refusal(PutBack(person=last.person))
        case "add('lower')":
            return len(floor_state.waiting) > 1
        case "add('list')":
            return floor.state.by_lists(floor.state.ruling(floor_state).rule)
        case _:
            return True


def _can_hand_over(person: str, desk: Desk) -> bool:
    other = next((candidate for candidate in desk.room.present() if candidate != person), "")
    return bool(other) and not desk.refusal(HandOver(person=person, to=other))
