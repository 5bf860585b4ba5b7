"""The desk: every command is decided and recorded, and only then changes the state.

    ask(command) -> the practice decides: an event, or Refused -> the fold is rehearsed on copies
                 -> signed, written, flushed -> the copies become the state -> settled -> watchers

The desk stamps the time, and lets practices draw entropy once they have decided. Commands are decided on the
caller's thread (the screens' loop), rehearsed, written and flushed in one writer thread, strictly one after
another. `refusal` gives the refusal of a command without asking. The rules are those of the practices.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from kiosk.cleaning import clean_command
from kiosk.desk.clock_trust import stamp_of as stamp_of
from kiosk.desk.fold import Assembly
from kiosk.desk.fold_version import fold_version
from kiosk.desk.live_room import LiveRoom
from kiosk.desk.registry import REGISTRY, Registry, State
from kiosk.desk.rehearsal import Recorded, Rehearsal
from kiosk.desk.secrets_and_names import BesideJournal
from kiosk.desk.settling import Settling
from kiosk.errors import NotRecorded, Refused
from kiosk.journal.background import DELAY, BackgroundCheck, Held, Result
from kiosk.journal.journal import Journal
from kiosk.journal.names_file import Lost
from kiosk.language import words
from kiosk.language.misfit import plain
from kiosk.ports import Clock, Entropy
from kiosk.practices import meeting
from kiosk.practices.messages import Command, Event
from kiosk.practices.record.events import KeyChanged
from kiosk.practices.record.rules import LeaveOut
from kiosk.terms import Stamp, local_date

_, ngettext = words("desk")


class Answer(Struct, frozen=True):
    """An accepted command: the entry it became, the event, and the parts of the state it touched."""

    n: int
    event: Event
    touched: frozenset[str]


class Desk:
    """An open assembly: its journal, its state, and the desk between them. One per process."""

    def __init__(
        self,
        folder: Path,
        journal: Journal,
        clock: Clock,
        entropy: Entropy,
        registry: Registry = REGISTRY,
    ) -> None:
        self.folder, self.journal, self.clock, self.registry = folder, journal, clock, registry
        self.beside = BesideJournal(folder, entropy, lambda: self.state.roster.names)
        self.assembly = _resumed(journal, registry)
        self.room = LiveRoom(self.assembly, journal, self.beside.names)
        self._watchers: list[Callable[[frozenset[str]], None]] = []
        self._turn = asyncio.Lock()
        self._order = threading.Lock()
        self._asked: set[asyncio.Future[Answer]] = set()
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal")
        self._settling = Settling(folder, journal, self.assembly, self.beside, self._writer, self._today)
        self._check: BackgroundCheck | None = None
        self.assembly.replay(journal.read(self.assembly.size))
        journal.east = self.assembly.offsets.at(journal.size)
        self._settling.after_opening()

    @classmethod
    def found(
        cls,
        folder: Path,
        name: str,
        clock: Clock,
        entropy: Entropy,
        software: str,
        registry: Registry = REGISTRY,
    ) -> Desk:
        """Found an assembly: a new journal with its key and entry 0."""
        journal = Journal.found(folder, name, stamp_of(clock, None), software)
        return cls._with(journal, folder, clock, entropy, registry)

    @classmethod
    def open(
        cls,
        folder: Path,
        clock: Clock,
        entropy: Entropy,
        passphrase: str = "",
        registry: Registry = REGISTRY,
    ) -> Desk:
        """Open the assembly kept in `folder`; raises JournalDamaged, JournalBusy, NotTrusted.

        A key with a passphrase stays locked without it (`Journal.locked`, `unlock`): entries are then
        recorded without a signature. Raises Refused for a wrong passphrase.
        """
        fold = fold_version(registry)
        journal = Journal.open(folder, lambda: unchecked(clock), fold=fold, passphrase=passphrase)
        return cls._with(journal, folder, clock, entropy, registry)

    @classmethod
    def _with(
        cls, journal: Journal, folder: Path, clock: Clock, entropy: Entropy, registry: Registry
    ) -> Desk:
        try:
            return cls(folder, journal, clock, entropy, registry)
        except BaseException:
            journal.close()
            raise

    @property
    def state(self) -> State:
        """Return the live state. Never change it, and keep no part of it across a command."""
        return self.assembly.state

    def name(self, person: str) -> str:
        """Return a person's name as it is shown, or the id when the name is forgotten."""
        return self.room.name(person)

    def watch(self, watcher: Callable[[frozenset[str]], None]) -> None:
        """Call `watcher` with the names of the touched parts after each recorded entry."""
        self._watchers.append(watcher)

    def _today(self) -> str:
        stamp = self.stamp()
        return local_date(stamp.at, stamp.offset)

    def stamp(self) -> Stamp:
        """Return the time now, with the trust in it."""
        return stamp_of(self.clock, self.state)

    def left_open(self, stamp: Stamp) -> bool:
        """True if the open meeting is from another day and was never closed."""
        heard = self.assembly.heard
        if heard is None:
            return False
        last = Stamp(heard.at, heard.boot, heard.up, heard.clock)
        return meeting.rules.left_open(self.state.meeting, last, stamp)

    def refusal(self, command: Command) -> str:
        """Return the sentence with which this command would be refused now, "" if it would be accepted."""
        try:
            self._decide(checked(command), self.stamp())
        except (Refused, NotRecorded) as trouble:
            return trouble.sentence
        return ""

    def ask(self, command: Command) -> Answer:
        """Decide, record, settle; blocks until flushed. Raises Refused or NotRecorded.

        Only for a caller who has the desk alone (command line, tests). While another command is under way
        it raises RuntimeError: waiting here would block the loop that the other command needs, for ever.
        """
        stamp, command = self.stamp(), checked(command)
        with self._alone():
            answer = self._install(self._record(command, self._decide(command, stamp), stamp))
            self._settling.after(command, answer.event)
        self._call_watchers(answer)
        return answer

    async def submit(self, command: Command) -> Answer:
        """Do the same as `ask` for a screen: the loop never waits for the disk, and calls keep their order.

        A command that was begun is finished, even if the caller stops waiting for the answer.
        """
        asked = asyncio.ensure_future(self._submit(checked(command), self.stamp()))
        self._asked.add(asked)
        asked.add_done_callback(self._asked.discard)
        return await asyncio.shield(asked)

    async def _submit(self, command: Command, stamp: Stamp) -> Answer:
        loop = asyncio.get_running_loop()
        async with self._turn:
            with self._alone():
                decided = self._decide(command, stamp)
                recorded = await loop.run_in_executor(self._writer, self._record, command, decided, stamp)
                answer = self._install(recorded)
                if self._settling.writes_after(command, answer.event):
                    await loop.run_in_executor(self._writer, self._settling.after, command, answer.event)
                else:
                    self._settling.opening()
            self._call_watchers(answer)
            return answer

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Reserve the desk for one command. Raises RuntimeError while another is under way."""
        if not self._order.acquire(blocking=False):
            raise RuntimeError("another command is under way: await Desk.submit")
        try:
            yield
        finally:
            self._order.release()

    def change_key(self, passphrase: str = "", seed: bytes | None = None) -> Answer:
        """Replace the key (`Journal.change_key`), which is an entry like any other; blocks.

        `seed` is 32 bytes, for a key that tests know. Raises Refused while the key is locked, NotRecorded.
        """
        with self._alone():
            rehearsal = Rehearsal(self.folder, self.journal, self.assembly)
            n = self.journal.change_key(self.stamp(), passphrase, seed, rehearsal)
            answer = self._install((n, KeyChanged(key=self.journal.vkey), rehearsal))
        self._call_watchers(answer)
        return answer

    def check_in_background(self, report: Callable[[str], None], delay: float = DELAY) -> None:
        """Verify once, `delay` seconds from now, the entries that opening did not read.

        `report` gets each finding from another thread; by then it is in `journal.findings`, or in
        `journal.damage` if it stops the signatures.
        """

        held = self.held()

        def found(result: Result) -> None:
            self.take_in(result, held)
            for sentence in result.findings:
                report(sentence)

        if self._check is None:
            self._check = BackgroundCheck(self.folder, held, found, delay)
            self._check.start()

    def held(self) -> Held:
        """Return the tree that this process holds, for a check of the card by another process."""
        journal = self.journal
        return Held(journal.size, journal.root, journal.times_damaged)

    def take_in(self, result: Result, held: Held) -> None:
        """Apply the result of a check of the whole card: damage stops signatures, no damage lifts the stop.

        The stop stays if damage was found since the check began (`held`): it may have read older bytes.
        """
        journal = self.journal
        met_since = journal.times_damaged > held.damaged
        for sentence in result.damage:
            journal.damaged(sentence)
        journal.findings += [
            sentence
            for sentence in result.findings
            if sentence not in journal.findings and sentence not in result.damage
        ]
        if journal.damage and not result.damage and not met_since:
            with suppress(RuntimeError):  # the desk was closed in the meantime
                self._writer.submit(self._settling.mended).result()

    def close(self) -> None:
        """Let the writer finish and release the lock."""
        if self._check is not None:
            self._check.stop()
        self._writer.shutdown(wait=True)
        self._settling.close()
        self.journal.close()

    def _decide(self, command: Command, stamp: Stamp) -> Event:
        if self.journal.failed:
            raise NotRecorded(_("NOT RECORDED: the card failed. Write it on paper and restart the kiosk."))
        waiting = self.assembly.left_out.waiting
        if waiting and not isinstance(command, LeaveOut):
            raise Refused(_left_out(waiting))
        self._check_moment(command, stamp)
        practice = self.registry.commands[type(command)]
        return practice.decide(getattr(self.state, practice.name), self.room, command, stamp)

    def _check_moment(self, command: Command, stamp: Stamp) -> None:
        """Refuse a command that makes no sense at this moment (contract: WHEN)."""
        sitting, when = self.state.meeting.open, command.WHEN
        if when == "ever":
            return
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

    def _record(self, command: Command, event: Event, stamp: Stamp) -> Recorded:
        """Add in the writer thread what only the machine can add, rehearse, and append the entry, flushed."""
        practice = self.registry.commands[type(command)]
        part = getattr(self.state, practice.name)
        rehearsal = Rehearsal(self.folder, self.journal, self.assembly)
        try:
            if practice.complete is not None:
                event = practice.complete(part, event, command, self.beside)
            fields: dict[str, Any] = msgspec.to_builtins(event)
            kind = fields.pop("kind")
            return self.journal.append(kind, fields, stamp, rehearsal), event, rehearsal
        except Exception:
            # After a failed flush the entry may still be on the card, so its name must stay too.
            if practice.complete is not None and not self.journal.failed:
                self._settling.take_back_names(event)
            raise

    def _install(self, recorded: Recorded) -> Answer:
        n, event, rehearsal = recorded
        if rehearsal.again is not None:
            self.assembly.become(rehearsal.again)
            return Answer(n, event, frozenset(self.registry.practices))
        assert rehearsal.done is not None
        return Answer(n, event, self.assembly.install(rehearsal.done))

    async def delete_lost(self, lost: Lost) -> None:
        """Delete a name that fits nobody, after earlier commands; raises NotRecorded. It makes no entry."""
        loop = asyncio.get_running_loop()
        async with self._turn:
            with self._alone():
                await loop.run_in_executor(self._writer, self._settling.delete_lost, lost)

    def _call_watchers(self, answer: Answer) -> None:
        """Call every watcher; the first exception is raised after all were called."""
        raised: list[Exception] = []
        for watcher in self._watchers:
            try:
                watcher(answer.touched)
            except Exception as fault:  # noqa: BLE001  the other watchers must be called too
                raised.append(fault)
        if raised:
            raise raised[0]


def _left_out(count: int) -> str:
    return ngettext(
        "{n} entry here is not understood by this kiosk. Look first, under more.",
        "{n} entries here are not understood by this kiosk. Look first, under more.",
        count,
    ).format(n=count)


def _resumed(journal: Journal, registry: Registry) -> Assembly:
    """Return the state of the opening cache, or an empty one to fold everything into."""
    if journal.state:
        with suppress(msgspec.MsgspecError):
            assembly = Assembly.resumed(journal.state, journal.read, registry)
            left_out = assembly.left_out
            folded = any(left_out.lacks(passed, assembly.size) for passed in journal.passed)
            for passed in journal.passed:
                left_out.pass_by(passed)
            return Assembly(left_out.passed, registry) if folded else assembly
    return Assembly(journal.passed, registry)


def checked(command: Command) -> Command:
    """Return the command with clean texts and every value within its type's bounds; raises Refused."""
    command = clean_command(command)
    try:
        msgspec.convert(msgspec.to_builtins(command), type(command))
    except msgspec.ValidationError as error:
        raise Refused(_("{why}.").format(why=plain(str(error)))) from None
    return command


def unchecked(clock: Clock) -> Stamp:
    """Return the stamp of a recovery: before anything is folded no clock can be trusted."""
    return msgspec.structs.replace(stamp_of(clock, None), clock="unsure")
