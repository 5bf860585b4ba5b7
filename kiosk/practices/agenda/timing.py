"""How long is left, when the meeting will end, how late it is: pure functions of the clock.

`now` is the stamp of this moment; `last` that of the last entry, needed only between a power cut and the
first entry after it. Moments are ms since 1970 (an evening may go through the night in which the clocks
change), local times naive datetimes. If no item has a length or a time of day, nothing was planned, and
nothing can be predicted.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from kiosk.practices.agenda.events import Less
from kiosk.practices.agenda.state import Item, Sitting, State, open_item, ran
from kiosk.terms import Stamp, said_time, wall_ms
from kiosk.zones import nearest, wall_at

THREE_HOURS = 3 * 3_600_000


def spent(item: Item, now: Stamp, last: Stamp | None = None) -> int:
    """Return the milliseconds for which the room has talked about an item."""
    if item.runs and item.boot not in ("", now.boot) and last is not None and last.boot == item.boot:
        return item.spent + max(0, last.up - item.up) + max(0, now.up)
    return item.spent + ran(item, now.boot, now.up)


def timebox(state: State, item: Item) -> int:
    """Return the seconds of an item: planned, or up to the next item's start, plus added; 0 for none."""
    planned = item.planned
    if not planned and item.starts:
        place = state.items.index(item)
        follower = state.items[place + 1] if place + 1 < len(state.items) else None
        if follower and follower.starts:
            gap = _moment(follower.starts) - _moment(item.starts)
            planned = int((gap if gap >= timedelta(0) else gap + timedelta(days=1)).total_seconds())
    return planned + item.added


def left(state: State, item: Item, now: Stamp, last: Stamp | None = None) -> int:
    """Return the ms left of an item's timebox, below 0 when it is over; 0 for an item without a timebox."""
    box = timebox(state, item)
    return box * 1000 - spent(item, now, last) if box else 0


def predicted_end(state: State, now: Stamp, last: Stamp | None = None) -> datetime | None:
    """Return when the meeting ends if each waiting item takes its timebox; None if nothing was planned.

    An item with a time of day does not begin before it; during a break no item begins before its end.
    """
    moment = _predicted(state, now, last)
    return None if moment is None else wall_at(moment, now)


def _predicted(state: State, now: Stamp, last: Stamp | None) -> int | None:
    if not _is_planned(state):
        return None
    moment = wall_ms(now.at)
    opened = open_item(state)
    if opened:
        moment += max(0, left(state, opened, now, last))
    if state.ends:
        moment = max(moment, wall_ms(state.ends))
    elif state.until:
        moment = max(moment, nearest(state.until, wall_ms(now.at), now))
    for item in state.items:
        if item.status == "waiting":
            if item.starts:
                moment = max(moment, nearest(item.starts, moment, now))
            moment += 1_000 * timebox(state, item)
    return moment


def planned_end(state: State, now: Stamp) -> datetime | None:
    """Return the end by the plan: the meeting's beginning plus all lengths; times of day replace the sum."""
    moment = _planned(state, now)
    return None if moment is None else wall_at(moment, now)


def _planned(state: State, now: Stamp) -> int | None:
    if not _is_planned(state):
        return None
    moment = began(state.sitting, now)
    for item in state.items:
        if item.starts:
            moment = nearest(item.starts, moment, now)
        moment += 1_000 * (timebox(state, item) - item.added)
    return moment


def lateness(state: State, now: Stamp, last: Stamp | None = None) -> int:
    """Return the whole minutes late against the plan, below 0 if early; 0 if nothing was planned."""
    by_plan, predicted = _planned(state, now), _predicted(state, now, last)
    if by_plan is None or predicted is None:
        return 0
    return round((predicted - by_plan) / 60_000)


def spread(state: State, late: int) -> list[Less]:
    """Return how `late` minutes could be spread over what is left, in whole minutes; the room decides.

    Each waiting item becomes shorter in proportion to its time, by at most half of it; breaks stay as long.
    """
    boxes = {item.id: timebox(state, item) for item in state.items if item.status == "waiting"}
    kinds = {item.id: item.kind for item in state.items}
    most = {item: box // 120 for item, box in boxes.items() if box >= 120 and kinds[item] != "break"}
    given = dict.fromkeys(most, 0)
    for _minute in range(min(late, sum(most.values()))):
        able = [item for item in most if given[item] < most[item]]
        given[min(able, key=lambda item: (given[item] + 1) / boxes[item])] += 1
    return [Less(item, 60 * minutes) for item, minutes in given.items() if minutes]


def returns(state: State, item: Item, now: Stamp) -> str:
    """Return when a break item ends, `20:15`: at the next item's time of day, else after its timebox (15
    minutes if it has none)."""
    moment = wall_ms(now.at)
    place = state.items.index(item)
    follower = state.items[place + 1] if place + 1 < len(state.items) else None
    if follower and follower.starts and follower.status == "waiting":
        at = nearest(follower.starts, moment, now)
        if 0 < at - moment < THREE_HOURS:
            return wall_at(at, now).strftime("%H:%M")
    return wall_at(moment + 1_000 * (timebox(state, item) or 900), now).strftime("%H:%M")


def began(sitting: Sitting, now: Stamp) -> int:
    """Return the moment at which the meeting began; within one boot by the time since boot."""
    if sitting.boot == now.boot:
        return wall_ms(now.at) - max(0, now.up - sitting.up)
    if sitting.means:
        return wall_ms(sitting.means)
    if sitting.said:  # of an earlier version: local time, and its offset
        since = said_time(sitting.said) - datetime(1970, 1, 1)
        return since // timedelta(milliseconds=1) - 60_000 * sitting.offset
    return wall_ms(sitting.at)


def _is_planned(state: State) -> bool:
    return any(item.planned or item.starts or item.added for item in state.items)


def _moment(hour: str) -> datetime:
    return datetime.strptime(hour, "%H:%M")
