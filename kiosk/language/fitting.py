"""Whether a translation can be filled in with the values that its English sentence gets.

`"{name} speaks".format(name=...)` raises KeyError for the translation `{nom} parle`, in the middle of a
meeting. Such a translation is not used, and the sentence stays English.
"""

from __future__ import annotations

from functools import cache
from string import Formatter

Field = tuple[str, str, str]
"""The name in braces, its format and its conversion: `("n", ",", "")` for `{n:,}`."""


@cache  # a sentence is on the wall many times a second; a catalogue has a limited number of them
def fits(translation: str, *english: str) -> bool:
    """Return True if the English forms together have every placeholder of the translation."""
    known: set[Field] = set()
    for sentence in english:
        try:
            known |= fields(sentence)
        except ValueError:  # a brace of its own: the code does not fill in this sentence
            return True
    try:
        return fields(translation) <= known | {(name, "", "") for name, _format, _turned in known}
    except ValueError:
        return False


def fields(sentence: str) -> set[Field]:
    """Return the placeholders of a sentence. Raises ValueError where a brace is left open."""
    return {
        (name, form or "", turned or "")
        for _text, name, form, turned in Formatter().parse(sentence)
        if name is not None
    }
