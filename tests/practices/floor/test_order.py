"""The speaking rules: each with its promise, and a sentence for every place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.practices import floor
from kiosk.practices.agenda.commands import Add as AddItem
from kiosk.practices.agenda.commands import Open as OpenItem
from kiosk.practices.floor.commands import Ask, Begin, BeginRound, End, Lower, Pass, PutBack, SetItem, SetRule
from kiosk.practices.floor.deciding import _start as starts_with
from kiosk.practices.floor.events import Rule, TurnBegan, TurnEnded
from kiosk.practices.floor.order import Lists, queue, rule_word, why
from kiosk.practices.floor.state import Ruling, State, Waiting
from kiosk.practices.lot.tickets import ticket
from kiosk.practices.record.rules import Undo
from kiosk.terms import Entry
from tests.practices.floor.watching import listed, reasons, speaks
from tests.practices.play import Play

PEOPLE = [f"m{n:03d}" for n in range(1, 10)]


def test_fewest_turns_the_worked_example(play: Play) -> None:
    """Chris asks first, third and eighth, Bahar 2 and 9, Jérôme 4 and 7, Rie 5 and 6: after six, Jérôme."""
    chris, bahar, jerome, rie = play.open_meeting("Chris", "Bahar", "Jérôme", "Rie")
    play.ask(SetRule(rule="fewest-turns", scope="meeting"))
    for person in (chris, bahar, chris, jerome, rie, rie):
        speaks(play, person)
    for person in (jerome, chris, bahar):
        play.ask(Ask(person=person))
    assert listed(play) == [jerome, bahar, chris]
    assert reasons(play) == ["spoke once", "spoke once", "spoke 2 times"]


def test_a_rule_of_the_item_before_that_of_the_meeting(play: Play) -> None:
    """The item's rule wins over the meeting's and the assembly's; the meeting's ends with the meeting."""
    play.open_meeting("Ana")
    for title in ("Roof", "Walls"):
        play.ask(AddItem(title=title))
    assert play.refused(SetRule(rule="new-voices")) == "No item is open: say which one."
    play.ask(SetRule(rule="new-voices", item=2))
    play.ask(SetRule(rule="least-time", scope="meeting"))
    play.ask(SetRule(rule="fewest-turns", scope="assembly"))
    assert play.refused(SetRule(rule="fewest-turns", scope="assembly")) == "That is the rule already."
    held = []
    for item in (1, 2):
        play.ask(OpenItem(item=item, believes=item - 1))
        held.append(floor.state.ruling(play.state.floor).rule)
    play.next_meeting()
    held.append(floor.state.ruling(play.state.floor).rule)
    assert held == ["least-time", "new-voices", "fewest-turns"]


def test_between_meetings_only_the_assembly_has_a_rule(play: Play) -> None:
    """Between meetings a rule for an item or a meeting is refused."""
    assert play.refused(SetRule(rule="rounds", scope="meeting")) == (
        "No meeting is open: this rule would be the assembly's."
    )
    play.ask(SetRule(rule="rounds", scope="assembly"))


def test_least_time_first_says_the_time(play: Play) -> None:
    """The person with the shortest time speaks first; direct responses count as time too."""
    ana, bo, chris = play.open_meeting("Ana", "Bo", "Chris")
    play.ask(SetRule(rule="least-time", scope="meeting"))
    speaks(play, ana, 80)
    play.ask(Ask(person=bo, kind="response"))
    play.desk.ask(Begin(person=bo))
    play.clock.advance(20_000)
    play.ask(End(person=bo))
    for person in (ana, bo, chris):
        play.ask(Ask(person=person))
    assert listed(play) == [chris, bo, ana]
    assert reasons(play) == ["first time tonight", "spoke for 0:20", "spoke for 1:20"]


def test_lists_alternate_and_are_nowhere_recorded(play: Play) -> None:
    """The lists' names and each choice are in no entry; after a restart people are asked again."""
    ana, bo, chris, dana = play.open_meeting("Ana", "Bo", "Chris", "Dana")
    play.ask(SetRule(rule="alternating", scope="meeting", lists=2))
    lists = Lists(["upstairs", "courtyard"], {ana: 1, bo: 1, chris: 2})
    for person in (ana, bo, chris, dana):
        play.ask(Ask(person=person))
    assert listed(play, lists) == [ana, chris, dana, bo]
    assert reasons(play, lists) == [
        "list upstairs",
        "list courtyard",
        "has not chosen a list",
        "list upstairs",
    ]
    play.ask(Begin(person=ana))
    assert listed(play, lists) == [chris, dana, bo]
    assert listed(play) == [bo, chris, dana]
    written = b"".join(play.desk.journal.read())
    assert b"upstairs" not in written
    assert b"courtyard" not in written
    assert b'"list"' not in written


