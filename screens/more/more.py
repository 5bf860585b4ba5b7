"""Everything else: the assembly's rules, the clock, the look, devices, the journal, circulation."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.cells import cell_len
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from kiosk.cleaning import shown
from kiosk.language import ENGLISH, N_, NP_, contexts, languages, own_name, words
from kiosk.practices.messages import Command
from kiosk.practices.record.rules import AttestClock
from kiosk.practices.rules.events import Route
from kiosk.practices.rules.rules import (
    SetLanguage,
    SetMinutesRoute,
    SetPublishing,
    SetQuorum,
    SetStandAside,
    SetTurn,
)
from kiosk.terms import local
from screens.app import places
from screens.app.confirm_clock import with_day
from screens.app.unlocking import wanted
from screens.floor.rules import LONGEST, SHORTEST, seconds_of, too_short
from screens.keys.keymap import key
from screens.lot.rotating import rule_asked, told
from screens.moment import Moment
from screens.terminal.themes import THEMES
from screens.widgets.prose import Prose

_, ngettext = words("more")
pgettext, npgettext = contexts("more")

ROUTES: dict[Route, str] = {
    "network": NP_("how minutes travel", "this network"),
    "hotspot": NP_("how minutes travel", "own Wi-Fi"),
    "paper": NP_("how minutes travel", "paper or stick"),
}
LOOKS = {
    "kiosk-day": NP_("look of the wall", "day"),
    "kiosk-night": NP_("look of the wall", "night"),
    "kiosk-contrast": NP_("look of the wall", "contrast"),
    "kiosk-console": NP_("look of the wall", "console"),
}
WIDTH = 22
"""Columns of a row's subject; more if a language needs them."""


