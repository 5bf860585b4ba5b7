"""The agenda: what tonight is about, in which order, how long each point may take, and what became of it.

Items are adopted from a list (`importer` reads the files that people write), added, edited and reordered;
one is open at a time; what is not dealt with is skipped or carried to the next meeting. What comes back by
itself (reviews due, carried items) is there when the meeting opens. Who speaks is kept by the floor, and a
proposal is a thing of its own, though an item may be about one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.language import words
from kiosk.practices.agenda import commands, deciding, events, naming, state
from kiosk.practices.contract import Practice, Scene, Tells

if TYPE_CHECKING:
    from kiosk.practices.chapter import Chapter

_, ngettext = words("agenda")


def _title() -> str:
    return _("the agenda")


def _tells() -> type[Tells]:
    from kiosk.practices.agenda.telling import Telling

    return Telling


def _chapter() -> Chapter:
    from kiosk.practices.agenda.minutes import CHAPTER

    return CHAPTER


def _scene() -> type[Scene]:
    from kiosk.practices.agenda.scene import Story

    return Story


PRACTICE = Practice(
    name="agenda",
    title=_title,
    tells=_tells,
    chapter=_chapter,
    scene=_scene,
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
