"""The minutes: read back, close the meeting, and take them home.

While a meeting is open the wall reads back the decisions; SPACE closes it, after a question to the room.
Afterwards a QR hands the sealed minutes to phones: first the Wi-Fi if it is the kiosk's own, then the page.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content

from kiosk.cleaning import shown
from kiosk.errors import JournalDamaged, KioskError
from kiosk.journal.words import head_words
from kiosk.language import N_, contexts, words
from kiosk.minutes.scanned import code
from kiosk.practices.agenda.commands import Carry
from kiosk.practices.agenda.naming import title_of
from kiosk.practices.agenda.state import Item
from kiosk.practices.meeting.rules import Close, called
from kiosk.terms import Stamp
from screens.hardware.usb_sticks import sticks
from screens.keys.keymap import key
from screens.keys.shared import next_step
from screens.moment import Moment
from screens.widgets.prose import Prose
from screens.widgets.qr import QrCode

if TYPE_CHECKING:
    from kiosk.minutes.document import Minutes as Document
    from kiosk.minutes.publish import Published

_, ngettext = words("minutes_screen")
pgettext, npgettext = contexts("minutes_screen")

LISTED = 6
"""Most items that the question about carrying over names."""


class Minutes(Moment):
    """What was decided, before closing; a code to scan, after it."""

    NAME = "minutes"
    CSS_PATH = "minutes.tcss"
    PARTS: ClassVar[frozenset[str]] = frozenset(
        {"meeting", "decision", "proposal", "lot", "agenda", "roles", "roster"}
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        next_step("next", N_("next")),
        Binding("left", "turn(-1)", N_("before"), show=False, id="minutes.before"),
        Binding("right", "turn(1)", N_("the other code"), key_display="→", id="minutes.other"),
        Binding("w,W", "write_out", N_("to a stick"), key_display="W", id="minutes.write"),
        Binding("down", "scroll(2)", N_("read on"), key_display="↑↓", id="minutes.down"),
        Binding("up", "scroll(-2)", N_("read on"), show=False, id="minutes.up"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.page = 0
        self.published: Published | None = None
        self.meeting = 0
        self._made_when: tuple[int, str] = (0, "")
        """The number of forgotten names and the reason for no seal: if either changes, the minutes are made
        again."""
        self.trouble = ""
        self._document: Document | None = None

    def body(self) -> ComposeResult:
        yield Prose(id="head")
        with Horizontal(id="take"):
            with VerticalScroll(id="scroll", can_focus=False):
                yield Prose(id="told")
            yield QrCode(id="code", plain=self.house.plain)

    # The wall

    def redraw(self, touched: frozenset[str]) -> None:
        sitting, past = self.state.meeting.open, self.state.meeting.past
        self.set_class(sitting is None and bool(past), "-home")  # the code needs every row
        self.query_one(QrCode).display = sitting is None and bool(past)
        if sitting is not None:
            self.published, self.meeting = None, 0
            self._read_back()
        elif not past:
            self.query_one("#head", Prose).update(
                Content.styled(pgettext("heading", "Minutes"), "bold $primary")
            )
            self.query_one("#told", Prose).update(
                Content(_("When a meeting is closed, its minutes are here for everybody to take home."))
            )
        else:
            when = len(self.state.roster.forgotten), self._why_unsealed()
            if (self.meeting, self._made_when) != (past[-1].number, when):
                self.published, self.meeting, self.page = None, past[-1].number, 0
                self._made_when, self.trouble = when, ""
                self.publish(past[-1].number)
            self._take_home()

    def _read_back(self) -> None:
        """Show what the room hears before it closes, from the journal itself."""
        from kiosk.minutes.build import of_open
        from screens.minutes.reading_back import summary, told

        try:
            minutes = of_open(self.desk)
        except JournalDamaged as damage:
            self.query_one("#head", Prose).update(
                Content.styled(pgettext("the journal", "DAMAGED"), "bold $text-error")
            )
            self.query_one("#told", Prose).update(
                Content("\n\n").join(
                    Content(paragraph)
                    for paragraph in (
                        shown(damage.sentence),
                        _("Read back from paper. What was recorded stays recorded."),
                    )
                )
            )
            return
        self.query_one("#head", Prose).update(summary(minutes, self.state))
        self.query_one("#told", Prose).update(told(minutes, self.desk, self._not_reached()))

    def _not_reached(self) -> list[Item]:
        """Return waiting items that would not return by themselves, without breaks."""
        return [
            item
            for item in self.state.agenda.items
            if item.status == "waiting"
            and item.kind != "break"
            and (item.origin is None or item.origin.kind == "carried")
        ]

    def _codes(self) -> list[tuple[str, str]]:
        """Return (heading, data) of the codes to scan: the kiosk's own Wi-Fi if there is one, then the
        minutes."""
        codes = []
        if wifi := self.house.handout.wifi(self.desk):
            codes.append((_("1  Join the Wi-Fi"), wifi))
        if address := self._address():
            codes.append((_("2  Take the minutes home") if codes else _("Take the minutes home"), address))
        return codes

    def _address(self) -> str:
        """Return the data of the minutes' code, "" while they are not served."""
        base, published = self.house.handout.address(), self.published
        return code(base, published.slug, published.size, published.root) if base and published else ""

    def _why_unsealed(self) -> str:
        """Return why the minutes have no seal now, and what to do; "" if they have one."""
        if self.desk.journal.damage:
            return _(
                "Not made: something is not as it was recorded. {key[app.more]}, then "
                "{key[more.journal]}, shows what."
            ).format(key=key)
        if self.desk.journal.locked or self.desk.room.journal.unsigned():
            return _(
                "Not sealed yet: {key[app.more]}, then {key[more.key]}, opens the key and signs."
            ).format(key=key)
        return ""

    def _take_home(self) -> None:
        last = self.state.meeting.past[-1]
        title = shown(called(last.number, last.title))
        heading = (_("Minutes of {title}, {date}").format(title=title, date=last.date), "bold $primary")
        codes = self._codes()
        parts: list[Content | str | tuple[str, str]] = [heading, "\n\n"]
        if codes:
            self.page %= len(codes)
            step, data = codes[self.page]
            short = f"{self.house.handout.address()}/{self.published.slug if self.published else ''}"
            self.query_one(QrCode).update(data, *([] if data.startswith("WIFI:") else [short.upper()]))
            parts += [(step, "bold"), "\n\n"]
            if not data.startswith("WIFI:"):
                parts += [_("or type"), "\n", (short.removeprefix("http://"), "bold $accent"), "\n\n"]
                parts += [_("If nothing opens: switch mobile data off."), "\n"]
                if fetched := self.house.handout.fetched():
                    told = ngettext("fetched {n} time", "fetched {n} times", fetched)
                    parts += ["\n✓ ", told.format(n=fetched), "\n"]
        else:
            self.query_one(QrCode).update("")
            parts += [
                self.house.handout.fault(self.desk) or self.trouble or _("The minutes are being made..."),
                "\n",
            ]
            parts += [_("{key[minutes.write]} writes them to a stick.").format(key=key), "\n"]
        if why := self._why_unsealed():
            parts += ["\n", (why, "bold $text-warning"), "\n"]
        if made := self.published:
            parts += ["\n", (_("four words to compare:"), "$text-muted"), "\n"]
            parts += [(" ".join(head_words(bytes.fromhex(made.root))), "bold"), f", {made.size:,}"]
        self.query_one("#told", Prose).update(Content.assemble(*parts))

    @work(thread=True, exclusive=True, exit_on_error=False)
    def publish(self, meeting: int) -> None:
        """Make and seal the files, outside the loop."""
        from kiosk.minutes.publish import publish

        try:
            published = publish(self.desk.folder, self.desk, meeting)
            self.house.handout.fill(self.desk)
        except KioskError as trouble:
            self.app.call_from_thread(self._published, None, trouble.sentence)
            return
        self.app.call_from_thread(self._published, published, "")

    def _published(self, published: Published | None, trouble: str) -> None:
        self.published, self.trouble = published, trouble
        self.house.handout.serve(self.desk)
        if trouble:
            self.tell(trouble)
        if self.is_current:
            self.refresh_all(frozenset())
        self.set_timer(1.0, self._look_again)

    def _look_again(self) -> None:
        """Show the address as soon as the server's process listens, which takes a moment."""
        if self.is_current and self.state.meeting.open is None:
            self.refresh_all(frozenset())
            if not self._address() and not self.house.handout.fault(self.desk):
                self.set_timer(1.0, self._look_again)

    def tick(self, stamp: Stamp) -> int:
        if self.state.meeting.open is None and self.state.meeting.past and self.published:
            self._take_home()
            return 2_000
        return super().tick(stamp)

    def coach(self) -> tuple[str, str]:
        sitting = self.state.meeting.open
        if sitting is not None and self.desk.left_open(self.desk.stamp()):
            return (
                _("The meeting of {date} was left open. {key[moment.next]} closes it.").format(
                    date=sitting.date, key=key
                ),
                "",
            )
        if sitting is not None:
            return (
                _(
                    "Read it back; then {key[moment.next]} closes the meeting. {key[moment.back]} goes "
                    "on with it."
                ).format(key=key),
                _('Say: "Any correction before we close?"'),
            )
        if not self.state.meeting.past:
            return _("{key[moment.next]} goes to the lobby.").format(key=key), ""
        if not self._codes():
            do = _("{key[moment.next]} goes to the lobby.").format(key=key)
        elif len(self._codes()) > 1:
            do = _("Scan the code; then {key[moment.next]} shows the next one.").format(key=key)
        else:
            do = _("Scan the code. {key[moment.next]} goes to the lobby.").format(key=key)
        return (
            do,
            _('Say: "Take the minutes home. Whoever keeps them can show a later change."'),
        )

    # The keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        closed = self.state.meeting.open is None
        if action == "turn":
            return closed and len(self._codes()) > 1
        if action == "write_out":
            return closed and bool(self.state.meeting.past)
        if action == "scroll":
            return not closed or bool(self.state.meeting.past)
        return True

    @work(exclusive=True, group="close")
    async def action_next(self) -> None:
        """Close the meeting after a question to the room; else go to the next code, then to the lobby."""
        from screens.dialogs.question import Question

        if self.state.meeting.open is None:
            if self.page + 1 < len(self._codes()):
                self.action_turn(1)
            else:
                self.house.go("lobby")
            return
        sure = await self.app.push_screen_wait(
            Question(_("Close the meeting?"), self._why_unsealed() or _("The minutes are made and sealed."))
        )
        if sure and await self._carried_over() and await self.ask(Close()):
            self.refresh_all(frozenset())

    async def _carried_over(self) -> bool:
        """Ask whether the items not reached return next time; False if that was not answered or not
        recorded."""
        from screens.dialogs.question import Question

        left = [item for item in self._not_reached() if self.possible(Carry(item=item.id))]
        if not left:
            return True
        again = await self.app.push_screen_wait(
            Question(
                ngettext(
                    "{n} item was not reached. Does it come back next time?",
                    "{n} items were not reached. Do they come back next time?",
                    len(left),
                ).format(n=len(left)),
                " · ".join(title_of(item, self.desk.room.called) for item in left[:LISTED])
                + (" …" if len(left) > LISTED else ""),
            )
        )
        if again is None:
            return False
        for item in left if again else ():
            if await self.ask(Carry(item=item.id)) is None:
                return False
        return True

    def action_turn(self, step: int) -> None:
        self.page += step
        self._take_home()

    def action_scroll(self, rows: int) -> None:
        self.query_one("#scroll").scroll_relative(y=rows, animate=False)

    def action_leave(self) -> None:
        if self.state.meeting.open and self.desk.left_open(self.desk.stamp()):
            self.house.go("lobby")
        else:
            super().action_leave()

    @work(exclusive=True, group="close")
    async def action_write_out(self) -> None:
        """Write the same files into a folder: on an attached stick, or any path."""
        from screens.dialogs.prompt import Line

        if self.published is None:
            self.tell(self.trouble or _("The minutes are being made..."))
            return
        found = sticks()
        answer = await self.app.push_screen_wait(
            Line(
                _("Write the minutes where?"),
                _("A folder; {key[line.take]} takes the stick that was found.").format(key=key)
                if found
                else _("The path of a folder."),
                str(found[0]) if found else "",
            )
        )
        if not answer:
            return
        from kiosk.minutes.publish import write

        last = self.state.meeting.past[-1]
        target = Path(answer).expanduser() / f"minutes-{last.date}"
        try:
            await asyncio.to_thread(write, target, self.published.files)
        except OSError as error:
            self.tell(_("They could not be written there: {why}.").format(why=error.strerror or error))
            return
        self.tell(_("Written to {folder}.").format(folder=shown(str(target))))
