"""What the rotation of roles promises, over years of meetings.

People stay away, say no, join, leave and give roles back. Each docstring of a promise is the sentence that
docs/circulation.md prints: a test keeps the two equal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.practices.lot.events import LotAccepted
from kiosk.practices.rules.rules import SetRotation
from tests.practices.lot.years import OFFICES, Drawn, Habits, Year
from tests.practices.play import Play

DOCS = Path(__file__).parents[3] / "docs" / "circulation.md"
FEW = settings(max_examples=12)
SCOPES = st.sampled_from(("role", "all"))
HABITS = st.builds(
    Habits,
    seed=st.integers(0, 2**32),
    people=st.integers(4, 12),
    away=st.sampled_from((0.0, 0.2, 0.5)),
    no=st.sampled_from((0.0, 0.1, 0.4)),
    never=st.integers(0, 2),
    giving_back=st.sampled_from((0.0, 0.1)),
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Play]:
    """An assembly without members or meetings; each year begins as a copy of its state."""
    play = Play(tmp_path_factory.mktemp("years"))
    yield play
    play.desk.close()


def played(house: Play, habits: Habits, *offices: str, **rule: object) -> Year:
    return Year(house, habits, SetRotation(**rule), offices or tuple(OFFICES)).play()  # type: ignore[arg-type]


class Pencil:
    """Counts a cycle from the answers alone: who has used a turn in it. `uses`: a no uses it up.

    `began` is the draw in which it began; who joined later has to wait, where newcomers do.
    """

    def __init__(self, uses: bool, began: int) -> None:
        self.uses, self.used, self.began = uses, set[str](), began

    def owed(self, drawn: Drawn, number: int, joined: dict[str, int]) -> set[str]:
        """Return who in the hat is owed a turn; where nobody is, everybody is, and a cycle begins."""
        inside = set(drawn.inside)
        if found := {p for p in inside - self.used if joined.get(p, 0) <= self.began}:
            return found
        self.used, self.began = set(), number
        return inside

    def note(self, drawn: Drawn, number: int, owed: set[str]) -> None:
        turns = [asked.person for asked in drawn.answers if asked.yes or self.uses]
        if any(person not in owed for person in turns):
            self.used, self.began = set(), number
            turns = [person for person in turns if person not in owed]
        self.used |= set(turns)


def pencils(
    year: Year, scope: str, uses: bool = True, waits: bool = False
) -> Iterator[tuple[Drawn, set[str], Pencil]]:
    """Yield each draw with who in its hat was owed a turn, by the ledger."""
    by: dict[str, Pencil] = {}
    for number, drawn in enumerate(year.drawn):
        pencil = by.setdefault(drawn.role if scope == "role" else "", Pencil(uses, number))
        owed = pencil.owed(drawn, number, year.joined if waits else {})
        yield drawn, owed, pencil
        pencil.note(drawn, number, owed)


@FEW
@given(HABITS, SCOPES, st.sampled_from(("uses", "keeps")))
def test_owed_first(house: Play, habits: Habits, scope: str, declining: str) -> None:
    """Nobody is asked for a further turn while somebody in the hat is owed one and was not asked."""
    year = played(house, habits, scope=scope, declining=declining)
    for drawn, owed, _pencil in pencils(year, scope, declining == "uses"):
        asked = [answer.person for answer in drawn.answers]
        assert owed <= set(asked) or set(asked) <= owed


@FEW
@given(HABITS, SCOPES)
def test_no_more_than_one_apart(house: Play, habits: Habits, scope: str) -> None:
    """In a cycle nobody has two turns."""
    year = played(house, habits, scope=scope)
    for cycle in year.assembly.state.lot.rotation.cycles.values():
        assert len(cycle.served) == len(set(cycle.served))
        assert not set(cycle.served) & set(cycle.declined)


@FEW
@given(st.integers(0, 2**32), st.integers(3, 9), st.sampled_from((0.0, 0.2, 0.5)), st.integers(0, 2))
def test_always_here(house: Play, seed: int, people: int, no: float, never: int) -> None:
    """Of people who are always here and hold nothing else, nobody is asked twice more than another."""
    habits = Habits(seed, people, away=0, no=no, never=never, leaving=0, joining=0)
    year = played(house, habits, "facilitator", scope="all")
    asked = Counter(answer.person for drawn in year.drawn for answer in drawn.answers)
    times = [asked[person] for person in year.members]
    assert max(times) - min(times) <= 1


@FEW
@given(HABITS, SCOPES, st.sampled_from(("uses", "keeps")))
def test_a_no_opens_nothing(house: Play, habits: Habits, scope: str, declining: str) -> None:
    """A seat stays open only when everybody in the hat has been asked for it."""
    year = played(house, habits, scope=scope, declining=declining)
    for drawn in year.drawn:
        if len(drawn.took) < drawn.pool.seats:
            assert {answer.person for answer in drawn.answers} == set(drawn.inside)


@FEW
@given(HABITS, st.sampled_from(("none", "role", "all")))
def test_one_office(house: Play, habits: Habits, scope: str) -> None:
    """Nobody holds two roles, unless the room let that person into the hat."""
    for drawn in played(house, habits, scope=scope).drawn:
        for person in drawn.took:
            assert person not in drawn.held
        assert len(drawn.took) == len(set(drawn.took))


@FEW
@given(HABITS, SCOPES, st.integers(1, 4))
def test_rest(house: Play, habits: Habits, scope: str, cooldown: int) -> None:
    """Who had a turn is in no hat of that cycle for as many meetings as the rule says."""
    last: dict[tuple[str, str], int] = {}
    for drawn in played(house, habits, scope=scope, cooldown=cooldown).drawn:
        key = drawn.role if scope == "role" else ""
        for person in drawn.inside:
            assert drawn.meeting - last.get((key, person), -9) >= cooldown
        for person in drawn.took:
            last[key, person] = drawn.meeting


@FEW
@given(HABITS, SCOPES, st.integers(1, 6))
def test_an_empty_hat(house: Play, habits: Habits, scope: str, cooldown: int) -> None:
    """A hat that rests and roles have emptied is refused with what would change it."""
    year = played(house, habits, scope=scope, cooldown=cooldown)
    for sentence in year.refused:
        told = "decide on a shorter rest" in sentence or "the room can put" in sentence
        few = "members have to be here first" in sentence or "draw fewer at once" in sentence
        assert told or (few and "Nobody is left" not in sentence)


@FEW
@given(HABITS, SCOPES)
def test_absence(house: Play, habits: Habits, scope: str) -> None:
    """Who is absent is in no hat, blocks nothing, and is owed one turn in the next cycle, like everybody."""
    year = played(house, habits, scope=scope, newcomers="this")
    begun: dict[str, int] = {}
    for drawn, owed, _pencil in pencils(year, scope):
        assert set(drawn.inside) <= set(drawn.here)
        key = drawn.role if scope == "role" else "*"
        first = set(drawn.pool.first) or set(drawn.inside)
        assert first == owed
        begun[key] = drawn.meeting
    assert set(begun) == set(year.assembly.state.lot.rotation.cycles)


@FEW
@given(HABITS, SCOPES)
def test_a_no_counts(house: Play, habits: Habits, scope: str) -> None:
    """Where a no uses up the turn, who said no comes first again only in another cycle."""
    noes: dict[int, tuple[Pencil, int, set[str]]] = {}
    for drawn, owed, pencil in pencils(played(house, habits, scope=scope), scope):
        _same, began, people = noes.get(id(pencil), (pencil, pencil.began, set[str]()))
        people = people if began == pencil.began else set()
        assert not people & (set(drawn.pool.first) or (owed if people else set()))
        people |= {answer.person for answer in drawn.answers if not answer.yes and answer.person in owed}
        noes[id(pencil)] = pencil, pencil.began, people


@FEW
@given(HABITS, SCOPES)
def test_a_no_counts_not(house: Play, habits: Habits, scope: str) -> None:
    """Where a no keeps the turn, who said no is owed it until a yes or another cycle."""
    year = played(house, habits, scope=scope, declining="keeps")
    for drawn, owed, _pencil in pencils(year, scope, uses=False):
        assert (set(drawn.pool.first) or set(drawn.inside)) == owed


@FEW
@given(HABITS, SCOPES)
def test_newcomers(house: Play, habits: Habits, scope: str) -> None:
    """Where newcomers wait, who joins in a cycle is asked in it after everybody who is owed a turn."""
    year = played(house, replace(habits, joining=0.5), scope=scope, newcomers="next")
    for drawn, owed, _pencil in pencils(year, scope, waits=True):
        assert (set(drawn.pool.first) or set(drawn.inside)) == owed
        asked = [answer.person for answer in drawn.answers]
        assert owed <= set(asked) or set(asked) <= owed


@FEW
@given(HABITS, SCOPES)
def test_vacancies(house: Play, habits: Habits, scope: str) -> None:
    """A seat that is given back, left, or taken by nobody is due in every meeting until it is drawn."""
    assert played(house, habits, "treasurer", "keys", "council", scope=scope).forgotten == []


@FEW
@given(HABITS, SCOPES)
def test_terms(house: Play, habits: Habits, scope: str) -> None:
    """The seat that is drawn first has the shortest term, whoever says yes first."""
    for drawn in played(house, habits, "council", scope=scope).drawn:
        for answer in drawn.answers:
            if isinstance(answer.event, LotAccepted):
                place = drawn.places[answer.person]
                assert answer.event.meetings == -(-9 * place // drawn.pool.seats)


@FEW
@given(HABITS, SCOPES)
def test_help(house: Play, habits: Habits, scope: str) -> None:
    """The helper is the latest holder of the role who is here and does not hold it now."""
    holders: dict[str, list[str]] = {}
    for drawn in played(house, habits, "facilitator", "keys", scope=scope, shadow=True).drawn:
        for answer in drawn.answers:
            if isinstance(answer.event, LotAccepted):
                before = [p for p in holders.get(drawn.role, []) if p in drawn.here and p != answer.person]
                assert answer.event.shadow == (before[-1] if before else None)
                people = holders.setdefault(drawn.role, [])
                holders[drawn.role] = [*(p for p in people if p != answer.person), answer.person]


PROMISES: tuple[Callable[..., None], ...] = (
    test_owed_first,
    test_no_more_than_one_apart,
    test_always_here,
    test_a_no_opens_nothing,
    test_one_office,
    test_rest,
    test_an_empty_hat,
    test_absence,
    test_a_no_counts,
    test_a_no_counts_not,
    test_newcomers,
    test_vacancies,
    test_terms,
    test_help,
)


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.__name__)
def test_each_promise_stands_in_the_pages(promise: Callable[..., None]) -> None:
    """The sentence in docs/circulation.md is that of the test, word by word, as a point of its own."""
    text = " ".join(DOCS.read_text().partition("## How roles go round")[2].partition("\n## ")[0].split())
    assert f"- *{promise.__doc__}*" in text


def test_the_pages_promise_nothing_else() -> None:
    """Every promise that docs/circulation.md prints about roles has its test."""
    part = DOCS.read_text().partition("## How roles go round")[2].partition("\n## ")[0]
    assert part.count("\n- *") == len(PROMISES)
