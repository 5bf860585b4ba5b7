"""The journal in plain words: a sentence for each entry that somebody understands who was not there.

    teller = Teller(names.name)
    teller.tell(line).sentence          "Eva finished speaking after 1:42."

This is the engine: the sentences are the practices' (`telling.py` in the folder of each). An entry alone
holds ids: `turn.ended/1` of m005. A `Teller` is told entries in order; each practice's sentences remember
what they need of those before (titles, who has been speaking since when). Names come from outside the
journal, so somebody forgotten is "m007".

    teller.py     one entry after the other
    pages.py      all of a journal, in pages

It is no state and no minutes: nothing is decided by it, and what was undone is still told.
"""
