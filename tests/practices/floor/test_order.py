"""The speaking rules: each with its promise, and a sentence for every place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.practices import floor
from kiosk.practices.agenda.commands import Add as AddItem
from kiosk.practices.agenda.commands import Open as OpenItem
from kiosk.practices.floor.commands import Ask, Begin, BeginRound, End, Lower, Pass, PutBack, SetItem, SetRule
from kiosk.practices.floor.events import RoundBegan, Rule, RuleSet, RuleSetBefore
from kiosk.practices.floor.order import Lists, queue, rule_word, why
from kiosk.practices.floor.state import Ruling, State, Waiting
from kiosk.practices.lot.tickets import ticket
from kiosk.practices.messages import event_kind
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


def test_a_turn_that_is_not_over_counts(play: Play) -> None:
    """A speaker who asks again has had that turn; by least time the speaker waits behind the others."""
    ana, bo = play.open_meeting("Ana", "Bo")
    speaks(play, bo, 100)
    play.ask(Ask(person=ana))
    play.ask(Begin(person=ana))
    for person in (ana, bo):
        play.ask(Ask(person=person))
    assert reasons(play) == ["spoke once", "spoke once"]
    rules: tuple[Rule, ...] = ("least-time", "fewest-turns", "new-voices")
    first = []
    for rule in rules:
        play.ask(SetRule(rule=rule, scope="meeting"))
        first.append(listed(play)[0])
    assert first == [bo, ana, ana]
    play.ask(End(person=ana))
    play.ask(SetRule(rule="least-time", scope="meeting"))
    assert listed(play) == [ana, bo]


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


def test_a_round_is_asked_through(play: Play) -> None:
    """A place is drawn to begin from; passing ends it; other requests come after the round."""
    people = play.open_meeting("Ana", "Bo", "Chris", "Dana")
    play.ask(Ask(person=people[2]))
    began = play.ask(BeginRound()).event
    assert isinstance(began, RoundBegan)
    first, second, third, fourth = began.people
    at = people.index(first)
    assert began.people == people[at:] + people[:at]
    assert first == min(people, key=lambda person: ticket(began.seed, "round-1", person))
    assert listed(play) == began.people
    assert reasons(play)[0] == "round 1"
    name = play.desk.name(first)
    refusal = f"The round is not over: {name} has not been asked yet. They can pass."
    assert play.refused(BeginRound()) == refusal
    play.ask(Begin(person=first))
    assert play.refused(Pass(person=first)) == f"{name} is not asked in this round."
    play.ask(Pass(person=second))
    play.ask(Begin(person=third, after=first))
    play.ask(Pass(person=fourth))
    assert listed(play) == [people[2]]
    assert play.refused(BeginRound(round=1)) == "Round 1 began already: look again."
    play.ask(BeginRound(round=2))
    assert listed(play) == [fourth, third, second, first]


def test_who_spoke_last_does_not_begin_the_next_round(play: Play) -> None:
    """The last speaker of a round, also one who still speaks, is asked second in the next."""
    play.open_meeting("Ana", "Bo", "Chris", "Dana")
    first = listed_round(play)
    for before, person in zip(["", *first], first, strict=False):
        play.ask(Begin(person=person, after=before))
    play.ask(BeginRound())
    assert listed(play) == [first[2], first[3], first[1], first[0]]


def test_a_round_begins_with_those_whom_the_last_one_missed(play: Play) -> None:
    """Another item ends a round; the next begins with those who were not asked, then come late arrivals."""
    people = play.open_meeting("Ana", "Bo", "Chris", "Dana")
    for title in ("Roof", "Walls", "Yard"):
        play.ask(AddItem(title=title))
    play.ask(OpenItem(item=1))
    first = listed_round(play)
    play.ask(Begin(person=first[0]))
    play.ask(Begin(person=first[1], after=first[0]))
    play.ask(OpenItem(item=2, believes=1))
    late = play.add("Eva")
    assert listed(play) == []
    play.ask(OpenItem(item=3, believes=2))
    assert listed_round(play) == [first[2], first[3], late, first[1], first[0]]
    assert set(first) == set(people)


def listed_round(play: Play) -> list[str]:
    """Begin a round; returns its order."""
    play.ask(BeginRound())
    return listed(play)


def test_taking_a_round_back_draws_no_other_beginning(play: Play) -> None:
    """The seed of a meeting's first round stays after an undo; later rounds draw nothing."""
    play.open_meeting(*(f"Person {n}" for n in range(9)))
    first = listed_round(play)
    seed = play.state.floor.circle
    play.ask(Undo())
    assert play.state.floor.round is None
    again = play.ask(BeginRound()).event
    assert isinstance(again, RoundBegan)
    assert (again.people, again.seed, again.source) == (first, seed, "kept")
    for person in first:
        play.ask(Pass(person=person))
    later = play.ask(BeginRound()).event
    assert isinstance(later, RoundBegan)
    assert (later.seed, later.backwards, later.people) == ("", True, first[::-1])


