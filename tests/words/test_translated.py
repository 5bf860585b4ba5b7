"""A translation that would end a meeting is named; one that nobody has made yet is none."""

from __future__ import annotations

import pytest
from babel.messages.catalog import Catalog

from tests.words.translated import faults


@pytest.mark.parametrize(
    ("translation", "found"),
    [
        ("", []),
        ("{name} parle", []),
        ("{nom} parle", ["'{name} speaks': ['nom'] in '{nom} parle' is unknown to the code"]),
        ("Elle parle", ["'{name} speaks': ['name'] is missing in 'Elle parle'"]),
        ("{name parle", ["""'{name} speaks': expected '}' before end of string in '{name parle'"""]),
    ],
)
def test_a_translation_has_the_placeholders_of_its_sentence(translation: str, found: list[str]) -> None:
    """Other names in braces, or fewer, are named with the sentence that they belong to."""
    catalogue = Catalog(locale="fr")
    catalogue.add("{name} speaks", translation)
    assert list(faults(catalogue)) == found


def test_a_language_that_was_just_begun_has_no_faults() -> None:
    """Babel has no text at all for what was taken over from a template, one form or several."""
    template = Catalog()
    template.add("{name} speaks")
    template.add(("{n} turn", "{n} turns"))
    begun = Catalog(locale="fr")
    begun.update(template)
    assert list(faults(begun)) == []
