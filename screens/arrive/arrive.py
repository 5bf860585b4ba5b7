"""Arrive: who is present, typed by a few letters; newcomers and guests; quorum; names corrected or forgotten.

The same line names people who arrive or leave, and people whose name is corrected or forgotten. It is not the
roster's history: that is in the journal.
"""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import ScreenResume
from textual.screen import ModalScreen

from kiosk.cleaning import shown
from kiosk.desk.secrets_and_names import said_of_lost
from kiosk.errors import Refused
from kiosk.language import N_, contexts, words
from kiosk.language.lists import listed
from kiosk.practices import lot
from kiosk.practices.meeting.rules import Arrive as PersonArrives
from kiosk.practices.meeting.rules import Depart
from kiosk.practices.roster.rules import AddGuest, AddMember, Forget, Rename
from kiosk.practices.rules.asked import rules as rules_of
from kiosk.practices.rules.rules import SetQuorum
from kiosk.terms import NAME
from kiosk.typed.joining import joining
from kiosk.typed.member_list_file import path_of, read_people
from screens.keys.keymap import key
from screens.keys.shared import next_step
from screens.moment import Moment
from screens.twins import another
from screens.widgets.bigtext import BigText
from screens.widgets.entry import Candidate, Letters, NameEntry, candidate
from screens.widgets.prose import Prose

_, ngettext = words("arrive")
pgettext, npgettext = contexts("arrive")


