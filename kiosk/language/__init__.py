"""Translate every sentence that people read, so that a second language needs no change of code.

English is the language of the msgids. `words("floor")` gives the two functions of the floor's
catalogue, `contexts("floor")` the same with a context, for a word that means several things. All
of them look the catalogue up when they are called, never at import, because the language may change
while a meeting is open.

A language is a folder of compiled catalogues: `kiosk/locales/fr/LC_MESSAGES/floor.mo`. What a
catalogue lacks stays English. docs/development.md says how a language is added.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LOCALES = Path(__file__).parents[1] / "locales"
ENGLISH = "en"
_language = [ENGLISH]
_for_now: ContextVar[str] = ContextVar("language")


def speak(language: str) -> None:
    """Choose the language of every sentence rendered from now on ("en", "fr", "pt-br")."""
    _language[0] = language


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Render sentences in this language inside the block, whatever the wall speaks (minutes, in a thread)."""
    token = _for_now.set(language)
    try:
        yield
    finally:
        _for_now.reset(token)


def spoken() -> str:
    """Return the language in which sentences are rendered here and now, as a page's `lang` has it."""
    return _for_now.get(_language[0])


def languages() -> list[str]:
    """Return the languages that can be spoken: English, then each that has a catalogue."""
    return [ENGLISH, *sorted(_folders(LOCALES))]


def _folders(locales: Path) -> dict[str, str]:
    """Return each language and its folder: `pt-br` has its catalogues in `pt_BR`, as gettext wants it."""
    names = {path.parts[-3] for path in locales.glob("*/LC_MESSAGES/*.mo")}
    return {name.replace("_", "-").lower(): name for name in names}


def own_name(language: str) -> str:
    """Return a language's name for itself ("français"), or its tag if its translators gave none."""
    with speaking(language):
        # Translators: the name of your language in your language, as "français".
        name = _own("a language's name for itself", "English")
    return language if name == "English" and language != ENGLISH else name


def words(domain: str) -> tuple[Callable[[str], str], Callable[[str, str, int], str]]:
    """Return the pair (gettext, ngettext) of one catalogue; each practice and each screen has its own."""

    def one(message: str) -> str:
        return _catalogue(domain, spoken(), LOCALES).gettext(message)

    def many(singular: str, plural: str, count: int) -> str:
        return _catalogue(domain, spoken(), LOCALES).ngettext(singular, plural, count)

    return one, many


def contexts(domain: str) -> tuple[Callable[[str, str], str], Callable[[str, str, str, int], str]]:
    """Return the pair (pgettext, npgettext) of one catalogue; the first argument is the context."""

    def one(context: str, message: str) -> str:
        return _catalogue(domain, spoken(), LOCALES).pgettext(context, message)

    def many(context: str, singular: str, plural: str, count: int) -> str:
        return _catalogue(domain, spoken(), LOCALES).npgettext(context, singular, plural, count)

    return one, many


def N_(message: str) -> str:  # noqa: N802  # gettext's own name for it
    """Mark a sentence that is stored untranslated, for example in a table, and translated when shown."""
    return message


def NP_(context: str, message: str) -> str:  # noqa: N802
    """Mark a word of a table with its context; the caller that shows it passes the same context."""
    return message


_own, _owns = contexts("languages")


@cache
def _catalogue(domain: str, language: str, folder: Path) -> gettext.NullTranslations:
    if language == ENGLISH:
        return gettext.NullTranslations()
    name = _folders(folder).get(language, "")
    return gettext.translation(domain, localedir=str(folder), languages=[name], fallback=True)
