"""The attached devices and their state. Every gap is shown here, and none stops a meeting.

Here the room also chooses the random device of its draws, and has it tested, so that all can read both.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from textwrap import wrap
from typing import ClassVar, assert_never

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import ScreenResume

from kiosk.cleaning import shown
from kiosk.errors import DeviceFault
from kiosk.language import N_, contexts, words
from kiosk.ports import DeviceLine, Diagnosis, Offer, Sound
from kiosk.settings import change, read_settings, use_random
from screens.keys.keymap import key
from screens.keys.shared import next_step
from screens.moment import Moment
from screens.widgets.prose import Prose

_, ngettext = words("devices")
pgettext, npgettext = contexts("devices")

Parts = list[Content | str | tuple[str, str]]
NAME_WIDE = 15
SIGNS = {"ok": ("✓", "$success"), "off": ("○", "$text-muted")}
ILL = ("⚠", "$text-warning")


class Devices(Moment):
    """A line for each device: a word, a symbol, a plain sentence."""

    NAME = "devices"
    CSS_PATH = "devices.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        next_step("leave", N_("back")),
        Binding("r,R", "look_again", N_("look again"), key_display="R", id="devices.look"),
        Binding("c,C", "choose", N_("random source"), key_display="C", id="devices.choose"),
        Binding("t,T", "diagnose", N_("test it"), key_display="T", id="devices.test"),
        Binding("b,B", "badge", N_("test a scanner"), key_display="B", id="devices.badge"),
        Binding("s,S", "sound", N_("hear the chimes"), key_display="S", id="devices.sound"),
        Binding("m,M", "mute", N_("mute"), key_display="M", id="devices.mute"),
        Binding("plus", "volume(10)", N_("louder"), key_display="+", id="devices.louder"),
        Binding("minus", "volume(-10)", N_("quieter"), key_display="-", id="devices.quieter"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.busy, self._waits = False, ""
        self._report: str | Diagnosis = ""

    def body(self) -> ComposeResult:
        yield Prose(id="lines")
        yield Prose(id="told")

    def redraw(self, touched: frozenset[str]) -> None:
        parts: Parts = []
        wide = self.app.size.width - 4
        for line in self.house.plugged.lines:
            sign, style = SIGNS.get(line.word, ILL)
            parts += [(f" {sign} ", style), (f"{line.name:<{NAME_WIDE}}", "bold")]
            parts.append(hanging(line.sentence, wide, NAME_WIDE + 3))
        self.query_one("#lines", Prose).update(
            Content.assemble(*parts) if parts else Content(_("Looking what is plugged in..."))
        )
        told = Content(shown(self._report)) if isinstance(self._report, str) else seen(self._report, wide)
        self.query_one("#told", Prose).update(told)

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Look again, because a draw may have read the random source since the last visit."""
        self.house.probe_devices()

    def on_resize(self) -> None:
        """Wrap the sentences again for the new width."""
        if self.query("#lines"):
            self.redraw(frozenset())

    def coach(self) -> tuple[str, str]:
        line = self._random()
        if self.busy:
            return self._waits, ""
        if line is not None and line.setting:
            return _(
                "{key[devices.test]} tests the random source; {key[devices.choose]} changes it. "
                "Nothing here stops the meeting."
            ).format(key=key), ""
        if line is not None and line.offers:
            return _(
                "{key[devices.choose]} uses a random source for draws. Nothing here stops the meeting."
            ).format(key=key), ""
        return _(
            "Nothing here stops the meeting. {key[devices.look]} looks again; {key[moment.back]} goes back."
        ).format(key=key), ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """True if there is a device to choose, or one to test, for these keys."""
        if action in ("sound", "mute", "volume"):
            return self.house.plugged.chime is not None and not self.busy
        line = self._random()
        if action == "choose":
            return line is not None and bool(line.setting or line.offers) and not self.busy
        if action == "diagnose":
            able = self.house.plugged.diagnose is not None and not self.busy
            return able and line is not None and bool(line.setting)
        return True

    # A badge scanner

    @work(exclusive=True, group="asking")
    async def action_badge(self) -> None:
        """Show a code to scan, and keep in kiosk.toml which letters the scanner swaps."""
        from screens.devices.scanning import Scanning

        layout = await self.app.push_screen_wait(Scanning())
        if layout is None:
            return
        folder = self.desk.folder

        def write() -> None:
            change(folder, "scanner", "arrives", layout.arrives)
            change(folder, "scanner", "means", layout.means)

        try:
            await asyncio.to_thread(write)
        except DeviceFault as fault:
            self.tell(fault.sentence)
            return
        self.house.plugged.scanner.learn(layout.arrives, layout.means)

    # Sound

    @work(exclusive=True, group="testing")
    async def action_sound(self) -> None:
        """Play the three chimes."""
        if self.house.plugged.chime is None or self.busy:
            return
        heard = _("One tone warns, two are the end of a turn, three say that it is over.")
        self._show(heard, _("Listen in the last row: three chimes."))
        try:
            await asyncio.to_thread(self.house.plugged.chime.try_out)
            self._show(heard)
        except DeviceFault as fault:
            self._show(fault.sentence)

    async def action_mute(self) -> None:
        """Turn the chimes off or on; kiosk.toml keeps the choice."""
        await self._sound_is("mute", lambda sound: not sound.mute)

    async def action_volume(self, more: int) -> None:
        """Change the volume by so many per cent."""
        await self._sound_is("volume", lambda sound: min(100, max(0, sound.volume + more)))

    async def _sound_is(self, key: str, value: Callable[[Sound], int | bool]) -> None:
        folder = self.desk.folder

        def write() -> None:
            change(folder, "sound", key, value(read_settings(folder).sound))

        try:
            await asyncio.to_thread(write)
        except DeviceFault as fault:
            self.tell(fault.sentence)
            return
        self.house.probe_devices()

    # The random source

    def _random(self) -> DeviceLine | None:
        """Return the line of the random source; None if it has nothing to choose or test."""
        return next((line for line in self.house.plugged.lines if line.setting or line.offers), None)

    def put_down(self) -> None:
        if not self.busy:
            self._report = ""

    def action_look_again(self) -> None:
        self.house.probe_devices()

    @work(exclusive=True, group="asking")
    async def action_choose(self) -> None:
        """Ask which random device draws use, and set it in kiosk.toml."""
        line = self._random()
        if line is None:
            return
        setting = await self._ask_setting(line)
        if setting is None or setting == line.setting:
            return
        try:
            await asyncio.to_thread(use_random, self.desk.folder, setting)
        except DeviceFault as fault:
            self.tell(fault.sentence)
            return
        self._report = ""
        self.house.probe_devices()

    async def _ask_setting(self, line: DeviceLine) -> str | None:
        """Ask for the setting in kiosk.toml, "" for no device; returns None if nothing changes."""
        from screens.dialogs.choice import Choice
        from screens.dialogs.question import Question

        rows = [*line.offers, Offer(_("none: the system's randomness, and dice"), "")]
        if line.setting not in [offer.setting for offer in rows]:
            rows.insert(0, Offer(_("as it is: {setting}").format(setting=line.setting), line.setting))
        present = [offer.setting for offer in rows].index(line.setting)
        at = await self.app.push_screen_wait(
            Choice(_("Which random source do draws use?"), [offer.name for offer in rows], present)
        )
        if at < 0:
            return None
        name, setting = rows[at].name, rows[at].setting
        if setting in ("", line.setting):
            return setting
        detail = _("What it sends is mixed with the system's randomness, so it can make no draw worse.")
        if setting.startswith("/"):
            detail = _(
                "The kiosk does not know it: it must send random bytes by itself. What is plugged in"
                " there may start anew when it is read."
            )
        sure = await self.app.push_screen_wait(
            Question(_("Use {device} for draws?").format(device=name), detail)
        )
        return setting if sure else None

    @work(exclusive=True, group="testing")
    async def action_diagnose(self) -> None:
        """Read a million bytes of the random device, and show the findings."""
        if self.house.plugged.diagnose is None or self.busy:
            return
        self._show(
            pgettext("a device", "Reading..."), _("The random source is being read: ten seconds at most.")
        )
        try:
            self._show(await asyncio.to_thread(self.house.plugged.diagnose))
        except DeviceFault as fault:
            self._show(fault.sentence)

    def _show(self, report: str | Diagnosis, waits: str = "") -> None:
        """Show what is known; `waits` is what the room waits for, "" once it is done."""
        self._report, self._waits, self.busy = report, waits, bool(waits)
        if self.is_current:
            self.refresh_all(frozenset())


def hanging(sentence: str, wide: int, column: int) -> str:
    """Return a sentence that begins at a column, wrapped below its first word; `wide` is the width of the
    wall."""
    rows = wrap(shown(sentence), max(20, wide - column))
    return f"\n{' ' * column}".join(rows) + "\n"


def seen(of: Diagnosis, wide: int) -> Content:
    """Return a diagnosis: a sign and a word, then a sentence a line."""
    match of.word:
        case "ok":
            verdict, (sign, style) = pgettext("a device", "WELL"), SIGNS["ok"]
        case "doubtful":
            verdict, (sign, style) = pgettext("a device", "DOUBTFUL"), ILL
        case "failed":
            verdict, (sign, style) = pgettext("a device", "ILL"), ILL
        case _:
            assert_never(of.word)
    parts: Parts = [(f" {sign} {verdict}", f"bold {style}"), f"  {shown(of.device)}\n"]
    for sentence in of.sentences:
        parts += ["   ", hanging(sentence, wide, 3)]
    return Content.assemble(*parts)
