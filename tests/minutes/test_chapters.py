"""Chapters: a later practice is in all forms of the minutes without a change of their files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import msgspec
import pytest
from msgspec import Meta, Struct
from msgspec.structs import replace

from devices.fakes import FixedEntropy, VirtualClock
from kiosk.desk.desk import Desk
from kiosk.desk.registry import REGISTRY, Registry, State
from kiosk.minutes.build import build
from kiosk.minutes.chapters import chapters, decoded
from kiosk.minutes.publish import publish
from kiosk.minutes.render import FORMS, render
from kiosk.practices import meeting
from kiosk.practices.blocks import (
    Card,
    Dated,
    Day,
    Facts,
    Listed,
    Person,
    Point,
    Quote,
    Said,
    Table,
    say,
)
from kiosk.practices.chapter import (
    Chapter,
    Company,
    Due,
    Ended,
    Evening,
    Listener,
    Passage,
    Place,
    Sum,
    Told,
)
from kiosk.practices.contract import Practice, Without
from kiosk.practices.meeting.minutes import Attendance
from kiosk.practices.messages import Command, Event
from kiosk.practices.room import Room
from kiosk.terms import Date, Entry, PersonId, Stamp, Text
from tests.minutes.hostile import CORPUS, twin
from tests.minutes.kept import kept
from tests.minutes.test_hostile import html_of, markdown_of

WORDS = "They could lose their flats & <b>more</b>."


class Begin(Command, tag="harm.begin"):
    """Somebody could be hurt by what we plan."""

    text: Text
    who: PersonId
    until: Date


class Begun(Event, tag="harm.begun/1"):
    text: Text
    who: PersonId
    until: Date


class Ledgers(Struct):
    last: int = 0


def decide(state: Ledgers, room: Room, command: Begin, stamp: Stamp) -> Event:
    return Begun(text=command.text, who=command.who, until=command.until)


def fold(state: Ledgers, event: Begun, entry: Entry) -> None:
    state.last += 1


class Ledger(Struct, frozen=True):
    number: int
    text: str
    who: Person
    until: str
    item: int


class Harm(Struct, frozen=True):
    ledgers: Annotated[list[Ledger], Meta(min_length=1)]


class Hearing(Listener):
    def __init__(self, company: Company) -> None:
        super().__init__(company)
        self._ledgers: list[Ledger] = []

    def take(self, entry: Entry, event: Event, state: Ledgers) -> None:
        if isinstance(event, Begun):
            who = self.company.person(event.who)
            self._ledgers.append(Ledger(state.last, event.text, who, event.until, self.company.item()))

    def data(self, state: Ledgers, ended: Ended) -> Harm | None:
        return Harm(self._ledgers) if self._ledgers else None


def label(ledger: Ledger) -> Said:
    return say("Harm ledger {n}", n=ledger.number)


def _until(ledger: Ledger) -> Dated:
    return Dated(say("Until {day}", day=Day(ledger.until)))


def blocks(data: Harm, evening: Evening) -> Told:
    count = len(data.ledgers)
    rows = tuple((each.text, each.who.name, each.number) for each in data.ledgers)
    return Told(
        [
            *(
                Passage(
                    Place.TASK,
                    (Card(label(each), (Quote(each.text), Facts((_until(each),)))),),
                    each.item,
                )
                for each in data.ledgers
            ),
            Passage(
                Place.OWN,
                (Table((say("What"), say("Who answers"), say("Number")), rows),),
                title=say("Who could be hurt"),
            ),
            Passage(Place.GIVEN, (Listed(tuple(Point(each.text) for each in data.ledgers)),)),
        ],
        sums=[Sum(Place.GIVEN, say("{n} harm ledger begun", n=count))],
        days=[Due(f"harm-{each.number}", each.until, label(each), each.text) for each in data.ledgers],
    )


HARM = Practice(
    name="harm",
    title=lambda: "harm",
    state=Ledgers,
    commands=(Begin,),
    events=(Begun,),
    decide=decide,
    fold=fold,
    tells=Without("a test"),
    scene=Without("a test"),
    chapter=lambda: Chapter(Harm, Hearing, blocks),
)
MORE: Any = msgspec.defstruct(
    "State", [("harm", Ledgers, msgspec.field(default_factory=Ledgers))], bases=(State,)
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Return an assembly with an additional practice, after a meeting with no other acts."""
    registry = Registry((*REGISTRY.practices.values(), HARM), MORE)
    clock = VirtualClock(offset=60)
    clock.follows_server = True
    folder = tmp_path_factory.mktemp("house") / "assembly"
    desk = Desk.found(folder, "Maple Street 4", clock, FixedEntropy(), "kiosk test", registry)
    desk.ask(meeting.rules.Open())
    desk.ask(Begin(text=WORDS, who="m007", until="2026-12-24"))
    desk.ask(meeting.rules.Close())
    yield desk
    desk.close()


