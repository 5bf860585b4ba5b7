"""The journal in plain words: a sentence for each entry, clear to a person who was not there.

    teller = Teller(names.name)
    teller.tell(line).sentence          "Eva finished speaking after 1:42."

This is the engine; the sentences are the practices' (`telling.py` in the folder of each). An entry alone
holds ids: `turn.ended/1` of m005. A `Teller` gets entries in order; each practice's sentences remember
what they need from earlier ones (titles, since when a person speaks). Names come from outside the
journal, so a forgotten person is "m007".

    teller.py     one entry after the other
    pages.py      all of a journal, in pages

It is neither state nor minutes: it decides nothing, and undone acts have their sentences too.
"""