def test_who_is_put_back_in_a_round_is_asked_again(play: Play) -> None:
    """The person has the place in the round again, before everybody not asked yet."""
    play.open_meeting("Ana", "Bo", "Chris")
    one, two, three = listed_round(play)
    play.ask(Begin(person=one))
    play.ask(Begin(person=two, after=one))
    play.ask(PutBack(person=two))
    assert listed(play) == [two, three]
    assert reasons(play) == ["round 1", "round 1"]


def test_who_is_put_back_after_the_next_round_began_is_asked_once(play: Play) -> None:
    """The person is asked in the new round already, and not twice."""
    play.open_meeting("Ana", "Bo", "Chris")
    first = listed_round(play)
    for before, person in zip(["", *first], first, strict=False):
        play.ask(Begin(person=person, after=before))
    play.ask(End(person=first[2]))
    second = listed_round(play)
    play.ask(PutBack(person=first[2]))
    assert listed(play) == second


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
    assert reasons(play) == ["turn 1, by lot"] * 5
    play.ask(floor.commands.Withdraw(person=drawn[0]))
    play.ask(Ask(person=drawn[0]))
    assert listed(play) == drawn
    play.ask(SetRule(rule="first-come"))
    again = play.ask(SetRule(rule="by-lot")).event
    assert isinstance(again, floor.events.RuleSet)
    assert (again.seed, again.source, listed(play)) == (event.seed, "kept", drawn)
    assert play.refused(Undo()) == "An order by lot is not drawn again: set another rule instead."


def by_lot(seed: str, event: type[RuleSet | RuleSetBefore]) -> State:
    """Return the state of meeting 1, item 3 with this seed: m001 has spoken four times, and both wait."""
    state = State(meeting=1, item=3, turns={"m001": 4})
    entry = Entry(9, event_kind(event), "2026-11-22T18:00:00.000Z", "1f2e3d4c", 0, "ok")
    floor.folding.fold(state, event(rule="by-lot", item=3, seed=seed), entry)
    state.waiting = [Waiting("m001", "contribution", 10), Waiting("m002", "contribution", 11)]
    return state


def test_by_lot_a_first_turn_comes_before_a_fifth() -> None:
    """With a seed of 64 zeros the fifth ticket of m001 is lower than the first of m002, who is next."""
    state = by_lot("0" * 64, RuleSet)
    fifth, first = ticket("0" * 64, "floor-1-3-5", "m001"), ticket("0" * 64, "floor-1-3-1", "m002")
    assert fifth < first
    assert [place.person for place in queue(state, PEOPLE)] == ["m002", "m001"]
    assert [why(state, place) for place in queue(state, PEOPLE)] == ["turn 1, by lot", "turn 5, by lot"]


def test_a_record_of_before_keeps_its_order_by_lot() -> None:
    """A rule of floor.rule-set/1 is replayed as it was: the lowest ticket, whoever had how many turns."""
    state = by_lot("0" * 64, RuleSetBefore)
    assert [place.person for place in queue(state, PEOPLE)] == ["m001", "m002"]
    assert [why(state, place) for place in queue(state, PEOPLE)] == ["by lot", "by lot"]


@given(st.dictionaries(st.sampled_from(PEOPLE), st.integers(1, 3)), st.permutations(PEOPLE))
def test_a_lot_moves_nobody_else(turns: dict[str, int], asked: list[str]) -> None:
    """When a person leaves or joins, or asks in another order, the others keep their order."""
    state = State(always=Ruling("by-lot", seed="5" * 64, turns_first=True), turns=turns)
    state.waiting = [Waiting(person, "contribution", n) for n, person in enumerate(asked)]
    order = [place.person for place in queue(state, PEOPLE)]
    for gone in order:
        rest = [place.person for place in queue(state, [p for p in PEOPLE if p != gone])]
        assert rest == [person for person in order if person != gone]
    state.waiting = [Waiting(person, "contribution", n) for n, person in enumerate(PEOPLE)]
    assert [place.person for place in queue(state, PEOPLE)] == order


@pytest.mark.parametrize(
    "rule", ["first-come", "fewest-turns", "least-time", "new-voices", "alternating", "rounds", "by-lot"]
)
def test_each_rule_has_a_word_and_each_place_a_reason(rule: Rule) -> None:
    """Each rule and each reason for a place has words for the wall."""
    assert rule_word(rule) != rule
    state = State(always=Ruling(rule), waiting=[Waiting("m001", "contribution", 1)])
    assert why(state, state.waiting[0])