def test_rounds_ask_everybody_once(play: Play) -> None:
    """People are asked in order of arrival; passing ends it; other requests come after the round."""
    ana, bo, chris, dana = play.open_meeting("Ana", "Bo", "Chris", "Dana")
    play.ask(Ask(person=chris))
    play.ask(BeginRound())
    assert listed(play) == [ana, bo, chris, dana]
    assert reasons(play)[0] == "round 1"
    assert play.refused(BeginRound()) == "The round is not over: Ana has not been asked yet. They can pass."
    play.ask(Begin(person=ana))
    assert play.refused(Pass(person=ana)) == "Ana is not asked in this round."
    play.ask(Pass(person=bo))
    play.ask(Begin(person=chris, after=ana))
    assert listed(play) == [dana, chris]
    play.ask(Pass(person=dana))
    assert listed(play) == [chris]
    assert play.refused(BeginRound(round=1)) == "Round 1 began already: look again."
    play.ask(BeginRound(round=2))
    assert listed(play) == [chris, bo, ana, dana]


def test_who_is_put_back_in_a_round_is_asked_again(play: Play) -> None:
    """The person has the place in the round again, before everybody not asked yet."""
    ana, bo, chris = play.open_meeting("Ana", "Bo", "Chris")
    play.ask(BeginRound())
    play.ask(Begin(person=ana))
    play.ask(Begin(person=bo, after=ana))
    play.ask(PutBack(person=bo))
    assert listed(play) == [bo, chris]
    assert reasons(play) == ["round 1", "round 1"]


def test_the_last_of_a_list_cannot_go_behind_it(play: Play) -> None:
    """For and against are one list: its last person cannot let others go first, the others can."""
    ana, bo, chris = play.open_meeting("Ana", "Bo", "Chris")
    play.ask(AddItem(title="Roof"))
    play.ask(OpenItem(item=1))
    play.ask(SetItem(sides=True))
    play.ask(Ask(person=ana, kind="pro"))
    play.ask(Ask(person=bo, kind="contra"))
    play.ask(Ask(person=chris, kind="clarifying"))
    assert play.refused(Lower(person=bo, kind="contra")) == "Bo is the last already."
    assert play.refused(Lower(person=chris, kind="clarifying")) == "Chris is the last already."
    assert play.desk.refusal(Lower(person=ana, kind="pro")) == ""


@given(st.integers(2, 12))
def test_no_two_rounds_begin_alike(people: int) -> None:
    """With n people, n rounds begin with n different people, and no two in a row begin alike."""
    here = [f"m{n:03d}" for n in range(people)]
    starters: list[str] = []
    starts: list[str] = []
    for _round in range(2 * people):
        start = starts_with(starters, here)
        starters = [start] if start in starters else [*starters, start]
        starts.append(start)
    assert len(set(starts[:people])) == people
    assert all(one != other for one, other in pairwise(starts))


def test_an_order_by_lot_can_be_recomputed(play: Play) -> None:
    """Tickets come from the seed in the entry as in a draw; a second request gives no other ticket."""
    people = play.open_meeting("Ana", "Bo", "Chris", "Dana", "Eva")
    play.ask(AddItem(title="Roof"))
    play.ask(OpenItem(item=1))
    assert play.refused(SetRule(rule="by-lot", scope="assembly")) == (
        "An order by lot is drawn for an item or a meeting, never for good."
    )
    event = play.ask(SetRule(rule="by-lot")).event
    assert isinstance(event, floor.events.RuleSet)
    assert (len(event.seed), event.source) == (64, "os")
    for person in people:
        play.ask(Ask(person=person))
    drawn = sorted(people, key=lambda person: ticket(event.seed, "floor-1-1-1", person))
    assert listed(play) == drawn
    assert reasons(play) == ["by lot"] * 5
    play.ask(floor.commands.Withdraw(person=drawn[0]))
    play.ask(Ask(person=drawn[0]))
    assert listed(play) == drawn
    play.ask(SetRule(rule="first-come"))
    again = play.ask(SetRule(rule="by-lot")).event
    assert isinstance(again, floor.events.RuleSet)
    assert (again.seed, again.source, listed(play)) == (event.seed, "kept", drawn)
    assert play.refused(Undo()) == "An order by lot is not drawn again: set another rule instead."


