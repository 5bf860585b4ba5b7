"""What each speaking rule promises, over whole evenings.

People ask, speak, let others go first, leave, come late and are put back; items are opened; rounds are begun
and left. Each docstring of a promise is the sentence that the wall reads to the room, and that
docs/circulation.md prints: a test keeps the three equal.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kiosk.practices.agenda.commands import Add as AddItem
from kiosk.practices.agenda.events import ItemOpened
from kiosk.practices.floor.events import RoundBegan, Rule
from kiosk.practices.floor.order import rule_word
from kiosk.practices.floor.rounds import following, from_lowest
from kiosk.practices.floor.state import Round, Waiting
from kiosk.practices.lot.tickets import ticket
from kiosk.practices.meeting.rules import Depart
from screens.floor.rules import meaning
from tests.practices.floor.evenings import EVENINGS, Act, Evening
from tests.practices.play import Play

DOCS = Path(__file__).parents[3] / "docs" / "circulation.md"
GUIDE = DOCS.with_name("guide.md")
MANY = settings(max_examples=40)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Play]:
    """Six people, five of them here, and six items."""
    play = Play(tmp_path_factory.mktemp("promises"))
    people = play.open_meeting(*(f"Person {letter}" for letter in "ABCDEF"))
    for person in people[5:]:
        play.ask(Depart(person=person))
    for number in range(6):
        play.ask(AddItem(title=f"Item {number}"))
    yield play
    play.desk.close()


def others(evening: Evening, called: Waiting) -> list[str]:
    """Return who waits here besides the person called, without people who let others go first."""
    return [p for p in evening.ledger.equals(evening.room.present()) if p != called.person]


@MANY
@given(EVENINGS)
def test_first_come(house: Play, acts: list[Act]) -> None:
    """Whoever asked first speaks first."""
    evening = Evening(house, "first-come")
    since = evening.ledger

    def look(called: Waiting) -> None:
        for other in others(evening, called):
            assert since.waiting[called.person] < since.waiting[other]

    evening.play(acts, look)


@MANY
@given(EVENINGS)
def test_fewest_turns(house: Play, acts: list[Act]) -> None:
    """Whoever has had fewer turns tonight comes first."""
    evening = Evening(house, "fewest-turns")
    had = evening.ledger.had

    def look(called: Waiting) -> None:
        line = [place.person for place in evening.line if place.kind == "contribution"]
        free = set(others(evening, called))
        for at, person in enumerate(line):
            assert all(had(person) <= had(other) for other in line[at:] if other in free)

    evening.play(acts, look)


@MANY
@given(EVENINGS)
def test_least_time(house: Play, acts: list[Act]) -> None:
    """Whoever has spoken for less time tonight comes first, whoever speaks now last."""
    evening = Evening(house, "least-time")
    ledger = evening.ledger

    def look(called: Waiting) -> None:
        now = ledger.now.person if ledger.now and ledger.now.kind != "order" else ""
        assert called.person != now or not others(evening, called)
        for other in others(evening, called):
            assert other == now or ledger.ms[called.person] <= ledger.ms[other]

    evening.play(acts, look)


@MANY
@given(EVENINGS)
def test_new_voices(house: Play, acts: list[Act]) -> None:
    """Whoever has had no turn tonight comes before everybody who has."""
    evening = Evening(house, "new-voices")
    had = evening.ledger.had

    def look(called: Waiting) -> None:
        assert not had(called.person) or all(had(other) for other in others(evening, called))

    evening.play(acts, look)


@MANY
@given(EVENINGS)
def test_alternating(house: Play, acts: list[Act]) -> None:
    """Everybody chooses a list, and no list speaks twice while another waits."""
    evening = Evening(house, "alternating")
    chosen = evening.lists.chosen
    spoke_since: defaultdict[int, Counter[int]] = defaultdict(Counter)

    def look(called: Waiting) -> None:
        spoke = chosen[called.person]
        spoke_since.pop(spoke, None)
        for waits in {chosen[other] for other in others(evening, called)} - {spoke}:
            spoke_since[waits][spoke] += 1
            assert spoke_since[waits][spoke] < 2

    for act in acts:
        evening.play([act], look)
        waiting = {chosen[person] for person in evening.ledger.equals(evening.room.present())}
        for number in set(spoke_since) - waiting:
            del spoke_since[number]
        turn = evening.ledger.now
        if act[0] in ("put back", "hand over") or (turn is not None and turn.in_round):
            spoke_since.clear()  # somebody spoke whom the rule did not call: count again from here


@MANY
@given(EVENINGS)
def test_rounds(house: Play, acts: list[Act]) -> None:
    """Everybody here is asked once, those whom the last round missed first."""
    evening = Evening(house, "rounds")
    ledger, missed = evening.ledger, list[str]()
    asked: Counter[str] = Counter()  # since a round that reached everybody
    staying = set(evening.room.present())
    for act in [("round", *act[1:]) if act[0] == "lower" else act for act in acts]:
        size, left, before = len(evening.recorded), list(ledger.left), list(ledger.asked)
        evening.play([act], lambda _called: None)
        staying &= set(evening.room.present())
        event = evening.recorded[-1] if len(evening.recorded) > size else None
        if isinstance(event, RoundBegan | ItemOpened):
            asked.update(before)
            missed = left or missed
        if isinstance(event, RoundBegan):
            here = evening.room.present()
            assert sorted(event.people) == sorted(here)
            first = [person for person in missed if person in here]
            assert event.people[: len(first)] == first
            if not first:
                asked.clear()
            missed = []
        assert max(Counter(ledger.asked).values(), default=0) <= 1
        times = [(asked + Counter(ledger.asked))[person] for person in staying]
        assert not times or max(times) - min(times) <= 1


@MANY
@given(EVENINGS)
def test_by_lot(house: Play, acts: list[Act]) -> None:
    """Whoever has had fewer turns comes first; between equals the lot decides, once."""
    evening = Evening(house, "by-lot")
    ledger = evening.ledger

    def place(person: str) -> tuple[int, str]:
        role = f"floor-1-{ledger.item}-{ledger.had(person) + 1}"
        return ledger.had(person), ticket(ledger.seed, role, person)

    def look(called: Waiting) -> None:
        for other in others(evening, called):
            assert place(called.person) < place(other)

    evening.play(acts, look)


@settings(max_examples=40)
@given(st.integers(3, 40), st.lists(st.integers(0, 40), min_size=12, max_size=12))
def test_last_third(people: int, passing: list[int]) -> None:
    """After two whole rounds nobody was twice in the last third."""
    here = [f"m{n:03d}" for n in range(people)]
    order, third, before = list(here), -(-people // 3), set[str]()
    for number, silent in enumerate(passing, start=2):
        assert before.isdisjoint(order[-third:])
        before = set(order[-third:])
        passed = order[max(0, people - silent) :]
        last = Round(number - 1, [], 1, asked=order, passed=passed)
        order = following(last, here, number)
        assert sorted(order) == here
        spoke = [person for person in last.asked if person not in passed]
        assert not spoke or order[0] != spoke[-1]


@given(st.lists(st.integers(1, 12), max_size=30))
@example([6, 6, 6, 6])
def test_an_item_forgets_nobody(reached: list[int]) -> None:
    """Opening another item does not forget whom an unfinished round did not reach."""
    here, times = [f"m{n:03d}" for n in range(1, 13)], Counter[str]()
    order, last = here, None
    for number, asked in enumerate(reached, start=1):
        if last is not None:
            order = following(last, here, number)
            assert order[: len(last.left)] == last.left
        times.update(order[:asked])
        assert max(times.values()) - min(times[person] for person in here) <= 1
        if asked == len(here):
            times.clear()
        last = Round(number, order[asked:], 1, asked=order[:asked], times=dict(times))


def test_late_arrivals() -> None:
    """Who came late is asked before those whom the last round asked."""
    here = [f"m{n:03d}" for n in range(1, 7)]
    order, late = here[:5], here[5]
    for number in range(2, 8):
        order = following(Round(number - 1, [], 1, asked=[p for p in order if p != late]), here, number)
        assert order[0] == late
    order = following(Round(1, ["m003", "m005"], 1, asked=["m001", "m002", "m004"]), here, 2)
    assert order == ["m003", "m005", late, "m004", "m002", "m001"]


def test_who_begins() -> None:
    """Who begins the first round of a meeting is drawn, so nobody is first for being first in the roster."""
    here = [f"m{n:03d}" for n in range(1, 7)]
    first = Counter(from_lowest(f"{seed:064x}", 1, here)[0] for seed in range(600))
    assert set(first) == set(here)
    assert all(70 < times < 130 for times in first.values())


PROMISES: dict[Rule, Callable[..., None]] = {
    "first-come": test_first_come,
    "fewest-turns": test_fewest_turns,
    "least-time": test_least_time,
    "new-voices": test_new_voices,
    "alternating": test_alternating,
    "rounds": test_rounds,
    "by-lot": test_by_lot,
}
ALSO = (test_last_third, test_an_item_forgets_nobody, test_late_arrivals, test_who_begins)


@pytest.mark.parametrize("rule", get_args(Rule))
def test_each_promise_is_what_the_wall_and_the_pages_say(rule: Rule) -> None:
    """The sentence that is read to the room, and the pages' row of this rule, are that of the test."""
    promise = PROMISES[rule].__doc__
    assert promise == meaning(rule)
    assert f"| `{rule}` | {promise} |" in DOCS.read_text()
    assert f"| *{rule_word(rule)}* | *{promise}* |" in GUIDE.read_text()


@pytest.mark.parametrize("promise", ALSO, ids=lambda promise: promise.__name__)
def test_what_else_is_promised_stands_in_the_pages(promise: Callable[..., None]) -> None:
    """The other promises of rounds stand there word by word."""
    assert promise.__doc__ is not None
    assert promise.__doc__ in " ".join(DOCS.read_text().split())
