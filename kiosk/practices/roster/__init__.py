"""The roster: members, their cells, and the guests that people named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.language import words
from kiosk.practices.contract import Practice, Scene, Tells
from kiosk.practices.roster import events, rules

if TYPE_CHECKING:
    from kiosk.practices.chapter import Chapter

_, ngettext = words("roster")


def _title() -> str:
    return _("who belongs")


def _tells() -> type[Tells]:
    from kiosk.practices.roster.telling import Telling

    return Telling


def _chapter() -> Chapter:
    from kiosk.practices.roster.minutes import CHAPTER

    return CHAPTER


def _scene() -> type[Scene]:
    from kiosk.practices.roster.scene import Story

    return Story


PRACTICE = Practice(
    name="roster",
    title=_title,
    tells=_tells,
    chapter=_chapter,
    scene=_scene,
    state=rules.State,
    commands=rules.COMMANDS,
    events=events.EVENTS,
    decide=rules.decide,
    fold=rules.fold,
    complete=rules.complete,
    stays=rules.stays,
    can_undo=rules.can_undo,
)
