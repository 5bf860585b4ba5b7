"""The table of moments, and the moment to show for the present state of an evening.

Each screen is imported when it is first visited: the first frame does not wait for the others. The moment
last shown is remembered in the cache so that a restart returns to it, unless the journal says that something
more urgent is under way (a meeting left open, a break).
"""

from __future__ import annotations

from pathlib import Path

from textual.screen import Screen

from kiosk.desk.desk import Desk
from kiosk.practices.agenda.asked import agenda as agenda_of
from screens.app import places

MOMENTS = places.moments()
"""A function for each moment, by name; each imports its screen when called."""


def welcome() -> Screen[None]:
    """Return the screen of the first start: three questions."""
    from screens.welcome.welcome import Welcome

    return Welcome()


def remember(folder: Path, moment: str) -> None:
    """Remember the moment last shown. It is only a cache, so a failed write is ignored."""
    try:
        (folder / "cache").mkdir(exist_ok=True)
        (folder / "cache" / "moment").write_text(moment, "ascii")
    except OSError:
        return


def _remembered(folder: Path) -> str:
    try:
        return (folder / "cache" / "moment").read_text("ascii")[:20]
    except (OSError, UnicodeDecodeError):
        return ""


def where(desk: Desk, folder: Path) -> str:
    """Return the moment to show when the kiosk opens."""
    seen = _remembered(folder)
    if desk.state.meeting.open is None:
        return seen if seen in MOMENTS and not places.in_a_meeting(seen) else "lobby"
    if only := only_at(desk):
        return only
    if seen in MOMENTS and seen != "lobby":
        return seen
    return "floor" if agenda_of(desk.room).open_item() else "arrive"


def only_at(desk: Desk) -> str:
    """Return the one moment where something is possible now, "" if all can be visited.

    It is "minutes" to close a meeting that was left open, and "floor" to end a break.
    """
    sitting = desk.state.meeting.open
    if sitting is None:
        return ""
    if desk.left_open(desk.stamp()):
        return "minutes"
    return "floor" if sitting.break_until else ""
