"""Sentences about harm ledgers."""

from __future__ import annotations

from typing import assert_never

from kiosk.language import words
from kiosk.practices.contract import Tells
from kiosk.practices.wording import short
from kiosk.terms import Entry
from tests.one_more.harm.events import LedgerBegun, LedgerClosed, OwnEvent, RowAdded

_, ngettext = words("harm")


class Telling(Tells):
    """Needs nothing of what was heard before."""

    def sentence(self, event: OwnEvent, entry: Entry) -> str:
        match event:
            case LedgerBegun():
                sentence = _("Harm ledger {n} was begun: {action}.")
                return sentence.format(n=event.ledger, action=short(event.action))
            case RowAdded():
                sentence = _("Harm ledger {n}, who could be hurt: {who} ({harm}).")
                return sentence.format(n=event.ledger, who=short(event.who), harm=short(event.harm))
            case LedgerClosed():
                return _("Harm ledger {n} was closed.").format(n=event.ledger)
            case _:
                assert_never(event)
