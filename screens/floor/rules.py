"""Questions of the floor about its rules: the order of speaking, lengths, delays, breaks.

Each question is asked in front of the floor and read aloud; the answers make one command, and the desk
decides. A returned sentence says why an answer cannot be used; "" means ESC: nothing happens.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never, get_args

from kiosk.cleaning import shown
from kiosk.desk.desk import Desk
from kiosk.language import words
from kiosk.practices import agenda, floor
from kiosk.practices.agenda.naming import title_of
from kiosk.practices.agenda.timing import lateness, returns, spread, timebox
from kiosk.practices.floor.commands import SetItem, SetRule
from kiosk.practices.floor.events import Rule, Scope
from kiosk.practices.floor.order import rule_word
from kiosk.practices.meeting.rules import Pause
from kiosk.practices.messages import Command
from kiosk.practices.rules.asked import rules as rules_of
from kiosk.practices.rules.events import Counting
from kiosk.practices.rules.rules import SetClocks
from kiosk.practices.wording import in_minutes
from kiosk.terms import Stamp, local
from screens.floor import lists
from screens.floor.choosing import choice, line, names_asked
from screens.keys.keymap import key

if TYPE_CHECKING:
    from textual.app import App

_, ngettext = words("floor_screen")

RULES: tuple[Rule, ...] = get_args(Rule)
MOST_LISTS = 6
LONGEST_TITLE = 34
_HOUR = re.compile(r"[0-2][0-9]:[0-5][0-9]")
SHOWN = 9
"""Most items that are shown with their new lengths; the others are counted."""
SHORTEST, LONGEST = 10, 3_600
"""The shortest and longest turn in seconds."""

# The order of speaking


def meaning(rule: Rule) -> str:
    """Return what a rule does, to be read aloud."""
    match rule:
        case "first-come":
            return _("Whoever asked first speaks first.")
        case "fewest-turns":
            return _("Whoever has had fewer turns tonight comes first.")
        case "least-time":
            return _("Whoever has spoken for less time tonight comes first, whoever speaks now last.")
        case "new-voices":
            return _("Whoever has had no turn tonight comes before everybody who has.")
        case "alternating":
            return _("Everybody chooses a list, and no list speaks twice while another waits.")
        case "rounds":
            return _("Everybody here is asked once, those whom the last round missed first.")
        case "by-lot":
            return _("Whoever has had fewer turns comes first; between equals the lot decides, once.")
        case _:
            assert_never(rule)


async def rule_asked(app: App[int], desk: Desk) -> Command | str:
    """Ask for the order of speaking; returns the command, a sentence that refuses an answer, "" for ESC."""
    state, item = desk.state, agenda.state.open_item(desk.state.agenda)
    rows = [rule_word(rule) for rule in RULES]
    both = floor.state.manner(state.floor).sides
    if item is not None:
        rows.append(_("no longer for and against") if both else _("for and against, by turns: this item"))
    at = await choice(
        app, _("In which order do people speak?"), rows, RULES.index(floor.state.ruling(state.floor).rule)
    )
    if at < 0:
        return ""
    if item is not None and at == len(RULES):
        return SetItem(item=item.id, sides=not both)
    rule = RULES[at]
    scopes: dict[Scope, str] = {"meeting": _("in this meeting")}
    if item is not None:
        scopes = {
            "item": _("in this item: {title}").format(title=_cut(title_of(item, desk.room.called))),
            **scopes,
        }
    if not floor.state.by_lot(rule):
        scopes["assembly"] = _("until we change it again")
    at = await choice(app, _("{rule}: for how long?").format(rule=rule_word(rule)), list(scopes.values()))
    if at < 0:
        return ""
    scope = list(scopes)[at]
    return await _agreed(app, desk, rule, scope, item.id if item is not None and scope == "item" else 0)


async def _agreed(app: App[int], desk: Desk, rule: Rule, scope: Scope, item: int) -> Command | str:
    """Read the rule to the room and ask whether it agrees; returns the same as `rule_asked`."""
    from screens.dialogs.question import Question

    names: list[str] = []
    if floor.state.by_lists(rule):
        names = await names_asked(app)
        if not 2 <= len(names) <= MOST_LISTS:
            return _("Name 2 to 6 lists, with commas between them.") if names else ""
    match scope:
        case "item":
            told = _("In this item: {rule}. Does the room agree?")
        case "meeting":
            told = _("In this meeting: {rule}. Does the room agree?")
        case "assembly":
            told = _("From now on: {rule}. Does the room agree?")
        case _:
            assert_never(scope)
    sure = await app.push_screen_wait(Question(told.format(rule=rule_word(rule)), meaning(rule)))
    if not sure:
        return ""
    if names:
        lists.call(desk, names)
    return SetRule(rule=rule, scope=scope, item=item, lists=len(names) or 2)


def _cut(title: str) -> str:
    return shown(title) if len(title) <= LONGEST_TITLE else shown(title[: LONGEST_TITLE - 1]) + "…"


# Lengths and delays


def counting(count: Counting) -> str:
    """Return the row for a way to count, in the question about timing."""
    match count:
        case "down":
            return _("clocks count down what is left")
        case "up":
            return _("clocks count up what is gone")
        case "none":
            return _("clocks show a bar and no figures")
        case _:
            assert_never(count)


async def timing_asked(app: App[int], desk: Desk) -> Command | str:
    """Ask how turns are timed; returns the command, a sentence that refuses an answer, "" for ESC."""
    state, item = desk.state, agenda.state.open_item(desk.state.agenda)
    how, length = floor.state.manner(state.floor), rules_of(desk.room).turn_seconds()
    counts: tuple[Counting, ...] = get_args(Counting)
    rows = [counting(count) for count in counts]
    if item is not None:
        told = _("in this item a turn is {time}: another length")
        rows.append(told.format(time=minutes(how.turn or length)))
        rows.append(_("in this item turns are timed") if not how.timed else _("in this item nobody is timed"))
    at = await choice(app, _("How are turns timed?"), rows, counts.index(state.rules.clocks))
    if at < 0 or item is None or at < len(counts):
        return SetClocks(count=counts[at]) if at >= 0 else ""
    if at > len(counts):
        return SetItem(item=item.id, timed=not how.timed)
    answer = await line(
        app,
        _("How long is a turn in this item?"),
        _("Minutes and seconds, 2:00, or seconds, 120. 0: as the assembly's rule says."),
    )
    seconds = seconds_of(answer)
    if seconds is None:
        return _("Type minutes and seconds, such as 1:30.") if answer else ""
    if 0 < seconds < SHORTEST:
        return too_short()
    return SetItem(item=item.id, turn=min(seconds, 3_600))


def too_short() -> str:
    """Return the refusal of a short turn: people who type 3 mean three minutes, not three seconds."""
    return _("A turn lasts from 10 seconds to an hour. Three minutes are 3:00.")


def minutes(seconds: int) -> str:
    """Return a length as people read it, `1:30`."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def seconds_of(text: str) -> int | None:
    """Return `1:30` or `90` in seconds; None for anything else."""
    before, colon, after = text.strip().partition(":")
    figures = [before, after] if colon else [before]
    if not all(part.isascii() and part.isdigit() and len(part) < 5 for part in figures):
        return None
    return int(before) * 60 + int(after) if colon else int(before)