class More(Moment):
    """A page of rows, each with its key."""

    NAME = "more"
    CSS_PATH = "more.tcss"
    PARTS: ClassVar[frozenset[str]] = frozenset({"rules", "record"})
    BINDINGS: ClassVar[list[BindingType]] = [
        *(place.binding() for place in places.by_letter()),
        Binding("o,O", "open_key", N_("open the key"), key_display="O", id="more.key"),
        Binding("k,K", "quorum", N_("quorum"), key_display="K", id="more.quorum"),
        Binding("t,T", "turn", N_("length of a turn"), key_display="T", id="more.turn"),
        Binding("s,S", "stand_aside", N_("stand aside"), key_display="S", id="more.stand-aside"),
        Binding("m,M", "route", N_("minutes travel by"), key_display="M", id="more.route"),
        Binding("r,R", "rotation", N_("roles go round"), key_display="R", id="more.rotation"),
        Binding("p,P", "publish", N_("publish the journal"), key_display="P", id="more.publish"),
        Binding("w,W", "language", N_("language"), key_display="W", id="more.language"),
        Binding("c,C", "clock", N_("say the time"), key_display="C", id="more.clock"),
        Binding("l,L", "look", N_("look of the wall"), key_display="L", id="more.look"),
    ]

    def body(self) -> ComposeResult:
        yield Prose(id="rows")

    def redraw(self, touched: frozenset[str]) -> None:
        rules = self.state.rules
        if rules.quorum_percent:
            quorum = _("{n} % of the roster").format(n=rules.quorum_percent)
        elif rules.quorum_number:
            quorum = ngettext("{n} member", "{n} members", rules.quorum_number).format(n=rules.quorum_number)
        else:
            quorum = _("none is set")
        aside = _("at most {n}").format(n=rules.stand_aside) if rules.stand_aside else _("no limit")
        circling, *further = told(rules.rotation)
        publish = _("at each close") if rules.publish else pgettext("publish the journal", "no")
        rows = (
            *((key[place.id], *place.row()) for place in places.by_letter()),
            (key["more.key"], self._first(), self._key()),
            ("", "", ""),
            (key["more.quorum"], pgettext("row of a menu", "Quorum"), quorum),
            (key["more.turn"], _("A turn"), f"{rules.turn_seconds // 60}:{rules.turn_seconds % 60:02d}"),
            (key["more.stand-aside"], _("Stand aside"), aside),
            (key["more.rotation"], _("Roles go round"), circling),
            *(("", "", row) for row in further),
            (key["more.route"], _("Minutes travel by"), pgettext("how minutes travel", ROUTES[rules.route])),
            (key["more.publish"], _("Publish the journal"), publish),
            ("", "", ""),
            (key["more.language"], pgettext("row of a menu", "Language"), own_name(rules.language)),
            (key["more.clock"], _("Say the time"), _("when the clock on the wall is wrong")),
            (key["more.look"], _("Look of the wall"), pgettext("look of the wall", LOOKS[self.app.theme])),
            (key["app.quit"], _("Leave the kiosk"), _("asks for a word first")),
        )
        parts: list[Content | str | tuple[str, str]] = []
        wide = max(WIDTH, *(cell_len(subject) + 2 for _key, subject, _now in rows))
        for letter, subject, value in rows:
            parts += [
                (f"  {letter:<4}", "bold $primary"),
                (subject + " " * (wide - cell_len(subject)), "bold"),
                (shown(value), "$text-muted"),
                "\n",
            ]
        self.query_one("#rows", Prose).update(Content.assemble(*parts))

    def coach(self) -> tuple[str, str]:
        if self.desk.room.journal.left_out().waiting:
            return _(
                "{key[more.key]} shows what this kiosk does not understand. Until then nothing is recorded."
            ).format(key=key), ""
        return _("Press the letter in front of a row. {key[moment.back]} goes back.").format(key=key), ""

    def _first(self) -> str:
        """Return the label of O: entries that are not understood come before the key."""
        return _("Not understood") if self.desk.room.journal.left_out().waiting else _("The journal's key")

    def _key(self) -> str:
        """Return whether entries are recorded and signed, in words."""
        count, left_out = self.desk.room.journal.unsigned(), self.desk.room.journal.left_out().waiting
        if left_out:
            told = ngettext(
                "{n} entry: nothing is recorded until you look",
                "{n} entries: nothing is recorded until you look",
                left_out,
            )
            return told.format(n=f"{left_out:,}")
        if self.desk.journal.damage:
            return _("nothing is signed: something is damaged, {key[more.journal]} shows what").format(
                key=key
            )
        if self.desk.journal.locked:
            return _("locked: type its passphrase, then entries are signed")
        if count:
            told = ngettext("{n} entry to look at and sign", "{n} entries to look at and sign", count)
            return told.format(n=f"{count:,}")
        return _("open: every entry is signed")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "open_key":
            return wanted(self.desk)
        return True

    def action_open_key(self) -> None:
        self.house.open_key()

    def action_visit(self, moment: str) -> None:
        self.house.go(moment)

    @work(exclusive=True)
    async def action_quorum(self) -> None:
        """Ask for the quorum: a number, or a share of the roster."""
        answer = await self._line(
            _("How many members must be here?"), _("A number (12) or a share (50 %); 0 for no quorum.")
        )
        if answer:
            share, figure = "%" in answer, answer.replace("%", "")
            await self._set(
                figure, lambda n: SetQuorum(percent=min(n, 100)) if share else SetQuorum(number=n)
            )

    @work(exclusive=True)
    async def action_turn(self) -> None:
        """Ask for the length of a turn: seconds, or minutes and seconds."""
        answer = await self._line(_("How long is a turn?"), _("Minutes and seconds, 2:00, or seconds, 120."))
        seconds = seconds_of(answer)
        if seconds is not None and SHORTEST <= seconds <= LONGEST:
            await self.ask(SetTurn(seconds=seconds))
        elif answer:
            self.tell(too_short())

    @work(exclusive=True)
    async def action_stand_aside(self) -> None:
        """Ask how many may stand aside."""
        answer = await self._line(_("How many may stand aside, at most?"), _("A number; 0 for no limit."))
        if answer:
            await self._set(answer, lambda n: SetStandAside(number=n))

    @work(exclusive=True)
    async def action_rotation(self) -> None:
        """Ask five questions about the rotation of roles."""
        asked = await rule_asked(self.app, self.desk.room)
        if isinstance(asked, str):
            if asked:
                self.tell(asked)
        elif await self.ask(asked):
            self.refresh_all(frozenset())

    @work(exclusive=True)
    async def action_route(self) -> None:
        """Ask how members get the minutes: the three ways of the first start."""
        answer = await self._line(
            _("How do members fetch the minutes?"),
            _("1 this network, 2 the kiosk's own Wi-Fi, 3 paper or stick."),
        )
        routes: dict[str, Route] = {"1": "network", "2": "hotspot", "3": "paper"}
        if answer in routes:
            await self.ask(SetMinutesRoute(route=routes[answer]))
        elif answer:
            self.tell(_("Press 1, 2 or 3."))

    @work(exclusive=True)
    async def action_publish(self) -> None:
        """Ask whether tiles for other people's verifiers are published, because free text can hold names."""
        from screens.dialogs.question import Question

        sure = await self.app.push_screen_wait(
            Question(
                _("Publish every entry for everybody in this network, whenever a meeting closes?"),
                _(
                    "Names are not among it, but what people wrote is. {key[question.no]}: nothing is "
                    "published."
                ).format(key=key),
            )
        )
        if sure is not None:
            await self.ask(SetPublishing(tiles=sure))

    @work(exclusive=True)
    async def action_language(self) -> None:
        """Ask for a language by its own name; the wall changes at once, minutes from the next close on."""
        from screens.dialogs.choice import Choice

        known, present = languages(), self.state.rules.language
        if len(known) == 1:
            if present in known:
                self.tell(_("This kiosk has words in English only."))
            else:  # its catalogue was removed; the wall is English already
                await self.ask(SetLanguage(language=ENGLISH))
            return
        rows = [own_name(language) for language in known]
        place = known.index(present) if present in known else 0
        at = await self.app.push_screen_wait(Choice(_("Which language does the wall speak?"), rows, place))
        if at >= 0 and known[at] != present:
            await self.ask(SetLanguage(language=known[at]))

    @work(exclusive=True)
    async def action_clock(self) -> None:
        """Ask the room what time it is; entries carry that time from now on."""
        how = _("Like this: 2026-11-22 19:02, or 19:02 if the day is right.")
        answer = await self._line(_("What date and time is it?"), how)
        if answer:
            stamp = self.desk.stamp()
            await self.ask(AttestClock(said=with_day(answer, local(stamp.at, stamp.offset))))

    def action_look(self) -> None:
        """Switch to the next theme, which is a setting of this device and no entry."""
        names = [theme.name for theme in THEMES]
        self.app.theme = names[(names.index(self.app.theme) + 1) % len(names)]
        self.redraw(frozenset())

    async def _line(self, question: str, detail: str) -> str:
        from screens.dialogs.prompt import Line

        return await self.app.push_screen_wait(Line(question, detail))

    async def _set(self, figure: str, make: Callable[[int], Command]) -> None:
        figure = figure.strip()
        if not (figure.isascii() and figure.isdigit()):
            self.tell(_("Type a number in figures, such as 12."))
            return
        await self.ask(make(min(int(figure[:7]), 100_000)))
