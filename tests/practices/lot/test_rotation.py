"""Rotation of roles: who is owed a turn comes first, everybody else is behind in the same hat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from kiosk.practices.lot.commands import Accept, Decline, Freeze, Quick
from kiosk.practices.lot.pool import Pool
from kiosk.practices.lot.rotation import ALL, standings
from kiosk.practices.lot.state import Draw
from kiosk.practices.meeting.rules import Arrive, Close
from kiosk.practices.meeting.rules import Open as OpenMeeting
from kiosk.practices.proposal.commands import Adopt, CountHands, ReadBack, ReadOut, Write
from kiosk.practices.record.rules import Undo
from kiosk.practices.roster.rules import Leave
from kiosk.practices.rules.rules import SetRotation
from tests.practices.play import DAY, Play

NAMES = ("Ana", "Bahar", "Chris", "Leyla", "Rie")


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """Return a meeting with five members present."""
    play = Play(tmp_path)
    play.open_meeting(*NAMES, said="2026-11-22T19:42")
    return play


def draw(play: Play, role: str = "facilitator", seats: int = 1, **more: object) -> Draw:
    """Draw a role for tonight; who holds another may be drawn."""
    play.ask(Quick(roles={role: seats}, also=list(play.state.roster.members), **more))  # type: ignore[arg-type]
    return last(play)


def last(play: Play) -> Draw:
    """Return the newest draw."""
    now = play.state.lot.draw
    assert now is not None
    return now


def serve(play: Play, role: str = "facilitator", seats: int = 1) -> list[str]:
    """Draw a role with everybody accepting; returns the people drawn."""
    people = draw(play, role, seats).seated[role]
    for person in people:
        play.ask(Accept(role=role, person=person))
    return people


def out(pool: Pool) -> dict[str, str]:
    return {each.id: each.reason for each in pool.out}


def next_meeting(play: Play, *away: str) -> None:
    """Open a meeting a week later, with everybody present except those away."""
    play.ask(Close())
    play.clock.advance(7 * DAY)
    play.ask(OpenMeeting())
    for member in play.state.roster.members:
        if member not in away:
            play.ask(Arrive(person=member))


def test_without_a_rule_everybody_is_in_every_draw(play: Play) -> None:
    """Without a rule no turn is counted and nobody is excluded."""
    for _round in range(3):
        serve(play)
    now = play.state.lot.draw
    assert now is not None
    assert len(now.pool.people) == 5
    assert (now.pool.out, now.pool.first, now.cycles) == ((), (), {})
    assert play.state.lot.rotation.cycles == {}


def test_in_a_cycle_everybody_has_one_turn(play: Play) -> None:
    """Five draws take five people; who is owed a turn is first in pool.txt, who had one is behind."""
    play.ask(SetRotation(scope="all"))
    served = [person for _round in range(5) for person in serve(play)]
    assert sorted(served) == sorted(play.state.roster.members)
    now = play.state.lot.draw
    assert now is not None
    assert (out(now.pool), now.pool.first) == ({}, tuple(served[4:]))
    assert now.cycles == {ALL: 1}


@pytest.mark.parametrize("answering", [lambda left, other: (left, other), lambda left, other: (other, left)])
def test_who_is_left_comes_first_and_closes_the_cycle(
    play: Play, answering: Callable[[str, str], tuple[str, str]]
) -> None:
    """With one person owed and two seats, that person is `first`; the other begins the next cycle."""
    play.ask(SetRotation(scope="all"))
    served = [*serve(play, seats=2), *serve(play, seats=2)]
    (left,) = set(play.state.roster.members) - set(served)
    now = draw(play, seats=2)
    assert now.pool.first == (left,)
    assert len(now.pool.people) == 5
    assert now.pool.out == ()
    assert now.cycles == {ALL: 1}
    assert left in now.seated["facilitator"]
    (other,) = set(now.seated["facilitator"]) - {left}
    for person in answering(left, other):
        play.ask(Accept(role="facilitator", person=person))
    cycle = play.state.lot.rotation.cycles[ALL]
    assert (cycle.number, cycle.served) == (2, [other])
    assert other not in draw(play, seats=4).pool.first


def test_each_role_may_have_its_own_cycle(play: Play) -> None:
    """Roles are then drawn one at a time, and a turn in one role is not a turn in another."""
    play.ask(SetRotation(scope="role"))
    assert "one role at a time" in play.refused(Quick(roles={"facilitator": 1, "minutes": 1}))
    (ana,) = serve(play)
    now = draw(play, "minutes")
    assert now.pool.first == ()
    for person in now.seated["minutes"]:
        play.ask(Accept(role="minutes", person=person))
    assert set(play.state.roster.members) - set(draw(play).pool.first) == {ana}


def test_a_turn_counts_when_it_is_accepted(play: Play) -> None:
    """Where declining keeps the turn, only the person who said yes is behind in the next draw."""
    play.ask(SetRotation(scope="all", declining="keeps"))
    (no,) = draw(play).seated["facilitator"]
    play.ask(Decline(role="facilitator", person=no))
    (yes,) = last(play).seated["facilitator"]
    play.ask(Accept(role="facilitator", person=yes))
    assert no in draw(play).pool.first
    assert yes not in last(play).pool.first


def test_declining_uses_up_the_turn(tmp_path: Path) -> None:
    """Unless the rule says otherwise, who declined is behind until the next cycle, like who served."""
    play = Play(tmp_path)
    play.open_meeting(*NAMES)
    play.ask(SetRotation(scope="all"))
    (no,) = draw(play).seated["facilitator"]
    play.ask(Decline(role="facilitator", person=no))
    (yes,) = last(play).seated["facilitator"]
    play.ask(Accept(role="facilitator", person=yes))
    assert set(play.state.roster.members) - set(draw(play).pool.first) == {no, yes}


def test_after_a_turn_one_rests(play: Play) -> None:
    """For so many meetings a person who served is not drawn, not even in a new cycle."""
    play.ask(SetRotation(scope="all", cooldown=2))
    served = serve(play, seats=3)
    now = draw(play, seats=2)
    assert out(now.pool) == dict.fromkeys(served, "cooldown")
    assert now.pool.first == ()
    for person in now.seated["facilitator"]:
        play.ask(Accept(role="facilitator", person=person))
    assert play.refused(Quick(roles={"facilitator": 1})) == (
        "Nobody is left in the hat. 5 rest after a turn, the first for 2 meetings more: draw then, or decide "
        "on a shorter rest."
    )
    next_meeting(play)
    assert "for 1 meeting more: draw then" in play.refused(Quick(roles={"facilitator": 1}))
    next_meeting(play)
    assert len(draw(play).pool.people) == 5


def test_newcomers_may_wait_for_the_next_cycle(play: Play) -> None:
    """By this rule people who joined after the first draw of a cycle are behind until the next."""
    play.ask(SetRotation(scope="all", newcomers="next"))
    serve(play)
    late = play.add("Zoë")
    now = draw(play)
    assert late not in now.pool.first
    assert late in [person.id for person in now.pool.people]
    play.ask(Accept(role="facilitator", person=now.seated["facilitator"][0]))
    assert late not in serve(play, seats=3)
    now = draw(play)
    assert (now.pool.first, now.cycles) == ((), {ALL: 2})


def test_absent_people_block_nothing(play: Play) -> None:
    """The cycle ends without absent people; in the next one they are owed one turn, like everybody."""
    away = next(iter(play.state.roster.members))
    play.ask(SetRotation(scope="all"))
    next_meeting(play, away)
    for _round in range(4):
        assert away not in serve(play)
    now = draw(play)
    assert out(now.pool) == {away: "absent"}
    assert now.cycles == {ALL: 2}
    play.ask(Accept(role="facilitator", person=now.seated["facilitator"][0]))
    stands = {
        each.person: each
        for each in standings(
            play.state.lot.rotation, play.state.rules.rotation, ALL, play.state.roster.members
        )
    }
    assert stands[away].turns == 0
    assert stands[away].owed
    assert sorted(each.turns for each in stands.values()) == [0, 1, 1, 1, 2]


def test_an_answer_that_is_taken_back_was_no_turn(play: Play) -> None:
    """Undoing an acceptance gives the turn back."""
    play.ask(SetRotation(scope="all"))
    serve(play)
    assert play.state.lot.rotation.cycles[ALL].served
    play.ask(Undo())
    assert play.state.lot.rotation.cycles[ALL].served == []
    assert play.state.lot.rotation.turns == {}


def test_a_draw_that_is_frozen_again_is_reckoned_anew(play: Play) -> None:
    """A ceremony counts from the reveal on, as a quick draw does."""
    play.ask(SetRotation(scope="all"))
    (served,) = serve(play)
    play.ask(Freeze(roles={"minutes": 1}))
    now = play.state.lot.draw
    assert now is not None
    assert out(now.pool) == {served: "holds-facilitator"}
    assert now.cycles == {ALL: 1}


def test_another_rule_needs_a_decision_once_roles_go_round(play: Play) -> None:
    """Before the first draw the rule is free; afterwards it needs the number of a valid decision."""
    play.ask(SetRotation(scope="role"))
    play.ask(SetRotation(scope="all"))
    serve(play)
    assert "needs a decision" in play.refused(SetRotation(scope="none"))
    assert "There is no decision 1" in play.refused(SetRotation(scope="none", decision=1))
    play.ask(Write(text="Draws are among all."))
    play.ask(ReadOut())
    for position, number in (("agree", 5), ("reservations", 0), ("stand-aside", 0), ("block", 0)):
        play.ask(CountHands(position=position, number=number))  # type: ignore[arg-type]
    play.ask(ReadBack())
    play.ask(Adopt(review="2027-11-22"))
    play.ask(SetRotation(scope="none", decision=1))
    assert play.state.rules.rotation.scope == "none"


def test_who_leaves_the_roster_is_owed_nothing(play: Play) -> None:
    """A person who leaves the roster loses the place in the cycle."""
    play.ask(SetRotation(scope="all"))
    gone = next(iter(play.state.roster.members))
    play.ask(Leave(member=gone))
    assert gone not in play.state.lot.rotation.joined
    assert gone not in [person.id for person in draw(play).pool.people]


@pytest.mark.parametrize("seed", range(4))
def test_over_years_turns_stay_even(tmp_path: Path, seed: int) -> None:
    """Whatever people miss or decline, in each cycle nobody serves twice, and of those who are always
    present nobody is ever asked two turns more than another."""
    chance = Random(seed)
    play = Play(tmp_path)
    members = play.open_meeting("Ana", "Bahar", "Chris", "Dimitra", "Emeka", "Fatou", "Gül")
    play.ask(SetRotation(scope="all"))
    turns: Counter[str] = Counter()
    asked_for: Counter[str] = Counter()
    for _meeting in range(14):
        next_meeting(play, *(member for member in members[4:] if chance.random() < 0.4))
        draw(play, seats=chance.choice((1, 2)))
        while asked := last(play).asked():
            role, person = asked
            asked_for[person] += 1
            if chance.random() < 0.15:
                play.ask(Decline(role=role, person=person))
            else:
                play.ask(Accept(role=role, person=person))
                turns[person] += 1
        cycle = play.state.lot.rotation.cycles[ALL]
        assert len(set(cycle.served)) == len(cycle.served)
    assert play.state.lot.rotation.turns[ALL] == dict(turns)
    always = [asked_for[member] for member in members[:4]]
    assert max(always) - min(always) < 2
