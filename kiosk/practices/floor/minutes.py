"""The minutes' chapter on speaking: totals only. It never says who spoke for how long."""

from __future__ import annotations

from msgspec import Struct

from kiosk.language import words
from kiosk.practices.blocks import Paragraph, Said, say
from kiosk.practices.chapter import Chapter, Company, Ended, Evening, Listener, Passage, Place, Told
from kiosk.practices.floor.circulation import THREE, heard
from kiosk.practices.floor.events import TurnBegan, TurnHandedOver
from kiosk.practices.floor.folding import finish
from kiosk.practices.floor.state import State
from kiosk.practices.messages import Event
from kiosk.terms import Entry

_, ngettext = words("floor")


class Voice(Struct, frozen=True):
    """Totals of speaking: `heard` of `present` people spoke, in so many `contributions`.

    The three people who spoke longest held `share` percent of the time; `seconds` were spoken in all.
    `turns` were begun, also for points of order, questions and answers, which are no contributions.
    """

    heard: int = 0
    present: int = 0
    contributions: int = 0
    share: int = 0
    seconds: int = 0
    turns: int = 0


class Hearing(Listener):
    """Reads the totals of the sitting from the floor's state, and counts the turns that were begun."""

    def __init__(self, company: Company) -> None:
        super().__init__(company)
        self._turns = 0

    def take(self, entry: Entry, event: Event, state: State) -> None:
        self._turns += isinstance(event, TurnBegan | TurnHandedOver)

    def data(self, state: State, ended: Ended) -> Voice:
        """Return the totals; a turn that still ran at the end is finished first, and counts too."""
        if state.turn is not None:
            finish(state, ended.last)
        told = heard(state, self.company.been())
        return Voice(
            heard=told.heard,
            present=told.present,
            contributions=sum(state.turns.values()),
            share=told.share,
            seconds=sum(state.spoken.values()) // 1000,
            turns=self._turns,
        )


def blocks(data: Voice, evening: Evening) -> Told:
    return Told(
        [Passage(Place.VOICE, (Paragraph((_sentences(data),)),), title=say(_("How voice went round")))]
    )


def _sentences(voice: Voice) -> Said:
    if not voice.contributions:
        if voice.turns:
            return say(_("Nobody made a contribution of their own."))
        return say(_("No speaking turns were taken."))
    count = voice.contributions
    contributions = say(ngettext("{n} contribution", "{n} contributions", count), n=count)
    heard = say(
        ngettext(
            "{heard} of the {present} people here was heard, in {contributions}.",
            "{heard} of the {present} people here were heard, in {contributions}.",
            voice.heard,
        )
        if voice.present > 1
        else _("The one person here was heard, in {contributions}."),
        heard=voice.heard,
        present=voice.present,
        contributions=contributions,
    )
    if voice.heard <= THREE or not voice.seconds:
        return heard
    share = say(_("The three who spoke longest held {share} % of the time."), share=voice.share)
    return say(_("{heard} {share}"), heard=heard, share=share)


CHAPTER = Chapter(Voice, Hearing, blocks)
