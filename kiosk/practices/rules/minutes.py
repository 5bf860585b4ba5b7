"""The minutes' chapter on rules: how many were changed. The summary has it only if nothing else."""

from __future__ import annotations

from msgspec import Struct

from kiosk.language import words
from kiosk.practices.blocks import say
from kiosk.practices.chapter import Chapter, Company, Ended, Evening, Listener, Place, Sum, Told
from kiosk.practices.messages import Event, event_kind
from kiosk.practices.rules.events import EVENTS
from kiosk.practices.rules.rules import State
from kiosk.terms import Entry

_, ngettext = words("rules")


class Changes(Struct, frozen=True):
    """How many different rules were set in this sitting."""

    changed: int = 0


class Changing(Listener):
    """Counts each rule once, however often it was set."""

    def __init__(self, company: Company) -> None:
        super().__init__(company)
        self._changed: set[str] = set()

    def take(self, entry: Entry, event: Event, state: State) -> None:
        if isinstance(event, EVENTS):
            self._changed.add(event_kind(event).partition("/")[0])

    def data(self, state: State, ended: Ended) -> Changes | None:
        return Changes(len(self._changed)) if self._changed else None


def blocks(data: Changes, evening: Evening) -> Told:
    told = ngettext("{n} rule changed", "{n} rules changed", data.changed)
    return Told(sums=[Sum(Place.RULES, say(told, n=data.changed), also=True)])


CHAPTER = Chapter(Changes, Changing, blocks)
