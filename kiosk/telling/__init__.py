"""The journal in plain words: a sentence for each entry that somebody understands who was not there.

    teller = Teller(names.name)
    teller.tell(line).sentence          "Eva finished speaking after 1:42."

An entry alone holds ids: `turn.ended/1` of m005. A `Teller` is told entries in order; it remembers what their
sentences need of those before (titles, who has been speaking since when), and says less where it has heard
less. Names come from beside the journal, so somebody forgotten is "m007".

    people.py     the roster, the meeting, roles           matters.py   proposals and decisions
    floor.py      who speaks                               drawing.py   draws by lot
    evening.py    the agenda                               pages.py     all of a journal, in pages
    house.py      the record itself and the rules
    subjects.py   what a practice is called                     heard.py     what was heard so far

It is no state and no minutes: nothing is decided by it, and what was undone is still told.
"""

from kiosk.telling.pages import Filter, Pages
from kiosk.telling.subjects import subject
from kiosk.telling.teller import Teller, Told, sentences

__all__ = ["Filter", "Pages", "Teller", "Told", "sentences", "subject"]
