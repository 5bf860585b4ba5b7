"""Which of the app's own keys lead to something that is possible now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.screen import Screen

from kiosk.desk.desk import Desk
from kiosk.practices.record.rules import Undo
from screens.app import places
from screens.app.registry import MOMENTS, only_at
from screens.moment import Moment


def offered(action: str, desk: Desk, stack: Sequence[Screen[Any]]) -> bool:
    """True if this action of the app is possible now. `stack` holds all screens shown, the top one last."""
    resting = desk.room.on_break()
    if action in ("prompt", "quit_kiosk"):
        return not resting
    if action == "undo":
        return not desk.refusal(Undo())
    moment = action.removeprefix("go('").removesuffix("')")
    if moment not in MOMENTS:
        return True
    here = next((screen for screen in reversed(stack) if isinstance(screen, Moment)), None)
    if here is not None and moment == here.NAME:  # also when a dialog is in front
        return False
    if resting:
        return moment == only_at(desk)
    if not places.in_a_meeting(moment):
        return True
    return desk.state.meeting.open is not None and not only_at(desk)
