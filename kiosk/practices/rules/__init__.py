"""The rules that an assembly has given itself, each change an entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.language import words
from kiosk.practices.contract import Practice, Scene, Tells
from kiosk.practices.rules import events, rules

if TYPE_CHECKING:
    from kiosk.practices.chapter import Chapter

_, ngettext = words("rules")


def _title() -> str:
    return _("the rules")


def _tells() -> type[Tells]:
    from kiosk.practices.rules.telling import Telling

    return Telling


def _chapter() -> Chapter:
    from kiosk.practices.rules.minutes import CHAPTER

    return CHAPTER


def _scene() -> type[Scene]:
    from kiosk.practices.rules.scene import Story

    return Story


PRACTICE = Practice(
    name="rules",
    title=_title,
    tells=_tells,
    chapter=_chapter,
    scene=_scene,
    state=rules.State,
    commands=rules.COMMANDS,
    events=events.EVENTS,
    decide=rules.decide,
    fold=rules.fold,
    answers=rules.Answers,
)
