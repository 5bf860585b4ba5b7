"""The second screen: the same meeting on another terminal or in a browser, read-only.

It shows one of four views of the record: the clock alone, the list, the agenda, or everything; a key changes
the view. It has the journal's follower and no way to write: there is no desk here, and no command. It is no
moment of the evening; the wall stays the place where everything happens.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from signal import SIGTERM
from threading import Event, Thread
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.timer import Timer

from kiosk.errors import JournalDamaged
from kiosk.follow.watcher import Watched
from kiosk.language import N_, speak, words
from screens.follow.views import AgendaView, AllView, ClockView, ListView, View
from screens.keys import keymap
from screens.keys.shared import helping
from screens.terminal.dressed import Dressed
from screens.terminal.themes import NIGHT, THEMES
from screens.widgets.clockface import until_change

_, ngettext = words("follow")

TICK = 1_000


class SecondScreen(Dressed, inherit_bindings=False):
    """The second screen. `view` is the name of the first view; `plain` and `theme` are as on the wall."""

    TITLE = "kiosk follow"
    SCREENS: ClassVar[dict[str, Callable[[], Screen[object]]]] = {
        "clock": ClockView,
        "list": ListView,
        "agenda": AgendaView,
        "all": AllView,
    }
    CSS_PATH = ["../app/kiosk.tcss", "follow.tcss"]
    AUTO_FOCUS = None
    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-tall")]
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c,C", "view('clock')", N_("clock"), key_display="C", id="follow.clock"),
        Binding("l,L", "view('list')", N_("list"), key_display="L", id="follow.list"),
        Binding("a,A", "view('agenda')", N_("agenda"), key_display="A", id="follow.agenda"),
        Binding("e,E", "view('all')", N_("everything"), key_display="E", id="follow.all"),
        Binding("t,T", "look", N_("colours"), key_display="T", id="follow.look"),
        Binding("q,Q", "leave", N_("leave"), key_display="Q", id="follow.leave"),
        Binding("ctrl+c", "leave", N_("leave"), key_display="Q", id="follow.stop"),
        helping(),
    ]

    def __init__(
        self,
        watched: Watched,
        view: str = "all",
        theme: str = NIGHT.name,
        plain: bool = False,
        keys: keymap.Moved | None = None,
    ) -> None:
        super().__init__()
        keymap.use(keys or {})
        self._bindings = keymap.moved(self._bindings)
        self._watched, self._view, self.plain = watched, view, plain
        self._read, self._trouble, self._over = False, "", Event()
        self._ticking: Timer | None = None
        self.dress(theme)

    def on_mount(self) -> None:
        self.push_screen(self._view)
        if not self.is_headless and not self.is_web:
            asyncio.get_running_loop().add_signal_handler(SIGTERM, self.exit, 0)
        Thread(target=self._follow, name="follower", daemon=True).start()

    # The record

    def on_unmount(self) -> None:
        self._over.set()

    def _follow(self) -> None:
        """Wait for entries, read and check them, in a thread; the first time, fold them here too."""
        first = True
        try:
            while not self._over.is_set():
                entries = self._watched.poll()
                if first:
                    self._watched.take(entries)
                    self.call_later(self._entries_came, [])
                elif entries:
                    self.call_later(self._entries_came, entries)
                first = False
                self._watched.wait(1)
        except JournalDamaged as damage:
            self.call_later(self._stopped, damage.sentence)

    def _entries_came(self, entries: list[bytes]) -> None:
        try:
            self._watched.take(entries)
        except JournalDamaged as damage:
            self._stopped(damage.sentence)
            return
        self._read = True
        self.tick()

    def _stopped(self, sentence: str) -> None:
        self._trouble = sentence
        self.tick()

    # The views

    def tick(self) -> None:
        """Show the present state, and plan the next tick at the next change of the shown second."""
        if self._ticking is not None:
            self._ticking.stop()
        self._ticking = self.set_timer(self._show() / 1000, self.tick)

    def _show(self) -> int:
        """Update the visible view; returns the ms until it changes."""
        view = self.screen
        if not isinstance(view, View) or not view.is_mounted:
            return TICK
        if self._trouble:
            view.rest(self._trouble)
        elif not self._read:
            view.rest(_("Reading the journal."))
        elif not self._watched.founded:
            sentence = _("There is no assembly in {folder} yet. This screen waits for it.")
            view.rest(sentence.format(folder=self._watched.folder))
        else:
            speak(self._watched.language())
            seen = self._watched.seen()
            view.tell(seen, not seen.meeting or self._watched.written())
            running = seen.speaking and seen.speaking.phase != "paused" and not seen.until
            if running and seen.speaking:
                return max(20, until_change(seen.speaking.left))
        return TICK

    def action_view(self, view: str) -> None:
        if isinstance(self.screen, View):
            self.switch_screen(view)

    def offers(self, action: str) -> bool:
        """Hide the key of the visible view, and the key to quit in a browser, whose window is closed
        instead."""
        if action == "leave":
            return not self.is_web
        return not (isinstance(self.screen, View) and action == f"view('{self.screen.NAME}')")

    def action_look(self) -> None:
        """Switch to the next theme."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]

    def action_help(self) -> None:
        """Show every key (`?`)."""
        from screens.dialogs.keys import Keys, groups

        if isinstance(self.screen, View):
            self.push_screen(Keys(groups(self.screen)))

    def action_leave(self) -> None:
        if not self.is_web:
            self.exit(0)
