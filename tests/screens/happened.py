"""What has happened before a room looks at a moment, made by asking the desk: an evening in steps.

Each step begins with the one before it, so that `speaking` is a whole evening up to somebody who speaks.
Which step is shown where is in `scenes`.
"""

from __future__ import annotations

from kiosk.practices import agenda, decision, floor, meeting, proposal, roster, rules
from kiosk.practices.agenda.events import Draft
from kiosk.practices.lot import commands as lot
from tests.practices.play import DAY
from tests.screens.house import House

SECOND, MINUTE = 1_000, 60_000
HERE = 20
"""So many of the roster have come, if there are so many."""

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
TEXT = "We pay 30 % of collected rents into the strike fund until 1 March."
AMENDED = "We pay 40 % of collected rents into the strike fund until 1 March, reviewed each month."
DICE = "4152663142536142"


def nothing(house: House) -> None:
    """Nothing has happened yet."""


def opened(house: House) -> None:
    """A meeting has been opened; nobody is marked as here."""
    house.ask(meeting.rules.Open(title="weekly meeting", said="2026-11-22T19:42"))


def people(house: House) -> None:
    """A meeting with people in the room."""
    opened(house)
    for person in list(house.state.roster.members)[:HERE]:
        house.desk.ask(meeting.rules.Arrive(person=person))


def adopted_agenda(house: House) -> None:
    """Six items wait."""
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
    """The second item is open; the first took eleven minutes."""
    adopted_agenda(house)
    house.ask(agenda.commands.Open(item=1))
    house.clock.advance(11 * MINUTE)
    house.ask(agenda.commands.Open(item=2, believes=1))


def heard(house: House) -> None:
    """Four have spoken, and somebody speaks for the second time."""
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
    """Bahar speaks; Chris and Jérôme wait."""
    heard(house)
    for place in (1, 2, 9):
        house.ask(floor.commands.Ask(person=house.person(place)))
    house.ask(floor.commands.Begin(person=house.person(1)))
    house.clock.advance((seconds - 1) * SECOND)


def paused(house: House) -> None:
    """The clock of Bahar's turn stands still."""
    speaking(house)
    house.ask(floor.commands.PauseTurn(person=house.person(1)))
    house.clock.advance(30 * SECOND)


def order(house: House) -> None:
    """Rie rises to a point of order while Bahar speaks."""
    speaking(house)
    house.ask(floor.commands.Ask(person=house.person(17), kind="order"))


def on_order(house: House) -> None:
    """Rie has the floor, for a point of order."""
    order(house)
    house.ask(floor.commands.Begin(person=house.person(17), after=house.person(1)))


def long_names(house: House) -> None:
    """Whoever has the longest name speaks, and a sign comes next."""
    item_open(house)
    for place in (25, 26):
        house.ask(meeting.rules.Arrive(person=house.person(place)))
        house.ask(floor.commands.Ask(person=house.person(place)))
    house.ask(floor.commands.Begin(person=house.person(25)))
    house.clock.advance(36 * SECOND)


def long_list(house: House) -> None:
    """One speaks and everybody else who is here waits."""
    item_open(house)
    for person in house.desk.room.present():
        house.desk.ask(floor.commands.Ask(person=person))
    house.ask(floor.commands.Begin(person=house.desk.room.present()[0]))


def on_break(house: House) -> None:
    """A break of twenty minutes in the middle of a turn."""
    speaking(house)
    house.ask(meeting.rules.Pause(until="20:15"))


def break_over(house: House) -> None:
    """The break should have ended four minutes ago."""
    on_break(house)
    house.clock.advance(25 * MINUTE)


def power_cut(house: House) -> None:
    """The power went while Bahar spoke, and came back a minute later."""
    speaking(house)
    house.restart(reboot=True)


def all_done(house: House) -> None:
    """Every item of the agenda is done."""
    adopted_agenda(house)
    for item in range(1, 7):
        house.ask(agenda.commands.Open(item=item, believes=item - 1))
        house.clock.advance(4 * MINUTE)
    house.ask(agenda.commands.Close(item=6))


def sixty(house: House) -> None:
    """A long weekend: sixty items in six sections."""
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
    """The hat is closed: three roles, among those who are here."""
    adopted_agenda(house)
    house.ask(lot.Freeze(roles={"facilitator": 1, "timekeeper": 1, "minutes": 1}, throw="dice"))


def unfrozen(house: House) -> None:
    """The hat was opened again."""
    frozen(house)
    house.ask(lot.Unfreeze())


def committed(house: House) -> None:
    """The seal is on the wall."""
    frozen(house)
    house.ask(lot.Commit())


def throwing(house: House) -> None:
    """A word was called, and eight dice have been thrown."""
    committed(house)
    house.ask(lot.Word(word="chestnut"))
    house.ask(lot.Throw(symbols=DICE[:4]))
    house.ask(lot.Throw(symbols=DICE[4:8]))


def thrown(house: House) -> None:
    """All dice lie on the table."""
    throwing(house)
    while house.state.lot.draw and (left := house.state.lot.draw.left_to_throw):
        house.ask(lot.Throw(symbols=DICE[: min(4, left)]))


def asking(house: House) -> None:
    """The secret is open; one has said yes, the next is asked."""
    thrown(house)
    house.ask(lot.Reveal())
    answer(house, lot.Decline)
    answer(house, lot.Accept)


def answer(house: House, said: type[lot.Accept] | type[lot.Decline]) -> None:
    """Whoever is asked says so."""
    draw = house.state.lot.draw
    asked = draw.asked() if draw else None
    assert asked is not None
    house.ask(said(role=asked[0], person=asked[1]))


