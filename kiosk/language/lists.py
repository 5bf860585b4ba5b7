"""Join several things in one sentence; the language says what is put between them.

In English `listed` uses commas only and no "and", because the wall has no room for it. `either` is
for a question: "Ana, Ben or Chris".
"""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.language import contexts

pgettext, npgettext = contexts("lists")


def listed(things: Iterable[str]) -> str:
    """Return them with the language's separators between them: "Ana, Ben, Chris"; "" for none."""
    return _joined(
        list(things),
        # Translators: between two neighbours of a longer list; keep {before} and {after}.
        pgettext("list: neighbours", "{before}, {after}"),
        # Translators: before the last of three or more: here a language may say "and".
        pgettext("list: the last", "{before}, {after}"),
        # Translators: a list of exactly two.
        pgettext("list: exactly two", "{before}, {after}"),
    )


def both(things: Iterable[str]) -> str:
    """Return them with an "and" before the last: "Ana, Ben and Chris"; "" for none."""
    return _joined(
        list(things),
        pgettext("list with and: neighbours", "{before}, {after}"),
        pgettext("list with and: the last", "{before} and {after}"),
        pgettext("list with and: exactly two", "{before} and {after}"),
    )


def either(things: Iterable[str]) -> str:
    """Return them as a choice: "Ana, Ben or Chris"; "" for none."""
    return _joined(
        list(things),
        pgettext("list with or: neighbours", "{before}, {after}"),
        pgettext("list with or: the last", "{before} or {after}"),
        pgettext("list with or: exactly two", "{before} or {after}"),
    )


def sentences(parts: Iterable[str]) -> str:
    """Return whole sentences one after another on a line, as the language sets them; "" for none."""
    # Translators: two whole sentences on one line; some languages put no blank between them.
    pattern = pgettext("one sentence after another", "{before} {after}")
    return _joined(list(parts), pattern, pattern, pattern)


def _joined(things: list[str], neighbours: str, last: str, two: str) -> str:
    if len(things) < 2:
        return "".join(things)
    if len(things) == 2:
        return _pair(two, *things)
    before = things[0]
    for thing in things[1:-1]:
        before = _pair(neighbours, before, thing)
    return _pair(last, before, things[-1])


def _pair(pattern: str, before: str, after: str) -> str:
    return pattern.format(before=before, after=after)
