"""A place: a moment of an evening that people can go to, as its folder declares it.

    PLACE = Place("floor", N_("floor"), "screens.floor.floor:Floor", key="f2", in_a_meeting=True)

stands in screens/floor/__init__.py. The keys that lead there, the page of everything else, and the coach's
hint where an open item is dealt with are all made from the table of places (`screens.app.places`). The screen
is imported at the first visit.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from msgspec import Struct
from textual.binding import Binding

from kiosk.language import contexts, words
from screens.keys import labels

if TYPE_CHECKING:
    from screens.moment import Moment

placed, _placed = words("places")
"""The catalogue of all places' labels."""
pgettext, npgettext = contexts("places")


class Place(Struct, frozen=True):
    """`name` is that of the folder, of the moment and of its style; `label` names it in the row of keys.

    `screen` is where its screen is, module and class: a name, so that the table of places depends on none of
    them. `key` leads there from everywhere; or `letter` does from the page of everything else, where `title`
    and `about` stand behind it. `in_a_meeting`: there is nothing to do there between meetings. What is dealt
    with there is `opened_by` agenda items of these kinds; with `at_once` the room goes there when one is opened,
    and `hint` is what the floor says meanwhile, with `{key}` for the key that leads there.
    """

    name: str
    label: str
    screen: str
    key: str = ""
    letter: str = ""
    title: str = ""
    about: str = ""
    in_a_meeting: bool = False
    opened_by: tuple[str, ...] = ()
    at_once: bool = False
    hint: str = ""

    def __post_init__(self) -> None:
        if bool(self.key) == bool(self.letter):
            raise ValueError(f"the place {self.name} needs a key or a letter, not both")

    def load(self) -> type[Moment]:
        """Import the screen of this place, and return its class."""
        module, _colon, name = self.screen.partition(":")
        found: type[Moment] = getattr(import_module(module), name)
        return found

    @property
    def id(self) -> str:
        """The id of the key that leads there, as kiosk.toml has it."""
        return f"{'app' if self.key else 'more'}.{self.name}"

    def row(self) -> tuple[str, str]:
        """Return its row on the page of everything else, in the language of the wall: title, and about."""
        return pgettext("row of a menu", self.title), placed(self.about)

    def binding(self) -> Binding:
        """Return the key that leads there; a letter is taken in both cases."""
        labels.OWN_WORDS[self.id] = placed
        if self.key:
            return Binding(self.key, f"go('{self.name}')", self.label, id=self.id)
        letter = self.letter.upper()
        keys = f"{self.letter.lower()},{letter}"
        return Binding(keys, f"visit('{self.name}')", self.label, key_display=letter, id=self.id)