def drawn(house: House) -> None:
    """Everybody who was drawn has said yes."""
    asking(house)
    answer(house, lot.Accept)
    answer(house, lot.Accept)


def rotating(house: House) -> None:
    """Roles go round: twelve had a turn, one used it up by declining, and somebody has just joined."""
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
    """More seats than people who are owed a turn: they come first, and a new cycle begins."""
    rotating(house)
    house.ask(lot.Freeze(roles={"council": 9}))


def beside(house: House) -> None:
    """Whoever held a role helps; a term is counted in meetings."""
    rotating(house)
    house.ask(lot.Quick(roles={"treasurer": 1}, meetings={"treasurer": 4}))
    answer(house, lot.Accept)
    house.ask(lot.Quick(roles={"gardener": 1}, meetings={"gardener": 2}))
    answer(house, lot.Accept)


def between(house: House) -> None:
    """The meeting is over; one term ends with the next, and roles are to be drawn."""
    beside(house)
    house.ask(meeting.rules.Close())
    house.clock.advance(3 * DAY)


def by_itself(house: House) -> None:
    """Each role goes round by itself, so one is drawn after the other."""
    people(house)
    house.ask(rules.rules.SetRotation(scope="role", cooldown=2))


def written(house: House) -> None:
    """A proposal is on the wall and was not read out."""
    item_open(house)
    house.ask(proposal.commands.Write(text=TEXT, title="Strike fund", proposer=house.person(0)))


def amended(house: House) -> None:
    """Its second version, with what changed."""
    written(house)
    house.ask(proposal.commands.Amend(text=AMENDED))


def read_out(house: House) -> None:
    """It was read out; nobody was asked yet."""
    amended(house)
    house.ask(proposal.commands.ReadOut())


def counting(house: House) -> None:
    """Two of the four positions are counted."""
    read_out(house)
    count(house, "agree", 17)
    count(house, "reservations", 2)


def count(house: House, position: str, number: int, reason: str = "") -> None:
    """So many hands."""
    house.ask(proposal.commands.CountHands(position=position, number=number, reason=reason))  # type: ignore[arg-type]


def counted(house: House) -> None:
    """All four are counted; the counts are not read back yet."""
    counting(house)
    count(house, "stand-aside", 1)
    house.ask(proposal.commands.GiveReason(position="stand-aside", text="I am paid by the owner."))
    count(house, "block", 0)


def read_back(house: House) -> None:
    """The counts stand; nothing is decided yet."""
    counted(house)
    house.ask(proposal.commands.ReadBack())


def two(house: House) -> None:
    """A second proposal is on the wall; the first is still open."""
    read_out(house)
    house.ask(proposal.commands.Write(text="We meet on Mondays."))


def adopted(house: House) -> None:
    """It is a decision."""
    read_back(house)
    house.ask(proposal.commands.Adopt(review="2027-02-22"))


def blocked(house: House) -> None:
    """Somebody blocks, and the counts were read back."""
    counting(house)
    count(house, "stand-aside", 0)
    count(house, "block", 1, "Those who cannot pay would be named.")
    house.ask(proposal.commands.ReadBack())


def holding(house: House) -> None:
    """Roles are held for tonight and for longer, a decision stands, a review is overdue."""
    adopted(house)
    house.ask(lot.Quick(roles={"media-contact": 1}, days={"media-contact": 30}))
    answer(house, lot.Accept)
    house.ask(lot.Quick(roles={"facilitator": 1}))
    answer(house, lot.Accept)


def read_minutes(house: House) -> None:
    """Everything was said; the evening is read back before it is closed."""
    holding(house)
    house.ask(agenda.commands.Carry(item=6, why="nobody was left to talk about it"))


def closed(house: House) -> None:
    """The meeting is closed, and its minutes can be fetched."""
    read_minutes(house)
    house.ask(meeting.rules.Close())
    house.server.start()


def unserved(house: House) -> None:
    """The meeting is closed, and no phone reaches the kiosk."""
    closed(house)
    house.server.fault_ = "There is no network, so phones cannot fetch the minutes: use a stick or paper."


def months_later(house: House) -> None:
    """Between meetings, months after the last: something is due."""
    closed(house)
    house.clock.advance(100 * DAY)


def reviewed(house: House) -> None:
    """The next meeting, in which a decision of the last one is looked at again."""
    months_later(house)
    house.ask(meeting.rules.Open())
    house.ask(decision.rules.Review(decision=1, outcome="keep", review="2027-06-30"))


def left_open(house: House) -> None:
    """Nobody closed the meeting of last week."""
    speaking(house)
    house.clock.advance(7 * DAY)


def own_rules(house: House) -> None:
    """An assembly that has given itself rules."""
    people(house)
    house.ask(rules.rules.SetQuorum(percent=40))
    house.ask(rules.rules.SetStandAside(number=3))
    house.ask(rules.rules.SetTurn(seconds=90))


def import_file(house: House) -> None:
    """An agenda lies where the import looks first."""
    people(house)
    folder = house.folder / "agenda"
    folder.mkdir()
    (folder / "agenda-tonight.md").write_text(
        "# Tonight\n\n- Welcome 5 min\n- Rent strike fund (25 min, Amina)\n  - the offers\n"
        "- Boiler, by Mrs Somebody ~20\n| what | how |\n|---|---|\n| a | b |\n",
        "utf-8",
    )
