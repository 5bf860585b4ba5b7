"""Write the journal's sentences about reviews of decisions."""

from __future__ import annotations

from typing import assert_never

from kiosk.language import words
from kiosk.practices.contract import Tells
from kiosk.practices.decision.events import DecisionKept, DecisionRepealed, OwnEvent
from kiosk.practices.wording import short
from kiosk.terms import Entry

_, ngettext = words("decision")


class Telling(Tells):
    """Writes a sentence for each review of a decision."""

    def sentence(self, event: OwnEvent, entry: Entry) -> str:
        """Return the sentence for one event."""
        match event:
            case DecisionKept():
                sentence = _("Decision {n} stays, to be looked at again on {review}.")
                if event.reason:
                    sentence = _("Decision {n} stays, to be looked at again on {review}: {why}")
                return sentence.format(n=event.decision, review=event.review, why=short(event.reason))
            case DecisionRepealed():
                sentence = (
                    _("Decision {n} no longer holds: {why}")
                    if event.reason
                    else _("Decision {n} no longer holds.")
                )
                return sentence.format(n=event.decision, why=short(event.reason))
            case _:
                assert_never(event)
