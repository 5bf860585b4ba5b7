"""What is on the card, read and checked line by line (journal/1, Opening 1 and 2).

Entries count up from 0 in canonical form, every signature has the strict form, and the last one verifies over
the root of all entries up to its own. `every=True` checks each signature, which takes 0.1 ms and more each;
without it a wrong earlier signature goes unnoticed, but a changed entry under it does not. Entry 0 names the
journal and its key; only a journal made for testing has none, and then the caller must give the key.

This reads and judges. It repairs nothing, and compares with no head kept elsewhere.
"""

from __future__ import annotations

from binascii import a2b_base64
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from hashlib import sha256
from typing import Any

import msgspec

from kiosk.errors import JournalDamaged
from kiosk.journal.canonical import NotCanonical, decode_all
from kiosk.journal.envelope import (
    FORGOTTEN,
    FOUNDED,
    KEY_CHANGED,
    RECOVERED,
    RENAMED,
    UNDONE,
    Common,
    Numbered,
)
from kiosk.journal.lines import SIGNATURE, Lines, all_strict
from kiosk.journal.merkle import EMPTY_ROOT, Frontier
from kiosk.journal.note import Checkpoint, MalformedNote, Verifier, is_origin, parse_vkey
from kiosk.journal.offsets import Starts
from kiosk.language import words
from kiosk.left_out import KIND as LEFT_OUT
from kiosk.left_out import Passed

_, ngettext = words("journal")

JOINED = {"member.joined/1": "member", "guest.joined/1": "guest"}
"""The kinds that commit to a name, and the field with the id."""
_NOTICED = frozenset((RECOVERED, KEY_CHANGED, RENAMED, FORGOTTEN, LEFT_OUT, *JOINED))


