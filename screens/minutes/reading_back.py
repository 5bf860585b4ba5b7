"""What the chapters of the minutes have to say when they are read back on the wall, in plain words."""

from __future__ import annotations

from kiosk.cleaning import shown
from kiosk.language import words
from kiosk.language.lists import listed
from kiosk.minutes.document import Minutes
from kiosk.minutes.escaping import Plain, write
from kiosk.minutes.forms.text import TextWriter
from kiosk.minutes.page import page, read_back
from kiosk.minutes.page import sums as phrases
from kiosk.practices.blocks import say
from kiosk.practices.chapter import Place, Sum

_, ngettext = words("minutes_screen")

ON_THE_WALL = (Place.DECIDED, Place.DRAWN, Place.COMES_BACK)
"""What the screen tells itself: who holds a role now is not what was drawn."""


def sums(minutes: Minutes, decisions: int, roles: int, carried: int) -> str:
    """`2 decisions, 1 role, 1 decision reviewed`; "" where nothing happened. The screen counts its own."""
    own = (
        (Place.DECIDED, decisions, ngettext("{n} decision", "{n} decisions", decisions)),
        (Place.DRAWN, roles, ngettext("{n} role", "{n} roles", roles)),
        (Place.COMES_BACK, carried, ngettext("{n} item carried over", "{n} items carried over", carried)),
    )
    found = [Sum(place, say(sentence, n=n)) for place, n, sentence in own if n]
    found += [each for each in phrases(minutes) if each.place not in ON_THE_WALL or each.also]
    told = read_back(sorted(found, key=lambda each: each.place))
    return listed(shown(write(Plain(), phrase)) for phrase in told)


def beside(minutes: Minutes) -> list[str]:
    """The paragraphs of the summary that the screen does not tell itself, each with its line breaks."""
    writer, told = TextWriter(), page(minutes).in_short
    texts = (writer.blocks(passage.blocks, 0) for passage in told if passage.place not in ON_THE_WALL)
    return [f"{shown(text, multiline=True)}\n\n" for text in texts]
