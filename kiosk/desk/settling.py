"""The work after an entry is recorded: names, secrets, the kept head, tiles, the next opening's cache.

All of it is done before screens are told about the entry. It belongs to the machine, not to the record: an
entry is recorded even if the card then refuses one of these.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from kiosk.desk.fold import Assembly
from kiosk.desk.fold_version import fold_version
from kiosk.desk.secrets_and_names import BesideJournal
from kiosk.errors import JournalDamaged, NotRecorded
from kiosk.journal import cache, tiles
from kiosk.journal.journal import Journal
from kiosk.journal.names_file import Lost
from kiosk.journal.place import Place
from kiosk.language import words
from kiosk.practices import roster
from kiosk.practices.meeting.events import MeetingClosed
from kiosk.practices.messages import Command, Event
from kiosk.practices.record.events import Undone
from kiosk.practices.roster.events import GuestJoined, MemberJoined
from kiosk.practices.rules.events import PublishingSet

_, ngettext = words("desk")

OF_NAMES = (roster.events.Renamed, roster.events.Forgotten, Undone)
"""Events after which another name than the shown one may be right."""
OF_PUBLIC = (MeetingClosed, PublishingSet, Undone)
"""Events after which the tiles in public/ may have to change."""


class Settling:
    """The settling of one open assembly; called by the desk, one entry at a time.

    `writer` writes for the journal; `today` returns the date at the meeting.
    """

    def __init__(
        self,
        folder: Path,
        journal: Journal,
        assembly: Assembly,
        beside: BesideJournal,
        writer: ThreadPoolExecutor,
        today: Callable[[], str],
    ) -> None:
        self._folder, self._journal, self._assembly, self._beside = folder, journal, assembly, beside
        self._writer, self._today = writer, today
        self._name_notices: tuple[str, ...] = ()
        """Sentences about names that are among the findings."""
        self._publisher = ThreadPoolExecutor(max_workers=1, thread_name_prefix="tiles")
        self._kept = assembly.size

    def after_opening(self) -> None:
        """Complete what a power cut interrupted, and write a cache if there was none."""
        self.names()
        if not self._assembly.state.rules.publish:
            self._tiles(closed=False)
        self.opening()

    def mended(self) -> None:
        """Continue from the right files, which are back on the card."""
        self._beside.names.read_again()
        self._journal.mended()
        self.names()

    def writes_after(self, command: Command, event: Event) -> bool:
        """True if settling this event has to write to the card."""
        practice = self._assembly.registry.commands[type(command)]
        return isinstance(event, OF_NAMES + OF_PUBLIC) or practice.settled is not None

    def after(self, command: Command, event: Event) -> None:
        """Settle what follows an entry; blocks while the card is written."""
        if isinstance(event, OF_NAMES):
            self.names()
        practice = self._assembly.registry.commands[type(command)]
        if practice.settled is not None:
            practice.settled(event, self._beside)
        closed = isinstance(event, MeetingClosed)
        if closed:
            # The head guards against continuing a restored old copy; without it the record is still complete.
            with suppress(NotRecorded):
                self._journal.keep_head()
        if isinstance(event, OF_PUBLIC):
            self._tiles(closed)
        self.opening(closed)

    def take_back_names(self, event: Event) -> None:
        """Remove the name that was written for an event that was not recorded."""
        if isinstance(event, MemberJoined | GuestJoined):
            with suppress(NotRecorded):
                self._beside.names.drop(event.member if isinstance(event, MemberJoined) else event.guest)
        self.names()

    def delete_lost(self, lost: Lost) -> None:
        """Delete a name that fits nobody. Raises NotRecorded."""
        self._beside.names.delete(lost)
        self.names()

    def names(self) -> None:
        """Make the names fit the journal's commitments, without forgotten ones, before anything is shown.

        What the card refuses now is done when the kiosk is opened again.
        """
        members = self._assembly.state.roster
        may_return = self._assembly.replaced_names() if self._beside.names.any_aside else ()
        try:
            found = self._beside.settle_names(members.forgotten, members.deleted, may_return, self._today())
        except NotRecorded:
            self._journal.findings.append(
                _("The file of names could not be changed: that is done when the kiosk is opened again.")
            )
            return
        findings = self._journal.findings
        findings[:] = [sentence for sentence in findings if sentence not in self._name_notices]
        self._name_notices = found.notices
        findings += found.notices
        for sentence in found.damage:
            self._journal.damaged(sentence)

    def opening(self, at_once: bool = False) -> None:
        """Let the writer keep a cache for the next opening: `at_once` (a close) or a thousand entries on."""
        if at_once or self._assembly.size - self._kept >= cache.EVERY:
            self._kept = self._assembly.size
            self._writer.submit(
                self._journal.keep_opening, fold_version(self._assembly.registry), self._assembly.keep()
            )

    def close(self) -> None:
        """Let the publisher finish."""
        self._publisher.shutdown(wait=True)

    def _tiles(self, closed: bool) -> None:
        """Publish tiles at a close or withdraw all, as the assembly's rule says, in a second thread."""
        public = Place(self._folder).public
        if not self._assembly.state.rules.publish:
            if (public / "tile").exists() or Place(self._folder).published_head.exists():
                self._publisher.submit(self._in_public, tiles.withdraw, public)
        elif closed and not self._journal.damage:
            note = self._journal.checkpoint()
            self._publisher.submit(self._in_public, tiles.extend, public, self._journal.read, note)

    def _in_public(self, work: Callable[..., object], *given: object) -> None:
        try:
            work(*given)
        except (OSError, JournalDamaged) as error:
            why = getattr(error, "strerror", None) or error
            self._journal.findings.append(
                _("The tiles in public/ could not be brought up to date ({why}).").format(why=why)
            )
