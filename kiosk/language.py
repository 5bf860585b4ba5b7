"""The translation of every sentence that people read, so that a second language needs no change of code.

English is the language of the msgids. `words("floor")` returns the two functions of the floor's catalogue.
Both look the catalogue up when they are called, never at import, because the language may change while a
meeting is open.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

LOCALES = Path(__file__).parent / "locales"
_language = ["en"]


def speak(language: str) -> None:
    """Choose the language of every sentence rendered from now on ("en", "fr", ...)."""
    _language[0] = language


@lru_cache(maxsize=64)
def _catalogue(domain: str, language: str) -> gettext.NullTranslations:
    return gettext.translation(domain, localedir=str(LOCALES), languages=[language], fallback=True)


def N_(message: str) -> str:  # noqa: N802 - the name that every extractor of messages knows
    """Return the text unchanged: it is marked for translation here, and translated where it is shown."""
    return message


def words(domain: str) -> tuple[Callable[[str], str], Callable[[str, str, int], str]]:
    """Return (gettext, ngettext) of one catalogue; each practice and each screen has one."""

    def one(message: str) -> str:
        return _catalogue(domain, _language[0]).gettext(message)

    def many(singular: str, plural: str, count: int) -> str:
        return _catalogue(domain, _language[0]).ngettext(singular, plural, count)

    return one, many
