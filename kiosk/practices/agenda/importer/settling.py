"""Decide for one list what single entries leave open: numbers in brackets, and words that may be names."""

from __future__ import annotations

import re

from kiosk.practices.agenda.importer import kinds, people, sentences
from kiosk.practices.agenda.importer.entries import EDGES, Parsed
from kiosk.practices.agenda.importer.sentences import doubt

_BARE_BRACKET = re.compile(r"[(\[]\s*(?P<number>[0-9]{1,3})(?P<unit>\s?[^\W\d_]{0,12}\.?)\s*[)\]]\s*$")
_LETTERS_OF_GERMAN = re.compile(r"[äöüßÄÖÜ]")
_LETTERS_OF_OTHERS = re.compile(r"[åøæşğıçőűáéíóúñàèêõãÅØÆŞĞİÇÁÉÍÓÚ]")
_WORDS_OF_GERMAN = re.compile(r"\b(?:und|der|die|das|für|vom|zum|zur|mit|nicht|wir|uhr)\b", re.IGNORECASE)


def settle(entries: list[Parsed], roster: people.Roster) -> None:
    """Decide for one list what single entries leave open: numbers in brackets, and possible names.

    A full name is a presenter where enough entries have one. A single word is one only if nobody's name is
    known at all and the language does not begin its nouns with capitals; even then it is marked."""
    _settle_numbers(entries)
    shaped = not roster.known and not _is_german(entries)
    _settle_first(entries, roster, shaped)
    sure = sum(bool(entry.presenter) for entry in entries)
    for forms in ({"timed", "bracket"}, {"dash"}):
        maybe = [entry for entry in entries if entry.form in forms]
        count = len(maybe) + sure
        often = count > 1 and 2 * count >= len(entries)
        for entry in maybe:
            _settle_one(entry, often or (entry.form == "timed" and (count > 1 or len(entries) == 1)), shaped)
    if 2 * sum(entry.behind for entry in entries) > len(entries):
        for entry in entries:
            _settle_odd(entry)


def _settle_numbers(entries: list[Parsed]) -> None:
    """Take the number in brackets at the end of most entries for minutes, whatever the word behind it."""
    found = [_BARE_BRACKET.search(entry.title) if not entry.seconds else None for entry in entries]
    if sum(map(bool, found)) < 2 or 2 * sum(map(bool, found)) < sum(not entry.seconds for entry in entries):
        return
    for entry, one in zip(entries, found, strict=True):
        if one and one.start() and int(one["number"]):
            entry.seconds = int(one["number"]) * 60
            entry.title = entry.title[: one.start()].rstrip(EDGES)
            entry.doubts = [doubt(sentences.AS_MINUTES, one.group().strip())]


def _settle_first(entries: list[Parsed], roster: people.Roster, shaped: bool) -> None:
    """Take the name before a colon, `Ana: Roof`, for the presenter: a known one, or one that all entries
    have."""
    found = [None if entry.presenter else people.name_first(entry.title) for entry in entries]
    every = shaped and len(entries) > 1 and all(one and one[1][0].isupper() for one in found)
    for entry, one in zip(entries, found, strict=True):
        if one and (every or roster.knows(one[0])):
            entry.presenter, entry.title = one
            entry.kind = entry.kind or kinds.by_word(entry.title)
            entry.doubts += [doubt(sentences.PRESENTER_GUESSED, one[0])] if every else []


def _settle_one(entry: Parsed, throughout: bool, shaped: bool) -> None:
    name, form = entry.maybe, entry.form
    entry.maybe, entry.form = "", ""
    full = people.is_full_name(name)
    if throughout and (full or shaped):
        entry.presenter = entry.presenter or name
        entry.behind = form == "dash"
        entry.doubts += [] if full else [doubt(sentences.PRESENTER_GUESSED, name)]
    elif form == "dash":
        entry.title = entry.whole
        entry.doubts.append(doubt(sentences.PRESENTER_LEFT, name))
    else:
        entry.notes.append(name)
        entry.doubts.append(doubt(sentences.PRESENTER_NOTED, name))


def _settle_odd(entry: Parsed) -> None:
    """Take a small word where the other entries have their presenters for one too: `Money - bo`."""
    if entry.odd and entry.title.endswith(entry.odd) and not entry.presenter:
        entry.title = entry.title.removesuffix(entry.odd).rstrip(EDGES)
        entry.presenter = entry.odd
        entry.doubts.append(doubt(sentences.PRESENTER_GUESSED, entry.odd))


def _is_german(entries: list[Parsed]) -> bool:
    """True where nouns begin with capitals, so that a capital says nothing about a name."""
    text = " ".join(f"{entry.title} {entry.maybe} {entry.whole}" for entry in entries)
    letters = _LETTERS_OF_GERMAN.search(text) and not _LETTERS_OF_OTHERS.search(text)
    return bool(letters or _WORDS_OF_GERMAN.search(text))


def ends_with_number(title: str) -> bool:
    """True if a number in brackets is left at the end of a title."""
    return bool(_BARE_BRACKET.search(title))
