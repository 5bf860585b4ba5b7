"""The agenda: what tonight is about, in which order, how long each point may take, and what became of it.

Items are adopted from a list (`importer` reads the files that people write), added, edited and reordered;
one is open at a time; what is not dealt with is skipped or carried to the next meeting. What comes back by
itself (reviews due, carried items) is there when the meeting opens. Who speaks is kept by the floor, and a
proposal is a thing of its own, though an item may be about one.
"""

from __future__ import annotations

from kiosk.language import words
from kiosk.later import Later
from kiosk.practices.agenda import commands, deciding, events, naming, state
from kiosk.practices.contract import Practice

_, ngettext = words("agenda")


def _title() -> str:
    return _("the agenda")


PRACTICE = Practice(
    name="agenda",
    title=_title,
    tells=Later("kiosk.practices.agenda.telling:Telling"),
    chapter=Later("kiosk.practices.agenda.minutes:CHAPTER"),
    scene=Later("kiosk.practices.agenda.scene:Story"),
    state=state.State,
    commands=commands.COMMANDS,
    events=events.EVENTS,
    hears=state.HEARS,
    decide=deciding.decide,
    fold=state.fold,
    stays=state.stays,
    rebooted=state.rebooted,
    answers=state.Answers,
    returns=("carried",),
    due=state.due,
    called=naming.called,
)
