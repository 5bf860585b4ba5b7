"""Two people of one name: what follows the name wherever it is shown, so that nobody is mistaken.

    told_apart({"m001": "Ana", "m002": "Ana"}, {"m001": "Süd"})    {"m001": "Süd", "m002": "m002"}
    with_beside("Ana", "Süd")                                      "Ana (Süd)"

A cell stands there if none of the others is in it, else the number. Names are one if they look it on a wall.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from kiosk.language import words
from kiosk.look_alikes import looks

_, ngettext = words("people")


LONGEST_CELL = 24
"""Most characters of a cell that follows a name: a longer one leaves no room for the name."""


def with_beside(name: str, beside: str) -> str:
    """Return a name with what tells it apart; the name alone if `beside` is ""."""
    # Translators: a person, and the cell or number that tells two people of one name apart: "Ana (north)".
    return _("{name} ({person})").format(name=name, person=beside) if beside else name


def told_apart(
    names: Mapping[str, str], cells: Mapping[str, str], now: Collection[str] | None = None
) -> dict[str, str]:
    """Return id -> what follows the name, for those of these people whose name another one has.

    `names` maps an id to its name, or to itself where the name is gone; `cells` an id to the name of its
    cell. People of `now` (default: all) are told apart from one another, everybody else from all of them.
    """
    alike = _alike(names)
    found: dict[str, str] = {}
    for person, others in alike.items():
        if now is not None and person in now:
            others = [other for other in others if other in now]
        if others and names[person] != person:
            cell = cells.get(person, "")
            is_alone = 0 < len(cell) <= LONGEST_CELL and all(cells.get(other, "") != cell for other in others)
            found[person] = cell if is_alone else person
    shown = {person: with_beside(name, found.get(person, "")) for person, name in names.items()}
    for person in _alike(shown):  # a person may be called "Ana (Süd)"
        if names[person] != person:
            found[person] = person
    return found


def _alike(names: Mapping[str, str]) -> dict[str, list[str]]:
    """Return id -> the others whose names look the same, for those people who have any."""
    by_look: dict[str, list[str]] = {}
    for person, name in names.items():
        for look in looks(name):
            by_look.setdefault(look, []).append(person)
    found: dict[str, list[str]] = {}
    for people in by_look.values():
        if len(people) > 1:
            for person in people:
                found.setdefault(person, []).extend(other for other in people if other != person)
    return found
