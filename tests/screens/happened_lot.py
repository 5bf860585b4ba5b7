"""Events of draws beyond a small, quiet evening: a crowd, many seats, cards, a hat opened again."""

from __future__ import annotations

from kiosk.practices import meeting, roster, rules
from kiosk.practices.lot import commands as lot
from tests.screens.happened import answer, committed, people
from tests.screens.house import House, name_of

CROWD, AT_HOME = 260, 40
"""Number of members, and how many of them stayed at home."""


def crowd(house: House) -> None:
    """Open a meeting with hundreds present and dozens absent; everybody is owed a turn."""
    joined = len(house.state.roster.members)
    house.ask(meeting.rules.Open())
    for place in range(joined):
        house.ask(meeting.rules.Arrive(person=house.person(place)))
    for place in range(joined, CROWD):
        house.ask(roster.rules.AddMember(name=name_of(place), here=place < CROWD - AT_HOME))
    house.ask(rules.rules.SetRotation(scope="all"))


def crowd_frozen(house: House) -> None:
    """Close the hat: three had a turn already, two are excluded."""
    crowd(house)
    house.ask(lot.Quick(roles={"council": 3}))
    for _seat in range(3):
        answer(house, lot.Accept)
    waiting = [each for each in house.desk.room.members() if each not in _seated(house)]
    house.ask(lot.Freeze(roles={"kitchen": 3}, excluded={waiting[0]: "travels", waiting[1]: "excluded"}))


def _seated(house: House) -> list[str]:
    draw = house.state.lot.draw
    return [person for seated in draw.seated.values() for person in seated] if draw else []


def one_drawn(house: House) -> None:
    """Draw one seat by one key."""
    people(house)
    house.ask(lot.Quick(roles={"treasurer": 1}))
    answer(house, lot.Accept)


def corrected(house: House) -> None:
    """Correct a word and a hand, throw everything, and correct the last hand four times."""
    committed(house)
    house.ask(lot.Word(word="chesnut"))
    house.ask(lot.Correct(text="chestnut"))
    house.ask(lot.Throw(symbols="4151"))
    house.ask(lot.Correct(text="4152"))
    while house.state.lot.draw and (left := house.state.lot.draw.left_to_throw):
        house.ask(lot.Throw(symbols="6631"[: min(4, left)]))
    for text in ("1111", "2222", "3333", "4444"):
        house.ask(lot.Correct(text=text))


def corrected_drawn(house: House) -> None:
    """Open the secret after `corrected`, with everybody saying yes."""
    corrected(house)
    house.ask(lot.Reveal())
    while house.state.lot.draw and house.state.lot.draw.asked():
        answer(house, lot.Accept)


def twelve_asked(house: House) -> None:
    """Draw a council of twelve, of whom three have said yes."""
    people(house)
    house.ask(lot.Quick(roles={"council": 12}))
    for _seat in range(3):
        answer(house, lot.Accept)


def twelve_drawn(house: House) -> None:
    """Let all twelve say yes."""
    twelve_asked(house)
    for _seat in range(9):
        answer(house, lot.Accept)


def cards(house: House) -> None:
    """Draw cards instead of throwing dice."""
    people(house)
    house.ask(lot.Freeze(roles={"facilitator": 1, "minutes": 1}, throw="cards"))
    house.ask(lot.Commit())
    house.ask(lot.Throw(symbols="TC AS"))


def by_ones(house: House) -> None:
    """Let everybody throw one die, and some call words."""
    people(house)
    house.ask(lot.Freeze(roles={"council": 5}, throw="dice"))
    house.ask(lot.Commit())
    for word in ("chestnut", "seven-sleepers", "rain"):
        house.ask(lot.Word(word=word))
    for die in "41526631425361":
        house.ask(lot.Throw(symbols=die))


def reopened(house: House) -> None:
    """Open the hat again with two people excluded, one with a reason."""
    people(house)
    excluded = {house.person(2): "excluded", house.person(4): "travels"}
    house.ask(lot.Freeze(roles={"facilitator": 1, "timekeeper": 1}, excluded=excluded))
    house.ask(lot.Unfreeze())
