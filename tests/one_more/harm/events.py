"""What is recorded of a harm ledger."""

from __future__ import annotations

from typing import get_args

from kiosk.practices.messages import Event
from kiosk.terms import Count, Reason, Title


class LedgerBegun(Event, tag="harm.begun/1"):
    """`item` is the agenda item that was open, 0 for none."""

    ledger: Count
    action: Title
    item: Count = 0


class RowAdded(Event, tag="harm.row-added/1"):
    """`who` could be hurt, and in which way."""

    ledger: Count
    who: Title
    harm: Reason


class LedgerClosed(Event, tag="harm.closed/1"):
    """Every row has its answer."""

    ledger: Count


OwnEvent = LedgerBegun | RowAdded | LedgerClosed
EVENTS: tuple[type[Event], ...] = get_args(OwnEvent)
