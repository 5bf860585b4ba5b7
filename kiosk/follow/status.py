"""The state of a meeting at one moment, for a second screen, a pipe or another program.

A pure function of the folded journal, the names next to it, and the time. It reads no file, paints nothing
and decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct
from msgspec.structs import replace

from kiosk.desk.fold import Assembly
from kiosk.language.lists import listed
from kiosk.look_alikes import looks
from kiosk.practices import agenda, floor, meeting
from kiosk.practices.agenda.naming import kind_word, title_of
from kiosk.practices.agenda.timing import lateness, predicted_end, spent, timebox
from kiosk.practices.agenda.timing import left as time_left
from kiosk.practices.floor import order
from kiosk.practices.floor.circulation import heard as heard_tonight
from kiosk.practices.floor.circulation import reading
from kiosk.practices.floor.events import SpeakKind
from kiosk.practices.floor.order import queue
from kiosk.practices.floor.timing import Showing, elapsed, phase_of, stands_still
from kiosk.practices.meeting.rules import break_left
from kiosk.practices.rules.events import Counting
from kiosk.practices.wording import in_minutes
from kiosk.terms import Stamp, local

Naming = Callable[[str], str]


class Speaker(Struct, frozen=True):
    """The person speaking: milliseconds `left` (below 0 when over) of `planned`, and the phase of the clock.

    `call` is what the room calls the person; `about` is what the turn is for, "" for a contribution.
    """

    person: str
    name: str
    left: int
    planned: int
    phase: Showing
    call: str = ""
    about: str = ""


class Place(Struct, frozen=True):
    """A place on the speaking list, in speaking order, and `why` the person has this place."""

    person: str
    name: str
    kind: SpeakKind
    call: str = ""
    why: str = ""


class Row(Struct, frozen=True):
    """An item of the agenda: `minutes` of its timebox, `25` or `1:30`, "" for none; `gone` were used."""

    title: str
    status: agenda.state.Status
    minutes: str = ""
    gone: int = 0
    about: str = ""
    section: str = ""


class Seen(Struct, frozen=True):
    """The state of an assembly at one moment.

    `n` entries are recorded; `unsigned` of them wait for a signature, and `left_out` of them are not
    understood and wait until the room decides to go on without them. `meeting` is 0 between meetings. The
    item has `left` seconds of a timebox of `box`, None without one, and `gone` minutes were used. `until` is
    the hour a break ends, or "", and `back` the milliseconds until then. `ends` is the predicted hour at
    which the meeting ends, or "", `late` minutes after the plan. `heard` says how voice circulates. With
    `lists`, people alternate between lists that only the wall knows, so `waiting` is in the order in which
    people asked.
    """

    n: int
    time: str
    assembly: str
    meeting: int
    title: str = ""
    until: str = ""
    item: str = ""
    left: int | None = None
    speaking: Speaker | None = None
    waiting: list[Place] = []
    about: str = ""
    box: int = 0
    gone: int = 0
    agenda: list[Row] = []
    ends: str = ""
    late: int = 0
    back: int = 0
    heard: str = ""
    closed: bool = False
    lists: bool = False
    count: Counting = "down"
    sure: bool = True
    unsigned: int = 0
    left_out: int = 0


def seen(assembly: Assembly, name: Naming, now: Stamp, unsigned: int = 0) -> Seen:
    """Return the state at this moment. The journal has its entry 0."""
    state, last = assembly.state, assembly.last
    sitting = state.meeting.open
    assert last is not None, "a journal has an entry 0"
    status = Seen(
        n=assembly.size,
        time=local(now.at, now.offset).strftime("%H:%M"),
        assembly=state.record.assembly,
        meeting=sitting.number if sitting else 0,
        sure=now.clock != "unsure",
        unsigned=unsigned,
        left_out=assembly.left_out.waiting,
    )
    if sitting is None:
        return status
    before = Stamp(last.at, last.boot, last.up, last.clock)
    called = called_by(dict.fromkeys([*state.roster.members, *sitting.here]), name)
    evening, item = state.agenda, agenda.state.open_item(state.agenda)
    box = timebox(evening, item) if item else 0
    ends = predicted_end(evening, now, before)
    return replace(
        status,
        title=meeting.rules.called(sitting.number, sitting.title),
        until=sitting.break_until,
        back=break_left(sitting, now) or 0,
        item=title_of(item, assembly.registry.called) if item else "",
        about=_about(item, called) if item else "",
        left=time_left(evening, item, now, before) // 1000 if item and box else None,
        box=box,
        gone=spent(item, now, before) // 60_000 if item else 0,
        speaking=_speaker(state.floor, name, called, now, before),
        waiting=_waiting(state.floor, sitting.here, name, called),
        lists=_by_lists(state.floor),
        agenda=[
            _row(evening, planned, title_of(planned, assembly.registry.called), called, now, before)
            for planned in evening.items
        ],
        ends=ends.strftime("%H:%M") if ends else "",
        late=lateness(evening, now, before),
        heard=reading(heard_tonight(state.floor, sitting.here)),
        closed=state.floor.closed,
        count=state.rules.clocks,
    )


def called_by(people: Iterable[str], name: Naming) -> Naming:
    """Return a function to what the room calls a person: a unique first name, else the whole name."""
    firsts: dict[str, int] = {}
    for person in people:
        for look in looks(name(person).split(" ")[0]):
            firsts[look] = firsts.get(look, 0) + 1

    def called(person: str) -> str:
        whole = name(person)
        first = whole.split(" ")[0]
        return first if all(firsts.get(look, 0) <= 1 for look in looks(first)) else whole

    return called


def _about(item: agenda.state.Item, called: Naming) -> str:
    return listed([kind_word(item.kind), *([called(item.presenter)] if item.presenter else [])])


def _speaker(
    state: floor.state.State, name: Naming, called: Naming, now: Stamp, last: Stamp
) -> Speaker | None:
    turn = state.turn
    if turn is None:
        return None
    left = turn.planned * 1000 - elapsed(turn, now, last)
    phase: Showing = "paused" if stands_still(turn, now) else phase_of(left / 1000, turn.planned)
    if phase == "speaking" and turn.kind == "order":
        phase = "order"
    about = "" if turn.kind in ("contribution", "order") else order.kind_word(turn.kind)
    return Speaker(
        turn.person, name(turn.person), left, turn.planned * 1000, phase, called(turn.person), about
    )


def _on_a_list(place: floor.state.Waiting) -> bool:
    """True if a list decides over this place, and not a round or the person's wish to let others go first."""
    return place.kind == "contribution" and not place.round and not place.lowered


def _by_lists(state: floor.state.State) -> bool:
    return floor.state.by_lists(floor.state.ruling(state).rule)


def _waiting(state: floor.state.State, here: list[str], name: Naming, called: Naming) -> list[Place]:
    silent = _by_lists(state)
    return [
        Place(
            place.person,
            name(place.person),
            place.kind,
            called(place.person),
            "" if silent and _on_a_list(place) else order.why(state, place),
        )
        for place in queue(state, here)
    ]


def _row(
    state: agenda.state.State, item: agenda.state.Item, title: str, called: Naming, now: Stamp, last: Stamp
) -> Row:
    about = [item.starts, kind_word(item.kind) if item.kind != "discussion" else ""]
    about.append(called(item.presenter) if item.presenter else "")
    return Row(
        title,
        item.status,
        in_minutes(box) if (box := timebox(state, item)) else "",
        spent(item, now, last) // 60_000,
        listed(part for part in about if part),
        item.section,
    )