class Arrive(Moment):
    """Attendance on the wall."""

    NAME = "arrive"
    CSS_PATH = "arrive.tcss"
    PARTS: ClassVar[frozenset[str]] = frozenset({"roster", "meeting", "rules"})
    BINDINGS: ClassVar[list[BindingType]] = [
        next_step("next", N_("agenda")),
        Binding("a,A", "name", N_("name somebody"), key_display="A", id="arrive.name"),
        Binding("l,L", "leave_room", N_("somebody leaves"), key_display="L", id="arrive.leave"),
        Binding("e,E", "everybody", N_("all are here"), key_display="E", id="arrive.everybody"),
        Binding("k,K", "quorum", N_("quorum"), key_display="K", id="arrive.quorum"),
        Binding("c,C", "correct", N_("correct a name"), key_display="C", id="arrive.correct"),
        Binding("f,F", "forget", N_("forget a name"), key_display="F", id="arrive.forget"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._covered = False

    def on_screen_suspend(self) -> None:
        self._covered = isinstance(self.app.screen, ModalScreen)

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Open the line at a visit; after a dialog it stays as it was."""
        covered, self._covered = self._covered, False
        if not covered and self.state.meeting.open and not self.desk.left_open(self.desk.stamp()):
            # Before the first paint, so that letters typed at once go into the line.
            self.action_name()

    def body(self) -> ComposeResult:
        with Horizontal(id="tally"):
            yield BigText(id="count")
            yield Prose(id="counts")
        yield NameEntry(self._candidates, id="entry", lists=True)
        with VerticalScroll(id="lists", can_focus=False):
            yield Prose(id="here")
            yield Prose(id="missing")

    def _candidates(self) -> list[Candidate]:
        here, roster = set(self.desk.room.present()), self.state.roster
        match self.query_one(NameEntry).purpose:
            case "leave":
                people = [person for person in [*roster.members, *roster.guests] if person in here]
            case "forget":
                people = list(roster.names)
            case "correct":
                people = [*roster.names, *roster.forgotten]
            case "arrive":
                people = [*roster.members, *roster.guests]
            case purpose:
                raise AssertionError(f"nobody is named for {purpose!r}")
        return [
            candidate(person, self.desk.room, pgettext("a person", "here") if person in here else "")
            for person in people
        ]

    def redraw(self, touched: frozenset[str]) -> None:
        room, state = self.desk.room, self.state
        here = room.present()
        members = sum(1 for person in here if person in state.roster.members)
        self.query_one("#count", BigText).update(_("{n} here").format(n=members))
        self.query_one("#counts", Prose).update(self._counts(members, len(here) - members))
        names = listed(shown(self.desk.name(person)) for person in here) or _("nobody yet")
        self.query_one("#here", Prose).update(
            Content.assemble(
                (pgettext("the people who are in the room", "Here:"), "bold $primary"), " ", names
            )
        )
        absent = [shown(self.desk.name(p)) for p in state.roster.members if p not in set(here)]
        text = Content("")
        if absent:
            text = Content.assemble((_("Not here:"), "bold"), " ", (listed(absent), "$text-muted"))
        self.query_one("#missing", Prose).update(text)

    def _counts(self, members: int, guests: int) -> Content:
        quorum = rules_of(self.desk.room).quorum()
        roster = len(self.state.roster.members)
        parts: list[Content | str | tuple[str, str]] = [
            ngettext("{n} in the roster", "{n} in the roster", roster).format(n=roster)
        ]
        if guests:
            parts += [" · ", ngettext("{n} guest", "{n} guests", guests).format(n=guests)]
        if quorum:
            parts += [" · ", _("quorum {n}").format(n=quorum), " "]
            if members >= quorum:
                parts.append(("✓", "bold $success"))
            else:
                missing = quorum - members
                told = ngettext("{n} missing", "{n} missing", missing).format(n=missing)
                parts.append((told, "$text-warning"))
        else:
            parts += [" · ", (_("no quorum is set"), "$text-muted")]
        return Content.assemble(*parts)

    def coach(self) -> tuple[str, str]:
        if not self.state.meeting.open:
            if not self.state.roster.members:
                return _("Press {key[arrive.name]} and type a name: that person joins the roster.").format(
                    key=key
                ), ""
            return _(
                "Press {key[arrive.name]} to add somebody to the roster. To open a meeting: "
                "{key[app.lobby]}, then {key[moment.next]}."
            ).format(key=key), ""
        if not self.desk.room.present():
            return (
                _("Type a few letters of a name, then {key[line.take]}. One after another.").format(key=key),
                _('Say: "Who is here? Say your name."'),
            )
        return (
            _("When everybody is here, press {key[moment.next]}: back to the hat.").format(key=key)
            if self._hat_is_open()
            else _("When everybody is here, press {key[moment.next]}: the agenda.").format(key=key),
            _('Say: "Is anyone here whose name is not on the wall?"'),
        )

    def _hat_is_open(self) -> bool:
        """True if a person was missing from a draw, and its hat was opened again for that."""
        draw = lot.state.unfinished(self.state.lot)
        return draw is not None and draw.step == "unfrozen"

    def action_next(self) -> None:
        if self._hat_is_open():
            self.house.go("lot")
        else:
            self.house.go("agenda" if self.state.meeting.open else "lobby")

    def action_name(self) -> None:
        self.query_one(NameEntry).open(_("Who is here?"), "arrive")

    def action_leave_room(self) -> None:
        self.query_one(NameEntry).open(_("Who leaves the room?"), "leave", _("nobody here has this name"))

    def action_correct(self) -> None:
        self.query_one(NameEntry).open(_("Whose name is corrected?"), "correct", _("nobody has this name"))

    def action_forget(self) -> None:
        self.query_one(NameEntry).open(_("Whose name is forgotten?"), "forget", _("nobody has this name"))

    @on(NameEntry.Left)
    def _left(self, event: NameEntry.Left) -> None:
        self.query_one(NameEntry).shut()
        if event.on:
            self.action_next()

    @on(NameEntry.Chosen)
    async def _chosen(self, event: NameEntry.Chosen) -> None:
        match event.entry.purpose:
            case "leave":
                await self.ask(Depart(person=event.person))
            case "correct":
                event.entry.shut()
                self._correct(event.person)
            case "forget":
                event.entry.shut()
                self._forget(event.person)
            case "arrive":
                await self.ask(PersonArrives(person=event.person))
            case purpose:
                raise AssertionError(f"nobody is named for {purpose!r}")

    @on(NameEntry.Unknown)
    def _unknown(self, event: NameEntry.Unknown) -> None:
        if event.entry.purpose == "arrive":
            if path_of(event.name):
                self._newcomers(event.name)
            else:
                self._newcomer(event.name)

    @on(Letters.Pasted)
    def _pasted(self, event: Letters.Pasted) -> None:
        if self.query_one(NameEntry).purpose == "arrive":
            self._newcomers(event.text)

    @work(exclusive=True)
    async def _newcomers(self, text: str) -> None:
        """Show who was understood from a list, or from the file that it names; they join as new members."""
        from kiosk.typed.text_file import read_file
        from screens.dialogs.members import Members

        names = [self.desk.room.own_name(person) for person in self.state.roster.members]
        try:
            path = path_of(text)
            members = read_people(read_file(path, links=True) if path else text, names)
        except Refused as refused:
            self.tell(refused.sentence)
            return
        taken = await self.app.push_screen_wait(Members(members))
        for command in joining(taken.people if taken else (), self.desk.room):
            if await self.ask(command) is None:
                return

    @work(exclusive=True)
    async def _newcomer(self, name: str) -> None:
        """Ask about an unknown name: a new member, or a guest."""
        from screens.dialogs.question import Question

        member = await self.app.push_screen_wait(
            Question(
                _("Does {name} belong to the assembly?").format(name=name),
                _(
                    "{key[question.no]}: {name} is a guest tonight. {key[dialog.back]}: a typing error, "
                    "nothing is recorded."
                ).format(name=name, key=key),
                yes=_("new member"),
                no=pgettext("a person", "guest"),
            )
        )
        here = bool(self.state.meeting.open)
        if member is None or (two := await another(self.app, self.desk.room, name)) is None:
            return
        if member:
            await self.ask(AddMember(name=name, here=here, another=two))
        else:
            await self.ask(AddGuest(name=name, here=here, another=two))
        if self.query_one(NameEntry).is_open:
            self.query_one("#letters").focus()

    @work(exclusive=True)
    async def _correct(self, person: str) -> None:
        """Ask for the correct name. If another person has it, the room confirms that these are two people."""
        from screens.dialogs.prompt import Line

        answer = await self.app.push_screen_wait(
            Line(
                _("How is the name written?"),
                _(
                    "{key[app.undo]} takes it back. What is typed here goes beside the journal, never "
                    "into it."
                ).format(key=key),
                self.desk.room.own_name(person),
                NAME,
            )
        )
        if not answer:
            return
        two = await another(self.app, self.desk.room, answer, person)
        if two is not None:
            await self.ask(Rename(person=person, name=answer, another=two))

    @work(exclusive=True)
    async def _forget(self, person: str) -> None:
        """Forget a name after a question, since nothing brings it back."""
        from screens.dialogs.question import Question

        sure = await self.app.push_screen_wait(
            Question(
                _("Forget the name {name} for ever?").format(name=self.desk.name(person)),
                _(
                    "The wall, and minutes made from now on, say {person}. Nothing brings the name back; "
                    "copies that people have keep it."
                ).format(person=person),
                yes=_("forget it"),
                no=_("keep it"),
            )
        )
        if sure and await self.ask(Forget(person=person)) and (lost := self.desk.beside.names.lost):
            self.tell(said_of_lost(len(lost)))

    @work(exclusive=True)
    async def action_everybody(self) -> None:
        """Mark all members as present, after the room confirmed it."""
        from screens.dialogs.question import Question

        here = set(self.desk.room.present())
        absent = [person for person in self.state.roster.members if person not in here]
        if not absent or not self.state.meeting.open:
            return
        sure = await self.app.push_screen_wait(
            Question(
                _("Is everybody here?"),
                ngettext(
                    "{n} person more will be marked.", "{n} people more will be marked.", len(absent)
                ).format(n=len(absent)),
            )
        )
        if sure:
            for person in absent:
                if await self.ask(PersonArrives(person=person)) is None:
                    return

    @work(exclusive=True)
    async def action_quorum(self) -> None:
        """Ask for the quorum: a number, or a share of the roster."""
        from screens.dialogs.prompt import Line

        answer = await self.app.push_screen_wait(
            Line(_("How many members must be here?"), _("A number (12) or a share (50 %); 0 for no quorum."))
        )
        figure = answer.replace("%", "").strip()
        if not answer:
            return
        if not (figure.isascii() and figure.isdigit()):
            self.tell(_("A quorum is a number such as 12, or a share such as 50 %."))
            return
        share = "%" in answer
        value = min(int(figure[:6]), 100 if share else 100_000)
        await self.ask(SetQuorum(percent=value) if share else SetQuorum(number=value))
