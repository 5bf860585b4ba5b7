"""The kiosk on the wall: wiring between the desk, the clock and the moments of an evening.

It switches between moments, ticks the visible one, hands commands to the desk and shows faults.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path
from signal import SIGTERM
from typing import Any, ClassVar

from textual import work
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.screen import Screen

from kiosk.desk.desk import Desk
from kiosk.language import N_, speak, spoken, words
from kiosk.ports import Button
from kiosk.practices.agenda.state import Item
from screens.app import confirm_clock, global_actions, offers, places, top_line, warm_up
from screens.app.hearing import Hearing
from screens.app.key_guard import MeantKeys
from screens.app.registry import MOMENTS, only_at, remember, welcome, where
from screens.hardware.attached_devices import Plugged
from screens.hardware.talking_piece import command, done
from screens.keys import keymap
from screens.keys.keymap import key
from screens.keys.shared import helping
from screens.minutes.minutes_sharing import Handout
from screens.moment import Moment
from screens.terminal.written import once_written
from screens.widgets.topline import Mark

_, ngettext = words("app")


class KioskApp(Hearing, inherit_bindings=False):
    """The kiosk. `founder` makes a desk at the first start."""

    TITLE = "kiosk"
    SCREENS: ClassVar[dict[str, Callable[[], Screen[Any]]]] = {**MOMENTS, "welcome": welcome}
    CSS_PATH = "kiosk.tcss"
    AUTO_FOCUS = None
    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-tall")]
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("colon", "prompt", N_("prompt"), key_display=":", show=False, id="app.prompt"),
        Binding("u,U", "undo", N_("undo"), key_display="U", id="app.undo"),
        helping(),
        *(place.binding() for place in places.by_key()),
        Binding("q,Q", "quit_kiosk", N_("quit"), key_display="Q", show=False, id="app.quit"),
    ]

    def __init__(
        self,
        folder: Path,
        desk: Desk | None,
        founder: Callable[[str], Desk],
        *,
        plugged: Plugged | None = None,
        plain: bool = False,
        theme: str = "kiosk-night",
        ready: Path | None = None,
        handout: Handout | None = None,
        trouble: str = "",
        greeting: str = "",
        repeat: float = 0.0,
        keys: keymap.Moved | None = None,
    ) -> None:
        """Make the app on a desk, None at the first start.

        `repeat` is the longest time in seconds between two events of a key that is held down. `greeting` is
        shown once, with the first screen. `keys` are the keys that kiosk.toml moves.
        """
        super().__init__()
        keymap.use(keys or {})
        self._bindings = keymap.moved(self._bindings)
        self.dress(theme)
        self.folder, self.founder, self.plain = folder, founder, plain
        self._desk, self._ready_file = desk, ready
        self.plugged = plugged or Plugged()
        self._recording, self.unrecorded = 0, ""
        self._standing = False
        """True once the first frame is on the wall."""
        self._ticking: asyncio.TimerHandle | None = None
        self._wait = 0
        """Milliseconds from the last tick to the next."""
        self._trouble, self._greeting = trouble, greeting
        self.meant = MeantKeys(repeat)
        self.handout = handout or Handout(folder)

    @property
    def has_desk(self) -> bool:
        """False at the first start, until an assembly is founded."""
        return self._desk is not None

    @property
    def desk(self) -> Desk:
        """Return the open assembly. There is none only at the first start."""
        assert self._desk is not None, "no assembly was founded yet"
        return self._desk

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        return ()

    def on_key(self, event: Key) -> None:
        """Drop keys that are held down or were pressed too early; give the others to the open line.

        An open line takes its letters itself, so these come here only if typed before it was open.
        """
        held = self.meant.held(event)
        if self.focused is not None:
            if event.is_printable or event.key in self.focused._bindings.key_to_bindings:
                # Typed before the line was open: hand the key to it.
                event.prevent_default()
                self.focused.post_message(Key(event.key, event.character))
        elif (
            isinstance(self.screen, Moment)
            and not keymap.only_looks(self.screen._bindings.key_to_bindings.get(event.key, []))
            and (held or self.meant.early(event))
        ):
            event.prevent_default()

    def get_screen(self, screen: Any, screen_class: Any = None) -> Any:
        """Return an installed screen, and parse its stylesheet alone. Textual would parse all again."""
        found: Screen[object] = super().get_screen(screen, screen_class)
        for path in map(str, found.css_path):
            if not self.stylesheet.has_source(path):
                self.stylesheet.add_source(Path(path).read_text("utf-8"), read_from=(path, ""))
        return found

    def get_default_screen(self) -> Screen[Any]:
        """Return the first screen. Textual would put an empty one below it, and paint that one too."""
        if self._trouble:
            from screens.app.stopped import Stopped

            return Stopped(self._trouble)
        first: Screen[Any] = self.get_screen(where(self._desk, self.folder) if self._desk else "welcome")
        first._push_result_callback(self, None)  # else it cannot be switched; Textual does so for others
        return first

    def on_mount(self) -> None:
        # Textual shows nothing until it has mounted the app: painting before that is wasted.
        self.call_later(self._open)

    def _greet(self) -> None:
        if isinstance(self.screen, Moment):
            self.screen.tell(self._greeting.format(key=key))

    def _open(self) -> None:
        """Begin what runs as long as the kiosk, now that the first screen exists."""
        if self._desk is not None and not self._trouble:
            self.enter(self._desk)
            if self._greeting:
                self.call_after_refresh(self._greet)
        if not self.is_headless:
            # On SIGTERM (systemd, `kill`), leave the terminal and the journal in order.
            asyncio.get_running_loop().add_signal_handler(SIGTERM, self.exit, 128 + SIGTERM)
        once_written(self, self._stand)

    def enter(self, desk: Desk) -> None:
        """Show the present moment of an assembly that was opened or founded."""
        self._desk = desk
        speak(desk.state.rules.language)
        desk.watch(self._recorded)
        self.switch_screen(where(desk, self.folder))
        if self._standing:
            once_written(self, self._listen)
        if desk.state.meeting.past and self.handout.server is not None:
            self.set_timer(1.0, self.fill_shelf)
        self.tick()
        if confirm_clock.doubtful(desk):
            self.call_after_refresh(self.agree_on_time)
        if desk.journal.locked or desk.room.journal.unsigned() or desk.room.journal.left_out().waiting:
            self.call_after_refresh(self.open_key)

    def _listen(self) -> None:
        """Listen to the talking piece from now on, and look for attached devices."""

        def heard(press: Button) -> None:
            self.call_later(self._pressed, press)

        def changed() -> None:
            self.call_later(self.probe_devices)

        self.plugged.listen(heard, changed)
        self.probe_devices()

    def meeting_people(self) -> bool:
        return self._desk is not None

    async def _pressed(self, press: Button) -> None:
        """Ask for the command of the talking piece; on other moments than the floor, say what it did."""
        if self._desk is None or (moment := self._in_front()) is None:
            return
        if moment.NAME == "devices":
            self.probe_devices()
            return
        wanted = command(press.means, self._desk) if self.plugged.meant(press, self.meant.changed) else None
        if wanted is not None and await moment.ask(wanted) and moment.NAME != "floor":
            moment.tell(done(wanted, self._desk))

    @work(exclusive=True, group="clock")
    async def agree_on_time(self) -> None:
        """Ask what day it is, at a start in the middle of a meeting; then show the urgent moment, if any."""
        if await confirm_clock.agree(self, self.desk) and (only := only_at(self.desk)):
            self.go(only)

    def _stand(self) -> None:
        """Do what the first frame did not need."""
        self._standing = True
        warm_up.keep()
        if self._desk is not None:
            self._listen()
        if self._ready_file is not None:
            self._ready_file.touch()
        warm_up.mount_ahead(self, lambda seconds: self.has_desk and self.meant.quiet(seconds))

    def _recorded(self, touched: frozenset[str]) -> None:
        if not self.is_running:  # after the last entry of an evening the app is closing
            return
        self.meant.wall_changed()
        before = spoken()
        speak(self.desk.state.rules.language)
        if spoken() != before:
            touched = frozenset()  # a new language: everything is written again, the devices too
            self.probe_devices()
        if isinstance(self.screen, Moment):
            self.screen.refresh_all(touched)
        if "roster" in touched and self.desk.state.meeting.past and self.handout.outdated(self.desk):
            self.fill_shelf()
        if self.state_break():
            self.go("floor")

    def tick(self) -> None:
        """Show what the clock changes, and plan the next tick of the visible moment."""
        if self._ticking is not None:
            self._ticking.cancel()
        if not self.screen_stack:
            return
        wait, screen = 1_000, self._in_front()
        if screen is not None:
            wait = max(20, min(60_000, screen.tick(self.desk.stamp())))
            self.top()
            if places.in_a_meeting(screen.NAME) and only_at(self.desk) == "minutes":
                self.go("minutes")
        if self._desk is not None:
            wait = min(wait, max(20, self.plugged.ring(self._desk)))
        # A handle of the loop: Textual's timers are tasks, and each key would cancel one and create one.
        self._wait = wait
        self._ticking = asyncio.get_running_loop().call_later(wait / 1000, self.call_later, self.tick)

    def top(self) -> None:
        """Show the top line: assembly, meeting and item; faults, clock and the journal's mark."""
        if (screen := self._in_front()) is not None:
            top_line.show(screen, self.desk, len(self.plugged.faults()), self.mark())

    def _in_front(self) -> Moment | None:
        """Return the moment that is shown; None for another screen, and while it is made or taken away."""
        screen = self.screen
        return screen if isinstance(screen, Moment) and screen.is_mounted and self.is_running else None

    def mark(self) -> Mark:
        """Return the journal's mark."""
        return top_line.mark(self.desk, failed=bool(self.unrecorded), recording=self._recording > 0)

    @work(exclusive=True, group="key")
    async def open_key(self) -> None:
        """Ask for the passphrase of a locked key, and show unsigned entries before they are signed."""
        from screens.app.unlocking import open_key

        if self._desk is not None:
            await open_key(self, self._desk)

    @work(thread=True, exit_on_error=False, group="shelf")
    def fill_shelf(self) -> None:
        """Make all missing minutes outside the loop, then serve them."""
        self.handout.fill(self.desk)
        self.call_from_thread(self.handout.serve, self.desk)

    @work(thread=True, exit_on_error=False)
    def probe_devices(self) -> None:
        """Look for attached devices outside the loop; the devices screen shows each gap."""
        self.plugged.look()
        self.call_from_thread(self._devices_known)

    def _devices_known(self) -> None:
        if isinstance(self.screen, Moment):
            self.screen.refresh_all(frozenset())

    def go(self, moment: str) -> None:
        """Show another moment (the action of F2 to F10)."""
        if self._desk is None or moment not in MOMENTS:
            return
        if moment != "floor" and self._resting():
            return
        if len(self.screen_stack) > 1:
            return
        if places.in_a_meeting(moment) and only_at(self.desk) == "minutes":
            moment = "minutes"
        if isinstance(self.screen, Moment) and moment != self.screen.NAME:
            if self.screen.is_mounted:
                self.screen.put_down()
            self.meant.wall_moved()
        self.switch_screen(moment)
        asyncio.get_running_loop().run_in_executor(None, remember, self.folder, moment)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """True once an assembly is founded; before that, places, undo and commands are not possible."""
        return self._desk is not None or action not in ("go", "undo", "prompt")

    def offers(self, action: str) -> bool:
        """True if a key of the app leads to something that is possible now."""
        return self._desk is None or offers.offered(action, self._desk, self.screen_stack)

    def action_go(self, moment: str) -> None:
        self.go(moment)

    def go_to_item(self, item: Item) -> None:
        """Show the place for an agenda item that was just opened, the floor if it has none."""
        place = places.for_item(item)
        self.go(place.name if place and place.at_once else "floor")

    def state_break(self) -> bool:
        """True while the meeting has a break."""
        return self._desk is not None and self._desk.room.on_break()

    def _resting(self) -> bool:
        """Return True in a break, and say that only its end is possible."""
        if self.state_break():
            self._say(_("It is a break: resume first ({key[moment.next]}).").format(key=key))
            return True
        return False

    def recording(self, more: int) -> None:
        """Count an entry that is slow to reach the card (+1), or has reached it (-1)."""
        self._recording += more
        self.top()

    async def action_undo(self) -> None:
        """Take back the last act, with a new entry, and say what it was."""
        if self._desk is not None and isinstance(self.screen, Moment):
            await global_actions.undo(self.screen, self._desk)

    @work(exclusive=True, group="asking")
    async def action_prompt(self) -> None:
        """Ask for a command in words (`:`), and hand it to the desk."""
        moment = self.screen
        if self._desk is not None and isinstance(moment, Moment) and not self._resting():
            await global_actions.command(self, moment)

    def action_help(self) -> None:
        """Show every key of this moment (`?`)."""
        global_actions.all_keys(self)

    @work(exclusive=True, group="asking")
    async def action_quit_kiosk(self) -> None:
        """Leave the kiosk after a typed word."""
        if not self._resting():
            await global_actions.leave(self)

    def _say(self, sentence: str) -> None:
        screen = self.screen
        if isinstance(screen, Moment) and screen.is_mounted:
            screen.tell(sentence)
        elif isinstance(screen, Moment):
            screen.call_after_refresh(screen.tell, sentence)
