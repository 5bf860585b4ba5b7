"""Circulation: how voice, roles and proposals circulate, first in plain words, for the room to see.

Tonight, the open item, the meetings before, the assembly: totals and sentences, never a table of names.
docs/circulation.md explains how each number is computed. People may look up their own numbers; these are on
the wall for a moment and are not recorded. It changes nothing and judges nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from kiosk.cleaning import shown
from kiosk.desk.registry import State
from kiosk.language import N_, contexts, words
from kiosk.language.lists import listed
from kiosk.practices import agenda, circulation
from kiosk.practices.agenda.naming import title_of
from kiosk.practices.floor.circulation import THREE, Heard, heard, heard_in, own, reading, trend
from kiosk.practices.floor.state import Evening
from kiosk.practices.lot.rotation import ALL
from kiosk.practices.messages import Origin
from kiosk.practices.roles.asked import role_title
from screens.keys.keymap import key
from screens.keys.shared import next_step
from screens.moment import Moment
from screens.relative_dates import short
from screens.widgets.bigtext import BigText
from screens.widgets.entry import Candidate, NameEntry, candidate
from screens.widgets.fitted import Fitted
from screens.widgets.prose import Prose
from screens.widgets.symbols import plain, symbol

_, ngettext = words("circulation_screen")
pgettext, npgettext = contexts("circulation_screen")

MEETINGS = 8
"""Most past meetings for roles and proposals; those that fit are shown one by one."""
BAR = 20
"""Cells of a bar for all of the time."""
ALIKE = 5
"""Shares with a smaller difference, in percent, are called about the same."""
Told = list[Content | str | tuple[str, str]]


class Circulation(Moment):
    """Words, a few bars, and one key."""

    NAME = "circulation"
    CSS_PATH = "circulation.tcss"
    PARTS: ClassVar[frozenset[str]] = frozenset(
        {"floor", "meeting", "agenda", "roster", "rules", "lot", "circulation"}
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        next_step("leave", N_("back")),
        Binding("o,O", "own", N_("own numbers"), key_display="O", id="circulation.own"),
    ]

    def body(self) -> ComposeResult:
        yield BigText(id="heard", plain=self.house.plain)
        yield BigText(id="words", plain=self.house.plain)
        yield Prose(id="tonight")
        yield Prose(id="item")
        yield Fitted(id="past")
        yield Prose(id="assembly")
        yield NameEntry(self._candidates, id="entry")

    def on_resize(self) -> None:
        self.call_after_refresh(self.redraw, self.PARTS)

    def redraw(self, touched: frozenset[str]) -> None:
        state, present = self.state, self.desk.room.present()
        tonight = heard(state.floor, present) if state.meeting.open else None
        self.query_one("#heard", BigText).update(_headline(state, tonight))
        high = self.has_class("-tall")
        words = self.query_one("#words", BigText)
        words.update(reading(tonight) if tonight else "")
        words.display = high and bool(words.text)
        prose, more = self.query_one("#tonight", Prose), Content.assemble(*_tonight(state, tonight, high))
        prose.update(more)
        prose.display = bool(more)
        self.query_one("#item", Prose).update(Content.assemble(*_item(state, present, self.desk.room.called)))
        self.query_one("#assembly", Prose).update(Content.assemble(*_assembly(state)))
        told = (state.floor.past[-MEETINGS:], len(state.meeting.past))
        self.query_one("#past", Fitted).show(told, self._past)

    def _past(self, columns: int, rows: int) -> list[Content]:
        """Return the past meetings, a row each, and how the share of the three moved."""
        evenings = trend(self.state.floor, max(1, min(MEETINGS, rows - 1)))
        if not evenings:
            return [Content.styled(_("The meetings before stand here, once there are some."), "$text-muted")]
        days = {past.number: past.date for past in self.state.meeting.past}
        title = Content.assemble((pgettext("earlier meetings", "BEFORE"), "bold"), "  ", _moved(evenings))
        rest = [self._evening(evening, days.get(evening.meeting, "")) for evening in evenings]
        return [title, *(Content.assemble(*row) for row in rest)]

    def _evening(self, evening: Evening, day: str) -> Told:
        when = short(date.fromisoformat(day)) if day else _("meeting {n}").format(n=evening.meeting)
        told: Told = [(f"{when:<8}", "$text-muted")]
        if evening.heard > THREE:
            full, ascii = round(BAR * evening.share / 100), plain(self)
            bar = symbol("left", ascii) * full + symbol("gone", ascii) * (BAR - full)
            told += [(bar, "$primary"), f" {evening.share:>3} %"]
        else:
            told.append(" " * (BAR + 6))
        told.append("   " + ngettext("{n} heard", "{n} heard", evening.heard).format(n=evening.heard))
        if evening.new:
            told.append(("   " + _("{n} for the first time").format(n=evening.new), "$text-muted"))
        return told

    def coach(self) -> tuple[str, str]:
        do = _(
            "{key[moment.next]} goes back. {key[circulation.own]} shows somebody their own numbers."
        ).format(key=key)
        told = heard(self.state.floor, self.desk.room.present())
        if self.state.meeting.open and told.heard > THREE and told.silent:
            return do, _('Say: "Who has not spoken yet, and would like to?"')
        return do, ""

    def put_down(self) -> None:
        self.query_one(NameEntry).shut()

    # A person's own numbers

    def _candidates(self) -> list[Candidate]:
        people = dict.fromkeys([*self.state.roster.members, *self.desk.room.present()])
        return [candidate(person, self.desk.room) for person in people]

    def action_own(self) -> None:
        self.query_one(NameEntry).open(
            _("Who wants to see their own numbers? The room sees them too, for a moment."),
            "own",
            _("nobody has this name"),
        )

    @on(NameEntry.Left)
    def _left(self) -> None:
        self.query_one(NameEntry).shut()

    @on(NameEntry.Unknown)
    def _unknown(self, event: NameEntry.Unknown) -> None:
        self.tell(_("Nobody is called {name}.").format(name=shown(event.name)))

    @on(NameEntry.Chosen)
    def _chosen(self, event: NameEntry.Chosen) -> None:
        self.query_one(NameEntry).shut()
        self._show_own(event.person)

    @work(exclusive=True)
    async def _show_own(self, person: str) -> None:
        from screens.dialogs.glance import Glance

        await self.app.push_screen_wait(
            Glance(self.desk.name(person), own_numbers(self.state, person, self.desk.room.called))
        )


def own_numbers(state: State, person: str, called: Callable[[Origin], str]) -> list[str]:
    """Return a person's own numbers, a sentence a line."""
    voice, held = own(state.floor, person), circulation.rules.own(state.circulation, person)
    lines = []
    if state.meeting.open is None:
        lines.append(_("No meeting is open."))
    elif voice.items or voice.turns or voice.seconds:
        turns = ngettext("{n} turn", "{n} turns", voice.turns).format(n=voice.turns)
        spoken = _("Tonight: {turns}, {time} of {all} that all have spoken.")
        lines.append(spoken.format(turns=turns, time=_minutes(voice.seconds), all=_minutes(voice.of)))
        titles = [
            title_of(item, called)
            for number in voice.items
            if (item := agenda.state.find(state.agenda, number))
        ]
        if titles:
            lines.append(_("Heard in: {items}.").format(items=listed(titles)))
    else:
        lines.append(_("Tonight: not heard yet."))
    lines.append(
        _("Before, last heard in the meeting of {day}.").format(day=_day(state, voice.last))
        if voice.last
        else _("Not heard in a meeting before.")
    )
    for meeting, sentence, never in (
        (held.held, _("Last accepted a role in the meeting of {day}."), _("No role accepted yet.")),
        (held.brought, _("Last brought a proposal in the meeting of {day}."), _("No proposal brought yet.")),
    ):
        lines.append(sentence.format(day=_day(state, meeting)) if meeting else never)
    return lines


