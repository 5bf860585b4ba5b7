"""Actions on the journal as a whole: check it, copy it to a stick, show its head to phones.

Each reports its progress and its result in a line above the entries, in green or in red. The class is the
base of the Journal screen; it knows nothing of single entries.
"""

from __future__ import annotations

import asyncio
from base64 import b64decode
from pathlib import Path

from textual import work
from textual.worker import Worker

from kiosk.errors import KioskError
from kiosk.journal.background import back_up_now, check_now
from kiosk.journal.words import head_words
from kiosk.language import words
from kiosk.practices.record.rules import SeeFinding
from kiosk.terms import local
from screens.hardware.usb_sticks import refused, sticks
from screens.journal import views
from screens.journal.lost import LostNames
from screens.journal.views import Said
from screens.keys.keymap import key
from screens.widgets.prose import Prose
from screens.widgets.symbols import plain

_, ngettext = words("journal")


class JournalCare(LostNames):
    """A moment with a line, `#said`, about the whole journal."""

    def __init__(self) -> None:
        super().__init__()
        self.check: Worker[None] | None = None
        """The check that is running; None if there is none."""
        self.copying = False
        self._report: Said | None = None

    def _say(self, report: Said | None) -> None:
        self._report = report
        for line in self.query("#said").results(Prose):  # there is none while the kiosk closes
            line.display = report is not None
            if report is not None:
                line.update(views.said_of(report, plain(self)))
            self.refresh_bindings()
            self._show_keys()

    def action_open_key(self) -> None:
        self.house.open_key()

    async def action_see(self) -> None:
        """Record that people have looked at the damage, which mends nothing."""
        if await self.ask(SeeFinding()) is not None:
            self.tell(_("That you looked is recorded. Nothing is signed until the right files are back."))

    def action_verify(self) -> None:
        """Check every entry and every signature, in a process of its own."""
        if self.check is None:
            self.check = self._verify()

    @work(exclusive=True, group="check")
    async def _verify(self) -> None:
        report: Said | None = None
        self._say(views.checking(0))
        try:
            held = self.desk.held()
            result = await check_now(self.desk.folder, held, self._checked_so_far)
            stamp = self.desk.stamp()
            report = views.checked(result, local(stamp.at, stamp.offset).strftime("%H:%M"))
            if result is not None:
                stopped = bool(self.desk.journal.damage)
                self.desk.take_in(result, held)
                if stopped and not self.desk.journal.damage:
                    self.house.fill_shelf()  # no minutes were made during the check
        finally:
            self.check = None
            self._say(report)
            if self.is_current:
                self.refresh_all(frozenset())

    def _checked_so_far(self, done: int, of: int) -> None:
        self._say(views.checking(done * 100 // of))

    @work(exclusive=True, group="asking")
    async def action_back_up(self) -> None:
        """Copy entries, key and names to a stick: the only one attached, or a typed folder."""
        found = await asyncio.to_thread(sticks)
        if len(found) != 1:
            found = await self._asked_for(found)
        if found:
            await self._copy_to(found[0])

    async def _asked_for(self, found: list[Path]) -> list[Path]:
        """Ask for one of several sticks by its number, or a folder by its path; empty after ESC."""
        from screens.dialogs.prompt import Line

        offered = "\n".join(f"{n}  {path}" for n, path in enumerate(found, start=1))
        answer = await self.app.push_screen_wait(
            Line(
                _("Which stick?") if found else _("No stick was found. Copy where?"),
                offered
                or _(
                    "Plug one in and press {key[journal.backup]} again, or type the path of a folder."
                ).format(key=key),
            )
        )
        number = int(answer) if answer.isascii() and answer.isdigit() else 0
        if 0 < number <= len(found):
            return [found[number - 1]]
        return [Path(answer).expanduser()] if answer else []

    async def _copy_to(self, target: Path) -> None:
        self.copying = True
        self._say(Said(_("Everything is being copied to {folder} and checked there.").format(folder=target)))
        report = Said(_("There is no folder {folder}.").format(folder=target), False)
        try:
            if await asyncio.to_thread(target.is_dir):
                report = views.backed_up(await back_up_now(self.desk.folder, target))
        except KioskError as trouble:
            report = Said(trouble.sentence, False)
        except OSError as error:
            report = Said(refused(error), False)
        finally:
            self.copying = False
            self._say(report)

    def action_head(self) -> None:
        """Show the signed head for phones. Its four words, in large letters, only catch mistakes."""
        from screens.dialogs.code import Code, Text

        note = self.desk.journal.checkpoint().decode()
        origin, size, root = note.split("\n")[:3]
        texts = [
            Text(note, _("The head, signed. Keep it: it shows any later change.")),
            Text(
                f"{origin}\n{size}\n{root}\n",
                _(
                    "The head without its signature, for which the letters are too large. Keep it: it shows "
                    "any later change."
                ),
            ),
        ]
        title = _("Head of {entries}").format(entries=views.entries(int(size)))
        large = head_words(b64decode(root))
        self.app.push_screen(Code(title, texts, large, _("The letters are too large for a code.")))
