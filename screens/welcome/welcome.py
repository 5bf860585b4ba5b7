"""The first start: three questions, or a look at a made-up evening.

What is the assembly called, who belongs to it, how do members fetch the minutes. Nothing is recorded before
the third answer; then the assembly is founded and each named person becomes an entry.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar, Literal, Protocol, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static, TextArea

from kiosk.cleaning import clean, has_visible
from kiosk.desk.desk import Desk
from kiosk.errors import KioskError, Refused
from kiosk.language import N_, words
from kiosk.language.lists import listed
from kiosk.practices.rules.rules import SetMinutesRoute
from kiosk.typed.joining import joining
from kiosk.typed.member_list_file import counted, path_of, read_people
from kiosk.typed.text_file import read_file
from screens.keys import keymap
from screens.keys.keymap import key
from screens.widgets.coach import Coach
from screens.widgets.field import Field
from screens.widgets.keybar import KeyBar
from screens.widgets.notice import Notice
from screens.widgets.page import Page

_, ngettext = words("welcome")

DEMO = 42
"""The app's exit code for "look at a made-up evening"."""

MOST_READ_WHILE_TYPED = 20_000
"""Characters up to which people are counted at each key."""
ROUTES: dict[str, Literal["network", "hotspot", "paper"]] = {"1": "network", "2": "hotspot", "3": "paper"}


class Founding(Protocol):
    """The part of the app that the first start uses."""

    @property
    def founder(self) -> Callable[[str], Desk]:
        """Return the function that founds an assembly of a given name; it blocks."""

    def enter(self, desk: Desk) -> None:
        """Show the lobby of the assembly that was founded."""