def _headline(state: State, tonight: Heard | None) -> str:
    if tonight is not None:
        return _("{n} of {all} heard").format(n=tonight.heard, all=tonight.present)
    if state.floor.past:
        return _("{n} heard last time").format(n=state.floor.past[-1].heard)
    return _("Nobody heard yet")


def _tonight(state: State, tonight: Heard | None, large: bool) -> Told:
    """Return the whole evening in plain words, without its reading if `large` letters show that."""
    if tonight is None:
        return [(_("No meeting is open."), "$text-muted")]
    if not tonight.heard:
        return [(_("Nobody has been heard tonight. Turns count when they end."), "$text-muted")]
    told: Told = [] if large else [reading(tonight), " "]
    if tonight.new and state.floor.past:
        new = ngettext(
            "One was heard for the first time in this assembly.",
            "{n} were heard for the first time in this assembly.",
            tonight.new,
        )
        told.append(new.format(n=tonight.new))
    return told


def _item(state: State, present: list[str], called: Callable[[Origin], str]) -> Told:
    """Return the same about the open item; empty if there is none."""
    item = agenda.state.open_item(state.agenda) if state.meeting.open else None
    if item is None:
        return []
    about = heard_in(state.floor, item.id, present)
    told: Told = [(shown(title_of(item, called)), "bold"), "  "]
    if not about.heard:
        return [*told, (_("nobody has been heard in this item"), "$text-muted")]
    return [*told, _about_item(about)]


