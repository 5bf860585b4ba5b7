"""Which moments there are, and at which of them an evening stands.

Each screen is imported when it is first visited: the first frame does not wait for the others. The moment
last shown is remembered in the cache so that a restart returns to it, unless the journal says that
something more urgent is under way (a meeting left open, a draw, a break).
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from kiosk.desk.desk import Desk
from kiosk.practices.agenda.asked import agenda as agenda_of
from screens.moment import Moment

_PLACES = {
    "lobby": "Lobby",
    "arrive": "Arrive",
    "agenda": "Agenda",
    "lot": "Lot",
    "floor": "Floor",
    "proposal": "Proposal",
    "mandates": "Mandates",
    "minutes": "Minutes",
    "journal": "JournalView",
    "devices": "Devices",
    "more": "More",
    "circulation": "Circulation",
}
"""A moment and its screen, which stands in `screens.NAME.NAME`."""


def _visit(name: str) -> Callable[[], Moment]:
    def make() -> Moment:
        moment: Moment = getattr(import_module(f"screens.{name}.{name}"), _PLACES[name])()
        return moment

    return make


MOMENTS: dict[str, Callable[[], Moment]] = {name: _visit(name) for name in _PLACES}

IN_A_MEETING = ("agenda", "lot", "floor", "proposal")
"""Moments at which there is nothing to do between meetings, nor in a meeting that was left open."""


def remember(folder: Path, moment: str) -> None:
    """Keep the moment last shown; derived and disposable, so a failure to write it is no trouble."""
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
    """The moment to show when the kiosk opens."""
    seen = _remembered(folder)
    if desk.state.meeting.open is None:
        return seen if seen in MOMENTS and seen not in IN_A_MEETING else "lobby"
    if only := only_at(desk):
        return only
    if seen in MOMENTS and seen != "lobby":
        return seen
    return "floor" if agenda_of(desk.room).open_item() else "arrive"


def only_at(desk: Desk) -> str:
    """The one moment where something can be done now: the minutes, to close a meeting that was left open, or
    the floor, to end a break; "" when all can be visited."""
    sitting = desk.state.meeting.open
    if sitting is None:
        return ""
    if desk.left_open(desk.stamp()):
        return "minutes"
    return "floor" if sitting.break_until else ""
