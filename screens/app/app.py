"""The kiosk on the wall: wiring between the desk, the clock and the moments of an evening.

It installs one screen a moment, switches between them, ticks the visible one, hands prompts to the desk,
and says faults. It shows nothing itself and decides nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path
from signal import SIGTERM
from typing import Any, ClassVar

from textual import work
from textual.app import SystemCommand
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.events import AppBlur, AppFocus, Event, Key
from textual.screen import Screen

from kiosk.cleaning import shown
from kiosk.desk.desk import Desk
from kiosk.language import N_, speak, spoken, words
from kiosk.ports import Button
from kiosk.practices.agenda.state import Item
from kiosk.practices.record.rules import Undo
from kiosk.terms import local
from screens.app import confirm_clock, global_actions, places, warm_up
from screens.app.key_guard import MeantKeys
from screens.app.registry import MOMENTS, only_at, remember, where
from screens.hardware.attached_devices import Plugged
from screens.hardware.talking_piece import command, done
from screens.keys import keymap
from screens.keys.keymap import key
from screens.keys.shared import helping
from screens.minutes.minutes_sharing import Handout
from screens.moment import Moment
from screens.terminal.dressed import Dressed
from screens.terminal.written import once_written
from screens.widgets.topline import Mark, TopLine

_, ngettext = words("app")


def welcome() -> Screen[None]:
    """The first start: three questions."""
    from screens.welcome.welcome import Welcome

    return Welcome()


class KioskApp(Dressed, inherit_bindings=False):
    """The kiosk. `founder` makes a desk where there is none yet (first start)."""

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
        """`repeat`: the same key again within so many seconds is one that is held down. `greeting`: what is
        said once, when the assembly is first shown. `keys`: what kiosk.toml moved."""
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
        """Milliseconds from the last look at the clock to the next."""
        self._trouble, self._greeting = trouble, greeting
        self.meant = MeantKeys(repeat)
        self.handout = handout or Handout(folder)

    @property
    def has_desk(self) -> bool:
        """False at the first start, until an assembly is founded."""
        return self._desk is not None

    @property
    def desk(self) -> Desk:
        """The open assembly; there is one in every moment but the first start."""
        assert self._desk is not None, "no assembly was founded yet"
        return self._desk

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        return ()

    def pop_screen(self) -> AwaitComplete:
        """What stood in front of a moment goes; of two keys at once it took the first."""
        self.meant.dialog_answered()
        return super().pop_screen()

    async def on_event(self, event: Event) -> None:
        """A key that went down while a dialog stood there was about it, and about nothing behind it.

        Nor does any key of a badge that is scanned reach what is shown. A terminal that has no keyboard for a
        while says so: the line that is being typed keeps the cursor and its keys.
        """
        if isinstance(event, AppBlur | AppFocus):
            return
        if isinstance(event, Key):
            scanner = self.plugged.scanner
            if scanner.takes(event):
                if badge := scanner.read(event):
                    self._scanned(badge)
                return
            if self.meant.for_dialog(event) and isinstance(self.screen, Moment):
                return
        await super().on_event(event)

    def on_key(self, event: Key) -> None:
        """A key that is not meant does nothing. Letters of a line that is typed never come here."""
        held = self.meant.held(event)
        if self.focused is not None:
            if event.is_printable or event.key in self.focused._bindings.key_to_bindings:
                # A line takes its letters itself: this one was typed before the line stood.
                event.prevent_default()
                self.focused.post_message(Key(event.key, event.character))
        elif (
            isinstance(self.screen, Moment)
            and not keymap.only_looks(self.screen._bindings.key_to_bindings.get(event.key, []))
            and (held or self.meant.early(event))
        ):
            event.prevent_default()

    def get_screen(self, screen: Any, screen_class: Any = None) -> Any:
        """An installed screen. Its stylesheet is parsed alone; Textual would parse all of them anew."""
        found: Screen[object] = super().get_screen(screen, screen_class)
        for path in map(str, found.css_path):
            if not self.stylesheet.has_source(path):
                self.stylesheet.add_source(Path(path).read_text("utf-8"), read_from=(path, ""))
        return found

    def get_default_screen(self) -> Screen[Any]:
        """Return the first screen that is shown. It lies at the bottom of the stack, where Textual would put
        an empty one, and lay that out and paint it behind all others."""
        if self._trouble:
            from screens.app.stopped import Stopped

            return Stopped(self._trouble)
        first: Screen[Any] = self.get_screen(where(self._desk, self.folder) if self._desk else "welcome")
        first._push_result_callback(self, None)  # else it cannot be switched; Textual does so for all others
        return first

    def on_mount(self) -> None:
        # Textual shows nothing until it has mounted the app: what is painted before that is painted in vain.
        self.call_later(self._open)

    def _greet(self) -> None:
        if isinstance(self.screen, Moment):
            self.screen.tell(self._greeting.format(key=key))

    def _open(self) -> None:
        """The first screen is there: begin what goes on for as long as the kiosk runs."""
        if self._desk is not None and not self._trouble:
            self.enter(self._desk)
            if self._greeting:
                self.call_after_refresh(self._greet)
        if not self.is_headless:
            # Told to stop (systemd, `kill`), the kiosk leaves the terminal and the journal in order.
            asyncio.get_running_loop().add_signal_handler(SIGTERM, self.exit, 128 + SIGTERM)
        once_written(self, self._stand)

    def enter(self, desk: Desk) -> None:
        """An assembly is open: show where its evening stands."""
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
        """From now on the talking piece counts; then see what is plugged in."""

        def heard(press: Button) -> None:
            self.call_later(self._pressed, press)

        def changed() -> None:
            self.call_later(self.probe_devices)

        self.plugged.listen(heard, changed)
        self.probe_devices()

    def _scanned(self, badge: str) -> None:
        """A badge was read: the open line for names takes it; on the floor one is opened for it."""
        moment = self.screen
        if self._desk is None or not isinstance(moment, Moment) or not moment.is_mounted:
            return
        if not moment.badge(badge):
            self._say(_("Nobody who is asked for here has this badge: {badge}.").format(badge=shown(badge)))

    async def _pressed(self, press: Button) -> None:
        """The talking piece was pressed; on another screen than the floor the wall says what it did."""
        moment = self.screen
        if self._desk is None or not isinstance(moment, Moment) or not moment.is_mounted:
            return
        if moment.NAME == "devices":
            self.probe_devices()
            return
        wanted = command(press.means, self._desk) if self.plugged.meant(press, self.meant.changed) else None
        if wanted is not None and await moment.ask(wanted) and moment.NAME != "floor":
            moment.tell(done(wanted, self._desk))

    @work(exclusive=True, group="clock")
    async def agree_on_time(self) -> None:
        """In the middle of a meeting nobody knows what day it is: ask, then show what is to be done today."""
        if await confirm_clock.agree(self, self.desk) and (only := only_at(self.desk)):
            self.go(only)

    def _stand(self) -> None:
        """The first frame stands: do what it did not need."""
        self._standing = True
        warm_up.keep()
        if self._desk is not None:
            self._listen()
        if self._ready_file is not None:
            self._ready_file.touch()
        warm_up.mount_ahead(self, lambda seconds: self.has_desk and self.meant.quiet(seconds))

    def _recorded(self, touched: frozenset[str]) -> None:
        if not self.is_running:  # the last entry of an evening: nobody looks any more
            return
        self.meant.wall_changed()
        if spoken() != self.desk.state.rules.language:
            speak(self.desk.state.rules.language)
            touched = frozenset()  # all that is on the wall is said anew, and so are the devices
            self.probe_devices()
        if isinstance(self.screen, Moment):
            self.screen.refresh_all(touched)
        if "roster" in touched and self.handout.emptied(self.desk):
            self.fill_shelf()
        if self.state_break():
            self.go("floor")

    def tick(self) -> None:
        """Show what the clock changes, then sleep until the next change of the visible moment."""
        if self._ticking is not None:
            self._ticking.cancel()
        if not self.screen_stack:
            return
        wait, screen = 1_000, self.screen
        if isinstance(screen, Moment) and screen.is_mounted:
            wait = max(20, min(60_000, screen.tick(self.desk.stamp())))
            self.top()
            if places.in_a_meeting(screen.NAME) and only_at(self.desk) == "minutes":
                self.go("minutes")
        if self._desk is not None:
            wait = min(wait, max(20, self.plugged.ring(self._desk)))
        # A handle of the loop's: one of Textual's timers is a task, and each key would end and begin one.
        self._wait = wait
        self._ticking = asyncio.get_running_loop().call_later(wait / 1000, self.call_later, self.tick)

    def top(self) -> None:
        """Assembly, meeting and item; faults, clock and the journal's mark."""
        screen, desk = self.screen, self.desk
        if not isinstance(screen, Moment) or not screen.is_mounted:
            return
        stamp = desk.stamp()
        screen.query_one(TopLine).show(
            left=screen.heading(),
            faults=len(self.plugged.faults()),
            clock=local(stamp.at, stamp.offset).strftime("%H:%M"),
            sure=stamp.clock != "unsure",
            mark=self.mark(),
            entries=desk.journal.size,
            waiting=desk.room.journal.left_out().waiting or desk.room.journal.unsigned(),
        )

    def mark(self) -> Mark:
        """The journal's mark: failed, damaged, left out, recording, unsigned, or recorded."""
        if self.desk.journal.failed or self.unrecorded:
            return "failed"
        if self.desk.journal.damage:
            return "damaged"
        if self.desk.room.journal.left_out().waiting:
            return "left out"
        if self._recording:
            return "recording"
        return "unsigned" if self.desk.room.journal.unsigned() else "recorded"

    @work(exclusive=True, group="key")
    async def open_key(self) -> None:
        """Ask for the passphrase of a locked key; show what has no signature before it is signed."""
        from screens.app.unlocking import open_key

        if self._desk is not None:
            await open_key(self, self._desk)

    @work(thread=True, exit_on_error=False, group="shelf")
    def fill_shelf(self) -> None:
        """Make whatever minutes are missing, off the loop; then serve them."""
        self.handout.fill(self.desk)
        self.call_from_thread(self.handout.serve, self.desk)

    @work(thread=True, exit_on_error=False)
    def probe_devices(self) -> None:
        """Look what is plugged in, off the loop; each gap is a line on the devices screen."""
        self.plugged.look()
        self.call_from_thread(self._devices_known)

    def _devices_known(self) -> None:
        if isinstance(self.screen, Moment):
            self.screen.refresh_all(frozenset())

    def go(self, moment: str) -> None:
        """Show another moment (action of F2 to F10)."""
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
        """Before an assembly is founded there is nowhere to go, and nothing to take back."""
        return self._desk is not None or action not in ("go", "undo", "prompt")

    def offers(self, action: str) -> bool:
        """Keys that lead elsewhere, to where something can be done; U while something can be taken back."""
        if self._desk is None:
            return True
        resting = self.state_break()
        if action in ("prompt", "quit_kiosk"):
            return not resting
        if action == "undo":
            return not self.desk.refusal(Undo())
        moment = action.removeprefix("go('").removesuffix("')")
        if moment not in MOMENTS:
            return True
        here = next((each for each in reversed(self.screen_stack) if isinstance(each, Moment)), None)
        if here is not None and moment == here.NAME:  # under a dialog too
            return False
        if resting:
            return moment == only_at(self.desk)
        if not places.in_a_meeting(moment):
            return True
        return self.desk.state.meeting.open is not None and not only_at(self.desk)

    def action_go(self, moment: str) -> None:
        self.go(moment)

    def go_to_item(self, item: Item) -> None:
        """Show where an item of the agenda that was just opened is dealt with: else the floor."""
        place = places.for_item(item)
        self.go(place.name if place and place.at_once else "floor")

    def state_break(self) -> bool:
        """True during a break of the meeting."""
        return self._desk is not None and self._desk.room.on_break()

    def _resting(self) -> bool:
        """During a break nothing but its end is to be had; this says so."""
        if self.state_break():
            self._say(_("It is a break: resume first ({key[moment.next]}).").format(key=key))
            return True
        return False

    def recording(self, more: int) -> None:
        """An entry is on its way to the card and takes its time (+1), or has arrived (-1)."""
        self._recording += more
        self.top()

    async def action_undo(self) -> None:
        """Take back the last act, as a new entry; the wall says what it was."""
        if self._desk is None:
            return
        last, moment = self.desk.room.journal.last_act(), self.screen
        if isinstance(moment, Moment) and await moment.ask(Undo(believes=last[0] if last else 0)) and last:
            from screens.journal.journal import said

            moment.tell(_("Taken back: {act}.").format(act=said(last[1])))

    @work(exclusive=True, group="asking")
    async def action_prompt(self) -> None:
        """`:` asks for a command by its words, and hands it to the desk."""
        moment = self.screen
        if self._desk is not None and isinstance(moment, Moment) and not self._resting():
            await global_actions.command(self, moment)

    def action_help(self) -> None:
        """`?` shows every key of this moment."""
        global_actions.all_keys(self)

    @work(exclusive=True, group="asking")
    async def action_quit_kiosk(self) -> None:
        """Leave, after a word."""
        if not self._resting():
            await global_actions.leave(self)

    def _say(self, sentence: str) -> None:
        screen = self.screen
        if isinstance(screen, Moment) and screen.is_mounted:
            screen.tell(sentence)
        elif isinstance(screen, Moment):
            screen.call_after_refresh(screen.tell, sentence)
