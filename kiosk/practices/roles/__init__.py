"""The roles: who holds one now, and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.language import contexts, words
from kiosk.practices.contract import Practice, Scene, Tells
from kiosk.practices.roles import events, rules

if TYPE_CHECKING:
    from kiosk.practices.chapter import Chapter

_, ngettext = words("roles")
pgettext, npgettext = contexts("roles")


def _title() -> str:
    return pgettext("entries about", "roles")


def _tells() -> type[Tells]:
    from kiosk.practices.roles.telling import Telling

    return Telling


def _chapter() -> Chapter:
    from kiosk.practices.roles.minutes import CHAPTER

    return CHAPTER


def _scene() -> type[Scene]:
    from kiosk.practices.roles.scene import Story

    return Story


PRACTICE = Practice(
    name="roles",
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
    returns=("lot",),
    due=rules.due,
    called=rules.called,
)
