"""Earlier meetings that circulation looks back on: people spoke, took roles, brought proposals."""

from __future__ import annotations

from kiosk.practices import floor, meeting, proposal
from kiosk.practices.lot import commands as lot
from tests.practices.play import DAY
from tests.screens.happened import SECOND, answer, rotating, speaking
from tests.screens.happened_proposal import TEXT
from tests.screens.house import House

EVENINGS = (
    ((2, 300), (9, 240), (3, 200), (4, 40), (5, 30)),
    ((2, 280), (9, 200), (6, 90), (7, 60), (5, 45), (4, 40)),
    ((0, 20), (1, 30)),
    ((2, 150), (9, 130), (10, 120), (6, 90), (7, 80), (8, 60), (5, 45)),
    ((2, 100), (11, 95), (12, 90), (6, 90), (7, 80), (8, 60), (5, 45), (13, 40), (14, 40)),
)
"""Speakers by place in the roster, with seconds; in the third meeting hardly anybody spoke."""


def evenings(house: House) -> None:
    """Hold five meetings, a week apart, with a role accepted in each and a proposal in two."""
    for number, said in enumerate(EVENINGS):
        house.ask(meeting.rules.Open())
        for person in list(house.state.roster.members)[:20]:
            house.desk.ask(meeting.rules.Arrive(person=person))
        before = ""
        for place, seconds in said:
            person = house.person(place)
            house.ask(floor.commands.Ask(person=person))
            house.ask(floor.commands.Begin(person=person, after=before))
            house.clock.advance((seconds - 2) * SECOND)
            before = person
        house.ask(lot.Quick(roles={"facilitator": 1}))
        answer(house, lot.Accept)
        if number % 3 == 0:
            house.ask(proposal.commands.Write(text=TEXT, title="Fund", proposer=house.person(number)))
        house.ask(meeting.rules.Close())
        house.clock.advance(7 * DAY)


def weeks(house: House) -> None:
    """Let a person speak for the second time tonight, after five such meetings."""
    evenings(house)
    speaking(house)


def all_alike(house: House) -> None:
    """Open a first meeting with rotation of roles and no speaker yet."""
    rotating(house)
