"""What is recorded about the review of a decision."""

from __future__ import annotations

from typing import get_args

from kiosk.practices.messages import Event
from kiosk.terms import Count, Date, Reason


class DecisionKept(Event, tag="decision.kept/1"):
    decision: Count
    review: Date
    reason: Reason = ""


class DecisionRepealed(Event, tag="decision.repealed/1"):
    decision: Count
    reason: Reason = ""


OwnEvent = DecisionKept | DecisionRepealed
EVENTS: tuple[type[Event], ...] = get_args(OwnEvent)
