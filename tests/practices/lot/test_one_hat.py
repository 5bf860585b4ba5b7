"""One hat: who is owed a turn first, everybody else behind; who holds a role is out; older draws count on."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.desk.fold import Assembly
from kiosk.minutes.build import build, of_open
from kiosk.practices import meeting
from kiosk.practices.lot import folding
from kiosk.practices.lot.check import check
from kiosk.practices.lot.commands import Accept, Commit, Decline, Freeze, Quick, Reveal, Unfreeze
from kiosk.practices.lot.events import (
    DrawnQuickly,
    DrawnQuicklyBefore,
    Frozen,
    FrozenBefore,
    LotAcceptedBefore,
    Revealed,
)
from kiosk.practices.lot.freeze import holding, left_out
from kiosk.practices.lot.minutes import Draws
from kiosk.practices.lot.rotation import ALL, Cycle
from kiosk.practices.lot.state import Draw, State
from kiosk.practices.meeting.rules import Arrive
from kiosk.practices.messages import Event, event_kind
from kiosk.practices.roles.asked import offices
from kiosk.practices.roles.minutes import Roles, Vacant
from kiosk.practices.roles.rules import Release
from kiosk.practices.roster.rules import Leave
from kiosk.practices.rules.rules import SetRotation
from kiosk.terms import Entry
from screens.minutes.reading_back import told
from tests.practices.lot.six import throw_all
from tests.practices.play import Play

VECTORS = Path(__file__).parents[2] / "vectors" / "lot-3"
POOL = (VECTORS / "pool.txt").read_bytes()
FIRST, BEHIND = "m003", "m007"
"""One who comes first in that pool, and one who does not."""


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """Return a meeting with six members present, where roles go round together."""
    play = Play(tmp_path)
    play.open_meeting("Ana", "Bahar", "Chris", "Leyla", "Rie", "Tom")
    play.ask(SetRotation(scope="all"))
    return play


def drawn(play: Play, **fields: object) -> Draw:
    play.ask(Quick(**fields))  # type: ignore[arg-type]
    now = play.state.lot.draw
    assert now is not None
    return now


def seated(play: Play) -> list[str]:
    """Return the people seated now, in the order of being drawn."""
    now = play.state.lot.draw
    assert now is not None
    return [person for people in now.seated.values() for person in people]


@pytest.mark.parametrize("name", ["result.txt", "result-declined.txt"])
def test_the_known_draws_agree(name: str) -> None:
    """The frozen files of lot/3 are recomputed like those of lot/1."""
    report = check(POOL, (VECTORS / "seed.txt").read_bytes(), (VECTORS / name).read_bytes())
    assert report.agrees
    assert report.orders["facilitator"] == ["m005", "m003", "m007", "m002", "m001", "m008"]


def folded(kind: type[Event], person: str, accepted: bool = True) -> Cycle:
    """Return cycle 2 of all roles after a draw from the known pool was recorded as this kind and answered."""
    state = State()
    state.rotation.cycles[ALL] = Cycle(2, 5, ["m001", "m002"])
    quick = issubclass(kind, DrawnQuicklyBefore)
    now = 3 if kind in (FrozenBefore, DrawnQuicklyBefore) else 2
    fields: dict[str, object] = {"draw": "003", "pool": POOL.decode(), "cycles": {ALL: now}}
    events: list[Event] = [kind(**fields, **({"kiosk": "00" * 32} if quick else {}))]
    events += [] if quick else [Revealed(draw="003", label="A", kiosk="00" * 32)]
    if accepted:
        events.append(LotAcceptedBefore(draw="003", role="facilitator", person=person))
    for n, event in enumerate(events, 40):
        folding.fold(state, event, Entry(n, event_kind(event), "", "00000001", 0, "ok"))  # type: ignore[arg-type]
    return state.rotation.cycles[ALL]


@pytest.mark.parametrize("kind", [FrozenBefore, DrawnQuicklyBefore])
def test_older_draws_count_as_they_did(kind: type[Event]) -> None:
    """Before lot/3 a new cycle began at the reveal, and who came first closed the one before."""
    assert folded(kind, "", accepted=False).number == 3
    assert folded(kind, FIRST).served == []
    assert folded(kind, BEHIND).served == [BEHIND]


@pytest.mark.parametrize("kind", [Frozen, DrawnQuickly])
def test_the_next_cycle_begins_with_who_is_behind(kind: type[Event]) -> None:
    """Until somebody from behind says yes the cycle goes on, and a yes of who came first counts in it."""
    assert folded(kind, "", accepted=False).number == 2
    assert folded(kind, FIRST).served == ["m001", "m002", FIRST]
    assert (folded(kind, BEHIND).number, folded(kind, BEHIND).served) == (3, [BEHIND])


def test_a_no_leaves_no_seat_open_while_anybody_is_left(play: Play) -> None:
    """All who are owed a turn say no, then all others but one: that one is seated."""
    (first,) = drawn(play, roles={"facilitator": 1}).seated["facilitator"]
    play.ask(Accept(role="facilitator", person=first))
    drawn(play, roles={"facilitator": 1}, also=[first])
    for _no in range(5):
        assert seated(play) != [first]
        play.ask(Decline(role="facilitator", person=seated(play)[0]))
    assert seated(play) == [first]
    assert play.state.lot.rotation.cycles[ALL].number == 1
    play.ask(Accept(role="facilitator", person=first))
    cycle = play.state.lot.rotation.cycles[ALL]
    assert (cycle.number, cycle.served, cycle.declined) == (2, [first], [])


def test_who_holds_a_role_is_out_until_the_room_lets_them_in(play: Play) -> None:
    """The reason names the role; who is let in is in the hat like everybody; strangers cannot be let in."""
    (first,) = drawn(play, roles={"treasurer": 1}, days={"treasurer": 30}).seated["treasurer"]
    play.ask(Accept(role="treasurer", person=first))
    pool = drawn(play, roles={"door": 1}).pool
    held = offices(play.desk.room).held(["door"])
    assert (held, holding(pool, held), left_out(pool, held)) == (
        {first: "treasurer"},
        {first: "treasurer"},
        {},
    )
    assert [out.reason for out in pool.out] == ["holds-treasurer"]
    play.ask(Accept(role="door", person=seated(play)[0]))
    pool = drawn(play, roles={"cook": 1}, also=[first]).pool
    assert first in [person.id for person in pool.people]
    while seated(play):
        play.ask(Decline(role="cook", person=seated(play)[0]))
    play.guest("Visitor")
    assert play.refused(Quick(roles={"cook": 1}, also=["g001"])) == "Visitor is not in the roster."


def test_the_role_that_is_drawn_keeps_nobody_out(play: Play) -> None:
    """Who has a role for tonight, or until today, may be drawn for it again; a running term goes on."""
    for days, out in ((0, []), (30, ["holds-media"])):
        (first,) = drawn(play, roles={"media": 1}, days={"media": days}).seated["media"]
        play.ask(Accept(role="media", person=first))
        assert [each.reason for each in drawn(play, roles={"media": 1}).pool.out] == out
        while seated(play):
            play.ask(Decline(role="media", person=seated(play)[0]))
        play.ask(Release(role="media", person=first))


def test_a_long_role_is_cut_in_the_reason(play: Play) -> None:
    """A reason has 32 letters; two roles whose beginnings are alike are told by who holds them."""
    role = "contact-for-the-neighbourhood-ag"
    (first,) = drawn(play, roles={role: 1}).seated[role]
    play.ask(Accept(role=role, person=first))
    pool = drawn(play, roles={"door": 1}).pool
    assert [out.reason for out in pool.out] == ["holds-contact-for-the-neighbourh"]
    assert holding(pool, offices(play.desk.room).held(["door"])) == {first: role}


def test_a_hat_without_anybody_says_what_would_change_it(play: Play) -> None:
    """Everybody here holds a role: the sentence says that the room can let them in."""
    people = drawn(play, roles={"council": 6}).seated["council"]
    for person in people:
        play.ask(Accept(role="council", person=person))
    assert play.refused(Freeze(roles={"door": 1})) == (
        "Nobody is left in the hat. 6 hold another role: the room can put them back in."
    )
    assert "5 hold another role" in play.refused(Quick(roles={"door": 2}, also=people[:1]))


@pytest.mark.parametrize("backwards", [False, True])
def test_a_term_is_that_of_the_seat(play: Play, backwards: bool) -> None:
    """Whoever says yes first, the seat drawn first has the shortest term; it passes on after a no."""
    drawn(play, roles={"council": 3}, meetings={"council": 9}, staggered=["council"])
    first, second, third = seated(play)
    play.ask(Decline(role="council", person=first))
    instead = seated(play)[-1]
    seats = {instead: 3, second: 6, third: 9}
    for person in reversed(seats) if backwards else seats:
        play.ask(Accept(role="council", person=person))
    assert {held.person: held.meetings for held in play.state.roles.held} == seats


def test_a_seat_that_somebody_left_is_due_with_the_rest_of_its_term(play: Play) -> None:
    """Given back, or left with the assembly: it is due until it is drawn, and the minutes say so."""
    people = drawn(play, roles={"council": 3}, meetings={"council": 9}).seated["council"]
    for person in people:
        play.ask(Accept(role="council", person=person))
    play.ask(Release(role="council", person=people[0]))
    play.next_meeting()
    assert [item.title for item in play.state.agenda.items] == ["council"]
    play.ask(Leave(member=people[1]))
    assert [seat.meetings for seat in play.state.roles.vacant["council"]] == [8, 9 - 1]
    for person in play.state.roster.members:
        play.ask(Arrive(person=person))
    drawn(play, roles={"council": 2}, meetings={"council": 8})
    for person in seated(play):
        play.ask(Accept(role="council", person=person))
    assert play.state.roles.vacant == {}
    assert people[2] in {held.person for held in play.state.roles.held}


def test_a_seat_that_nobody_took_is_due(play: Play) -> None:
    """Everybody says no, or nobody answers before the meeting closes: it is due in the next one, once."""
    drawn(play, roles={"cook": 1})
    while seated(play):
        play.ask(Decline(role="cook", person=seated(play)[0]))
    play.next_meeting()
    assert [item.title for item in play.state.agenda.items] == ["cook"]
    play.ask(Arrive(person="m001"))
    drawn(play, roles={"cook": 1})
    play.next_meeting()
    assert [item.title for item in play.state.agenda.items] == ["cook"]
    assert len(play.state.roles.vacant["cook"]) == 1


@pytest.mark.parametrize("answer", ["accepts", "declines", "is silent"])
def test_a_seat_given_back_stays_vacant_whatever_the_other_one_does(play: Play, answer: str) -> None:
    """A draw fills the seats that were vacant when it began, never one that it gave itself."""
    first, second = drawn(play, roles={"keys": 2}, days={"keys": 90}).seated["keys"]
    play.ask(Accept(role="keys", person=first))
    play.ask(Release(role="keys", person=first))
    if answer == "accepts":
        play.ask(Accept(role="keys", person=second))
    while answer == "declines" and len(seated(play)) > 1:
        play.ask(Decline(role="keys", person=seated(play)[-1]))
    seats = 1 if answer == "accepts" else 2
    before = of_open(play.desk)
    read_back = told(before, play.desk, []).plain
    assert ("1 seat stays open" if seats == 1 else "2 seats stay open") in read_back
    play.next_meeting()
    assert len(play.state.roles.vacant["keys"]) == seats
    for minutes in (before, build(play.desk, 1)):
        chapter = minutes.of(Roles)
        assert chapter is not None
        assert chapter.vacant == [Vacant("keys", seats)]
    assert [item.title for item in play.state.agenda.items] == ["keys"]
    for person in play.state.roster.members:
        play.ask(Arrive(person=person))
    drawn(play, roles={"keys": seats}, days={"keys": 90})
    for person in seated(play):
        play.ask(Accept(role="keys", person=person))
    assert play.state.roles.vacant == {}


def test_a_draw_fills_what_was_vacant_before_it_and_nothing_else(play: Play) -> None:
    """A holder who gives the keys back while another seat is drawn leaves one that is still to be drawn."""
    people = drawn(play, roles={"keys": 3}, days={"keys": 90}).seated["keys"]
    for person in people:
        play.ask(Accept(role="keys", person=person))
    play.ask(Release(role="keys", person=people[0]))
    play.ask(Freeze(roles={"keys": 1}, days={"keys": 90}))
    play.ask(Unfreeze())
    play.ask(Freeze(roles={"keys": 1}, days={"keys": 90}))
    play.ask(Release(role="keys", person=people[1]))
    play.ask(Commit())
    throw_all(play)
    play.ask(Reveal())
    play.ask(Accept(role="keys", person=seated(play)[0]))
    assert len(play.state.roles.vacant["keys"]) == 1
    play.ask(meeting.rules.Close())
    assert len(play.state.roles.vacant["keys"]) == 1


def test_who_left_the_assembly_cannot_say_yes(play: Play) -> None:
    """The refusal says what to do: a no, and the next person is asked."""
    (gone,) = drawn(play, roles={"keys": 1}).seated["keys"]
    play.ask(Leave(member=gone))
    name = play.desk.room.name(gone)
    assert play.refused(Accept(role="keys", person=gone)) == (
        f"{name} is no longer in the roster: say no for {name}, and the next person is asked."
    )
    play.ask(Decline(role="keys", person=gone))
    (following,) = seated(play)
    assert following in play.state.roster.members
    play.ask(Accept(role="keys", person=following))
    assert [held.person for held in play.state.roles.held] == [following]


def test_the_minutes_tell_two_draws_of_one_evening_apart(play: Play) -> None:
    """Who gave the keys back, and was drawn for them again, has one seat that ended and one that has not."""
    everybody = list(play.state.roster.members)
    (first,) = drawn(play, roles={"keys": 1}, days={"keys": 90}).seated["keys"]
    play.ask(Accept(role="keys", person=first))
    play.ask(Release(role="keys", person=first))
    others = {person: "excluded" for person in everybody if person != first}
    drawn(play, roles={"keys": 1}, days={"keys": 90}, excluded=others, also=[first])
    play.ask(Accept(role="keys", person=first))
    play.ask(meeting.rules.Close())
    draws = build(play.desk, 1).of(Draws)
    assert draws is not None
    assert [seat.ended for seat in draws.seated] == ["given-back", ""]
    assert play.state.roles.vacant == {}


def test_a_vacancy_is_the_same_after_a_restart(play: Play) -> None:
    """It follows from the entries alone."""
    (first,) = drawn(play, roles={"keys": 1}, days={"keys": 30}).seated["keys"]
    play.ask(Accept(role="keys", person=first))
    play.ask(Release(role="keys", person=first))
    fresh = Assembly()
    fresh.replay(play.desk.journal.read())
    assert fresh.state.roles == play.state.roles
    assert list(fresh.state.roles.vacant) == ["keys"]
