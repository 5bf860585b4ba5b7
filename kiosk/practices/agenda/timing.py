"""How long is left, when the meeting will end, how late it is: pure functions of the clock.

`now` is the stamp of this moment; `last` that of the last entry, needed only between a power cut and the
first entry after it. Local times are naive datetimes. If no item has a length or a time of day, nothing was
planned, and nothing can be predicted.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from kiosk.practices.agenda.events import Less
from kiosk.practices.agenda.state import Item, Sitting, State, open_item, ran
from kiosk.terms import Stamp, local, said_time

_HALF_A_DAY = timedelta(hours=12)


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
    if not _is_planned(state):
        return None
    moment = local(now.at, now.offset)
    opened = open_item(state)
    if opened:
        moment += timedelta(milliseconds=max(0, left(state, opened, now, last)))
    if state.until:
        moment = max(moment, _at(state.until, local(now.at, now.offset)))
    for item in state.items:
        if item.status == "waiting":
            if item.starts:
                moment = max(moment, _at(item.starts, moment))
            moment += timedelta(seconds=timebox(state, item))
    return moment


def planned_end(state: State, now: Stamp) -> datetime | None:
    """Return the end by the plan: the meeting's beginning plus all lengths; times of day replace the sum."""
    if not _is_planned(state):
        return None
    moment = began(state.sitting, now)
    for item in state.items:
        if item.starts:
            moment = _at(item.starts, moment)
        moment += timedelta(seconds=timebox(state, item) - item.added)
    return moment


def lateness(state: State, now: Stamp, last: Stamp | None = None) -> int:
    """Return the whole minutes late against the plan, below 0 if early; 0 if nothing was planned."""
    by_plan, predicted = planned_end(state, now), predicted_end(state, now, last)
    if by_plan is None or predicted is None:
        return 0
    return round((predicted - by_plan).total_seconds() / 60)


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
    moment = local(now.at, now.offset)
    place = state.items.index(item)
    follower = state.items[place + 1] if place + 1 < len(state.items) else None
    if follower and follower.starts and follower.status == "waiting":
        at = _at(follower.starts, moment)
        if timedelta(0) < at - moment < timedelta(hours=3):
            return at.strftime("%H:%M")
    return (moment + timedelta(seconds=timebox(state, item) or 900)).strftime("%H:%M")


def began(sitting: Sitting, now: Stamp) -> datetime:
    """Return when the meeting began, in local time; within one boot by the time since boot."""
    if sitting.boot == now.boot:
        return local(now.at, now.offset) - timedelta(milliseconds=max(0, now.up - sitting.up))
    if sitting.said:
        return said_time(sitting.said)
    return local(sitting.at, sitting.offset)


def _is_planned(state: State) -> bool:
    return any(item.planned or item.starts or item.added for item in state.items)


def _moment(hour: str) -> datetime:
    return datetime.strptime(hour, "%H:%M")


def _at(hour: str, near: datetime) -> datetime:
    """Return the nearest moment with this time of day: an evening may go past midnight."""
    at = near.replace(hour=int(hour[:-3]), minute=int(hour[-2:]), second=0, microsecond=0)
    if at - near > _HALF_A_DAY:
        return at - timedelta(days=1)
    return at + timedelta(days=1) if near - at > _HALF_A_DAY else at
