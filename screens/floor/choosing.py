"""Questions of the floor about a named person before a command: what for, which side, which list.

Each question is asked in front of the floor and read aloud; the answers make one command, and the desk
decides. "" or None means ESC: nothing happens. Rules of speaking are asked for in `screens.floor.rules`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never, get_args

from kiosk.desk.desk import Desk
from kiosk.language import contexts, words
from kiosk.practices import floor
from kiosk.practices.floor.commands import Ask, Lower, Withdraw
from kiosk.practices.floor.events import Category, SpeakKind
from kiosk.practices.floor.order import CATEGORIES, category_word, kind_word
from kiosk.practices.floor.state import Waiting
from kiosk.practices.messages import Command
from kiosk.typed.name_lookup import call_name
from screens.floor import lists
from screens.floor.naming import ABOUT, places_of
from screens.keys.keymap import key

if TYPE_CHECKING:
    from textual.app import App

_, ngettext = words("floor_screen")
pgettext, npgettext = contexts("floor_screen")


async def choice(app: App[int], question: str, rows: list[str], chosen: int = 0) -> int:
    """Return the index of the chosen row, -1 for none."""
    from screens.dialogs.choice import Choice

    return await app.push_screen_wait(Choice(question, rows, chosen))


async def line(app: App[int], question: str, detail: str, value: str = "") -> str:
    """Return the typed text, "" for none."""
    from screens.dialogs.prompt import Line

    return await app.push_screen_wait(Line(question, detail, value))


# What for


def _row(kind: SpeakKind) -> str:
    """Return the row in the list of kinds; "" for kinds with their own key or question."""
    match kind:
        case "response":
            return _("direct response: to what was just said")
        case "clarifying":
            return _("question to understand: what does this mean?")
        case "information":
            return _("information: a fact that the room lacks")
        case "contribution" | "order" | "interposed" | "pro" | "contra":
            return ""
        case _:
            assert_never(kind)


async def kind_asked(app: App[int], desk: Desk) -> str:
    """Ask which kind of contribution; returns the purpose for the name prompt, "" for ESC."""
    rows = {str(kind): told for kind in get_args(SpeakKind) if (told := _row(kind))}
    rows[ABOUT] = _("point of order: and what it is about")
    turn = desk.state.floor.turn
    if turn is not None and floor.state.interruptible(desk.state.floor):
        told = _("question to {name}, who stops and answers")
        rows["interposed"] = told.format(name=call_name(turn.person, desk.room))
    at = await choice(app, _("Somebody wants to speak. What for?"), list(rows.values()))
    purpose = list(rows)[at] if at >= 0 else ""
    if purpose != ABOUT:
        return purpose
    words_ = [category_word(category) or _("something else") for category in CATEGORIES]
    at = await choice(app, _("What is the point of order about?"), words_)
    return ABOUT + CATEGORIES[at] if at >= 0 else ""


def category_of(purpose: str) -> Category:
    """Return the subject of a point of order from the purpose of the name prompt, "" for none."""
    subject = purpose.removeprefix(ABOUT)
    return next((category for category in get_args(Category) if category == subject), "")


async def note_asked(app: App[int]) -> str:
    """Ask for a note on a point of order; "" for none."""
    return await line(
        app, _("A word about it?"), _("It stays in the record. {key[line.take]}: none.").format(key=key)
    )


async def side_asked(app: App[int], name: str) -> SpeakKind | None:
    """Ask whether the person speaks for or against; None for ESC."""
    kinds: tuple[SpeakKind, ...] = ("pro", "contra", "contribution")
    rows = [_("for it"), _("against it"), pgettext("for or against", "neither")]
    at = await choice(app, _("{name} speaks: for it, or against it?").format(name=name), rows)
    return kinds[at] if at >= 0 else None


async def place_asked(app: App[int], places: list[Waiting]) -> Waiting | None:
    """Ask which of several places on the list is meant; None for ESC."""
    at = await choice(app, _("Which place on the list?"), [kind_word(place.kind) for place in places])
    return places[at] if at >= 0 else None


def asks_more(purpose: str, person: str, desk: Desk) -> bool:
    """True if another question is needed before a name becomes a command."""
    state = desk.state
    if purpose.startswith(ABOUT) or purpose == "list":
        return True
    if purpose in ("withdraw", "lower"):
        return len(places_of(person, state)) > 1
    more = floor.state.manner(state.floor).sides or lists.to_choose(desk, person)
    return purpose == "contribution" and more and not desk.refusal(Ask(person=person))


async def more_asked(app: App[int], desk: Desk, purpose: str, person: str) -> Command | None:
    """Ask the questions that belong to a named person; returns the command, None for ESC."""
    state = desk.state
    if purpose.startswith(ABOUT):
        note = await note_asked(app)
        return Ask(person=person, kind="order", category=category_of(purpose), note=note)
    if purpose in ("withdraw", "lower"):
        place = await place_asked(app, places_of(person, state))
        make = Lower if purpose == "lower" else Withdraw
        return make(person=person, kind=place.kind) if place else None
    if floor.state.manner(state.floor).sides:
        kind = await side_asked(app, call_name(person, desk.room))
        return Ask(person=person, kind=kind) if kind else None
    return Ask(person=person) if await list_asked(app, desk, person) else None


async def order_asked(app: App[int], desk: Desk) -> str:
    """Return whose point of order is meant, "" for none.

    It is the speaker's if the speaker has one; otherwise the room is asked if several people wait with one.
    """
    floor_state = desk.state.floor
    if floor_state.turn is not None and floor_state.turn.kind == "order":
        return floor_state.turn.person
    people = [place.person for place in floor_state.waiting if place.kind == "order"]
    if len(people) < 2:
        return people[0] if people else ""
    at = await choice(app, _("Whose is no point of order?"), [desk.name(person) for person in people])
    return people[at] if at >= 0 else ""


# Lists that alternate


async def list_asked(app: App[int], desk: Desk, person: str) -> bool:
    """Ask which list the person chooses; False for ESC."""
    if lists.unnamed(desk) and not await lists_named(app, desk):
        return False
    names = lists.lists_of(desk).names
    name = call_name(person, desk.room)
    rows = [*names, _("none of them")]
    at = await choice(app, _("Which list does {name} choose?").format(name=name), rows)
    if at >= 0:
        lists.choose(desk, person, at + 1 if at < len(names) else 0)
    return at >= 0


async def lists_asked(app: App[int], desk: Desk) -> None:
    """Ask each waiting person who has no list yet for one, until ESC."""
    waiting = [place for place in lists.queue(desk) if place.kind == "contribution" and not place.round]
    for place in waiting:
        chooses = lists.to_choose(desk, place.person)
        if chooses and not await list_asked(app, desk, place.person):
            return


async def lists_named(app: App[int], desk: Desk) -> bool:
    """Ask the room again for the names of its lists, which are not recorded; False for a wrong number."""
    wanted = floor.state.ruling(desk.state.floor).lists
    names = await names_asked(app)
    if len(names) == wanted:
        lists.call(desk, names)
    return len(names) == wanted


async def names_asked(app: App[int]) -> list[str]:
    answer = await line(
        app,
        _("What are the lists called?"),
        _("With commas: newcomers, regulars. People choose for themselves; it is not recorded."),
    )
    return lists.named(answer)
