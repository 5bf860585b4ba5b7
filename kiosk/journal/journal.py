"""The journal itself: what a screen calls recorded is in it, signed and on the card.

One process has it open for writing. `append` returns when the entry is flushed, and not before; what it
refuses did not happen. `read` gives entries back from the card, in order, from any thread, and only those
that were recorded: bytes which do not lead to the root that this process holds are *damage*. Then the journal
goes on recording and signs nothing, until the right bytes are back.

It does not know what entries mean, shows nothing, and reads no clock: callers pass the stamps.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.errors import JournalDamaged, NotRecorded, Refused
from kiosk.journal import cache, founding, key, opening, signing
from kiosk.journal.card import Card, not_written
from kiosk.journal.checked import Recorded, Tip, lines_of
from kiosk.journal.disk import DISK, Disk, replace_file
from kiosk.journal.envelope import KEY_CHANGED, RECOVERED, SIGNED, entry_bytes
from kiosk.journal.lines import line_bytes
from kiosk.journal.merkle import leaf_hash
from kiosk.journal.note import Checkpoint, Signer, Verifier
from kiosk.journal.opening import Opened
from kiosk.journal.place import Place
from kiosk.language import words
from kiosk.terms import Stamp

_, ngettext = words("journal")


class Journal:
    """An open journal, locked against other processes. Made by `found` or `open`.

    `findings` are the sentences about what opening found or recovered, and what the check in the background
    adds: notices, which block nothing. `damage` are the sentences that stop every signature and seal. A cache
    vouched for the `first` entries, and `state` is what it kept of their fold. `append` is for one thread at
    a time, the rest for any.
    """

    def __init__(self, place: Place, opened: Opened, disk: Disk) -> None:
        reading = opened.reading
        assert reading.head is not None  # entry 0 is always signed
        self.findings, self.damage = opened.findings, list[str]()
        self.times_damaged = 0
        """How often damage was met. A check that began before the last time must not lift its stop."""
        self.founding: Mapping[str, object] = reading.founding or {}
        """Entry 0, decoded."""
        self.east: int | None = None  # minutes of local time east of UTC so far; set by who folds the entries
        self._place = place
        self.first, self.state = reading.first, opened.state
        self.passed = reading.passed
        """The entries that the room decided to go on without, among those from `first` on."""
        assert reading.signer is not None
        self._keys, self._signer = reading.keys, opened.signer
        self._unsigned_at_first = reading.size - reading.signed_size
        self._shown = not self._unsigned_at_first
        self._torn = reading.recovered
        self._disk = disk
        self._card = Card(place, opened.file, disk)
        self._frontier, self._starts = reading.frontier, reading.starts
        self._blocks = reading.frontier.blocks
        self._tip = Tip(
            Recorded(self._blocks, tuple(self._frontier.peaks), reading.size),
            reading.frontier.root(),
            reading.head,
            reading.signature,
            reading.signer,
        )
        self._writing = threading.Lock()

    @classmethod
    def found(
        cls,
        folder: Path,
        assembly: str,
        stamp: Stamp,
        software: str,
        seed: bytes | None = None,
        disk: Disk = DISK,
    ) -> Journal:
        """Found an assembly's journal in a data directory (key and entry 0, flushed), then open it.

        `software` founds it, for example "assembly-kiosk 0.1.0"; `seed` (32 bytes) is for tests alone. Raises
        Refused when there is a journal already, NotRecorded when the card refuses.
        """
        founding.found(Place(folder), assembly, stamp, software, seed, disk)
        return cls.open(folder, lambda: stamp, disk=disk)

    @classmethod
    def open(
        cls,
        folder: Path,
        stamp: Callable[[], Stamp],
        heads: Iterable[bytes] = (),
        disk: Disk = DISK,
        fold: str = "",
        passphrase: str = "",
    ) -> Journal:
        """Check, lock and if need be recover the journal of a data directory.

        `heads` are checkpoints of this journal that neighbours kept; one later than the journal's end stops
        the opening. `stamp` is called when a recovery has to be recorded. `fold` names the software that
        folds: a cache of the same one spares reading from the beginning. A key with a passphrase is `locked`
        unless `passphrase` is given. Raises JournalBusy, JournalDamaged (nothing was touched then), Refused
        for a wrong passphrase, NotRecorded when the card is read-only or has no room for what must be
        recovered.
        """
        place = Place(folder)
        opened = opening.open_place(place, heads, disk, fold, passphrase)
        journal = cls(place, opened, disk)
        with contextlib.ExitStack() as undo:
            undo.callback(journal.close)
            for tail in opened.recovered:
                fields = {"bytes": tail.bytes, "file": tail.file, "sha256": tail.sha256}
                journal.append(RECOVERED, fields, stamp())
                journal._torn.add(tail.file)
            undo.pop_all()
        return journal

    @staticmethod
    def exists(folder: Path) -> bool:
        """True if an assembly was founded in this data directory; its journal may still be damaged."""
        return Place(folder).journal.exists()

    @property
    def size(self) -> int:
        """How many entries are recorded."""
        return self._tip.tree.size

    @property
    def failed(self) -> bool:
        """True when a flush has failed, after which this process appends nothing more."""
        return self._card.failed

    @property
    def root(self) -> bytes:
        """The root of the tree of all entries, 32 bytes."""
        return self._tip.root

    @property
    def origin(self) -> str:
        """The journal's name."""
        return self._keys[0][1].name

    @property
    def vkey(self) -> str:
        """The verifier key of what this journal signs now, one line."""
        return self._keys[-1][1].vkey

    @property
    def fingerprint(self) -> str:
        """The key as `ssh-keygen -l` prints it."""
        return key.fingerprint(self._keys[-1][1].public)

    @property
    def keys(self) -> Sequence[tuple[int, Verifier]]:
        """The keys that sign, each with the first entry that it signs, the newest last."""
        return self._keys

    @property
    def paper_key(self) -> str:
        """The private key as one line, for paper. Raises Refused while it is locked."""
        return self._opened_signer().skey

    def seal(self, namespace: str, data: bytes) -> bytes:
        """Return 64 bytes of an SSHSIG over a file that was made from what `read` gave.

        Raises Refused while the key is locked, while there is damage, and while entries wait for a signature:
        one of those may change a name, or leave out an entry that was signed.
        """
        signer = self._opened_signer()
        if self.damage:
            raise Refused(self.damage[0])
        if self.signed_size < self.size:
            raise Refused(opening.unsigned_first())
        return signing.seal(signer, namespace, data)

    def _opened_signer(self) -> Signer:
        if self._signer is None:
            raise Refused(_("The journal's key is locked: give its passphrase first."))
        return self._signer

    @property
    def locked(self) -> bool:
        """True while the key waits for its passphrase: entries are recorded, and not yet signed."""
        return self._signer is None

    @property
    def withheld(self) -> bool:
        """True while the key is open, but signs nothing until people have looked at the unsigned entries.

        This follows an opening that found such entries. A `journal.signed/1` records that they were shown.
        """
        return self._signer is not None and not self._shown

    def unlock(self, passphrase: str, shown: bool = True) -> None:
        """Open the key; the next signature covers the entries that have none (`unsigned`).

        The caller shows those first, or later: with `shown` False signatures are `withheld` until then. Takes
        about a quarter of a second. Raises Refused for a wrong passphrase, JournalDamaged.
        """
        try:
            private = key.load(self._place.key, passphrase)
        except key.Locked as error:
            raise Refused(_("Type the passphrase of the journal's key.")) from error
        signer = opening.signer_of(private, self._keys[-1][1])
        self._shown = shown or self.signed_size == self.size
        self._signer = signer
        self._no_longer(opening.locked_finding())

    def unsigned(self) -> list[bytes]:
        """Return the entries at the end that no signature covers yet."""
        return list(self.read(self.signed_size))

    def change_passphrase(self, passphrase: str) -> None:
        """Write the key's file again with this passphrase, or without one (""); the key stays open here.

        Raises Refused while the key is locked, NotRecorded when the card does not take it.
        """
        signer = self._opened_signer()
        try:
            key.replace(self._place, signer.private, self.origin, passphrase, self._disk)
        except OSError as error:
            raise NotRecorded(not_written(error)) from error

    def change_key(
        self,
        stamp: Stamp,
        passphrase: str = "",
        seed: bytes | None = None,
        rehearse: Callable[[bytes], None] | None = None,
    ) -> int:
        """Hand over to a new key, with an entry that the old key signs; what it signed verifies for ever.

        The new key is on the card before its entry, and replaces the old file after it: a power cut leaves
        one of them in use. Returns the entry's index. Raises Refused while the key is locked or withheld,
        NotRecorded.
        """
        self._opened_signer()
        if self.damage:
            raise Refused(self.damage[0])
        if self.withheld:
            raise Refused(opening.unsigned_first())
        private = Ed25519PrivateKey.generate() if seed is None else Ed25519PrivateKey.from_private_bytes(seed)
        signer = Signer(self.origin, private)
        try:
            replace_file(self._place.next_key, key.file_bytes(private, passphrase), 0o600, self._disk)
        except OSError as error:
            raise NotRecorded(not_written(error)) from error
        n = self.append(KEY_CHANGED, {"key": signer.verifier.vkey}, stamp, rehearse)
        self._keys = [*self._keys, (n + 1, signer.verifier)]
        self._signer = signer
        try:
            key.replace(self._place, private, self.origin, passphrase, self._disk)
            self._place.next_key.unlink()
        except OSError:
            self.findings.append(_("The new key is put in its place when the kiosk is opened again."))
        return n

    @property
    def signed_size(self) -> int:
        """How many entries the newest signature covers."""
        return self._tip.head.size

    def checkpoint(self) -> bytes:
        """Return the newest signed head, as a note."""
        tip = self._tip
        return tip.head.note(tip.signed_by, tip.signature)

    def append(
        self,
        kind: str,
        fields: Mapping[str, object],
        stamp: Stamp,
        rehearse: Callable[[bytes], None] | None = None,
    ) -> int:
        """Sign, write and flush one entry; returns its index. Blocks for as long as the card takes.

        `rehearse` is called with the entry's bytes before anything is signed or written; when it raises,
        nothing is recorded and the exception reaches the caller. Raises Refused when it is too long for an
        entry, NotRecorded when it did not reach the card (later ones may, unless `failed`), NotCanonical for
        fields that no entry can hold, ValueError for fields of the envelope and after `close`.
        """
        with self._writing:
            if not self._card.open:
                raise ValueError("the journal is closed")
            tip, n = self._tip, self.size
            entry = entry_bytes(n, kind, fields, stamp, self.east)
            if rehearse is not None:
                rehearse(entry)
            frontier = self._frontier.copy()
            frontier.append(leaf_hash(entry))
            head = Checkpoint(self.origin, frontier.size, frontier.root())
            signer = self._signer if (self._shown or kind == SIGNED) and not self.damage else None
            if signer is None and kind == KEY_CHANGED:
                raise Refused(self.damage[0] if self.damage else opening.unsigned_first())
            signature = b"" if signer is None else signing.checkpoint(signer, head)
            line = line_bytes(entry, signature)
            self._card.append(line, self._starts.end, n)
            self._frontier = frontier
            self._blocks += frontier.blocks
            self._starts.add(len(line))
            self.east = None if self.east is None else stamp.offset
            tree = Recorded(self._blocks, tuple(frontier.peaks), frontier.size)
            if signer is None:
                self._tip = Tip(tree, head.root, tip.head, tip.signature, tip.signed_by)
            else:
                self._tip = Tip(tree, head.root, head, signature, signer.verifier)
                if n > tip.head.size:
                    self._no_longer(opening.unsigned_finding(self._unsigned_at_first))
                self._shown = True
            return n

    def _no_longer(self, finding: str) -> None:
        """Remove a finding of the opening that is no longer true."""
        self.findings[:] = [sentence for sentence in self.findings if sentence != finding]

    def read(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """Yield the entries from `start` up to but without `stop` (default: all recorded now), from the card.

        Each is a line of canonical JSON without signature, checked against the root that is held. Raises
        JournalDamaged when the file holds something else, which is damage from then on.
        """
        return (line.partition(b"\t")[0] for line in chain.from_iterable(self._lines(start, stop)))

    def lines(self, start: int, stop: int) -> Iterator[bytes]:
        """Yield the same entries as lines, `ENTRY TAB SIGNATURE`. The signatures are not checked."""
        return chain.from_iterable(self._lines(start, stop))

    def _lines(self, start: int, stop: int | None) -> Iterator[list[bytes]]:
        tree = self._tip.tree
        stop = tree.size if stop is None else min(stop, tree.size)
        if not 0 <= start < stop:
            return
        try:
            yield from lines_of(self._place.entries, self._starts, tree, start, stop)
        except JournalDamaged as damage:
            self.damaged(damage.sentence)
            raise

    def damaged(self, sentence: str) -> None:
        """Sign and seal nothing from now on; `sentence` says which bytes are not as they were recorded."""
        self.times_damaged += 1
        if sentence not in self.damage:
            self.damage.append(sentence)

    def mended(self) -> None:
        """Sign again: what was damaged is as it was recorded, and the caller has checked all of it.

        Entries recorded meanwhile are signed once people have looked at them (`journal.signed/1`).
        """
        self.damage.clear()
        self._shown = self.signed_size == self.size

    def keep_head(self) -> None:
        """Write DIR/head, at the close of a meeting: an older copy of the journal is then recognised.

        Raises NotRecorded when the card does not take it.
        """
        try:
            opening.keep_head(self._place, self.checkpoint(), self._disk)
        except OSError as error:
            raise NotRecorded(not_written(error)) from error

    def keep_opening(self, fold: str, state: bytes) -> None:
        """Write the cache that the next opening goes on from; `state` is the fold of all entries recorded.

        Called between two entries, by the thread that appends. Without a cache the next opening only takes
        longer, so a card that refuses is not reported; nothing is written while the last entries are
        unsigned.
        """
        tip, signer = self._tip, self._signer
        if signer is None or tip.head.size != tip.tree.size or self.failed or self.damage:
            return
        kept = cache.Kept(
            fold=fold,
            length=self._starts.end,
            size=tip.tree.size,
            peaks=self._frontier.peaks,
            blocks=b"".join(self._blocks),
            signature=tip.signature,
            keys=cache.keys_text(self._keys),
            marks=self._starts.marks(),
            torn=sorted(self._torn),
            state=state,
        )
        with contextlib.suppress(OSError):
            cache.write(self._place, kept, signer)

    def close(self) -> None:
        """Release the lock. Closing twice does nothing; reading is still possible, appending is not."""
        with self._writing:
            self._card.close()
