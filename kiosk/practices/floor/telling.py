"""Write sentences about the floor: who asked to speak and why, who spoke for how long, by which rule."""

from __future__ import annotations

from typing import assert_never, get_args

from kiosk.language import words
from kiosk.language.lists import listed
from kiosk.practices.agenda.asked import told as agenda_told
from kiosk.practices.agenda.events import ItemOpened
from kiosk.practices.contract import Heard, Tells
from kiosk.practices.floor.events import (
    Asked,
    ItemSet,
    ListClosed,
    ListReopened,
    Lowered,
    MadeOrdinary,
    OwnEvent,
    Passed,
    RoundBegan,
    RuleSet,
    RuleSetBefore,
    TurnBegan,
    TurnEnded,
    TurnEvent,
    TurnExtended,
    TurnHandedOver,
    TurnPaused,
    TurnPutBack,
    TurnResumed,
    Withdrew,
)
from kiosk.practices.floor.folding import fold, rebooted
from kiosk.practices.floor.order import category_word, rule_word
from kiosk.practices.floor.state import State, by_lot
from kiosk.practices.floor.timing import elapsed
from kiosk.practices.meeting.events import BreakBegan, MeetingClosed, MeetingOpened
from kiosk.practices.record.events import Undone
from kiosk.practices.wording import clock, first_up, short
from kiosk.terms import Entry, Stamp

_, ngettext = words("floor")


ClockEvent = MeetingOpened | MeetingClosed | BreakBegan | ItemOpened | TurnEvent | MadeOrdinary | Undone
"""Events that say who speaks, and whether the clock of the turn runs."""


