"""A harm ledger: who could be hurt by an action, written down before it. A first form, for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.language import words
from kiosk.practices.contract import Practice, Scene, Tells
from tests.one_more.harm import events, rules

if TYPE_CHECKING:
    from kiosk.practices.chapter import Chapter

_, ngettext = words("harm")


def _title() -> str:
    return _("who could be hurt")


def _tells() -> type[Tells]:
    from tests.one_more.harm.telling import Telling

    return Telling


def _chapter() -> Chapter:
    from tests.one_more.harm.minutes import CHAPTER

    return CHAPTER


def _scene() -> type[Scene]:
    from tests.one_more.harm.scene import Story

    return Story


PRACTICE = Practice(
    name="harm",
    title=_title,
    tells=_tells,
    chapter=_chapter,
    scene=_scene,
    state=rules.State,
    commands=rules.COMMANDS,
    events=events.EVENTS,
    decide=rules.decide,
    fold=rules.fold,
    stays=rules.stays,
    returns=("harm",),
    due=rules.due,
    called=rules.called,
)
