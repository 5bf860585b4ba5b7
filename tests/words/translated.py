"""What may be wrong with a translation: a placeholder that the English sentence does not have ends a meeting.

`"{name} speaks".format(name=...)` raises KeyError for a translation with `{nom}`, on the wall, so such a
catalogue is not compiled.
"""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

from babel.messages.catalog import Catalog, Message

from kiosk.language.fitting import fits


def placeholders(sentence: str) -> set[str]:
    """Return the names in braces. Raises ValueError where a brace is left open."""
    return {name for _text, name, _form, _turned in Formatter().parse(sentence) if name is not None}


def faults(catalogue: Catalog) -> Iterator[str]:
    """Yield a sentence for each translation that cannot be used."""
    for message in catalogue:
        if message.id:
            for translation in _forms(message.string):
                if translation and (why := _fault(message, translation)):
                    yield f"{_forms(message.id)[0]!r}: {why}"


def _fault(message: Message, translation: str) -> str:
    ids = _forms(message.id)
    known = placeholders(ids[0]) | placeholders(ids[-1])
    try:
        used = placeholders(translation)
    except ValueError as error:
        return f"{error} in {translation!r}"
    if more := used - known:
        return f"{sorted(more)} in {translation!r} is unknown to the code"
    if not fits(translation, *ids):
        return f"a format in {translation!r} is unknown to the code"
    # "one person" may say the number in a word; everything else has to be there.
    lost = known - used - ({"n"} if len(ids) > 1 else set())
    return f"{sorted(lost)} is missing in {translation!r}" if lost else ""


def _forms(text: object) -> tuple[str, ...]:
    """One text or its plural forms; Babel has None for what nobody has translated yet."""
    return tuple(str(form or "") for form in (text if isinstance(text, list | tuple) else (text,)))
