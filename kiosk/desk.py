"""The one door: what people ask for is decided, recorded, and only then true.

    ask(command) -> the practice decides: an event, or Refused -> signed, written, flushed -> fold -> shown

The desk stamps the time and lets practices draw entropy after deciding that they may. Deciding and folding
happen on the caller's thread (the screens' loop), writing and flushing in one writer thread, commands
strictly one after another. It also says beforehand what it would refuse. It is not a rule: those are the
practices'.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from kiosk.answers import Answers
from kiosk.assembly import PRACTICES, State, check_readable, commands
from kiosk.beside import BesideJournal, OfNames
from kiosk.cleaning import clean_command
from kiosk.errors import JournalDamaged, NotRecorded, Refused
from kiosk.fold import Assembly, fold_version
from kiosk.journal import cache, tiles
from kiosk.journal.background import DELAY, BackgroundCheck
from kiosk.journal.journal import Journal
from kiosk.journal.names_file import Lost
from kiosk.journal.place import Place
from kiosk.language import words
from kiosk.ports import Clock, Entropy
from kiosk.practices import meeting, roster
from kiosk.practices.contract import Command, Event
from kiosk.practices.record import KeyChanged, Undone
from kiosk.practices.room import MeetingClosed
from kiosk.practices.rules import PublishingSet
from kiosk.stamping import stamp_of as stamp_of
from kiosk.terms import Stamp, local_date

_, ngettext = words("desk")

OF_NAMES = (roster.Renamed, roster.Forgotten, Undone)
"""After these another name may hold than the one that is shown."""
OF_PUBLIC = (MeetingClosed, PublishingSet, Undone)
"""After these other tiles may be due in public/."""


class Answer(Struct, frozen=True):
    """An accepted command: the entry it became, the event, and the parts of the state it touched."""

    n: int
    event: Event
    touched: frozenset[str]


class Desk:
    """The open house: journal, state, and the door between them. One per process."""

    def __init__(self, folder: Path, journal: Journal, clock: Clock, entropy: Entropy) -> None:
        self.folder, self.journal, self.clock = folder, journal, clock
        self.beside = BesideJournal(folder, entropy, lambda: self.state.roster.names)
        self._of_names: list[str] = []
        self.assembly = _resumed(journal)
        self.room = Answers(self.assembly, journal, self.beside.names)
        self._watchers: list[Callable[[frozenset[str]], None]] = []
        self._turn = asyncio.Lock()
        self._asked: set[asyncio.Future[Answer]] = set()
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal")
        self._publisher = ThreadPoolExecutor(max_workers=1, thread_name_prefix="tiles")
        self._kept = self.assembly.size
        self._check: BackgroundCheck | None = None
        self.assembly.replay(journal.read(self.assembly.size))
        self._settle_names()
        self._keep_opening()

    @classmethod
    def found(cls, folder: Path, name: str, clock: Clock, entropy: Entropy, software: str) -> Desk:
        """Found an assembly: a new journal with its key and entry 0."""
        return cls._with(Journal.found(folder, name, stamp_of(clock, None), software), folder, clock, entropy)

    @classmethod
    def open(cls, folder: Path, clock: Clock, entropy: Entropy, passphrase: str = "") -> Desk:
        """Open the assembly kept in `folder`; raises JournalDamaged, JournalBusy, NotTrusted.

        A key with a passphrase stays locked without it (`Journal.locked`, `unlock`): entries are recorded,
        and not yet signed. Refused for a wrong one.
        """
        journal = Journal.open(folder, lambda: unchecked(clock), fold=fold_version(), passphrase=passphrase)
        return cls._with(journal, folder, clock, entropy)

    @classmethod
    def _with(cls, journal: Journal, folder: Path, clock: Clock, entropy: Entropy) -> Desk:
        try:
            return cls(folder, journal, clock, entropy)
        except BaseException:
            journal.close()
            raise

    @property
    def state(self) -> State:
        """The live state; read it, never change it, never keep a part of it across a command."""
        return self.assembly.state

    def name(self, person: str) -> str:
        """A person's name, or the id when forgotten."""
        return self.beside.names.name(person)

    def watch(self, watcher: Callable[[frozenset[str]], None]) -> None:
        """Call `watcher` with the touched parts after each recorded entry."""
        self._watchers.append(watcher)

    def stamp(self) -> Stamp:
        """The time now, and how far it can be believed."""
        return stamp_of(self.clock, self.state)

    def left_open(self, stamp: Stamp) -> bool:
        """True when the open meeting is one of another day that nobody closed."""
        heard = self.assembly.heard
        if heard is None:
            return False
        last = Stamp(heard.at, heard.boot, heard.up, heard.clock)
        return meeting.left_open(self.state.meeting, last, stamp)

    def refusal(self, command: Command) -> str:
        """The sentence with which this command would be refused now, "" if it would be accepted."""
        try:
            self._decide(checked(command), self.stamp())
        except (Refused, NotRecorded) as trouble:
            return trouble.sentence
        return ""

    def ask(self, command: Command) -> Answer:
        """Decide, record, fold; blocks until flushed. Raises Refused or NotRecorded."""
        stamp = self.stamp()
        command = checked(command)
        event, n = self._record(command, self._decide(command, stamp), stamp)
        answer = self._fold(event, n)
        if isinstance(event, OF_NAMES):
            self._settle_names()
        self._tell(answer)
        self._settle(command, event)
        self._keep_opening(isinstance(event, MeetingClosed))
        return answer

    async def submit(self, command: Command) -> Answer:
        """The same for a screen: the loop never waits for the disk, and the order is that of the calls.

        What was begun is finished, even if whoever asked no longer waits for the answer.
        """
        asked = asyncio.ensure_future(self._submit(checked(command), self.stamp()))
        self._asked.add(asked)
        asked.add_done_callback(self._asked.discard)
        return await asyncio.shield(asked)

    async def _submit(self, command: Command, stamp: Stamp) -> Answer:
        loop = asyncio.get_running_loop()
        async with self._turn:
            decided = self._decide(command, stamp)
            event, n = await loop.run_in_executor(self._writer, self._record, command, decided, stamp)
            answer = self._fold(event, n)
            if isinstance(event, OF_NAMES):
                await loop.run_in_executor(self._writer, self._settle_names)
            self._tell(answer)
            if isinstance(event, OF_PUBLIC) or hasattr(PRACTICES[commands()[type(command)]], "settled"):
                await loop.run_in_executor(self._writer, self._settle, command, event)
            self._keep_opening(isinstance(event, MeetingClosed))
            return answer

    def change_key(self, passphrase: str = "", seed: bytes | None = None) -> Answer:
        """Hand over to a new key (`Journal.change_key`), which is an entry like any other; blocks.

        `seed` of 32 bytes for a key that tests know. Raises Refused while the key is locked, NotRecorded.
        """
        n = self.journal.change_key(self.stamp(), passphrase, seed)
        answer = self._fold(KeyChanged(key=self.journal.vkey), n)
        self._tell(answer)
        return answer

    def check_in_background(self, report: Callable[[str], None], delay: float = DELAY) -> None:
        """Verify at leisure what opening did not read: once, `delay` seconds from now.

        `report` gets each finding from another thread; it stands in `journal.findings` by then.
        """

        def found(sentence: str) -> None:
            self.journal.findings.append(sentence)
            report(sentence)

        if self._check is None:
            self._check = BackgroundCheck(self.folder, found, delay)
            self._check.start()

    def _keep_opening(self, now: bool = False) -> None:
        """At a meeting's close and every thousand entries: the writer leaves a cache for the next opening."""
        if now or self.assembly.size - self._kept >= cache.EVERY:
            self._kept = self.assembly.size
            self._writer.submit(self.journal.keep_opening, fold_version(), self.assembly.keep())

    def close(self) -> None:
        """Let the writer finish and the lock go."""
        if self._check is not None:
            self._check.stop()
        self._writer.shutdown(wait=True)
        self._publisher.shutdown(wait=True)
        self.journal.close()

    def _decide(self, command: Command, stamp: Stamp) -> Event:
        if self.journal.failed:
            raise NotRecorded(_("NOT RECORDED: the card failed. Write it on paper and restart the kiosk."))
        self._check_moment(command, stamp)
        name = commands()[type(command)]
        event: Event = PRACTICES[name].decide(getattr(self.state, name), self.room, command, stamp)
        return event

    def _check_moment(self, command: Command, stamp: Stamp) -> None:
        """Refuse what makes no sense at this moment, whatever it is (contract: WHEN)."""
        sitting, when = self.state.meeting.open, command.WHEN
        if sitting is None:
            if when in ("meeting", "break", "left-open"):
                raise Refused(_("No meeting is open. Open one first."))
            return
        if when == "between":
            raise Refused(_("The meeting of {date} is still open: close it first.").format(date=sitting.date))
        if self.left_open(stamp):
            if when not in ("left-open", "always"):
                raise Refused(_("The meeting of {date} was left open: close it.").format(date=sitting.date))
        elif sitting.break_until and when != "break":
            raise Refused(_("It is a break until {hour}: resume first.").format(hour=sitting.break_until))

    def _record(self, command: Command, event: Event, stamp: Stamp) -> tuple[Event, int]:
        """In the writer thread: what only the machine can add, then the entry, flushed."""
        name = commands()[type(command)]
        practice, part = PRACTICES[name], getattr(self.state, name)
        if hasattr(practice, "complete"):
            event = practice.complete(part, event, command, self.beside)
        check_readable(event)
        fields: dict[str, Any] = msgspec.to_builtins(event)
        kind = fields.pop("kind")
        return event, self.journal.append(kind, fields, stamp)

    def _settle(self, command: Command, event: Event) -> None:
        """After the fold: what is recorded is true, even if the card then refuses to drop a secret."""
        practice = PRACTICES[commands()[type(command)]]
        if hasattr(practice, "settled"):
            practice.settled(event, self.beside)
        if isinstance(event, MeetingClosed):
            # The head guards against continuing a restored old copy; without it the record is no less true.
            with suppress(NotRecorded):
                self.journal.keep_head()
        if isinstance(event, OF_PUBLIC):
            self._keep_public(isinstance(event, MeetingClosed))

    def _keep_public(self, closed: bool) -> None:
        """Tiles as the assembly's rule wants them: up to now at a close, or none. Beside the writer."""
        public = Place(self.folder).public
        if not self.state.rules.publish:
            if tiles.is_published(public):
                self._publisher.submit(self._in_public, tiles.withdraw, public)
        elif closed:
            note = self.journal.checkpoint()
            self._publisher.submit(self._in_public, tiles.extend, public, self.journal.read, note)

    def _in_public(self, what: Callable[..., object], *given: object) -> None:
        try:
            what(*given)
        except (OSError, JournalDamaged) as error:
            why = getattr(error, "strerror", None) or error
            self.journal.findings.append(
                _("The tiles in public/ could not be brought up to date ({why}).").format(why=why)
            )

    def _settle_names(self) -> None:
        """Before anything is shown: names are those that the journal commits to, and none is forgotten.

        What the card does not take now is done when the kiosk opens again.
        """
        now = self.state.roster
        may_return = self.assembly.replaced_names() if self.beside.names.any_aside else ()
        stamp = self.stamp()
        try:
            told = self.beside.settle_names(
                now.forgotten, now.deleted, may_return, local_date(stamp.at, stamp.offset)
            )
        except NotRecorded:
            self.journal.findings.append(
                _("The file of names could not be changed: that is done when the kiosk is opened again.")
            )
        else:
            self._say_of_names(told)

    def _say_of_names(self, told: OfNames) -> None:
        """Replace what was said of the names before; `told.damage` is for what stops signing."""
        findings = self.journal.findings
        findings[:] = [each for each in findings if each not in self._of_names]
        self._of_names = [*told.damage, *told.notices]
        findings += self._of_names

    async def delete_lost(self, lost: Lost) -> None:
        """Delete a name that fits nobody, in its turn; raises NotRecorded. It is no entry: nobody joined."""
        loop = asyncio.get_running_loop()
        async with self._turn:
            await loop.run_in_executor(self._writer, self._delete_lost, lost)

    def _delete_lost(self, lost: Lost) -> None:
        self.beside.names.delete(lost)
        self._settle_names()

    def _fold(self, event: Event, n: int) -> Answer:
        line = next(iter(self.journal.read(n, n + 1)))
        return Answer(n, event, self.assembly.apply(line))

    def _tell(self, answer: Answer) -> None:
        for watcher in self._watchers:
            watcher(answer.touched)


def _resumed(journal: Journal) -> Assembly:
    """The state that the opening cache kept, or an empty one to fold everything into."""
    if not journal.state:
        return Assembly()
    try:
        return Assembly.resumed(journal.state, journal.read)
    except msgspec.MsgspecError:
        return Assembly()


def checked(command: Command) -> Command:
    """The command with clean texts and every value within its type's bounds; raises Refused."""
    command = clean_command(command)
    try:
        msgspec.convert(msgspec.to_builtins(command), type(command))
    except msgspec.ValidationError as error:
        field = str(error).rpartition("`$.")[2].rstrip("`")
        raise Refused(_("{field} is out of bounds or of the wrong kind.").format(field=field)) from None
    return command


def unchecked(clock: Clock) -> Stamp:
    """The stamp of a recovery: nothing was folded yet, so nobody can say whether this clock is possible."""
    return msgspec.structs.replace(stamp_of(clock, None), clock="unsure")