class Welcome(Screen[None], inherit_bindings=False):
    """Three steps; ESC goes one step back."""

    CSS_PATH = "welcome.tcss"
    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "next", N_("next"), id="welcome.next"),
        Binding("escape", "previous", N_("back"), id="welcome.back"),
        Binding("1", "route('1')", N_("this network"), id="welcome.network"),
        Binding("2", "route('2')", N_("own Wi-Fi"), id="welcome.hotspot"),
        Binding("3", "route('3')", N_("paper or stick"), id="welcome.paper"),
        Binding("f9", "demo", N_("look at a made-up evening"), id="welcome.demo"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._bindings = keymap.moved(self._bindings)
        self.step = 0
        self.members = read_people("")
        self.founding = False

    def compose(self) -> ComposeResult:
        with Vertical(id="body"):
            yield Static(Content(""), id="question", markup=False)
            yield Field(id="name", max_length=60)
            yield Page(id="people")
            yield Static(Content(""), id="told", markup=False)
        yield Notice(id="notice")
        yield Coach(id="coach")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        self.show_step(0)

    def show_step(self, step: int) -> None:
        """Show a step: 0 the name, 1 the people, 2 how minutes travel."""
        self.step = step
        questions = (
            _("What is your assembly called?"),
            _("Who belongs to it?"),
            _("How do members fetch the minutes?"),
        )
        self.query_one("#question", Static).update(Content(f"{step + 1} / 3   {questions[step]}"))
        self.query_one("#name").display = step == 0
        self.query_one("#people").display = step == 1
        self.set_focus(self.query_one(("#name", "#people", "#keys")[step]) if step < 2 else None)
        self.query_one("#told", Static).update(self._step_text())
        self.query_one(Coach).show(*self._coach())
        self.refresh_bindings()
        self.query_one(KeyBar).refresh_keys()

    def _coach(self) -> tuple[str, str]:
        return (
            (
                _("Type the name, then press {key[line.take]}.").format(key=key),
                _("{key[welcome.demo]} shows a made-up evening instead; nothing is kept.").format(key=key),
            ),
            (
                _(
                    "One person a line; type or paste, or give the path of a CSV file. Then press "
                    "{key[welcome.next]}."
                ).format(key=key),
                _("A cell may follow after a comma: Ana Lima, north. People can be added later."),
            ),
            (
                _("Press {key[welcome.network]}, {key[welcome.hotspot]} or {key[welcome.paper]}.").format(
                    key=key
                ),
                _("It can be changed later."),
            ),
        )[self.step]

    def _step_text(self) -> Content:
        if self.step == 1:
            if path_of(self.query_one("#people", TextArea).text):
                return Content(_("{key[welcome.next]} reads this file.").format(key=key))
            return Content(self._count())
        if self.step == 2:
            return Content(
                "\n".join(
                    (
                        _(
                            "{key[welcome.network]}   From this network: phones that share it with the kiosk"
                        ).format(key=key),
                        _(
                            "{key[welcome.hotspot]}   From the kiosk's own Wi-Fi (it is set up once, see "
                            "the guide)"
                        ).format(key=key),
                        _("{key[welcome.paper]}   On paper or a stick: no phones").format(key=key),
                        "",
                        self._count(),
                    )
                )
            )
        return Content("")

    def _count(self) -> str:
        """Return how many people are in the list: as typed so far, or as the room took it."""
        if self.step == 2:
            return listed(counted(self.members, all_rows=False))
        text = self.query_one("#people", TextArea).text
        if len(text) > MOST_READ_WHILE_TYPED:
            return ""
        return listed(counted(read_people(text)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return {
            "next": self.step < 2,
            "previous": self.step > 0,
            "route": self.step == 2,
            "demo": self.step == 0,
        }.get(action, True)

    @on(Input.Submitted, "#name")
    def _named(self) -> None:
        self.action_next()

    @on(TextArea.Changed, "#people")
    def _typed(self) -> None:
        self.query_one("#told", Static).update(self._step_text())

    @work(exclusive=True)
    async def _look(self) -> None:
        """Show who was understood from the text, or from the file that it names; then ask how minutes go."""
        from screens.dialogs.members import Members

        text = self.query_one("#people", TextArea).text
        try:
            path = path_of(text)
            members = read_people(read_file(path, links=True) if path else text)
        except Refused as refused:
            self.query_one(Notice).say(refused.sentence)
            return
        taken = await self.app.push_screen_wait(Members(members)) if members.rows else members
        if taken is None:
            self.query_one("#people").focus()
            return
        self.members = taken
        self.show_step(2)

    def action_next(self) -> None:
        notice = self.query_one(Notice)
        if self.step == 0 and not has_visible(clean(self.query_one("#name", Input).value)):
            notice.say(_("An assembly needs a name: type one."))
            return
        notice.clear()
        if self.step == 1:
            self._look()
        elif self.step < 2:
            self.show_step(self.step + 1)

    def action_previous(self) -> None:
        if self.step:
            self.show_step(self.step - 1)

    def action_route(self, key: str) -> None:
        if self.step == 2 and not self.founding:
            self.founding = True
            self.found_assembly(ROUTES[key])

    def action_demo(self) -> None:
        self.app.exit(DEMO)

    @work(exclusive=True)
    async def found_assembly(self, route: Literal["network", "hotspot", "paper"]) -> None:
        """Found the assembly and add its people, then show the lobby."""
        house = cast("Founding", self.app)
        name = " ".join(clean(self.query_one("#name", Input).value).split())
        try:
            desk = await asyncio.to_thread(house.founder, name)
        except KioskError as trouble:
            self.query_one(Notice).say(trouble.sentence, grave=True)
            self.founding = False
            return
        # From here on there is an assembly; people whose entry fails are added by hand (F6).
        lost = ""
        try:
            for command in joining(self.members.people, desk.room):
                await desk.submit(command)
            await desk.submit(SetMinutesRoute(route=route))
        except KioskError as trouble:
            lost = trouble.sentence
        house.enter(desk)
        if lost:
            app = self.app
            app.call_after_refresh(lambda: app.screen.query_one(Notice).say(lost, grave=True))
