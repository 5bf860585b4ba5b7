"""A place: a moment of an evening that people can go to, as its folder declares it.

    PLACE = Place("floor", N_("floor"), Later("screens.floor.floor:Floor"), key="f2", in_a_meeting=True)

is a line of screens/floor/__init__.py. The keys that lead there, the page of everything else, and the coach's
hint about an open item are all made from the table of places (`screens.app.places`). The screen is imported
at the first visit.
"""

from __future__ import annotations

from msgspec import Struct
from textual.binding import Binding

from kiosk.language import contexts, words
from kiosk.later import Later
from screens.keys import labels

placed, _placed = words("places")
"""The catalogue of the labels of all places."""
pgettext, npgettext = contexts("places")


class Place(Struct, frozen=True):
    """A place: `name` is that of its folder, moment and style; `label` is its name in the row of keys.

    `screen` is imported at the first visit, so that the table of places imports none of them.
    `key` leads there from everywhere; or `letter` leads there from the page of everything else, whose row
    shows `title` and `about`. `in_a_meeting` is True if the place has no use between meetings. Agenda items
    of the kinds `opened_by` are dealt with there; with `at_once` the wall goes there when such an item is
    opened. `hint` is what the floor says until then, with `{key}` for the key that leads there.
    """

    name: str
    label: str
    screen: Later
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

    @property
    def id(self) -> str:
        """Return the id of the key that leads there, as in kiosk.toml."""
        return f"{'app' if self.key else 'more'}.{self.name}"

    def row(self) -> tuple[str, str]:
        """Return its title and description on the page of everything else, in the language of the wall."""
        return pgettext("row of a menu", self.title), placed(self.about)

    def binding(self) -> Binding:
        """Return the binding that leads there; a letter is bound in both cases."""
        labels.OWN_WORDS[self.id] = placed
        if self.key:
            return Binding(self.key, f"go('{self.name}')", self.label, id=self.id)
        letter = self.letter.upper()
        keys = f"{self.letter.lower()},{letter}"
        return Binding(keys, f"visit('{self.name}')", self.label, key_display=letter, id=self.id)
