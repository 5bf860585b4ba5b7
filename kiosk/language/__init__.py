"""Translate every sentence that people read, so that a second language needs no change of code.

English is the language of the msgids. `words("floor")` gives the two functions of the floor's
catalogue, `contexts("floor")` the same with a context, for a word that means several things. All
of them look the catalogue up when they are called, never at import, because the language may change
while a meeting is open.

A language is a folder of compiled catalogues: `kiosk/locales/fr/LC_MESSAGES/floor.mo`. What a
catalogue lacks stays English, and so does a sentence whose translation cannot be filled in (`fitting`) and
everything in a file that cannot be read. docs/development.md says how a language is added.
"""

from __future__ import annotations

import gettext
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, partial
from pathlib import Path

from kiosk.language.fitting import fits

LOCALES = Path(__file__).parents[1] / "locales"
ENGLISH = "en"
_language = [ENGLISH]
_for_now: ContextVar[str] = ContextVar("language")


def speak(language: str) -> None:
    """Choose the language of every sentence from now on ("en", "pt-br"); English if it has no catalogue."""
    _language[0] = _with_words(language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Render sentences in this language inside the block, whatever the wall speaks (minutes, in a thread)."""
    token = _for_now.set(_with_words(language))
    try:
        yield
    finally:
        _for_now.reset(token)


def spoken() -> str:
    """Return the language in which sentences are rendered here and now, as a page's `lang` has it."""
    return _for_now.get(_language[0])


def _with_words(language: str) -> str:
    """Return the language itself if it has a catalogue, otherwise English, which is then what people read."""
    # The first two are there without a look at the disk: the second screen chooses at each tick.
    return language if language in (ENGLISH, spoken()) or language in languages() else ENGLISH


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
        return _fitting(_catalogue(domain, spoken(), LOCALES).gettext(message), message)

    def many(singular: str, plural: str, count: int) -> str:
        catalogue = _catalogue(domain, spoken(), LOCALES)
        told = partial(catalogue.ngettext, singular, plural, count)
        return _counted(told, singular, plural, count)

    return one, many


def contexts(domain: str) -> tuple[Callable[[str, str], str], Callable[[str, str, str, int], str]]:
    """Return the pair (pgettext, npgettext) of one catalogue; the first argument is the context."""

    def one(context: str, message: str) -> str:
        return _fitting(_catalogue(domain, spoken(), LOCALES).pgettext(context, message), message)

    def many(context: str, singular: str, plural: str, count: int) -> str:
        catalogue = _catalogue(domain, spoken(), LOCALES)
        told = partial(catalogue.npgettext, context, singular, plural, count)
        return _counted(told, singular, plural, count)

    return one, many


def N_(message: str) -> str:  # noqa: N802  # gettext's own name for it
    """Mark a sentence that is stored untranslated, for example in a table, and translated when shown."""
    return message


def NP_(context: str, message: str) -> str:  # noqa: N802
    """Mark a word of a table with its context; the caller that shows it passes the same context."""
    return message


_own, _owns = contexts("languages")


def _fitting(translation: str, message: str) -> str:
    return translation if translation == message or fits(translation, message) else message


def _counted(translate: Callable[[], str], singular: str, plural: str, count: int) -> str:
    english = singular if count == 1 else plural
    try:
        translation = translate()
    except ArithmeticError:  # the catalogue's own rule for plurals is computed here, and may divide by 0
        return english
    return translation if translation == english or fits(translation, singular, plural) else english


@cache
def _catalogue(domain: str, language: str, folder: Path) -> gettext.NullTranslations:
    """Return the words of one domain; those of a file that cannot be read are English."""
    if language == ENGLISH:
        return gettext.NullTranslations()
    name = _folders(folder).get(language, "")
    try:
        return gettext.translation(domain, localedir=str(folder), languages=[name], fallback=True)
    # OSError: no permission, no magic number, an offset behind the end. struct.error: cut short. ValueError:
    # not its charset's bytes, or no rule for plurals. LookupError: an unknown charset, a header without one.
    except (OSError, struct.error, ValueError, LookupError):
        return gettext.NullTranslations()
