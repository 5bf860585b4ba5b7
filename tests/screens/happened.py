"""Events before a scene, made by asking the desk: an evening in steps.

Each step starts from an earlier one, so that `speaking` is a whole evening up to a speaker.
`scenes` says which step is shown where.
"""

from __future__ import annotations

from kiosk.practices import agenda, floor, meeting, roster, rules
from kiosk.practices.agenda.events import Draft
from kiosk.practices.lot import commands as lot
from tests.practices.play import DAY
from tests.screens.house import House

SECOND, MINUTE = 1_000, 60_000
HERE = 20
"""Number of members who are present, if the roster has as many."""

TONIGHT = (
    Draft(title="Check-in", kind="round", planned=600),
    Draft(title="Rent strike fund", kind="proposal", planned=1_500, presenter="m001"),
    Draft(title="Draw the facilitator of December", kind="lot", planned=600),
    Draft(
        title="Boiler: report of the working group on heating, hot water and everything that leaks in winter",
        kind="report",
        planned=900,
        presenter="m026",
        notes=["Bring the three offers.", "See https://example.org/boiler"],
        section="House",
    ),
    Draft(title="Break", kind="break", planned=600, starts="21:00"),
    Draft(title="Any other business"),
)
DICE = "4152663142536142"


def nothing(house: House) -> None:
    """Do nothing."""


def opened(house: House) -> None:
    """Open a meeting without marking anybody as present."""
    house.ask(meeting.rules.Open(title="weekly meeting", said="2026-11-22T19:42"))


def people(house: House) -> None:
    """Open a meeting with people present."""
    opened(house)
    for person in list(house.state.roster.members)[:HERE]:
        house.desk.ask(meeting.rules.Arrive(person=person))


def adopted_agenda(house: House) -> None:
    """Adopt six items, all waiting."""
    people(house)
    members = house.state.roster.members
    house.ask(
        agenda.commands.Adopt(
            items=[
                item
                if item.presenter in members
                else agenda.events.Draft(item.title, item.kind, item.planned)
                for item in TONIGHT
            ]
        )
    )


def item_open(house: House) -> None:
    """Open the second item; the first took eleven minutes."""
    adopted_agenda(house)
    house.ask(agenda.commands.Open(item=1))
    house.clock.advance(11 * MINUTE)
    house.ask(agenda.commands.Open(item=2, believes=1))


def heard(house: House) -> None:
    """Let four people speak, and one for the second time."""
    item_open(house)
    before = ""
    for place, seconds in ((2, 70), (9, 95), (3, 40), (4, 20), (2, 30)):
        person = house.person(place)
        house.ask(floor.commands.Ask(person=person))
        house.ask(floor.commands.Begin(person=person, after=before))
        house.clock.advance(seconds * SECOND)
        before = person
    house.ask(floor.commands.End(person=before))


def speaking(house: House, seconds: int = 36) -> None:
    """Let Bahar speak while Chris and Jérôme wait."""
    heard(house)
    for place in (1, 2, 9):
        house.ask(floor.commands.Ask(person=house.person(place)))
    house.ask(floor.commands.Begin(person=house.person(1)))
    house.clock.advance((seconds - 1) * SECOND)


def paused(house: House) -> None:
    """Pause the clock of Bahar's turn."""
    speaking(house)
    house.ask(floor.commands.PauseTurn(person=house.person(1)))
    house.clock.advance(30 * SECOND)


def order(house: House) -> None:
    """Add Rie's point of order while Bahar speaks."""
    speaking(house)
    house.ask(floor.commands.Ask(person=house.person(17), kind="order"))


def on_order(house: House) -> None:
    """Give Rie the floor for a point of order."""
    order(house)
    house.ask(floor.commands.Begin(person=house.person(17), after=house.person(1)))


def long_names(house: House) -> None:
    """Let the person with the longest name speak; the next person's name is a sign."""
    item_open(house)
    for place in (25, 26):
        house.ask(meeting.rules.Arrive(person=house.person(place)))
        house.ask(floor.commands.Ask(person=house.person(place)))
    house.ask(floor.commands.Begin(person=house.person(25)))
    house.clock.advance(36 * SECOND)


def long_list(house: House) -> None:
    """Let one person speak and everybody else present wait."""
    item_open(house)
    for person in house.desk.room.present():
        house.desk.ask(floor.commands.Ask(person=person))
    house.ask(floor.commands.Begin(person=house.desk.room.present()[0]))


def on_break(house: House) -> None:
    """Begin a break of twenty minutes in the middle of a turn."""
    speaking(house)
    house.ask(meeting.rules.Pause(until="20:15"))


def break_over(house: House) -> None:
    """Let the break be four minutes over its end."""
    on_break(house)
    house.clock.advance(25 * MINUTE)


def power_cut(house: House) -> None:
    """Cut the power while Bahar speaks, for a minute."""
    speaking(house)
    house.restart(reboot=True)


