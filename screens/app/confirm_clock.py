"""Ask the room what time it is: whether the clock is right, or what it should say.

This happens before a meeting is opened, and at a start in the middle of one while the clock is not trusted:
until the day is known, a meeting that was left open last week looks like tonight's. The answer attests the
clock.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from kiosk.errors import Refused
from kiosk.language import words
from kiosk.practices.record.rules import AttestClock
from kiosk.terms import local, said_time
from screens.keys.keymap import key
from screens.moment import Moment
from screens.relative_dates import long_now

if TYPE_CHECKING:
    from textual.app import App

    from kiosk.desk.desk import Desk

_, ngettext = words("agreeing")


async def agreed_time(app: App[Any], now: Callable[[], datetime]) -> str:
    """Return the local time that the room agrees on, `2026-11-22T19:02:31` or as typed; "" after ESC.

    Await it in a worker. A confirmed time was put on the wall less than a minute ago; otherwise it is asked
    again.
    """
    from screens.dialogs.prompt import Line
    from screens.dialogs.question import Question

    right: bool | None = True
    moment = now()
    while right:
        right = await app.push_screen_wait(
            Question(
                _("Is it {now}?").format(now=long_now(moment)),
                _("{key[question.no]} lets you type the right time.").format(key=key),
            )
        )
        if right is None:
            return ""
        asked, moment = moment, now()
        if moment - asked < timedelta(minutes=1):
            break
    # With its seconds: who says yes to the minute that is shown leaves the clock as it is.
    answer, refusal = moment.strftime("%Y-%m-%dT%H:%M:%S"), ""
    how = _("Like this: 2026-11-22 19:02, or 19:02 if the day is right.")
    while not right:
        answer = await app.push_screen_wait(
            Line(_("What date and time is it?"), refusal or how, answer if refusal else "")
        )
        if not answer:
            return ""
        answer = with_day(answer, moment)
        try:
            right = bool(said_time(answer))
        except Refused as refused:
            refusal = refused.sentence
    return answer


def with_day(time: str, moment: datetime) -> str:
    """Return the typed time with the day of `moment` if it was typed without a day."""
    time = time.strip()
    return f"{moment:%Y-%m-%d} {time}" if len(time) <= len("19:02") and ":" in time else time


def doubtful(desk: Desk) -> bool:
    """True if a meeting is open and no clock says whether it is tonight's.

    As long as the machine was not switched off, its uptime says how long ago the last entry was.
    """
    stamp, last = desk.stamp(), desk.assembly.heard
    if desk.state.meeting.open is None or last is None:
        return False
    return stamp.clock == "unsure" and stamp.boot != last.boot


async def agree(app: App[Any], desk: Desk) -> bool:
    """Ask, and record the answer; True once the clock is attested. Await it in a worker."""

    def now() -> datetime:
        stamp = desk.stamp()
        return local(stamp.at, stamp.offset)

    time = await agreed_time(app, now)
    moment = app.screen
    return bool(time) and isinstance(moment, Moment) and bool(await moment.ask(AttestClock(said=time)))