async def spread_asked(app: App[int], desk: Desk) -> Command | str:
    """Show the new length of each waiting item, and ask; returns the command, a sentence, or ""."""
    from screens.dialogs.question import Question

    evening = desk.state.agenda
    late = lateness(evening, desk.stamp(), desk.room.stamp())
    less = spread(evening, late)
    trouble = desk.refusal(agenda.commands.Spread(late=max(0, late)))
    if trouble:
        return trouble
    rows = []
    for change in less[: SHOWN if len(less) <= SHOWN else SHOWN - 1]:
        item = agenda.state.find(evening, change.item)
        if item is not None:
            box = timebox(evening, item)
            told = _("{title}: {n} min instead of {m}")
            rows.append(
                told.format(
                    title=_cut(title_of(item, desk.room.called)),
                    n=in_minutes(box - change.seconds),
                    m=in_minutes(box),
                )
            )
    if more := len(less) - len(rows):
        rows.append(ngettext("and {n} more", "and {n} more", more).format(n=more))
    made = sum(change.seconds for change in less) // 60
    sure = await app.push_screen_wait(
        Question(
            _("We are {n} min late. Shorten what is left by {m} min?").format(n=late, m=made),
            _(
                "{key[question.no]}: nothing changes. {key[app.agenda]} skips or carries an item instead."
            ).format(key=key),
            rows=rows,
        )
    )
    return agenda.commands.Spread(late=late) if sure else ""


# Breaks


async def break_asked(app: App[int], desk: Desk) -> Command | str:
    """Ask until when the break lasts; returns the command, a sentence about a wrong hour, "" for ESC."""
    stamp = desk.stamp()
    told = _("An hour like 20:15. It is {now} now.")
    answer = await line(
        app,
        _("A break until when?"),
        told.format(now=local(stamp.at, stamp.offset).strftime("%H:%M")),
        _returns(desk.state.agenda, stamp),
    )
    hour = answer.replace(".", ":").zfill(5)
    if not answer:
        return ""
    if not _HOUR.fullmatch(hour):
        return _("Type the hour at which you go on, like 20:15.")
    return Pause(until=hour)


def _returns(evening: agenda.state.State, stamp: Stamp) -> str:
    """Return when the open break ends, "" if that was not planned.

    It is taken from the title, from the length, or from the beginning of the next item.
    """
    item, follower = agenda.state.open_item(evening), agenda.state.next_item(evening)
    if item is None or item.kind != "break":
        return ""
    from kiosk.practices.agenda.importer.kinds import until

    planned = timebox(evening, item) or (follower is not None and follower.starts)
    return until(item.title) or (returns(evening, item, stamp) if planned else "")