def all_done(house: House) -> None:
    """Finish every item of the agenda."""
    adopted_agenda(house)
    for item in range(1, 7):
        house.ask(agenda.commands.Open(item=item, believes=item - 1))
        house.clock.advance(4 * MINUTE)
    house.ask(agenda.commands.Close(item=6))


def sixty(house: House) -> None:
    """Adopt a long weekend: sixty items in six sections."""
    people(house)
    house.ask(
        agenda.commands.Adopt(
            items=[
                Draft(title=f"Item {n} of a long weekend", planned=300, section=f"Part {n // 10 + 1}")
                for n in range(60)
            ]
        )
    )


def frozen(house: House) -> None:
    """Close the hat: three roles, among those present."""
    adopted_agenda(house)
    house.ask(lot.Freeze(roles={"facilitator": 1, "timekeeper": 1, "minutes": 1}, throw="dice"))


def unfrozen(house: House) -> None:
    """Open the hat again."""
    frozen(house)
    house.ask(lot.Unfreeze())


def committed(house: House) -> None:
    """Show the seal on the wall."""
    frozen(house)
    house.ask(lot.Commit())


def throwing(house: House) -> None:
    """Call a word and throw eight dice."""
    committed(house)
    house.ask(lot.Word(word="chestnut"))
    house.ask(lot.Throw(symbols=DICE[:4]))
    house.ask(lot.Throw(symbols=DICE[4:8]))


def thrown(house: House) -> None:
    """Throw all dice."""
    throwing(house)
    while house.state.lot.draw and (left := house.state.lot.draw.left_to_throw):
        house.ask(lot.Throw(symbols=DICE[: min(4, left)]))


def asking(house: House) -> None:
    """Open the secret; one person has said yes, the next is asked."""
    thrown(house)
    house.ask(lot.Reveal())
    answer(house, lot.Decline)
    answer(house, lot.Accept)


def answer(house: House, said: type[lot.Accept] | type[lot.Decline]) -> None:
    """Give this answer for the person who is asked."""
    draw = house.state.lot.draw
    asked = draw.asked() if draw else None
    assert asked is not None
    house.ask(said(role=asked[0], person=asked[1]))


def drawn(house: House) -> None:
    """Let everybody drawn say yes."""
    asking(house)
    answer(house, lot.Accept)
    answer(house, lot.Accept)


def rotating(house: House) -> None:
    """Set rotation: twelve had a turn, one used it up by declining, and one has just joined."""
    people(house)
    house.ask(rules.rules.SetRotation(scope="all", declining="uses", newcomers="next", shadow=True))
    for _draw in range(4):
        house.ask(lot.Quick(roles={"council": 3}))
        if not house.state.lot.rotation.turns:
            answer(house, lot.Decline)
        for _seat in range(3):
            answer(house, lot.Accept)
    house.ask(roster.rules.AddMember(name="Xaver", cell="roof", here=True))


def owed_first(house: House) -> None:
    """Freeze more seats than people owed a turn: they come first, and a new cycle begins."""
    rotating(house)
    house.ask(lot.Freeze(roles={"council": 9}))


def beside(house: House) -> None:
    """Draw two roles for terms counted in meetings, with outgoing holders as helpers."""
    rotating(house)
    house.ask(lot.Quick(roles={"treasurer": 1}, meetings={"treasurer": 4}))
    answer(house, lot.Accept)
    house.ask(lot.Quick(roles={"gardener": 1}, meetings={"gardener": 2}))
    answer(house, lot.Accept)


def between(house: House) -> None:
    """Close the meeting; one term ends with the next, and roles are due."""
    beside(house)
    house.ask(meeting.rules.Close())
    house.clock.advance(3 * DAY)


def by_itself(house: House) -> None:
    """Set rotation for each role by itself, so that roles are drawn one after the other."""
    people(house)
    house.ask(rules.rules.SetRotation(scope="role", cooldown=2))


def left_open(house: House) -> None:
    """Leave last week's meeting open."""
    speaking(house)
    house.clock.advance(7 * DAY)


def own_rules(house: House) -> None:
    """Set rules that differ from the defaults."""
    people(house)
    house.ask(rules.rules.SetQuorum(percent=40))
    house.ask(rules.rules.SetStandAside(number=3))
    house.ask(rules.rules.SetTurn(seconds=90))


def import_file(house: House) -> None:
    """Write an agenda file where the import looks first."""
    people(house)
    folder = house.folder / "agenda"
    folder.mkdir()
    (folder / "agenda-tonight.md").write_text(
        "# Tonight\n\n- Welcome 5 min\n- Rent strike fund (25 min, Amina)\n  - the offers\n"
        "- Boiler, by Mrs Somebody ~20\n| what | how |\n|---|---|\n| a | b |\n",
        "utf-8",
    )
