"""The order of a round, in which everybody here is asked once.

The first round of a meeting is the order of arrival, from a place in the circle that is drawn: people whose
arrival is marked together stand in the order of the roster, and would else be asked in it each time. Every
later round begins with those whom the one before did not reach, in its order; then come those who were not in
it, by arrival; then those whom it asked. An even round asks these backwards; an odd one goes on in the same
direction, from half a circle on. So nobody is in the last third of two rounds in a row while the same people
are here, and the last speaker of a round does not begin the next. Until a round reaches everybody, nobody is
asked two times more than anybody else.

To go backwards *and* half a circle on would put people of the second sixth in the last third twice running.
"""

from __future__ import annotations

from kiosk.practices.floor.state import Round, State
from kiosk.practices.floor.tickets import ticket


def last_round(state: State) -> Round | None:
    """Return the last round of this meeting, also if it was left for another item; None before the first."""
    return state.round or state.left_round


def following(last: Round, here: list[str], number: int) -> list[str]:
    """Return the people of round `number` in their order; `here` is in order of arrival."""
    inside = set(here)
    missed = [person for person in last.left if person in inside]
    before = {*last.left, *last.asked}
    late = [person for person in here if person not in before]
    asked = [person for person in last.asked if person in inside]
    half = len(asked) // 2
    again = asked[::-1] if backwards(number) else asked[half:] + asked[:half]
    if missed:
        again.sort(key=lambda person: last.times.get(person, 0))
    people = [*missed, *late, *again]
    if len(people) > 1 and people[0] == _spoke_last(last):
        people[:2] = people[1::-1]
    return people


def backwards(number: int) -> bool:
    """True if round `number` asks people in the order of the round before, backwards."""
    return number % 2 == 0


def from_lowest(seed: str, meeting: int, here: list[str]) -> list[str]:
    """Return the circle from the person with the lowest ticket on (lot/1, role `round-<meeting>`)."""
    first = min(here, key=lambda person: ticket(seed, f"round-{meeting}", person))
    at = here.index(first)
    return here[at:] + here[:at]


def _spoke_last(last: Round) -> str:
    """Return who spoke last in a round, "" if all passed."""
    return next((person for person in reversed(last.asked) if person not in last.passed), "")
