"""The contents of the top line: assembly, meeting and item; faults, clock and the journal's mark."""

from __future__ import annotations

from kiosk.desk.desk import Desk
from kiosk.terms import local
from screens.moment import Moment
from screens.widgets.topline import Mark, TopLine


def show(moment: Moment, desk: Desk, faults: int, mark: Mark) -> None:
    """Show the present state in the top line of a mounted moment. `faults` counts faults of devices."""
    stamp = desk.stamp()
    moment.query_one(TopLine).show(
        left=moment.heading(),
        faults=faults,
        clock=local(stamp.at, stamp.offset).strftime("%H:%M"),
        sure=stamp.clock != "unsure",
        mark=mark,
        entries=desk.journal.size,
        waiting=desk.room.journal.left_out().waiting or desk.room.journal.unsigned(),
    )


def mark(desk: Desk, *, failed: bool, recording: bool) -> Mark:
    """Return the most urgent mark: failed, damaged, left out, recording, unsigned, or recorded.

    `failed` is True after an entry that was not recorded; `recording` while an entry is being written slowly.
    """
    if desk.journal.failed or failed:
        return "failed"
    if desk.journal.damage:
        return "damaged"
    if desk.room.journal.left_out().waiting:
        return "left out"
    if recording:
        return "recording"
    return "unsigned" if desk.room.journal.unsigned() else "recorded"