# The promise of each rule, for any requests and speakers

EVENTS = st.lists(st.tuples(st.sampled_from(PEOPLE), st.integers(1, 200)), max_size=60)


def played(rule: Rule, asked: list[tuple[str, int]], look: Callable[[State, list[Waiting]], None]) -> None:
    """Let people ask in this order; after every third request the first of the list is called."""
    state, n, up = State(always=Ruling(rule, seed="5" * 64)), 0, 0
    chosen = Lists([], {person: 1 + at % 3 for at, person in enumerate(PEOPLE)})

    def record(event: floor.events.Asked | TurnBegan | TurnEnded) -> None:
        nonlocal n
        n += 1
        at = "2026-11-22T18:00:00.000Z"
        floor.folding.fold(state, event, Entry(n, event.__struct_config__.tag, at, "1f2e3d4c", up, "ok"))  # type: ignore[arg-type]

    for count, (person, seconds) in enumerate(asked):
        if not any(place.person == person for place in state.waiting):
            record(floor.events.Asked(person=person))
        if count % 3 == 2:
            line = queue(state, PEOPLE, chosen)
            assert Counter(place.person for place in line) == Counter(w.person for w in state.waiting)
            if line:
                look(state, line)
                record(TurnBegan(person=line[0].person, speak="contribution", planned=120))
                up += 1000 * seconds
                record(TurnEnded(person=line[0].person))


@given(EVENTS)
def test_first_come_first_served(asked: list[tuple[str, int]]) -> None:
    """Nobody overtakes."""

    def look(state: State, line: list[Waiting]) -> None:
        assert [place.n for place in line] == sorted(place.n for place in line)

    played("first-come", asked, look)


@given(EVENTS)
def test_never_two_turns_ahead(asked: list[tuple[str, int]]) -> None:
    """By fewest turns nobody with more turns than a waiting person is called; equals keep their order."""

    def look(state: State, line: list[Waiting]) -> None:
        had = [(state.turns.get(place.person, 0), place.n) for place in line]
        assert had == sorted(had)

    played("fewest-turns", asked, look)


@given(EVENTS)
def test_never_longer_than_anybody_who_waits(asked: list[tuple[str, int]]) -> None:
    """By least time nobody who has spoken longer than a waiting person is called."""

    def look(state: State, line: list[Waiting]) -> None:
        had = [(state.spoken.get(place.person, 0), place.n) for place in line]
        assert had == sorted(had)

    played("least-time", asked, look)


@given(EVENTS)
def test_no_new_voice_waits_for_an_old_one(asked: list[tuple[str, int]]) -> None:
    """Nobody who has spoken tonight comes before a new voice; otherwise first come, first served."""

    def look(state: State, line: list[Waiting]) -> None:
        had = [(place.person in state.turns, place.n) for place in line]
        assert had == sorted(had)

    played("new-voices", asked, look)


@given(EVENTS)
def test_the_lists_take_turns(asked: list[tuple[str, int]]) -> None:
    """No list is called twice in a row, nor right after its own speaker, while another list waits."""
    chosen = {person: 1 + at % 3 for at, person in enumerate(PEOPLE)}

    def look(state: State, line: list[Waiting]) -> None:
        last = chosen.get(state.last[0], 0)
        numbers = [last, *(chosen[place.person] for place in line)]
        for at, (one, other) in enumerate(pairwise(numbers)):
            assert one != other or set(numbers[at + 1 :]) == {one}
        for number in (1, 2, 3):
            came = [place.n for place in line if chosen[place.person] == number]
            assert came == sorted(came)

    played("alternating", asked, look)


@given(EVENTS)
def test_a_lot_moves_nobody_else(asked: list[tuple[str, int]]) -> None:
    """When a person leaves or joins, the others keep their order."""

    def look(state: State, line: list[Waiting]) -> None:
        order = [place.person for place in line]
        for gone in order:
            rest = [place.person for place in queue(state, [p for p in PEOPLE if p != gone])]
            assert rest == [person for person in order if person != gone]

    played("by-lot", asked, look)


@pytest.mark.parametrize(
    "rule", ["first-come", "fewest-turns", "least-time", "new-voices", "alternating", "rounds", "by-lot"]
)
def test_each_rule_has_a_word_and_each_place_a_reason(rule: Rule) -> None:
    """Each rule and each reason for a place has words for the wall."""
    assert rule_word(rule) != rule
    state = State(always=Ruling(rule), waiting=[Waiting("m001", "contribution", 1)])
    assert why(state, state.waiting[0])