class Reading:
    """The entries read so far.

    `size` entries with the frontier of their tree. The newest checked signature covers `signed_size` of them:
    `head` is what it signs, `signature` its 64 bytes, `signer` its key. `starts` are the offsets of the
    lines. `wrong` are the entries whose own signature does not verify. `keys` are the journal's keys, each
    with the first entry that it signs; `verifier` is the newest of them.
    """

    def __init__(self, key: Verifier | None = None, every: bool = False, sizes: Iterable[int] = ()) -> None:
        self.verifier = key
        self.keys: list[tuple[int, Verifier]] = [] if key is None else [(0, key)]
        self.every = every
        self.frontier = Frontier()
        self.starts = Starts()
        self.sizes = frozenset(sizes)
        self.roots: dict[int, bytes] = {0: EMPTY_ROOT} if 0 in self.sizes else {}
        """The roots of the trees of those `sizes`, for comparing, as far as the journal reaches.
        """
        self.first = 0
        """Entries before this one were not read: a cache vouches for them."""
        self.head: Checkpoint | None = None
        self.signer: Verifier | None = None
        self.signature = b""
        self.founding: dict[str, Any] | None = None
        self.without_signature = 0
        self.wrong: list[int] = []
        self.recovered: set[str] = set()
        """The files in torn/ that entries mention."""
        self.names: dict[str, str] = {}
        """Id of a member or guest -> the commitment to the valid name; "" once it was forgotten."""
        self.passed: list[Passed] = []
        """The entries that the room decided to go on without."""
        self._renamed: dict[int, tuple[str, str]] = {}
        """Entry of a correction -> the person, and the commitment that it replaced."""
        self._pending: tuple[Checkpoint, bytes] | None = None
        self._common: Callable[[bytes], Numbered] = msgspec.json.Decoder(Numbered).decode

    @property
    def size(self) -> int:
        """How many entries were read."""
        return self.frontier.size

    @property
    def signed_size(self) -> int:
        """How many entries a checked signature covers."""
        return self.head.size if self.head else 0

    def copy(self) -> Reading:
        """Return a reading that goes on by itself from here."""
        twin = Reading(self.verifier, self.every, self.sizes)
        twin.__dict__.update(self.__dict__)
        twin.frontier = self.frontier.copy()
        twin.frontier.blocks = list(self.frontier.blocks)
        twin.starts = self.starts.copy()
        twin.roots, twin.names, twin._renamed = dict(self.roots), dict(self.names), dict(self._renamed)
        twin.wrong, twin.recovered, twin.keys = list(self.wrong), set(self.recovered), list(self.keys)
        twin.passed = list(self.passed)
        return twin

    def take(self, lines: Sequence[bytes]) -> None:
        """Take whole lines without their LF. Raises JournalDamaged; the lines before the damage are taken."""
        if not self.size and len(lines) > 1:
            self.take(lines[:1])
            lines = lines[1:]
        try:
            entries, signatures, new_key = self.check(lines)
        except JournalDamaged:
            if len(lines) == 1:
                raise
            for line in lines:  # one by one, to find the damaged one
                self.take([line])
            return
        if new_key is not None and len(lines) > 1:
            for line in lines:  # one by one, since not all are signed with the same key
                self.take([line])
            return
        self.starts.extend([len(line) + 1 for line in lines])
        self._absorb([sha256(b"\0" + entry).digest() for entry in entries], signatures)
        if new_key is not None:
            self._change_key(new_key)

    def check(self, lines: Sequence[bytes]) -> tuple[Sequence[bytes], dict[int, bytes], Verifier | None]:
        """Return the entries of some lines, their signatures by number of entry, and a new key or None.

        Works through all lines column by column, because that is three times as fast as line by line.
        """
        n = self.size
        entries, tabs, texts = zip(*(line.partition(b"\t") for line in lines), strict=True)
        try:
            values = decode_all(entries)
        except NotCanonical as error:
            raise damaged(n, _("this line is no entry.")) from error
        try:
            common = [self._common(entry) for entry in entries]
        except msgspec.ValidationError as error:
            raise damaged(n, _("its number, kind or time is not in order.")) from error
        if not all(tabs) or [envelope.n for envelope in common] != list(range(n, n + len(lines))):
            raise damaged(n, _("its number, kind or time is not in order."))
        signatures = {number: text for number, text in enumerate(texts, n) if text}
        if not all_strict(list(signatures.values())):
            raise damaged(n, _("its signature does not verify; it has not even the form of one."))
        kinds, new_key = [envelope.kind for envelope in common], None
        if n == 0 or not _NOTICED.isdisjoint(kinds) or (self._renamed and UNDONE in kinds):
            for number, (kind, value) in enumerate(zip(kinds, values, strict=True), n):
                if kind == KEY_CHANGED and number:
                    new_key = self._new_key(number, value, number in signatures)
                else:
                    self.notice(number, kind, value, number in signatures)
        return entries, signatures, new_key

    def _new_key(self, n: int, value: dict[str, Any], signed: bool) -> Verifier | None:
        """Return the key that an entry hands over to. Raises JournalDamaged if it is none or not signed."""
        if self.founding is None:
            return None  # a journal made for testing: its key was given, and stays
        try:
            verifier = parse_vkey(str(value.get("key")))
        except MalformedNote as error:
            raise damaged(n, _("it hands over to a key that is none.")) from error
        if not signed or self.verifier is None or verifier.name != self.verifier.name:
            raise damaged(n, _("it hands over to another key, and the old one did not sign that."))
        return verifier

    def _change_key(self, verifier: Verifier) -> None:
        """Use another key from here on. Raises JournalDamaged unless the old key signed the change itself."""
        self.settle()
        if self.signed_size != self.size:
            raise damaged(self.size - 1, _("its signature does not verify."))
        self.verifier = verifier
        self.keys.append((self.size, verifier))

    def key_at(self, size: int) -> Verifier | None:
        """Return the key that signs the head of so many entries."""
        return next((key for since, key in reversed(self.keys) if size > since or not since), None)

    def settle(self) -> None:
        """Check the last signature. Raises JournalDamaged at the first entry without a right one."""
        if self._pending is not None:
            checkpoint, signature = self._pending
            if not self._verify(checkpoint, signature):
                raise damaged(checkpoint.size - 1, _("its signature does not verify."))
            self._pending = None
        unvouched = [n for n in self.wrong if n >= self.signed_size]
        if unvouched:
            raise damaged(unvouched[0], _("its signature does not verify."))

    def mended(self, tail: bytes) -> Reading | None:
        """Return this reading with the whole, verifying line that begins the tail, or None if there is none.

        Such a line is an entry although its LF is gone (journal/1, Opening 2).
        """
        entry, tab, rest = tail.partition(b"\t")
        if not rest:
            return None
        trial = self.copy()
        try:
            trial.take([entry + tab + rest[:SIGNATURE]])
            trial.settle()
        except JournalDamaged:
            return None
        return trial if trial.signed_size == trial.size else None

    def notice(self, n: int, kind: str, value: dict[str, Any], signed: bool) -> None:
        """Keep what opening needs of a few kinds of entry."""
        if n == 0:
            self._found(kind, value, signed)
        elif kind == RECOVERED:
            self.recovered.add(str(value.get("file")))
        elif kind == LEFT_OUT:
            with suppress(msgspec.ValidationError):
                self.passed.append(msgspec.convert(value, Passed))
        elif kind in JOINED:
            self.names[str(value.get(JOINED[kind]))] = str(value.get("name"))
        elif kind in (RENAMED, FORGOTTEN):
            person = str(value.get("person"))
            if kind == RENAMED:
                self._renamed[n] = person, self.names.get(person, "")
            self.names[person] = str(value.get("name", ""))
        elif kind == UNDONE:
            of = value.get("of")
            if isinstance(of, int) and of in self._renamed:
                person, before = self._renamed.pop(of)
                self.names[person] = before

    def _found(self, kind: str, value: dict[str, Any], signed: bool) -> None:
        if kind != FOUNDED:
            if self.verifier is None:
                raise damaged(0, _("it is not the founding of a journal, and no key was given."))
            return
        origin = value.get("origin")
        try:
            verifier = parse_vkey(str(value.get("key")))
        except MalformedNote as error:
            raise damaged(0, _("the founding names no usable key.")) from error
        if not signed or verifier.name != origin or not is_origin(verifier.name):
            raise damaged(0, _("the founding is not signed, or not with the key of its own name."))
        if self.verifier is not None and self.verifier.vkey != verifier.vkey:
            raise damaged(0, _("the founding names another key than the one that was given."))
        self._common = msgspec.json.Decoder(Common).decode
        try:
            msgspec.convert(value, Common)
        except msgspec.ValidationError as error:
            raise damaged(0, _("its number, kind or time is not in order.")) from error
        self.verifier = verifier
        self.keys = [(0, verifier)]
        self.founding = value

    def _absorb(self, leaves: list[bytes], signatures: dict[int, bytes]) -> None:
        """Grow the tree, stopping at each size whose root a signature or a kept head is compared with."""
        first = self.size
        self.without_signature += len(leaves) - len(signatures)
        checks = signatures if self.every else dict(list(signatures.items())[-1:])
        cuts = {n + 1 for n in checks} | {size for size in self.sizes if first < size <= first + len(leaves)}
        done = 0
        for size in sorted(cuts):
            self.frontier.extend(leaves[done : size - first])
            done = size - first
            root = self.frontier.root()
            if size in self.sizes:
                self.roots[size] = root
            if size - 1 in checks and self.verifier is not None:
                claim = Checkpoint(self.verifier.name, size, root), a2b_base64(checks[size - 1])
                if not self.every:
                    self._pending = claim
                elif not self._verify(*claim):
                    self.wrong.append(size - 1)
        self.frontier.extend(leaves[done:])

    def _verify(self, checkpoint: Checkpoint, signature: bytes) -> bool:
        if self.verifier is None or not self.verifier.verify(checkpoint.text, signature):
            return False
        self.head, self.signature, self.signer = checkpoint, signature, self.verifier
        return True


def damaged(n: int, fault: str) -> JournalDamaged:
    """Return the error for entry `n`."""
    return JournalDamaged(_("Entry {n} is damaged: {what}").format(n=n, what=fault), n)


def read_lines(file: int, stop: int, reading: Reading) -> bytes:
    """Read an open file up to offset `stop` into `reading`; returns the bytes after the last LF.

    Raises JournalDamaged naming the right entry: when the last signature fails, the file is read once more
    with every signature checked.
    """
    given = reading.verifier if reading.founding is None else None
    lines = Lines(file, reading.starts.end, stop)
    try:
        for block in lines:
            reading.take(block)
        reading.settle()
    except JournalDamaged:
        if not reading.every:
            read_lines(file, stop, Reading(given, every=True))
        raise
    return lines.tail
