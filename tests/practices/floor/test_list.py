"""The speaking list: who may join it and for what, its order, and how people leave it."""

from __future__ import annotations

from kiosk.practices import floor
from kiosk.practices.agenda.commands import Add as AddItem
from kiosk.practices.agenda.commands import Open as OpenItem
from kiosk.practices.floor.commands import (
    Ask,
    Begin,
    CloseList,
    End,
    Lower,
    MakeOrdinary,
    ReopenList,
    SetItem,
    Withdraw,
)
from kiosk.practices.floor.events import SpeakKind
from kiosk.practices.floor.order import queue
from kiosk.practices.record.rules import Undo
from tests.practices.floor.watching import kinds, listed, reasons, speaks, turn
from tests.practices.play import Play


def test_classes_come_in_order(play: Play) -> None:
    """Order: point of order, question to speaker, information, question to understand, response, rest."""
    people = play.open_meeting("Ana", "Bo", "Chris", "Dana", "Eva", "Fay", "Gil")
    play.ask(Ask(person=people[6]))
    play.ask(Begin(person=people[6]))
    asked: list[SpeakKind] = [
        "contribution",
        "response",
        "clarifying",
        "information",
        "interposed",
        "order",
    ]
    for person, kind in zip(people, asked, strict=False):
        play.ask(Ask(person=person, kind=kind))
    assert kinds(play) == asked[::-1]
    assert reasons(play) == [
        "point of order",
        "question to the speaker",
        "information",
        "question to understand",
        "direct response",
        "first time tonight",
    ]


def test_once_in_each_class(play: Play) -> None:
    """A person has one place per class; for, against and neither are one class."""
    (ana,) = play.open_meeting("Ana")
    play.ask(AddItem(title="Roof"))
    play.ask(OpenItem(item=1))
    play.ask(SetItem(sides=True))
    for kind in ("order", "information", "clarifying", "response", "pro"):
        play.ask(Ask(person=ana, kind=kind))
        assert play.refused(Ask(person=ana, kind=kind)) == "Ana is already waiting."
    assert play.refused(Ask(person=ana, kind="contra")) == "Ana is already waiting."
    assert play.refused(Ask(person=ana)) == "Ana is already waiting."


def test_points_of_order_by_urgency(play: Play) -> None:
    """Health comes before hearing, hearing before the rules; the note is kept."""
    ana, bo, chris, dana = play.open_meeting("Ana", "Bo", "Chris", "Dana")
    play.ask(Ask(person=ana, kind="order"))
    play.ask(Ask(person=bo, kind="order", category="process", note="a break"))
    play.ask(Ask(person=chris, kind="order", category="safety"))
    play.ask(Ask(person=dana, kind="order", category="access"))
    assert listed(play) == [chris, dana, bo, ana]
    assert reasons(play)[0] == "point of order: somebody is not well"
    assert queue(play.state.floor, [bo])[0].note == "a break"
    assert play.refused(Ask(person=ana, category="rules")) == (
        "Only a point of order is about something like that."
    )


def test_a_wrong_point_of_order_joins_the_list(play: Play) -> None:
    """It gets the time of its claim, waiting or speaking, and gains no place."""
    ana, bo, chris = play.open_meeting("Ana", "Bo", "Chris")
    play.ask(Ask(person=ana))
    play.ask(Ask(person=bo, kind="order"))
    play.ask(Ask(person=chris))
    assert play.refused(MakeOrdinary(person=ana)) == "Ana has no point of order."
    play.ask(MakeOrdinary(person=bo))
    assert (listed(play), kinds(play)) == ([ana, bo, chris], ["contribution"] * 3)
    play.ask(Ask(person=bo, kind="order"))
    play.ask(Begin(person=bo, kind="order"))
    play.ask(MakeOrdinary(person=bo))
    assert (play.state.floor.turn, play.state.floor.turns) == (None, {})
    assert listed(play) == [ana, bo, chris]


def test_a_closed_list_takes_questions_only(play: Play) -> None:
    """Contributions are refused until the list is reopened or another item is opened."""
    ana, bo = play.open_meeting("Ana", "Bo")
    play.ask(AddItem(title="Roof"))
    play.ask(Ask(person=ana))
    assert play.refused(ReopenList()) == "The list is open."
    play.ask(CloseList())
    assert play.refused(CloseList()) == "The list is closed already."
    closed = "The list is closed: reopen it first, or take a point of order."
    assert play.refused(Ask(person=bo)) == closed
    play.ask(Ask(person=bo, kind="order"))
    play.ask(Ask(person=bo, kind="clarifying"))
    play.ask(ReopenList())
    play.ask(Ask(person=bo))
    play.ask(CloseList())
    play.ask(Undo())
    assert not play.state.floor.closed
    play.ask(CloseList())
    play.ask(OpenItem(item=1))
    assert not play.state.floor.closed