def _about_item(about: Heard) -> str:
    """Return how many were heard in an item, how many of them for the first time, and the share of three."""
    match bool(about.new), about.heard > THREE:
        case True, True:
            told = _("{n} heard, {new} for the first time tonight; three people spoke {share} % of the time.")
        case True, False:
            told = _("{n} heard, {new} for the first time tonight.")
        case False, True:
            told = _("{n} heard; three people spoke {share} % of the time.")
        case _:
            told = _("{n} heard.")
    return told.format(n=about.heard, new=about.new, share=about.share)


def _moved(evenings: list[Evening]) -> str:
    """Return how the share of the three moved from the first of these meetings to the last."""
    told = [evening.share for evening in evenings if evening.heard > THREE]
    if len(told) < 2:
        return _("the share of the time that three people held")
    first, last = told[0], told[-1]
    if abs(first - last) < ALIKE:
        return _("the three who spoke longest hold about as much as before: {last} %").format(last=last)
    fell = _("the share of the three who spoke longest fell from {first} % to {last} %")
    rose = _("the share of the three who spoke longest rose from {first} % to {last} %")
    return (fell if last < first else rose).format(first=first, last=last)


def _assembly(state: State) -> Told:
    """Return a text about roles and proposals, and the running cycles."""
    members = len(state.roster.members)
    told = circulation.rules.reading(circulation.rules.moved(state.circulation, MEETINGS), members)
    lines = [told] if told else []
    rule = state.rules.rotation
    for drawn, cycle in list(state.lot.rotation.cycles.items())[:2]:
        if rule.scope != "none" and (drawn == ALL) == (rule.scope == "all"):
            role = _("all roles") if drawn == ALL else role_title(drawn)
            lines.append(
                ngettext(
                    "Cycle {n} of {role}: {had} of {members} members has had a turn.",
                    "Cycle {n} of {role}: {had} of {members} members have had a turn.",
                    len(cycle.served),
                ).format(n=cycle.number, role=role, had=len(cycle.served), members=members)
            )
    if not lines:
        return [(_("Nobody has accepted a role or brought a proposal yet."), "$text-muted")]
    return [shown("\n".join(lines), multiline=True)]


def _day(state: State, meeting: int) -> str:
    """Return the date of a meeting, also of the open one."""
    days = {past.number: past.date for past in state.meeting.past}
    if state.meeting.open:
        days[state.meeting.open.number] = state.meeting.open.date
    return short(date.fromisoformat(days[meeting])) if meeting in days else str(meeting)


def _minutes(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02d}"