def test_a_practice_that_comes_later_is_in_every_form(house: Desk) -> None:
    """Its data is in JSON, its blocks in their places, its phrase in the summary, its day in the calendar."""
    minutes = build(house, 1)
    written = {form: render(minutes, form, registry=house.registry).decode() for form in FORMS}
    assert msgspec.json.decode(written["json"])["practices"]["harm"]["ledgers"][0]["text"] == WORDS
    assert decoded(written["json"].encode(), house.registry) == minutes
    assert "\n1 harm ledger begun.\n" in written["markdown"]
    quoted = "#### Harm ledger 1\n\n> They could lose their flats \\& \\<b\\>more\\</b\\>."
    assert quoted in written["markdown"]
    table = "## Who could be hurt\n\n| What | Who answers | Number |\n| --- | --- | --- |\n| They could lose"
    assert table in written["markdown"]
    assert "Who could be hurt\n-----------------\n\n- They could lose" in written["text"]
    assert "who answers m007".casefold() in written["text"].casefold()
    cell = '<td dir="auto"><bdi>They could lose their flats &amp; &lt;b&gt;more&lt;/b&gt;.</bdi></td>'
    assert cell in written["html"]
    assert '<td class="figure">1</td>' in written["html"]
    assert "Until Thursday 24 December 2026" in written["html"]
    assert "SUMMARY:Harm ledger 1\r\n" in written["ics"]
    assert f"UID:harm-1@{minutes.head.origin.replace('/', '.')}\r\n" in written["ics"]


def test_a_practice_that_comes_later_is_published(house: Desk) -> None:
    """It is published with a calendar, because it has a day that comes back."""
    assert b"harm ledger begun" in publish(house.folder, house, 1).files["minutes.html"]
    assert b"Harm ledger 1" in publish(house.folder, house, 1).files["minutes.ics"]


@pytest.mark.parametrize("text", CORPUS, ids=lambda text: ascii(text)[1:41])
def test_words_in_every_block_have_the_structure_of_their_twins(house: Desk, text: str) -> None:
    """Tables and cards escape typed text as all blocks do."""
    minutes = build(house, 1)

    def written(words: str) -> tuple[object, object]:
        harm = Harm([Ledger(1, words, Person("m007", words), "2026-12-24", 0)])
        changed = replace(minutes, practices={**minutes.practices, "harm": harm})
        page = render(changed, "html", registry=house.registry)
        return html_of(page), markdown_of(render(changed, "markdown", registry=house.registry))

    assert written(text) == written(twin(text))


def test_each_practice_has_a_chapter_or_says_why_not() -> None:
    """A practice without a chapter gives a reason, so that nothing is forgotten in silence."""
    without = {name for name, each in REGISTRY.practices.items() if isinstance(each.chapter, Without)}
    assert without == {"circulation"}
    assert set(chapters()) == set(REGISTRY.practices) - without


def test_no_two_chapters_keep_the_same_type_of_data() -> None:
    """`Minutes.of` finds data by its type."""
    types = [chapter.data for chapter in chapters().values()]
    assert len(types) == len(set(types))


def test_what_a_chapter_keeps_is_found_by_its_type(house: Desk) -> None:
    """`Minutes.of` gives None where the chapter kept nothing."""
    minutes = build(house, 1)
    assert kept(minutes, Attendance).members == []
    assert kept(minutes, Harm).ledgers[0].text == WORDS
    assert minutes.of(Ledgers) is None