def test_somebody_lets_the_others_go_first(play: Play) -> None:
    """The person moves behind everybody waiting and before later requests, by any rule; the last cannot."""
    ana, bo, chris, dana = play.open_meeting("Ana", "Bo", "Chris", "Dana")
    speaks(play, bo)
    play.ask(floor.commands.SetRule(rule="fewest-turns", scope="meeting"))
    for person in (ana, bo, chris):
        play.ask(Ask(person=person))
    assert listed(play) == [ana, chris, bo]
    play.ask(Lower(person=ana))
    assert listed(play) == [chris, bo, ana]
    assert reasons(play)[2] == "lets others go first"
    assert play.refused(Lower(person=ana)) == "Ana is the last already."
    play.ask(Ask(person=dana))
    assert listed(play) == [chris, dana, bo, ana]
    play.ask(Withdraw(person=dana))
    assert play.refused(Lower(person=dana)) == "Dana is not on the list."
    play.ask(Undo())
    play.ask(Undo())
    play.ask(Undo())
    assert listed(play) == [ana, chris, bo]


def test_who_asked_later_comes_after_by_first_come(play: Play) -> None:
    """Lowering a request lets only the people go first who were waiting then."""
    ana, bo, chris = play.open_meeting("Ana", "Bo", "Chris")
    play.ask(Ask(person=ana))
    play.ask(Ask(person=bo))
    play.ask(Lower(person=ana))
    play.ask(Ask(person=chris))
    assert listed(play) == [bo, ana, chris]


def test_who_lets_others_go_first_gains_nothing(play: Play) -> None:
    """Once those have spoken the place is like any other: a newcomer with fewer turns is still before it."""
    ana, bo, chris = play.open_meeting("Ana", "Bo", "Chris")
    play.ask(floor.commands.SetRule(rule="fewest-turns", scope="meeting"))
    for person in (ana, bo, bo):
        speaks(play, person)
    play.ask(Ask(person=ana))
    play.ask(Ask(person=bo))
    play.ask(Lower(person=ana))
    assert listed(play) == [bo, ana]
    play.ask(Begin(person=bo))
    play.ask(Ask(person=chris))
    assert listed(play) == [chris, ana]
    assert reasons(play) == ["first time tonight", "spoke once"]


def test_for_and_against_by_turns(play: Play) -> None:
    """Sides alternate only where the item asks for it; the next is the other side of the speaker."""
    ana, bo, chris, dana = play.open_meeting("Ana", "Bo", "Chris", "Dana")
    assert play.refused(Ask(person=ana, kind="pro")) == "This item does not ask for speeches for and against."
    play.ask(AddItem(title="Roof"))
    play.ask(OpenItem(item=1))
    play.ask(SetItem(sides=True))
    play.ask(Ask(person=ana, kind="pro"))
    play.ask(Ask(person=bo, kind="pro"))
    play.ask(Ask(person=chris, kind="contra"))
    play.ask(Ask(person=dana, kind="contra"))
    assert listed(play) == [ana, chris, bo, dana]
    assert reasons(play) == ["for it", "against it", "for it", "against it"]
    play.ask(Begin(person=ana))
    assert listed(play) == [chris, bo, dana]
    play.ask(End(person=ana))
    assert listed(play) == [chris, bo, dana]
    assert play.state.floor.turns == {ana: 1}


def test_one_is_called_for_what_one_asked(play: Play) -> None:
    """A person waiting for two things is called for the first, or for the one that is named."""
    ana, bo = play.open_meeting("Ana", "Bo")
    play.ask(Ask(person=ana))
    play.ask(Ask(person=ana, kind="response"))
    assert play.refused(Begin(person=ana, kind="order")) == "Ana is not on the list."
    play.ask(Begin(person=ana))
    assert turn(play).kind == "response"
    response = turn(play).n
    play.ask(Begin(person=ana, after=ana, kind="contribution", turn=response))
    assert play.refused(Begin(person=ana, after=ana, turn=response)) == "That has ended already: look again."
    assert turn(play).kind == "contribution"
    assert play.refused(Begin(person=bo, after=ana)) == "Bo is not on the list."
