"""Ask the room about two equal or similar names: are they two people?

Draws keep people apart by their ids, but the room cannot. Where two names look the same, the room confirms
that they belong to two people (lot/1).
"""

from __future__ import annotations

from textual.app import App

from kiosk.cleaning import shown
from kiosk.language import words
from kiosk.practices.room import Room
from screens.keys.keymap import key

_, ngettext = words("arrive")


async def another(app: App[object], room: Room, name: str, but: str = "") -> bool | None:
    """Return False if no other person has such a name, True if the room says these are two people.

    `but` is the id of the person who gets the name. Returns None if the room does not say so: record nothing.
    """
    from screens.dialogs.question import Question

    alike = [person for person in room.alike(name) if person != but]
    if not alike:
        return False
    other = alike[0]
    question = _("{name} is already in the roster. Are these two people?")
    if room.own_name(other) != name:
        question = _("{name} looks like {other} ({id}). Are these two people?")
    sure = await app.push_screen_wait(
        Question(
            question.format(name=shown(name), other=shown(room.own_name(other)), id=other),
            _("{key[question.yes]}: two people of one name. {key[question.no]}: nothing is changed.").format(
                key=key
            ),
        )
    )
    return True if sure else None
