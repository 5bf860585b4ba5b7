"""The minutes' chapter on speaking: totals only. It never says who spoke for how long."""

from __future__ import annotations

from msgspec import Struct

from kiosk.language import words
from kiosk.practices.blocks import Paragraph, Said, say
from kiosk.practices.chapter import Chapter, Ended, Evening, Listener, Passage, Place, Told
from kiosk.practices.floor.circulation import THREE, heard
from kiosk.practices.floor.folding import finish
from kiosk.practices.floor.state import State

_, ngettext = words("floor")


class Voice(Struct, frozen=True):
    """Totals of speaking: `heard` of `present` people spoke, in so many `contributions`.

    The three people who spoke longest held `share` percent of the time; `seconds` were spoken in all.
    """

    heard: int = 0
    present: int = 0
    contributions: int = 0
    share: int = 0
    seconds: int = 0


class Hearing(Listener):
    """Reads the totals of the sitting from the floor's state."""

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
        )


def blocks(data: Voice, evening: Evening) -> Told:
    return Told(
        [Passage(Place.VOICE, (Paragraph((_sentences(data),)),), title=say(_("How voice went round")))]
    )


def _sentences(voice: Voice) -> Said:
    if not voice.contributions:
        return say(_("No speaking turns were taken."))
    heard = say(
        ngettext(
            "{heard} of the {present} people here was heard, in {count} contributions.",
            "{heard} of the {present} people here were heard, in {count} contributions.",
            voice.heard,
        ),
        heard=voice.heard,
        present=voice.present,
        count=voice.contributions,
    )
    if voice.heard <= THREE:
        return heard
    share = say(_("The three who spoke longest held {share} % of the time."), share=voice.share)
    return say(_("{heard} {share}"), heard=heard, share=share)


CHAPTER = Chapter(Voice, Hearing, blocks)
