"""Roles: holders, terms, and roles to be drawn next time."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.practices import meeting, roles
from kiosk.practices.lot.commands import Accept, Decline, Quick
from kiosk.practices.messages import Origin
from kiosk.practices.record.rules import Undo
from kiosk.practices.roles.rules import Release, standing_of
from kiosk.practices.roster.rules import Leave
from kiosk.practices.rules.rules import SetRotation
from kiosk.terms import Stamp
from tests.practices.play import DAY, Play


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """Return a meeting on 22 November 2026 with four members present."""
    play = Play(tmp_path)
    play.open_meeting("Ana", "Bahar", "Chris", "Leyla", said="2026-11-22T19:42")
    return play


def draw(play: Play, role: str, days: int = 0, title: str = "", seats: int = 1) -> list[str]:
    """Draw the role with everybody accepting; returns their ids."""
    titles = {role: title} if title else {}
    everybody = list(play.state.roster.members)
    play.ask(Quick(roles={role: seats}, days={role: days}, titles=titles, also=everybody))
    now = play.state.lot.draw
    assert now is not None
    for person in now.seated[role]:
        play.ask(Accept(role=role, person=person))
    return now.seated[role]


def test_a_role_is_held_from_the_yes_to_the_end_of_the_meeting(play: Play) -> None:
    """The role is held neither before the answer nor after the meeting is closed."""
    play.ask(Quick(roles={"facilitator": 1}))
    assert roles.rules.holders(play.state.roles, "facilitator") == []
    now = play.state.lot.draw
    assert now is not None
    (person,) = now.seated["facilitator"]
    play.ask(Accept(role="facilitator", person=person))
    assert roles.rules.holders(play.state.roles, "facilitator") == [person]
    (held,) = play.state.roles.held
    assert (held.draw, held.since, held.until) == ("001", "2026-11-22", "")
    assert standing_of(held, play.state.record.trusted, play.desk.stamp()) == "valid"
    play.ask(meeting.rules.Close())
    assert play.state.roles.held == []


def test_who_declines_holds_nothing(play: Play) -> None:
    """The role goes to the person who accepts."""
    play.ask(Quick(roles={"facilitator": 1}))
    now = play.state.lot.draw
    assert now is not None
    play.ask(Decline(role="facilitator", person=now.seated["facilitator"][0]))
    assert play.state.roles.held == []


def test_a_term_in_days_ends_by_itself(play: Play) -> None:
    """Thirty days from 22 November the last day is 22 December; afterwards the role has expired."""
    (person,) = draw(play, "media", days=30, title="media contact")
    (held,) = play.state.roles.held
    assert (held.person, held.until, held.title) == (person, "2026-12-22", "media contact")
    play.ask(meeting.rules.Close())
    trusted = play.state.record.trusted
    play.clock.advance(30 * DAY)
    assert standing_of(held, trusted, play.desk.stamp()) == "valid"
    play.clock.advance(DAY)
    assert standing_of(held, trusted, play.desk.stamp()) == "expired"
    assert play.state.roles.held == [held]


def test_doubt_is_told_and_what_has_expired_stays_expired(play: Play) -> None:
    """With an untrusted clock a term is doubtful; a trusted time past its end settles it for ever."""
    draw(play, "media", days=1)
    (held,) = play.state.roles.held
    play.ask(meeting.rules.Close())
    trusted = play.state.record.trusted
    unsure = Stamp("1970-01-01T00:00:00.000Z", "00000009", 0, "unsure")
    assert standing_of(held, trusted, unsure) == "doubtful"
    play.clock.advance(3 * DAY)
    play.ask(meeting.rules.Open())
    assert standing_of(held, play.state.record.trusted, unsure) == "expired"
    back = Stamp("2026-11-22T20:00:00.000Z", "00000001", 0, "ok")
    assert standing_of(held, play.state.record.trusted, back) == "expired"


def test_a_term_that_began_on_a_day_nobody_knew_is_doubtful(tmp_path: Path) -> None:
    """The kiosk does not act on a guessed date."""
    play = Play(tmp_path)
    play.clock.follows_server = False
    play.open_meeting("Ana")
    draw(play, "media", days=30)
    (held,) = play.state.roles.held
    assert not held.sure
    assert standing_of(held, play.state.record.trusted, play.desk.stamp()) == "doubtful"


def test_a_role_can_be_given_back(play: Play) -> None:
    """A role is given back between meetings too, and that can be undone; only its holder can."""
    (person,) = draw(play, "media", days=30)
    play.ask(meeting.rules.Close())
    play.ask(Release(role="media", person=person))
    assert play.state.roles.held == []
    assert play.refused(Release(role="media", person=person)).endswith("does not hold this role: media.")
    play.ask(Undo())
    assert roles.rules.holders(play.state.roles, "media") == [person]


def test_drawing_a_role_again_in_a_meeting_takes_over(play: Play) -> None:
    """The second facilitator of the meeting replaces the first; two from one draw both hold the role."""
    draw(play, "facilitator", seats=2)
    assert len(roles.rules.holders(play.state.roles, "facilitator")) == 2
    (second,) = draw(play, "facilitator")
    assert roles.rules.holders(play.state.roles, "facilitator") == [second]


def test_a_running_term_is_not_cut_by_another_draw(play: Play) -> None:
    """With staggered terms a second media contact joins the first; an ended term makes room."""
    (first,) = draw(play, "media", days=10)
    play.next_meeting(days=5)
    play.ask(meeting.rules.Arrive(person="m001"))
    draw(play, "media", days=30)
    assert len(roles.rules.holders(play.state.roles, "media")) == 2
    play.next_meeting(days=15)
    play.ask(meeting.rules.Arrive(person="m002"))
    draw(play, "media", days=30)
    assert [held.until for held in play.state.roles.held] == ["2026-12-27", "2027-01-11"]
    assert first not in [held.person for held in play.state.roles.held if held.until == "2026-12-02"]


def test_what_ends_soon_is_told_earliest_first(play: Play) -> None:
    """The lobby lists terms that end within a fortnight, earliest first."""
    draw(play, "media", days=9)
    draw(play, "keys", days=3)
    draw(play, "garden", days=40)
    draw(play, "facilitator")
    soon = roles.rules.soon(play.state.roles, "2026-11-22", 14)
    assert [(held.role, held.until) for held in soon] == [("keys", "2026-11-25"), ("media", "2026-12-01")]


def test_what_is_to_be_drawn_next_time(play: Play) -> None:
    """Roles of the last meeting and those whose term has ended by then are due until drawn."""
    draw(play, "facilitator")
    draw(play, "media", days=5, title="Media contact")
    draw(play, "garden", days=40)
    assert roles.rules.to_be_drawn(play.state.roles, "2026-11-22") == []
    play.ask(meeting.rules.Close())
    due = [Origin(kind="lot", n=1, title="facilitator"), Origin(kind="lot", n=2, title="Media contact")]
    assert roles.rules.to_be_drawn(play.state.roles, "2026-11-29") == due
    assert [origin for origin in play.desk.room.due("2026-11-29") if origin.kind == "lot"] == due
    play.clock.advance(7 * DAY)
    play.ask(meeting.rules.Open())
    play.ask(meeting.rules.Arrive(person="m001"))
    draw(play, "facilitator")
    assert [one.title for one in roles.rules.to_be_drawn(play.state.roles, "2026-11-29")] == ["Media contact"]
    (contact,) = roles.rules.holders(play.state.roles, "media")
    play.ask(Release(role="media", person=contact))
    assert [one.title for one in roles.rules.to_be_drawn(play.state.roles, "2026-11-29")] == ["Media contact"]
    play.ask(meeting.rules.Close())
    titles = [one.title for one in roles.rules.to_be_drawn(play.state.roles, "2026-12-06")]
    assert titles == ["facilitator", "Media contact"]


def accepted(play: Play, role: str, seats: int = 1, **terms: object) -> list[str]:
    """Draw a role with a term, with everybody accepting; returns their ids."""
    everybody = list(play.state.roster.members)
    play.ask(Quick(roles={role: seats}, also=everybody, **terms))  # type: ignore[arg-type]
    now = play.state.lot.draw
    assert now is not None
    for person in now.seated[role]:
        play.ask(Accept(role=role, person=person))
    return now.seated[role]


def test_a_term_of_meetings_ends_with_the_last_of_them(play: Play) -> None:
    """This meeting counts; after the last one the role is due in the next meeting, until it is drawn."""
    people = accepted(play, "treasurer", meetings={"treasurer": 2})
    play.next_meeting()
    assert roles.rules.holders(play.state.roles, "treasurer") == people
    assert play.state.agenda.items == []
    play.next_meeting()
    assert roles.rules.holders(play.state.roles, "treasurer") == []
    assert [item.title for item in play.state.agenda.items] == ["treasurer"]
    play.next_meeting()
    assert [item.title for item in play.state.agenda.items] == ["treasurer"]


def test_a_term_of_moons_ends_on_the_day_of_a_full_moon(play: Play) -> None:
    """The full moon two days ahead is too soon: the term ends with that of 24 December."""
    accepted(play, "gardener", moons={"gardener": 1})
    (held,) = play.state.roles.held
    assert held.until == "2026-12-24"


def test_a_role_has_one_term(play: Play) -> None:
    """Days and meetings at once are refused."""
    both = Quick(roles={"gardener": 1}, days={"gardener": 30}, meetings={"gardener": 2})
    assert play.refused(both) == "Say one term for gardener: days, meetings or moons."


def test_staggered_seats_end_one_after_another(play: Play) -> None:
    """Of three seats for ninety days the first gets thirty, the second sixty."""
    accepted(play, "council", 3, days={"council": 90}, staggered=["council"])
    assert [held.until for held in play.state.roles.held] == ["2026-12-22", "2027-01-21", "2027-02-20"]
    accepted(play, "scribe", 2, meetings={"scribe": 3}, staggered=["scribe"])
    assert [held.meetings for held in play.state.roles.held[3:]] == [2, 3]


def test_the_latest_holder_who_is_here_helps(play: Play) -> None:
    """By rule each new holder is helped by the latest one who is here, each once, and never by one drawn."""
    play.ask(SetRotation(scope="none", shadow=True))
    (first,) = accepted(play, "facilitator")
    assert play.state.roles.held[0].shadow == ""
    others = [member for member in play.state.roster.members if member != first]
    play.next_meeting()
    for person in others:
        play.ask(meeting.rules.Arrive(person=person))
    (second,) = accepted(play, "facilitator")
    assert play.state.roles.held[0].shadow == "", "the first is not here"
    play.next_meeting()
    rest = [member for member in others if member != second]
    for person in (first, *rest):
        play.ask(meeting.rules.Arrive(person=person))
    excluded = {first: "excluded"}
    play.ask(Quick(roles={"facilitator": 2}, excluded=excluded))
    for person in reversed(rest):
        play.ask(Accept(role="facilitator", person=person))
    assert {held.person: held.shadow for held in play.state.roles.held} == {rest[1]: first, rest[0]: ""}
    play.next_meeting()
    for person in play.state.roster.members:
        play.ask(meeting.rules.Arrive(person=person))
    play.ask(Quick(roles={"facilitator": 1}, excluded=dict.fromkeys(rest, "excluded")))
    now = play.state.lot.draw
    assert now is not None
    play.ask(Accept(role="facilitator", person=now.seated["facilitator"][0]))
    assert [held.shadow for held in play.state.roles.held] == [rest[0]], "who said yes last"


def test_who_leaves_the_roster_holds_nothing(play: Play) -> None:
    """A role ends when its holder leaves the roster."""
    (person,) = accepted(play, "treasurer", days={"treasurer": 30})
    play.ask(Leave(member=person))
    assert play.state.roles.held == []
