"""A meeting: it is opened, people come and go, there are breaks, it is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.language import words
from kiosk.practices.contract import Practice, Scene, Tells
from kiosk.practices.meeting import events, rules

if TYPE_CHECKING:
    from kiosk.practices.chapter import Chapter

_, ngettext = words("meeting")


def _title() -> str:
    return _("meetings, and who is here")


def _tells() -> type[Tells]:
    from kiosk.practices.meeting.telling import Telling

    return Telling


def _chapter() -> Chapter:
    from kiosk.practices.meeting.minutes import CHAPTER

    return CHAPTER


def _scene() -> type[Scene]:
    from kiosk.practices.meeting.scene import Story

    return Story


PRACTICE = Practice(
    name="meeting",
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
    stays=rules.stays,
    can_undo=rules.can_undo,
)