class Telling(Tells):
    """Writes a sentence for each event of the floor, and folds the floor's state to know a turn's length."""

    HEARS = get_args(ClockEvent)

    def __init__(self, heard: Heard) -> None:
        super().__init__(heard)
        self._floor = State()

    def hear(self, event: ClockEvent, entry: Entry) -> None:
        if not isinstance(event, Undone):
            fold(self._floor, event, entry)
        elif event.was.startswith(("turn.", "item.", "break.", "floor.made-ordinary")):
            self._floor = State()  # an undo may have changed the turn: forget it

    def rebooted(self, last: Entry) -> None:
        rebooted(self._floor, last)

    def long_before(self) -> Telling:
        return Telling(self.heard)

    def spoken(self, entry: Entry) -> tuple[str, str]:
        """Return who has been speaking up to this entry, and for how long, `1:42`; ("", "") if unknown."""
        turn = self._floor.turn
        if turn is None:
            return "", ""
        now = Stamp(entry.at, entry.boot, entry.up, entry.clock)
        last = self.heard.last() or entry
        spoke = elapsed(turn, now, Stamp(last.at, last.boot, last.up, last.clock))
        return turn.person, clock(spoke // 1000)

    def sentence(self, event: OwnEvent, entry: Entry) -> str:
        """Return the sentence for an event of the list or of a turn; a new turn ends the one before."""
        match event:
            case Asked():
                return _asked(event, self.heard)
            case Withdrew():
                sentence = _("{name} no longer wants to speak.")
                if event.speak == "order":
                    sentence = _("{name} took a point of order back.")
                return sentence.format(name=self.heard.name(event.person))
            case Lowered():
                return _("{name} let the others go first.").format(name=self.heard.name(event.person))
            case MadeOrdinary():
                return _("It was no point of order: {name} joined the ordinary list.").format(
                    name=self.heard.name(event.person)
                )
            case ListClosed():
                return _("The speaking list was closed.")
            case ListReopened():
                return _("The speaking list was opened again.")
            case RuleSetBefore():
                return _rule(event, self.heard)
            case ItemSet():
                return _manner(event, self.heard)
            case RoundBegan():
                return _round(event, self.heard)
            case Passed():
                return _("{name} passed.").format(name=self.heard.name(event.person))
            case _:
                return _turn(event, self, entry)


def _asked(event: Asked, heard: Heard) -> str:
    match event.speak:
        case "contribution":
            sentence = _("{name} asked to speak")
        case "order":
            sentence = _("{name} rose to a point of order")
        case "response":
            sentence = _("{name} asked to answer directly")
        case "clarifying":
            sentence = _("{name} asked for the floor to understand something")
        case "information":
            sentence = _("{name} has a piece of information")
        case "interposed":
            sentence = _("{name} has a question to the speaker")
        case "pro":
            sentence = _("{name} asked to speak for it")
        case "contra":
            sentence = _("{name} asked to speak against it")
        case _:
            assert_never(event.speak)
    about = listed(filter(None, (category_word(event.category), short(event.note))))
    told = sentence.format(name=heard.name(event.person))
    return _("{told}: {about}.").format(told=told, about=about) if about else _("{told}.").format(told=told)


def _turn(event: TurnEvent, telling: Telling, entry: Entry) -> str:
    """Return the sentence for an event about the person who speaks."""
    match event:
        case TurnBegan():
            return _began(event, telling, entry)
        case TurnEnded():
            before, length = telling.spoken(entry)
            if before == event.person:
                return _("{name} finished speaking after {length}.").format(
                    name=telling.heard.name(event.person), length=length
                )
            return _("{name} finished speaking.").format(name=telling.heard.name(event.person))
        case TurnPaused():
            return _("The clock of {name} was stopped.").format(name=telling.heard.name(event.person))
        case TurnResumed():
            return _("The clock of {name} went on.").format(name=telling.heard.name(event.person))
        case TurnExtended():
            return _("{name} was given {length} more.").format(
                name=telling.heard.name(event.person), length=clock(event.seconds)
            )
        case TurnHandedOver():
            return _("{name} handed the turn over to {other}.").format(
                name=telling.heard.name(event.person), other=telling.heard.name(event.to)
            )
        case TurnPutBack():
            return _("{name} went back to the place on the list.").format(
                name=telling.heard.name(event.person)
            )
        case _:
            assert_never(event)


def _began(event: TurnBegan, telling: Telling, entry: Entry) -> str:
    before, length = telling.spoken(entry)
    match event.speak:
        case "order":
            sentence = _("{name} began to speak, on a point of order.")
            if before:
                sentence = _("{name} began to speak, on a point of order; {other} had spoken for {length}.")
        case "interposed":
            sentence = _("{name} put a question to the speaker.")
            if before:
                sentence = _("{name} put a question to {other}, who had spoken for {length}.")
        case "contribution" | "response" | "clarifying" | "information" | "pro" | "contra":
            sentence = _("{name} began to speak.")
            if before:
                sentence = _("{name} began to speak; {other} had spoken for {length}.")
        case _:
            assert_never(event.speak)
    return sentence.format(
        name=telling.heard.name(event.person), other=telling.heard.name(before), length=length
    )


def _round(event: RoundBegan, heard: Heard) -> str:
    count = len(event.people)
    if event.seed and event.people:
        return ngettext(
            "Round {n} began: {count} person is asked; {name} begins, by lot.",
            "Round {n} began: {count} people are asked; {name} begins, by lot.",
            count,
        ).format(n=event.round, count=count, name=heard.name(event.people[0]))
    return ngettext(
        "Round {n} began: {count} person is asked.",
        "Round {n} began: {count} people are asked.",
        count,
    ).format(n=event.round, count=count)


def _rule(event: RuleSetBefore, heard: Heard) -> str:
    rule = rule_word(event.rule)
    if isinstance(event, RuleSet) and by_lot(event.rule):
        rule = _("fewest turns first, then by lot")
    match event.scope:
        case "item":
            return _("{Item}: people speak in this order: {rule}.").format(
                Item=first_up(agenda_told(heard).item(event.item)), rule=rule
            )
        case "meeting":
            return _("In this meeting people speak in this order: {rule}.").format(rule=rule)
        case "assembly":
            return _("From now on people speak in this order: {rule}.").format(rule=rule)
        case _:
            assert_never(event.scope)


def _manner(event: ItemSet, heard: Heard) -> str:
    changes = []
    if event.turn is not None:
        changes.append(
            _("a turn is {length} long").format(length=clock(event.turn))
            if event.turn
            else _("a turn is as long as the rules say")
        )
    if event.timed is not None:
        changes.append(_("people are timed") if event.timed else _("nobody is timed"))
    if event.sides is not None:
        changes.append(
            _("people speak for and against by turns") if event.sides else _("nobody speaks for or against")
        )
    return _("{Item}: {changes}.").format(
        Item=first_up(agenda_told(heard).item(event.item)), changes=listed(changes) or _("as it was")
    )
