"""The keys of the floor, the likeliest first, and which of them would do something now.

The row shows those that an evening needs all the time; `?` shows the others too, each in more words. A key
that is not offered still answers: the desk says why it does nothing.
"""

from __future__ import annotations

from textual.binding import Binding, BindingType

from kiosk.desk.desk import Desk
from kiosk.practices import agenda, floor
from kiosk.practices.agenda.asked import agenda as agenda_of
from kiosk.practices.floor.commands import BeginRound, HandOver, PutBack

KEYS: list[BindingType] = [
    Binding("space", "next", "next", id="floor.next"),
    Binding("x,X", "pass", "pass", key_display="X", tooltip="who is next passes", id="floor.pass"),
    Binding("a,A", "add('contribution')", "add a name", key_display="A", id="floor.ask"),
    Binding("p,P", "pause", "pause", key_display="P", id="floor.pause"),
    Binding(
        "plus",
        "extend",
        "minute",
        key_display="+",
        tooltip="one minute more for whoever speaks",
        id="floor.extend",
    ),
    Binding(
        "exclamation_mark",
        "add('order')",
        "order",
        key_display="!",
        tooltip="point of order",
        id="floor.order",
    ),
    Binding(
        "k,K",
        "kind",
        "question",
        key_display="K",
        tooltip="a question, a direct response, information",
        id="floor.kind",
    ),
    Binding("n,N", "next_item", "next item", key_display="N", id="floor.item"),
    Binding("w,W", "withdraw", "take a name off", key_display="W", id="floor.withdraw"),
    Binding("b,B", "break", "break", key_display="B", id="floor.break"),
    Binding(
        "l,L",
        "late",
        "late",
        key_display="L",
        tooltip="late: shorten what is left, if the room agrees",
        id="floor.late",
    ),
    Binding(
        "o,O",
        "ordinary",
        "no order",
        key_display="O",
        tooltip="this is no point of order: to the ordinary list",
        show=False,
        id="floor.ordinary",
    ),
    Binding(
        "h,H",
        "add('handover')",
        "hand over",
        key_display="H",
        tooltip="hand the rest of the turn to somebody else",
        show=False,
        id="floor.hand-over",
    ),
    Binding(
        "z,Z",
        "put_back",
        "put back",
        key_display="Z",
        tooltip="put who spoke last back on the list",
        show=False,
        id="floor.put-back",
    ),
    Binding(
        "d,D",
        "add('lower')",
        "let others first",
        key_display="D",
        tooltip="somebody lets the others go first",
        show=False,
        id="floor.lower",
    ),
    Binding(
        "g,G",
        "round",
        "begin a round",
        key_display="G",
        tooltip="begin a round: everybody is asked once",
        show=False,
        id="floor.round",
    ),
    Binding(
        "v,V",
        "add('list')",
        "choose a list",
        key_display="V",
        tooltip="somebody chooses a list",
        show=False,
        id="floor.list",
    ),
    Binding(
        "c,C",
        "close",
        "close the list",
        key_display="C",
        tooltip="close the list, or open it again",
        show=False,
        id="floor.close",
    ),
    Binding(
        "r,R",
        "rule",
        "order of speaking",
        key_display="R",
        tooltip="by which rule people come to speak",
        show=False,
        id="floor.rule",
    ),
    Binding(
        "t,T",
        "timing",
        "time of turns",
        key_display="T",
        tooltip="how turns are timed, and how clocks count",
        show=False,
        id="floor.timing",
    ),
]


def offered(action: str, desk: Desk) -> bool:
    """Whether the key of this action does something now."""
    now = desk.state.floor
    turn = now.turn
    match action:
        case "next_item":
            return agenda.state.next_item(desk.state.agenda) is not None
        case "pass":
            return now.round is not None and bool(set(now.round.left) & set(desk.room.present()))
        case "round":
            return bool(agenda_of(desk.room).open_item()) and not desk.refusal(
                BeginRound(round=now.rounds + 1)
            )
        case "late":
            return not desk.refusal(agenda.commands.Spread())
        case "ordinary":
            speaks = turn is not None and turn.kind == "order"
            return speaks or any(place.kind == "order" for place in now.waiting)
        case "add('handover')":
            return turn is not None and _can_hand_over(turn.person, desk)
        case "put_back":
            last = turn or now.before
            return last is not None and not desk.refusal(PutBack(person=last.person))
        case "add('lower')":
            return len(now.waiting) > 1
        case "add('list')":
            return floor.state.ruling(now).rule == "alternating"
        case _:
            return True


def _can_hand_over(person: str, desk: Desk) -> bool:
    other = next((each for each in desk.room.present() if each != person), "")
    return bool(other) and not desk.refusal(HandOver(person=person, to=other))
