"""The record itself: its founding, what was undone, what time the room confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.language import words
from kiosk.practices.contract import Practice, Scene, Tells
from kiosk.practices.record import events, rules

if TYPE_CHECKING:
    from kiosk.practices.chapter import Chapter

_, ngettext = words("record")


def _title() -> str:
    return _("the journal itself")


def _tells() -> type[Tells]:
    from kiosk.practices.record.telling import Telling

    return Telling


def _chapter() -> Chapter:
    from kiosk.practices.record.minutes import CHAPTER

    return CHAPTER


def _scene() -> type[Scene]:
    from kiosk.practices.record.scene import Story

    return Story


PRACTICE = Practice(
    name="record",
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
    can_undo=rules.can_undo,
)
