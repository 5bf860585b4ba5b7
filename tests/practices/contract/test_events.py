"""Each event has a sentence that somebody understands who was not there, and its practice a chapter."""

from __future__ import annotations

import typing

import pytest

from kiosk.desk.registry import REGISTRY, Registry
from kiosk.practices.contract import Without
from kiosk.practices.messages import event_kind
from kiosk.telling.teller import Teller
from kiosk.terms import PersonId
from tests.one_more import REGISTRY as HOUSE
from tests.practices.contract.made import WORDS, entry, made

NAMES = {"m007": "Leyla"}


def sentences_of(registry: Registry, kind: str, name: typing.Callable[[str], str]) -> list[str]:
    """What is told of entries of this kind: one with what it must hold, and one for each other value."""
    samples = made(registry.kinds[kind].type)
    return [Teller(name, registry=registry).tell(entry(event)).sentence for event in samples]


@pytest.mark.parametrize("kind", HOUSE.kinds)
def test_every_event_has_a_sentence(kind: str) -> None:
    """It begins like one, ends like one, and is not what is said of an entry that nobody understands."""
    told = sentences_of(HOUSE, kind, lambda person: NAMES.get(person, person))
    for sentence in told:
        assert sentence[0].isupper() or sentence[0] == "“"
        assert sentence[-1] in ".”" or sentence.endswith(WORDS)
        assert "{" not in sentence
        assert "Not understood" not in sentence
        assert kind.partition("/")[0] not in sentence


def whom(registry: Registry) -> list[str]:
    """The kinds of events that are about one person at least."""
    return [
        kind
        for kind, each in registry.kinds.items()
        if PersonId in typing.get_type_hints(each.type, include_extras=True).values()
    ]


@pytest.mark.parametrize("kind", whom(HOUSE))
def test_a_sentence_names_whom_it_is_about(kind: str) -> None:
    """By name; by the number once the name is forgotten."""
    assert all("m007" in sentence for sentence in sentences_of(HOUSE, kind, lambda person: person))
    told = sentences_of(HOUSE, kind, lambda person: NAMES.get(person, person))
    assert kind == "person.forgotten/1" or all("Leyla" in sentence for sentence in told)


@pytest.mark.parametrize("name", HOUSE.practices)
def test_a_practice_that_records_tells_it_and_has_a_chapter(name: str) -> None:
    """Or it says why not; one that records nothing may say so."""
    practice = HOUSE.practices[name]
    for hook in (practice.tells, practice.chapter, practice.scene):
        assert not isinstance(hook, Without) or len(hook.why.split()) >= 4
    if practice.events:
        assert not isinstance(practice.tells, Without)
        assert not isinstance(practice.chapter, Without)


def test_a_sentence_knows_what_it_hears() -> None:
    """Only events that some practice records."""
    for practice in HOUSE.practices.values():
        if not isinstance(practice.tells, Without):
            assert {event_kind(event) for event in practice.tells().HEARS} <= set(HOUSE.kinds)


def test_the_house_is_the_kiosk_and_one_practice_more() -> None:
    """What these tests ask of the house is asked of every practice that the kiosk has."""
    assert list(HOUSE.practices.items())[:-1] == list(REGISTRY.practices.items())
