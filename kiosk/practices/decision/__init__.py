"""The decisions in force, and when the assembly reviews them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.language import contexts, words
from kiosk.practices.contract import Practice, Scene, Tells
from kiosk.practices.decision import events, rules

if TYPE_CHECKING:
    from kiosk.practices.chapter import Chapter

_, ngettext = words("decision")
pgettext, npgettext = contexts("decision")


def _title() -> str:
    return pgettext("entries about", "decisions")


def _tells() -> type[Tells]:
    from kiosk.practices.decision.telling import Telling

    return Telling


def _chapter() -> Chapter:
    from kiosk.practices.decision.minutes import CHAPTER

    return CHAPTER


def _scene() -> type[Scene]:
    from kiosk.practices.decision.scene import Story

    return Story


PRACTICE = Practice(
    name="decision",
    title=_title,
    tells=_tells,
    chapter=_chapter,
    scene=_scene,
    state=rules.State,
    commands=rules.COMMANDS,
    events=events.EVENTS,
    hears=rules.HEARS,
    decide=rules.decide,
    fold=rules.fold,
    answers=rules.Answers,
    returns=("review",),
    due=rules.due,
    called=rules.called,
)
